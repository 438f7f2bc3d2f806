"""推演方案 of a round: named sheets of changes beside the record, kept on disk; the record is never touched."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import answers as forms
from app.core import scoring, subjects, whatif
from app.core.answers import Given
from app.core.whatif import Scenario
from app.errors import UserError
from app.services import answering, assessments, stores
from app.services.stores import Change, Store
from models import scenario as tables


def listed(store: Store, assessment_id: str) -> tuple[Scenario, ...]:
    """The scenarios of a round by name; a round that is closed has them too."""
    with stores.read(store) as records:
        found = (_read(row) for row in _rows(records, assessment_id))
        return tuple(sorted(found, key=lambda one: whatif.order(one.name)))


def save(store: Store, who: str, scenario: Scenario) -> Change | None:
    """Keep a new scenario under a name that the round does not have yet.

    UserError where the name or a change cannot stand.
    """
    name = whatif.tidy(scenario.name)
    with stores.begin(store, who, f"新建推演方案“{name}”") as records:
        _named(records, scenario.assessment_id, name)
        row = tables.Scenario(
            id=scenario.id, assessment_id=scenario.assessment_id, name=name, note=scenario.note.strip()
        )
        records.add(row)
        _noted(scenario.note)
        _fit(records, scenario.assessment_id, scenario.changes)
        _write(records, row, scenario.changes)
    return records.change


def change(store: Store, who: str, key: str, given: Mapping[str, Given | None]) -> Change | None:
    """Change what the scenario says of these questions; None, or what the record says, gives them back to it.

    UserError where an answer does not fit, or no item would be left that applies.
    """
    with stores.begin(store, who, "") as records:
        row = _row(records, key)
        titles = _fit(records, row.assessment_id, given)
        more = "等" if len(titles) > 3 else ""
        records.action = f"推演“{row.name}” {'、'.join(titles[:3])}{more}"
        laid = {**_read(row).changes, **given}
        _write(records, row, {subject: one for subject, one in laid.items() if one is not None})
    return records.change


def clear(store: Store, who: str, key: str) -> Change | None:
    """Give every question back to the record."""
    with stores.begin(store, who, "") as records:
        row = _row(records, key)
        records.action = f"推演“{row.name}”全部恢复现状"
        _write(records, row, {})
    return records.change


def rename(store: Store, who: str, key: str, name: str) -> Change | None:
    """Give a scenario another name, which the round does not have yet."""
    wanted = whatif.tidy(name)
    with stores.begin(store, who, "") as records:
        row = _row(records, key)
        records.action = f"推演方案“{row.name}”改名为“{wanted}”"
        _named(records, row.assessment_id, wanted, key)
        row.name = wanted
    return records.change


def remark(store: Store, who: str, key: str, note: str) -> Change | None:
    """Write the note beside a scenario."""
    with stores.begin(store, who, "") as records:
        row = _row(records, key)
        records.action = f"填写推演方案“{row.name}”的备注"
        _noted(note)
        row.note = note.strip()
    return records.change


def remove(store: Store, who: str, key: str) -> Change | None:
    """Delete a scenario; undo brings it back."""
    with stores.begin(store, who, "") as records:
        row = _row(records, key)
        records.action = f"删除推演方案“{row.name}”"
        records.delete(row)
    return records.change


def _rows(records: Session, assessment_id: str) -> tuple[tables.Scenario, ...]:
    chosen = select(tables.Scenario).where(tables.Scenario.assessment_id == assessment_id)
    return tuple(records.scalars(chosen))


def _row(records: Session, key: str) -> tables.Scenario:
    row = records.get(tables.Scenario, key)
    if row is None:
        raise UserError("这个推演方案已经不在。", "请刷新页面；若误删，可以撤销。")
    return row


def _read(row: tables.Scenario) -> Scenario:
    changes = {subject: forms.from_data(data) for subject, data in json.loads(row.changes).items()}
    return Scenario(id=row.id, assessment_id=row.assessment_id, name=row.name, changes=changes, note=row.note)


def _named(records: Session, assessment_id: str, name: str, own: str = "") -> None:
    """UserError where the name cannot stand in this round."""
    taken = [row.name for row in _rows(records, assessment_id) if row.id != own]
    if fault := whatif.name_fault(name, taken):
        raise UserError(f"{fault}。", "请换一个名称。")


def _noted(note: str) -> None:
    """UserError where the note cannot stand."""
    if fault := whatif.note_fault(note):
        raise UserError(f"备注：{fault}。", "请改短后再保存，原来的内容没有变。")


def _fit(records: Session, assessment_id: str, given: Mapping[str, Given | None]) -> list[str]:
    """What the questions are called; UserError where an answer does not fit its question."""
    standard, companion = assessments.editions(records, assessments.row(records, assessment_id))
    return [subjects.fit(standard, companion, subject, one) for subject, one in given.items()]


def _write(records: Session, row: tables.Scenario, changes: Mapping[str, Given]) -> None:
    """Keep the changes that stand; what is now as the record has it is let go."""
    standard, companion = assessments.editions(records, assessments.row(records, row.assessment_id))
    answers = answering.answered(records, row.assessment_id)[0]
    scoring.score(standard, whatif.applied(answers, changes))  # refuses where no item is left that applies
    kept = whatif.standing(standard, companion, answers, changes)
    data = {subject: forms.to_data(one) for subject, one in kept.items()}
    row.changes = json.dumps(data, ensure_ascii=False, sort_keys=True)
