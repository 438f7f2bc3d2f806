"""Scenarios on disk: named, changed one by one, undone; the record beside them is never touched."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import select

from app.core.answers import Check, CheckState, Chosen, Given, NotApplicable
from app.core.dossier import Assessment
from app.core.whatif import Scenario
from app.errors import UserError
from app.services import answering, assessments, dossiers, history, parks, scenarios, stores
from app.services.stores import Store
from models.assessment import Answer
from tests.conftest import TODAY, WHO


def record(store: Store) -> str:
    """A hash over every row of every round's answers."""
    with stores.read(store) as records:
        rows = records.execute(select(*Answer.__table__.columns).order_by(Answer.id)).all()
    return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()


def made(store: Store, round_id: str, name: str = "先易后难", **changes: Given) -> Scenario:
    given = {subject.replace("_", "/", 1): one for subject, one in changes.items()}
    scenario = Scenario(id=stores.new_id(), assessment_id=round_id, name=name, changes=given)
    scenarios.save(store, WHO, scenario)
    return scenario


def only(store: Store, round_id: str) -> Scenario:
    (found,) = scenarios.listed(store, round_id)
    return found


@pytest.fixture
def answered(store: Store, round_id: str) -> str:
    answering.answer_all(store, WHO, round_id, {"item/G07": Chosen(0), "item/G08": Chosen(1)})
    return round_id


def test_nothing_that_is_done_to_scenarios_touches_the_record(store: Store, answered: str) -> None:
    before = record(store)
    scenario = made(store, answered, item_G07=Chosen(1))
    scenarios.change(store, WHO, scenario.id, {"item/G08": Chosen(0), "check/Y01-1": Check(CheckState.MET)})
    scenarios.rename(store, WHO, scenario.id, "另一个")
    scenarios.remark(store, WHO, scenario.id, "说明")
    scenarios.clear(store, WHO, scenario.id)
    scenarios.remove(store, WHO, scenario.id)
    history.undo(store, WHO)
    assert record(store) == before


def test_changes_are_on_disk_one_by_one_and_undone_one_by_one(store: Store, answered: str) -> None:
    scenario = made(store, answered)
    scenarios.change(store, WHO, scenario.id, {"item/G07": Chosen(1)})
    scenarios.change(store, WHO, scenario.id, {"item/G08": Chosen(0)})
    assert only(store, answered).changes == {"item/G07": Chosen(1), "item/G08": Chosen(0)}
    history.undo(store, WHO)
    assert only(store, answered).changes == {"item/G07": Chosen(1)}


@pytest.mark.parametrize("back", [None, Chosen(0)])
def test_what_goes_back_to_the_record_is_no_change_any_more(
    store: Store, answered: str, back: Given | None
) -> None:
    scenario = made(store, answered, item_G07=Chosen(1))
    scenarios.change(store, WHO, scenario.id, {"item/G07": back})
    assert only(store, answered).changes == {}


@pytest.mark.parametrize("name", ["", "   ", "先易后难", " 先易后难　", "很" * 200])
def test_a_name_that_cannot_stand_is_refused_with_a_remedy(store: Store, answered: str, name: str) -> None:
    made(store, answered)
    with pytest.raises(UserError) as refused:
        made(store, answered, name)
    assert refused.value.remedy
    assert len(scenarios.listed(store, answered)) == 1


def test_renaming_to_a_name_that_is_taken_is_refused_and_to_its_own_is_not(
    store: Store, answered: str
) -> None:
    first = made(store, answered)
    made(store, answered, "先难后易")
    with pytest.raises(UserError, match="已有名为"):
        scenarios.rename(store, WHO, first.id, "先难后易")
    scenarios.rename(store, WHO, first.id, "先易后难")


def test_an_answer_that_does_not_fit_is_refused_and_nothing_is_kept(store: Store, answered: str) -> None:
    scenario = made(store, answered)
    for subject, wrong in (("item/G07", Chosen(9)), ("item/没有", Chosen(0)), ("check/Y01-1", Chosen(0))):
        with pytest.raises(UserError):
            scenarios.change(store, WHO, scenario.id, {subject: wrong})
    assert only(store, answered).changes == {}


def test_a_scenario_in_which_no_item_applies_is_refused(store: Store, answered: str) -> None:
    items = dossiers.gather(store, answered, TODAY).standard.items
    nowhere = {f"item_{item.id}": NotApplicable("没有") for item in items}
    with pytest.raises(UserError, match="不适用"):
        made(store, answered, **nowhere)
    assert scenarios.listed(store, answered) == ()


def test_a_closed_round_may_be_tried_out_too(county: Store) -> None:
    closed = next(head for head in _rounds(county) if not head.state.open)
    made(county, closed.id, item_G01=Chosen(0))
    assert "先易后难" in [one.name for one in scenarios.listed(county, closed.id)]


def test_scenarios_go_with_their_round_and_come_back_with_it(store: Store, answered: str) -> None:
    made(store, answered)
    assessments.remove(store, WHO, answered)
    history.undo(store, WHO)
    assert only(store, answered).name == "先易后难"


def test_scenarios_are_listed_by_name_and_number(store: Store, answered: str) -> None:
    for number in (10, 2, 1):
        made(store, answered, f"推演{number}")
    assert [one.name for one in scenarios.listed(store, answered)] == ["推演1", "推演2", "推演10"]


def test_a_scenario_that_is_gone_is_told_in_words(store: Store, answered: str) -> None:
    with pytest.raises(UserError, match="已经不在"):
        scenarios.change(store, WHO, "没有", {"item/G07": Chosen(1)})


def _rounds(store: Store) -> list[Assessment]:
    return [head for park in parks.listed(store) for head in assessments.listed(store, park.id)]
