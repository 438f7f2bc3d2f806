"""推演: named changes laid over a round's answers, and what they would come to; the record is never touched."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from app.core import asked, options, scoring, subjects, verdict
from app.core.answers import Answers, Check, CheckState, Given, NotApplicable, VetoMark, VetoState
from app.core.asked import Question
from app.core.options import Choice, Estimate, Option
from app.core.standard import Checkpoint, Item, Standard
from app.core.verdict import Verdict

Changes = Mapping[str, Given]
"""By subject (``item/G01``, ``gate/…``, ``veto/…``, ``check/…``): what is assumed instead of the record."""

LONGEST_NAME = 40
LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A named sheet beside the record of one round."""

    id: str
    assessment_id: str
    name: str
    changes: Changes = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A change for the better, which somebody has to bring about; ``choice`` None: nobody knows what it takes."""

    subject: str
    was: Given | None
    now: Given
    choice: Choice | None

    @property
    def cost(self) -> Decimal | None:
        """What it costs in 万元; None where nobody knows."""
        return None if self.choice is None or self.choice.unknown_cost else self.choice.cost

    @property
    def days(self) -> int | None:
        """How long it takes; None where nobody knows: a veto or a gate takes what it takes."""
        choice = self.choice
        guessed = choice is None or (choice.unknown_cost and not choice.estimated)
        return None if choice is None or guessed else choice.days


@dataclass(frozen=True, slots=True)
class Outcome:
    """The record and what the changes make of it; works run side by side (项目约定)."""

    before: Verdict
    after: Verdict
    works: tuple[Work, ...]

    @property
    def gain(self) -> Fraction:
        """How much the score rises; below 0 where it falls."""
        return self.after.score - self.before.score

    @property
    def cost(self) -> Decimal:
        """The sum of the costs that are known, in 万元."""
        return sum((work.cost for work in self.works if work.cost is not None), Decimal(0))

    @property
    def unpriced(self) -> int:
        """How many works nobody knows the cost of."""
        return sum(work.cost is None for work in self.works)

    @property
    def days(self) -> int:
        """The days of the longest work; 0 where nothing is to be done."""
        return max((work.days for work in self.works if work.days is not None), default=0)


def applied(answers: Answers, changes: Changes) -> Answers:
    """The answers with the changes laid over them."""
    for subject, value in changes.items():
        answers = asked.answered(answers, subject, value)
    return answers


def standing(standard: Standard, companion: Standard | None, answers: Answers, changes: Changes) -> Changes:
    """The changes that fit the standard and say something else than the record does.

    The record may have moved on: where they would now leave no item that applies, those that leave one out go.
    """
    kept = {
        subject: value
        for subject, value in changes.items()
        if subjects.fits(standard, companion, subject, value) and asked.given(answers, subject) != value
    }
    if scoring.any_left(standard, applied(answers, kept)):
        return kept
    return {subject: value for subject, value in kept.items() if not isinstance(value, NotApplicable)}


def dropped(
    standard: Standard, companion: Standard | None, answers: Answers, changes: Changes
) -> tuple[str, ...]:
    """The subjects of the changes that do not stand (any more): not fitting, or now what the record says."""
    kept = standing(standard, companion, answers, changes)
    return tuple(subject for subject in changes if subject not in kept)


def priced(
    standard: Standard,
    companion: Standard | None,
    answers: Answers,
    changes: Changes,
    estimates: Mapping[str, Estimate],
) -> Mapping[str, Option]:
    """By subject: what each open question of the record can be brought to, and what that takes in this scenario.

    What may not be changed on the way to D may still be tried out. An item shares the cost of a linked
    checkpoint only where the scenario has that checkpoint met.
    """
    apart = _linked(standard) - paid(standard, changes)
    said = {key: replace(estimate, cannot=False) for key, estimate in estimates.items()}
    whole = options.options(standard, companion, answers, said)
    shut = said | {key: Estimate(cannot=True) for key in apart}
    shared = (
        {one.subject: one for one in options.options(standard, companion, answers, shut)} if apart else {}
    )
    return {one.subject: one if one.subject in apart else shared.get(one.subject, one) for one in whole}


def paid(standard: Standard, changes: Changes) -> frozenset[str]:
    """The linked checkpoints that the scenario has met; prices are others when these are others."""
    return frozenset(subject for subject in _linked(standard) if _met(changes.get(subject)))


def outcome(before: Verdict, answers: Answers, changes: Changes, prices: Mapping[str, Option]) -> Outcome:
    """What the changes, all of which must stand, make of the record whose verdict is ``before``."""
    after = verdict.verdict(before.standard, applied(answers, changes), before.companion)
    questions = asked.questions(before.standard, before.companion)
    return Outcome(before, after, works(questions, answers, changes, prices))


def works(
    questions: Mapping[str, Question], answers: Answers, changes: Changes, prices: Mapping[str, Option]
) -> tuple[Work, ...]:
    """The changes for the better, in the order of the paper, with what each takes."""
    found = (
        Work(subject, was, changes[subject], choice_for(question, prices.get(subject), changes[subject]))
        for subject, question in questions.items()
        if subject in changes and better(question, was := asked.given(answers, subject), changes[subject])
    )
    return tuple(found)


def better(question: Question, was: Given | None, value: Given) -> bool:
    """Whether it takes work to get from what is on record to ``value``; what is unanswered is at its worst."""
    entry = question.entry
    if _out(value) or _out(was):
        return False
    if isinstance(entry, Item) and not isinstance(value, (bool, Check, VetoMark)):
        now = entry.scoring.least
        if was is not None and not isinstance(was, (bool, Check, VetoMark)):
            now = scoring.points(entry, was)
        return scoring.points(entry, value) > now
    if isinstance(value, Check):
        return _rank(value) > (_rank(was) if isinstance(was, Check) else 0)
    if isinstance(value, VetoMark):
        cleared = value.state is VetoState.CLEAR
        return cleared and isinstance(was, VetoMark) and was.state is VetoState.TRIGGERED
    return value is True


def choice_for(question: Question, option: Option | None, value: Given) -> Choice | None:
    """What it takes to get to ``value``: the least of the choices that gives as many points; None: not known."""
    entry = question.entry
    if option is None:
        # Checkpoints that do not bear on D are no options, but the standard knows what they take.
        if isinstance(entry, Checkpoint) and _met(value):
            return Choice(value, Fraction(0), entry.cost, entry.days, options.MET)
        return None
    if isinstance(entry, Item) and not isinstance(value, (bool, Check, VetoMark)):
        wanted = scoring.points(entry, value)
        return next((choice for choice in option.choices if choice.points >= wanted), None)
    return next((choice for choice in option.choices if choice.answer == value), None)


def tidy(name: str) -> str:
    """A name as it is kept: breaks and runs of spaces become one space.

    >>> tidy("  先易 \\n 后难 ")
    '先易 后难'
    """
    return " ".join(name.split())


def name_fault(name: str, taken: Collection[str]) -> str | None:
    """What is wrong with the tidy name of a scenario beside those that are ``taken``, or None."""
    if not name:
        return "推演方案没有名称"
    if len(name) > LONGEST_NAME:
        return f"推演方案的名称超过 {LONGEST_NAME} 个字"
    if not name.isprintable():
        return "推演方案的名称里有不能显示的字符"
    return f"本轮评估已有名为“{name}”的推演方案" if name in taken else None


def note_fault(note: str) -> str | None:
    """What is wrong with a note, or None."""
    return f"超过 {LONGEST_NOTE} 个字" if len(note) > LONGEST_NOTE else None


def free_name(wanted: str, taken: Collection[str]) -> str:
    """``wanted``, with the first number that makes it a name which is not taken.

    >>> free_name("推演", ["推演1", "推演3"]), free_name("很" * 40, ["很" * 39 + "1"])[-2:]
    ('推演2', '很2')
    """
    number = 1
    while (name := f"{wanted[: LONGEST_NAME - len(str(number))]}{number}") in taken:
        number += 1
    return name


def order(name: str) -> tuple[str, int, str]:
    """Sort key: 推演2 stands before 推演10.

    >>> sorted(["推演10", "推演2", "甲"], key=order)
    ['推演2', '推演10', '甲']
    """
    stem = name.rstrip("0123456789")
    return stem, int(name[len(stem) :] or 0), name


_RANKS = {CheckState.UNMET: 0, CheckState.PARTIAL: 1, CheckState.MET: 2}


def _out(value: Given | None) -> bool:
    """Whether the question does not apply: to say so, or no longer, is no work."""
    never = isinstance(value, Check) and value.state is CheckState.NOT_APPLICABLE
    return never or isinstance(value, NotApplicable)


def _rank(check: Check) -> int:
    return _RANKS[check.state]


def _linked(standard: Standard) -> frozenset[str]:
    return frozenset(f"check/{key}" for link in standard.links for key in link.checkpoints)


def _met(value: Given | None) -> bool:
    return isinstance(value, Check) and value.state is CheckState.MET
