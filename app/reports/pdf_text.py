"""Text as pieces to be set: which face draws each character, and what a line break never divides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from app.reports.fonts import Face, Faces
from app.reports.fonts_found import Role

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)

_INVISIBLE = (*range(32), 0x7F, 0x200B, 0x200C, 0x200D, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF)
_DROPPED: dict[int, str | None] = dict.fromkeys(_INVISIBLE) | {9: " "}
_TOKENS = re.compile(r"( )|([“”‘’…—·①-⓿Ⅰ-ⅿ\u2e80-\uff00\uffe0-\uffef！-～\U00020000-\U0003ffff])|([^ ])")
_UNBROKEN = "\u00a0"
_STANDARD = re.compile(r"(?<=[A-Z]) (?=\d)")
"""The gap in GB 36894 and its like."""
_SOFT = re.compile(r"(?<=[/\-_:;&=?\\@])|(?<=[.,])(?!\d)")
_WORD_MAY_SPLIT = 0.7


class Kind(Enum):
    """How a piece behaves at the end of a line."""

    SIGN = auto()
    """One Chinese character or mark: a line may end beside it."""
    WORD = auto()
    """Latin letters and figures that stay together."""
    SPACE = auto()


@dataclass(frozen=True, slots=True)
class Style:
    """How a stretch of text looks; ``size`` and ``tracking`` (after each Chinese character) in points."""

    role: Role
    size: float
    tracking: float = 0.0
    thick: bool = False
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Ink:
    """Characters that one face draws at one size and height; no face: a box with its code."""

    text: str
    face: Face | None
    size: float
    rise: float
    width: float


@dataclass(frozen=True, slots=True)
class Piece:
    """What a line break never divides; ``width`` in points, tracking included."""

    text: str
    kind: Kind
    style: Style
    inks: tuple[Ink, ...]
    width: float


class Setter:
    """Turns text into pieces with the faces at hand, and remembers which it used and what none had."""

    def __init__(self, faces: Faces) -> None:
        self.faces = faces
        self.missing: dict[str, None] = {}
        self.used: dict[Face, None] = {}
        self._signs: dict[tuple[str, Style], Piece] = {}

    def pieces(self, text: str, style: Style, measure: float) -> list[Piece]:
        """The pieces of one paragraph for lines of ``measure`` points."""
        return list(self._pieces(_STANDARD.sub(_UNBROKEN, text.translate(_DROPPED)), style, measure))

    def _pieces(self, text: str, style: Style, measure: float) -> Iterator[Piece]:
        word = ""
        for match in _TOKENS.finditer(text):
            if match[3]:
                word += match[3]
                continue
            yield from self._word(word, style, measure)
            word = ""
            yield self._sign(match[0], style, Kind.SPACE if match[1] else Kind.SIGN)
        yield from self._word(word, style, measure)

    def _sign(self, sign: str, style: Style, kind: Kind) -> Piece:
        if (sign, style) not in self._signs:
            ink = self._ink(sign, style)
            width = ink.width + (style.tracking if kind is Kind.SIGN else 0.0)
            self._signs[sign, style] = Piece(sign, kind, style, (ink,), width)
        return self._signs[sign, style]

    def _word(self, text: str, style: Style, measure: float) -> Iterator[Piece]:
        if not text:
            return
        text = text.replace(_UNBROKEN, " ")
        inks = [self._ink(sign, style) for sign in text]
        if sum(ink.width for ink in inks) <= measure * _WORD_MAY_SPLIT:
            yield _joined(text, style, inks)
            return
        start = 0
        for part in filter(None, _SOFT.split(text)):
            own = inks[start : start + len(part)]
            start += len(part)
            if sum(ink.width for ink in own) <= measure:
                yield _joined(part, style, own)
            else:
                yield from (_joined(ink.text, style, [ink]) for ink in own)

    def _ink(self, sign: str, style: Style) -> Ink:
        face = self.faces.pick(style.role, sign)
        shape = face.shape(sign) if face else None
        if face is None or shape is None:
            self.missing[sign] = None
            return Ink(sign, None, style.size, 0.0, style.size)
        self.used[face] = None
        width = face.advance(sign) * style.size
        return Ink(sign, face, style.size * shape.scale, style.size * shape.rise, width)


def _joined(text: str, style: Style, inks: Sequence[Ink]) -> Piece:
    merged: list[Ink] = []
    for ink in inks:
        last = merged[-1] if merged else None
        if last and ink.face and (last.face, last.size, last.rise) == (ink.face, ink.size, ink.rise):
            merged[-1] = Ink(last.text + ink.text, ink.face, ink.size, ink.rise, last.width + ink.width)
        else:
            merged.append(ink)
    return Piece(text, Kind.WORD, style, tuple(merged), sum(ink.width for ink in merged))
