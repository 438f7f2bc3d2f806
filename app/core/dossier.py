"""One assessment with all that a paper or a page about it needs, gathered once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.answers import Answers
from app.core.park import Enterprise, Park, Settlement, Zone
from app.core.plan import Measure
from app.core.rollup import Kind
from app.core.standard import Standard
from app.core.verdict import Verdict


class AssessmentState(StrEnum):
    """编制中 → 已提交 (self) or 已确认 (review); from then on its answers are fixed."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The head of one assessment; its editions are pinned by checksum."""

    id: str
    park_id: str
    kind: Kind
    year: int
    state: AssessmentState = AssessmentState.DRAFT
    edition_checksum: str
    ten_two_checksum: str | None = None
    assessed_on: date | None = None
    confirmed_on: date | None = None
    team: str = ""
    """The assessors, one a line: name, unit."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What was written beside one answer."""

    finding: str = ""
    evidence: str = ""
    checked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A park, one of its assessments, the verdict on it, and the plan that follows."""

    park: Park
    zones: tuple[Zone, ...]
    enterprises: tuple[Enterprise, ...]
    settlements: tuple[Settlement, ...]
    assessment: Assessment
    standard: Standard
    companion: Standard | None
    answers: Answers
    remarks: Mapping[str, Remark]
    """By subject: ``item/G01``, ``gate/…``, ``veto/…``, ``check/Y01-1``."""
    verdict: Verdict
    measures: tuple[Measure, ...]
    """The measures of this round, and those of earlier rounds still open."""
    today: date
    """The day on which the paper is written; never read from a clock here."""

    @property
    def judged(self) -> Standard:
        """The edition that holds 十有两禁."""
        return self.companion or self.standard
