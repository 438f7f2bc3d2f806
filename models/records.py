"""A session that remembers each row it touches, takes along what belongs to one, and lets nothing pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Engine, event, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from models import revision, rows, sealed
from models.base import Base
from models.faults import Misuse
from models.revision import Change, RowChange, Stamp, Values


class Reading(Session):
    """A look at the store: every statement but SELECT is refused, and nothing it holds is ever written."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, expire_on_commit=False)

    def commit(self) -> None:
        """Refused: the store commits."""
        raise Misuse("the store commits, not its user")

    def bulk_save_objects(self, *args: Any, **options: Any) -> None:
        """Refused: it passes history by."""
        raise Misuse("bulk writes pass history by")

    def bulk_insert_mappings(self, *args: Any, **options: Any) -> None:
        """Refused: it passes history by."""
        raise Misuse("bulk writes pass history by")

    def bulk_update_mappings(self, *args: Any, **options: Any) -> None:
        """Refused: it passes history by."""
        raise Misuse("bulk writes pass history by")


class Records(Reading):
    """The records inside one transaction of ``Store.begin``; ``change`` is what it wrote, once it is over."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.change: Change | None = None
        self.action = ""
        """What the transaction will be called; may be set while it is open, once its subject is known."""
        self._touched: dict[tuple[str, str], Values | None] = {}

    def keep(self, stamp: Stamp) -> None:
        """Flush, and add the one revision that holds all of this transaction; none where nothing changed.

        Raises Sealed or SealKept where it would change what is sealed.
        """
        self.flush()
        changes = tuple(self._changes())
        if changes:
            sealed.guard(self.connection(), changes)
            self.change = revision.append(self.connection(), stamp, changes)

    def end(self) -> None:
        """Commit what ``keep`` wrote; where it wrote nothing, take back whatever came to nothing."""
        if self.change is None:
            self.expunge_all()  # else they would be emptied, and could not be read afterwards
            self.rollback()
        else:
            super(Reading, self).commit()

    def touch(self, table: str, keys: Iterable[str]) -> None:
        """Remember rows as they are now, unless an earlier flush already did."""
        fresh = [key for key in keys if (table, key) not in self._touched]
        if fresh:
            found = rows.read(self.connection(), table, fresh)
            self._touched.update({(table, key): found.get(key) for key in fresh})

    def arrived(self, table: str, key: str) -> None:
        """Remember that a row was not there before."""
        self._touched.setdefault((table, key), None)

    def _changes(self) -> Iterable[RowChange]:
        keys: dict[str, list[str]] = {}
        for table, key in sorted(self._touched):
            keys.setdefault(table, []).append(key)
        for table, wanted in keys.items():
            now = rows.read(self.connection(), table, wanted)
            found = (rows.compare(table, key, self._touched[table, key], now.get(key)) for key in wanted)
            yield from (change for change in found if change is not None)


@event.listens_for(Reading, "do_orm_execute", propagate=True)
def _only_select(state: ORMExecuteState) -> None:
    if not state.is_select:
        raise Misuse(
            "only SELECT may be executed; change records through their attributes, add() and delete()"
        )


@event.listens_for(Reading, "before_flush", propagate=True)
def _remember(session: Session, context: UOWTransaction, instances: object) -> None:
    if not isinstance(session, Records):
        if session.new or session.deleted or any(session.is_modified(each) for each in session.dirty):
            raise Misuse("records were changed outside Store.begin")
        return
    _take_along(session)
    touched: dict[str, list[str]] = {}
    for record in (*session.deleted, *(each for each in session.dirty if session.is_modified(each))):
        touched.setdefault(_table(record), []).extend(_keys(record))
    for table, keys in touched.items():
        session.touch(table, keys)


@event.listens_for(Records, "after_flush")
def _welcome(session: Records, context: UOWTransaction) -> None:
    for record in session.new:
        for key in _keys(record):
            session.arrived(_table(record), key)


@dataclass(frozen=True, slots=True)
class _Reference:
    """A column of another table that points here."""

    holder: type[Base]
    name: str
    when_gone: str


@cache
def _references() -> dict[str, list[_Reference]]:
    """What points at each table and minds when a row of it goes."""
    found: dict[str, list[_Reference]] = {}
    for mapper in Base.registry.mappers:
        for column in mapper.columns:
            for link in column.foreign_keys:
                when_gone = link.info["when_gone"]
                reference = _Reference(mapper.class_, column.key, when_gone)
                found.setdefault(link.column.table.name, []).append(reference)
    return found


def _take_along(session: Session) -> None:
    """Before rows are deleted, delete what belongs to them and let go of what only pointed at them."""
    waiting = list(session.deleted)
    while waiting:
        gone = waiting.pop()
        key = _keys(gone)[0]
        references = _references().get(_table(gone), [])
        pointing = ((each, record) for each in references for record in _pointing(session, each, key))
        for reference, record in pointing:
            if reference.when_gone == "leave":
                setattr(record, reference.name, None)
            elif reference.when_gone == "follow":
                session.delete(record)
                waiting.append(record)


def _pointing(session: Session, reference: _Reference, key: str) -> list[Base]:
    """The records that point at a key, as they stand in this session, and are not going anyway."""
    chosen = select(reference.holder).where(getattr(reference.holder, reference.name) == key)
    stored = session.scalars(chosen).all()
    return [each for each in stored if each not in session.deleted and getattr(each, reference.name) == key]


def _table(record: object) -> str:
    name = record.__tablename__ if isinstance(record, Base) else ""
    if name not in rows.tables():
        raise Misuse(f"{type(record).__name__} is not for writing")
    return name


def _keys(record: object) -> list[str]:
    """The key it has in the database, and the one it will have where that differs."""
    state = inspect(record)
    stored = state.identity[0] if state.identity else None
    named = state.mapper.primary_key_from_instance(record)[0]
    return [key for key in dict.fromkeys((stored, named)) if key is not None]
