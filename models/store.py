"""The store: made, opened by one window at a time, read, and written in one named transaction each time."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine

from models import faults, lock, sqlite, upgrade
from models.records import Reading, Records
from models.revision import Kind, Stamp

Clock = Callable[[], datetime]


def now() -> datetime:
    """The present moment, UTC."""
    return datetime.now(UTC)


class Store:
    """An open store. ``backup`` names the copy that was made if opening it meant upgrading it."""

    def __init__(
        self, path: Path, engine: Engine, hold: lock.Hold | None, clock: Clock, backup: Path | None = None
    ) -> None:
        self.path = path
        self.backup = backup
        self._reader = engine
        self._writer = engine.execution_options(writing=True)
        self._hold = hold
        self._clock = clock
        self._inside = threading.local()

    @property
    def read_only(self) -> bool:
        """Whether it was opened without the right to write."""
        return self._hold is None

    @contextmanager
    def begin(self, who: str, action: str) -> Iterator[Records]:
        """One transaction, remembered as one revision under the action's name; then ``records.change``.

        Any exception takes everything back. Raises StoreFull, StoreUnwritable, StoreBusy, StoreDamaged.
        """
        with self.rewrite() as records:
            records.action = action
            yield records
            records.keep(self.stamp(who, records.action))

    @contextmanager
    def rewrite(self) -> Iterator[Records]:
        """The transaction alone, for history, which writes its own revision."""
        if self.read_only:
            raise faults.StoreUnwritable(self.path, "it was opened for reading only")
        with self._alone(writing=True), sqlite.told(self.path), Records(self._writer) as records:
            records.connection()
            yield records
            records.end()

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """A look at one state of the store; keep it short, since a commit waits for it to end."""
        with self._alone(writing=False), sqlite.told(self.path), Reading(self._reader) as session:
            yield session
            session.flush()

    @contextmanager
    def snapshot(self) -> Iterator[tuple[Connection, list[str]]]:
        """A copy to look at for long, and what the database itself finds wrong with it."""
        with sqlite.snapshot(self.path) as found:
            yield found

    def stamp(self, who: str, action: str, kind: Kind = "do", target: int | None = None) -> Stamp:
        """What a transaction that ends now says about itself."""
        return Stamp(who, action, self._clock(), kind, target)

    def close(self) -> None:
        """Let go of the file and the lock; safe to call again."""
        self._reader.dispose()
        if self._hold is not None:
            self._hold.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _alone(self, *, writing: bool) -> Iterator[None]:
        """One transaction per thread: a second would see another state, or wait for the first for ever."""
        if getattr(self._inside, "writing", None) is not None and (writing or self._inside.writing):
            raise faults.Misuse("a transaction of this thread is still open")
        before = getattr(self._inside, "writing", None)
        self._inside.writing = writing
        try:
            yield
        finally:
            self._inside.writing = before


def create(
    where: Path | str, who: str, *, clock: Clock = now, schema: upgrade.Schema = upgrade.SHIPPED
) -> Store:
    """Make a new store and open it. Raises StoreExists, StoreHeld, StoreUnwritable, StoreFull."""
    path = sqlite.path_of(where)
    with _held(path, who, clock) as hold:
        if path.exists():
            raise faults.StoreExists(path)
        part = path.with_name(f"{path.name}.part")
        try:
            _clear(part)
            _build(part, schema)
            part.replace(path)
            _settle(path.parent)
        except OSError as error:
            raise sqlite.unwritable(path, error) from error
        finally:
            _clear(part)
        return Store(path, sqlite.engine(path), hold, clock)


def scratch(where: Path | str, who: str, *, clock: Clock = now) -> Store:
    """Make a new store that is only a means: nothing in it is promised to outlive a crash. Raises as ``create``."""
    with create(where, who, clock=clock) as made:
        path = made.path
    with _held(path, who, clock) as hold:
        return Store(path, sqlite.engine(path, lasting=False), hold, clock)


def open(  # noqa: A001  read as store.open
    where: Path | str, who: str, *, clock: Clock = now, schema: upgrade.Schema = upgrade.SHIPPED
) -> Store:
    """Open a store for reading and writing; an older one is copied, then upgraded.

    Raises StoreMissing, StoreDamaged, StoreForeign, StoreNewer, StoreHeld, StoreUnwritable, StoreFull,
    UpgradeFailed; the store is then as it was.
    """
    path = sqlite.path_of(where)
    sqlite.look(path, writing=True)
    with _held(path, who, clock) as hold:
        engine = sqlite.engine(path)
        found = _version(engine, path, schema)
        backup = None
        if found != schema.head:
            engine.dispose()
            backup = upgrade.bring(path, found, schema, clock())
        return Store(path, engine, hold, clock, backup)


def peek(where: Path | str, *, clock: Clock = now, schema: upgrade.Schema = upgrade.SHIPPED) -> Store:
    """Open a store for reading only, even while a window has it.

    Raises as ``open`` does, and StoreOlder or StoreUnfinished where it would first have to be written.
    """
    path = sqlite.path_of(where)
    sqlite.look(path, writing=False)
    engine = sqlite.engine(path, "ro")
    try:
        found = _version(engine, path, schema)
    except faults.StoreUnwritable as error:
        raise faults.StoreUnfinished(path) from error
    if found != schema.head:
        engine.dispose()
        raise faults.StoreOlder(path, found)
    return Store(path, engine, None, clock)


@contextmanager
def _held(path: Path, who: str, clock: Clock) -> Iterator[lock.Hold]:
    """The lock, given back if what follows fails."""
    hold = lock.take(path, who, clock().astimezone(UTC).isoformat(timespec="seconds"))
    try:
        yield hold
    except BaseException:
        hold.release()
        raise


def _version(engine: Engine, path: Path, schema: upgrade.Schema) -> str:
    """The form found, one that this release knows."""
    try:
        with sqlite.told(path), engine.connect() as connection:
            found = upgrade.version(connection, path)
        if found not in schema.versions:
            raise faults.StoreNewer(path, found, schema.head)
    except BaseException:
        engine.dispose()
        raise
    return found


def _build(part: Path, schema: upgrade.Schema) -> None:
    engine = sqlite.engine(part, "rwc")
    try:
        with sqlite.told(part), engine.execution_options(writing=True).begin() as connection:
            upgrade.build(connection, schema)
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
