"""What one item would change: the score and grade if it alone stood at its best or its worst."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from app.core.answers import Answer, Answers, Chosen, Counted, NotApplicable, Reached
from app.core.entries import Deductions, Grade, Levels, Share, Sum
from app.core.standard import Item, Standard
from app.core.verdict import Verdict, verdict


@dataclass(frozen=True, slots=True)
class Effect:
    """One item moved to its best or worst answer, all else as it stands."""

    item: Item
    best_score: Fraction
    best_grade: Grade
    worst_score: Fraction
    worst_grade: Grade

    def gain(self, now: Verdict) -> Fraction:
        """Score won if the item were at its best."""
        return self.best_score - now.score

    def risk(self, now: Verdict) -> Fraction:
        """Score lost if the item were at its worst."""
        return now.score - self.worst_score


def effects(standard: Standard, answers: Answers, companion: Standard | None = None) -> tuple[Effect, ...]:
    """The effect of each item that applies, in the edition's order."""
    found = []
    for item in standard.items:
        if isinstance(answers.items.get(item.id), NotApplicable):
            continue
        raised = verdict(standard, _with(answers, item, best(item)), companion)
        lowered = verdict(standard, _with(answers, item, worst(item)), companion)
        found.append(Effect(item, raised.score, raised.grade, lowered.score, lowered.grade))
    return tuple(found)


def best(item: Item) -> Answer:
    """An answer that gives full points."""
    scoring = item.scoring
    match scoring:
        case Levels(levels=levels):
            return Chosen(len(levels) - 1)
        case Deductions():
            return Counted({})
        case Sum(parts=parts):
            return Counted({part.id: part.most for part in parts})
        case Share():
            return Reached(Fraction(1))


def worst(item: Item) -> Answer:
    """An answer that gives the fewest points."""
    scoring = item.scoring
    match scoring:
        case Levels():
            return Chosen(0)
        case Deductions(deductions=deductions):
            return Counted({deduction.id: 1_000_000 for deduction in deductions})
        case Sum():
            return Counted({})
        case Share():
            return Reached(Fraction(0))


def _with(answers: Answers, item: Item, answer: Answer) -> Answers:
    return replace(answers, items={**answers.items, item.id: answer})
