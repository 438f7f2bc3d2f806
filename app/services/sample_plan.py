"""The sample parks' plans: measures from each review, most of them done by the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from app.core.park import Park
from app.core.plan import Measure, MeasureState
from app.services import plans
from app.services.stores import Store

_STATES = (MeasureState.DOING, MeasureState.CHECKING, MeasureState.DOING, MeasureState.OPEN)


def follow(store: Store, who: str, assessment_id: str, park: Park, day: date, *, last: bool) -> None:
    """Adopt what the review asks for: closed in the following year, or still under way after the last review."""
    found = plans.proposed(store, assessment_id, day)
    if not found:
        return
    dressed = [_dress(park, measure, place, day) for place, measure in enumerate(found)]
    plans.adopt(store, who, [_under_way(m, n) if last else _closed(m, day) for n, m in enumerate(dressed)])


def _dress(park: Park, measure: Measure, place: int, day: date) -> Measure:
    # The last reviews' short measures fall due before the sample's present day, so that some are overdue.
    days = min(40 + 25 * place, 460)
    return replace(
        measure,
        person=park.safety_head if place % 2 else park.contact,
        supporting_unit="县应急管理局" if place % 3 else "县自然资源局",
        fund_source="园区自筹" if place % 2 else "企业投入",
        action=measure.action or "制定专项方案，限期消除否决情形",
        unit=measure.unit or park.body,
        due=day + timedelta(days=days),
    )


def _closed(measure: Measure, day: date) -> Measure:
    done = date(day.year + 1, 6, 20)
    return replace(
        measure,
        due=min(measure.due or done, done),
        state=MeasureState.CLOSED,
        progress="已完成",
        conclusion="整改到位，同意销号",
        verifier="示例核查组",
        verified_on=done,
    )


def _under_way(measure: Measure, place: int) -> Measure:
    state = _STATES[place % len(_STATES)]
    progress = {
        MeasureState.OPEN: "",
        MeasureState.DOING: "已开工",
        MeasureState.CHECKING: "已完工，申请验收",
    }
    return replace(measure, state=state, progress=progress[state])
