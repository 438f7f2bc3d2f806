"""A small CFF font that holds a few glyphs of a large one (Adobe technical notes 5176 and 5177)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_CHARSET, _CHARSTRINGS, _PRIVATE, _SUBRS, _BOX = 15, 17, 18, 19, 5
_MATRIX, _ROS, _COUNT, _FONTS, _FONT_OF_GLYPH, _FONT_NAME = 1207, 1230, 1234, 1236, 1237, 1238
_FIRST_OWN_STRING = 391


class _Index:
    """A CFF INDEX: numbered byte strings, read one at a time."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self.count = int.from_bytes(data[at : at + 2], "big")
        self._size = data[at + 2] if self.count else 0
        self._offsets = at + 3
        self._base = at + 2 + (self.count + 1) * self._size
        self.end = self._base + self._offset(self.count) if self.count else at + 2

    def _offset(self, number: int) -> int:
        at = self._offsets + number * self._size
        return int.from_bytes(self._data[at : at + self._size], "big")

    def __getitem__(self, number: int) -> bytes:
        return self._data[self._base + self._offset(number) : self._base + self._offset(number + 1)]

    @property
    def bias(self) -> int:
        """What is added to the number in a call of a subroutine."""
        return 107 if self.count < 1240 else 1131 if self.count < 33900 else 32768


_EMPTY = _Index(b"\0\0", 0)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a DICT says under one operator: its numbers, and the bytes they were written in."""

    values: tuple[int, ...]
    raw: bytes


def _dict(data: bytes) -> dict[int, _Entry]:
    entries: dict[int, _Entry] = {}
    values: list[int] = []
    at = start = 0
    while at < len(data):
        first = data[at]
        if first <= 21:
            operator = 1200 + data[at + 1] if first == 12 else first
            entries[operator] = _Entry(tuple(values), data[start:at])
            at = start = at + (2 if first == 12 else 1)
            values = []
        else:
            value, at = _dict_number(data, at)
            values.append(value)
    return entries


def _dict_number(data: bytes, at: int) -> tuple[int, int]:
    first = data[at]
    if first == 28:
        return struct.unpack_from(">h", data, at + 1)[0], at + 3
    if first == 29:
        return struct.unpack_from(">i", data, at + 1)[0], at + 5
    if first == 30:  # a real number, which only ever passes through as bytes
        at += 1
        while data[at] & 0xF != 0xF and data[at] >> 4 != 0xF:
            at += 1
        return 0, at + 1
    if first <= 246:
        return first - 139, at + 1
    if first <= 250:
        return (first - 247) * 256 + data[at + 1] + 108, at + 2
    return -(first - 251) * 256 - data[at + 1] - 108, at + 2


@dataclass(frozen=True, slots=True)
class _Hints:
    """The private part of a font: hinting values and the subroutines of its glyphs."""

    matrix: bytes
    private: bytes
    subrs: _Index


class Cff:
    """A CFF table, with what is needed to take glyphs out of it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        names = _Index(data, data[2])
        tops = _Index(data, names.end)
        strings = _Index(data, tops.end)
        self._global = _Index(data, strings.end)
        self._top = _dict(tops[0])
        self._glyphs = _Index(data, self._top[_CHARSTRINGS].values[0])
        self._is_cid = _ROS in self._top
        fonts = _Index(data, self._top[_FONTS].values[0]) if self._is_cid else _EMPTY
        dicts = [_dict(fonts[number]) for number in range(fonts.count)] or [self._top]
        self._hints = [self._read_hints(entries) for entries in dicts]

    def _read_hints(self, entries: dict[int, _Entry]) -> _Hints:
        size, at = entries[_PRIVATE].values
        private = _dict(self._data[at : at + size])
        kept = b"".join(entry.raw + _operator(key) for key, entry in private.items() if key != _SUBRS)
        subrs = _Index(self._data, at + private[_SUBRS].values[0]) if _SUBRS in private else _EMPTY
        matrix = entries[_MATRIX].raw if _MATRIX in entries else b""
        return _Hints(matrix, kept, subrs)

    def _font_of(self, glyph: int) -> int:
        if not self._is_cid:
            return 0
        at = self._top[_FONT_OF_GLYPH].values[0]
        if self._data[at] == 0:
            return self._data[at + 1 + glyph]
        low, high = 0, int.from_bytes(self._data[at + 1 : at + 3], "big")
        while high - low > 1:
            middle = (low + high) // 2
            first = int.from_bytes(self._data[at + 3 + 3 * middle : at + 5 + 3 * middle], "big")
            low, high = (middle, high) if first <= glyph else (low, middle)
        return self._data[at + 5 + 3 * low]

    def subset(self, glyphs: Sequence[int], name: str) -> bytes:
        """A CID-keyed font whose glyph ``n`` is glyph ``glyphs[n]`` of this one."""
        fonts = [self._font_of(glyph) for glyph in glyphs]
        used = sorted(set(fonts))
        outlines = [
            _flat(self._glyphs[glyph], self._hints[font].subrs, self._global)
            for glyph, font in zip(glyphs, fonts, strict=True)
        ]
        select = bytes([0, *(used.index(font) for font in fonts)])
        return self._assembled(name, outlines, select, [self._hints[font] for font in used])

    def _assembled(self, name: str, outlines: list[bytes], select: bytes, hints: list[_Hints]) -> bytes:
        start = b"\1\0\4\4" + _index([name.encode("ascii")])
        strings = _index([b"Adobe", b"Identity", name.encode("ascii")]) + _index([])
        charset = b"\2" + struct.pack(">HH", 1, len(outlines) - 2) if len(outlines) > 1 else b"\0"
        charstrings = _index(outlines)
        # Offsets are always written in five bytes, so that a first try has the length of the last.
        charset_at = len(start) + len(self._top_dict(len(outlines), 0, 0, 0, 0)) + len(strings)
        select_at = charset_at + len(charset)
        charstrings_at = select_at + len(select)
        privates_at = charstrings_at + len(charstrings)
        fonts_at = privates_at + sum(len(one.private) for one in hints)
        top = self._top_dict(len(outlines), charset_at, select_at, charstrings_at, fonts_at)
        privates = b"".join(one.private for one in hints)
        fonts = _index(_font_dicts(hints, privates_at))
        return b"".join((start, top, strings, charset, select, charstrings, privates, fonts))

    def _top_dict(self, count: int, charset: int, select: int, charstrings: int, fonts: int) -> bytes:
        box, matrix = self._top.get(_BOX), self._top.get(_MATRIX) if self._is_cid else None
        entries = [
            (_ROS, _offset(_FIRST_OWN_STRING) + _offset(_FIRST_OWN_STRING + 1) + _offset(0)),
            *([(_MATRIX, matrix.raw)] if matrix else []),
            *([(_BOX, box.raw)] if box else []),
            (_COUNT, _offset(count)),
            (_CHARSET, _offset(charset)),
            (_FONT_OF_GLYPH, _offset(select)),
            (_CHARSTRINGS, _offset(charstrings)),
            (_FONTS, _offset(fonts)),
        ]
        return _index([b"".join(raw + _operator(key) for key, raw in entries)])


def _font_dicts(hints: list[_Hints], at: int) -> Iterable[bytes]:
    for one in hints:
        matrix = one.matrix + _operator(_MATRIX) if one.matrix else b""
        name = _offset(_FIRST_OWN_STRING + 2) + _operator(_FONT_NAME)
        yield name + matrix + _offset(len(one.private)) + _offset(at) + _operator(_PRIVATE)
        at += len(one.private)


def _operator(key: int) -> bytes:
    return bytes([12, key - 1200]) if key >= 1200 else bytes([key])


def _offset(value: int) -> bytes:
    return b"\x1d" + struct.pack(">i", value)


def _index(items: Iterable[bytes]) -> bytes:
    parts = list(items)
    if not parts:
        return b"\0\0"
    offsets = [1]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return b"".join((struct.pack(">HB", len(parts), 4), struct.pack(f">{len(offsets)}I", *offsets), *parts))


@dataclass(slots=True)
class _Walk:
    """How far an outline has been written out: its bytes, the numbers not yet used, the hints so far."""

    out: bytearray = field(default_factory=bytearray)
    numbers: list[int] = field(default_factory=list)
    """Where each number on the stack begins in ``out``."""
    hints: int = 0
    ended: bool = False

    def call(self) -> int:
        """Take the number of a subroutine off the stack and out of the bytes."""
        at = self.numbers.pop()
        value = _number(self.out, at)
        del self.out[at:]
        return value

    def stems(self) -> None:
        """Count hints: two numbers each; an odd one in front is the width."""
        self.hints += len(self.numbers) // 2
        self.numbers.clear()


def _flat(code: bytes, local: _Index, shared: _Index) -> bytes:
    """An outline with its subroutines written out, so that it stands alone."""
    walk = _Walk()
    _follow(code, walk, {10: local, 29: shared})
    return bytes(walk.out)


_END, _RETURN, _ESCAPE = 14, 11, 12
_STEMS = frozenset((1, 3, 18, 23))
_MASKS = frozenset((19, 20))
# How many bytes a number takes, by its first byte; 0 for an operator.
_SIZES = bytes([0] * 28 + [3] + [0] * 3 + [1] * 215 + [2] * 8 + [5])


def _follow(code: bytes, walk: _Walk, subrs: dict[int, _Index]) -> None:
    at, end, out, numbers = 0, len(code), walk.out, walk.numbers
    while at < end:
        first = code[at]
        size = _SIZES[first]
        if size:
            numbers.append(len(out))
        elif first in subrs:
            index = subrs[first]
            _follow(index[walk.call() + index.bias], walk, subrs)
            if walk.ended:
                return
            at += 1
            continue
        elif first == _RETURN:
            return
        else:
            size = _operation(first, walk)
        out += code[at : at + size]
        at += size


def _number(code: bytes | bytearray, at: int) -> int:
    first = code[at]
    if first in (28, 255):
        return int.from_bytes(code[at + 1 : at + 3], "big", signed=True)
    if first <= 246:
        return first - 139
    second = code[at + 1] + 108
    return (first - 247) * 256 + second if first < 251 else -(first - 251) * 256 - second


def _operation(first: int, walk: _Walk) -> int:
    """Note what an operator does to the stack; how many bytes it takes."""
    if first in _STEMS:
        walk.stems()
        return 1
    if first in _MASKS:
        walk.stems()
        return 1 + (walk.hints + 7) // 8
    walk.ended = first == _END
    walk.numbers.clear()
    return 2 if first == _ESCAPE else 1
