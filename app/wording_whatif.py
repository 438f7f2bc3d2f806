"""How scenarios are put into words: what they come to, what they take, and what becomes of them in the plan."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from app import wording, wording_compare, wording_verdict
from app.core.verdict import Verdict
from app.core.whatif import Outcome

RECORD = "现状"
"""What the round's own answers are called beside a scenario."""

SIDE_BY_SIDE = "投入逐项相加，各项工程同时开工，工期按最长的一项计（项目约定）"


def cost(known: Decimal, unpriced: int) -> str:
    """A sum in 万元, and how many works it leaves out.

    >>> cost(Decimal("1234.50"), 0), cost(Decimal(20), 2), cost(Decimal(0), 1), cost(Decimal(0), 0)
    ('1,234.5 万元', '20 万元（另有 2 项投入未知）', '投入未知', '0 万元')
    """
    if unpriced and not known:
        return "投入未知"
    told = f"{wording.grouped(known)} 万元"
    return f"{told}（另有 {unpriced} 项投入未知）" if unpriced else told


def days(value: int) -> str:
    """How long it takes.

    >>> days(180), days(0)
    ('180 天', '—')
    """
    return f"{value} 天" if value else "—"


def gained(found: Outcome) -> str:
    """The difference in score as both scores are shown."""
    return wording_compare.score_difference(found.before.score, found.after.score)


def takes(found: Outcome) -> str:
    """What a scenario changes and takes, in one line."""
    if not found.works:
        return f"得分 {gained(found)} 分　没有需要投入的工程"
    parts = (
        f"得分 {gained(found)} 分",
        f"投入 {cost(found.cost, found.unpriced)}",
        f"工期 {days(found.days)}",
        f"工程 {len(found.works)} 项",
    )
    return "　".join(parts)


def comes_to(found: Verdict) -> str:
    """The conclusion, and what the next better grade takes where there is one."""
    up = "" if found.up is None else f"；{wording_verdict.margin_up(found)}"
    return f"{wording_verdict.conclusion(found)}{up}"


def points(was: Fraction | None, now: Fraction | None) -> str:
    """The difference in raw points; empty where one side has none."""
    return "" if was is None or now is None else wording_compare.signed(now - was)


def left_out(count: int) -> str:
    """That some changes are not counted any more."""
    return f"有 {count} 处改动已与现状一致或不再适用，没有计入"


def adopted(count: int, skipped: int) -> str:
    """What became of a scenario in the plan.

    >>> adopted(3, 0), adopted(2, 1)
    ('已转为整改措施 3 条', '已转为整改措施 2 条，另有 1 条已有未销号的措施，没有重复生成')
    """
    told = f"已转为整改措施 {count} 条"
    return f"{told}，另有 {skipped} 条已有未销号的措施，没有重复生成" if skipped else told
