"""Everything that a person can do is undone and redone, by its name."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from app.core.answers import Check, CheckState, Chosen, VetoMark, VetoState
from app.core.entries import Grade
from app.core.park import Enterprise, Park, Settlement, Zone
from app.core.plan import Measure, MeasureState
from app.core.rollup import Kind
from app.services import answering, assessments, history, linked, opinions, overview, parks, plans, rounds
from app.services.parks import Published
from app.services.stores import Change, Store
from models import rows
from models.revision import Values
from tests.conftest import TODAY, WHO

Step = tuple[Callable[..., Change | None], tuple[object, ...]]
DRAFT = assessments.fresh("p", Kind.REVIEW, 2026, TODAY)
ROUND = assessments.fresh("p", Kind.SELF, 2026, TODAY)
DAY = date(2026, 12, 1)
_THROUGH = ("plans.adopt", "answering.remark", "answering.confirm_pending")
"""What is tried by another name, or is nothing but another action under its own name."""


def steps() -> Iterator[Step]:
    """Every action of the services once or more, in an order in which each changes something."""
    yield from filing()
    yield from judging()
    yield from mending()
    yield rounds.submit, (ROUND.id, TODAY)
    yield opinions.accept, (ROUND.id, "item/G01", TODAY)
    yield opinions.send_back, (ROUND.id, "item/G02", "示例原因", TODAY)
    yield opinions.withdraw, (ROUND.id, "item/G01")
    yield opinions.accept_rest, (ROUND.id, TODAY)
    yield rounds.send_back, (ROUND.id, "示例原因", TODAY)
    yield opinions.keep, (ROUND.id, "item/G02")
    yield rounds.submit, (ROUND.id, TODAY)
    yield rounds.confirm, (ROUND.id, TODAY)
    yield rounds.reopen, (ROUND.id, "示例原因", TODAY)
    yield plans.remove, ("m",)
    yield assessments.begin, (DRAFT,)
    yield assessments.remove, (DRAFT.id,)
    yield parks.remove, (Zone, "z")
    yield parks.remove, (Park, "p")


def filing() -> Iterator[Step]:
    yield overview.name_region, ("示例县",)
    yield overview.name_region, ("示例市",)
    for filed in (
        Park(id="p", name="示例园区"),
        Zone(id="z", park_id="p", name="东片区"),
        Enterprise(id="e", park_id="p", name="示例化工", zone_id="z"),
        Settlement(id="s", park_id="p", name="示例组"),
    ):
        yield parks.add, (filed,)
    yield parks.edit, (Park, "p", "planned_area", Decimal("8.60"))
    yield parks.edit, (Enterprise, "e", "zone_id", None)
    yield parks.edit, (Enterprise, "e", "zone_id", "z")
    yield parks.record_grade, ("p", Published(Kind.REVIEW, Grade.C, DAY, "示例公告", id="g"))
    yield parks.remove_grade, ("g",)


def judging() -> Iterator[Step]:
    yield assessments.begin, (ROUND,)
    yield assessments.edit, (ROUND.id, "team", "示例核查员，示例单位")
    yield answering.answer, (ROUND.id, "item/G01", Chosen(0))
    yield answering.answer, (ROUND.id, "item/G01", Chosen(1))
    yield answering.answer, (ROUND.id, "item/G01", None)
    given = {
        "item/G02": Chosen(0),
        "veto/V1": VetoMark(VetoState.CLEAR),
        "check/Y01-1": Check(CheckState.UNMET),
    }
    yield answering.answer_all, (ROUND.id, given)
    yield lambda *which: answering.remark(*which, finding="示例问题"), (ROUND.id, "item/G02")
    yield answering.answer, (ROUND.id, "item/G04", Chosen(1))
    yield linked.accept, (ROUND.id, "item/G04")


def mending() -> Iterator[Step]:
    yield _adopt, ()
    yield plans.add, (Measure(id="m", park_id="p", assessment_id=ROUND.id, action="示例措施", due=DAY),)
    yield plans.edit, ("m", "verifier", "示例核查组")
    yield plans.edit, ("m", "verified_on", DAY)
    for state in (MeasureState.DOING, MeasureState.CHECKING, MeasureState.CLOSED):
        yield plans.move, ("m", state)
    yield plans.move, ("m", MeasureState.DOING, "示例原因")


def _adopt(store: Store, who: str) -> Change | None:
    return plans.adopt(store, who, plans.proposed(store, ROUND.id, TODAY))


def everything(store: Store) -> dict[tuple[str, str], Values]:
    with store.read() as records:
        found = records.connection()
        return {(table, key): row for table in rows.tables() for key, row in rows.every(found, table)}


def test_every_action_is_undone_and_redone_and_all_together_leave_nothing(store: Store) -> None:
    first, done = everything(store), 0
    for act, given in steps():
        before = everything(store)
        change = act(store, WHO, *given)
        assert change is not None
        assert change.action.strip()
        after = everything(store)
        assert after != before
        assert history.undo(store, WHO).action == change.action
        assert everything(store) == before
        assert history.redo(store, WHO).action == change.action
        assert everything(store) == after
        done += 1
    for _ in range(done):
        history.undo(store, WHO)
    assert everything(store) == first
    assert history.undoable(store) is None
    assert history.verify(store) == ()


def test_no_action_of_the_services_is_left_out_above() -> None:
    actions = {
        f"{module.__name__}.{name}"
        for module in (answering, assessments, linked, opinions, overview, parks, plans, rounds)
        for name, found in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_")
        and found.__module__ == module.__name__
        and {"store", "who"} <= inspect.signature(found).parameters.keys()
    }
    tried = {f"{act.__module__}.{act.__name__}" for act, _ in steps()}
    through = {f"app.services.{name}" for name in _THROUGH}
    assert actions == (tried & actions) | through
