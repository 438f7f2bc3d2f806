"""The sheet of a scenario as a table: its columns, what its filters leave, and how each cell is written."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from app import wording, wording_compare, wording_whatif
from ui.pages.whatif_board import Line
from ui.table import Column


class Show(StrEnum):
    """Which questions the sheet shows."""

    ALL = "全部"
    OPEN = "未满分"
    CHANGED = "有改动"

    def holds(self, line: Line) -> bool:
        """Whether a line belongs to what is shown."""
        if self is Show.ALL:
            return True
        return line.now is not None or (self is Show.OPEN and line.open)


def filtered(found: Sequence[Line], show: Show) -> tuple[Line, ...]:
    """The lines that a filter leaves."""
    return tuple(line for line in found if show.holds(line))


def _name(line: Line) -> str:
    return f"{wording_compare.mark(line.question.entry)}  {line.question.entry.text}"


def _now(line: Line) -> str:
    return "" if line.now is None else wording_compare.brief(line.now)


def _full(line: Line) -> str:
    return wording_compare.answer(line.now or line.was)


def _gain(line: Line) -> Fraction | None:
    if line.now is None or line.now.level is None or line.was.level is None:
        return None
    return line.now.level - line.was.level


def _signed(value: Fraction | None) -> str:
    return "" if value is None else wording_compare.signed(value)


def _gain_colour(line: Line) -> str | None:
    gain = _gain(line)
    return None if not gain else "good" if gain > 0 else "bad"


def _cost(line: Line) -> Decimal | None:
    return None if line.choice is None or line.choice.unknown_cost else line.choice.cost


def _days(line: Line) -> int | None:
    return line.choice.days if line.choice else None


def _own(line: Line) -> str:
    return "本园区填写的估算" if line.choice and line.choice.estimated else "按标准包估算"


COLUMNS = (
    Column[Line](
        "项目",
        _name,
        width=172,
        tooltip=lambda line: line.question.entry.text,
        hint="项、前置条件、否决情形和检查点",
    ),
    Column[Line](
        wording_whatif.RECORD,
        lambda line: wording_compare.brief(line.was),
        width=68,
        tooltip=lambda line: wording_compare.answer(line.was),
    ),
    Column[Line](
        "推演",
        _now,
        width=68,
        tooltip=_full,
        mark=lambda line: None if line.now is None else "accent",
        hint="数字键选档，退格键恢复现状",
    ),
    Column[Line](
        "得分变化", _gain, text=_signed, align="right", width=68, colour=_gain_colour, hint="原始分"
    ),
    Column[Line](
        "投入（万元）",
        _cost,
        text=wording.amount,
        align="right",
        width=100,
        tooltip=_own,
        hint="按 T 修改本园区的估算",
    ),
    Column[Line]("天数", _days, align="right", width=44, tooltip=_own, hint="按 G 修改本园区的估算"),
    Column[Line](
        "不能改变",
        lambda line: line.cannot,
        text=lambda cannot: "是" if cannot else "",
        width=68,
        tick=lambda line: line.cannot if line.open else None,
        hint="空格或单击勾选；求最短路径时不动这一项",
    ),
)
CANNOT = len(COLUMNS) - 1
