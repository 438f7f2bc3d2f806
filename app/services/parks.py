"""The ledger: parks with their zones, enterprises and settlements, and grades decided elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import labels, wording_verdict
from app.core.entries import Grade
from app.core.park import Enterprise, Park, Settlement, Zone
from app.core.rights import Act
from app.core.rollup import Kind
from app.errors import UserError
from app.services import standards, stores, values
from app.services.stores import Change, Store
from models import park as tables

Filed = TypeVar("Filed", Park, Zone, Enterprise, Settlement)
Row = type[tables.Park] | type[tables.Zone] | type[tables.Enterprise] | type[tables.Settlement]

_ROWS: dict[type, Row] = {
    Park: tables.Park,
    Zone: tables.Zone,
    Enterprise: tables.Enterprise,
    Settlement: tables.Settlement,
}


@dataclass(frozen=True, slots=True)
class Published:
    """A grade decided outside this store, and the document that says so."""

    kind: Kind
    grade: Grade
    decided_on: date
    document: str
    id: str = field(default="", compare=False)
    """Given when it is filed."""


def published(store: Store, park_id: str) -> tuple[Published, ...]:
    """The grades on file for a park that no assessment here has given, the latest first."""
    chosen = select(tables.GradeRecord).where(tables.GradeRecord.park_id == park_id)
    with stores.read(store) as records:
        rows = records.scalars(chosen.order_by(tables.GradeRecord.decided_on.desc()))
        return tuple(values.read(Published, row) for row in rows)


def listed(store: Store) -> tuple[Park, ...]:
    """Every park, by region and name."""
    with stores.read(store) as records:
        rows = records.scalars(select(tables.Park).order_by(tables.Park.region_code, tables.Park.name))
        return tuple(values.read(Park, row) for row in rows)


def get(store: Store, park_id: str) -> Park:
    """One park; UserError if it is gone."""
    with stores.read(store) as records:
        return values.read(Park, _row(records, Park, park_id))


def of_park(store: Store, kind: type[Filed], park_id: str) -> tuple[Filed, ...]:
    """The zones, enterprises or settlements of a park."""
    with stores.read(store) as records:
        return children(records, kind, park_id)


def children(records: Session, kind: type[Filed], park_id: str) -> tuple[Filed, ...]:
    """The same, within a look at the store that is already open."""
    row: Any = _ROWS[kind]
    order = row.position if kind is Zone else row.name
    found = records.scalars(select(row).where(row.park_id == park_id).order_by(order, row.id))
    return tuple(values.read(kind, each) for each in found)


def counts(store: Store, kind: type[Filed]) -> Mapping[str, int]:
    """How many zones, enterprises or settlements each park has, by the park's id; none where it has none."""
    row: Any = _ROWS[kind]
    chosen = select(row.park_id, func.count()).group_by(row.park_id)
    with stores.read(store) as records:
        return {row[0]: row[1] for row in records.execute(chosen)}


def add(store: Store, who: str, value: Park | Zone | Enterprise | Settlement) -> Change | None:
    """File a new park, zone, enterprise or settlement."""
    for name in labels.FIELDS[type(value)]:
        values.check(type(value), name, getattr(value, name))
    title = getattr(value, "name", "")
    with stores.begin(store, who, f"新增{labels.KINDS[type(value)]} {title}".strip(), Act.LEDGER) as records:
        if isinstance(value, Zone) and not value.position:
            value = replace(value, position=len(children(records, Zone, value.park_id)) + 1)
        records.add(_ROWS[type(value)](**values.columns(value)))
    return records.change


def edit(store: Store, who: str, kind: type[Filed], key: str, name: str, value: Any) -> Change | None:
    """Change one field; nothing is written where it already is so."""
    if name not in {each.name for each in fields(kind)} or name in {"id", "park_id"}:
        raise UserError(f"{labels.KINDS[kind]}没有“{name}”这一栏。", "请核对栏目名称。")
    values.check(kind, name, value)
    with stores.begin(
        store, who, f"修改{labels.KINDS[kind]} {labels.field(kind, name)}", Act.LEDGER
    ) as records:
        values.fill(_row(records, kind, key), {name: value})
    return records.change


def remove(store: Store, who: str, kind: type[Filed], *keys: str) -> Change | None:
    """Take records off the file, a park with all that belongs to it; one undo brings everything back."""
    many = f" {len(keys)} 个" if len(keys) > 1 else ""
    with stores.begin(store, who, f"删除{labels.KINDS[kind]}{many}", Act.LEDGER) as records:
        for key in keys:
            records.delete(_row(records, kind, key))
    return records.change


def record_grade(store: Store, who: str, park_id: str, given: Published) -> Change | None:
    """File a grade that was published or decided without an assessment in this store."""
    if not given.document.strip():
        raise UserError("没有写明公布或复核的文件。", "请填写文号或文件名称，等级须有出处。")
    values.check(Published, "decided_on", given.decided_on, "日期")
    values.check(Published, "document", given.document, "文件")
    named = wording_verdict.grade_in(standards.grading(), Grade(given.grade))
    with stores.begin(store, who, f"登记等级 {named}", Act.LEDGER) as records:
        filed = replace(given, id=given.id or stores.new_id())
        records.add(tables.GradeRecord(park_id=park_id, **values.columns(filed)))
    return records.change


def remove_grade(store: Store, who: str, key: str) -> Change | None:
    """Take a published grade off the file; undo brings it back."""
    with stores.begin(store, who, "删除登记的等级", Act.LEDGER) as records:
        row = records.get(tables.GradeRecord, key)
        if row is None:
            raise UserError("这条等级登记已经不在。", "请刷新页面；若误删，可以撤销。")
        records.delete(row)
    return records.change


def _row(records: Session, kind: type, key: str) -> Any:
    row = records.get(_ROWS[kind], key)
    if row is None:
        raise UserError(f"这个{labels.KINDS[kind]}已经不在台账里。", "请刷新页面；若误删，可以撤销。")
    return row
