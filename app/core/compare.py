"""Two rounds beside each other: what is new, fixed, worse, better, the same, or cannot be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from app.core import asked, edition_diff, scoring
from app.core.answers import Answers, Check, CheckState, Given, NotApplicable, VetoMark, VetoState
from app.core.asked import Entry, Question
from app.core.dossier import Remark
from app.core.entries import Grade
from app.core.standard import Item, Section, Standard
from app.core.verdict import Conclusion, Verdict, verdict


class Change(StrEnum):
    """What became of a question from the left round to the right one."""

    NEW = "new"
    """A problem now, and none before."""
    WORSE = "worse"
    BETTER = "better"
    """Still a problem, and a smaller one."""
    FIXED = "fixed"
    SAME = "same"
    NOT_COMPARABLE = "not_comparable"


MIRROR: Mapping[Change, Change] = {
    Change.NEW: Change.FIXED,
    Change.FIXED: Change.NEW,
    Change.WORSE: Change.BETTER,
    Change.BETTER: Change.WORSE,
    Change.SAME: Change.SAME,
    Change.NOT_COMPARABLE: Change.NOT_COMPARABLE,
}
"""What each change is when the sides are exchanged."""


class Why(StrEnum):
    """Why a question cannot be compared."""

    ABSENT = "absent"
    """One edition does not ask it."""
    TEXT = "text"
    """Worded otherwise: the requirement or a criterion."""
    SCORING = "scoring"
    UNANSWERED = "unanswered"
    NOT_APPLICABLE = "not_applicable"


class Direction(StrEnum):
    """How the left round saw a question against the right one."""

    OVER = "over"
    UNDER = "under"
    AGREE = "agree"


_DIRECTIONS: Mapping[Change, Direction] = {
    Change.NEW: Direction.OVER,
    Change.WORSE: Direction.OVER,
    Change.FIXED: Direction.UNDER,
    Change.BETTER: Direction.UNDER,
    Change.SAME: Direction.AGREE,
}


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two rounds, with the editions that it was answered by."""

    standard: Standard
    companion: Standard | None = None
    answers: Answers
    remarks: Mapping[str, Remark] = field(default_factory=dict)

    @cached_property
    def verdict(self) -> Verdict:
        """The verdict on it; UserError as there."""
        return verdict(self.standard, self.answers, self.companion)


@dataclass(frozen=True, slots=True)
class End:
    """How a question stands on one side."""

    entry: Entry
    given: Given | None
    level: Fraction | None
    """Points of an item, else from 0 to 1; None where it is unanswered or does not apply."""
    full: Fraction

    @property
    def problem(self) -> bool:
        """Whether something was found wanting."""
        return self.level is not None and self.level < self.full


@dataclass(frozen=True, slots=True)
class Row:
    """One question on both sides; an end is None where that edition does not ask it."""

    subject: str
    group: str
    """Id of its section or line, or ``veto``."""
    left: End | None
    right: End | None
    change: Change
    why: Why | None = None

    @property
    def entry(self) -> Entry:
        """What is asked; by the right edition where both ask it."""
        end = self.right or self.left
        assert end is not None
        return end.entry

    @property
    def points(self) -> Fraction | None:
        """Points of the right less those of the left; None where it is no item or cannot be compared."""
        if not isinstance(self.entry, Item) or self.change is Change.NOT_COMPARABLE:
            return None
        left, right = (end.level if end else None for end in (self.left, self.right))
        return None if left is None or right is None else right - left

    @property
    def direction(self) -> Direction | None:
        """How the left saw it against the right; None where they cannot be compared."""
        return _DIRECTIONS.get(self.change)


@dataclass(frozen=True, slots=True)
class Difference:
    """A section: its comparable items, how many the left saw too high or too low, and the sum of points."""

    section: Section
    compared: int
    over: int
    under: int
    points: Fraction
    """Points of the right less those of the left."""


@dataclass(frozen=True)
class Comparison:
    """Two rounds side by side."""

    left: Side
    right: Side
    rows: tuple[Row, ...]
    sections: tuple[Difference, ...]

    @property
    def points(self) -> Fraction:
        """Points of the right less those of the left, over all items that can be compared."""
        return sum((section.points for section in self.sections), Fraction(0))

    @property
    def score(self) -> Fraction:
        """Score out of 100 of the right less that of the left, each by its own edition."""
        return self.right.verdict.score - self.left.verdict.score

    def items(self, direction: Direction) -> tuple[Row, ...]:
        """The items that the left saw so against the right."""
        return tuple(row for row in self.rows if row.points is not None and row.direction is direction)


@dataclass(frozen=True, slots=True)
class Effect:
    """What the left would come to if the right's answer to one question were taken."""

    score: Fraction
    """Score won (or lost, below 0)."""
    grade: Grade
    conclusion: Conclusion


def compare(left: Side, right: Side) -> Comparison:
    """Match every question of two rounds by its id, whatever their parks and editions.

    ``compare(a, a)`` is all the same, and ``compare(b, a)`` mirrors ``compare(a, b)``.
    """
    rows = tuple(_rows(left, right))
    sections = {section.id: section for side in (left, right) for section in side.standard.sections}
    return Comparison(left, right, rows, tuple(_difference(section, rows) for section in sections.values()))


def effects(found: Comparison) -> Mapping[str, Effect]:
    """By subject: what each comparable answer of the right would change on the left, taken alone."""
    made = {}
    side = found.left
    for row in found.rows:
        if row.change in {Change.SAME, Change.NOT_COMPARABLE} or row.right is None:
            continue
        answers = asked.answered(side.answers, row.subject, row.right.given)
        moved = verdict(side.standard, answers, side.companion)
        made[row.subject] = Effect(moved.score - side.verdict.score, moved.grade, moved.conclusion)
    return made


def _rows(left: Side, right: Side) -> Iterator[Row]:
    """The right's questions in the order of the paper, then those that only the left asks."""
    sides = (left, right)
    groups = [asked.groups(side.standard, side.companion) for side in sides]
    questions = [{one.subject: one for group in every for one in group.questions} for every in groups]
    homes = {one.subject: group.key for every in groups for group in every for one in group.questions}
    same = left.standard is right.standard and left.companion is right.companion
    for subject in dict.fromkeys((*questions[1], *questions[0])):
        ends = (_end(every.get(subject), side) for every, side in zip(questions, sides, strict=True))
        before, after = ends
        change, why = _change(before, after, same=same)
        yield Row(subject, homes[subject], before, after, change, why)


def _change(left: End | None, right: End | None, *, same: bool) -> tuple[Change, Why | None]:
    """What became of a question; ``same`` where both ends are known to be of one edition."""
    if left is None or right is None:
        return Change.NOT_COMPARABLE, Why.ABSENT
    reason = None if same else unlike(left.entry, right.entry)
    if reason:
        return Change.NOT_COMPARABLE, reason
    if left.level is None or right.level is None:
        return _without_level(left, right)
    if left.level == right.level:
        return Change.SAME, None
    if left.level > right.level:
        return (Change.WORSE if left.problem else Change.NEW), None
    return (Change.BETTER if right.problem else Change.FIXED), None


def _without_level(left: End, right: End) -> tuple[Change, Why | None]:
    """Unanswered on both sides, or applicable on neither, is the same; else there is nothing to compare."""
    unanswered = [end.given is None for end in (left, right)]
    if left.level is right.level is None and unanswered[0] == unanswered[1]:
        return Change.SAME, None
    return Change.NOT_COMPARABLE, Why.UNANSWERED if any(unanswered) else Why.NOT_APPLICABLE


def unlike(left: Entry, right: Entry) -> Why | None:
    """In what two entries of one id differ; None where an answer means the same on both."""
    if edition_diff.text_hash(left) != edition_diff.text_hash(right):
        return Why.TEXT
    return Why.SCORING if edition_diff.scored(left) != edition_diff.scored(right) else None


def _end(question: Question | None, side: Side) -> End | None:
    if question is None:
        return None
    if isinstance(question.entry, Item):
        return of_item(question.entry, side.answers)
    given = asked.given(side.answers, question.subject)
    return End(question.entry, given, _level(given), Fraction(1))


def of_item(item: Item, answers: Answers) -> End:
    """How an item stands."""
    given = answers.items.get(item.id)
    none = given is None or isinstance(given, NotApplicable)
    return End(item, given, None if none or given is None else scoring.points(item, given), item.full)


_CHECKS = {CheckState.MET: Fraction(1), CheckState.PARTIAL: Fraction(1, 2), CheckState.UNMET: Fraction(0)}
_VETOES = {VetoState.CLEAR: Fraction(1), VetoState.TRIGGERED: Fraction(0)}


def _level(given: Given | None) -> Fraction | None:
    """How good an answer other than to an item is; None where there is none, or it does not apply."""
    match given:
        case bool():
            return Fraction(given)
        case Check(state):
            return _CHECKS.get(state)
        case VetoMark(state):
            return _VETOES.get(state)
        case _:
            return None


def _difference(section: Section, rows: Iterable[Row]) -> Difference:
    items = [(row, row.points) for row in rows if row.group == section.id and row.points is not None]
    return Difference(
        section,
        compared=len(items),
        over=sum(row.direction is Direction.OVER for row, _ in items),
        under=sum(row.direction is Direction.UNDER for row, _ in items),
        points=sum((points for _, points in items if points is not None), Fraction(0)),
    )
