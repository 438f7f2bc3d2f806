"""Why a verdict is what it is: the reasons in order, item → section → total → band → veto → ten-two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.core.answers import Answers, NotApplicable
from app.core.entries import Grade
from app.core.outcome import Marks, Outcome
from app.core.scoring import Scorecard
from app.core.standard import LineState
from app.core.ten_two import TenTwo


class Step(StrEnum):
    """The steps of a verdict, in the order in which they are taken."""

    ITEM = "item"
    SECTION = "section"
    TOTAL = "total"
    BAND = "band"
    VETO = "veto"
    TEN_TWO = "ten_two"


class Cause(StrEnum):
    """What happened at a step."""

    LOST = "lost"
    NOT_APPLICABLE = "not_applicable"
    UNANSWERED = "unanswered"
    SECTION_TOTAL = "section_total"
    GATE_UNMET = "gate_unmet"
    GATE_UNANSWERED = "gate_unanswered"
    BELOW_MINIMUM = "below_minimum"
    TOTAL = "total"
    BAND = "band"
    TRIGGERED = "triggered"
    SWITCHED_OFF = "switched_off"
    NO_VETO = "no_veto"
    """None holds; ``got`` says how many were looked at, ``full`` how many are in force."""
    LINE_OPEN = "line_open"
    TEN_TWO_DONE = "ten_two_done"
    TEN_TWO_OPEN = "ten_two_open"
    TEN_TWO_UNKNOWN = "ten_two_unknown"
    """Nobody has looked at any of the twelve lines."""
    TEN_TWO_OFF = "ten_two_off"
    """The edition does not ask for 十有两禁."""
    NO_TEN_TWO = "no_ten_two"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; what it says in words is wording's business."""

    step: Step
    cause: Cause
    subject: str = ""
    """Id of the item, section, veto or line concerned."""
    title: str = ""
    """Its words in the edition."""
    got: Fraction | None = None
    full: Fraction | None = None
    grade: Grade | None = None
    """The grade that this leads to, or is capped at."""
    state: LineState | None = None
    note: str = ""
    """What a person wrote: a finding, or why something does not apply."""


def collect(answers: Answers, outcome: Outcome, marks: Marks) -> tuple[Reason, ...]:
    """All reasons of one outcome, in order."""
    card, band = outcome.card, outcome.band
    return (
        *_items(answers, card),
        *_sections(answers, card),
        Reason(Step.TOTAL, Cause.TOTAL, got=card.got, full=card.full),
        Reason(Step.BAND, Cause.BAND, title=band.name, got=card.score, grade=band.grade),
        *_vetoes(marks, outcome.grade),
        *_ten_two(outcome.ten_two),
    )


def _items(answers: Answers, card: Scorecard) -> Iterator[Reason]:
    for score in card.items:
        item, answer = score.item, answers.items.get(score.item.id)
        if answer is None:
            yield Reason(Step.ITEM, Cause.UNANSWERED, item.id, item.text, score.got, score.full)
        elif isinstance(answer, NotApplicable):
            yield Reason(Step.ITEM, Cause.NOT_APPLICABLE, item.id, item.text, note=answer.reason)
        elif score.lost:
            yield Reason(Step.ITEM, Cause.LOST, item.id, item.text, score.got, score.full)


def _sections(answers: Answers, card: Scorecard) -> Iterator[Reason]:
    for score in card.sections:
        section = score.section
        if score.gate is False and section.gate:
            answered = section.gate.id in answers.gates
            cause = Cause.GATE_UNMET if answered else Cause.GATE_UNANSWERED
            yield Reason(Step.SECTION, cause, section.id, section.title, note=section.gate.text)
        yield Reason(Step.SECTION, Cause.SECTION_TOTAL, section.id, section.title, score.got, score.full)
        if score.short and section.minimum:
            yield Reason(
                Step.SECTION,
                Cause.BELOW_MINIMUM,
                section.id,
                section.title,
                score.got,
                score.got + score.short,
                section.minimum.cap,
            )


def _vetoes(marks: Marks, grade: Grade) -> Iterator[Reason]:
    for veto, found in marks.triggered:
        yield Reason(Step.VETO, Cause.TRIGGERED, veto.id, veto.reason, grade=veto.effect, note=found)
    if not marks.triggered:
        looked_at, in_force = len(marks.clear), len(marks.clear) + len(marks.unmarked)
        yield Reason(Step.VETO, Cause.NO_VETO, got=Fraction(looked_at), full=Fraction(in_force), grade=grade)
    for veto, why in marks.off:
        yield Reason(Step.VETO, Cause.SWITCHED_OFF, veto.id, veto.text, note=why)


def _ten_two(ten_two: TenTwo | None) -> Iterator[Reason]:
    if ten_two is None:
        yield Reason(Step.TEN_TWO, Cause.NO_TEN_TWO)
        return
    for result in ten_two.open:
        yield Reason(
            Step.TEN_TWO,
            Cause.LINE_OPEN,
            result.line.id,
            result.line.title,
            Fraction(result.met),
            Fraction(result.met + result.partial + result.unmet + result.unanswered),
            state=result.state,
        )
    yield Reason(Step.TEN_TWO, _whole(ten_two), grade=ten_two.rule.needed_for)


def _whole(ten_two: TenTwo) -> Cause:
    if not ten_two.rule.enabled:
        return Cause.TEN_TWO_OFF
    if not ten_two.looked_at:
        return Cause.TEN_TWO_UNKNOWN
    return Cause.TEN_TWO_DONE if ten_two.done else Cause.TEN_TWO_OPEN
