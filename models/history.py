"""What was done, undone and redone: read from the chain, and taken back as its inverse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, select

from models import faults, revision, rows, sealed
from models.audit import Finding, verify
from models.revision import Change, Kind, RowChange, Values
from models.store import Store

__all__ = ["Entry", "Finding", "changes", "entries", "redo", "redoable", "undo", "undoable", "verify"]

Way = Literal["undo", "redo"]
_COLUMNS = revision.TABLE.c


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of 修订记录. ``at`` is UTC, ISO; ``target`` the revision that was undone or redone."""

    seq: int
    at: str
    who: str
    action: str
    kind: Kind
    target: int | None


def entries(store: Store, *, limit: int = 200, before: int | None = None) -> tuple[Entry, ...]:
    """The latest revisions, newest first; ``before`` a seq turns the page."""
    chosen = select(_COLUMNS.seq, _COLUMNS.at, _COLUMNS.who, _COLUMNS.action, _COLUMNS.kind, _COLUMNS.target)
    if before is not None:
        chosen = chosen.where(_COLUMNS.seq < before)
    with store.read() as records:
        found = records.connection().execute(chosen.order_by(_COLUMNS.seq.desc()).limit(limit))
        return tuple(Entry(*row) for row in found)


def changes(store: Store, seq: int) -> tuple[RowChange, ...]:
    """The rows one revision changed; none for a seq that does not exist."""
    with store.read() as records:
        return _rows(records.connection(), seq)


def undoable(store: Store) -> tuple[int, str] | None:
    """The revision that undo would take back and its action's name."""
    return _next(store, "undo")


def redoable(store: Store) -> tuple[int, str] | None:
    """The revision that redo would bring back and its action's name."""
    return _next(store, "redo")


def undo(store: Store, who: str) -> Change:
    """Take back the last write that still stands.

    Raises NothingToUndo, RowChanged, SealKept, Sealed, and as ``begin`` does.
    """
    return _travel(store, who, "undo")


def redo(store: Store, who: str) -> Change:
    """Bring back the write undone last.

    Raises NothingToRedo, RowChanged, SealKept, Sealed, and as ``begin`` does.
    """
    return _travel(store, who, "redo")


def _next(store: Store, way: Way) -> tuple[int, str] | None:
    with store.read() as records:
        return _target(records.connection(), way)


def _target(connection: Connection, way: Way) -> tuple[int, str] | None:
    tip = revision.tip(connection)
    seq = tip.undoes if way == "undo" else tip.redoes
    action = connection.execute(select(_COLUMNS.action).where(_COLUMNS.seq == seq)).scalar()
    return None if seq is None or action is None else (seq, action)


def _travel(store: Store, who: str, way: Way) -> Change:
    with store.rewrite() as records:
        connection = records.connection()
        target = _target(connection, way)
        if target is None:
            raise faults.NothingToUndo if way == "undo" else faults.NothingToRedo
        seq, action = target
        recorded = _rows(connection, seq)
        steps = tuple(change.inverse() for change in recorded) if way == "undo" else recorded
        for table, part in rows.by_table(steps).items():
            rows.put(connection, table, _goals(connection, table, part, seq))
        sealed.guard_travel(connection, steps)
        done = revision.append(connection, store.stamp(who, action, way, seq), steps)
        records.change = done
    return done


def _rows(connection: Connection, seq: int) -> tuple[RowChange, ...]:
    text = connection.execute(select(_COLUMNS.changes).where(_COLUMNS.seq == seq)).scalar()
    return () if text is None else revision.read(text)


def _goals(connection: Connection, table: str, steps: list[RowChange], seq: int) -> dict[str, Values | None]:
    """The whole state each row is to have. Raises RowChanged where a row is not what the chain says it is."""
    current = rows.read(connection, table, [step.key for step in steps])
    goals: dict[str, Values | None] = {}
    for step in steps:
        now = current.get(step.key)
        column = rows.astray(now, step.before)
        if column is not None:
            raise faults.RowChanged(seq, table, step.key, column)
        whole = now is None or step.after is None
        goals[step.key] = step.after if whole else {**(now or {}), **(step.after or {})}
    return goals
