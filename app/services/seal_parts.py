"""What a round consists of when it is sealed or checked: its rows as they are stored, read through one connection."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from app.core.seal import Parts, Row
from models import rows


def parts(connection: Connection, assessment_id: str) -> Parts | None:
    """Everything of one round; None where the round is gone."""
    heads = _where(connection, "assessment", "id", (assessment_id,))
    if not heads:
        return None
    head = heads[0]
    editions = filter(None, (head["edition_checksum"], head["ten_two_checksum"]))

    def of(table: str) -> list[Row]:
        return _where(connection, table, "assessment_id", (assessment_id,))

    return Parts(
        head=head,
        editions=_where(connection, "edition", "checksum", editions),
        answers=of("answer"),
        assignments=of("assignment"),
        judgements=of("judgement"),
        opinions=of("opinion"),
        evidence=_uses(connection, assessment_id),
    )


def names(connection: Connection) -> dict[str, str]:
    """What people, editions and files are called, by id, checksum or hash, for the sentence that names one."""
    known: dict[str, str] = {}
    for table, key, name in (
        ("person", "id", "name"),
        ("edition", "checksum", "title"),
        ("evidence", "sha256", "name"),
    ):
        columns = rows.tables()[table].c
        known.update((str(a), str(b)) for a, b in connection.execute(select(columns[key], columns[name])))
    return known


def _where(connection: Connection, table: str, column: str, values: Iterable[Any]) -> list[Row]:
    stored = rows.tables()[table]
    chosen = select(stored).where(stored.c[column].in_(tuple(values)))
    return [dict(row) for row in connection.execute(chosen).mappings()]


def _uses(connection: Connection, assessment_id: str) -> list[Row]:
    """Each use of a file in the round: the file's columns, and what it proves there."""
    file, link = rows.tables()["evidence"], rows.tables()["evidence_link"]
    chosen = (
        select(file, link.c.subject, link.c.role)
        .join(link, link.c.evidence_id == file.c.id)
        .where(link.c.assessment_id == assessment_id)
    )
    return [dict(row) for row in connection.execute(chosen).mappings()]
