"""The people who work with a store: listed, entered, changed, and retired when they leave."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import labels, wording
from app.core import rights as table
from app.core.rights import Act, Person, Role
from app.errors import NotAllowed, UserError
from app.services import rights, stores, values
from app.services.stores import Change, Store
from models.people import Person as Row


def listed(store: Store, *, active: bool = False) -> tuple[Person, ...]:
    """Everybody on file, those at work first, by name; with ``active`` those alone."""
    with stores.read(store) as records:
        rows = records.scalars(select(Row).order_by(Row.active.desc(), Row.name, Row.id))
        return tuple(_person(row) for row in rows if row.active or not active)


def get(store: Store, person_id: str) -> Person:
    """One person; UserError if not on file."""
    with stores.read(store) as records:
        return _person(_row(records, person_id))


def named(store: Store, who: str) -> Person | None:
    """The person at work who has this name."""
    with stores.read(store) as records:
        return of_name(records, who)


def of_name(records: Session, who: str) -> Person | None:
    """The same, within a look at the store that is already open."""
    row = records.scalar(select(Row).where(Row.name == who, Row.active))
    return _person(row) if row is not None else None


def add(store: Store, who: str, person: Person) -> Change | None:
    """Enter a person; the name is nobody else's."""
    return _enter(store, who, person, Act.PEOPLE)


def join(store: Store, who: str, person: Person) -> Change | None:
    """Enter oneself, which somebody who is not on file may do: the name is the one signed with."""
    if person.name.strip() != who.strip():
        raise UserError("登记本人时，姓名须与署名一致。", "请先用本人姓名署名，再登记。")
    return _enter(store, who, person, None)


def edit(store: Store, who: str, person_id: str, name: str, value: Any) -> Change | None:
    """Change name, role, unit, or whether the person is still at work."""
    if name not in labels.FIELDS[Person]:
        raise UserError("这一栏不能直接修改。", "密钥由本人在“人员”页设置。")
    with stores.begin(store, who, f"修改人员 {labels.field(Person, name)}", Act.PEOPLE) as records:
        row = _row(records, person_id)
        before = _person(row)
        changed = _tidy(replace(before, **{name: value}))
        _check(records, changed)
        if (changed.role, changed.active) != (before.role, before.active):
            _appoint(records, who, before.role, changed.role)
        values.fill(row, {name: getattr(changed, name)})
        _somebody_left(records)
    return records.change


def retire(store: Store, who: str, *person_ids: str) -> Change | None:
    """Take people out of use; their names stay on what they did, and they can be brought back."""
    with stores.begin(store, who, "停用人员", Act.PEOPLE) as records:
        for person_id in person_ids:
            row = _row(records, person_id)
            _appoint(records, who, _person(row).role)
            row.active = False
        _somebody_left(records)
    return records.change


def _enter(store: Store, who: str, person: Person, act: Act | None) -> Change | None:
    entered = _tidy(replace(person, id=person.id or stores.new_id(), public_key=None))
    with stores.begin(store, who, f"登记人员 {entered.name}", act) as records:
        _check(records, entered)
        _appoint(records, who, entered.role)
        records.add(Row(**values.columns(entered)))
        _somebody_left(records)
    return records.change


def _tidy(person: Person) -> Person:
    """Without spaces at the ends, and with a role that is one: a form gives it as plain text."""
    if person.role not in set(Role):
        raise UserError(f"没有“{person.role}”这种角色。", "请在列出的角色中选择。")
    return replace(person, name=person.name.strip(), unit=person.unit.strip(), role=Role(person.role))


def _check(records: Session, person: Person) -> None:
    """UserError where a person cannot stand on file like this."""
    for name in ("name", "unit"):
        values.check(Person, name, getattr(person, name))
    taken = records.scalars(select(Row).where(Row.name == person.name, Row.id != person.id)).first()
    if taken is not None:
        state = "" if taken.active else "（已停用）"
        raise UserError(
            f"名单上已有“{person.name}”{state}。",
            "姓名用来署名，不能重复；同名的请加单位或编号区别，停用的可以恢复使用。",
        )


def _appoint(records: Session, who: str, *roles: Role) -> None:
    """NotAllowed where this person may give or take away none of these roles.

    Who could take the last reviewer's role away could then give it to himself.
    """
    reviewers = records.scalars(select(Row.id).where(Row.role == Role.REVIEWER.value, Row.active)).all()
    by, name = rights.role_of(records, who), wording.name(Role.REVIEWER)
    if not all(table.may_appoint(by, role, len(reviewers)) for role in roles):
        raise NotAllowed(
            f"{name}的登记、调整和停用，须由已登记的{name}办理。",
            f"请{name}办理；登记新人，可以先登记为其他角色。",
        )


def _somebody_left(records: Session) -> None:
    """UserError where people are at work but none of them could do anything, or bring others back."""
    records.flush()
    roles = records.scalars(select(Row.role).where(Row.active)).all()
    if not any(role in set(Role) and table.may(Role(role), Act.PEOPLE) for role in roles):
        raise UserError(
            f"名单上至少要有一位{_able()}在用，否则谁也不能办理。", "请先登记或恢复一位，再改这一位。"
        )


def _able() -> str:
    return "、".join(wording.name(role) for role in table.who_may(Act.PEOPLE))


def _person(row: Row) -> Person:
    """Roles that this release does not know may look only."""
    role = Role(row.role) if row.role in set(Role) else Role.READER
    return Person(
        id=row.id, name=row.name, role=role, unit=row.unit, public_key=row.public_key, active=row.active
    )


def _row(records: Session, person_id: str) -> Row:
    found = records.get(Row, person_id)
    if found is None:
        raise UserError("这位人员已经不在名单上。", "请刷新页面；若误删，可以撤销。")
    return found
