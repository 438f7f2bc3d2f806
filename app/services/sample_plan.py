"""The sample parks' plans: measures from each review, most of them done by the next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from app.core.dossier import Assessment
from app.core.park import Park
from app.core.plan import Measure, MeasureState
from app.services import dossiers, plans, stores, values
from app.services.stores import Store
from models import plan as tables

_PROGRESS = {MeasureState.OPEN: "", MeasureState.DOING: "已开工", MeasureState.CHECKING: "已完工，申请验收"}
_CLOSED = {
    "state": MeasureState.CLOSED,
    "progress": "已完成",
    "conclusion": "整改到位，同意销号",
    "verifier": "示例核查组",
}
_STATES = (MeasureState.DOING, MeasureState.CHECKING, MeasureState.DOING, MeasureState.OPEN)


def follow(
    store: Store,
    who: str,
    head: Assessment,
    park: Park,
    still: Collection[str] | None,
    *,
    undecided: Collection[str] = (),
) -> None:
    """Adopt what a review asks for but what is ``undecided``; by the next all is closed but what is in ``still``.

    ``still`` is None after the last review, whose measures are under way.
    """
    day = head.assessed_on or date.min
    found = [one for one in plans.proposed(store, head.id, day) if one.subject not in undecided]
    if found:
        plans.adopt(store, who, [_dress(park, measure, place, day) for place, measure in enumerate(found)])
    if still is not None:
        _close(store, who, park, day, still)


def _close(store: Store, who: str, park: Park, day: date, still: Collection[str]) -> None:
    done = date(day.year + 1, 6, 20)
    with stores.begin(store, who, f"办理{done.year}年销号") as records:
        for measure in dossiers.measures_of(records, park.id):
            row = records.get(tables.Measure, measure.id)
            if measure.state is MeasureState.CLOSED:
                continue
            if measure.subject not in still:
                values.fill(row, {**_CLOSED, "due": min(measure.due or done, done), "verified_on": done})
            else:
                # What is left was given more time; every fourth so little that the county sees it overdue.
                late = date(day.year + 1, 10, 31) if measure.position % 4 == 0 else date(day.year + 2, 3, 31)
                values.fill(row, {"due": late, "progress": "经批准延期"})


def _dress(park: Park, measure: Measure, place: int, day: date) -> Measure:
    # The last reviews' short measures fall due before the sample's present day, so that some are overdue.
    days = min(40 + 25 * place, 460)
    state = _STATES[place % len(_STATES)]
    return replace(
        measure,
        state=state,
        progress=_PROGRESS[state],
        person=park.safety_head if place % 2 else park.contact,
        supporting_unit="县应急管理局" if place % 3 else "县自然资源局",
        fund_source="园区自筹" if place % 2 else "企业投入",
        action=measure.action or "制定专项方案，限期消除否决情形",
        unit=measure.unit or park.body,
        due=day + timedelta(days=days),
    )
