"""What only SQLite needs: how it is opened, begins a transaction, tells its errors, is copied."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, StaticPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from models import faults

WAIT = 10.0
"""Seconds to wait for another transaction to end."""
_MAGIC = b"SQLite format 3\0"
_ON_OPENING = ("PRAGMA journal_mode = DELETE", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON")


def path_of(where: Path | str) -> Path:
    """The file that a path or ``sqlite:///`` address names. Raises StoreUnsupported for other addresses."""
    if isinstance(where, str) and "://" in where:
        scheme, _, rest = where.partition(":///")
        if scheme != "sqlite" or not rest:
            raise faults.StoreUnsupported(where)
        where = rest
    return Path(where).absolute()


def look(path: Path, *, writing: bool) -> None:
    """Refuse, without touching anything, what cannot be a store at all, or may not be written."""
    try:
        with path.open("r+b" if writing else "rb") as file:
            head = file.read(len(_MAGIC))
    except FileNotFoundError as error:
        raise faults.StoreMissing(path) from error
    except OSError as error:
        if os.path.isdir(path):  # Path.is_dir raises where a folder above may not be entered
            raise faults.StoreDamaged(path, "it is a folder") from error
        raise (unwritable if writing else _unreadable)(path, error) from error
    if head != _MAGIC:
        raise faults.StoreDamaged(path, "it does not begin like a database" if head else "it is empty")


def unwritable(path: Path, error: OSError) -> faults.StoreFault:
    """The fault behind an error of the operating system."""
    from errno import EDQUOT, ENOSPC

    if error.errno in (ENOSPC, EDQUOT):
        return faults.StoreFull(path)
    return faults.StoreUnwritable(path, str(error))


def _unreadable(path: Path, error: OSError) -> faults.StoreFault:
    return faults.StoreUnreadable(path, str(error))


def engine(path: Path, mode: Literal["rw", "ro", "rwc"] = "rw", *, lasting: bool = True) -> Engine:
    """Connections to the file in which SQLAlchemy, not the driver, begins each transaction.

    What is not ``lasting`` does not wait for the disk: only for a file that is thrown away after a crash.
    """
    opening = () if mode == "ro" else (*_ON_OPENING, *(() if lasting else ("PRAGMA synchronous = OFF",)))

    def connect() -> sqlite3.Connection:
        connection = _connect(path, mode)
        for line in opening:
            connection.execute(line)
        return connection

    made = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=4)
    event.listen(made, "begin", _begin)
    event.listen(made, "checkin", _leave)
    return made


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    posix = path.as_posix()
    address = f"file://{'' if posix.startswith('/') else '/'}{quote(posix)}?mode={mode}"
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False, timeout=WAIT)


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _leave(connection: sqlite3.Connection | None, record: object) -> None:
    """A commit refused for a broken reference leaves SQLite in its transaction, SQLAlchemy unaware."""
    if connection is not None and connection.in_transaction:
        connection.rollback()


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise the store's own fault where SQLite reports one; our own mistakes pass as they are."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise faults.TextUnfit(error.object[error.start : error.end]) from error
    except DBAPIError as error:
        fault = _fault(path, error.orig)
        if fault is None:
            raise
        raise fault from error
    except sqlite3.Error as error:
        fault = _fault(path, error)
        if fault is None:
            raise
        raise fault from error


def _fault(path: Path, error: BaseException | None) -> faults.StoreFault | None:
    extended = getattr(error, "sqlite_errorcode", 0)
    code, reason = extended & 0xFF, str(error)
    if extended == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return faults.ReferenceGone(path)
    if code == sqlite3.SQLITE_FULL:
        return faults.StoreFull(path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return faults.StoreBusy(path)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return faults.StoreDamaged(path, reason)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM):
        return faults.StoreUnwritable(path, reason)
    return None


def copy(path: Path, target: Path) -> None:
    """A sound copy of a store, checked, under its name only once whole. Leaves nothing on a fault."""
    part = target.with_name(f"{target.name}.part")
    try:
        with told(path), closing(_connect(path, "ro")) as source, closing(_fresh(part, target)) as made:
            source.backup(made)
            broken = complaints(made)
        if broken:
            raise faults.StoreDamaged(path, broken[0])
        part.replace(target)
    except OSError as error:
        raise unwritable(target, error) from error
    finally:
        part.unlink(missing_ok=True)


def _fresh(part: Path, target: Path) -> sqlite3.Connection:
    with told(target):
        return sqlite3.connect(part)


def complaints(connection: sqlite3.Connection) -> list[str]:
    """What SQLite itself finds wrong inside a file: pages, indexes, references."""
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    return [line for line in found if line != "ok"] + astray(connection)


def astray(connection: sqlite3.Connection) -> list[str]:
    """The rows that refer to one that is not there."""
    found = connection.execute("PRAGMA foreign_key_check")
    return [f"{row[0]} row {row[1]} refers to no {row[2]}" for row in found]


def _refuse_astray(path: Path, connection: sqlite3.Connection) -> None:
    if broken := astray(connection):
        raise faults.StoreDamaged(path, broken[0])


@contextmanager
def rebuilding(path: Path) -> Iterator[Connection]:
    """One transaction in which tables may be rebuilt: references are checked before it is committed.

    Checked row by row, SQLite would take rows of other tables along. Raises StoreDamaged for a broken one.
    """
    made = engine(path).execution_options(writing=True)
    with ExitStack() as stack:
        stack.callback(made.dispose)
        connection = stack.enter_context(made.connect())
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.execute("PRAGMA foreign_keys = OFF")
        stack.enter_context(connection.begin())
        yield connection
        if broken := astray(driver):
            raise faults.StoreDamaged(path, broken[0])


@contextmanager
def snapshot(path: Path) -> Iterator[tuple[Connection, list[str]]]:
    """A copy in memory to look at for long without holding anybody up, and what SQLite finds wrong with it.

    Text that is no longer UTF-8 is read all the same, so that it can be compared and named.
    """
    with told(path), closing(sqlite3.connect(":memory:", check_same_thread=False)) as memory:
        with closing(_connect(path, "ro")) as source:
            source.backup(memory)
        broken = complaints(memory)
        memory.text_factory = _lenient
        reader = create_engine("sqlite://", creator=lambda: memory, poolclass=StaticPool)
        with reader.connect() as connection:
            yield connection, broken


def _lenient(text: bytes) -> Any:
    return text.decode("utf-8", "surrogateescape")
