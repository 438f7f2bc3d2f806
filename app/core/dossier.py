"""One assessment with all that a paper or a page about it needs, gathered once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.core.answers import Answers, Given
from app.core.checkup_rules import Found
from app.core.evidence import Evidence, Side
from app.core.park import Enterprise, Park, Settlement, Zone
from app.core.plan import Measure
from app.core.rollup import Kind
from app.core.seal import SealShown
from app.core.standard import Standard
from app.core.team import Team
from app.core.verdict import Verdict


class AssessmentState(StrEnum):
    """编制中 → 已提交 → 已退回 (with a reason, and answered again) or 已确认."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    CONFIRMED = "confirmed"

    @property
    def open(self) -> bool:
        """Whether its answers may be changed."""
        return self in {AssessmentState.DRAFT, AssessmentState.RETURNED}


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
    based_on: str | None = None
    """The round that this one is made beside: an expert's beside the committee's own."""
    leader_id: str | None = None
    """The leader of its team of experts, who settles their differences."""
    submitted_on: date | None = None

    @property
    def sealable(self) -> bool:
        """Whether it can be sealed: once confirmed; a self-assessment already when it is submitted."""
        handed_in = self.kind is Kind.SELF and self.state is AssessmentState.SUBMITTED
        return handed_in or self.state is AssessmentState.CONFIRMED


class OpinionState(StrEnum):
    """What the reviewer says of one answer: accepted; returned; answered again since."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    MENDED = "mended"


@dataclass(frozen=True, slots=True)
class Opinion:
    """审核意见 on one answer; a return has its reason."""

    state: OpinionState
    reason: str = ""
    who: str = ""
    given_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The round that another is made beside, as the other sees it; never written from there."""

    assessment: Assessment
    standard: Standard
    answers: Answers
    remarks: Mapping[str, Remark]
    evidence: Mapping[str, tuple[Evidence, ...]]
    companion: Standard | None = None

    @property
    def judged(self) -> Standard:
        """The edition that holds 十有两禁."""
        return self.companion or self.standard


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
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    """Files on record, by the subject whose answer they prove."""
    measure_evidence: Mapping[str, tuple[tuple[Side, Evidence], ...]] = field(default_factory=dict)
    """By id of the measure: its files, before and after."""
    pending: Mapping[str, Given] = field(default_factory=dict)
    """By subject: what was carried over from another round and nobody has confirmed; no answer yet."""
    opinions: Mapping[str, Opinion] = field(default_factory=dict)
    """By subject: what the reviewer said."""
    beside: Beside | None = None
    team: Team | None = None
    """The experts among whom the sections are divided, each with what he found; None where one group answers all."""
    checks: tuple[Found, ...] = ()
    """What the 体检 found; filled by services.checkup alone."""
    seals: tuple[SealShown, ...] = ()
    """The seals that close this round, the latest first; none where it is not sealed."""

    @property
    def judged(self) -> Standard:
        """The edition that holds 十有两禁."""
        return self.companion or self.standard
