"""Files become evidence: taken in beside the window, then put on record, linked, let go and described."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import labels
from app.core import evidence as core
from app.core.evidence import Evidence, Side, Use
from app.core.subjects import fit
from app.errors import UserError
from app.files import evidence_intake
from app.files.evidence_intake import Pasted, Taken
from app.progress import Progress, silent
from app.services import answering, assessments, evidence_settings, opinions, stores, values
from app.services.stores import Change, Store
from models import evidence as tables
from models.park import Park
from models.plan import Measure

__all__ = ["Intake", "Pasted", "Taken"]

_EDITED = ("name", "kind", "issued_on", "expires_on", "note")


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of taking files in: those that are stored, and why the others are not."""

    taken: tuple[Taken, ...]
    refused: tuple[UserError, ...]


def take_in(store: Store, sources: Sequence[Path | Pasted], progress: Progress = silent) -> Intake:
    """Store the contents of files beside the store, each for itself; nothing is on record yet.

    Slow work without a transaction: run it beside the window, then give ``taken`` to ``add``.
    """
    wishes = evidence_settings.read(store).wishes
    taken: list[Taken] = []
    refused: list[UserError] = []
    for at, source in enumerate(sources):

        def told(done: float, what: str, at: int = at) -> None:
            progress((at + max(done, 0.0)) / len(sources), what)

        told(0, source.name)
        try:
            taken.append(evidence_intake.take(store.path, source, wishes, told))
        except UserError as error:
            refused.append(error)
    return Intake(tuple(taken), tuple(refused))


def add(
    store: Store, who: str, park_id: str, taken: Sequence[Taken], use: Use | None = None
) -> Change | None:
    """Put files on record for a park, all in one step, and say what they prove where ``use`` is given.

    A content that the park has already is used again; None where nothing is new.
    UserError where the round is closed or what is to be proved is gone.
    """
    with stores.begin(store, who, "") as records:
        if records.get(Park, park_id) is None:
            raise UserError("这个园区已经不在台账里。", "请刷新页面；若误删，可以撤销。")
        records.action = f"加入佐证{_of(records, who, use)} {_called([one.name for one in taken])}"
        now = datetime.now(UTC)
        for at, one in enumerate(taken):
            # A microsecond apart, so that lists keep the order in which they came.
            key = _on_record(records, park_id, one, who, now + timedelta(microseconds=at))
            if use is not None:
                tie(records, key, use)
    return records.change


def link(store: Store, who: str, evidence_ids: Sequence[str], use: Use) -> Change | None:
    """Let files that are on record prove something more."""
    with stores.begin(store, who, "") as records:
        named = _of(records, who, use)
        rows = [row(records, key) for key in evidence_ids]
        records.action = f"引用佐证{named} {_called([one.name for one in rows])}"
        for one in rows:
            if one.park_id != _park_of(records, use):
                raise UserError(f"“{one.name}”是别的园区的佐证。", "请在本园区重新加入这个文件。")
            tie(records, one.id, use)
    return records.change


def unlink(store: Store, who: str, evidence_id: str, use: Use) -> Change | None:
    """Let a file prove one thing less; it stays on record with the park."""
    with stores.begin(store, who, "") as records:
        named = _of(records, who, use)
        records.action = f"取消引用佐证{named} {row(records, evidence_id).name}"
        for one in records.scalars(_links(evidence_id, use)):
            records.delete(one)
    return records.change


def edit(store: Store, who: str, evidence_id: str, name: str, value: Any) -> Change | None:
    """Change what is on record of a file; with a finished round that rests on it, its note alone."""
    if name not in _EDITED:
        raise UserError("这一栏不能修改。", "文件内容不可改；内容有变的，请加入新文件。")
    values.check(Evidence, name, value)
    if name == "name":
        value = _sound_name(str(value or ""))
    with stores.begin(store, who, f"修改佐证 {labels.field(Evidence, name)}") as records:
        found = row(records, evidence_id)
        if name != "note":
            _free(records, found, "修改")
        changed = replace(values.read(Evidence, found), **{name: value})
        if wrong := core.dates_fault(changed.issued_on, changed.expires_on):
            raise UserError(f"{wrong}。", "请核对两个日期。")
        values.fill(found, {name: value})
    return records.change


def remove(store: Store, who: str, *evidence_ids: str) -> Change | None:
    """Take files off the record with all that they prove; undo brings them back, the contents are kept."""
    with stores.begin(store, who, "") as records:
        rows = [row(records, key) for key in evidence_ids]
        records.action = f"删除佐证 {_called([one.name for one in rows])}"
        for one in rows:
            _free(records, one, "删除")
            records.delete(one)
    return records.change


def row(records: Session, evidence_id: str) -> tables.Evidence:
    """The row of a file on record; UserError if it is gone."""
    found = records.get(tables.Evidence, evidence_id)
    if found is None:
        raise UserError("这份佐证已经不在。", "请刷新页面；若误删，可以撤销。")
    return found


def _on_record(records: Session, park_id: str, one: Taken, who: str, now: datetime) -> str:
    """The key of the park's record of this content, made where there is none."""
    same = select(tables.Evidence.id).where(
        tables.Evidence.park_id == park_id, tables.Evidence.sha256 == one.sha256
    )
    known = records.scalar(same)
    if known is not None:
        return str(known)
    made = Evidence(
        id=stores.new_id(),
        park_id=park_id,
        sha256=one.sha256,
        name=one.name,
        size=one.size,
        media=one.media,
        kind=core.kind_of(one.name, one.media),
        issued_on=_plausible(one.taken_on, now.astimezone().date()),
        added_by=who,
        added_at=now.isoformat(timespec="microseconds"),
    )
    records.add(tables.Evidence(**values.columns(made)))
    records.flush()  # the next content may be the same
    return made.id


def _plausible(day: date | None, today: date) -> date | None:
    """A camera's day, unless its clock was wrong: before there were such photos, or after today."""
    return day if day is not None and date(1990, 1, 1) <= day <= today else None


def tie(records: Session, evidence_id: str, use: Use) -> None:
    """Let a file prove something, inside a transaction; nothing happens where it does already."""
    if records.scalar(_links(evidence_id, use)) is None:
        records.add(
            tables.EvidenceLink(
                id=stores.new_id(),
                evidence_id=evidence_id,
                assessment_id=use.assessment_id,
                measure_id=use.measure_id,
                subject=use.subject,
                role=use.side.value,
            )
        )
        if use.assessment_id is not None:
            opinions.mended(records, assessments.row(records, use.assessment_id), (use.subject,))
        records.flush()


def _links(evidence_id: str, use: Use) -> Any:
    link = tables.EvidenceLink
    return select(link).where(
        link.evidence_id == evidence_id,
        link.assessment_id == use.assessment_id,
        link.measure_id == use.measure_id,
        link.subject == use.subject,
        link.role == use.side.value,
    )


def _of(records: Session, who: str, use: Use | None) -> str:
    """What is proved, for the name of the step; UserError where that can no longer be changed."""
    if use is None:
        return ""
    if use.assessment_id is not None:
        head = answering.writable(records, who, use.assessment_id)
        return f" {fit(*assessments.editions(records, head), use.subject, None)}"
    if use.measure_id is None or records.get(Measure, use.measure_id) is None or use.side is Side.NONE:
        raise UserError("这条整改措施已经不在。", "请刷新页面；若误删，可以撤销。")
    return " 整改前" if use.side is Side.BEFORE else " 整改后"


def _park_of(records: Session, use: Use) -> str:
    if use.assessment_id is not None:
        return str(assessments.row(records, use.assessment_id).park_id)
    return str(records.get_one(Measure, use.measure_id).park_id)


def _free(records: Session, found: tables.Evidence, verb: str) -> None:
    """UserError where a finished round rests on the file: what it was graded by does not change."""
    tied = select(tables.EvidenceLink.assessment_id).where(
        tables.EvidenceLink.evidence_id == found.id, tables.EvidenceLink.assessment_id.is_not(None)
    )
    for key in dict.fromkeys(records.scalars(tied)):
        try:
            assessments.still_open(records, str(key))
        except UserError as closed:
            raise UserError(
                f"“{found.name}”是已结束的评估所用的佐证，不能{verb}。",
                "确需变更，请先退回那一轮评估并写明原因。",
            ) from closed


def _sound_name(name: str) -> str:
    if not name.strip():
        raise UserError("文件名不能为空。", "请填写能说明内容的名称。")
    return evidence_intake.clean_name(name)


def _called(names: Sequence[str]) -> str:
    return f"{names[0]} 等 {len(names)} 个" if len(names) > 1 else "".join(names)
