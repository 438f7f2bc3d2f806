"""How each block is set: the faces, indents and distances of GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.reports import pdf_table
from app.reports.blocks import (
    Align,
    Annex,
    AnnexList,
    Block,
    Figure,
    Heading,
    KeyTable,
    PageBreak,
    Paragraph,
    Row,
    Signatures,
    Signed,
    Table,
    Title,
    captions,
)
from app.reports.fonts_found import Role
from app.reports.pdf_flow import Draw, Slab, nothing
from app.reports.pdf_lines import Line, balanced, lines, strokes
from app.reports.pdf_sheet import BODY_SIZE, CELL, LEADING, TRACKING, UPRIGHT, Sheet
from app.reports.pdf_text import Setter, Style

_TITLE_SIZE = 22.0
_HEADINGS = {1: Role.HEI, 2: Role.KAI, 3: Role.BODY, 4: Role.BODY}
_SIGNING_HEIGHT = 34.0
_INDENT = 2 * CELL
_WIDTH = UPRIGHT.width


def slabs(blocks: Sequence[Block], setter: Setter) -> list[Slab]:
    """All blocks of a paper as slabs, in order."""
    builder = _Builder(setter)
    for block, caption in zip(blocks, captions(blocks), strict=True):
        builder.add(block, caption)
    return builder.made


class _Builder:
    """Turns blocks into slabs and knows what came before."""

    def __init__(self, setter: Setter) -> None:
        self.made: list[Slab] = []
        self._setter = setter
        self._break = False
        self._in_annex = False
        self._listed = 0
        self._level = -1
        self._bookmarks = 0

    def add(self, block: Block, caption: str) -> None:
        """The slabs of one block, on a new page if one was asked for."""
        if isinstance(block, PageBreak):
            self._break = True
            return
        if isinstance(block, Signed):
            self._keep_last(2 + self._listed)
        added = self._set(block, caption)
        self._listed = len(added) if isinstance(block, AnnexList) else 0
        if self._break and added:
            added[0] = replace(added[0], starts_page=True)
            self._break = False
        self.made += added

    def _set(self, block: Block, caption: str) -> list[Slab]:
        match block:
            case Title():
                return [*self._title(block.text), replace(_blank(), keep=True)]
            case Heading():
                return self._heading(block)
            case Paragraph():
                indent = 0.0 if block.flush else _INDENT
                broken = pdf_table.set_text(self._setter, block.text, _body(Role.BODY), _WIDTH, indent)
                made = [_line(line) for line in broken]
                return self._marked(made, block.lead, 1 + self._in_annex) if block.lead else made
            case Annex():
                return self._annex(block)
            case AnnexList():
                return self._annex_list(block.titles)
            case Signed():
                return self._signed(block)
            case _:
                return self._set_framed(block, caption)

    def _set_framed(self, block: Block, caption: str) -> list[Slab]:
        match block:
            case Table():
                return pdf_table.slabs(block, caption, self._setter)
            case KeyTable():
                return pdf_table.slabs(block.as_table(), caption, self._setter)
            case Signatures():
                table = Table(block.columns, tuple(Row(row) for row in block.rows))
                return pdf_table.slabs(table, "", self._setter, row_height=_SIGNING_HEIGHT)
            case Figure():
                from app.reports import pdf_figure

                return pdf_figure.slabs(block, caption, self._setter)
            case _:
                raise TypeError(f"no such block: {block!r}")

    def _keep_last(self, count: int) -> None:
        """Let the end of the text go with what follows: a page must not hold a signature alone."""
        self.made[-count:] = [replace(slab, keep=not slab.turned) for slab in self.made[-count:]]

    def _title(self, text: str) -> list[Slab]:
        style = Style(Role.TITLE, _TITLE_SIZE, thick=self._setter.faces.thin_title)
        broken = [
            line
            for part in text.split("\n")
            for line in balanced(self._setter.pieces(part, style, _WIDTH), _WIDTH)
        ]
        return [_line(line, Align.CENTRE, _TITLE_SIZE, keep=True) for line in broken]

    def _heading(self, block: Heading) -> list[Slab]:
        style = _body(_HEADINGS[block.level])
        made = [_line(line, keep=True) for line in self._lines(block.text, style, _INDENT)]
        return self._marked(made, block.text, block.level - 1 + self._in_annex)

    def _lines(self, text: str, style: Style, indent: float = 0.0) -> list[Line]:
        return pdf_table.set_text(self._setter, text, style, _WIDTH, indent)

    def _annex(self, block: Annex) -> list[Slab]:
        self._in_annex = False
        label = [_line(line, keep=True) for line in self._lines(block.label, _body(Role.HEI))]
        title = self._title(block.title)
        self._break = True
        made = self._marked(label, f"{block.label}　{block.title}", 0)
        self._in_annex = True
        gap = replace(_blank(), keep=True)
        return [*made, gap, *title, gap]

    def _annex_list(self, titles: Sequence[str]) -> list[Slab]:
        made = [replace(_blank(), keep=True)]
        for number, title in enumerate(titles, 1):
            prefix = f"{number}." if len(titles) > 1 else ""
            opening = self._lines("附件：" if number == 1 else "", _body(Role.BODY), _INDENT)[0]
            numeral = self._lines(prefix, _body(Role.BODY), _INDENT + 3 * CELL)[0]
            left = numeral.indent + numeral.width
            pieces = self._setter.pieces(title, _body(Role.BODY), _WIDTH - left)
            names = lines(pieces, _WIDTH - left)
            made.append(_parts([(opening, 0.0), (numeral, 0.0), (names[0], left)]))
            made += [_parts([(name, left)]) for name in names[1:]]
        return made

    def _signed(self, block: Signed) -> list[Slab]:
        """The unit two characters from the right, the date beginning two characters further right."""
        unit = self._lines(block.unit, _body(Role.BODY))
        date = self._lines(block.date, _body(Role.BODY))[0]
        date_left = _WIDTH - _INDENT - max(date.width, unit[0].width - _INDENT)
        unit_left = max(0.0, date_left - _INDENT)
        made = [_blank(), *(_parts([(line, unit_left)]) for line in unit)]
        return [*(replace(slab, keep=True) for slab in made), _parts([(date, max(0.0, date_left))])]

    def _marked(self, made: list[Slab], text: str, level: int) -> list[Slab]:
        """Put an entry of the outline at the first slab."""
        self._level = min(level, self._level + 1)
        self._bookmarks += 1
        inner, entry, key = made[0].draw, self._level, f"h{self._bookmarks}"

        def draw(sheet: Sheet, top: float) -> None:
            sheet.bookmark(text.replace("\n", ""), entry, top, key)
            inner(sheet, top)

        return [replace(made[0], draw=draw), *made[1:]]


def _body(role: Role) -> Style:
    return Style(role, BODY_SIZE, TRACKING)


def _line(line: Line, align: Align | None = None, size: float = BODY_SIZE, *, keep: bool = False) -> Slab:
    """One line of type in one of the 22 lines of the page."""
    # Larger type reaches up and down alike from where body type would stand.
    rise = (size - BODY_SIZE) / 2

    def draw(sheet: Sheet, top: float) -> None:
        measure = sheet.area.width if align else _WIDTH
        sheet.write(strokes(line, measure, align), 0, max(top - rise, 0.0), size)

    return Slab(height=LEADING, draw=draw, keep=keep, on_grid=True)


def _parts(parts: Sequence[tuple[Line, float]]) -> Slab:
    """One line made of parts, each at its own distance from the left."""

    def draw(sheet: Sheet, top: float) -> None:
        for line, left in parts:
            sheet.write(strokes(line, _WIDTH, Align.LEFT), left, top, BODY_SIZE)

    return Slab(height=LEADING, draw=draw, on_grid=True)


def _blank() -> Slab:
    draw: Draw = nothing
    return Slab(height=LEADING, draw=draw, on_grid=True, space=True)
