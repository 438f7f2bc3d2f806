"""The building blocks of an edition's entries: identity, source, status, and the four kinds of scoring."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints


def _exact(value: object) -> object:
    """A whole number is a number too; texts and truth values stay what they are, and are refused."""
    return Decimal(value) if type(value) is int else value


# Six places bound the cost of exact arithmetic: 1e-999999999 would make a fraction that fills the memory.
Number = Annotated[Decimal, Strict(), BeforeValidator(_exact), Field(allow_inf_nan=False, decimal_places=6)]

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Points = Annotated[Number, Field(ge=0, le=1000)]
PointsEach = Annotated[Number, Field(gt=0, le=1000)]
Percent = Annotated[Number, Field(ge=0, le=100)]
Yes = Annotated[bool, Strict()]
Day = Annotated[date, Strict()]
Since = Day | Literal["待核"]
"""Since when an entry holds; 待核 where nobody has read it."""


class Grade(StrEnum):
    """The four grades; D is the best."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"

    @property
    def rank(self) -> int:
        """0 for A (worst) to 3 for D (best)."""
        return "ABCD".index(self.value)


class Status(StrEnum):
    """How sure an entry is: read in the original, not yet compared with it, or our own convention."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    PROJECT = "project"


class Method(StrEnum):
    """How an entry is checked."""

    PAPERS = "查阅资料"
    SITE = "现场检查"


class Entry(BaseModel):
    """A table in an edition's files: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, arbitrary_types_allowed=False)


class Basis(Entry):
    """A document and the place in it; a place nobody has read is written 条款待核."""

    document: Text
    clause: Text


class Sourced(Entry):
    """An entry with its permanent id, its wording and its source."""

    id: Id
    text: Text
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    in_force: Since
    status: Status


class Mendable(Sourced):
    """A sourced entry that can be found wanting, with what is usually done about it."""

    evidence: Annotated[tuple[Text, ...], Field(min_length=1)]
    method: Annotated[tuple[Method, ...], Field(min_length=1)]
    measure: Text
    unit: Text
    days: Annotated[int, Field(strict=True, ge=1, le=3650)]
    cost: Annotated[Number, Field(ge=0, le=10_000_000)]
    """Usual cost in 万元; an estimate, never an official figure."""


class Level(Entry):
    """One level of an item: what it is worth and what must be so."""

    points: Points
    criterion: Text


class Levels(Entry):
    """选档: the points are those of the level chosen."""

    kind: Literal["levels"]
    levels: Annotated[tuple[Level, ...], Field(min_length=2, max_length=9)]

    @property
    def full(self) -> Fraction:
        """The points of the best level."""
        return Fraction(self.levels[-1].points)

    @property
    def least(self) -> Fraction:
        """The points of the worst level."""
        return Fraction(self.levels[0].points)


class Deduction(Entry):
    """One reason to deduct: so many points per occurrence, at most ``limit`` in all."""

    id: Id
    text: Text
    points: PointsEach
    limit: Points | None = None


class Deductions(Entry):
    """按次扣分: full points less what each occurrence costs, never below ``floor``."""

    kind: Literal["deductions"]
    points: Points
    floor: Points = Decimal(0)
    deductions: Annotated[tuple[Deduction, ...], Field(min_length=1)]

    @property
    def full(self) -> Fraction:
        """The points before any deduction."""
        return Fraction(self.points)

    @property
    def least(self) -> Fraction:
        """The fewest points that deductions can leave: the floor, or more where every reason has a limit."""
        limits = [deduction.limit for deduction in self.deductions if deduction.limit is not None]
        if len(limits) < len(self.deductions):
            return Fraction(self.floor)
        return max(Fraction(self.floor), self.full - sum(map(Fraction, limits), Fraction(0)))


class Part(Entry):
    """One part of a sum: so many points for each, counted up to ``most`` times."""

    id: Id
    text: Text
    points: PointsEach
    most: Annotated[int, Field(strict=True, ge=1, le=1000)] = 1


class Sum(Entry):
    """累加: the points of the parts that are there, at most ``points`` in all."""

    kind: Literal["sum"]
    points: Points
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]

    @property
    def full(self) -> Fraction:
        """The most that the parts can give."""
        return Fraction(self.points)

    @property
    def least(self) -> Fraction:
        """Nothing there, nothing given."""
        return Fraction(0)


class Step(Entry):
    """From this share (percent, inclusive) upward the item gives these points."""

    at_least: Percent
    points: Points
    criterion: Text


class Share(Entry):
    """按比例分段: the points of the highest step that the share reaches."""

    kind: Literal["share"]
    part: Text
    """What is counted, e.g. 已接入的企业数."""
    whole: Text
    """What it is counted against, e.g. 应接入的企业数."""
    steps: Annotated[tuple[Step, ...], Field(min_length=2, max_length=9)]

    @property
    def full(self) -> Fraction:
        """The points of the highest step."""
        return Fraction(self.steps[-1].points)

    @property
    def least(self) -> Fraction:
        """The points of the lowest step."""
        return Fraction(self.steps[0].points)

    def reached(self, share: Fraction) -> Step:
        """The highest step that a share from 0 to 1 reaches."""
        return [step for step in self.steps if Fraction(step.at_least) <= 100 * share][-1]


Scoring = Annotated[Levels | Deductions | Sum | Share, Field(discriminator="kind")]
