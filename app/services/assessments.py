"""A park's rounds: begin one, find it again, change its head, delete it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import labels, wording
from app.core import rounds
from app.core.dossier import Assessment, AssessmentState
from app.core.rights import Act
from app.core.rollup import Kind
from app.core.standard import Standard
from app.errors import UserError
from app.services import rights, standards, stores, values
from app.services.stores import Change, Store
from models import assessment as tables
from models.park import Park


def begin(store: Store, who: str, assessment: Assessment) -> Change | None:
    """Open a round for a park, pinned to the editions named in ``assessment`` by their checksums.

    The editions must be among those that come with the program or are already in the store.
    """
    title = f"新建{assessment.year}年{wording.name(assessment.kind)}"
    with stores.begin(store, who, title) as records:
        rights.require(records, who, Act.BEGIN, assessment.kind)
        if records.get(Park, assessment.park_id) is None:
            raise UserError("这个园区已经不在台账里。", "请先在“园区”页新增园区。")
        _beside(records, assessment)
        for checksum in filter(None, (assessment.edition_checksum, assessment.ten_two_checksum)):
            _pin(records, checksum)
        records.add(tables.Assessment(**values.columns(assessment)))
    return records.change


def fresh(
    park_id: str,
    kind: Kind,
    year: int,
    today: date,
    edition: str = "guide-2023-trial",
    *,
    based_on: str | None = None,
) -> Assessment:
    """A new round's head by a shipped edition, with the ten-two edition that belongs to it.

    ``based_on`` is the round that it is made beside.
    """
    source = standards.find(edition)
    companion = standards.companion(source.standard)
    return Assessment(
        id=stores.new_id(),
        park_id=park_id,
        kind=kind,
        year=year,
        edition_checksum=source.standard.checksum,
        ten_two_checksum=companion.standard.checksum if companion else None,
        assessed_on=today,
        based_on=based_on,
    )


def listed(store: Store, park_id: str) -> tuple[Assessment, ...]:
    """A park's rounds, the latest first."""
    chosen = select(tables.Assessment).where(tables.Assessment.park_id == park_id)
    order = (tables.Assessment.year.desc(), tables.Assessment.assessed_on.desc(), tables.Assessment.id)
    with stores.read(store) as records:
        return tuple(values.read(Assessment, row) for row in records.scalars(chosen.order_by(*order)))


def get(store: Store, assessment_id: str) -> Assessment:
    """One round's head; UserError if it is gone."""
    with stores.read(store) as records:
        return values.read(Assessment, row(records, assessment_id))


def edit(store: Store, who: str, assessment_id: str, name: str, value: Any) -> Change | None:
    """Change a field of the round's head: assessed_on, team or note."""
    if name not in labels.FIELDS[Assessment]:
        raise UserError("这一栏不能直接修改。", "年份、类型和标准包在新建时确定；需要变更请新建一轮评估。")
    values.check(Assessment, name, value)
    with stores.begin(store, who, "修改评估信息") as records:
        head = still_open(records, assessment_id)
        rights.require(records, who, Act.ANSWER, Kind(head.kind))
        values.fill(head, {name: _with_log(head, str(value or "")) if name == "note" else value})
    return records.change


def remove(store: Store, who: str, assessment_id: str) -> Change | None:
    """Delete a draft, with its answers; undo brings it back. UserError where it was ever submitted."""
    with stores.begin(store, who, "删除评估") as records:
        head = still_open(records, assessment_id)
        rights.require(records, who, Act.BEGIN, Kind(head.kind))
        if head.state != AssessmentState.DRAFT:
            raise UserError("这一轮提交过，不能删除。", "退回的请修改后再次提交；历次退回都留存备查。")
        records.delete(head)
    return records.change


def row(records: Session, assessment_id: str) -> tables.Assessment:
    """The round's row; UserError if it is gone."""
    found = records.get(tables.Assessment, assessment_id)
    if found is None:
        raise UserError("这一轮评估已经不在。", "请刷新页面；若误删，可以撤销。")
    return found


def editions(records: Session, head: tables.Assessment) -> tuple[Standard, Standard | None]:
    """The standard of a round, and the edition that holds its ten-two lines."""
    companion = standards.pinned(records, head.ten_two_checksum) if head.ten_two_checksum else None
    return standards.pinned(records, head.edition_checksum), companion


def still_open(records: Session, assessment_id: str) -> tables.Assessment:
    """The row of a round whose answers may still be changed; UserError where it is finished or gone."""
    head = row(records, assessment_id)
    state = AssessmentState(head.state)
    if not state.open:
        raise UserError(
            f"这一轮评估{wording.name(state)}，不能再修改。",
            "确需修改，请由复核人退回或重新打开，并写明原因。",
        )
    return head


def _beside(records: Session, assessment: Assessment) -> None:
    """UserError where the round that this one is to be made beside is none of the park's that can be."""
    if assessment.based_on is None:
        return
    found = records.get(tables.Assessment, assessment.based_on)
    known = (
        [values.read(Assessment, found)] if found is not None and found.park_id == assessment.park_id else []
    )
    if not rounds.offered_beside(known, assessment.kind):
        raise UserError("所选的对照评估不能用。", "请改选本园区已提交或已确认的一轮，或选“不对照”。")


def _with_log(head: tables.Assessment, written: str) -> str:
    """The note as people wrote it, with the log of why the round was given back, which nobody edits."""
    if rounds.read_note(written)[1]:
        raise UserError("备注里不能写退回记录。", "退回和重新打开的原因由程序自动登记，列在“退回记录”里。")
    return rounds.write_note(written, rounds.read_note(head.note)[1])


def _pin(records: Session, checksum: str) -> None:
    at_hand = [source for source in standards.offered().values() if source.standard.checksum == checksum]
    if at_hand:
        standards.pin(records, at_hand[0])
    else:
        standards.pinned(records, checksum)
