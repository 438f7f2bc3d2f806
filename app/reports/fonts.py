"""Which face draws a character: the one its role asks for, or the next that has it."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.reports import fonts_cff, fonts_found, fonts_sfnt, fonts_truetype
from app.reports.fonts_found import Role

_SMALL = 0.62
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", "0123456789+−=()n", strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", "0123456789+−=()", strict=True))
_SAME_SHAPE = {"\u00a0": " ", "\u2011": "-", "\u2010": "-", "\u2212": "–", "µ": "μ", "μ": "µ", "・": "·"}
_EVERY_FACE_HAS = "国章1A，。（）"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a face draws a character: a glyph, its size and height above the line as parts of the type size."""

    glyph: int
    scale: float = 1.0
    rise: float = 0.0


class Face:
    """One face of a font file, ready to be measured and to be embedded."""

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path = path
        self.font = fonts_sfnt.Sfnt(path, index)
        self.name = re.sub("[^A-Za-z0-9-]", "", self.font.name) or f"Face{path.stem.encode().hex()[:12]}"
        self.key = f"{path}#{index}"
        self._shapes: dict[str, Shape | None] = {}

    def __repr__(self) -> str:
        return f"Face({self.name})"

    def shape(self, sign: str) -> Shape | None:
        """How this face draws a character, if it can."""
        if sign not in self._shapes:
            self._shapes[sign] = self._find(sign)
        return self._shapes[sign]

    def _find(self, sign: str) -> Shape | None:
        glyph = self.font.glyph(ord(sign))
        if glyph:
            return Shape(glyph)
        base, rise = _RAISED.get(sign), 0.34
        if base is None:
            base, rise = _LOWERED.get(sign), -0.1
        if base is not None:
            found = self.shape(base)
            return Shape(found.glyph, _SMALL, rise) if found else None
        alike = self.font.glyph(ord(_SAME_SHAPE.get(sign, "\0")))
        return Shape(alike) if alike else None

    def advance(self, sign: str) -> float:
        """How far a character moves the pen, in em."""
        shape = self.shape(sign)
        return self.font.advance(shape.glyph) * shape.scale / self.font.units if shape else 1.0

    def subset(self, signs: list[str], name: str) -> bytes:
        """A small font whose glyph 0 stands for none, and glyph ``n`` for ``signs[n - 1]``."""
        shapes = [self.shape(sign) for sign in signs]
        glyphs = [0, *(shape.glyph if shape else 0 for shape in shapes)]
        if self.font.is_cff:
            return fonts_cff.Cff(self.font.table("CFF ")).subset(glyphs, name)
        return fonts_truetype.subset(self.font, glyphs)


@dataclass(frozen=True)
class Faces:
    """The faces found for one set of folders."""

    by_role: Mapping[Role, Face]
    spare: tuple[Face, Face]
    """The open serif and sans that come with the program."""
    thin_title: bool
    """The title has no face of its own and is drawn in a body face with thickened strokes."""

    def pick(self, role: Role, sign: str) -> Face | None:
        """The first face that can draw the character; None if there is none."""
        own = self.by_role[role]
        if own.shape(sign):
            return own
        light = [face for of, face in self.by_role.items() if of is not Role.HEI]
        serif, sans = [*light, self.spare[0]], [self.by_role[Role.HEI], self.spare[1]]
        others = sans + serif if role is Role.HEI else serif + sans
        return next((face for face in others if face.shape(sign)), None)


def faces(folders: tuple[Path, ...] | None = None) -> Faces:
    """The faces of papers, from these folders (by default the system's) or else the open ones."""
    return _faces(fonts_found.system_folders() if folders is None else folders)


@cache
def _faces(folders: tuple[Path, ...]) -> Faces:
    found = fonts_found.files(folders)
    serif, sans = _face(serif_path()), _face(sans_path())
    song = _first(found[Role.SONG]) or serif
    body = _first(found[Role.BODY]) or song
    title = _first(found[Role.TITLE])
    by_role = {
        Role.BODY: body,
        Role.KAI: _first(found[Role.KAI]) or body,
        Role.HEI: _first(found[Role.HEI]) or sans,
        Role.TITLE: title or song,
        Role.SONG: song,
    }
    return Faces(by_role, (serif, sans), title is None)


def serif_path() -> Path:
    """The open Song face that comes with the program."""
    import pylopdf_fonts_zh_cn

    return Path(pylopdf_fonts_zh_cn.serif_path())


def sans_path() -> Path:
    """The open sans face that comes along, for charts, and for a window where the machine has none."""
    import pylopdf_fonts_zh_cn

    return Path(pylopdf_fonts_zh_cn.sans_path())


def sans() -> Face:
    """The face of charts."""
    return _face(sans_path())


@cache
def _face(path: Path, index: int = 0) -> Face:
    return Face(path, index)


def _first(paths: tuple[Path, ...]) -> Face | None:
    return next((face for path in paths for face in _usable(path)), None)


def _usable(path: Path) -> Iterator[Face]:
    """The faces of a file that can be read, may be embedded and are Chinese; the regular one first."""
    found = []
    for index in range(fonts_sfnt.faces_in(path)):
        try:
            face = _face(path, index)
            if face.font.may_be_embedded and all(face.shape(sign) for sign in _EVERY_FACE_HAS):
                found.append(face)
        except (fonts_sfnt.BadFontError, struct.error, ValueError, IndexError):
            continue
    yield from sorted(found, key=lambda face: not fonts_found.REGULAR.search(face.font.name))
