"""Laws of the verdict, its reasons and its margins that hold for every standard and every set of answers."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from app.core import advice
from app.core.answers import Answers, CheckState, NotApplicable, VetoState
from app.core.entries import Grade
from app.core.outcome import band_of
from app.core.reasons import Cause, Step
from app.core.standard import LineKind, LineState, Standard
from app.core.verdict import Conclusion, Verdict, verdict
from tests.core import drawing
from tests.core.drawing import LAW, Case

HAIR = Fraction(1, 10**30)
HOW_FAR = {
    LineState.INCOMPLETE: 0,
    LineState.BASIC: 1,
    LineState.COMPLETE: 2,
    LineState.NOT_APPLICABLE: 2,
}


@LAW
@given(drawing.cases)
def test_a_grade_is_never_better_than_its_band(case: Case) -> None:
    found = verdict(*case)
    for end in (found.low, found.high):
        assert end.grade.rank <= end.band.grade.rank


@LAW
@given(drawing.cases)
def test_a_triggered_veto_holds_at_both_ends(case: Case) -> None:
    standard, answers = case
    found = verdict(standard, answers)
    for veto in standard.vetoes:
        mark = answers.vetoes.get(veto.id)
        if mark and mark.state is VetoState.TRIGGERED:
            assert found.high.grade.rank <= veto.effect.rank


@LAW
@given(drawing.cases)
def test_reasons_come_in_the_order_of_the_steps(case: Case) -> None:
    found = verdict(*case)
    places = [list(Step).index(reason.step) for reason in found.reasons]
    assert places == sorted(places)
    assert {reason.step for reason in found.reasons} >= set(Step) - {Step.ITEM}


@LAW
@given(drawing.cases)
def test_what_the_reasons_take_away_is_what_is_missing_to_full_points(case: Case) -> None:
    """The lost points of items; a closed gate takes the rest of its section."""
    found = verdict(*case)
    by_item = sum(
        ((reason.full or 0) - (reason.got or 0) for reason in found.reasons if reason.step is Step.ITEM),
        Fraction(0),
    )
    shut = {section.section.id for section in found.low.card.sections if section.gate is False}
    by_gate = sum((item.got for item in found.low.card.items if item.item.section in shut), Fraction(0))
    assert by_item + by_gate == found.low.card.full - found.low.card.got


@LAW
@given(drawing.cases)
def test_the_total_is_the_sum_of_the_sections(case: Case) -> None:
    found = verdict(*case)
    sections = [reason for reason in found.reasons if reason.cause is Cause.SECTION_TOTAL]
    total = next(reason for reason in found.reasons if reason.cause is Cause.TOTAL)
    assert sum((reason.got or 0 for reason in sections), Fraction(0)) == total.got
    assert sum((reason.full or 0 for reason in sections), Fraction(0)) == total.full


@LAW
@given(drawing.cases)
def test_exactly_the_points_of_the_margin_reach_the_next_grade_and_a_hair_less_does_not(case: Case) -> None:
    found = verdict(*case)
    assume(found.up is not None and not found.up.blocked_by)
    assert found.up is not None
    reached = found.low.card.got + found.up.points
    assert _band_at(found, reached).rank >= found.up.grade.rank
    assert _band_at(found, reached - HAIR).rank < found.up.grade.rank


@LAW
@given(drawing.cases)
def test_a_free_way_up_can_be_gone_and_a_blocked_one_cannot(case: Case) -> None:
    standard, answers = case
    found = verdict(standard, answers)
    assume(found.up is not None)
    assert found.up is not None
    gates = dict.fromkeys(standard.gate, False) | dict(answers.gates)
    perfect = verdict(standard, replace(_perfected(standard, answers), gates=gates))
    shut = {section.section.id for section in found.low.card.sections if section.gate is False}
    vetoes = {veto.id for veto, _ in found.marks.triggered}
    reaches = perfect.grade.rank >= found.up.grade.rank
    if not found.up.blocked_by:
        assert reaches
    elif set(found.up.blocked_by) <= shut | vetoes:
        assert not reaches


@LAW
@given(drawing.good_cases)
def test_losing_the_margin_down_keeps_the_grade_wherever_it_is_lost_and_a_hair_more_does_not(
    case: Case,
) -> None:
    found = verdict(*case)
    assume(found.down is not None)
    assert found.down is not None
    held = [_after(found, section.section.id, found.down.points) for section in found.low.card.sections]
    lost = [
        _after(found, section.section.id, found.down.points + HAIR) for section in found.low.card.sections
    ]
    assert all(grade.rank >= found.grade.rank for grade in held)
    assert min(grade.rank for grade in lost) <= found.down.grade.rank


@LAW
@given(drawing.good_cases)
def test_only_a_whole_assessment_at_d_with_ten_two_done_counts_as_reached(case: Case) -> None:
    standard, answers = case
    found = verdict(standard, answers)
    rule = standard.ten_two
    whole = all(item.id in answers.items for item in standard.items) and set(standard.gate) <= set(
        answers.gates
    )
    twelve = [line.id for line in standard.lines if line.kind is not LineKind.LAW]
    looked = any(point.line in twelve and point.id in answers.checks for point in standard.checkpoints)
    done = found.low.ten_two is not None and looked and found.low.ten_two.done
    settled = rule is not None and (not rule.enabled or done)
    assert found.reached == (found.grade is Grade.D and whole and settled)


@LAW
@given(drawing.good_cases)
def test_the_last_reason_says_what_the_conclusion_rests_on(case: Case) -> None:
    found = verdict(*case)
    assume(found.conclusion is not Conclusion.BELOW)
    assert found.reasons[-1].cause in {
        Conclusion.REACHED: {Cause.TEN_TWO_DONE, Cause.TEN_TWO_OFF},
        Conclusion.TEN_TWO_OPEN: {Cause.TEN_TWO_OPEN},
        Conclusion.TEN_TWO_UNKNOWN: {Cause.TEN_TWO_UNKNOWN, Cause.NO_TEN_TWO},
    }.get(found.conclusion, set())


@LAW
@given(drawing.cases, st.data())
def test_a_better_checkpoint_never_sets_a_line_back(case: Case, data: st.DataObject) -> None:
    standard, answers = case
    better = {CheckState.UNMET: CheckState.PARTIAL, CheckState.PARTIAL: CheckState.MET}
    raisable = sorted(key for key, check in answers.checks.items() if check.state in better)
    assume(raisable)
    point = data.draw(st.sampled_from(raisable))
    check = replace(answers.checks[point], state=better[answers.checks[point].state])
    before, after = (
        _far(verdict(standard, answers)),
        _far(verdict(standard, drawing.with_check(answers, point, check))),
    )
    assert all(after[line] >= before[line] for line in before)


@LAW
@given(drawing.cases, st.data())
def test_looking_at_one_more_checkpoint_stays_within_the_lines_ends(case: Case, data: st.DataObject) -> None:
    standard, answers = case
    unseen = [point.id for point in standard.checkpoints if point.id not in answers.checks]
    assume(unseen)
    looked = drawing.with_check(answers, data.draw(st.sampled_from(unseen)), data.draw(drawing.checks))
    before, after = verdict(standard, answers), verdict(standard, looked)
    for line in _far(before):
        assert _far(before)[line] <= _far(after)[line] <= _far(after, high=True)[line]
        assert _far(after, high=True)[line] <= _far(before, high=True)[line]


@LAW
@given(drawing.cases)
def test_the_effect_of_an_item_is_what_its_best_and_worst_answers_give(case: Case) -> None:
    standard, answers = case
    now = verdict(standard, answers)
    applicable = [
        item for item in standard.items if not isinstance(answers.items.get(item.id), NotApplicable)
    ]
    effects = advice.effects(standard, answers)
    assert [effect.item for effect in effects] == applicable
    for effect in effects:
        assert effect.gain(now) >= 0
        assert effect.risk(now) >= 0
        assert effect.worst_grade.rank <= now.grade.rank <= effect.best_grade.rank


def _after(found: Verdict, section_id: str, lost: Fraction) -> Grade:
    """The grade if a section gave so many points less."""
    card = found.low.card
    caps = [veto.effect for veto, _ in found.marks.triggered]
    for scored in card.sections:
        got = scored.got - (lost if scored.section.id == section_id else 0)
        if scored.section.minimum and got < scored.needed:
            caps.append(scored.section.minimum.cap)
    return min([_band_at(found, card.got - lost), *caps], key=lambda grade: grade.rank)


def _band_at(found: Verdict, points: Fraction) -> Grade:
    """The band at so many raw points; whatever lies below zero is A."""
    score = 100 * points / found.low.card.full
    return band_of(found.standard, score).grade if score >= 0 else Grade.A


def _perfected(standard: Standard, answers: Answers) -> Answers:
    best = {
        item.id: advice.best(item)
        for item in standard.items
        if not isinstance(answers.items.get(item.id), NotApplicable)
    }
    return replace(answers, items={**answers.items, **best})


def _far(found: Verdict, *, high: bool = False) -> dict[str, int]:
    ten_two = (found.high if high else found.low).ten_two
    assert ten_two is not None
    return {result.line.id: HOW_FAR[result.state] for result in (*ten_two.lines, *ten_two.law)}
