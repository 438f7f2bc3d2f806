"""A table as slabs: one for each row, so that pages break between rows, and a head to repeat above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.reports.blocks import Align, Cell, Column, Row, Run, Table, Tone
from app.reports.fonts_found import Role
from app.reports.pdf_flow import Draw, Slab, nothing
from app.reports.pdf_lines import Line, lines, strokes
from app.reports.pdf_sheet import TURNED, UPRIGHT, Area, Sheet
from app.reports.pdf_text import Colour, Setter, Style

WARNING: Colour = (0.75, 0.0, 0.0)
_MUTED: Colour = (0.4, 0.4, 0.4)
_SIDE, _ABOVE = 3.0, 3.5
_CAPTION_SIZE, _CAPTION_HEIGHT = 12.0, 20.0
_NOTE_SIZE = 10.5
_GAP = 8.0
_TALLEST_HEAD = 0.4


def toned(base: Style, tone: Tone) -> Style:
    """A style in a tone; a warning is heavier as well as red, since papers are copied in black and white."""
    if tone is Tone.STRONG:
        return replace(base, role=Role.HEI)
    if tone is Tone.WARNING:
        return replace(base, role=Role.HEI, colour=WARNING)
    if tone is Tone.LEAD:
        return replace(base, role=Role.KAI)
    return replace(base, colour=_MUTED) if tone is Tone.MUTED else base


def set_text(setter: Setter, text: Cell, style: Style, measure: float, indent: float = 0.0) -> list[Line]:
    """Text with its tones in lines; ``\\n`` begins a new paragraph."""
    runs = (Run(text),) if isinstance(text, str) else text
    paragraphs: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.replace("\r\n", "\n").split("\n")
        paragraphs[-1].append(Run(first, run.tone))
        paragraphs += [[Run(part, run.tone)] for part in rest]
    broken: list[Line] = []
    for paragraph in paragraphs:
        pieces = [
            piece for run in paragraph for piece in setter.pieces(run.text, toned(style, run.tone), measure)
        ]
        broken += lines(pieces, measure, indent)
    return broken


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the columns of a table stand, and in which type it is set."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    columns: tuple[Column, ...]
    style: Style

    @property
    def leading(self) -> float:
        return self.style.size * 1.4


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a row: its place, its lines, and how they are aligned."""

    left: float
    width: float
    lines: tuple[Line, ...]
    align: Align

    def write(self, sheet: Sheet, top: float, grid: _Grid, part: slice = slice(None)) -> None:
        """The lines, or some of them, downwards from ``top``."""
        lead = (grid.leading - grid.style.size) / 2
        for number, line in enumerate(self.lines[part]):
            measure = self.width - 2 * _SIDE
            drawn = strokes(line, measure, self.align)
            sheet.write(drawn, self.left + _SIDE, top + number * grid.leading + lead, grid.style.size)


def slabs(table: Table, caption: str, setter: Setter, *, row_height: float = 0.0) -> list[Slab]:
    """The slabs of a table; ``row_height`` is the least height of a row, where hands are to write."""
    area = TURNED if table.landscape else UPRIGHT
    grid = _grid(table, area)
    made = [_caption(setter, caption, area)] if caption else [Slab(height=_GAP / 2, draw=nothing, space=True)]
    made[0] = replace(made[0], keep=True)
    titles = Row(tuple((Run(column.title, Tone.STRONG),) for column in table.columns))
    room = area.height - _CAPTION_HEIGHT
    titled = any(column.title for column in table.columns)
    head = _row(titles, _all_centred(grid), setter, room=room) if titled else []
    repeated = head[0] if len(head) == 1 and head[0].height < room * _TALLEST_HEAD else None
    room -= repeated.height if repeated else 0.0
    rows = [_row(row, grid, setter, row_height, room) for row in table.rows]
    note = _note(setter, table.note, area) if table.note else []
    taken = sum(slab.height for slab in (*made, *head, *note[:2]))
    body = _together(table, rows, area.height / 2, taken)
    made += [replace(slab, keep=bool(body)) for slab in head]
    made += [replace(slab, head=repeated) for slab in body]
    if note:
        made[-1] = replace(made[-1], keep=True)
        made += [replace(line, keep=place in (0, len(note) - 2)) for place, line in enumerate(note[:-1])]
        made.append(note[-1])
    made.append(Slab(height=_GAP, draw=nothing, space=True))
    return [replace(slab, turned=table.landscape) for slab in made]


def _together(table: Table, rows: Sequence[list[Slab]], half: float, taken: float) -> list[Slab]:
    """The rows so kept that no page holds one of them alone, and a table of less than ``half`` a page none of two.

    ``taken`` is the height of what else belongs to the table.
    """
    flat = [slab for row in rows for slab in row]
    if not flat:
        return []
    if taken + sum(slab.height for slab in flat) <= half:
        return [*(replace(slab, keep=True) for slab in flat[:-1]), replace(flat[-1], keep=False)]
    # A heading row goes with the row below it, so it does not count.
    first = 2 if table.rows[0].across else 1
    for start, stop in ((0, first), (len(rows) - 2, len(rows) - 1)):
        pair = rows[max(start, 0) : stop + 1]
        if all(len(row) == 1 for row in pair) and sum(row[0].height for row in pair) <= half:
            for row in pair[:-1]:
                row[0] = replace(row[0], keep=True)
    rows[-1][-1] = replace(rows[-1][-1], keep=False)
    return [slab for row in rows for slab in row]


def _all_centred(grid: _Grid) -> _Grid:
    """The same grid with every field centred, for the head."""
    return replace(grid, columns=tuple(replace(column, align=Align.CENTRE) for column in grid.columns))


def _grid(table: Table, area: Area) -> _Grid:
    total = sum(column.share for column in table.columns)
    widths = tuple(column.share / total * area.width for column in table.columns)
    lefts = tuple(sum(widths[:number]) for number in range(len(widths)))
    count = len(table.columns)
    size = 12.0 if count <= 3 else 10.5 if count <= 12 else 9.0
    return _Grid(lefts, widths, table.columns, Style(Role.BODY, size))


def _caption(setter: Setter, text: str, area: Area) -> Slab:
    return _centred(setter, text, Style(Role.HEI, _CAPTION_SIZE), area, _CAPTION_HEIGHT)


def _centred(setter: Setter, text: str, style: Style, area: Area, height: float) -> Slab:
    broken = lines(setter.pieces(text, style, area.width), area.width)

    def draw(sheet: Sheet, top: float) -> None:
        for number, line in enumerate(broken):
            sheet.write(strokes(line, area.width, Align.CENTRE), 0, top + 2 + number * height, style.size)

    return Slab(height=height * len(broken), draw=draw)


def _note(setter: Setter, text: str, area: Area) -> list[Slab]:
    """What stands below a table in small type; its first line stays with the last row."""
    style = Style(Role.BODY, _NOTE_SIZE)
    broken = set_text(setter, text, style, area.width)
    height = _NOTE_SIZE * 1.4

    def write(line: Line) -> Draw:
        return lambda sheet, top: sheet.write(strokes(line, area.width), 0, top + 3, _NOTE_SIZE)

    return [Slab(height=height, draw=write(line)) for line in broken]


def _row(row: Row, grid: _Grid, setter: Setter, least: float = 0.0, room: float = float("inf")) -> list[Slab]:
    """One slab, or one for each line of type where the row is taller than ``room``."""
    fields = tuple(_fields(row, grid, setter))
    count = max(len(field.lines) for field in fields)
    height = max(count * grid.leading + 2 * _ABOVE, least)
    if height <= room:
        return [Slab(height=height, draw=_whole(fields, grid, height), keep=row.across)]
    return list(_split(fields, grid, count))


def _fields(row: Row, grid: _Grid, setter: Setter) -> Iterator[_Field]:
    if row.across:
        width = sum(grid.widths)
        broken = set_text(setter, row.cells[0], toned(grid.style, Tone.STRONG), width - 2 * _SIDE)
        yield _Field(0.0, width, tuple(broken), Align.LEFT)
        return
    for cell, left, width, column in zip(row.cells, grid.lefts, grid.widths, grid.columns, strict=True):
        broken = set_text(setter, cell, grid.style, width - 2 * _SIDE)
        yield _Field(left, width, tuple(broken), column.align)


def _whole(fields: Sequence[_Field], grid: _Grid, height: float) -> Draw:
    def draw(sheet: Sheet, top: float) -> None:
        for field in fields:
            free = height - len(field.lines) * grid.leading
            field.write(sheet, top + free / 2, grid)
        _across(fields, sheet, top)
        _across(fields, sheet, top + height)
        _down(fields, sheet, top, top + height)

    return draw


def _split(fields: Sequence[_Field], grid: _Grid, count: int) -> Iterator[Slab]:
    """A row that no page can hold: its lines one by one, closed off wherever a page ends."""

    def seam(sheet: Sheet, top: float) -> None:
        _across(fields, sheet, top)

    for number in range(count):
        first, last = number == 0, number == count - 1
        above = _ABOVE if first else 0.0
        height = grid.leading + above + (_ABOVE if last else 0.0)

        def draw(
            sheet: Sheet, top: float, number: int = number, above: float = above, height: float = height
        ) -> None:
            for field in fields:
                field.write(sheet, top + above, grid, slice(number, number + 1))
            _down(fields, sheet, top, top + height)
            if number in (0, count - 1):
                _across(fields, sheet, top if number == 0 else top + height)

        yield Slab(height=height, draw=draw, seam=seam)


def _across(fields: Sequence[_Field], sheet: Sheet, top: float) -> None:
    sheet.rule(0, top, fields[-1].left + fields[-1].width, top)


def _down(fields: Sequence[_Field], sheet: Sheet, top: float, bottom: float) -> None:
    for edge in (*(field.left for field in fields), fields[-1].left + fields[-1].width):
        sheet.rule(edge, top, edge, bottom)
