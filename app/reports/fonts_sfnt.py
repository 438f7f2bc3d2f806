"""A font file as bytes: its tables, which glyph a character has, how wide it is; read only when asked for."""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

_NEEDED = {"cmap", "head", "hhea", "hmtx", "maxp"}
_NO_EMBEDDING = 0x0002
_NO_SUBSETTING = 0x0100
_BITMAPS_ONLY = 0x0200


class BadFontError(Exception):
    """The file is no font that can be read."""


class Sfnt:
    """One face of a TrueType or OpenType file or collection.

    Lengths are in units of 1/``units`` em. Raises ``BadFontError`` for a file that is none.
    """

    def __init__(self, path: Path, index: int = 0) -> None:
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._tables = self._directory(index)
            self.units: int = self._u16("head", 18)
        except (OSError, ValueError, KeyError, IndexError, struct.error) as fault:
            raise BadFontError(str(path)) from fault

    def _directory(self, index: int) -> dict[str, tuple[int, int]]:
        start = 0
        if self._data[:4] == b"ttcf":
            start = struct.unpack_from(">I", self._data, 12 + 4 * index)[0]
        elif self._data[:4] not in (b"\0\1\0\0", b"OTTO", b"true"):
            raise ValueError("not a font")
        count = struct.unpack_from(">H", self._data, start + 4)[0]
        entries = (struct.unpack_from(">4sIII", self._data, start + 12 + 16 * n) for n in range(count))
        tables = {tag.decode("latin-1"): (offset, length) for tag, _, offset, length in entries}
        if not tables.keys() >= _NEEDED or not ("CFF " in tables or "glyf" in tables):
            raise ValueError("tables are missing")
        if any(offset + length > len(self._data) for offset, length in tables.values()):
            raise ValueError("cut short")
        return tables

    @property
    def is_cff(self) -> bool:
        """Whether outlines are PostScript curves."""
        return "CFF " in self._tables

    def table(self, tag: str) -> bytes:
        """The bytes of a table, empty where the font has none."""
        offset, length = self._tables.get(tag, (0, 0))
        return self._data[offset : offset + length]

    def part(self, tag: str, start: int, end: int) -> bytes:
        """Some bytes of a table."""
        offset, length = self._tables[tag]
        return self._data[offset + start : offset + min(end, length)]

    def _u16(self, tag: str, at: int) -> int:
        return int(struct.unpack_from(">H", self._data, self._tables[tag][0] + at)[0])

    def _s16(self, tag: str, at: int) -> int:
        return int(struct.unpack_from(">h", self._data, self._tables[tag][0] + at)[0])

    @cached_property
    def vertical(self) -> tuple[int, int]:
        """Ascent and descent (negative) of the em box."""
        if "OS/2" in self._tables:
            return self._s16("OS/2", 68), self._s16("OS/2", 70)
        return self._s16("hhea", 4), self._s16("hhea", 6)

    @cached_property
    def box(self) -> tuple[int, int, int, int]:
        """The smallest box that holds every glyph."""
        left, bottom, right, top = (self._s16("head", at) for at in (36, 38, 40, 42))
        return left, bottom, right, top

    @cached_property
    def may_be_embedded(self) -> bool:
        """Whether its maker lets parts of it travel inside a document."""
        if "OS/2" not in self._tables:
            return True
        rights = self._u16("OS/2", 8)
        return rights & 0x000F != _NO_EMBEDDING and not rights & (_NO_SUBSETTING | _BITMAPS_ONLY)

    @cached_property
    def name(self) -> str:
        """The PostScript name, such as ``FangSong``; empty where the font has none."""
        table = self.table("name")
        if not table:
            return ""
        count, strings = struct.unpack_from(">HH", table, 2)
        for record in range(count):
            platform, _, _, kind, length, at = struct.unpack_from(">6H", table, 6 + 12 * record)
            if kind == 6:
                raw = table[strings + at : strings + at + length]
                return raw.decode("latin-1" if platform == 1 else "utf-16-be", "replace")
        return ""

    @cached_property
    def glyph(self) -> Callable[[int], int]:
        """Gives the glyph of a code point, 0 where there is none."""
        table = self.table("cmap")
        found: dict[int, int] = {}
        for record in range(struct.unpack_from(">H", table, 2)[0] if table else 0):
            platform, encoding, at = struct.unpack_from(">HHI", table, 4 + 8 * record)
            if platform == 0 or (platform == 3 and encoding in (1, 10)):
                found.setdefault(struct.unpack_from(">H", table, at)[0], at)
        if 12 in found:
            return _lookup_12(table, found[12])
        if 4 in found:
            return _lookup_4(table, found[4])
        return lambda code: 0

    @cached_property
    def _advances(self) -> array[int]:
        count = self._u16("hhea", 34)
        return _numbers("H", self.part("hmtx", 0, 4 * count))[0::2]

    def advance(self, glyph: int) -> int:
        """How far the pen moves on."""
        return self._advances[min(glyph, len(self._advances) - 1)]


def faces_in(path: Path) -> int:
    """How many faces a file holds: 1, or more for a collection."""
    try:
        with path.open("rb") as file:
            start = file.read(12)
    except OSError:
        return 0
    return int.from_bytes(start[8:12], "big") if start[:4] == b"ttcf" else 1


def _numbers(kind: str, raw: bytes) -> array[int]:
    """Big-endian numbers of 2 (``H``, ``h``) or 4 (``I``) bytes."""
    numbers = array(kind)
    numbers.frombytes(raw[: len(raw) // numbers.itemsize * numbers.itemsize])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _lookup_12(table: bytes, at: int) -> Callable[[int], int]:
    count = struct.unpack_from(">I", table, at + 12)[0]
    groups = _numbers("I", table[at + 16 : at + 16 + 12 * count])
    starts, ends, glyphs = groups[0::3], groups[1::3], groups[2::3]

    def lookup(code: int) -> int:
        group = bisect_right(starts, code) - 1
        return glyphs[group] + code - starts[group] if group >= 0 and code <= ends[group] else 0

    return lookup


def _lookup_4(table: bytes, at: int) -> Callable[[int], int]:
    length, _, doubled = struct.unpack_from(">HHH", table, at + 2)
    words = _numbers("H", table[at : at + max(length, 16 + 4 * doubled)])
    count = doubled // 2
    ends, starts = words[7 : 7 + count], words[8 + count : 8 + 2 * count]
    deltas, ranges = words[8 + 2 * count : 8 + 3 * count], words[8 + 3 * count :]

    def lookup(code: int) -> int:
        segment = bisect_left(ends, code)
        if code > 0xFFFF or segment == count or code < starts[segment]:
            return 0
        if not ranges[segment]:
            return (code + deltas[segment]) & 0xFFFF
        place = segment + ranges[segment] // 2 + code - starts[segment]
        glyph = ranges[place] if place < len(ranges) else 0
        return (glyph + deltas[segment]) & 0xFFFF if glyph else 0

    return lookup
