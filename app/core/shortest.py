"""达 D 最短路径: the cheapest, the fastest or the fewest works that bring a park to grade D; exact and proven.

**A way** changes some open questions to one of their choices. It costs the sum of its works, takes as long as
its longest work (works run side by side, 项目约定), and has as many works as questions it changes. It reaches D
exactly when ``verdict.reached`` says so of the answers with the way laid over them: score in the D band,
section minimums, gates, vetoes, and 十有两禁. An unanswered question that it leaves alone counts at its
worst; nothing may stay provisional, so it is listed in ``to_answer``: whatever the answer, D stands.

**The order** of ways is that of the aim: cost, days, works for the cheapest; days, cost, works for the fastest;
works, cost, days for the fewest. Of ways alike in all three, the one comes first that changes the earlier
questions of ``options``, and then brings the earlier ones less far.

**The next-best ways**: a way contains another if it makes every change of the other at least as far, and is not
the same. All ways in order, without those that contain one before them (they do the same and more), give
``best`` and then ``others``; so of none can a work be dropped or done less to the aim's advantage.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from app.core.answers import Answers, Given
from app.core.options import Option
from app.core.standard import Standard


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


def solve(
    standard: Standard,
    companion: Standard | None,
    answers: Answers,
    options: tuple[Option, ...],
    *,
    aim: Aim = Aim.CHEAPEST,
    limits: Limits = Limits(),
) -> Found:
    """The best way to D by the aim within the limits, and the next-best three; or what forbids every way."""
    raise NotImplementedError


def front(
    standard: Standard,
    companion: Standard | None,
    answers: Answers,
    options: tuple[Option, ...],
    limits: Limits = Limits(),
) -> tuple[Way, ...]:
    """The ways that no other beats in both cost and days, the fastest first; works decide among equals."""
    raise NotImplementedError
