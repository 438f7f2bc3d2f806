"""The score: a pure function of the rules and the answers, exact to the last digit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import assert_never

from app.core.answers import Answer, Answers, Chosen, Counted, NotApplicable, Reached, fit
from app.core.entries import Deductions, Levels, Share, Sum
from app.core.standard import Item, Section, Standard
from app.errors import UserError


class Assume(Enum):
    """How an unanswered question counts."""

    WORST = "worst"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class ItemScore:
    """What one item gives: points got of full points."""

    item: Item
    got: Fraction
    full: Fraction
    answered: bool
    applicable: bool

    @property
    def lost(self) -> Fraction:
        """Points lost, as answered or assumed."""
        return self.full - self.got


@dataclass(frozen=True, slots=True)
class SectionScore:
    """What one section gives, whether its gate let it count, and the points that it must reach."""

    section: Section
    got: Fraction
    full: Fraction
    gate: bool | None
    """Whether the gate is met; None where the section has none."""
    needed: Fraction
    """The section's minimum in points; 0 where there is none."""

    @property
    def short(self) -> Fraction:
        """Points missing to the section's minimum; 0 where it is reached or there is none."""
        return max(Fraction(0), self.needed - self.got)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Items, sections and total under one assumption about what is unanswered."""

    items: tuple[ItemScore, ...]
    sections: tuple[SectionScore, ...]
    got: Fraction
    full: Fraction

    @property
    def score(self) -> Fraction:
        """100 × got / full over the items that apply (项目约定, domain.md §2)."""
        return 100 * self.got / self.full


def score(standard: Standard, answers: Answers, assume: Assume = Assume.WORST) -> Scorecard:
    """Score the answers; UserError where one does not fit its item or where no item applies."""
    by_section: dict[str, list[Item]] = {section.id: [] for section in standard.sections}
    for item in standard.items:
        by_section[item.section].append(item)
    items: list[ItemScore] = []
    sections: list[SectionScore] = []
    for section in standard.sections:
        scored = [_item(item, answers.items, assume) for item in by_section[section.id]]
        sections.append(_section(section, scored, answers.gates, assume))
        items.extend(scored)
    got = sum((section.got for section in sections), Fraction(0))
    full = sum((section.full for section in sections), Fraction(0))
    if not full:
        raise UserError("所有项都选了“不适用”，无法计算得分。", "请至少评定一项后再看等级。")
    return Scorecard(tuple(items), tuple(sections), got, full)


def any_left(standard: Standard, answers: Answers) -> bool:
    """Whether an item is left that applies, without which there is no score."""
    given = (answers.items.get(item.id) for item in standard.items)
    return not all(isinstance(answer, NotApplicable) for answer in given)


def points(item: Item, answer: Answer) -> Fraction:
    """The points that ``answer`` gives on ``item``; 0 where it does not apply."""
    fit(item, answer)
    scoring = item.scoring
    match scoring, answer:
        case _, NotApplicable():
            return Fraction(0)
        case Levels(levels=levels), Chosen(level):
            return Fraction(levels[level].points)
        case Deductions(), Counted(counts):
            return max(Fraction(scoring.floor), scoring.full - _deducted(scoring, counts))
        case Sum(), Counted(counts):
            given = sum(
                (counts.get(part.id, 0) * Fraction(part.points) for part in scoring.parts), Fraction(0)
            )
            return min(scoring.full, given)
        case Share(), Reached(share):
            return Fraction(scoring.reached(share).points)
        case _:
            raise AssertionError(f"fit let {answer} pass for {item.id}")


def _deducted(scoring: Deductions, counts: Mapping[str, int]) -> Fraction:
    total = Fraction(0)
    for deduction in scoring.deductions:
        loss = counts.get(deduction.id, 0) * Fraction(deduction.points)
        total += loss if deduction.limit is None else min(loss, Fraction(deduction.limit))
    return total


def _item(item: Item, answers: Mapping[str, Answer], assume: Assume) -> ItemScore:
    answer = answers.get(item.id)
    if answer is None:
        return ItemScore(item, _assumed(item, assume), item.full, answered=False, applicable=True)
    got = points(item, answer)
    if isinstance(answer, NotApplicable):
        return ItemScore(item, got, Fraction(0), answered=True, applicable=False)
    return ItemScore(item, got, item.full, answered=True, applicable=True)


def _assumed(item: Item, assume: Assume) -> Fraction:
    match assume:
        case Assume.WORST:
            return item.scoring.least
        case Assume.BEST:
            return item.full
        case _:
            assert_never(assume)


def _section(
    section: Section, items: list[ItemScore], gates: Mapping[str, bool], assume: Assume
) -> SectionScore:
    gate = None if section.gate is None else gates.get(section.gate.id, assume is Assume.BEST)
    full = sum((item.full for item in items), Fraction(0))
    got = Fraction(0) if gate is False else sum((item.got for item in items), Fraction(0))
    return SectionScore(section, got, full, gate, _minimum(section, full))


def _minimum(section: Section, full: Fraction) -> Fraction:
    """The section's minimum in points, never more than what still applies in it."""
    if section.minimum is None:
        return Fraction(0)
    if section.minimum.percent is not None:
        return full * Fraction(section.minimum.percent) / 100
    return min(full, Fraction(section.minimum.points or 0))
