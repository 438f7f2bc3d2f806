"""Several people at one store: what others wrote since one last looked, and whether a write would pass over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, func, select

from models import faults, revision
from models.exchange import TOUCHED
from models.revision import TABLE, RowChange

_AT_ONCE = 500
_COLUMNS = TABLE.c


@dataclass(slots=True)
class Seen:
    """Up to where one open store knows the chain: all up to ``seq``, and what it wrote ``own`` after that."""

    seq: int
    own: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Theirs:
    """A step of somebody else. ``at`` is UTC, ISO."""

    seq: int
    at: str
    who: str
    action: str


@dataclass(frozen=True, slots=True)
class News:
    """What others wrote, oldest first, and every row that they touched."""

    steps: tuple[Theirs, ...] = ()
    rows: tuple[RowChange, ...] = ()


def last(connection: Connection) -> int:
    """Number of the last revision, 0 where there is none."""
    return connection.execute(select(func.max(_COLUMNS.seq))).scalar() or 0


def is_behind(connection: Connection, seen: Seen) -> bool:
    """Whether somebody else has written since."""
    counted = connection.execute(select(func.count(_COLUMNS.seq)).where(_COLUMNS.seq > seen.seq)).scalar_one()
    return counted > len(seen.own)


def catch_up(connection: Connection, seen: Seen) -> News:
    """What others wrote since; from now on it is seen."""
    chosen = select(_COLUMNS.seq, _COLUMNS.at, _COLUMNS.who, _COLUMNS.action, _COLUMNS.changes)
    found = connection.execute(chosen.where(_COLUMNS.seq > seen.seq).order_by(_COLUMNS.seq)).all()
    theirs = [row for row in found if row.seq not in seen.own]
    if found:
        seen.seq = found[-1].seq
        seen.own = {seq for seq in seen.own if seq > seen.seq}
    steps = tuple(Theirs(row.seq, row.at, row.who, row.action) for row in theirs)
    return News(steps, tuple(change for row in theirs for change in revision.read(row.changes)))


def guard(connection: Connection, mine: Sequence[RowChange], seen: Seen) -> None:
    """Raises Overtaken where one of these changes meets one that somebody else made since, field by field.

    Different fields of one record do not meet. The transaction writes alone, so nobody comes in between.
    """
    by_record = {f"{change.table}/{change.key}": change for change in mine}
    keys = list(by_record)
    for start in range(0, len(keys), _AT_ONCE):
        touched = select(TOUCHED.c.seq).where(
            TOUCHED.c.record.in_(keys[start : start + _AT_ONCE]), TOUCHED.c.seq > seen.seq
        )
        later = set(connection.execute(touched).scalars()) - seen.own
        for row in _revisions(connection, later):
            _meet(row, by_record)


def _revisions(connection: Connection, numbers: set[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    if not numbers:
        return ()
    chosen = select(_COLUMNS.seq, _COLUMNS.who, _COLUMNS.at, _COLUMNS.action, _COLUMNS.changes)
    return connection.execute(chosen.where(_COLUMNS.seq.in_(numbers)).order_by(_COLUMNS.seq.desc())).all()


def _meet(row: Row[*tuple[Any, ...]], by_record: dict[str, RowChange]) -> None:
    for theirs in revision.read(row.changes):
        mine = by_record.get(f"{theirs.table}/{theirs.key}")
        column = None if mine is None else _common(mine, theirs)
        if column is not None:
            raise faults.Overtaken(row.seq, row.who, row.at, row.action, theirs.table, theirs.key, column)


def _common(mine: RowChange, theirs: RowChange) -> str | None:
    """The first field that both changed, "" where one of them made the record or took it away; else None."""
    if mine.before is None or mine.after is None or theirs.after is None:
        return ""
    return next((name for name in mine.after if name in theirs.after), None)
