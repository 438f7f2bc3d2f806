"""The plan: measures from lost points, their way to 已销号, and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.core.answers import Check, CheckState, Chosen
from app.core.park import Park
from app.core.plan import Measure, MeasureState
from app.errors import UserError
from app.services import answering, history, plans
from app.services.stores import Store
from tests.conftest import TODAY, WHO


@pytest.fixture
def measure(store: Store, park: Park) -> Measure:
    made = Measure(id="m", park_id=park.id, action="补齐消防水源", due=date(2026, 12, 1))
    plans.add(store, WHO, made)
    return plans.listed(store, park.id)[0]


def test_lost_points_and_open_checkpoints_are_proposed_once(store: Store, park: Park, round_id: str) -> None:
    answers = {"item/G07": Chosen(0), "check/Y01-1": Check(CheckState.UNMET)}
    answering.answer_all(store, WHO, round_id, answers)
    answering.remark(store, WHO, round_id, "item/G07", finding="评估已过期")
    proposed = plans.proposed(store, round_id, TODAY)
    assert [found.subject for found in proposed] == ["item/G07", "check/Y01-1"]
    assert proposed[0].finding == "评估已过期"
    plans.adopt(store, WHO, proposed)
    assert plans.proposed(store, round_id, TODAY) == ()
    assert len(plans.listed(store, park.id)) == 2


def test_adopting_many_measures_is_one_step_to_undo(store: Store, park: Park, round_id: str) -> None:
    answering.answer_all(store, WHO, round_id, {"item/G07": Chosen(0), "item/G08": Chosen(0)})
    plans.adopt(store, WHO, plans.proposed(store, round_id, TODAY))
    history.undo(store, WHO)
    assert plans.listed(store, park.id) == ()


def test_there_is_nothing_to_adopt_where_nothing_was_lost(store: Store, round_id: str) -> None:
    with pytest.raises(UserError, match="没有需要"):
        plans.adopt(store, WHO, plans.proposed(store, round_id, TODAY))


def test_a_measure_is_closed_only_with_a_verifier_and_a_day(store: Store, measure: Measure) -> None:
    plans.move(store, WHO, measure.id, MeasureState.DOING)
    plans.move(store, WHO, measure.id, MeasureState.CHECKING)
    with pytest.raises(UserError, match="验收人"):
        plans.move(store, WHO, measure.id, MeasureState.CLOSED)
    plans.edit(store, WHO, measure.id, "verifier", "示例核查组")
    plans.edit(store, WHO, measure.id, "verified_on", TODAY)
    plans.move(store, WHO, measure.id, MeasureState.CLOSED)
    assert plans.listed(store, measure.park_id)[0].state is MeasureState.CLOSED


def test_a_measure_skips_no_state(store: Store, measure: Measure) -> None:
    with pytest.raises(UserError, match="不允许"):
        plans.move(store, WHO, measure.id, MeasureState.CHECKING)


def test_a_measure_goes_back_with_its_reason_on_file(store: Store, measure: Measure) -> None:
    plans.move(store, WHO, measure.id, MeasureState.DOING)
    plans.move(store, WHO, measure.id, MeasureState.CHECKING)
    with pytest.raises(UserError, match="原因"):
        plans.move(store, WHO, measure.id, MeasureState.DOING)
    plans.move(store, WHO, measure.id, MeasureState.DOING, "水压不足")
    found = plans.listed(store, measure.park_id)[0]
    assert (found.state, found.returned_reason) == (MeasureState.DOING, "水压不足")


def test_a_due_day_before_the_start_is_refused(store: Store, measure: Measure) -> None:
    with pytest.raises(UserError, match="早于"):
        plans.edit(store, WHO, measure.id, "start", date(2027, 1, 1))
    with pytest.raises(UserError, match="早于"):
        plans.add(store, WHO, replace(measure, id="n", start=date(2027, 1, 1)))
    assert plans.listed(store, measure.park_id) == (measure,)


def test_the_state_is_not_a_field_to_be_typed(store: Store, measure: Measure) -> None:
    with pytest.raises(UserError, match="推进"):
        plans.edit(store, WHO, measure.id, "state", "closed")


def test_negative_funds_are_refused(store: Store, measure: Measure) -> None:
    with pytest.raises(UserError, match="资金"):
        plans.edit(store, WHO, measure.id, "funds", Decimal(-1))


def test_measures_by_hand_follow_the_last_one(store: Store, measure: Measure) -> None:
    plans.add(store, WHO, replace(measure, id="n"))
    assert [found.position for found in plans.listed(store, measure.park_id)] == [1, 2]
