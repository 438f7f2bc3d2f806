"""Scenarios: laws of changes laid over a record, and what a scenario would take."""

from __future__ import annotations

import doctest
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import asked, options, verdict, whatif
from app.core.answers import (
    Answers,
    Check,
    CheckState,
    Chosen,
    Given,
    NotApplicable,
    VetoMark,
    VetoState,
)
from app.core.entries import Status
from app.core.options import Estimate
from app.core.standard import Link, Standard
from app.core.whatif import Outcome
from tests.core import drawing, standards

Case = tuple[Standard, Answers, dict[str, Given]]
MET, UNMET = Check(CheckState.MET), Check(CheckState.UNMET)


@st.composite
def trials(draw: Callable[..., Any]) -> Case:
    """A standard, a record, and changes that fit: another set of answers laid over it in part."""
    standard, answers = draw(drawing.good_cases)
    other = dict(asked.every(draw(drawing.kindly(standard))))
    chosen = draw(st.sets(st.sampled_from(sorted(other)))) if other else set()
    return standard, answers, {subject: other[subject] for subject in sorted(chosen)}


@drawing.LAW
@given(drawing.good_cases)
def test_an_empty_scenario_has_the_verdict_of_the_record(case: drawing.Case) -> None:
    standard, answers = case
    now = verdict.verdict(standard, answers)
    found = whatif.outcome(now, answers, {}, {})
    assert (found.after, found.works, found.gain) == (now, (), 0)


@drawing.LAW
@given(trials())
def test_laying_a_scenario_over_twice_is_laying_it_over_once(case: Case) -> None:
    _, answers, changes = case
    once = whatif.applied(answers, changes)
    assert whatif.applied(once, changes) == once


@drawing.LAW
@given(trials())
def test_the_order_of_changes_does_not_matter(case: Case) -> None:
    _, answers, changes = case
    assert whatif.applied(answers, changes) == whatif.applied(answers, dict(reversed(changes.items())))


@drawing.LAW
@given(trials())
def test_a_scenario_that_is_carried_out_leaves_nothing_to_do(case: Case) -> None:
    standard, answers, changes = case
    done = whatif.applied(answers, changes)
    assert whatif.standing(standard, None, done, changes) == {}
    assert set(whatif.dropped(standard, None, done, changes)) == set(changes)


@drawing.LAW
@given(trials())
def test_a_work_costs_what_the_way_to_d_reckons_with_where_no_fact_is_linked(case: Case) -> None:
    standard, answers, changes = case
    prices = whatif.priced(standard, None, answers, changes, {})
    assert tuple(prices.values()) == options.options(standard, None, answers)


RULES = standards.make(
    {
        "items": [{"id": "P1", "levels": [0, 1, 5]}, {"id": "P2", "levels": [0, 5]}],
        "vetoes": [{"id": "V1", "effect": "A", "on": True}],
        "lines": [
            {"id": "Y1", "required": ["Y1-1", "Y1-2"]},
            {"id": "L1", "required": ["L1-1"], "kind": "law"},
        ],
    }
)
RECORD = Answers(
    items={"P1": Chosen(0), "P2": Chosen(1)},
    vetoes={"V1": VetoMark(VetoState.TRIGGERED, "查实")},
    checks={"Y1-1": UNMET, "Y1-2": MET, "L1-1": UNMET},
)


def tried(changes: dict[str, Given], **estimates: Estimate) -> Outcome:
    said = {subject.replace("_", "/", 1): one for subject, one in estimates.items()}
    stand = whatif.standing(RULES, None, RECORD, changes)
    prices = whatif.priced(RULES, None, RECORD, stand, said)
    return whatif.outcome(verdict.verdict(RULES, RECORD), RECORD, stand, prices)


def test_the_examples_in_docstrings_hold() -> None:
    assert doctest.testmod(whatif).failed == 0


def test_score_and_grade_move_with_the_changes() -> None:
    found = tried({"item/P1": Chosen(2), "veto/V1": VetoMark(VetoState.CLEAR)})
    assert (found.gain, found.before.grade, found.after.grade) == (50, "A", "D")


def test_costs_add_up_and_the_longest_work_counts() -> None:
    found = tried({"item/P1": Chosen(2), "check/Y1-1": MET})
    assert (found.cost, found.days, len(found.works)) == (Decimal(4), 30, 2)


def test_part_of_the_way_takes_its_share() -> None:
    found = tried({"item/P1": Chosen(1)})
    assert (found.cost, found.days) == (Decimal("0.4"), 6)


def test_what_nobody_knows_the_cost_of_is_counted_apart() -> None:
    found = tried({"veto/V1": VetoMark(VetoState.CLEAR), "item/P1": Chosen(2)})
    assert (found.cost, found.unpriced) == (Decimal(2), 1)


def test_what_a_person_estimated_is_taken_as_it_stands() -> None:
    said = Estimate(at={"2": (Decimal("7.5"), 90)})
    found = tried({"item/P1": Chosen(2)}, item_P1=said)
    assert (found.cost, found.days) == (Decimal("7.5"), 90)


def test_what_cannot_be_changed_may_still_be_tried_and_is_priced() -> None:
    found = tried({"item/P1": Chosen(2)}, item_P1=Estimate(cannot=True))
    assert found.cost == Decimal(2)


def test_a_duty_by_law_is_priced_by_the_standard() -> None:
    assert tried({"check/L1-1": MET}).cost == Decimal(2)


@pytest.mark.parametrize(
    "change",
    [
        {"item/P2": Chosen(0)},
        {"item/P1": NotApplicable("没有")},
        {"check/Y1-2": UNMET},
        {"check/Y1-1": Check(CheckState.NOT_APPLICABLE, "没有")},
        {"veto/V1": VetoMark(VetoState.OFF, "不用")},
    ],
)
def test_what_gets_worse_or_out_of_question_is_no_work(change: dict[str, Given]) -> None:
    assert tried(change).works == ()


def test_a_linked_checkpoint_is_paid_for_once_and_only_where_it_is_met_too() -> None:
    link = Link(item="P1", checkpoints=("Y1-1",), basis=standards.SOURCE["basis"], status=Status.PROJECT)
    linked = replace(RULES, links=(link,))
    now = verdict.verdict(linked, RECORD)

    def cost(changes: dict[str, Given]) -> Decimal:
        prices = whatif.priced(linked, None, RECORD, changes, {})
        return whatif.outcome(now, RECORD, changes, prices).cost

    alone, both = {"item/P1": Chosen(2)}, {"item/P1": Chosen(2), "check/Y1-1": MET}
    assert (cost(alone), cost(both)) == (Decimal(2), Decimal(2))


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("", "没有名称"),
        ("长" * 41, "超过 40 个字"),
        ("甲\u200b乙", "不能显示"),
        ("先易后难", "已有名为“先易后难”"),
    ],
)
def test_a_name_that_cannot_stand_is_told_why(name: str, fault: str) -> None:
    assert fault in (whatif.name_fault(name, ["先易后难"]) or "")


def test_a_scenario_that_would_by_now_leave_no_item_that_applies_leaves_none_out() -> None:
    standard = standards.make({"items": [{"id": "P1", "levels": [0, 5]}, {"id": "P2", "levels": [0, 5]}]})
    out, answers = NotApplicable("不涉及"), Answers(items={"P2": NotApplicable("不涉及")})
    changes = {"item/P1": out}
    assert whatif.standing(standard, None, Answers(), changes) == changes
    assert whatif.dropped(standard, None, answers, changes) == ("item/P1",)


def test_a_checkpoint_that_is_met_gives_no_points() -> None:
    assert tried({"check/Y1-1": MET}).gain == Fraction(0)
