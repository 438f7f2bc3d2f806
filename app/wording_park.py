"""How the ledger is summed up in words: areas, enterprises, settlements, and what a result comes to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.core.entries import Grade
from app.core.park import AreaCheck, Enterprise, EnterpriseKind, Process, Settlement
from app.core.rollup import Graded
from app.core.verdict import Conclusion

_CHEMICAL = {EnterpriseKind.PRODUCTION, EnterpriseKind.STORAGE, EnterpriseKind.USE}
_AUTOMATED = {"已完成", "不需改造"}


def area(check: AreaCheck) -> str:
    """The zones' areas beside the planned area.

    >>> area(AreaCheck(Decimal("8.8"), Decimal("9"), 0))
    '片区合计 8.80 km²，规划面积 9.00 km²，相差 0.20 km²'
    >>> area(AreaCheck(Decimal("9"), Decimal("9.00"), 0)), area(AreaCheck(Decimal("0.125"), None, 1))
    ('片区合计 9.00 km²，与规划面积一致', '片区合计 0.125 km²（1 个片区未填面积），规划面积未填，无法核对')
    """
    unknown = f"（{check.unknown} 个片区未填面积）" if check.unknown else ""
    head = f"片区合计 {_km2(check.zones)}{unknown}"
    if check.planned is None:
        return f"{head}，规划面积未填，无法核对"
    if check.agrees:
        return f"{head}，与规划面积一致"
    gap = abs(check.planned - check.zones)
    return f"{head}，规划面积 {_km2(check.planned)}" + (f"，相差 {_km2(gap)}" if gap else "")


def enterprises(found: Sequence[Enterprise]) -> str:
    """How many, of what kind, and what they still owe."""
    if not found:
        return ""
    intensive = sum(each.labour_intensive for each in found)
    behind = sum(any(p.automation not in _AUTOMATED for p in each.processes) for each in found)
    parts = [
        f"共 {len(found)} 家",
        f"化工生产、储存、使用 {sum(each.kind in _CHEMICAL for each in found)} 家",
    ]
    parts += [f"劳动密集型 {intensive} 家"] if intensive else []
    parts += [f"高危工艺未完成自动化改造 {behind} 家"] if behind else []
    return "，".join(parts)


def settlements(found: Sequence[Settlement]) -> str:
    """How many places, households and people there are to move.

    >>> settlements((Settlement(id="1", park_id="", name="示例村", households=12),))
    '共 1 处，12 户、人数未填'
    """
    if not found:
        return ""
    households = [each.households for each in found if each.households is not None]
    people = [each.people for each in found if each.people is not None]
    told = [f"{sum(households)} 户" if households else "户数未填"]
    told += [f"{sum(people)} 人" if people else "人数未填"]
    return f"共 {len(found)} 处，{'、'.join(told)}"


def processes(found: Sequence[Process]) -> str:
    """The hazardous processes of an enterprise, each with how far its automation is.

    >>> processes((Process("硝化", "改造中"),))
    '硝化（改造中）'
    """
    return "、".join(f"{each.process}（{each.automation}）" for each in found)


def conclusion(found: Graded) -> str:
    """What a finished round or a published grade comes to for the share at D."""
    top = f"{Grade.D.value} 级"
    match found.conclusion:
        case Conclusion.TEN_TWO_OPEN:
            text = f"得分达到 {top}，十有两禁未完成"
        case Conclusion.TEN_TWO_UNKNOWN:
            text = f"得分达到 {top}，十有两禁未核查"
        case _:
            text = f"{'' if found.grade is Grade.D else '未'}达到 {top}"
    if found.provisional:
        text += "（提交时尚有未作答项，结果为暂定）"
    held = found.grade is Grade.D and (found.lines_open or found.provisional)
    return f"{text}，不计入达标率" if held else text


def _km2(value: Decimal) -> str:
    """Areas that are compared are written with the same number of decimals."""
    exact = value.normalize().as_tuple().exponent
    places = max(2, -exact) if isinstance(exact, int) else 2
    return f"{value:.{places}f} km²"
