"""A workbook of the edition with every kind, and hands that change cells in it as people do."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.errors import Fault, Faults
from app.files import packs, workbook, workbook_write

EDITION = Path(__file__).parents[1] / "editions" / "all-kinds"

Change = Callable[[Any], object]


@cache
def sound() -> bytes:
    return workbook_write.workbook(packs.load(EDITION))


def changed(*changes: Change) -> bytes:
    """The sound workbook after each change, saved as a person's spreadsheet would."""
    book = openpyxl.load_workbook(io.BytesIO(sound()))
    for change in changes:
        change(book)
    return saved(book)


def saved(book: Any) -> bytes:
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def put(sheet: str, cell: str, value: object, **style: Any) -> Change:
    """Write into a cell; without a style the cell keeps its own."""

    def change(book: Any) -> None:
        found = book[sheet][cell]
        found.value = value
        for name, given in style.items():
            setattr(found, name, given)

    return change


def faults(content: bytes, name: str = "标准包.xlsx") -> tuple[Fault, ...]:
    with pytest.raises(Faults) as refused:
        workbook.read(name, content)
    return refused.value.faults


def cell(sheet: str, head: str, line: int) -> str:
    """The name of a cell by its heading."""
    book = openpyxl.load_workbook(io.BytesIO(sound()), read_only=True)
    heads = [str(one.value).rstrip("*") for one in next(book[sheet].iter_rows(max_row=1))]
    return f"{openpyxl.utils.get_column_letter(heads.index(head) + 1)}{line}"
