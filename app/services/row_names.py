"""What a stored row is called and where it belongs, read as it lies in the store, damaged or not."""

from __future__ import annotations

from sqlalchemy import Connection

from app import wording_history
from models import rows
from models.revision import Values

_NAMES = ("subject", "name", "title", "section_id", "key", "signer")


def name(connection: Connection, table: str, key: str) -> str:
    """The row by its record and name, such as 作答 评分项 G01; the beginning of its id where it has none."""
    row = _row(connection, table, key)
    called = next((str(row[column]) for column in _NAMES if row.get(column)), key[:8])
    told = wording_history.subject(called) if row.get("subject") else called
    return f"{wording_history.record(table)} {told}"


def place(connection: Connection, table: str, key: str) -> str:
    """Park, year and kind of the round that a row belongs to, as far as they can still be read."""
    row = _row(connection, table, key)
    head = row if table == "assessment" else _row(connection, "assessment", row.get("assessment_id"))
    park = row if table == "park" else _row(connection, "park", head.get("park_id") or row.get("park_id"))
    kind = wording_history.value("assessment", "kind", head.get("kind")) if head else ""
    return " ".join(str(part) for part in (park.get("name"), head.get("year"), kind) if part)


def _row(connection: Connection, table: str, key: object) -> Values:
    return rows.read(connection, table, [str(key)]).get(str(key), {}) if key else {}
