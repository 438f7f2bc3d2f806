"""What a sheet of an edition's workbook is: its columns, and what may stand in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

GUIDE = "说明"
"""The sheet that is for reading only."""

ASIDE = "备注"
"""Sheets and columns whose names begin so are a person's own, and are not read."""


class Holds(Enum):
    """What a column holds."""

    TEXT = "文字"
    ID = "编号"
    IDS = "编号，一行一个"
    LINES = "文字，一行一条"
    BASIS = "文件｜条款，一行一条"
    NUMBER = "数字"
    PERCENT = "百分数，只写数字，如 60"
    WHOLE = "整数"
    DAY = "日期，如 2026-05-01"
    SINCE = "日期，如 2026-05-01；不清楚的写 待核"
    YES = "是或否"
    CHOICE = "从下拉列表选"
    GRADE = "A、B、C、D 之一（A 最差，D 最好）"
    METHODS = "查阅资料、现场检查，或两者"
    WORDS = "用列出的词，一行一个"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``key`` is its path in the table, dotted where the table has inner tables."""

    head: str
    key: str
    holds: Holds = Holds.TEXT
    width: int = 14
    required: bool = True
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """Pairs of value and shown word."""
    of: str = ""
    """The sheet whose ids it takes."""

    @property
    def title(self) -> str:
        """The heading as it is written; a star says that no cell may stay empty."""
        return f"{self.head}*" if self.required else self.head


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; ``table`` is the edition's table, ``under`` the list or table within its owner's."""

    name: str
    table: str
    columns: tuple[Column, ...]
    says: str
    under: str = ""
    alone: bool = False
    """Whether it holds one row."""

    def column(self, key: str) -> int:
        """The place of a column, from 0."""
        return next(at for at, column in enumerate(self.columns) if column.key == key)


OWNER = "owner"
"""The key of the column that names the owner, in a sheet whose rows belong under another's."""

FULL = "full"
"""The key of the full points of an item; where they follow from its levels or steps, they are only compared."""

KINDS: Mapping[str, str] = {
    "levels": "选档",
    "deductions": "按次扣分",
    "sum": "累加",
    "share": "按比例分段",
}

PARTS_OF: Mapping[str, str] = {
    "levels": "levels",
    "deductions": "deductions",
    "sum": "parts",
    "share": "steps",
}
"""The list in which each kind of scoring keeps its rows."""
