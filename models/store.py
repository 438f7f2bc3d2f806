"""The store: made, opened, read, and written in one named transaction each time.

A file is opened by one window at a time; on a server several people write, and none passes over another.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine

from models import faults, overtaking, place, upgrade
from models.overtaking import News, Seen
from models.place import Hold, Place, Where
from models.records import Reading, Records
from models.revision import Kind, Stamp

Clock = Callable[[], datetime]


def now() -> datetime:
    """The present moment, UTC."""
    return datetime.now(UTC)


class Store:
    """An open store. ``backup`` names the copy that was made if opening it meant upgrading it."""

    def __init__(
        self, where: Place, engine: Engine, hold: Hold | None, clock: Clock, backup: Where | None = None
    ) -> None:
        self.place = where
        self.path = where.path
        self.backup = backup
        self._reader = engine
        self._writer = engine.execution_options(writing=True)
        self._hold = hold
        self._clock = clock
        self._inside = threading.local()
        self._seen: Seen | None = None
        if where.shared:
            self._seen = self._look_first()

    @property
    def name(self) -> str:
        """Where it lies, as people are told: without a password."""
        return str(self.place.name)

    @property
    def shared(self) -> bool:
        """Whether others may write to it at the same time."""
        return self._seen is not None

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
            raise faults.StoreUnwritable(self.place.name, "it was opened for reading only")
        with self._alone(writing=True), self.place.told(), Records(self._writer, self._seen) as records:
            records.connection()
            yield records
            records.end()

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """A look at one state of the store; keep it short, since a commit waits for it to end."""
        with self._alone(writing=False), self.place.told(), Reading(self._reader) as session:
            yield session
            session.flush()

    @contextmanager
    def snapshot(self) -> Iterator[tuple[Connection, list[str]]]:
        """A copy to look at for long, and what the database itself finds wrong with it."""
        with self.place.snapshot() as found:
            yield found

    def news(self) -> News:
        """What others have written since this was last asked; they count as seen from now on."""
        if self._seen is None:
            return News()
        with self.read() as records:
            return overtaking.catch_up(records.connection(), self._seen)

    def overtaken(self) -> bool:
        """Whether others have written anything that ``news`` would tell; one quick question."""
        if self._seen is None:
            return False
        with self.read() as records:
            return overtaking.is_behind(records.connection(), self._seen)

    def stamp(self, who: str, action: str, kind: Kind = "do", target: int | None = None) -> Stamp:
        """What a transaction that ends now says about itself."""
        return Stamp(who, action, self._clock(), kind, target)

    def close(self) -> None:
        """Let go of the connections and the lock; safe to call again."""
        self._reader.dispose()
        if self._hold is not None:
            self._hold.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _look_first(self) -> Seen:
        with self.read() as records:
            return Seen(overtaking.last(records.connection()))

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


def create(where: Where, who: str, *, clock: Clock = now, schema: upgrade.Schema = upgrade.SHIPPED) -> Store:
    """Make a new store and open it. Raises StoreExists, StoreHeld, StoreUnwritable, StoreFull."""
    found = place.of(where)
    with _held(found, who, clock) as hold:
        found.make(lambda connection: upgrade.build(connection, schema))
        return Store(found, found.engine(), hold, clock)


def scratch(where: Path | str, who: str, *, clock: Clock = now) -> Store:
    """Make a new store that is only a means: nothing in it is promised to outlive a crash. Raises as ``create``."""
    with create(where, who, clock=clock) as made:
        found = made.place
    with _held(found, who, clock) as hold:
        return Store(found, found.engine(lasting=False), hold, clock)


def open(  # noqa: A001  read as store.open
    where: Where, who: str, *, clock: Clock = now, schema: upgrade.Schema = upgrade.SHIPPED
) -> Store:
    """Open a store for reading and writing; an older one is copied, then upgraded.

    Raises StoreMissing, StoreDamaged, StoreForeign, StoreNewer, StoreHeld, StoreUnwritable, StoreFull,
    UpgradeFailed; the store is then as it was. Of a server also ServerGone, ServerRefused, PasswordNeeded.
    """
    asked = place.of(where)
    asked.look(writing=True)
    with _held(asked, who, clock) as hold:
        engine = asked.engine()
        found = _version(engine, asked, schema)
        backup = None
        if found != schema.head:
            engine.dispose()
            backup = upgrade.bring(asked, found, schema, clock())
        return Store(asked, engine, hold, clock, backup)


def peek(where: Where, *, clock: Clock = now, schema: upgrade.Schema = upgrade.SHIPPED) -> Store:
    """Open a store for reading only, even while a window has it.

    Raises as ``open`` does, and StoreOlder or StoreUnfinished where it would first have to be written.
    """
    asked = place.of(where)
    asked.look(writing=False)
    engine = asked.engine("ro")
    try:
        found = _version(engine, asked, schema)
    except faults.StoreUnwritable as error:
        raise faults.StoreUnfinished(asked.name) from error
    if found != schema.head:
        engine.dispose()
        raise faults.StoreOlder(asked.name, found)
    return Store(asked, engine, None, clock)


@contextmanager
def _held(asked: Place, who: str, clock: Clock) -> Iterator[Hold]:
    """The lock, given back if what follows fails."""
    hold = asked.hold(who, clock().astimezone(UTC).isoformat(timespec="seconds"))
    try:
        yield hold
    except BaseException:
        hold.release()
        raise


def _version(engine: Engine, asked: Place, schema: upgrade.Schema) -> str:
    """The form found, one that this release knows."""
    try:
        with asked.told(), engine.connect() as connection:
            found = upgrade.version(connection, asked.name)
        if found not in schema.versions:
            raise faults.StoreNewer(asked.name, found, schema.head)
    except BaseException:
        engine.dispose()
        raise
    return found
