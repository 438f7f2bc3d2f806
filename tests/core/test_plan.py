"""The plan: what is drafted from a verdict, and the way of a measure to 已销号."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given

from app.core import plan, scoring
from app.core.answers import (
    Answer,
    Answers,
    CheckState,
    Chosen,
    Counted,
    NotApplicable,
    Reached,
    VetoState,
)
from app.core.plan import Measure, MeasureState
from app.core.verdict import verdict
from app.errors import UserError
from app.files import packs
from tests.core import drawing, standards
from tests.core.drawing import LAW, Case

START = date(2024, 3, 1)
ROOT = Path(__file__).parent.parent.parent
OPEN, DOING, CHECKING, CLOSED = MeasureState
ALLOWED = {(OPEN, DOING), (DOING, CHECKING), (CHECKING, CLOSED), (CHECKING, DOING), (CLOSED, DOING)}
BACK = {(CHECKING, DOING), (CLOSED, DOING)}


@LAW
@given(drawing.cases)
def test_a_plan_has_one_measure_for_each_thing_found_wanting_and_none_else(case: Case) -> None:
    standard, answers = case
    drafted = plan.drafts(verdict(standard, answers), answers, {}, "park", START)
    wanting = [f"veto/{key}" for key, mark in answers.vetoes.items() if mark.state is VetoState.TRIGGERED]
    wanting += [f"gate/{key}" for key, met in answers.gates.items() if not met]
    for item in standard.items:
        answer = answers.items.get(item.id)
        if answer is None or isinstance(answer, NotApplicable):
            continue
        if scoring.points(item, answer) < item.full:
            wanting.append(f"item/{item.id}")
    short = {CheckState.PARTIAL, CheckState.UNMET}
    wanting += [f"check/{key}" for key, check in answers.checks.items() if check.state in short]
    assert sorted(measure.subject for measure in drafted) == sorted(wanting)
    assert [measure.position for measure in drafted] == list(range(1, len(drafted) + 1))


def _drafted(findings: dict[str, str]) -> tuple[Measure, ...]:
    standard = standards.make({"items": [standards.levels(0, 1, 5)], "vetoes": [{"id": "V1"}]})
    raw = {
        "items": {"P1": drawing.Chosen(1)},
        "vetoes": {"V1": drawing.VetoMark(VetoState.TRIGGERED, "事故")},
    }
    answers = drawing.Answers(**raw)
    return plan.drafts(verdict(standard, answers), answers, findings, "park", START)


def test_a_draft_takes_points_unit_days_and_cost_from_the_standard() -> None:
    _, measure = _drafted({})
    assert (measure.lost, measure.unit, measure.funds) == (4, "园区管委会", Decimal(2))
    assert (measure.start, measure.due) == (START, START + timedelta(days=30))
    assert measure.state is OPEN


def test_what_was_written_on_site_is_the_finding() -> None:
    _, measure = _drafted({"item/P1": "总体规划没有批复"})
    assert measure.finding == "总体规划没有批复"


def test_a_veto_comes_first_with_what_was_found() -> None:
    measure, _ = _drafted({})
    assert (measure.subject, measure.finding) == ("veto/V1", "事故。")


@pytest.mark.parametrize(("before", "after"), sorted(product(MeasureState, MeasureState)))
def test_a_measure_goes_forward_step_by_step_and_back_only_to_being_mended(
    before: MeasureState, after: MeasureState
) -> None:
    measure = Measure(id="1", park_id="park", state=before)
    if (before, after) in ALLOWED:
        assert plan.move(measure, after, "照片不清") is after
    else:
        with pytest.raises(UserError, match="不允许"):
            plan.move(measure, after, "照片不清")


@pytest.mark.parametrize(("before", "after"), sorted(BACK))
def test_a_measure_is_returned_only_with_a_reason(before: MeasureState, after: MeasureState) -> None:
    with pytest.raises(UserError, match="没有写原因"):
        plan.move(Measure(id="1", park_id="park", state=before), after, "　 ")


def test_following_leads_to_closed_and_ends_there() -> None:
    assert [plan.following(state) for state in MeasureState] == [DOING, CHECKING, CLOSED, None]


@pytest.mark.parametrize(
    ("state", "due", "overdue"),
    [
        (OPEN, date(2024, 2, 29), True),
        (OPEN, date(2024, 3, 1), False),
        (CHECKING, date(2024, 2, 29), True),
        (CLOSED, date(2024, 2, 29), False),
        (OPEN, None, False),
    ],
)
def test_overdue_is_past_its_day_and_not_closed(state: MeasureState, due: date | None, overdue: bool) -> None:
    assert Measure(id="1", park_id="park", state=state, due=due).overdue(START) is overdue


def test_totals_count_and_add_up() -> None:
    measures = (
        Measure(id="1", park_id="p", funds=Decimal("1.5"), due=date(2024, 1, 1)),
        Measure(id="2", park_id="p", funds=Decimal("0.25"), due=date(2025, 1, 1), state=CLOSED),
        Measure(id="3", park_id="p"),
    )
    assert plan.totals(measures, START) == plan.Totals(
        count=3, closed=1, overdue=1, funds=Decimal("1.75"), unfunded=1, last_due=date(2025, 1, 1)
    )


def test_an_empty_plan_adds_up_to_nothing() -> None:
    assert plan.totals((), START) == plan.Totals(0, 0, 0, Decimal(0), 0, None)


@pytest.mark.parametrize(
    ("item", "answer", "finding"),
    [
        ("K01", Chosen(2), "已批复，缺少安全章节。"),
        (
            "K04",
            Counted({"power": 4, "water": 0, "rack": 1}),
            "供电不符合双电源要求，每处（4 次）；公共管廊破损未修，每处（1 次）。",
        ),
        ("K06", Reached(Fraction(1, 2)), "接入一半以上。"),
        ("K07", Counted({"team": 3, "drill": 1}), "缺少：有分专业的专家组，每个。"),
    ],
)
def test_a_draft_says_what_was_found_in_the_words_of_the_edition(
    item: str, answer: Answer, finding: str
) -> None:
    edition = packs.load(ROOT / "tests/editions/all-kinds")
    answers = Answers(items={item: answer})
    (measure,) = plan.drafts(verdict(edition, answers), answers, {}, "park", START)
    assert measure.finding == finding
