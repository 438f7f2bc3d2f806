"""The rectification plan of a park: measures from lost points or by hand, and their way to 已销号."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import labels, wording
from app.core import plan
from app.core.plan import Measure, MeasureState
from app.core.rights import Act
from app.core.standard import Standard
from app.errors import UserError
from app.services import assessments, dossiers, rights, stores, values
from app.services.stores import Change, Store
from models import assessment as rounds
from models import plan as tables

_FIXED = {"id", "park_id", "assessment_id", "state", "lost"}
_VERIFYING = {"conclusion", "verifier", "verified_on"}
"""What the one who verifies writes; the plan itself is the park's."""


def listed(store: Store, park_id: str) -> tuple[Measure, ...]:
    """The park's measures in the order of the plan."""
    with stores.read(store) as records:
        return dossiers.measures_of(records, park_id)


def editions(store: Store, park_id: str) -> Mapping[str, tuple[Standard, Standard]]:
    """By round: its edition, and the one that holds its ten-two lines; they name what a measure mends."""
    chosen = select(rounds.Assessment).where(rounds.Assessment.park_id == park_id)
    with stores.read(store) as records:
        found = ((head.id, assessments.editions(records, head)) for head in records.scalars(chosen))
        return {key: (standard, companion or standard) for key, (standard, companion) in found}


def proposed(store: Store, assessment_id: str, today: date) -> tuple[Measure, ...]:
    """What the round asks to be mended and no open measure of the park covers yet."""
    dossier = dossiers.gather(store, assessment_id, today)
    covered = {m.subject for m in dossier.measures if m.state is not MeasureState.CLOSED}
    findings = {subject: remark.finding for subject, remark in dossier.remarks.items()}
    drafts = plan.drafts(dossier.verdict, dossier.answers, findings, dossier.park.id, today)
    return tuple(
        replace(draft, assessment_id=assessment_id) for draft in drafts if draft.subject not in covered
    )


def adopt(store: Store, who: str, measures: Sequence[Measure]) -> Change | None:
    """Take measures into the plan, after those that are there."""
    if not measures:
        raise UserError("没有需要新增的整改措施。", "失分项都已有对应的措施，可手工新增。")
    with stores.begin(store, who, f"生成整改措施 {len(measures)} 条", Act.LEDGER) as records:
        last = max((m.position for m in dossiers.measures_of(records, measures[0].park_id)), default=0)
        for number, measure in enumerate(measures, last + 1):
            placed = replace(measure, id=measure.id or stores.new_id(), position=number)
            records.add(tables.Measure(**_columns(placed)))
    return records.change


def add(store: Store, who: str, measure: Measure) -> Change | None:
    """Add one measure by hand, at the end."""
    for name in labels.FIELDS[Measure]:
        values.check(Measure, name, getattr(measure, name))
    _in_order(measure)
    with stores.begin(store, who, "新增整改措施", Act.LEDGER) as records:
        last = max((m.position for m in dossiers.measures_of(records, measure.park_id)), default=0)
        records.add(tables.Measure(**_columns(replace(measure, position=last + 1))))
    return records.change


def edit(store: Store, who: str, key: str, name: str, value: Any) -> Change | None:
    """Change one field; the state moves by ``move`` alone."""
    if name in _FIXED or name not in labels.FIELDS[Measure]:
        raise UserError("这一栏不能直接修改。", "状态请用“推进”或“退回”办理。")
    values.check(Measure, name, value)
    act = Act.WRITE if name in _VERIFYING else Act.LEDGER
    with stores.begin(store, who, f"修改整改措施 {labels.field(Measure, name)}", act) as records:
        row = _row(records, key)
        changed = replace(values.read(Measure, row), **{name: value})
        _in_order(changed)
        values.fill(row, {name: value})
    return records.change


def move(store: Store, who: str, key: str, to: MeasureState, reason: str = "") -> Change | None:
    """Move a measure on, or back with a reason; closing it needs a verifier and a day on file.

    Whoever may close it may also send it back.
    """
    with stores.begin(store, who, f"整改措施转为{wording.name(to)}") as records:
        row = _row(records, key)
        measure = values.read(Measure, row)
        if to is plan.following(measure.state):
            rights.require(records, who, Act.VERIFY if to is MeasureState.CLOSED else Act.LEDGER)
        plan.move(measure, to, reason)
        if to is MeasureState.CLOSED and not (measure.verifier.strip() and measure.verified_on):
            raise UserError("销号须有验收人和验收日期。", "请先在右侧填写“验收人”和“验收日期”，再办理销号。")
        returned = reason.strip() or ("" if to is MeasureState.CLOSED else measure.returned_reason)
        values.fill(row, {"state": to, "returned_reason": returned})
    return records.change


def remove(store: Store, who: str, *keys: str) -> Change | None:
    """Take measures out of the plan; one undo brings them back."""
    many = f" {len(keys)} 条" if len(keys) > 1 else ""
    with stores.begin(store, who, f"删除整改措施{many}", Act.LEDGER) as records:
        for key in keys:
            records.delete(_row(records, key))
    return records.change


def _columns(measure: Measure) -> dict[str, Any]:
    return {**values.columns(measure), "lost": "" if measure.lost is None else str(measure.lost)}


def _row(records: Session, key: str) -> tables.Measure:
    row = records.get(tables.Measure, key)
    if row is None:
        raise UserError("这条整改措施已经不在。", "请刷新页面；若误删，可以撤销。")
    return row


def _in_order(measure: Measure) -> None:
    if fault := plan.dates_fault(measure.start, measure.due):
        raise UserError(f"{fault}。", "请核对两个日期。")
