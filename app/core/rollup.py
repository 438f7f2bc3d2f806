"""From parks to a county: who counts, which round counts, the share at D, and what targets still need."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from app.core.entries import Grade
from app.core.park import Recognition
from app.core.standard import LineState, Target
from app.core.verdict import Conclusion


class Kind(StrEnum):
    """What a round of assessment is."""

    SELF = "self"
    EXPERT = "expert"
    REVIEW = "review"


class Basis(StrEnum):
    """Whose grades are counted; only confirmed reviews count for the targets (项目约定, domain.md §2)."""

    REVIEW = "review"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class Graded:
    """The recorded result of a finished round, or a published grade."""

    kind: Kind
    decided_on: date
    grade: Grade
    score: Fraction | None = None
    reached: bool = False
    """Whether it counts as at grade D: for a published grade, that it is D."""
    haves_basic: bool | None = None
    points_to_top: Fraction | None = None
    lines: Mapping[str, LineState] = field(default_factory=dict)
    assessment_id: str | None = None
    """The round that it is the result of; None for a published grade."""
    editions: tuple[str, ...] = ()
    """Checksums of the editions it was graded by; none for a published grade."""
    provisional: bool = False
    """Whether items were still unanswered when the round was finished."""
    conclusion: Conclusion | None = None
    """What it came to; None where only the grade is known."""
    held_by: tuple[str, ...] | None = None
    """Ids of the vetoes and sections that keep it below D whatever is won elsewhere; None where unknown."""

    @property
    def lines_open(self) -> bool:
        """At grade D, and not counted because 十有两禁 is not done, or nobody has looked at it."""
        return self.conclusion in {Conclusion.TEN_TWO_OPEN, Conclusion.TEN_TWO_UNKNOWN}


@dataclass(frozen=True, slots=True)
class Standing:
    """A park with all its finished rounds."""

    park_id: str
    name: str
    recognition: Recognition
    recognised_on: date | None
    rounds: tuple[Graded, ...] = ()

    @property
    def days(self) -> set[date]:
        """The days on which what counts may change."""
        decided = {graded.decided_on for graded in self.rounds}
        return decided | ({self.recognised_on} if self.recognised_on else set())

    def counts(self, on: date) -> bool:
        """Whether the park is in the denominator on that day; a missing date counts as long ago."""
        if self.recognition is not Recognition.RECOGNISED:
            return False
        return self.recognised_on is None or self.recognised_on <= on

    def current(self, basis: Basis, on: date) -> Graded | None:
        """The round that counts on that day: the latest of its basis decided by then, the last of one day."""
        kind = Kind.REVIEW if basis is Basis.REVIEW else Kind.SELF
        rounds = [graded for graded in self.rounds if graded.kind is kind and graded.decided_on <= on]
        return max(reversed(rounds), key=lambda graded: graded.decided_on, default=None)


@dataclass(frozen=True, slots=True)
class Rollup:
    """A region on one day, on one basis."""

    on: date
    basis: Basis
    recognised: int
    assessed: int
    at_top: int
    haves_basic: int
    grades: Mapping[Grade, int]

    @property
    def share(self) -> Fraction:
        """Parks at D of all recognised parks; 0 where none is recognised."""
        return share(self.at_top, self.recognised)


@dataclass(frozen=True, slots=True)
class Against:
    """A region against one target."""

    target: Target
    needed: int
    """Parks at D that the target asks for, rounded up."""
    missing: int
    """How many more it takes; 0 when reached."""


def share(at_top: int, recognised: int) -> Fraction:
    """The share at grade D; the denominator is the recognised parks (domain.md §1)."""
    return Fraction(at_top, recognised) if recognised else Fraction(0)


def rollup(standings: Iterable[Standing], basis: Basis, on: date) -> Rollup:
    """Count the recognised parks by the round that counts on that day."""
    total: Counter[str] = Counter()
    for standing in standings:
        total.update(_adds(standing, basis, on))
    return _rolled(total, basis, on)


def over_time(standings: Iterable[Standing], basis: Basis, until: date) -> tuple[Rollup, ...]:
    """The roll-up on every day on which something changed, and on ``until``.

    Only what changed on a day is counted anew: a province has a thousand parks and as many days.
    """
    every = tuple(standings)
    changed: dict[date, set[int]] = {until: set(range(len(every)))}
    for place, standing in enumerate(every):
        for day in standing.days:
            changed.setdefault(day, set()).add(place)
    added = [_adds(standing, basis, date.min) for standing in every]
    total = sum(added, Counter())
    points = []
    for day in sorted(day for day in changed if day <= until):
        for place in changed[day]:
            total.subtract(added[place])
            added[place] = _adds(every[place], basis, day)
            total.update(added[place])
        points.append(_rolled(total, basis, day))
    return tuple(points)


def _adds(standing: Standing, basis: Basis, on: date) -> Counter[str]:
    """What one park adds to a roll-up on that day: a count for each of its figures and grades."""
    if not standing.counts(on):
        return Counter()
    found = standing.current(basis, on)
    if found is None:
        return Counter(recognised=1)
    state = {"assessed": 1, "at_top": int(found.reached), "haves_basic": int(found.haves_basic is True)}
    return Counter({"recognised": 1, **state, found.grade.value: 1})


def _rolled(total: Counter[str], basis: Basis, on: date) -> Rollup:
    return Rollup(
        on=on,
        basis=basis,
        recognised=total["recognised"],
        assessed=total["assessed"],
        at_top=total["at_top"],
        haves_basic=total["haves_basic"],
        grades={grade: total[grade.value] for grade in Grade},
    )


def against(rolled: Rollup, target: Target) -> Against:
    """How many parks are still missing to a target."""
    needed = math.ceil(Fraction(target.percent) * rolled.recognised / 100)
    return Against(target, needed, max(0, needed - rolled.at_top))


def nearest(standings: Iterable[Standing], basis: Basis, on: date) -> tuple[tuple[Standing, Graded], ...]:
    """The recognised parks below D with a known distance, the nearest first."""
    found = []
    for standing in standings:
        graded = standing.current(basis, on) if standing.counts(on) else None
        if graded and not graded.reached and graded.points_to_top is not None:
            found.append((standing, graded))
    return tuple(sorted(found, key=lambda pair: (pair[1].points_to_top or 0, pair[0].name)))
