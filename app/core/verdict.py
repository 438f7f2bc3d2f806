"""The verdict: grade, range, reasons in order, and the margins; from the rules and the answers alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.core import outcome, reasons
from app.core.answers import Answers
from app.core.entries import Grade
from app.core.outcome import Marks, Outcome
from app.core.reasons import Reason
from app.core.scoring import Assume
from app.core.standard import Band, Standard


class Conclusion(StrEnum):
    """What the verdict comes to for the target of grade D."""

    REACHED = "reached"
    TEN_TWO_OPEN = "ten_two_open"
    """得分达到 D 级，十有两禁未完成: not counted as at D."""
    TEN_TWO_UNKNOWN = "ten_two_unknown"
    """得分达到 D 级，十有两禁未核查: not counted as at D."""
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Margin:
    """How far another grade is, in score and in raw points, and what else bears on it."""

    grade: Grade
    score: Fraction
    points: Fraction
    blocked_by: tuple[str, ...] = ()
    """Upward: ids of vetoes and sections that keep the grade down, whatever is won elsewhere."""
    section: str = ""
    """Downward: the section whose minimum is nearer than the band's lower end; empty where none is."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The whole answer to «which grade, and why»; ``low`` is what counts, ``high`` what is still possible."""

    standard: Standard
    companion: Standard | None
    low: Outcome
    high: Outcome
    unanswered: tuple[str, ...]
    """Ids of items and gates without an answer."""
    marks: Marks
    """What was found of the vetoes."""
    reasons: tuple[Reason, ...]
    up: Margin | None
    """What the next better grade takes; None at D."""
    down: Margin | None
    """What may be lost, wherever it is, while the grade stays; None at A."""
    conclusion: Conclusion

    @property
    def grade(self) -> Grade:
        """The grade with all that is unanswered at its worst."""
        return self.low.grade

    @property
    def score(self) -> Fraction:
        """The score with all that is unanswered at its worst."""
        return self.low.score

    @property
    def to_top(self) -> Fraction:
        """Score missing to the top band, whatever else stands in the way; 0 where it is reached."""
        return max(Fraction(0), Fraction(self.standard.bands[-1].at_least) - self.score)

    @property
    def held_by(self) -> tuple[str, ...]:
        """Ids of the vetoes and section minimums that keep the grade below D, whatever the score."""
        held = [veto.id for veto, _ in self.marks.triggered if veto.effect is not Grade.D]
        for short in self.low.card.sections:
            minimum = short.section.minimum
            if minimum and short.short and minimum.cap is not Grade.D:
                held.append(short.section.id)
        return tuple(held)

    @property
    def provisional(self) -> bool:
        """Whether items are still unanswered."""
        return bool(self.unanswered)

    @property
    def reached(self) -> bool:
        """Whether the park counts as at grade D by this assessment."""
        return self.conclusion is Conclusion.REACHED and not self.provisional


def verdict(standard: Standard, answers: Answers, companion: Standard | None = None) -> Verdict:
    """Grade the answers by ``standard``; ``companion`` is the edition that holds 十有两禁, if another.

    UserError where an answer does not fit or the edition cannot give a grade; never a better grade instead.
    """
    judged = companion or standard
    marked = outcome.marks(standard, answers)
    low = outcome.outcome(standard, judged, answers, marked, Assume.WORST)
    high = outcome.outcome(standard, judged, answers, marked, Assume.BEST)
    return Verdict(
        standard=standard,
        companion=companion,
        low=low,
        high=high,
        unanswered=_unanswered(standard, answers),
        marks=marked,
        reasons=reasons.collect(answers, low, marked),
        up=_up(standard, low, marked),
        down=_down(standard, low),
        conclusion=_conclusion(low),
    )


def name_of(standard: Standard, grade: Grade) -> str:
    """The Chinese name of a grade in this edition."""
    return next(band.name for band in standard.bands if band.grade is grade)


def _conclusion(low: Outcome) -> Conclusion:
    if low.grade is not Grade.D:
        return Conclusion.BELOW
    if low.ten_two and not low.ten_two.rule.enabled:
        return Conclusion.REACHED
    if low.ten_two is None or not low.ten_two.looked_at:
        return Conclusion.TEN_TWO_UNKNOWN
    return Conclusion.REACHED if low.ten_two.done else Conclusion.TEN_TWO_OPEN


def _unanswered(standard: Standard, answers: Answers) -> tuple[str, ...]:
    gates = [gate for gate in standard.gate if gate not in answers.gates]
    return (*gates, *(item.id for item in standard.items if item.id not in answers.items))


def _up(standard: Standard, low: Outcome, marked: Marks) -> Margin | None:
    if low.grade is Grade.D:
        return None
    target = Grade("ABCD"[low.grade.rank + 1])
    band = next(band for band in standard.bands if band.grade is target)
    gap = max(Fraction(0), Fraction(band.at_least) - low.score)
    blocked = [veto.id for veto, _ in marked.triggered if veto.effect.rank < target.rank]
    for short in low.card.sections:
        minimum = short.section.minimum
        if minimum and short.short and minimum.cap.rank < target.rank:
            blocked.append(short.section.id)
    blocked += (section for section in _gates_before(band, low) if section not in blocked)
    return Margin(target, gap, gap * low.card.full / 100, tuple(blocked))


def _gates_before(band: Band, low: Outcome) -> tuple[str, ...]:
    """Sections whose gate gives no points, where all other points together do not reach the band."""
    closed = [section for section in low.card.sections if section.gate is False]
    within = low.card.full - sum((section.full for section in closed), Fraction(0))
    if 100 * within >= Fraction(band.at_least) * low.card.full:
        return ()
    return tuple(section.section.id for section in closed if section.full)


def _down(standard: Standard, low: Outcome) -> Margin | None:
    if low.grade is Grade.A:
        return None
    own = next(band for band in standard.bands if band.grade is low.grade)
    spare = low.score - Fraction(own.at_least)
    band = Margin(Grade("ABCD"[low.grade.rank - 1]), spare, spare * low.card.full / 100)
    return min((band, *_minimums_below(low)), key=lambda margin: (margin.points, margin.grade.rank))


def _minimums_below(low: Outcome) -> Iterator[Margin]:
    """What each section that could pull the grade down has above its minimum."""
    for scored in low.card.sections:
        minimum = scored.section.minimum
        if minimum and scored.needed and minimum.cap.rank < low.grade.rank:
            spare = scored.got - scored.needed
            yield Margin(minimum.cap, 100 * spare / low.card.full, spare, section=scored.section.id)
