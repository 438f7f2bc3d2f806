"""佐证: what a file on record is, and until when it proves anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
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
    def valid_until(self) -> date | None:
        """The last day on which it proves something (有效期至); None where it does not lapse.

        A report counts for three years (危险化学品安全法 第19条), or to its own date where that is earlier.
        """
        own = self.expires_on
        if self.kind is not EvidenceKind.REPORT or self.issued_on is None:
            return own
        third = _years_on(self.issued_on, 3) - timedelta(days=1)
        return third if own is None else min(own, third)

    def lapsed(self, today: date) -> bool:
        """Whether it is out of date."""
        return self.valid_until is not None and self.valid_until < today

    def lapses_within(self, today: date, days: int) -> bool:
        """Whether it is still good today and out of date after so many days."""
        until = self.valid_until
        return until is not None and today <= until and (until - today).days < days


def dates_fault(issued: date | None, expires: date | None) -> str | None:
    """What is wrong with the two dates together, in Chinese; None if they may stand."""
    return "有效期至早于出具日期" if issued and expires and expires < issued else None


class Side(StrEnum):
    """At which end of a measure a file stands; an answer's evidence has none."""

    NONE = ""
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Use:
    """What a file proves: an answer of a round (``assessment_id``, ``subject``), or one side of a measure."""

    assessment_id: str | None = None
    subject: str = ""
    measure_id: str | None = None
    side: Side = Side.NONE


_WORDS: tuple[tuple[EvidenceKind, tuple[str, ...]], ...] = (
    (EvidenceKind.RECORD, ("台账", "记录", "名册", "清单", "花名", "登记表")),
    (EvidenceKind.REPORT, ("评估报告", "评价报告", "风险评估", "安全评估", "安全评价", "论证报告")),
    (EvidenceKind.PLAN, ("规划", "方案", "批复", "预案", "目录", "控制线")),
    (EvidenceKind.PERMIT, ("许可证", "许可", "证书", "资质", "执照", "合格证", "验收意见")),
)


def kind_of(name: str, media: str) -> EvidenceKind:
    """What a file most likely is, by its name and its media type; a person can say otherwise.

    >>> kind_of("示例园区整体性安全风险评估报告.pdf", "application/pdf").value
    'report'
    >>> kind_of("IMG_0231.jpg", "image/jpeg").value, kind_of("说明.txt", "text/plain").value
    ('photo', 'other')
    """
    for kind, words in _WORDS:
        if any(word in name for word in words):
            return kind
    return EvidenceKind.PHOTO if media.startswith("image/") else EvidenceKind.OTHER


def _years_on(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes 1 March.

    >>> _years_on(date(2024, 2, 29), 3)
    datetime.date(2027, 3, 1)
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
