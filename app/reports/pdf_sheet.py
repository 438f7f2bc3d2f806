"""One page of A4: where the text area of GB/T 9704-2012 lies, and a pen that draws in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from app.reports import pdf_font
from app.reports.blocks import Align
from app.reports.fonts_found import Role
from app.reports.pdf_lines import Line, Stroke, lines, strokes
from app.reports.pdf_text import BLACK, Colour, Setter, Style

MM = 72 / 25.4
BODY_SIZE = 16.0
LEADING = 28.95
LINES, SIGNS = 22, 28
HAIRLINE = 0.5
_ASCENT = 0.88
"""How much of the em box stands above the line in Chinese faces."""
_NUMBER_SIZE, _NOTE_SIZE, _NOTE_LEADING = 14.0, 9.0, 11.5
_DASH_HEIGHT = 0.38
_FOOT = 7 * MM
_THICKNESS = 0.022


@dataclass(frozen=True, slots=True)
class Area:
    """A page and the text area in it, in points; ``left`` and ``top`` are margins."""

    page: tuple[float, float]
    left: float
    top: float
    width: float
    height: float
    lines: int


UPRIGHT = Area((210 * MM, 297 * MM), 28 * MM, 37 * MM, 156 * MM, 225 * MM, LINES)
# A turned page keeps its binding edge: what is the left of the leaf is the top of the table.
TURNED = Area((297 * MM, 210 * MM), 35 * MM, 28 * MM, 225 * MM, 156 * MM, 15)
CELL = UPRIGHT.width / SIGNS
TRACKING = CELL - BODY_SIZE
"""Closes 28 characters of 16 points up to the width of the text area."""


class Sheet:
    """Draws on one page; ``x`` and ``y`` are points from the top left of the text area, ``y`` downwards."""

    def __init__(self, canvas: Any, setter: Setter, area: Area) -> None:
        self.canvas = canvas
        self.area = area
        self._setter = setter
        self._colour: Colour = BLACK
        canvas.setPageSize(area.page)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return self.area.left + x, self.area.page[1] - self.area.top - y

    def write(self, drawn: Iterable[Stroke], x: float, top: float, size: float) -> None:
        """Characters whose em box of ``size`` points begins at ``top``."""
        left, line = self._point(x, top + _ASCENT * size)
        self._write(drawn, left, line)

    def _write(self, drawn: Iterable[Stroke], left: float, line: float) -> None:
        for stroke in drawn:
            ink = stroke.ink
            if ink.face is None:
                self._box(stroke, left, line)
                continue
            if stroke.style.thick:
                self.canvas.setLineWidth(ink.size * _THICKNESS)
            self._fill(stroke.style.colour)
            text = self.canvas.beginText(left + stroke.x, line + ink.rise)
            text.setFont(pdf_font.name_of(ink.face), ink.size, 0)
            if stroke.style.thick:
                text.setTextRenderMode(2)
            text.setCharSpace(stroke.spacing)
            text.textOut(ink.text)
            if stroke.style.thick:
                text.setTextRenderMode(0)
            self.canvas.drawText(text)

    def _fill(self, colour: Colour) -> None:
        if colour != self._colour:
            self.canvas.setFillColorRGB(*colour)
            self._colour = colour

    def _box(self, stroke: Stroke, left: float, line: float) -> None:
        """A character that no face has: its code in a box, never nothing."""
        size = stroke.ink.size
        x = left + stroke.x
        self.canvas.setLineWidth(size * 0.04)
        self.canvas.rect(x + size * 0.06, line - size * 0.08, size * 0.88, size * 0.92)
        code = f"{ord(stroke.ink.text):04X}"
        half = (len(code) + 1) // 2
        small = Style(stroke.style.role, size * 0.36, colour=stroke.style.colour)
        for row, part in enumerate((code[:half], code[half:])):
            set_line = Line(tuple(self._setter.pieces(part, small, size)), closes=True)
            shift = (size - set_line.width) / 2
            self._write(strokes(set_line, size), x + shift, line + size * (0.45 - 0.4 * row))

    @contextmanager
    def at(self, x: float, y: float, angle: float) -> Iterator[None]:
        """Draw from this point of the canvas on, turned by ``angle`` degrees; afterwards all is as before."""
        colour = self._colour
        self.canvas.saveState()
        self.canvas.translate(x, y)
        if angle:
            self.canvas.rotate(angle)
        try:
            yield
        finally:
            self.canvas.restoreState()
            self._colour = colour

    def write_here(self, line: Line) -> None:
        """A line of type that begins where the canvas stands."""
        self._write(strokes(line, line.width, Align.LEFT), 0.0, 0.0)

    def rule(self, from_x: float, from_y: float, to_x: float, to_y: float) -> None:
        """A thin straight line."""
        self.canvas.setLineWidth(HAIRLINE)
        self.canvas.line(*self._point(from_x, from_y), *self._point(to_x, to_y))

    def origin(self, x: float, y: float) -> tuple[float, float]:
        """The same point as the canvas counts, from the bottom left of the page."""
        return self._point(x, y)

    def bookmark(self, text: str, level: int, y: float, key: str) -> None:
        """An entry of the outline that leads to this height; ``level`` from 0."""
        self.canvas.bookmarkPage(key, fit="XYZ", left=0, top=self._point(0, y)[1] + 8)
        self.canvas.addOutlineEntry(text, key, level)

    def foot(self, number: int, note: Sequence[Line]) -> None:
        """The page number, outside on odd and even pages alike, and the running note on the other side."""
        self.canvas.saveState()
        if self.area is TURNED:
            # The number stays where it is on the other leaves, also where the table is turned.
            self.canvas.transform(0, -1, 1, 0, 0, self.area.page[1])
        odd = number % 2 == 1
        base = UPRIGHT.page[1] - UPRIGHT.top - UPRIGHT.height - _FOOT
        style = Style(Role.SONG, _NUMBER_SIZE)
        pieces = self._setter.pieces(f"— {number} —", style, UPRIGHT.width)
        written = Line(tuple(pieces), closes=True)
        space = UPRIGHT.width - written.width - _NUMBER_SIZE if odd else _NUMBER_SIZE
        self._write(strokes(written, UPRIGHT.width), UPRIGHT.left + space, base - _DASH_HEIGHT * _NUMBER_SIZE)
        for row, line in enumerate(note):
            shift = 0.0 if odd else UPRIGHT.width - line.width
            height = base - _DASH_HEIGHT * _NOTE_SIZE - row * _NOTE_LEADING
            self._write(strokes(line, line.width), UPRIGHT.left + shift, height)
        self.canvas.restoreState()


def note_lines(setter: Setter, text: str) -> tuple[Line, ...]:
    """The running note in small type, in as many lines as it needs beside the page number."""
    if not text:
        return ()
    measure = UPRIGHT.width - 6 * _NUMBER_SIZE
    style = Style(Role.SONG, _NOTE_SIZE)
    return tuple(
        line for part in text.split("\n") for line in lines(setter.pieces(part, style, measure), measure)
    )
