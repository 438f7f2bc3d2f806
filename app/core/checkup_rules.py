"""What a check of the 体检 is: its rule as data, and what it found at one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import Field, StrictInt

from app.core.entries import Basis, Entry, Id, Status, Text


class Severity(StrEnum):
    """RED: two things on file cannot both be so, or a step has nothing to rest on. YELLOW: to be looked at."""

    RED = "red"
    YELLOW = "yellow"


Limit = StrictInt | tuple[Text, ...]
"""A number such as years, or the subjects and words that a check looks at."""


class Rule(Entry):
    """One check: what is wrong, what to do, where that is from, and the function that looks."""

    id: Id
    title: Text
    text: Text
    """What is wrong, in general."""
    detail: Text
    """What is wrong here; {names} are filled with what the function found."""
    remedy: Text
    severity: Severity
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    status: Status
    function: Id
    limits: Mapping[str, Limit] = Field(default_factory=dict)


Value = str | int | Decimal | Fraction | date | StrEnum | tuple[str | StrEnum, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """What one function found at one place.

    ``subject`` is ``item/G01``, ``check/Y01-1``, ``veto/V1``, ``gate/…``, ``park/planned_area``, ``zone/ID``,
    ``enterprise/ID``, ``settlement/ID``, ``measure/ID`` or ``evidence/ID``; ``beside`` the other side of it.
    """

    subject: str
    values: Mapping[str, Value] = field(default_factory=dict)
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A check that found something: the rule, and where and what it is."""

    rule: Rule
    hit: Hit

    @property
    def red(self) -> bool:
        """Whether it is listed on papers."""
        return self.rule.severity is Severity.RED

    @property
    def subject(self) -> str:
        """The spot where it is mended."""
        return self.hit.subject
