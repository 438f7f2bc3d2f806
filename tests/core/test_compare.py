"""Laws of comparison over random editions and answers: nothing changes against itself, and sides mirror."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import advice, asked, compare, overrated
from app.core.answers import Answers, Check, CheckState, Chosen, NotApplicable, VetoMark, VetoState
from app.core.compare import Change, Comparison, Direction, Side, Why
from app.core.overrated import Pair
from app.core.standard import Standard
from tests.core import drawing, standards
from tests.core.drawing import LAW

GUIDE = standards.make(
    {
        "sections": [{"id": "S1", "gate": True}, {"id": "S2"}],
        "items": [
            standards.levels(0, 1, 3, 5, id="P1"),
            standards.levels(0, 1, 3, 5, id="P2", section="S2"),
        ],
        "vetoes": [{"id": "V1"}],
        "lines": [{"id": "Y1", "required": ["Y1-1"]}],
    }
)
_pairs = drawing.editions.flatmap(
    lambda standard: st.tuples(
        st.just(standard), drawing.answered(standard), st.just(standard), drawing.answered(standard)
    )
) | st.tuples(drawing.cases, drawing.cases).map(lambda two: (*two[0], *two[1]))
"""Two rounds, of one edition or of two that share some ids."""


def side(standard: Standard, answers: Answers) -> Side:
    return Side(standard=standard, answers=answers)


def compared(left: Answers, right: Answers, standard: Standard = GUIDE) -> Comparison:
    return compare.compare(side(standard, left), side(standard, right))


def changes(found: Comparison) -> dict[str, Change]:
    return {row.subject: row.change for row in found.rows}


@LAW
@given(drawing.cases)
def test_nothing_changes_against_itself(case: tuple[Standard, Answers]) -> None:
    found = compare.compare(side(*case), side(*case))
    assert set(changes(found).values()) <= {Change.SAME}
    assert (found.points, found.score) == (0, 0)


@LAW
@given(_pairs)
def test_exchanging_the_sides_mirrors_every_change_and_every_figure(
    case: tuple[Standard, Answers, Standard, Answers],
) -> None:
    left, right = side(*case[:2]), side(*case[2:])
    there, back = compare.compare(left, right), compare.compare(right, left)
    assert changes(back) == {subject: compare.MIRROR[one] for subject, one in changes(there).items()}
    assert {row.subject: row.why for row in back.rows} == {row.subject: row.why for row in there.rows}
    points = {row.subject: row.points for row in there.rows}
    assert {row.subject: row.points for row in back.rows} == {
        subject: None if one is None else -one for subject, one in points.items()
    }
    assert (back.points, back.score) == (-there.points, -there.score)


@LAW
@given(_pairs)
def test_points_by_section_add_up_to_the_points_of_all_comparable_items(
    case: tuple[Standard, Answers, Standard, Answers],
) -> None:
    found = compare.compare(side(*case[:2]), side(*case[2:]))
    assert found.points == sum((row.points or 0 for row in found.rows), Fraction(0))


@LAW
@given(drawing.editions.flatmap(lambda s: st.tuples(st.just(s), *[drawing.answered(s, whole=True)] * 2)))
def test_with_one_answer_taken_over_the_effect_is_the_whole_difference(
    case: tuple[Standard, Answers, Answers],
) -> None:
    standard, left, right = case
    for row in compared(left, right, standard).rows:
        if row.change in {Change.SAME, Change.NOT_COMPARABLE} or row.right is None:
            continue
        moved = asked.answered(left, row.subject, row.right.given)
        found = compared(left, moved, standard)
        assert compare.effects(found)[row.subject].score == found.score


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        (3, 3, Change.SAME),
        (3, 1, Change.NEW),
        (2, 1, Change.WORSE),
        (1, 2, Change.BETTER),
        (1, 3, Change.FIXED),
        (0, 0, Change.SAME),
    ],
)
def test_an_item_changes_by_its_points(before: int, after: int, wanted: Change) -> None:
    found = compared(Answers({"P1": Chosen(before)}), Answers({"P1": Chosen(after)}))
    assert changes(found)["item/P1"] is wanted


@pytest.mark.parametrize(
    ("left", "right", "why"),
    [
        (Answers({"P1": Chosen(1)}), Answers({"P2": Chosen(1)}), Why.UNANSWERED),
        (
            Answers({"P1": Chosen(1), "P2": Chosen(1)}),
            Answers({"P1": NotApplicable("没有"), "P2": Chosen(1)}),
            Why.NOT_APPLICABLE,
        ),
    ],
)
def test_an_answer_on_one_side_only_is_not_compared(left: Answers, right: Answers, why: Why) -> None:
    row = next(row for row in compared(left, right).rows if row.subject == "item/P1")
    assert (row.change, row.why, row.points) == (Change.NOT_COMPARABLE, why, None)


def test_gates_vetoes_and_checkpoints_change_like_items() -> None:
    left = Answers(
        {}, {"S1-gate": True}, {"V1": VetoMark(VetoState.TRIGGERED)}, {"Y1-1": Check(CheckState.PARTIAL)}
    )
    right = Answers(
        {}, {"S1-gate": False}, {"V1": VetoMark(VetoState.CLEAR)}, {"Y1-1": Check(CheckState.UNMET)}
    )
    found = changes(compared(left, right))
    assert found["gate/S1-gate"] is Change.NEW
    assert found["veto/V1"] is Change.FIXED
    assert found["check/Y1-1"] is Change.WORSE


def test_a_question_that_one_edition_does_not_ask_is_told_and_not_compared() -> None:
    other = replace(GUIDE, items=GUIDE.items[:1])
    found = compare.compare(side(GUIDE, Answers()), side(other, Answers()))
    row = next(row for row in found.rows if row.subject == "item/P2")
    assert (row.change, row.why, row.right) == (Change.NOT_COMPARABLE, Why.ABSENT, None)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"text": "另一条要求"}, Why.TEXT),
        (
            {"scoring": standards.make({"items": [standards.levels(0, 1, 3, 6)]}).items[0].scoring},
            Why.SCORING,
        ),
    ],
)
def test_an_item_worded_or_scored_otherwise_is_not_compared(changed: dict[str, object], why: Why) -> None:
    item = GUIDE.items[0].model_copy(update=changed)
    other = replace(GUIDE, items=(item, *GUIDE.items[1:]))
    answers = Answers({"P1": Chosen(1), "P2": Chosen(1)})
    found = compare.compare(side(GUIDE, answers), side(other, answers))
    assert {row.subject: row.why for row in found.rows if row.why} == {"item/P1": why}


def test_spaces_and_full_width_signs_make_no_other_wording() -> None:
    item = GUIDE.items[0].model_copy(update={"text": "检验 规则用　"})
    other = replace(GUIDE, items=(item, *GUIDE.items[1:]))
    found = compare.compare(side(GUIDE, Answers()), side(other, Answers()))
    assert set(changes(found).values()) == {Change.SAME}


def test_over_rated_items_are_counted_over_parks_the_most_often_first() -> None:
    best = Answers({item.id: advice.best(item) for item in GUIDE.items})
    lower = Answers({"P1": Chosen(3), "P2": Chosen(1)})
    both = Answers({"P1": Chosen(2), "P2": Chosen(0)})
    pairs = [
        Pair("a", side(GUIDE, best), side(GUIDE, lower)),
        Pair("b", side(GUIDE, best), side(GUIDE, both)),
        Pair("c", side(GUIDE, both), side(GUIDE, best)),
        Pair("d", side(GUIDE, best), side(GUIDE, Answers())),
    ]
    first, second = overrated.overrated(pairs)
    assert (first.item.id, first.compared, first.over, first.under) == ("P2", 3, 2, 1)
    assert (first.share, first.mean, first.parks) == (Fraction(2, 3), Fraction(9, 2), ("a", "b"))
    assert (second.item.id, second.over, second.mean) == ("P1", 1, 2)


def test_the_direction_says_how_the_left_saw_it() -> None:
    found = compared(Answers({"P1": Chosen(3), "P2": Chosen(0)}), Answers({"P1": Chosen(0), "P2": Chosen(3)}))
    assert [row.subject for row in found.items(Direction.OVER)] == ["item/P1"]
    assert [row.subject for row in found.items(Direction.UNDER)] == ["item/P2"]
    assert [(one.section.id, one.over, one.under, one.points) for one in found.sections] == [
        ("S1", 1, 0, -5),
        ("S2", 0, 1, 5),
    ]
