"""Where a store lies, a file or a server, and the one way to all that only its kind of database knows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Literal, Protocol

from sqlalchemy import Connection, Engine, inspect

from models import faults, lock, postgres, sqlite

Where = Path | str
Mode = Literal["rw", "ro"]


class Hold(Protocol):
    """What keeps others out as long as it is not released."""

    def release(self) -> None:
        """Give it up; safe to call again."""


class Place(Protocol):
    """Where a store lies."""

    @property
    def path(self) -> Path:
        """Beside which its files of evidence lie; of a file, the file itself."""

    @property
    def name(self) -> Where:
        """What faults and people call it: the file's path, or the server's address without the password."""

    @property
    def shared(self) -> bool:
        """Whether several people may write at the same time."""

    def exists(self) -> bool:
        """Whether there is a store, or at least something that has to be looked at as one."""

    def look(self, *, writing: bool) -> None:
        """Refuse, without touching anything, what cannot be a store at all, or may not be written."""

    def hold(self, who: str, since: str) -> Hold:
        """Keep other windows out, where only one may be in."""

    def engine(self, mode: Mode = "rw", *, lasting: bool = True) -> Engine:
        """Connections to it."""

    def told(self) -> AbstractContextManager[None]:
        """Raise the store's own fault where the database reports one."""

    def snapshot(self) -> AbstractContextManager[tuple[Connection, list[str]]]:
        """One state to look at for long, and what the database itself finds wrong with it."""

    def make(self, fill: Callable[[Connection], None]) -> None:
        """Make it, with what ``fill`` writes, whole or not at all. Raises StoreExists where one is."""

    def keep(self, suffix: str) -> Where:
        """A copy beside it, made before its form changes; where it lies."""

    def rebuilding(self) -> AbstractContextManager[Connection]:
        """One transaction in which tables may change their form."""


def of(where: Where) -> Place:
    """The place that a path or an address names. Raises StoreUnsupported for an address of neither kind."""
    if isinstance(where, str) and "://" in where and not where.startswith("sqlite"):
        return Server(where)
    return File(sqlite.path_of(where))


class File:
    """A file on this machine or a share, with which one window works at a time."""

    shared = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path

    def exists(self) -> bool:
        """Also where a folder above is closed to us, for which Path.exists raises."""
        return os.path.exists(self.path)

    def look(self, *, writing: bool) -> None:
        """See the protocol."""
        sqlite.look(self.path, writing=writing)

    def hold(self, who: str, since: str) -> Hold:
        """The lock beside the file."""
        return lock.take(self.path, who, since)

    def engine(self, mode: Mode = "rw", *, lasting: bool = True) -> Engine:
        """See the protocol."""
        return sqlite.engine(self.path, mode, lasting=lasting)

    def told(self) -> AbstractContextManager[None]:
        """See the protocol."""
        return sqlite.told(self.path)

    def snapshot(self) -> AbstractContextManager[tuple[Connection, list[str]]]:
        """A copy in memory."""
        return sqlite.snapshot(self.path)

    def make(self, fill: Callable[[Connection], None]) -> None:
        """Under its name only once it is whole."""
        if self.path.exists():
            raise faults.StoreExists(self.path)
        part = self.path.with_name(f"{self.path.name}.part")
        try:
            _clear(part)
            _fill(part, fill)
            part.replace(self.path)
            _settle(self.path.parent)
        except OSError as error:
            raise sqlite.unwritable(self.path, error) from error
        finally:
            _clear(part)

    def keep(self, suffix: str) -> Path:
        """A file beside it."""
        backup = self.path.with_name(f"{self.path.stem}.backup-{suffix}{self.path.suffix}")
        sqlite.copy(self.path, backup)
        return backup

    def rebuilding(self) -> AbstractContextManager[Connection]:
        """See the protocol."""
        return sqlite.rebuilding(self.path)


def _fill(part: Path, fill: Callable[[Connection], None]) -> None:
    engine = sqlite.engine(part, "rwc")
    try:
        with sqlite.told(part), engine.execution_options(writing=True).begin() as connection:
            fill(connection)
    finally:
        engine.dispose()


def _clear(part: Path) -> None:
    for leftover in (part, part.with_name(f"{part.name}-journal")):
        leftover.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Have the new name on disk before the first answer is acknowledged; not every system allows it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class _Open:
    """Nobody is kept out of a server."""

    def release(self) -> None:
        """Nothing was taken."""


class Server:
    """A database on a PostgreSQL server, with which several people work at a time.

    Its evidence lies in the folder that the address names as ``files``: each machine may know the same share
    under another name, so it belongs to the address and not to the store. Without it there is none.
    """

    shared = True

    def __init__(self, where: str) -> None:
        self._url, self._files = postgres.address_of(where)
        self.name = postgres.shown(self._url)

    @property
    def path(self) -> Path:
        """In the folder of the files; without one, where no file can be."""
        return (self._files or Path(os.devnull)) / str(self._url.database)

    @property
    def has_folder(self) -> bool:
        """Whether files of evidence have a place."""
        return self._files is not None

    @cached_property
    def _engine(self) -> Engine:
        return postgres.engine(self._url)

    def exists(self) -> bool:
        """Whether the database, which is there before us, has tables."""
        try:
            return not postgres.is_empty(self._engine, self.name)
        finally:
            self._engine.dispose()

    def look(self, *, writing: bool) -> None:
        """See the protocol."""
        if not self.exists():
            raise faults.StoreMissing(self.name)
        if writing:
            postgres.may_write(self._engine, self.name)

    def hold(self, who: str, since: str) -> Hold:
        """Nothing is taken: people share it, and the transactions take turns."""
        return _Open()

    def engine(self, mode: Mode = "rw", *, lasting: bool = True) -> Engine:
        """The same for every use; how long it lasts is the server's own affair."""
        return self._engine

    def told(self) -> AbstractContextManager[None]:
        """See the protocol."""
        return postgres.told(self.name)

    @contextmanager
    def snapshot(self) -> Iterator[tuple[Connection, list[str]]]:
        """One long look, which holds nobody up there."""
        with self.told(), self._engine.connect() as connection:
            yield connection, []

    def make(self, fill: Callable[[Connection], None]) -> None:
        """In one transaction; of two who do it at the same time, the second is told."""
        empty = postgres.is_empty(self._engine, self.name)
        with postgres.writing(self._engine, self.name) as connection:
            if not empty or inspect(connection).get_table_names():
                raise faults.StoreExists(self.name)
            fill(connection)

    def keep(self, suffix: str) -> str:
        """Tables in a schema of their own."""
        return postgres.keep(self._engine, self.name, suffix.replace("-", "_"))

    def rebuilding(self) -> AbstractContextManager[Connection]:
        """References are checked as rows change."""
        return postgres.writing(self._engine, self.name)
