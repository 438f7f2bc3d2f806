"""What a standard edition consists of; every entry carries its basis and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from app.core.entries import (
    Basis,
    Day,
    Entry,
    Grade,
    Id,
    Mendable,
    Percent,
    Points,
    Scoring,
    Since,
    Sourced,
    Status,
    Text,
    Yes,
)


class Item(Mendable):
    """One item of the table (项)."""

    section: Id
    number: Annotated[int, Field(strict=True, ge=1, le=9999)]
    scoring: Scoring

    @property
    def full(self) -> Fraction:
        """Full points."""
        return self.scoring.full


class Gate(Sourced):
    """方面前置条件: if it is not met, its whole section gives no points."""


class Minimum(Entry):
    """方面最低分: below it the grade is at best ``cap``. Exactly one of the two is given."""

    points: Points | None = None
    percent: Percent | None = None
    cap: Grade


class Section(Entry):
    """An aspect (方面) of the table."""

    id: Id
    title: Text
    gate: Gate | None = None
    minimum: Minimum | None = None


class Band(Entry):
    """A grade band: at_least <= score < below; the top band has no ``below``."""

    grade: Grade
    name: Text
    at_least: Percent
    below: Percent | None = None
    consequence: Text
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    in_force: Since
    status: Status


class Veto(Sourced):
    """否决情形: if triggered, the grade is at best ``effect``. ``enabled`` is the switch as delivered."""

    effect: Grade
    enabled: Yes
    reason: Text
    """Why this leads to the effect; printed whenever it is triggered."""


class LineKind(StrEnum):
    """What a line of checkpoints is: one of the ten haves, of the two bans, or a duty by law."""

    HAVE = "have"
    BAN = "ban"
    LAW = "law"


class Line(Sourced):
    """One of the twelve lines (or a duty by law), judged over its checkpoints."""

    kind: LineKind
    number: Annotated[int, Field(strict=True, ge=1, le=99)]
    title: Text


class Checkpoint(Mendable):
    """检查点: one fact to be looked at under a line."""

    line: Id
    required: Yes


class LineState(StrEnum):
    """How far a line is; derived, never typed in."""

    COMPLETE = "complete"
    BASIC = "basic"
    INCOMPLETE = "incomplete"
    NOT_APPLICABLE = "not_applicable"


class TenTwoRule(Entry):
    """How lines are judged, and whether grade D needs them (项目约定)."""

    basic_percent: Percent
    needed_for: Grade
    needed_state: Literal[LineState.COMPLETE, LineState.BASIC]
    enabled: Yes
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    status: Status


class Target(Sourced):
    """A dated target: by ``by`` this percentage of the recognised parks is at grade D."""

    percent: Percent
    by: Day


class Task(Sourced):
    """A dated task of the founding text that concerns parks; ``due`` is absent where it recurs."""

    title: Text
    due: Day | None = None
    every: Text | None = None
    who: Text


class Says(StrEnum):
    """What a level of an item says of the checkpoints that it is linked to."""

    MET = "met"
    SETTLED = "settled"
    """Met, or not applicable where the checkpoint allows for it."""
    PARTIAL = "partial"
    UNMET = "unmet"
    LACKING = "lacking"
    """Partly met or not met: which of the two is not said."""
    SOME = "some"
    """At least one of them is partly met or not met."""
    MIXED = "mixed"
    """Neither are all of them met, nor are all of them not met."""
    OPEN = "open"
    """Nothing."""


class Link(Entry):
    """An item and checkpoints that ask the same fact: answering one offers the others its answer."""

    item: Id
    checkpoints: Annotated[tuple[Id, ...], Field(min_length=1)]
    says: Annotated[tuple[Says, ...], Field(min_length=1)] | None = None
    """What each level of the item says of each of the checkpoints, the lowest level first; without it full
    points say met, none unmet, and what lies between partial (of several checkpoints: mixed)."""
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    status: Status


class Edition(Entry):
    """The face of an edition."""

    id: Id
    title: Text
    version: Text
    publisher: Text
    note: Text
    """What a reader must know before trusting a number from it; printed on every paper."""
    points_status: Status
    """Whether the points themselves are official."""
    ten_two: Id | None = None
    """The edition whose lines are judged together with this one."""
    supersedes: Id | None = None


@dataclass(frozen=True)
class Standard:
    """One edition, checked whole; made only by the loader, which refuses faulty ones."""

    edition: Edition
    checksum: str
    """SHA-256 over the edition's content, in hex."""
    sections: tuple[Section, ...] = ()
    items: tuple[Item, ...] = ()
    bands: tuple[Band, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    lines: tuple[Line, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    ten_two: TenTwoRule | None = None
    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()
    links: tuple[Link, ...] = ()

    @cached_property
    def item(self) -> Mapping[str, Item]:
        """Items by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def checkpoint(self) -> Mapping[str, Checkpoint]:
        """Checkpoints by id."""
        return {point.id: point for point in self.checkpoints}

    @cached_property
    def veto(self) -> Mapping[str, Veto]:
        """Vetoes by id."""
        return {veto.id: veto for veto in self.vetoes}

    @cached_property
    def gate(self) -> Mapping[str, Gate]:
        """Section gates by their own id."""
        return {section.gate.id: section.gate for section in self.sections if section.gate}

    def items_of(self, section_id: str) -> tuple[Item, ...]:
        """The items of a section, in the edition's order."""
        return tuple(item for item in self.items if item.section == section_id)

    def points_of(self, line_id: str) -> tuple[Checkpoint, ...]:
        """The checkpoints of a line, in the edition's order."""
        return self._points_by_line.get(line_id, ())

    @cached_property
    def _points_by_line(self) -> Mapping[str, tuple[Checkpoint, ...]]:
        found: dict[str, tuple[Checkpoint, ...]] = {}
        for point in self.checkpoints:
            found[point.line] = (*found.get(point.line, ()), point)
        return found

    def sourced(self) -> Iterator[Sourced | Band | TenTwoRule]:
        """Every entry that has a basis and a status."""
        yield from self.items
        yield from self.gate.values()
        yield from self.bands
        yield from self.vetoes
        yield from self.lines
        yield from self.checkpoints
        yield from self.targets
        yield from self.tasks
        if self.ten_two:
            yield self.ten_two

    @property
    def unverified(self) -> int:
        """How many items and checkpoints nobody has compared with an original text."""
        asked = (*self.items, *self.checkpoints)
        return sum(entry.status is not Status.VERIFIED for entry in asked)

    @property
    def asked(self) -> int:
        """How many items and checkpoints there are."""
        return len(self.items) + len(self.checkpoints)
