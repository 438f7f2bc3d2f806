"""录入: a paper checklist keyed back twice, kept entry by entry, settled where it differs, then answered at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import asked, keying
from app.core.asked import Group
from app.core.dossier import Assessment
from app.core.keying import Entered, Fault, Pass
from app.core.rights import Act
from app.core.rollup import Kind
from app.core.standard import Standard
from app.errors import UserError
from app.services import answering, assessments, rights, stores, values
from app.services.stores import Change, Store
from models.keying import Keyed
from models.park import Park


@dataclass(frozen=True, slots=True)
class Keying:
    """A round's paper as far as it is keyed; entries stand in the order of the paper."""

    assessment: Assessment
    park: str
    standard: Standard
    companion: Standard | None
    groups: tuple[Group, ...]
    entries: Mapping[str, Entered]
    """By subject."""

    @property
    def every(self) -> tuple[Entered, ...]:
        """All entries, in the order of the paper."""
        return tuple(self.entries.values())


def gather(store: Store, assessment_id: str) -> Keying:
    """What was keyed for a round, with the answers that it has; UserError if the round is gone."""
    with stores.read(store) as records:
        head = assessments.row(records, assessment_id)
        standard, companion = assessments.editions(records, head)
        answers, _ = answering.answered(records, assessment_id)
        rows = _rows(records, assessment_id)
        park = records.scalar(select(Park.name).where(Park.id == head.park_id)) or ""
        assessment = values.read(Assessment, head)
    groups = asked.groups(standard, companion)
    entries = {
        one.subject: Entered(one, *_texts(rows.get(one.subject)), asked.given(answers, one.subject))
        for group in groups
        for one in group.questions
    }
    return Keying(assessment, park, standard, companion, groups, entries)


def key(store: Store, who: str, assessment_id: str, subject: str, when: Pass, text: str) -> Change | None:
    """Keep what was keyed for one question in one pass; the third stands for both. An empty text takes it back.

    On disk when it returns. UserError where the round is closed or the entry cannot be.
    """
    with stores.begin(store, who, "") as records:
        standard, companion = _editions(records, who, assessment_id)
        question = asked.questions(standard, companion).get(subject)
        if question is None:
            raise UserError(f"标准包里没有“{subject}”。", "请核对编号，或刷新页面。")
        kept = ""
        if text.strip():
            given = keying.parse(question.entry, text)
            if isinstance(given, Fault):
                raise UserError(f"{given.what}。", "请对照纸质核查表重新录入。")
            kept = keying.write(question.entry, given)
        records.action = f"录入{_PASSES[when]} {subject.partition('/')[2]}"
        row = _rows(records, assessment_id).get(subject)
        if row is None:
            row = Keyed(id=stores.new_id(), assessment_id=assessment_id, subject=subject)
            records.add(row)
        if when is not Pass.SECOND:
            row.first = kept
        if when is not Pass.FIRST:
            row.second = kept
    return records.change


def write(store: Store, who: str, assessment_id: str) -> Change | None:
    """Answer the round with all that both passes say, in one transaction that one undo takes back.

    UserError where the round is closed, the passes still differ somewhere, or nothing was keyed.
    """
    found = gather(store, assessment_id)
    differing = keying.differing(found.every)
    if differing:
        raise UserError(f"两遍录入还有 {len(differing)} 处不一致。", "请在“比对”中逐处第三次录入后再写入。")
    given = keying.to_write(found.every)
    if not given:
        raise UserError("没有可以写入的录入。", "录入的内容与这一轮现有作答相同，或还没有录入。")
    return answering.answer_all(
        store, who, assessment_id, given, action=f"写入纸质核查表录入 {len(given)} 处"
    )


def clear(store: Store, who: str, assessment_id: str) -> Change | None:
    """Throw away all that was keyed for a round; undo brings it back."""
    with stores.begin(store, who, "清空录入") as records:
        _editions(records, who, assessment_id)
        for row in _rows(records, assessment_id).values():
            records.delete(row)
    return records.change


_PASSES = {Pass.FIRST: "第一遍", Pass.SECOND: "第二遍", Pass.THIRD: "核定"}


def _editions(records: Session, who: str, assessment_id: str) -> tuple[Standard, Standard | None]:
    """The editions of a round that this person may answer now."""
    head = assessments.still_open(records, assessment_id)
    rights.require(records, who, Act.ANSWER, Kind(head.kind))
    return assessments.editions(records, head)


def _rows(records: Session, assessment_id: str) -> Mapping[str, Keyed]:
    chosen = select(Keyed).where(Keyed.assessment_id == assessment_id)
    return {row.subject: row for row in records.scalars(chosen)}


def _texts(row: Keyed | None) -> tuple[str, str]:
    return (row.first, row.second) if row else ("", "")
