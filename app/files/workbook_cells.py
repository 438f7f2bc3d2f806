"""What the cells of an edition's workbook mean: text, numbers, days and words in, a table's values out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app import wording
from app.errors import UserError
from app.files.workbook_form import Column, Holds

BAR = "｜"
"""Between a document and its clause."""

Stored = str | int | float | Decimal | None
"""What is put into a cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it was read; ``shape`` is its number format, ``broken`` what keeps its formula from a value."""

    value: object = None
    shape: str = "General"
    broken: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it, or nothing but spaces."""
        return not self.broken and (
            self.value is None or (isinstance(self.value, str) and not _trim(self.value))
        )


def parse(column: Column, cell: Cell) -> Any:
    """The value that a cell gives, which is never blank here; UserError where it is none of this column."""
    if cell.broken:
        raise UserError(cell.broken, "填上内容，或复制后用“选择性粘贴”贴成数值。")
    return _PARSERS[column.holds](column, cell)


def store(column: Column, value: Any) -> Stored:
    """What a cell holds for a value; the inverse of ``parse``."""
    match column.holds:
        case Holds.YES:
            return "是" if value else "否"
        case Holds.CHOICE:
            return dict(column.choices)[value]
        case Holds.LINES | Holds.IDS:
            return "\n".join(value)
        case Holds.WORDS:
            return "\n".join(dict(column.choices)[each] for each in value)
        case Holds.METHODS:
            return "、".join(value)
        case Holds.BASIS:
            return "\n".join(f"{each['document']}{BAR}{each['clause']}" for each in value)
        case _:
            return value.isoformat() if isinstance(value, date) else value


def _text(_column: Column, cell: Cell) -> str:
    """The words of a cell as they are shown: a number loses nothing that its format shows."""
    value = cell.value
    if isinstance(value, str):
        return _trim(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        return _as_shown(value, cell.shape)
    raise UserError("表格软件把这一格变成了日期或时刻", "把这一格的格式改为“文本”，再重新填写。")


def _as_shown(value: int | float, shape: str) -> str:
    """A number with the zeros that its format adds, so that 001 stays 001 and 1.0 stays 1.0."""
    zeros = re.fullmatch(r"(0+)(?:\.(0+))?", shape)
    if zeros is None:
        return wording.number(_number_of(value))
    places = len(zeros[2] or "")
    return f"{value:0{len(zeros[1]) + (places + 1 if places else 0)}.{places}f}"


def _plain(cell: Cell) -> str:
    """The words of a cell that is no free text: without full-width letters, digits and marks."""
    return unicodedata.normalize("NFKC", _text(_NO_COLUMN, cell)).strip()


def _id(_column: Column, cell: Cell) -> str:
    return _plain(cell)


def _lines(_column: Column, cell: Cell) -> list[str]:
    return [line for line in map(_trim, _text(_NO_COLUMN, cell).splitlines()) if line]


def _ids(column: Column, cell: Cell) -> list[str]:
    return [unicodedata.normalize("NFKC", line).strip() for line in _lines(column, cell)]


def _basis(column: Column, cell: Cell) -> list[dict[str, str]]:
    found = []
    for line in _lines(column, cell):
        parts = re.fullmatch(r"(.*\S)\s*[｜|]\s*([^｜|]*\S)", line)
        if parts is None:
            raise UserError(
                f"“{_cut(line)}”没有分出文件和条款",
                f"每行写成 文件{BAR}条款；没有读到原文的写 文件{BAR}条款待核。",
            )
        found.append({"document": parts[1], "clause": parts[2]})
    return found


def _number(column: Column, cell: Cell) -> Decimal | int:
    """An exact number; what a sheet keeps in binary counts as the fifteen digits that it shows."""
    percent = column.holds is Holds.PERCENT
    value = cell.value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        exact = _number_of(value)
        return exact * 100 if percent and "%" in cell.shape else exact
    if isinstance(value, (date, bool)):
        raise UserError("应是数字，这一格却是日期或逻辑值", "把这一格的格式改为“常规”，再重新填写数字。")
    written = _plain(cell)
    if percent:
        written = written.removesuffix("%").rstrip()
    if not re.fullmatch(r"-?[0-9]{1,15}(,[0-9]{3})*(\.[0-9]{1,15})?", written):
        raise UserError(f"应是数字，现在写的是“{_cut(written)}”", "只写数字，不写单位。")
    return _whole(Decimal(written.replace(",", "")))


def _integer(column: Column, cell: Cell) -> int:
    found = _number(column, cell)
    if found != int(found):
        raise UserError(f"应是整数，现在写的是 {wording.number(found)}", "改为整数。")
    return int(found)


def _day(_column: Column, cell: Cell) -> date:
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    written = _plain(cell)
    found = re.fullmatch(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?", written)
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(written)
    except ValueError:
        raise UserError(f"“{_cut(written)}”不是日期", "写成 2026-05-01 这样。") from None


def _since(column: Column, cell: Cell) -> date | str:
    if isinstance(cell.value, str) and _trim(cell.value) == "待核":
        return "待核"
    try:
        return _day(column, cell)
    except UserError as error:
        raise UserError(error.what, "写成 2026-05-01 这样；没有查到施行日期的写“待核”。") from None


def _yes(_column: Column, cell: Cell) -> bool:
    if isinstance(cell.value, bool):
        return cell.value
    written = _plain(cell)
    if written not in _YES:
        raise UserError(f"“{_cut(written)}”不是“是”或“否”", "从下拉列表选“是”或“否”。")
    return _YES[written]


def _choice(column: Column, cell: Cell) -> str:
    return _among(column, _plain(cell))


def _words(column: Column, cell: Cell) -> list[str]:
    return [_among(column, line) for line in _ids(column, cell)]


def _methods(column: Column, cell: Cell) -> list[str]:
    parts = re.split(r"[\n、,;；]+", _plain(cell))
    return [_among(column, part.strip()) for part in parts if part.strip()]


def _grade(column: Column, cell: Cell) -> str:
    """The letter, with or without 级 or its name behind it."""
    written = _plain(cell)
    found = re.fullmatch(r"([A-Da-d])(?:\s*级)?(?:[\s(（].*)?", written)
    return found[1].upper() if found else _among(column, written)


def _among(column: Column, written: str) -> str:
    known = {word: value for value, word in column.choices} | {value: value for value, _ in column.choices}
    if written not in known:
        words = "、".join(word for _, word in column.choices)
        raise UserError(f"“{_cut(written)}”不是可填的词", f"只能填：{words}。")
    return known[written]


def _number_of(value: int | float) -> Decimal | int:
    return value if isinstance(value, int) else _whole(Decimal(f"{value:.15g}"))


def _whole(value: Decimal) -> Decimal | int:
    """A whole number as such, where it is not so long that nobody wrote it."""
    return int(value) if value == value.to_integral_value() and value.adjusted() < 18 else value


def _trim(text: str) -> str:
    """Without spaces of any width at the ends, and without the marks that pasted text carries there."""
    return text.strip().strip("\u200b\ufeff").strip()


def _cut(text: str) -> str:
    return f"{text[:20]}…" if len(text) > 20 else text


_NO_COLUMN = Column("", "")
_YES = {
    **dict.fromkeys(("是", "true", "TRUE", "√", "1"), True),
    **dict.fromkeys(("否", "false", "FALSE", "0"), False),
}
_PARSERS: Mapping[Holds, Callable[[Column, Cell], Any]] = {
    Holds.TEXT: _text,
    Holds.ID: _id,
    Holds.IDS: _ids,
    Holds.LINES: _lines,
    Holds.BASIS: _basis,
    Holds.NUMBER: _number,
    Holds.PERCENT: _number,
    Holds.WHOLE: _integer,
    Holds.DAY: _day,
    Holds.SINCE: _since,
    Holds.YES: _yes,
    Holds.CHOICE: _choice,
    Holds.GRADE: _grade,
    Holds.METHODS: _methods,
    Holds.WORDS: _words,
}
