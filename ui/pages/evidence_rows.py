"""A file on record as the list shows it; the columns, and what can be filtered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app import labels, wording, wording_evidence
from app.core.evidence import Evidence
from app.services import evidence
from app.services.evidence import Filed
from ui.table import Column


class Filter(StrEnum):
    """Which files are listed; the value is the word for it."""

    ALL = "全部"
    SOON = "即将到期"
    LAPSED = "已过期"
    IDLE = "未引用"


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file as it stands on ``today``, with ``notice`` days of warning before it lapses."""

    filed: Filed
    today: date
    notice: int

    @property
    def one(self) -> Evidence:
        """The file itself."""
        return self.filed.evidence

    @property
    def state(self) -> str:
        """What is to be said of it, in a word or two."""
        said = wording_evidence.state(self.one, self.today, self.notice)
        return said or ("" if self.filed.proofs else "未引用")

    def passes(self, wanted: Filter) -> bool:
        """Whether a filter lets it through."""
        return {
            Filter.ALL: True,
            Filter.SOON: self.one.lapses_within(self.today, self.notice),
            Filter.LAPSED: self.one.lapsed(self.today),
            Filter.IDLE: not self.filed.proofs,
        }[wanted]


def filtered(lines: Sequence[FileLine], wanted: Filter) -> tuple[FileLine, ...]:
    """The lines that pass, the latest first; those that lapse by the day on which they do."""
    passing = [line for line in lines if line.passes(wanted)]
    if wanted in (Filter.SOON, Filter.LAPSED):
        return tuple(sorted(passing, key=_end))
    return tuple(reversed(passing))


def summary(lines: Sequence[FileLine], room: int) -> str:
    """The files in one line; ``room`` is what they take on disk, in bytes."""
    if not lines:
        return ""
    soon, late = (sum(line.passes(one) for line in lines) for one in (Filter.SOON, Filter.LAPSED))
    said = [f"共 {len(lines)} 个文件，{wording_evidence.size(room)}"]
    said += [f"{lines[0].notice} 天内到期 {soon}"] if soon else []
    said += [f"已过期 {late}"] if late else []
    return "，".join(said)


def _end(line: FileLine) -> tuple[date, str]:
    return line.one.valid_until or date.max, line.one.name


def _colour(line: FileLine) -> str | None:
    if line.one.lapsed(line.today):
        return "bad"
    if line.one.lapses_within(line.today, line.notice):
        return "warn"
    return None if line.filed.proofs else "ink_soft"


PARK = Column[FileLine]("园区", lambda line: line.filed.park, width=130)
COLUMNS = (
    Column[FileLine]("文件", lambda line: line.one.name, width=196),
    Column[FileLine]("状态", lambda line: line.state, width=92, colour=_colour),
    PARK,
    Column[FileLine](labels.field(Evidence, "kind"), lambda line: wording.name(line.one.kind), width=88),
    Column[FileLine](
        "证明哪些项",
        lambda line: evidence.told(line.filed.proofs),
        width=170,
        hint="引用它的评估项、检查点和措施",
    ),
    Column[FileLine]("出具", lambda line: line.one.issued_on, width=92),
    Column[FileLine](
        labels.field(Evidence, "expires_on"),
        lambda line: line.one.valid_until,
        width=92,
        hint="评估报告自出具之日起满三年到期，或按文件自己写明的日期",
        colour=_colour,
    ),
    Column[FileLine]("大小", lambda line: line.one.size, text=wording_evidence.size, align="right", width=76),
    Column[FileLine](labels.field(Evidence, "added_by"), lambda line: line.one.added_by, width=76),
    Column[FileLine](
        labels.field(Evidence, "added_at"), lambda line: line.one.added_at[:10], width=92, hidden=True
    ),
    Column[FileLine]("类型", lambda line: wording_evidence.media(line.one.media), width=110, hidden=True),
    Column[FileLine](labels.field(Evidence, "note"), lambda line: line.one.note, width=140, hidden=True),
)
