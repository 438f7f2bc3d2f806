"""A small TrueType font that holds a few glyphs of a large one, for embedding in a paper."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from app.reports import fonts_sfnt

_ARGS_ARE_WORDS = 0x0001
_HAS_SCALE = 0x0008
_MORE_COMPONENTS = 0x0020
_HAS_X_AND_Y_SCALE = 0x0040
_HAS_TWO_BY_TWO = 0x0080


def subset(font: fonts_sfnt.Sfnt, glyphs: Sequence[int]) -> bytes:
    """A font whose glyph ``n`` is glyph ``glyphs[n]`` of the large one; their parts follow after them."""
    order = list(glyphs)
    place = {glyph: number for number, glyph in reversed(list(enumerate(order)))}
    outlines: list[bytes] = []
    while len(outlines) < len(order):
        outlines.append(_renumbered(_outline(font, order[len(outlines)]), order, place))
    tables = {
        "cvt ": font.table("cvt "),
        "fpgm": font.table("fpgm"),
        "glyf": b"".join(outlines),
        "head": _patched(font.table("head"), {8: 0, 50: 1}, wide=(8,)),
        "hhea": _patched(font.table("hhea"), {34: len(order)}),
        "hmtx": b"".join(_metrics(font, glyph) for glyph in order),
        "loca": _offsets(outlines),
        "maxp": _patched(font.table("maxp"), {4: len(order)}),
        "prep": font.table("prep"),
    }
    return _file({tag: table for tag, table in tables.items() if table})


def _outline(font: fonts_sfnt.Sfnt, glyph: int) -> bytes:
    long_offsets = font.part("head", 50, 52) == b"\0\1"
    form, size, unit = (">II", 4, 1) if long_offsets else (">HH", 2, 2)
    start, end = struct.unpack(form, font.part("loca", glyph * size, (glyph + 2) * size))
    outline = font.part("glyf", start * unit, end * unit)
    return outline + b"\0" * (-len(outline) % 4)


def _renumbered(outline: bytes, order: list[int], place: dict[int, int]) -> bytes:
    """The outline with its parts numbered as in the small font; new parts are added to ``order``."""
    if len(outline) < 10 or outline[:2] < b"\x80":
        return outline
    changed = bytearray(outline)
    at, more = 10, True
    while more:
        flags, part = struct.unpack_from(">HH", changed, at)
        if part not in place:
            place[part] = len(order)
            order.append(part)
        struct.pack_into(">H", changed, at + 2, place[part])
        at += 8 if flags & _ARGS_ARE_WORDS else 6
        at += 2 * bool(flags & _HAS_SCALE) + 4 * bool(flags & _HAS_X_AND_Y_SCALE)
        at += 8 * bool(flags & _HAS_TWO_BY_TWO)
        more = bool(flags & _MORE_COMPONENTS)
    return bytes(changed)


def _metrics(font: fonts_sfnt.Sfnt, glyph: int) -> bytes:
    count = int.from_bytes(font.part("hhea", 34, 36), "big")
    if glyph < count:
        return font.part("hmtx", glyph * 4, glyph * 4 + 4)
    bearing = count * 4 + (glyph - count) * 2
    return font.part("hmtx", count * 4 - 4, count * 4 - 2) + font.part("hmtx", bearing, bearing + 2)


def _offsets(outlines: list[bytes]) -> bytes:
    offsets = [0]
    for outline in outlines:
        offsets.append(offsets[-1] + len(outline))
    return struct.pack(f">{len(offsets)}I", *offsets)


def _patched(table: bytes, values: dict[int, int], wide: tuple[int, ...] = ()) -> bytes:
    changed = bytearray(table)
    for at, value in values.items():
        struct.pack_into(">I" if at in wide else ">H", changed, at, value)
    return bytes(changed)


def _checksum(table: bytes) -> int:
    padded = table + b"\0" * (-len(table) % 4)
    return int(sum(struct.unpack(f">{len(padded) // 4}I", padded))) & 0xFFFFFFFF


def _file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    head = struct.pack(">IHHHH", 0x00010000, count, 16 << power, power, (count - (1 << power)) * 16)
    entries, bodies, at = [], [], 12 + 16 * count
    for tag, table in sorted(tables.items()):
        entries.append(struct.pack(">4sIII", tag.encode("latin-1"), _checksum(table), at, len(table)))
        bodies.append(table + b"\0" * (-len(table) % 4))
        at += len(bodies[-1])
    return b"".join((head, *entries, *bodies))
