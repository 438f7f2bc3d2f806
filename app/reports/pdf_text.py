"""Chinese text set in lines: what stands together, where a line may end, how its edges are made even."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from app.reports.blocks import Align
from app.reports.fonts import Face, Faces
from app.reports.fonts_found import Role

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)

_NOT_FIRST = frozenset("，。、；：？！）】》〉」』〕｝”’·％‰℃°㎡㎥㎞,.;:?!)]}%")
_NOT_LAST = frozenset("（【《〈「『〔｛“‘([{")
_CLOSING = {"“": "”", "《": "》", "（": "）"}
_ONLY_WHOLE = frozenset("—…")
_INVISIBLE = (*range(32), 0x7F, 0x200B, 0x200C, 0x200D, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF)
_DROPPED: dict[int, str | None] = dict.fromkeys(_INVISIBLE) | {9: " "}
_TOKENS = re.compile(r"( )|([“”‘’…—·①-⓿Ⅰ-ⅿ\u2e80-\uff00\uffe0-\uffef！-～\U00020000-\U0003ffff])|([^ ])")
_UNBROKEN = "\u00a0"
_STANDARD = re.compile(r"(?<=[A-Z]) (?=\d)")
"""The gap in GB 36894 and its like."""
_SOFT = re.compile(r"(?<=[/\-_:;&=?\\@])|(?<=[.,])(?!\d)")
_WORD_MAY_SPLIT = 0.4
_SLACK = 0.01
_WIDEST_GAP = 0.5


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


@dataclass(frozen=True, slots=True)
class Line:
    """The pieces of one line; ``closes`` if the paragraph ends here, and the line stays short."""

    pieces: tuple[Piece, ...]
    closes: bool
    indent: float = 0.0

    @property
    def width(self) -> float:
        """Its natural width, in points."""
        return sum(piece.width for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Stroke:
    """Characters to be drawn from ``x`` on with ``spacing`` after each of them."""

    x: float
    ink: Ink
    style: Style
    spacing: float


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
        for part in _SOFT.split(text):
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


def lines(pieces: Sequence[Piece], measure: float, indent: float = 0.0) -> list[Line]:
    """Break a paragraph into lines of at most ``measure`` points, the first one indented.

    A mark that may not begin a line takes the character before it along, one that may not end
    a line moves on. An empty paragraph is one empty line.
    """
    broken: list[Line] = []
    start, count = 0, len(pieces)
    while start < count:
        end = _fill(pieces, start, measure - indent)
        end = end if end == count else _last_break(pieces, start, end)
        broken.append(Line(_trimmed(pieces[start:end]), end == count, indent))
        indent = 0.0
        while end < count and pieces[end].kind is Kind.SPACE:
            end += 1
        start = end
    return broken or [Line((), True, indent)]


def balanced(pieces: Sequence[Piece], measure: float) -> list[Line]:
    """As few lines as ``lines`` gives, of lengths as even as may be: for titles.

    What stands in quotation or book title marks is not divided if it is short.
    """
    pieces = list(_bound(pieces, measure / 2))
    best = lines(pieces, measure)
    low, high = measure / len(best) / 2, measure
    while len(best) > 1 and high - low > 1.0:
        middle = (low + high) / 2
        tried = lines(pieces, middle)
        if len(tried) == len(best) and max(line.width for line in tried) <= middle + _SLACK:
            best, high = tried, middle
        else:
            low = middle
    return best


def _bound(pieces: Sequence[Piece], longest: float) -> Iterator[Piece]:
    start = 0
    while start < len(pieces):
        close = _CLOSING.get(pieces[start].text, "")
        ends = (end for end in range(start + 1, len(pieces)) if pieces[end].text == close)
        end = next(ends, start)
        inside = pieces[start : end + 1]
        if end > start and sum(piece.width for piece in inside) <= longest:
            text, inks = "".join(p.text for p in inside), tuple(ink for p in inside for ink in p.inks)
            yield Piece(text, Kind.SIGN, inside[0].style, inks, sum(p.width for p in inside))
            start = end
        else:
            yield pieces[start]
        start += 1


def _fill(pieces: Sequence[Piece], start: int, room: float) -> int:
    end, width = start, 0.0
    while end < len(pieces):
        width += pieces[end].width
        if width > room + _SLACK and pieces[end].kind is not Kind.SPACE:
            break
        end += 1
    return end


def _last_break(pieces: Sequence[Piece], start: int, end: int) -> int:
    for place in range(end, start, -1):
        if _may_break(pieces[place - 1], pieces[place]):
            return place
    return max(end, start + 1)


def _may_break(before: Piece, after: Piece) -> bool:
    if after.kind is Kind.SPACE:
        return False
    if before.text in _ONLY_WHOLE and after.text == before.text:
        return False
    if before.text[-1] == "/" and after.kind is Kind.SIGN:
        return False
    return after.text[0] not in _NOT_FIRST and before.text[-1] not in _NOT_LAST


def _trimmed(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    end = len(pieces)
    while end and pieces[end - 1].kind is Kind.SPACE:
        end -= 1
    return tuple(pieces[:end])


def strokes(line: Line, measure: float, align: Align | None = None) -> Iterable[Stroke]:
    """Where the characters of a line go; without ``align`` both edges are even, save on the last line."""
    spare = measure - line.indent - line.width
    shift = {Align.CENTRE: spare / 2, Align.RIGHT: spare}.get(align, 0.0) if align else 0.0
    stretch = 0.0 if align or line.closes else _stretch(line, spare)
    return _merged(_placed(line, line.indent + shift, stretch))


def _stretch(line: Line, spare: float) -> float:
    """What is added to each gap; nothing where the gaps would become holes."""
    gaps = sum(_is_gap(*pair) for pair in zip(line.pieces, line.pieces[1:], strict=False))
    stretch = spare / gaps if gaps else 0.0
    return stretch if stretch <= line.pieces[0].style.size * _WIDEST_GAP else 0.0


def _is_gap(before: Piece, after: Piece) -> bool:
    return after.kind is not Kind.SPACE and not before.kind is after.kind is Kind.WORD


def _placed(line: Line, x: float, stretch: float) -> Iterator[Stroke]:
    for piece, after in zip(line.pieces, (*line.pieces[1:], None), strict=False):
        extra = stretch if after and _is_gap(piece, after) else 0.0
        sign = piece.kind is Kind.SIGN
        at = x
        for ink in piece.inks:
            yield Stroke(at, ink, piece.style, piece.style.tracking + extra if sign else 0.0)
            at += ink.width
        x += piece.width + extra


def _merged(placed: Iterable[Stroke]) -> Iterator[Stroke]:
    """Neighbours that look alike are drawn in one go."""
    run: list[Stroke] = []
    for stroke in placed:
        if run and not _alike(run[-1], stroke):
            yield _as_one(run)
            run = []
        run.append(stroke)
    if run:
        yield _as_one(run)


def _alike(left: Stroke, right: Stroke) -> bool:
    one, other = left.ink, right.ink
    if one.face is None or left.style != right.style:
        return False
    end = left.x + one.width + left.spacing * len(one.text)
    same = (one.face, one.size, one.rise) == (other.face, other.size, other.rise)
    return same and abs(left.spacing - right.spacing) < _SLACK / 10 and abs(end - right.x) < _SLACK


def _as_one(run: list[Stroke]) -> Stroke:
    first, ink = run[0], run[0].ink
    text = "".join(stroke.ink.text for stroke in run)
    width = sum(stroke.ink.width for stroke in run)
    return Stroke(first.x, Ink(text, ink.face, ink.size, ink.rise, width), first.style, first.spacing)
