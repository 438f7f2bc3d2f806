"""What is asked of a way to grade D, and what a way is; or what forbids every way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from app.core.answers import Given


class Aim(StrEnum):
    """What a way should be first of all."""

    CHEAPEST = "cheapest"
    FASTEST = "fastest"
    FEWEST = "fewest"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a way may cost in 万元, and how many days it may take; None is no limit."""

    budget: Decimal | None = None
    days: int | None = None


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Way:
    """Changes that bring the park to D; ``days`` is 0 where nothing is to be done."""

    changes: Mapping[str, Given]
    """By subject, in the order of the paper."""
    cost: Decimal
    days: int
    works: int
    score: Fraction
    """The score with the changes made, and all else unanswered at its worst."""
    to_answer: Mapping[str, Given] = field(default_factory=dict)
    """Unanswered items and gates that it leaves alone, each with the worst answer, with which D stands."""
    unknown: tuple[str, ...] = ()
    """Subjects of its works whose cost nobody knows; they count as 0."""


class Cause(StrEnum):
    """What forbids a way, in the order in which it is told."""

    VETO = "veto"
    NO_TEN_TWO = "no_ten_two"
    """The edition has no lines to judge, so no park can be at D by it."""
    LINE = "line"
    GATE = "gate"
    """A gate that cannot be met, where its section's points are missing."""
    SECTION = "section"
    TOTAL = "total"
    BUDGET = "budget"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Block:
    """One constraint that forbids every way."""

    cause: Cause
    subject: str = ""
    """Id of the veto, line, gate or section."""
    points: tuple[str, ...] = ()
    """LINE: the checkpoints that cannot be met."""
    best: Fraction | None = None
    """How far it gets at best: SECTION in points, TOTAL as the score, BUDGET 万元 of the cheapest way
    within the days, DAYS those of the fastest way within the budget."""
    needed: Fraction | None = None
    """What it would have to be: the minimum, the border of D, the limit that was set."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best way, the next best, or what forbids every way."""

    best: Way | None
    others: tuple[Way, ...] = ()
    """At most three."""
    blocked: tuple[Block, ...] = ()
    """Empty where there is a way."""
