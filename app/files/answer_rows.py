"""The table of an answer sheet: bytes in, rows by column out, and every fault of the table as such."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from app.errors import Fault, Faults

COLUMNS = ("item", "level", "points", "counts", "share", "state", "na_reason", "finding")
ANSWERING = COLUMNS[1:-1]
"""The columns that say something about the answer."""

TEXT = "text"
"""The column in which a blank sheet tells what is asked; it is not read."""

LARGEST = 5_000_000
"""The largest sheet that is read, in bytes; a full one has a hundredth of it."""

WHOLE_FILE = "整个文件"
_FREE_TEXT = ("na_reason", "finding")
_FIRST_LINE = f"第一行写列名：{','.join(COLUMNS)}。"
_UTF8 = "在 Excel 里用“另存为”，类型选“CSV UTF-8”。"


@dataclass(frozen=True, slots=True)
class Row:
    """One row by column, with the line where it starts."""

    file: str
    line: int
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        """What stands in a column; empty where there is no such column."""
        return self.cells.get(column, "")

    def given(self) -> tuple[str, ...]:
        """The columns in which it answers."""
        return tuple(column for column in ANSWERING if self.cell(column))

    def fault(self, column: str, what: str, remedy: str) -> Fault:
        """A fault in one of its cells."""
        return Fault(self.file, f"第 {self.line} 行 {column}".rstrip(), what.rstrip("。"), remedy)


def content(path: Path) -> bytes:
    """The bytes of the sheet, or one too many of them, which is refused later; Faults where it is no file."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise _refusal(name, "这是文件夹，不是答案表", "请选择其中的 .csv 文件。")
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise _refusal(name, "找不到这个文件", "请核对路径和文件名。") from None
    except (OSError, ValueError):
        raise _refusal(name, "读不了这个文件", "请检查读取权限，关闭占用它的程序后重试。") from None


def text(file: str, content: bytes) -> str:
    """The sheet as text: UTF-8 or GB18030, as Excel writes them; Faults where it is neither."""
    if len(content) > LARGEST:
        raise _refusal(file, "文件超过 5 MB", "请核对是否选错文件；答案表通常不到 0.1 MB。")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content:
        raise _refusal(file, "里面有空字节，不是 CSV 文本", _UTF8)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            found = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8-sig" or not _damaged_utf8(content):
            return found
    raise _refusal(file, "文字编码不是 UTF-8 或 GB18030，或者文件已损坏、不完整", _UTF8)


def rows(file: str, text: str) -> Iterator[Row | Fault]:
    """Every row that says something, and what keeps one from being read."""
    header: list[str] | None = None
    for line, cells in _records(text):
        if cells is None:
            remedy = "补上结尾的引号，缩短过长的文字，或重新导出整个文件。"
            yield Fault(file, f"第 {line} 行", "引号没有成对，一格文字太长，或者文件不完整", remedy)
        elif header is None:
            header = [cell.lower() for cell in cells]
            yield from _header_faults(file, line, header)
            if "item" not in header:
                return
        else:
            yield _row(file, line, header, cells)
    if header is None:
        yield Fault(file, WHOLE_FILE, "文件是空的", _FIRST_LINE)


def _records(text: str) -> Iterator[tuple[int, list[str] | None]]:
    """Every record that is not empty with the line where it starts; None for what cannot be read."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        start = lines.line_num + 1
        try:
            cells = [cell.strip() for cell in next(lines)]
        except StopIteration:
            return
        except csv.Error:
            yield start, None
            return
        if any(cells):
            yield start, cells


def _header_faults(file: str, line: int, header: list[str]) -> Iterator[Fault]:
    if "item" not in header:
        joined = len(header) == 1 and any(mark in header[0] for mark in ";\t")
        remedy = "改用逗号分隔，另存为 CSV 后重试。" if joined else _FIRST_LINE
        yield Fault(file, f"第 {line} 行", "没有 item 这一列", remedy)
        return
    for position, name in enumerate(header, 1):
        place = f"第 {line} 行第 {position} 列"
        if name and name not in (*COLUMNS, TEXT):
            close = get_close_matches(name, COLUMNS, n=1)
            remedy = f"是否想写 {close[0]}？" if close else f"请删去；可用的列是：{'、'.join(COLUMNS)}。"
            yield Fault(file, place, f"不认识的列“{name[:20]}”", remedy)
        elif name and name in header[: position - 1]:
            yield Fault(file, place, f"列 {name} 写了两次", "删去多余的一列。")


def _row(file: str, line: int, header: list[str], cells: list[str]) -> Row | Fault:
    named = {name: _plain(name, cell) for name, cell in zip(header, cells, strict=False) if name}
    row = Row(file, line, named)
    names = header + [""] * len(cells)
    beyond = [cell for cell, name in zip(cells, names, strict=False) if cell and not name]
    if beyond:
        remedy = "含逗号的文字要加英文引号；多余的内容请删去。"
        return row.fault("", f"“{beyond[0][:20]}”不在任何一列里", remedy)
    if not row.cell("item"):
        return row.fault("item", "没有写编号", "填上编号，或删去这一行。")
    return row


def _plain(column: str, cell: str) -> str:
    """A cell without full-width letters, digits and marks; words that people write stay as they are."""
    return cell if column in _FREE_TEXT else unicodedata.normalize("NFKC", cell).strip()


def _damaged_utf8(content: bytes) -> bool:
    """Whether it reads as UTF-8 but for a few bytes: reading it as GB18030 would give nonsense."""
    found = content.decode("utf-8-sig", errors="replace")
    han = sum("\u4e00" <= character <= "\u9fff" for character in found)
    return content.startswith(b"\xef\xbb\xbf") or han > found.count("\ufffd")


def _refusal(file: str, what: str, remedy: str) -> Faults:
    return refused((Fault(file, WHOLE_FILE, what, remedy),))


def refused(faults: tuple[Fault, ...]) -> Faults:
    """What a person is told about a sheet with faults."""
    return Faults("答案表有误，没有评级", faults)
