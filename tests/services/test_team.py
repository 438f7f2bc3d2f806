"""Several experts at one round: what each found is kept, and the leader settles where they differ."""

from __future__ import annotations

import pytest

from app.core.answers import Check, CheckState, Chosen, VetoMark, VetoState
from app.core.dossier import Dossier
from app.core.park import Park
from app.core.rights import Person, Role
from app.core.rollup import Kind
from app.core.team import Judgement
from app.errors import UserError
from app.services import answering, assessments, division, dossiers, history, people
from app.services.stores import Store
from tests.conftest import TODAY, WHO

LEADER, FIRST, SECOND, COMMITTEE = "组长周", "专家一", "专家二", "管委会李"
SAID = "范围图没有标四至"


@pytest.fixture
def section(store: Store, expert_round: str) -> str:
    return read(store, expert_round).standard.item["G01"].section


@pytest.fixture
def expert_round(store: Store, park: Park) -> str:
    head = assessments.fresh(park.id, Kind.EXPERT, 2026, TODAY)
    assessments.begin(store, WHO, head)
    people.join(store, WHO, Person(id="r", name=WHO, role=Role.REVIEWER))
    for key, name in (("l", LEADER), ("a", FIRST), ("b", SECOND)):
        people.add(store, WHO, Person(id=key, name=name, role=Role.EXPERT))
    people.add(store, WHO, Person(id="c", name=COMMITTEE, role=Role.COMMITTEE))
    division.lead(store, WHO, head.id, "l")
    return head.id


@pytest.fixture
def both(store: Store, expert_round: str, section: str) -> str:
    """Two experts at the section of item 1, led by a third."""
    for person in ("a", "b"):
        division.assign(store, LEADER, expert_round, person, section, on=True)
    return expert_round


def read(store: Store, round_id: str) -> Dossier:
    return dossiers.gather(store, round_id, TODAY)


def result(store: Store, round_id: str) -> object:
    return read(store, round_id).answers.items.get("G01")


def test_what_all_experts_of_a_section_find_alike_is_what_the_round_says(store: Store, both: str) -> None:
    answering.answer(store, FIRST, both, "item/G01", Chosen(1))
    assert result(store, both) is None
    answering.answer(store, SECOND, both, "item/G01", Chosen(1))
    assert result(store, both) == Chosen(1)


def test_where_they_differ_the_round_stays_open_until_the_leader_settles(store: Store, both: str) -> None:
    answering.answer(store, FIRST, both, "item/G01", Chosen(1))
    answering.answer(store, SECOND, both, "item/G01", Chosen(2))
    assert result(store, both) is None
    answering.answer(store, LEADER, both, "item/G01", Chosen(0))
    found = read(store, both)
    assert found.answers.items["G01"] == Chosen(0)
    assert found.team is not None
    assert found.team.judged["item/G01"] == {"a": Judgement(Chosen(1)), "b": Judgement(Chosen(2))}


def test_what_the_leader_settled_no_expert_changes_until_he_takes_it_back(store: Store, both: str) -> None:
    for who, level in ((FIRST, 1), (SECOND, 2), (LEADER, 1)):
        answering.answer(store, who, both, "item/G01", Chosen(level))
    with pytest.raises(UserError, match="组长已经定过"):
        answering.answer(store, SECOND, both, "item/G01", Chosen(1))
    answering.answer(store, LEADER, both, "item/G01", None)
    answering.answer(store, SECOND, both, "item/G01", Chosen(1))
    assert result(store, both) == Chosen(1)


def test_the_leader_does_not_settle_before_everybody_was_heard(store: Store, both: str) -> None:
    answering.answer(store, FIRST, both, "item/G01", Chosen(1))
    with pytest.raises(UserError, match=f"{SECOND}还没有给出意见"):
        answering.answer(store, LEADER, both, "item/G01", Chosen(1))


def test_a_leader_who_judges_himself_settles_only_once_they_differ(
    store: Store, both: str, section: str
) -> None:
    division.assign(store, LEADER, both, "l", section, on=True)
    answering.answer(store, LEADER, both, "item/G01", Chosen(0))
    assert result(store, both) is None
    answering.answer(store, FIRST, both, "item/G01", Chosen(1))
    answering.answer(store, SECOND, both, "item/G01", Chosen(1))
    answering.answer(store, LEADER, both, "item/G01", Chosen(1))
    found = read(store, both)
    assert found.answers.items["G01"] == Chosen(1)
    assert found.team is not None
    assert found.team.judged["item/G01"]["l"] == Judgement(Chosen(0))


def test_an_expert_answers_only_what_was_given_to_him(store: Store, both: str) -> None:
    with pytest.raises(UserError, match=f"这一部分没有分给“{FIRST}”"):
        answering.answer(store, FIRST, both, "veto/V1", VetoMark(VetoState.CLEAR))
    division.assign(store, LEADER, both, "a", "veto", on=True)
    answering.answer(store, FIRST, both, "veto/V1", VetoMark(VetoState.CLEAR))
    assert read(store, both).answers.vetoes == {"V1": VetoMark(VetoState.CLEAR)}


def test_lines_of_ten_two_are_assigned_like_sections(store: Store, both: str) -> None:
    division.assign(store, LEADER, both, "b", "Y01", on=True)
    answering.answer(store, SECOND, both, "check/Y01-1", Check(CheckState.MET))
    with pytest.raises(UserError, match="没有分给"):
        answering.answer(store, SECOND, both, "check/Y02-1", Check(CheckState.MET))


def test_each_expert_keeps_his_own_finding_and_the_round_has_both(store: Store, both: str) -> None:
    answering.remark(store, FIRST, both, "item/G01", finding=SAID)
    answering.remark(store, SECOND, both, "item/G01", finding="认定文件缺页")
    found = read(store, both)
    assert found.remarks["item/G01"].finding == f"{SAID}\n认定文件缺页"
    answering.remark(store, LEADER, both, "item/G01", finding="组长汇总")
    answering.remark(store, FIRST, both, "item/G01", finding="")
    assert read(store, both).remarks["item/G01"].finding == "组长汇总"


def test_only_who_leads_or_reviews_divides_the_work(store: Store, both: str, section: str) -> None:
    with pytest.raises(UserError, match=f"组长是{LEADER}"):
        division.assign(store, FIRST, both, "a", section, on=False)
    with pytest.raises(UserError, match=f"“{COMMITTEE}”的角色是管委会"):
        division.lead(store, COMMITTEE, both, None)


@pytest.mark.parametrize(
    ("person", "where", "said"), [("c", "veto", "不是在册的专家"), ("a", "没有", "没有“没有”这一部分")]
)
def test_an_assignment_that_makes_no_sense_is_refused(
    store: Store, both: str, person: str, where: str, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        division.assign(store, LEADER, both, person, where, on=True)


def test_work_is_divided_in_rounds_of_experts_only(store: Store, round_id: str, expert_round: str) -> None:
    with pytest.raises(UserError, match="只有专家评级可以分工"):
        division.assign(store, WHO, round_id, "a", "veto", on=True)


def test_dividing_judging_and_settling_are_each_one_step_back(store: Store, both: str) -> None:
    answering.answer(store, FIRST, both, "item/G01", Chosen(1))
    answering.answer(store, SECOND, both, "item/G01", Chosen(1))
    history.undo(store, SECOND)
    found = read(store, both)
    assert found.team is not None
    assert (found.answers.items, set(found.team.judged["item/G01"])) == ({}, {"a"})
    history.undo(store, FIRST)
    history.undo(store, LEADER)
    assert len(read(store, both).team.assigned.popitem()[1]) == 1  # type: ignore[union-attr]


def test_where_the_experts_who_are_left_agree_the_round_says_so(
    store: Store, both: str, section: str
) -> None:
    answering.answer(store, FIRST, both, "item/G01", Chosen(1))
    answering.answer(store, SECOND, both, "item/G01", Chosen(2))
    division.assign(store, LEADER, both, "b", section, on=False)
    assert result(store, both) == Chosen(1)
    history.undo(store, LEADER)
    assert result(store, both) is None


def test_what_the_leader_took_back_no_change_of_the_division_brings_back(
    store: Store, both: str, section: str
) -> None:
    for person in (FIRST, SECOND):
        answering.answer(store, person, both, "item/G01", Chosen(1))
    answering.answer(store, LEADER, both, "item/G01", None)
    division.assign(store, LEADER, both, "b", section, on=False)
    assert result(store, both) is None
