"""How a plan is put into words: what a measure mends, its state, and the plan in one line."""

from __future__ import annotations

from datetime import date

from app import wording, wording_verdict
from app.core.plan import Measure, MeasureState, Totals
from app.core.standard import Standard


def subject(standard: Standard | None, judged: Standard | None, given: str) -> str:
    """The item or clause that a measure mends, as lists name it; ``judged`` holds the ten-two lines.

    >>> subject(None, None, ""), subject(None, None, "veto/V1"), subject(None, None, "item/G01")
    ('自行提出', '否决情形V1', 'G01')
    """
    kind, _, key = given.partition("/")
    if kind == "item" and standard and key in standard.item:
        return f"导则第{standard.item[key].number}项"
    if kind == "check" and judged and key in judged.checkpoint:
        wanted = judged.checkpoint[key].line
        line = next(line for line in judged.lines if line.id == wanted)
        return f"{wording_verdict.line_mark(line)}（{key}）"
    if kind == "veto":
        return f"否决情形{key}"
    if kind == "gate":
        return f"前置条件{key}"
    return key or "自行提出"


def state(measure: Measure, today: date) -> str:
    """The state of a measure, and by how many days it is overdue."""
    if measure.due is None or not measure.overdue(today):
        return wording.name(measure.state)
    return f"{wording.name(measure.state)} · 逾期 {(today - measure.due).days} 天"


def totals(found: Totals) -> str:
    """A plan in one line.

    >>> from decimal import Decimal
    >>> totals(Totals(23, 12, 3, Decimal("1234"), 2, None))
    '共 23 条，已销号 12，逾期 3，资金合计 1,234 万元，2 条未填资金'
    """
    parts = [f"共 {found.count} 条", f"已销号 {found.closed}", f"逾期 {found.overdue}"]
    parts.append(f"资金合计 {wording.grouped(found.funds)} 万元")
    if found.unfunded:
        parts.append(f"{found.unfunded} 条未填资金")
    return "，".join(parts)


STEPS = {
    MeasureState.OPEN: "开始整改",
    MeasureState.DOING: "申请验收",
    MeasureState.CHECKING: "销号",
}
"""What moving a measure on is called, by the state it leaves."""
