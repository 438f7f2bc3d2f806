"""One write as it is remembered: who, when, what, rows before and after, chained by hash to the last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, cast

from sqlalchemy import Connection, Index, RowMapping, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.exchange import TOUCHED

Plain = str | int | bool | None
Values = Mapping[str, Plain]
Kind = Literal["do", "undo", "redo"]
FIRST = "0" * 64


class Revision(Base):
    """The chain. ``undoes`` and ``redoes`` name the revision that undo or redo would act on next."""

    __tablename__ = "revision"
    __table_args__ = (Index(None, "target"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    who: Mapped[str]
    action: Mapped[str]
    kind: Mapped[str]
    target: Mapped[int | None]
    undoes: Mapped[int | None]
    redoes: Mapped[int | None]
    changes: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]


TABLE = Base.metadata.tables["revision"]
_TIP = select(TABLE.c.seq, TABLE.c.hash, TABLE.c.undoes, TABLE.c.redoes)
_LAST = _TIP.order_by(TABLE.c.seq.desc()).limit(1)
_INSERT = insert(TABLE)
_TOUCH = insert(TOUCHED)


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row's change: whole rows where it came or went, else the changed columns only."""

    table: str
    key: str
    before: Values | None
    after: Values | None

    def inverse(self) -> RowChange:
        """The change that takes this one back."""
        return RowChange(self.table, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """What one transaction wrote."""

    seq: int
    action: str
    rows: tuple[RowChange, ...]
    kind: Kind = "do"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a transaction says about itself."""

    who: str
    action: str
    at: datetime
    kind: Kind = "do"
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Tip:
    """The end of the chain as the next revision needs it."""

    seq: int = 0
    hash: str = FIRST
    undoes: int | None = None
    redoes: int | None = None


def tip(connection: Connection, *, at: int | None = None) -> Tip:
    """The end of the chain, or how it ended when ``at`` was the last one."""
    row = connection.execute(_LAST if at is None else _TIP.where(TABLE.c.seq == at)).first()
    return Tip() if row is None else Tip(*row)


def append(connection: Connection, stamp: Stamp, rows: tuple[RowChange, ...]) -> Change:
    """Write the next link of the chain; the caller's transaction commits it together with the rows."""
    last = tip(connection)
    seq = last.seq + 1
    undoes, redoes = _tops(connection, stamp, seq)
    fields: dict[str, Plain] = {
        "seq": seq,
        "at": stamp.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "who": stamp.who,
        "action": stamp.action,
        "kind": stamp.kind,
        "target": stamp.target,
        "undoes": undoes,
        "redoes": redoes,
        "changes": written(rows),
        "previous": last.hash,
    }
    connection.execute(_INSERT, {**fields, "hash": seal(fields)})
    if rows:
        connection.execute(_TOUCH, [{"record": f"{row.table}/{row.key}", "seq": seq} for row in rows])
    return Change(seq, stamp.action, rows, stamp.kind)


def _tops(connection: Connection, stamp: Stamp, seq: int) -> tuple[int | None, int | None]:
    """What undo and redo act on after this revision; two look-ups at most, however long the chain."""
    if stamp.kind == "do" or stamp.target is None:
        return seq, None
    if stamp.kind == "undo":
        return tip(connection, at=stamp.target - 1).undoes, stamp.target
    undone = select(TABLE.c.seq).where(TABLE.c.kind == "undo", TABLE.c.target == stamp.target)
    latest = connection.execute(undone.order_by(TABLE.c.seq.desc()).limit(1)).scalar_one()
    return stamp.target, tip(connection, at=latest - 1).redoes


def seal(fields: Mapping[str, Any] | RowMapping) -> str:
    """The hash over all fields of a revision but the hash itself."""
    rest = {name: value for name, value in fields.items() if name != "hash"}
    return hashlib.sha256(canonical(rest).encode("utf-8", "surrogateescape")).hexdigest()


def canonical(value: object) -> str:
    """The one way to write a JSON value.

    >>> canonical({"b": 1, "a": "园"})
    '{"a":"园","b":1}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def written(rows: Iterable[RowChange]) -> str:
    """Changes as the chain keeps them."""
    return canonical(
        [{"table": row.table, "key": row.key, "before": row.before, "after": row.after} for row in rows]
    )


def read(changes: str) -> tuple[RowChange, ...]:
    """Changes back from the chain. Raises ValueError, KeyError or TypeError for text that is not ours."""
    return tuple(
        RowChange(entry["table"], entry["key"], entry["before"], entry["after"])
        for entry in cast("list[dict[str, Any]]", json.loads(changes))
    )
