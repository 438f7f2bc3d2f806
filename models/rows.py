"""Rows as the database holds them, text and whole numbers: what history compares, keeps and puts back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Dialect,
    MetaData,
    Select,
    Table,
    bindparam,
    delete,
    insert,
    select,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from models import (
    assessment,
    county,
    evidence,
    exchange,
    expert,
    keying,
    park,
    people,
    plan,
    revision,
    scenario,
    seal,
)
from models.base import Base
from models.revision import Plain, RowChange, Values

MODULES = (assessment, county, evidence, exchange, expert, keying, park, people, plan, scenario, seal)
"""Every module with tables that history follows; importing them is what makes the tables known."""
_AT_ONCE = 500


class _Truth(Boolean):
    """A truth value that shows a stored 2 as 2 instead of taking it for true."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        return lambda value: bool(value) if value in (0, 1) else value


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    if isinstance(kind, TypeDecorator):
        return kind.impl_instance
    return _Truth() if isinstance(kind, Boolean) else kind


@cache
def tables() -> dict[str, Table]:
    """Every table that history follows, with its values left as they are stored."""
    apart = MetaData()
    return {
        table.name: Table(
            table.name,
            apart,
            *(Column(c.name, _plain(c.type), primary_key=c.primary_key) for c in table.columns),
        )
        for table in Base.metadata.sorted_tables
        if table is not revision.TABLE and table is not exchange.TOUCHED
    }


@cache
def key_of(table: str) -> Column[str]:
    """The one key column of a table."""
    (column,) = tables()[table].primary_key.columns
    return column


def read(connection: Connection, table: str, keys: Sequence[str]) -> dict[str, Values]:
    """The rows with these keys; those that are not there are left out."""
    name = key_of(table).name
    found: dict[str, Values] = {}
    for start in range(0, len(keys), _AT_ONCE):
        result = connection.execute(_chosen(table), {"keys": keys[start : start + _AT_ONCE]}).mappings()
        found.update({row[name]: dict(row) for row in result})
    return found


@cache
def _chosen(table: str) -> Select[Any]:
    """Built once, since every answer asks twice."""
    return select(tables()[table]).where(key_of(table).in_(bindparam("keys", expanding=True)))


def every(connection: Connection, table: str) -> Iterator[tuple[str, dict[str, Plain]]]:
    """All rows of a table with their keys."""
    key = key_of(table).name
    for row in connection.execute(select(tables()[table])).mappings():
        yield row[key], dict(row)


def compare(table: str, key: str, before: Values | None, after: Values | None) -> RowChange | None:
    """What lies between two states of one row; None where nothing does."""
    if before is None or after is None:
        return None if before is after else RowChange(table, key, before, after)
    changed = [name for name in after if name not in before or not same(before[name], after[name])]
    if not changed:
        return None
    return RowChange(
        table, key, {name: before.get(name) for name in changed}, {name: after[name] for name in changed}
    )


def astray(found: Values | None, told: Values | None) -> str | None:
    """The first column in which a row is not as told, "" where it is there or gone against what was told."""
    if found is None or told is None:
        return None if found is told else ""
    return next((name for name in told if name in found and not same(found[name], told[name])), None)


def same(one: Plain, other: Plain) -> bool:
    """Equal in value and in kind: 1 is not true and not ``"1"``."""
    return type(one) is type(other) and one == other


def put(connection: Connection, table: str, goals: dict[str, Values | None]) -> None:
    """Bring rows to the given whole states, None for gone; references are checked at commit."""
    target = tables()[table]
    key = key_of(table)
    keys = list(goals)
    for start in range(0, len(keys), _AT_ONCE):
        connection.execute(delete(target).where(key.in_(keys[start : start + _AT_ONCE])))
    known = set(target.columns.keys())
    states = [{n: v for n, v in row.items() if n in known} for row in goals.values() if row is not None]
    if states:
        connection.execute(insert(target), states)


def by_table(changes: Iterable[RowChange]) -> dict[str, list[RowChange]]:
    """Changes gathered by table, in the order met."""
    gathered: dict[str, list[RowChange]] = {}
    for change in changes:
        gathered.setdefault(change.table, []).append(change)
    return gathered
