"""Makes small TrueType fonts whose every glyph is a box, for tests of finding and embedding."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

ENOUGH = "国章1A，。（）仿宋0234567"


def make(path: Path, name: str, signs: str = ENOUGH, *, rights: int = 0) -> Path:
    """A font of these characters; the glyph of 章 is composed of the one of 国."""
    font = _font(name, signs, rights)
    font.save(path)
    return path


def collect(path: Path, names: Sequence[str]) -> Path:
    """A collection of several such fonts."""
    collection = TTCollection()
    collection.fonts = [_font(name, ENOUGH, 0) for name in names]
    collection.save(path)
    return path


def _font(name: str, signs: str, rights: int) -> TTFont:
    names = {ord(sign): f"u{ord(sign):04X}" for sign in signs}
    order = [".notdef", *names.values()]
    glyphs = {glyph: _box(100 + 7 * number) for number, glyph in enumerate(order)}
    composed = TTGlyphPen(glyphs)
    composed.addComponent("u56FD", (1, 0, 0, 1, 20, 30))
    glyphs["u7AE0"] = composed.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(
        {glyph: (500 if glyph in ("u0031", "u0041") else 1000, 0) for glyph in order}
    )
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, fsType=rights)
    builder.setupPost()
    return builder.font


def _box(height: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, height), (400, height), (400, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()
