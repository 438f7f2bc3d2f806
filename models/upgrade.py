"""Which forms a store has had, and how an older one becomes the present one: copied first, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from models import faults, rows, sqlite
from models.base import Base

_HOME = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Schema:
    """The forms that are known, oldest first, and the folders with the steps between them."""

    versions: tuple[str, ...]
    folders: tuple[Path, ...]

    @property
    def head(self) -> str:
        """The present form."""
        return self.versions[-1]


SHIPPED = Schema(("0001", "0002", "0003"), (_HOME / "versions",))


def version(connection: Connection, path: Path) -> str:
    """The form a store has. Raises StoreForeign for a database that is not a store."""
    if not {"alembic_version", "revision"} <= set(inspect(connection).get_table_names()):
        raise faults.StoreForeign(path)
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    if len(found) != 1:
        raise faults.StoreForeign(path)
    return str(found[0])


def build(connection: Connection, schema: Schema) -> None:
    """All tables of the present form at once, without Alembic, stamped as if Alembic had made them."""
    rows.tables()
    Base.metadata.create_all(connection)
    connection.execute(text(STAMP))
    connection.execute(
        text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": schema.head}
    )


STAMP = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


def bring(path: Path, found: str, schema: Schema, now: datetime) -> Path:
    """Copy an older store beside itself, then upgrade it in one transaction; returns the copy.

    Raises UpgradeFailed, after which the store is what it was.
    """
    moment = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    backup = path.with_name(f"{path.stem}.backup-{found}-{moment}{path.suffix}")
    try:
        sqlite.copy(path, backup)
    except faults.Fault as fault:
        raise faults.UpgradeFailed(path, found, None, str(fault)) from fault
    try:
        with sqlite.rebuilding(path) as connection:
            step(connection, schema)
            if (led := version(connection, path)) != schema.head:
                raise ValueError(f"the steps led to {led}, not to {schema.head}")
    except Exception as error:
        raise faults.UpgradeFailed(path, found, backup, f"{type(error).__name__}: {error}") from error
    return backup


def step(connection: Connection, schema: Schema) -> None:
    """Take the steps that lead from the form found to the present one, in the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", _literal(str(_HOME)))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", _literal("\n".join(map(str, schema.folders))))
    config.attributes["connection"] = connection
    command.upgrade(config, schema.head)


def _literal(value: str) -> str:
    return value.replace("%", "%%")
