"""What only PostgreSQL needs: how it is reached, begins a transaction, tells its errors, is kept aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.dialects import registry
from sqlalchemy.exc import ArgumentError, DBAPIError

from models import faults

WAIT = 10
"""Seconds to wait for another person's transaction to end."""
_REACH = 5
"""Seconds to wait for the server to answer at all."""
_NAMES = {"postgresql", "postgres", "postgresql+psycopg"}
_ONE_WRITER = 0x7061726B67726164
"""Number of the lock under which the chain of revisions grows by one at a time."""
_ALIVE = {"keepalives_idle": 15, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 15_000}
"""So that a line that is cut is told within seconds instead of hours."""

registry.register("postgresql.parkgrade", "models.postgres_dialect", "Dialect")


def address_of(where: str) -> tuple[URL, Path | None]:
    """The address itself, and the folder that its ``files`` names. Raises StoreUnsupported for any other."""
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        raise faults.StoreUnsupported(_hidden(where)) from error
    if url.drivername not in _NAMES or not url.database:
        raise faults.StoreUnsupported(shown(url))
    files = url.query.get("files")
    url = url.difference_update_query(["files"]).set(drivername="postgresql+parkgrade")
    return url, Path(str(files)).absolute() if files else None


def shown(url: URL) -> str:
    """The address as a person may see it: without the password."""
    return url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)


def _hidden(where: str) -> str:
    return re.sub(r"//[^@/]*@", "//", where)


def engine(url: URL) -> Engine:
    """Connections to the server, which one holds only as long as a transaction."""
    options = f"{url.query.get('options', '')} -c lock_timeout={WAIT}s".strip()
    reached: dict[str, Any] = {"client_encoding": "utf8", "application_name": "parkgrade", **_ALIVE}
    reached = {name: value for name, value in reached.items() if name not in url.query}
    timeout = {} if "connect_timeout" in url.query else {"connect_timeout": _REACH}
    made = create_engine(
        url.difference_update_query(["options"]),
        connect_args={**reached, **timeout, "options": options},
        pool_size=4,
        pool_pre_ping=True,
    )
    event.listen(made, "begin", _begin)
    return made


def _begin(connection: Connection) -> None:
    """Writers take turns and see what the last one wrote; a look is at one state, and writes nothing."""
    if connection.get_execution_options().get("writing"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_WRITER})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def is_empty(made: Engine, name: str) -> bool:
    """Whether no table is there yet. Raises StoreForeign where others have theirs."""
    with told(name), made.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise faults.StoreUnfit(name, str(encoding))
    if tables and not {"alembic_version", "revision"} <= tables:
        raise faults.StoreForeign(name)
    return not tables


def may_write(made: Engine, name: str) -> None:
    """Raises StoreUnwritable for a person whom the server lets only read."""
    with told(name), made.connect() as connection:
        asked = "SELECT has_table_privilege('revision', 'INSERT') AND NOT pg_is_in_recovery()"
        if not connection.exec_driver_sql(asked).scalar_one():
            raise faults.StoreUnwritable(name, "no right to insert")


@contextmanager
def writing(made: Engine, name: str) -> Iterator[Connection]:
    """One transaction as the only writer, for making tables or changing their form."""
    with told(name), made.execution_options(writing=True).begin() as connection:
        yield connection


def keep(made: Engine, name: str, suffix: str) -> str:
    """A copy of all tables in a schema of the same database, made before their form changes; its name."""
    aside = f"parkgrade_backup_{suffix}".lower()
    with writing(made, name) as connection:
        connection.execute(text(f'CREATE SCHEMA "{aside}"'))
        for table in inspect(connection).get_table_names():
            connection.execute(text(f'CREATE TABLE "{aside}"."{table}" AS TABLE "{table}"'))
    return aside


@contextmanager
def told(name: str) -> Iterator[None]:
    """Raise the store's own fault where the server reports one; our own mistakes pass as they are."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise faults.TextUnfit(error.object[error.start : error.end]) from error
    except DBAPIError as error:
        fault = _fault(name, error.orig)
        if fault is None:
            raise
        raise fault from error


_STATES: dict[str, type[faults.StoreFault]] = {
    "23503": faults.ReferenceGone,
    "53100": faults.StoreFull,
    "55P03": faults.StoreBusy,
    "40P01": faults.StoreBusy,
    "40001": faults.StoreBusy,
    "53300": faults.StoreBusy,
    "3D000": faults.StoreMissing,
}
_WITH_REASON: dict[str, type[faults.ServerGone | faults.StoreUnwritable | faults.StoreDamaged]] = {
    "42501": faults.StoreUnwritable,
    "25006": faults.StoreUnwritable,
    "XX001": faults.StoreDamaged,
    "XX002": faults.StoreDamaged,
    "57P01": faults.ServerGone,
    "57P02": faults.ServerGone,
    "57P03": faults.ServerGone,
}


def _fault(name: str, error: BaseException | None) -> faults.Fault | None:
    state, reason = getattr(error, "sqlstate", None), str(error)
    if state in _STATES:
        return _STATES[state](name)
    if state in _WITH_REASON:
        return _WITH_REASON[state](name, reason)
    if "NUL (0x00)" in reason:  # refused by the driver, so without a state
        return faults.TextUnfit("\0")
    if type(error).__name__ == "OperationalError" and (state is None or state.startswith("08")):
        return _unreached(name, error, reason)
    return None


def _unreached(name: str, error: Any, reason: str) -> faults.StoreFault:
    """Why there is no connection: a server that refuses one tells no state, only words in its own language."""
    if re.search(r"(database|数据库)\s*[\"“].*(not exist|不存在)", reason):
        return faults.StoreMissing(name)
    if re.search(r"too many|太多|过多", reason):
        return faults.StoreBusy(name)
    tried = getattr(error, "pgconn", None)
    if tried is not None and tried.needs_password:
        return faults.PasswordNeeded(name)
    if re.search(r"FATAL|致命", reason) and not re.search(r"start|shut|recover|启动|关闭|恢复", reason):
        return faults.ServerRefused(name, reason)
    return faults.ServerGone(name, reason)
