"""What a hand or a phone finds on the checklist of a site visit: boxes, number fields, lines, the QR code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby

from app.reports import pdf_table
from app.reports.blocks import Align
from app.reports.fonts_found import Role
from app.reports.pdf_lines import Line, strokes
from app.reports.pdf_sheet import MM, Area, Sheet
from app.reports.pdf_text import BLACK, Colour, Setter, Style

BOX = 7 * MM
"""The side of a box to be ticked: a pen with a glove on hits it."""
FIELD = (18 * MM, 8 * MM)
"""Width and height of a box for a number."""
LINE = 8 * MM
"""From one line of handwriting to the next."""
MUTED: Colour = (0.35, 0.35, 0.35)
_GREY, _PALE = 0.55, 0.85
_THIN, _THICK = 0.7, 1.7


class Mark(Enum):
    """What is printed in a box: nothing; what the round says; what the round beside it says; or both."""

    NONE = auto()
    OWN = auto()
    BESIDE = auto()
    BOTH = auto()

    @classmethod
    def of(cls, *, own: bool, beside: bool) -> Mark:
        """The mark of a box that one, the other or both of the rounds chose."""
        if own:
            return cls.BOTH if beside else cls.OWN
        return cls.BESIDE if beside else cls.NONE


@dataclass(frozen=True, slots=True)
class Words:
    """Text broken into lines; ``size`` and ``leading`` in points."""

    lines: tuple[Line, ...]
    size: float
    leading: float
    measure: float

    @property
    def height(self) -> float:
        """As high as its lines stand."""
        return len(self.lines) * self.leading

    def write(self, sheet: Sheet, x: float, top: float, align: Align = Align.LEFT) -> None:
        """Write it downwards from ``top``."""
        lead = (self.leading - self.size) / 2
        for number, line in enumerate(self.lines):
            drawn = strokes(line, self.measure, align)
            sheet.write(drawn, x, top + number * self.leading + lead, self.size)


def words(  # noqa: PLR0913  how a text is set
    setter: Setter,
    text: str,
    measure: float,
    size: float = 10.5,
    *,
    role: Role = Role.BODY,
    colour: Colour = BLACK,
    most: int = 0,
) -> Words:
    """Text in lines of ``measure`` points; at most ``most`` lines where it is given, the last ending in …."""
    style = Style(role, size, colour=colour)
    found = pdf_table.set_text(setter, text, style, measure) if text else []
    if most and len(found) > most:
        text = text[: sum(len("".join(piece.text for piece in line.pieces)) for line in found[:most]) - 1]
        found = pdf_table.set_text(setter, f"{text}…", style, measure)[:most]
    return Words(tuple(found), size, size * 1.32, measure)


def box(sheet: Sheet, setter: Setter, at: tuple[float, float], key: str, mark: Mark = Mark.NONE) -> None:
    """A box with its key in it, from its upper left corner; what was answered already is printed in it."""
    _frame(sheet, at, (BOX, BOX), pale=mark in {Mark.BESIDE, Mark.BOTH})
    sign = words(setter, key, BOX, 12.0, role=Role.HEI)
    sign.write(sheet, at[0], at[1] + (BOX - sign.height) / 2, Align.CENTRE)
    if mark in {Mark.OWN, Mark.BOTH}:
        _tick(sheet, at)


def field(sheet: Sheet, setter: Setter, at: tuple[float, float], own: str = "", beside: str = "") -> None:
    """A box for a number; the round's own stands in it, that of the round beside it small and pale in a corner."""
    _frame(sheet, at, FIELD, pale=False)
    if own:
        figure = words(setter, own, FIELD[0], 12.0, role=Role.HEI)
        figure.write(sheet, at[0], at[1] + (FIELD[1] - figure.height) / 2, Align.CENTRE)
    if beside:
        small = words(setter, beside, FIELD[0] - 3, 7.5, colour=MUTED)
        small.write(sheet, at[0], at[1] + FIELD[1] - small.height, Align.RIGHT)


def rules(sheet: Sheet, x: float, top: float, width: float, count: int) -> None:
    """Lines to write on, the first one ``LINE`` below ``top``."""
    with _quiet(sheet):
        sheet.canvas.setLineWidth(_THIN)
        sheet.canvas.setStrokeGray(_GREY)
        for number in range(1, count + 1):
            left, height = sheet.origin(x, top + number * LINE)
            sheet.canvas.line(left, height, left + width, height)


def modules(text: str) -> Sequence[Sequence[bool]]:
    """The dark and light squares of a QR code for ``text``, without its quiet edge."""
    from reportlab.graphics.barcode import qrencoder

    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = code.getModuleCount()
    return tuple(tuple(bool(code.isDark(row, at)) for at in range(count)) for row in range(count))


def qr(sheet: Sheet, text: str, x: float, top: float, side: float) -> None:
    """A QR code of ``side`` points, its quiet edge of four squares included."""
    found = modules(text)
    square = side / (len(found) + 8)
    with _quiet(sheet):
        sheet.canvas.setFillGray(0)
        for row, first, length in _dark_runs(found):
            left, bottom = sheet.origin(x + (first + 4) * square, top + (row + 5) * square)
            sheet.canvas.rect(left, bottom, length * square, square, stroke=0, fill=1)


def _dark_runs(found: Sequence[Sequence[bool]]) -> Iterator[tuple[int, int, int]]:
    """Row, first square and length of each run of dark squares."""
    for row, line in enumerate(found):
        first = 0
        for dark, run in groupby(line):
            length = len(tuple(run))
            if dark:
                yield row, first, length
            first += length


def page_of(width: float, height: float, margins: tuple[float, float, float]) -> Area:
    """An upright page of A4 with these margins in mm: left and right, above, below."""
    side, above, below = margins
    return Area(
        (width * MM, height * MM),
        side * MM,
        above * MM,
        (width - 2 * side) * MM,
        (height - above - below) * MM,
        0,
    )


def _frame(sheet: Sheet, at: tuple[float, float], size: tuple[float, float], *, pale: bool) -> None:
    left, bottom = sheet.origin(at[0], at[1] + size[1])
    with _quiet(sheet):
        sheet.canvas.setLineWidth(_THIN)
        sheet.canvas.setStrokeGray(0)
        sheet.canvas.setFillGray(_PALE if pale else 1)
        sheet.canvas.rect(left, bottom, *size, stroke=1, fill=int(pale))


def _tick(sheet: Sheet, at: tuple[float, float]) -> None:
    """A tick at the right edge of the box, as a pen would make it, beside the key and not over it."""
    left, top = sheet.origin(*at)
    corners = [(0.74, 0.6), (0.9, 0.92), (1.3, 0.06)]
    with _quiet(sheet):
        sheet.canvas.setStrokeGray(0)
        sheet.canvas.setLineWidth(_THICK)
        path = sheet.canvas.beginPath()
        path.moveTo(left + corners[0][0] * BOX, top - corners[0][1] * BOX)
        for x, y in corners[1:]:
            path.lineTo(left + x * BOX, top - y * BOX)
        sheet.canvas.drawPath(path)


@contextmanager
def _quiet(sheet: Sheet) -> Iterator[None]:
    """Whatever is set on the canvas in between is as before afterwards."""
    sheet.canvas.saveState()
    try:
        yield
    finally:
        sheet.canvas.restoreState()
