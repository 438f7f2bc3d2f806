"""A workbook as it lies on disk: whether it is one at all, and its sheets cell by cell."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import Fault, Faults
from app.files.workbook_cells import Cell

LARGEST = 10_000_000
"""The largest workbook that is read, in bytes; a full one has a hundredth of it."""

UNPACKED = 40_000_000
"""The most that its tables may come to once unpacked, in bytes; a full one has a fortieth of it."""

WHOLE_FILE = "整个文件"

_TEMPLATE = "请选择用 parkgrade standard template 或“标准”页导出的模板填成的 .xlsx 文件。"
_AGAIN = "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”后重试。"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError),
    *(RuntimeError, NotImplementedError),  # a password, or a way of packing that Python does not know
)

Position = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as it was read, with only the cells in which something stands."""

    name: str
    hidden: bool
    cells: Mapping[Position, Cell]
    merged: tuple[tuple[int, int, int, int], ...]
    """First row, first column, last row and last column of each merged range."""


def content(path: Path) -> bytes:
    """The bytes of the workbook, or one too many of them, which is refused later; Faults where it is no file."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise _refusal(name, "这是文件夹，不是 Excel 工作簿", _TEMPLATE)
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise _refusal(name, "找不到这个文件", "请核对路径和文件名。") from None
    except (OSError, ValueError):
        raise _refusal(name, "读不了这个文件", "请检查读取权限，关闭正在打开它的程序后重试。") from None


def sheets(name: str, content: bytes) -> tuple[RawSheet, ...]:
    """Every sheet of the workbook with this name and content; Faults where it is none, or cannot be read."""
    _refuse_others(name, content)
    formulas = _look_inside(name, content)
    values = _load(name, content, values=True)
    written = _load(name, content, values=False) if formulas else None
    return tuple(_sheet(sheet, written[sheet.title] if written else None) for sheet in values.worksheets)


def _refuse_others(name: str, content: bytes) -> None:
    """Refuse by the first bytes what is no workbook of this form."""
    if not content:
        raise _refusal(name, "文件是空的（0 字节）", _TEMPLATE)
    if len(content) > LARGEST:
        raise _refusal(name, "文件超过 10 MB", "请核对是否选错文件；标准包的工作簿通常不到 0.1 MB。")
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise _refusal(name, "工作簿设了打开密码", "请在 Excel 里去掉打开密码，保存后重试。")
        raise _refusal(name, "这是旧格式的 Excel 文件（.xls）或其他旧文档", _AGAIN)
    if not content.startswith(b"PK"):
        raise _refusal(name, "不是 Excel 工作簿（.xlsx）", f"CSV、网页等格式不能用。{_AGAIN}")


def _look_inside(name: str, content: bytes) -> bool:
    """Whether any cell has a formula; Faults where it is damaged, no workbook, or far too large unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if "xl/workbook.xml" not in packed.namelist():
                raise _refusal(name, "里面没有 Excel 工作表", _AGAIN)
            parts = [part for part in packed.infolist() if part.filename.endswith(".xml")]
            if sum(part.file_size for part in parts) > UNPACKED:
                remedy = "多半是给整张表设了格式。请把有内容的行复制到新导出的模板里，再导入。"
                raise _refusal(name, "展开后大得不像标准包", remedy)
            texts = [packed.read(part) for part in parts]
    except _UNREADABLE as error:
        raise _damaged(name) from error
    if any(b"<!DOCTYPE" in text or b"<!ENTITY" in text for text in texts):
        raise _damaged(name)
    return any(re.search(rb"<(?:\w+:)?f[ >/]", text) for text in texts)


def _load(name: str, content: bytes, *, values: bool) -> Any:
    import openpyxl

    try:
        return openpyxl.load_workbook(io.BytesIO(content), data_only=values)
    except Exception as error:  # a file made elsewhere can break the reader in any way
        raise _damaged(name) from error


def _sheet(sheet: Any, written: Any) -> RawSheet:
    cells = dict(_cells(sheet, written))
    merged = tuple(
        (range_.min_row, range_.min_col, range_.max_row, range_.max_col)
        for range_ in sheet.merged_cells.ranges
    )
    return RawSheet(sheet.title, sheet.sheet_state != "visible", cells, merged)


def _cells(sheet: Any, written: Any) -> Iterator[tuple[Position, Cell]]:
    for row in sheet.iter_rows():
        for found in row:
            formula = written is not None and written.cell(found.row, found.column).data_type == "f"
            if found.value is None and not formula:
                continue
            cell = Cell(found.value, found.number_format, _broken(found, formula))
            if not cell.blank:
                yield (found.row, found.column), cell


def _broken(cell: Any, formula: bool) -> str:
    if cell.data_type == "e":
        return f"公式出错，显示的是 {cell.value}" if formula else f"这一格是错误值 {cell.value}"
    return "公式还没有算出结果" if formula and cell.value is None else ""


def _damaged(name: str) -> Faults:
    return _refusal(
        name, "文件已损坏或不完整，读不出来", f"请重新拷贝或下载。仍不行的，{_AGAIN.removeprefix('请')}"
    )


def _refusal(name: str, what: str, remedy: str) -> Faults:
    return refused((Fault(name, WHOLE_FILE, what, remedy),))


def refused(faults: tuple[Fault, ...]) -> Faults:
    """What a person is told about a workbook with faults."""
    return Faults("工作簿有误，没有导入", faults)
