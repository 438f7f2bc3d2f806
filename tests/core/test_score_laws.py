"""Laws of the score and its range that hold for every standard and every set of answers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from app.core import advice, scoring
from app.core.answers import Answer, Answers, Chosen, Counted, NotApplicable, Reached
from app.core.entries import Deductions, Levels, Sum
from app.core.standard import Item, Standard
from app.core.verdict import verdict
from tests.core import drawing
from tests.core.drawing import LAW, Case

MICRO = 10**6


@LAW
@given(drawing.cases)
def test_a_score_lies_between_0_and_100(case: Case) -> None:
    found = verdict(*case)
    assert 0 <= found.low.score <= found.high.score <= 100


@LAW
@given(drawing.cases)
def test_the_low_end_is_never_above_the_high_end(case: Case) -> None:
    found = verdict(*case)
    assert found.low.score <= found.high.score
    assert found.low.grade.rank <= found.high.grade.rank


@LAW
@given(drawing.cases, st.data())
def test_answering_one_item_stays_within_the_range(case: Case, data: st.DataObject) -> None:
    standard, answers = case
    open_items = [item for item in standard.items if item.id not in answers.items]
    assume(open_items)
    item = data.draw(st.sampled_from(open_items))
    _assert_within(standard, answers, drawing.with_item(answers, item.id, data.draw(drawing.answering(item))))


@LAW
@given(drawing.cases, st.data())
def test_answering_one_gate_stays_within_the_range(case: Case, data: st.DataObject) -> None:
    standard, answers = case
    open_gates = [gate for gate in standard.gate if gate not in answers.gates]
    assume(open_gates)
    gate = data.draw(st.sampled_from(open_gates))
    met = data.draw(st.booleans())
    _assert_within(standard, answers, replace(answers, gates={**answers.gates, gate: met}))


@LAW
@given(drawing.cases, st.data())
def test_leaving_an_item_out_stays_within_the_range_unless_it_was_worth_more_than_the_rest(
    case: Case, data: st.DataObject
) -> None:
    """不适用 is no answer from worst to best: an item with a floor may have lifted the end that it leaves."""
    standard, answers = case
    lost = {gate for gate, met in answers.gates.items() if not met}
    closed = {section.id for section in standard.sections if section.gate and section.gate.id in lost}
    open_items = [
        item
        for item in standard.items
        if item.id not in answers.items and not item.scoring.least and item.section not in closed
    ]
    out = [item for item in standard.items if isinstance(answers.items.get(item.id), NotApplicable)]
    assume(open_items and len(out) + 1 < len(standard.items))
    item = data.draw(st.sampled_from(open_items))
    _assert_within(standard, answers, drawing.with_item(answers, item.id, NotApplicable("不涉及")))


@LAW
@given(drawing.whole_cases)
def test_when_all_is_answered_the_range_is_one_point(case: Case) -> None:
    found = verdict(*case)
    assert found.low == found.high
    assert not found.provisional


@LAW
@given(drawing.cases, st.data())
def test_a_better_answer_never_lowers_score_or_grade(case: Case, data: st.DataObject) -> None:
    standard, answers = case
    raisable = {
        item.id: better
        for item in standard.items
        if item.id in answers.items and (better := _better(item, answers.items[item.id])) is not None
    }
    assume(raisable)
    item_id = data.draw(st.sampled_from(sorted(raisable)))
    before = verdict(standard, answers)
    after = verdict(standard, drawing.with_item(answers, item_id, raisable[item_id]))
    assert after.score >= before.score
    assert after.grade.rank >= before.grade.rank


@LAW
@given(drawing.cases)
def test_the_score_equals_a_recomputation_in_whole_millionths(case: Case) -> None:
    standard, answers = case
    got, full = _recomputed(standard, answers)
    assert scoring.score(standard, answers).score == Fraction(100 * got, full)


@LAW
@given(drawing.cases, st.data())
def test_an_item_left_out_weighs_nothing_whatever_its_points(case: Case, data: st.DataObject) -> None:
    standard, answers = case
    item = data.draw(st.sampled_from(standard.items))
    out = drawing.with_item(answers, item.id, NotApplicable("不涉及"))
    assume(any(not isinstance(out.items.get(one.id), NotApplicable) for one in standard.items))
    rescored = item.model_copy(update={"scoring": Levels.model_validate(HEAVY)})
    items = tuple(rescored if one is item else one for one in standard.items)
    before, after = verdict(standard, out), verdict(replace(standard, items=items), out)
    assert (before.score, before.grade, before.high.score) == (after.score, after.grade, after.high.score)


@LAW
@given(drawing.editions, st.data())
def test_best_and_worst_are_the_ends_of_what_an_item_can_give(
    standard: Standard, data: st.DataObject
) -> None:
    item = data.draw(st.sampled_from(standard.items))
    given_points = scoring.points(item, data.draw(drawing.answering(item)))
    assert scoring.points(item, advice.worst(item)) == item.scoring.least
    assert scoring.points(item, advice.best(item)) == item.full
    assert item.scoring.least <= given_points <= item.full


HEAVY = {"kind": "levels", "levels": [{"points": p, "criterion": "检验用"} for p in (0, 999)]}


def _assert_within(standard: Standard, before: Answers, after: Answers) -> None:
    wide, narrow = verdict(standard, before), verdict(standard, after)
    assert wide.low.score <= narrow.low.score
    assert narrow.high.score <= wide.high.score
    assert wide.low.grade.rank <= narrow.low.grade.rank
    assert narrow.high.grade.rank <= wide.high.grade.rank


def _better(item: Item, answer: Answer) -> Answer | None:
    """The same answer with one thing better, where something can be."""
    match item.scoring, answer:
        case Levels(levels=levels), Chosen(level):
            return Chosen(level + 1) if level + 1 < len(levels) else None
        case Deductions(), Counted(counts):
            key = next((key for key, count in counts.items() if count), None)
            return Counted({**counts, key: counts[key] - 1}) if key else None
        case Sum(parts=parts), Counted(counts):
            more = next((part.id for part in parts if counts.get(part.id, 0) < part.most), None)
            return Counted({**counts, more: counts.get(more, 0) + 1}) if more else None
        case _, Reached(share):
            return Reached((share + 1) / 2)
        case _:
            return None


def _recomputed(standard: Standard, answers: Answers) -> tuple[int, int]:
    """Points got and full in whole millionths, written down again from domain.md alone."""
    got = full = 0
    for section in standard.sections:
        shut = section.gate is not None and not answers.gates.get(section.gate.id, False)
        for item in standard.items:
            if item.section != section.id or isinstance(answers.items.get(item.id), NotApplicable):
                continue
            raw = item.scoring.model_dump()
            full += _top(raw)
            got += 0 if shut else _given(raw, answers.items.get(item.id))
    return got, full


def _micro(value: Decimal) -> int:
    return int(value * MICRO)


def _top(raw: dict[str, Any]) -> int:
    if raw["kind"] in {"levels", "share"}:
        return max(_micro(one["points"]) for one in raw.get("levels") or raw["steps"])
    return _micro(raw["points"])


def _given(raw: dict[str, Any], answer: Any) -> int:
    if raw["kind"] == "levels":
        return _micro(raw["levels"][answer.level if answer else 0]["points"])
    if raw["kind"] == "share":
        share = answer.share if answer else Fraction(0)
        return max(
            _micro(step["points"]) for step in raw["steps"] if share >= Fraction(step["at_least"]) / 100
        )
    counts = answer.counts if answer else {}
    if raw["kind"] == "sum":
        return min(_top(raw), sum(counts.get(one["id"], 0) * _micro(one["points"]) for one in raw["parts"]))
    lost = 0
    for one in raw["deductions"]:
        count = counts.get(one["id"], 0) if answer else 10**9
        limit = 10**12 if one["limit"] is None else _micro(one["limit"])
        lost += min(limit, count * _micro(one["points"]))
    return max(_micro(raw["floor"]), _top(raw) - lost)
