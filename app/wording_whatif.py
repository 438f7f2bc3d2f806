"""How scenarios are put into words: what they come to, what they take, and what becomes of them in the plan."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from app import wording, wording_compare, wording_shortest, wording_verdict
from app.core.shortest import Aim, Way
from app.core.verdict import Verdict
from app.core.whatif import Outcome

RECORD = "现状"
"""What the round's own answers are called beside a scenario."""

SIDE_BY_SIDE = "投入逐项相加，各项工程同时开工，工期按最长的一项计（项目约定）"

REACHED = "现状已达到 D 级，不需要工程"
ALSO = "还须保持十有两禁各项达到要求，并且不出现否决情形。"
KEEPS = "保持 D 级要守住下列各项：其中任何一项降到最低，就会失去 D 级。"


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


UNTRIED = "还没有改动：选中一项，按数字键试一试"


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


def point(at_days: int, at_cost: Decimal) -> str:
    """A way on the front.

    >>> point(540, Decimal("4592.00"))
    '540 天，4,592 万元'
    """
    return f"{days(at_days)}，{wording.grouped(at_cost)} 万元"


def front_found(ways: Sequence[Way], place: str) -> str:
    """What the front says: what being faster costs, or that there is no choice; ``ways`` the fastest first."""
    fastest, cheapest = ways[0], ways[-1]
    if not cheapest.works:
        return f"{place}已达到 D 级，不需要投入"
    if len(ways) == 1:
        return (
            f"{place}达到 D 级最少投入 {wording.grouped(cheapest.cost)} 万元，也最快：{days(cheapest.days)}"
        )
    more, sooner = fastest.cost - cheapest.cost, cheapest.days - fastest.days
    return (
        f"{place}达到 D 级最少投入 {wording.grouped(cheapest.cost)} 万元，需 {days(cheapest.days)}；"
        f"多投入 {wording.grouped(more)} 万元，可提前 {sooner} 天"
    )


def whatever(count: int) -> str:
    """That open questions do not bear on the grade."""
    return f"尚有 {count} 项未作答，除选“不适用”外，无论怎样作答，等级都是 D 级。"


def way_name(aim: Aim) -> str:
    """What a scenario made of a way is called, before its number."""
    return f"达D {wording_shortest.AIMS[aim]} "


def adopted(count: int, skipped: int) -> str:
    """What became of a scenario in the plan.

    >>> adopted(3, 0), adopted(2, 1)
    ('已转为整改措施 3 条', '已转为整改措施 2 条，另有 1 条已有未销号的措施，没有重复生成')
    """
    told = f"已转为整改措施 {count} 条"
    return f"{told}，另有 {skipped} 条已有未销号的措施，没有重复生成" if skipped else told
