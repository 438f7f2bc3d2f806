"""佐证: what a file on record is, and until when it proves anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EvidenceKind(StrEnum):
    """What a file is; it decides when it lapses."""

    REPORT = "report"
    """An assessment report: lapses three years after issue."""
    PLAN = "plan"
    PERMIT = "permit"
    RECORD = "record"
    PHOTO = "photo"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A file of a park; ``size`` in bytes, ``sha256`` in hex, ``added_at`` UTC, ISO."""

    id: str
    park_id: str
    sha256: str
    name: str
    size: int
    media: str = ""
    kind: EvidenceKind = EvidenceKind.OTHER
    issued_on: date | None = None
    expires_on: date | None = None
    note: str = ""
    added_by: str = ""
    added_at: str = ""

    @property
    def lapses_on(self) -> date | None:
        """The first day on which it proves nothing any more; None where it does not lapse.

        A report counts for three years (危险化学品安全法 第19条), or to its own date where that is earlier.
        """
        own = self.expires_on
        if self.kind is not EvidenceKind.REPORT or self.issued_on is None:
            return own
        third = _years_on(self.issued_on, 3)
        return third if own is None else min(own, third)

    def lapsed(self, today: date) -> bool:
        """Whether it is out of date."""
        return self.lapses_on is not None and self.lapses_on <= today


class Side(StrEnum):
    """At which end of a measure a file stands; an answer's evidence has none."""

    NONE = ""
    BEFORE = "before"
    AFTER = "after"


def _years_on(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes 1 March.

    >>> _years_on(date(2024, 2, 29), 3)
    datetime.date(2027, 3, 1)
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
