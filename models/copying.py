"""A whole store written anew somewhere else, row by row as it is kept, and compared before it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, insert, select

from models import audit, exchange, faults, revision, rows, sqlite, upgrade
from models.place import File, Place
from models.store import Store

Told = Callable[[int, int], None]
"""``told(done, total)`` counts rows, once as they are written and once more as they are compared."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Copied:
    """What the copy holds."""

    rows: int
    revisions: int


def whole(store: Store, target: Place, told: Told) -> Copied:
    """Make at ``target``, where nothing may be, a store that holds what this one holds at this moment.

    It counts only once every row and the whole chain have been read back; on a fault, or where ``told`` raises,
    nothing of it is left. Raises StoreExists, CopyUnlike, and as ``store.create`` does.
    """
    with store.snapshot() as (source, complaints):
        if complaints:
            raise faults.StoreDamaged(store.place.name, complaints[0])
        counts = {table.name: _count(source, table) for table in _tables()}
        meter = _Meter(told, sum(counts.values()) + counts["revision"])

        def fill(made: Connection) -> None:
            upgrade.build(made, upgrade.SHIPPED)
            for table in _tables():
                _copy(source, made, table, meter)
            _compare(made, target, counts, meter)

        target.make(fill)
    return Copied(sum(counts.values()), counts["revision"])


def back_up(store: Store, target: File, told: Told) -> None:
    """A copy in a file, which replaces what is there: of a file byte by byte, of a server row by row."""
    if isinstance(store.place, File):
        sqlite.copy(store.place.path, target.path)
        return
    beside = File(target.path.with_name(f"{target.path.name}.new"))
    try:
        beside.path.unlink(missing_ok=True)
        whole(store, beside, told)
        beside.path.replace(target.path)
    except OSError as error:
        raise sqlite.unwritable(target.path, error) from error
    finally:
        beside.discard()


@dataclass
class _Meter:
    told: Told
    total: int
    done: int = 0

    def add(self, rows: int) -> None:
        self.done += rows
        self.told(self.done, self.total)


def _tables() -> tuple[Table, ...]:
    """Every table with its values as they are kept, what is pointed at before what points there."""
    return (*rows.tables().values(), revision.TABLE, exchange.TOUCHED)


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _copy(source: Connection, made: Connection, table: Table, meter: _Meter) -> None:
    found = source.execute(select(table).execution_options(yield_per=_AT_ONCE)).mappings()
    for part in found.partitions():
        made.execute(insert(table), [dict(row) for row in part])
        meter.add(len(part))


def _compare(made: Connection, target: Place, counts: dict[str, int], meter: _Meter) -> None:
    """Raises CopyUnlike where rows are missing or the chain does not tell what the rows say."""
    for table in _tables():
        if (found := _count(made, table)) != counts[table.name]:
            raise faults.CopyUnlike(target.name, f"{table.name}: {found} rows of {counts[table.name]}")
    before = meter.done

    def walked(done: int, _total: int) -> None:
        meter.add(before + done - meter.done)

    for finding in audit.walk(made, walked):
        raise faults.CopyUnlike(target.name, str(finding))
