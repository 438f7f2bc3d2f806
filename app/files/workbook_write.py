"""An edition laid out as a workbook to be filled in: one sheet per table, with drop-downs and hints."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from app import wording
from app.core.standard import Standard
from app.errors import UserError
from app.files import packs_write, workbook_cells, workbook_guide, workbook_rows, workbook_sheets
from app.files.workbook_cells import Stored
from app.files.workbook_form import FULL, GUIDE, OWNER, PARTS_OF, Column, Holds, Sheet

LAST = 2000
"""The last row that has drop-downs and hints."""

_HEAD, _HEAD_TEXT, _GRID = "1F4E79", "FFFFFF", "D0D7DE"
_NUMBERS = {Holds.NUMBER, Holds.PERCENT, Holds.WHOLE}
_PROMPT = 250
"""The most signs that a hint may have in Excel, and a few less."""


def workbook(standard: Standard) -> bytes:
    """The workbook's bytes; UserError where a text holds what no cell can."""
    import openpyxl
    from openpyxl.utils.exceptions import IllegalCharacterError

    made = openpyxl.Workbook()
    made.remove(made.active)
    _guide(made.create_sheet(GUIDE), standard)
    tables = packs_write.tables(standard)
    full = {item.id: wording.decimal(item.full) for item in standard.items}
    try:
        for sheet in workbook_sheets.SHEETS:
            _fill(made.create_sheet(sheet.name), sheet, list(_rows(sheet, tables, full)))
    except IllegalCharacterError as error:
        raise UserError(
            "标准包的文字里有看不见的控制字符，不能导出成模板。", "请从文字中删去它们后重试。"
        ) from error
    packed = io.BytesIO()
    made.save(packed)
    return packed.getvalue()


def _rows(sheet: Sheet, tables: Mapping[str, Any], full: Mapping[str, Any]) -> Iterator[list[Stored]]:
    """What stands in a sheet, row by row."""
    found = tables.get(sheet.table, ())
    for owner in [found] if isinstance(found, dict) else found:
        for table in _under(sheet, owner):
            extra = {OWNER: owner.get("id"), FULL: full.get(owner.get("id", ""))}
            yield [_stored(column, table, extra) for column in sheet.columns]


def _under(sheet: Sheet, owner: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The tables of a sheet that an owner holds: itself, its gate, or its levels and the like."""
    if not sheet.under:
        return [owner]
    if sheet.under == "gate":
        return [owner["gate"]] if "gate" in owner else []
    scoring = owner["scoring"]
    listed: list[Mapping[str, Any]] = scoring[sheet.under] if PARTS_OF[scoring["kind"]] == sheet.under else []
    return listed


def _stored(column: Column, table: Mapping[str, Any], extra: Mapping[str, Any]) -> Stored:
    if column.key in extra:
        found: Stored = extra[column.key]
        return found
    value: Any = table
    for name in column.key.split("."):
        value = value.get(name) if value is not None else None
    return None if value is None else workbook_cells.store(column, value)


def _fill(sheet: Any, form: Sheet, rows: list[list[Stored]]) -> None:
    _heads(sheet, form)
    body = _body_styles()
    for line, row in enumerate(rows, 2):
        for at, (column, value) in enumerate(zip(form.columns, row, strict=True), 1):
            if value is not None:
                _put(sheet.cell(line, at), value, body[column.holds in _NUMBERS])
    for at, column in enumerate(form.columns, 1):
        _offer(sheet, workbook_rows.ref(1, at)[:-1], column)
    sheet.freeze_panes = "A2" if form.alone else "B2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = _fit_to_page()


def _put(cell: Any, value: Stored, style: Mapping[str, Any]) -> None:
    """A text is kept a text whatever it begins with: «=…» is no formula, 001 no number, #N/A no error."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    _dress(cell, style)


def _dress(cell: Any, style: Mapping[str, Any]) -> None:
    for name, value in style.items():
        setattr(cell, name, value)


def _heads(sheet: Any, form: Sheet) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    body = _body_styles()
    for at, column in enumerate(form.columns, 1):
        letters = workbook_rows.ref(1, at)[:-1]
        # The column's own style is that of its empty cells: what is typed there later stays the text it is.
        _dress(sheet.column_dimensions[letters], body[column.holds in _NUMBERS])
        sheet.column_dimensions[letters].width = max(column.width, 2 * len(column.title) + 2)
        cell = sheet.cell(1, at, column.title)
        cell.font = Font(bold=True, color=_HEAD_TEXT)
        cell.fill = PatternFill("solid", start_color=_HEAD)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.row_dimensions[1].height = 30


def _body_styles() -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """How the cells of texts look, and those of numbers."""
    from openpyxl.styles import Alignment, Border, Side

    side = Side(style="thin", color=_GRID)
    border = Border(left=side, right=side, top=side, bottom=side)
    texts = {"number_format": "@", "alignment": Alignment(vertical="top", wrap_text=True), "border": border}
    return texts, {**texts, "number_format": "General", "alignment": Alignment(vertical="top")}


def _offer(sheet: Any, letters: str, column: Column) -> None:
    """The hint of a column, and what can be picked in it."""
    from openpyxl.worksheet.datavalidation import DataValidation

    offered = _choices(column)
    rule = DataValidation(type="list" if offered else None, formula1=offered, allow_blank=True)
    rule.promptTitle, rule.prompt = column.head[:32], _hint(column)
    rule.showInputMessage = True
    if offered:
        rule.showErrorMessage = True
        rule.errorStyle = "warning" if column.of or column.holds is Holds.METHODS else "stop"
        rule.errorTitle, rule.error = column.head[:32], "请从下拉列表选择。"
    rule.add(f"{letters}2:{letters}{LAST}")
    sheet.add_data_validation(rule)


def _choices(column: Column) -> str | None:
    if column.of:
        return f"'{column.of}'!$A$2:$A${LAST}"
    words = [word for _, word in column.choices]
    if column.holds is Holds.YES:
        words = ["是", "否"]
    if column.holds is Holds.METHODS:
        words = [*words, "、".join(words)]
    return f'"{",".join(words)}"' if words and column.holds is not Holds.WORDS else None


def _hint(column: Column) -> str:
    needed = "必填" if column.required else "可不填"
    words = (
        f"可用的词：{'、'.join(word for _, word in column.choices)}。" if column.holds is Holds.WORDS else ""
    )
    return f"{needed}。{column.holds.value}。{column.hint}{words}"[:_PROMPT]


def _fit_to_page() -> Any:
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=True)


def _guide(sheet: Any, standard: Standard) -> None:
    from openpyxl.styles import Alignment, Font

    widths = (18, 18, 10, 34, 72)
    for at, width in enumerate(widths, 1):
        sheet.column_dimensions[workbook_rows.ref(1, at)[:-1]].width = width
    for line, (cells, heading) in enumerate(workbook_guide.lines(standard), 1):
        for at, text in enumerate(cells, 1):
            cell = sheet.cell(line, at, text)
            cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.font = Font(bold=heading, size=13 if heading and len(cells) == 1 else 11)
        if len(cells) == 1:
            sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=len(widths))
            sheet.row_dimensions[line].height = 24 if heading else 15 * workbook_guide.height(cells[0])
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = _fit_to_page()
