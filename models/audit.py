"""Whether a store still is what its chain of revisions says: every hash, every link, every row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import Connection, RowMapping, func, select

from models import faults, revision, rows
from models.revision import Plain, RowChange
from models.store import Store

What = Literal["file", "gap", "hash", "link", "top", "changes", "before", "missing", "stray", "value"]
_STRIDE = 500
State = dict[tuple[str, str], dict[str, Plain]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    ``what`` is one of:
    file: the database itself complains, in ``detail`` · gap: revision ``seq`` is missing ·
    hash: ``seq`` does not match its own hash · link: ``seq`` does not follow the one before ·
    top: ``seq`` is wrong about what undo or redo acts on · changes: those of ``seq`` cannot be read ·
    before: ``seq`` started from a value that was not there · stray: a row that no revision made ·
    missing, value: a row that is gone, or is not as ``seq``, which touched it last, left it.
    """

    what: What
    seq: int | None = None
    table: str = ""
    key: str = ""
    column: str = ""
    detail: str = ""


def verify(store: Store, progress: Callable[[int, int], None] | None = None) -> tuple[Finding, ...]:
    """All that is wrong with a store, nothing if it is sound.

    ``progress(done, total)`` counts revisions and may stop the work by raising.
    """
    try:
        with store.snapshot() as (connection, complaints):
            said = [Finding("file", detail=line) for line in complaints]
            return (*said, *_walk(connection, progress or (lambda done, total: None)))
    except faults.StoreDamaged as fault:
        return (Finding("file", detail=fault.reason),)


"""+"""


@dataclass
class _Replay:
    """The store as the chain tells it, up to the revision read last."""

    state: State = field(default_factory=dict)
    source: dict[tuple[str, str], int] = field(default_factory=dict)
    done: list[int] = field(default_factory=list)
    undone: list[int] = field(default_factory=list)
    seq: int = 0
    hash: str = revision.FIRST


def _walk(connection: Connection, progress: Callable[[int, int], None]) -> Iterator[Finding]:
    replay = _Replay()
    total = connection.execute(select(func.count()).select_from(revision.TABLE)).scalar_one()
    ordered = select(revision.TABLE).order_by(revision.TABLE.c.seq)
    for done, entry in enumerate(connection.execute(ordered).mappings()):
        if done % _STRIDE == 0:
            progress(done, total)
        yield from _chained(replay, entry)
        yield from _stacked(replay, entry)
        yield from _replayed(replay, entry)
        replay.seq, replay.hash = entry["seq"], entry["hash"]
    for table in rows.tables():
        yield from _compared(connection, replay, table)
    for (table, key), _ in replay.state.items():
        yield Finding("missing", replay.source[table, key], table, key)


def _chained(replay: _Replay, entry: RowMapping) -> Iterator[Finding]:
    seq = entry["seq"]
    if seq != replay.seq + 1:
        yield Finding("gap", replay.seq + 1)
    elif entry["previous"] != replay.hash:
        yield Finding("link", seq)
    try:
        sound = revision.seal(entry) == entry["hash"]
    except (TypeError, ValueError):
        sound = False
    if not sound:
        yield Finding("hash", seq)


def _stacked(replay: _Replay, entry: RowMapping) -> Iterator[Finding]:
    """What can be undone and redone, told again from the start."""
    seq, kind, target = entry["seq"], entry["kind"], entry["target"]
    source, goal = (replay.done, replay.undone) if kind == "undo" else (replay.undone, replay.done)
    if kind == "do":
        replay.done.append(seq)
        replay.undone.clear()
    elif source and source[-1] == target:
        goal.append(source.pop())
    else:
        yield Finding("top", seq)
    tops = tuple(stack[-1] if stack else None for stack in (replay.done, replay.undone))
    if tops != (entry["undoes"], entry["redoes"]):
        yield Finding("top", seq)


def _replayed(replay: _Replay, entry: RowMapping) -> Iterator[Finding]:
    seq = entry["seq"]
    try:
        changes = revision.read(entry["changes"])
    except (ValueError, KeyError, TypeError):
        yield Finding("changes", seq)
        return
    for change in changes:
        column = rows.astray(replay.state.get((change.table, change.key)), change.before)
        if column is not None:
            yield Finding("before", seq, change.table, change.key, column)
        _step(replay, change, seq)


def _step(replay: _Replay, change: RowChange, seq: int) -> None:
    place = (change.table, change.key)
    replay.source[place] = seq
    if change.after is None:
        replay.state.pop(place, None)
    else:
        replay.state[place] = {**replay.state.get(place, {}), **change.after}


def _compared(connection: Connection, replay: _Replay, table: str) -> Iterator[Finding]:
    for key, found in rows.every(connection, table):
        told = replay.state.pop((table, key), None)
        if told is None:
            yield Finding("stray", None, table, key)
            continue
        seq = replay.source[table, key]
        for column, value in found.items():
            if column in told and not rows.same(told[column], value):
                yield Finding("value", seq, table, key, column, f"{told[column]!r} -> {value!r}")
