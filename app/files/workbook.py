"""A standard edition as an Excel workbook: one checked Standard out of it, or every fault by sheet and cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.core.standard import Standard
from app.errors import Fault, Faults, UserError
from app.files import (
    packs,
    workbook_open,
    workbook_rows,
    workbook_sheets,
    workbook_tables,
    workbook_words,
    workbook_write,
)
from app.files.workbook_tables import Spot
from app.progress import Progress, silent

content = workbook_open.content


def read(name: str, content: bytes, progress: Progress = silent) -> Standard:
    """The edition in the workbook with this name and content; Faults with every fault where there is one."""
    progress(0.1, "打开工作簿")
    found = workbook_open.sheets(name, content)
    progress(0.5, "逐格读取")
    gathered = workbook_rows.gather(found)
    whole = not gathered.faults
    made = workbook_tables.make(gathered.rows, whole=whole)
    progress(0.8, "核对各表")
    try:
        return packs.judge(made.written, (*gathered.faults, *made.faults), whole=whole)
    except Faults as refused:
        raise workbook_open.refused(tuple(_in_order(_once(refused.faults, made.excused)))) from None


def write(standard: Standard, progress: Progress = silent) -> bytes:
    """The edition as a workbook, which gives the same edition when it is read; UserError where it would not."""
    progress(0.1, "填写各表")
    made = workbook_write.workbook(standard)
    progress(0.6, "读回核对")
    try:
        back = read("", made)
        # The checksum is taken of the files as they were typed, with spaces at the ends that mean nothing.
        same = replace(back, checksum=standard.checksum) == standard
    except Faults:
        same = False
    if not same:
        raise UserError(
            "这个标准包里有 Excel 单元格装不下的写法，不能导出成模板。",
            "列表的一条里不要换行，条款里不要有竖线“｜”，文字首尾不要有空格；改好标准包后再导出。",
        )
    return made


def _once(faults: Iterable[Fault], excused: Iterable[Spot]) -> Iterator[Fault]:
    """One fault for each cell: the first, which the cell itself shows; what follows from it can wait."""
    seen = {(spot.sheet, spot.cell) for spot in excused}
    for fault in map(_placed, faults):
        whole = fault.key in (workbook_rows.WHOLE_SHEET, workbook_open.WHOLE_FILE)
        if whole or (fault.file, fault.key) not in seen:
            yield fault
        seen.add((fault.file, fault.key))


def _placed(fault: Fault) -> Fault:
    """What the edition lacks is told of the sheet where it should stand."""
    table = next((sheet for sheet in workbook_sheets.SHEETS if sheet.table == fault.key), None)
    if table is None:
        return fault
    what, remedy = workbook_words.plain(fault.what), workbook_words.plain(fault.remedy)
    return Fault(table.name, workbook_rows.WHOLE_SHEET, what, remedy)


def _in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Sheet by sheet, row by row."""
    sheets = {name: at for at, name in enumerate(workbook_sheets.NAMED)}

    def place(fault: Fault) -> tuple[int, int, int, str]:
        cell = re.fullmatch(r"([A-Z]+)([0-9]+)", fault.key)
        at = sheets.get(fault.file, -1)
        return (at, int(cell[2]), len(cell[1]), cell[1]) if cell else (at, 0, 0, "")

    return sorted(faults, key=place)
