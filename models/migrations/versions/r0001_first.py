"""The first form of the store. Frozen: what changes later is a step of its own."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Columns = list[sa.Column[Any]]


def upgrade() -> None:
    """Make every table; nothing was before."""
    _standards_and_people()
    _parks()
    _belongings()
    _assessments()
    _measures()
    _history()


def _words(*names: str) -> Columns:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _maybe(*names: str) -> Columns:
    return [sa.Column(name, sa.String(), nullable=True) for name in names]


def _counts(*names: str) -> Columns:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _unsure(*names: str) -> Columns:
    return [sa.Column(name, sa.Integer(), nullable=True) for name in names]


def _flags(*names: str) -> Columns:
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names]


def _days(*names: str, nullable: bool = True) -> Columns:
    return [sa.Column(name, sa.String(10), nullable=nullable) for name in names]


def _make(table: str, *parts: Columns, key: str = "id", unique: tuple[str, ...] = (), **links: str) -> None:
    """``links`` maps a column to the ``table.column`` it refers to, checked at commit."""
    once = [sa.UniqueConstraint(*unique, name=op.f(f"uq_{table}_{'_'.join(unique)}"))] if unique else []
    columns = [column for part in parts for column in part]
    references = [
        sa.ForeignKeyConstraint(
            [name], [target], name=op.f(f"fk_{table}_{name}"), deferrable=True, initially="DEFERRED"
        )
        for name, target in links.items()
    ]
    op.create_table(
        table, *columns, sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{table}")), *references, *once
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))


def _standards_and_people() -> None:
    _make(
        "edition",
        _words("checksum", "edition_id", "title", "version", "content", "added_at"),
        key="checksum",
    )
    _make("person", _words("id", "name", "role", "unit"))
    _make("setting", _words("key", "value"), key="key")


def _parks() -> None:
    _make(
        "park",
        _words("id", "name", "code", "province", "city", "county", "region_code", "address"),
        _words("recognition_number"),
        _days("recognition_date"),
        _words("recognition_batch", "recognition_status", "body", "body_level", "safety_body"),
        _words("head", "head_phone", "safety_head", "safety_head_phone", "contact", "contact_phone"),
        _maybe("planned_area", "built_area", "longitude", "latitude"),
        _words("leading_industries"),
        _unsure("key_processes", "key_chemicals", "hazards_1", "hazards_2", "hazards_3", "hazards_4"),
        _words("note"),
        _flags("archived"),
    )


def _belongings() -> None:
    _make(
        "zone",
        [*_words("id", "park_id"), *_counts("position")],
        [*_words("name", "east", "west", "south", "north"), *_maybe("area"), *_words("corners")],
        park_id="park.id",
    )
    _make(
        "enterprise",
        [*_words("id", "park_id"), *_maybe("zone_id"), *_words("name", "credit_code", "kind", "state")],
        [*_unsure("staff"), *_maybe("area")],
        _flags("labour_intensive", "hazard_major", "key_process", "key_chemical"),
        _words("processes", "note"),
        park_id="park.id",
        zone_id="zone.id",
    )
    _make(
        "settlement",
        [*_words("id", "park_id", "name"), *_unsure("households", "people")],
        [*_words("place", "plan", "progress"), *_days("due")],
        park_id="park.id",
    )
    _make(
        "grade_record",
        [
            *_words("id", "park_id", "grade"),
            *_days("decided_on", nullable=False),
            *_words("document", "kind"),
        ],
        park_id="park.id",
    )
    _index("zone", "park_id", "position")
    _index("enterprise", "park_id")
    _index("enterprise", "zone_id")
    _index("settlement", "park_id")
    _index("grade_record", "park_id", "decided_on")


def _assessments() -> None:
    _make(
        "assessment",
        [*_words("id", "park_id", "kind"), *_counts("year"), *_words("edition_checksum")],
        [*_maybe("ten_two_checksum"), *_words("state")],
        _days("assessed_on", "confirmed_on", "valid_until"),
        [*_words("team", "note"), *_maybe("grade", "score")],
        [sa.Column("reaches_top", sa.Boolean(), nullable=True), *_maybe("result")],
        park_id="park.id",
        edition_checksum="edition.checksum",
        ten_two_checksum="edition.checksum",
    )
    _index("assessment", "park_id", "year", "kind")
    _index("assessment", "edition_checksum")
    _index("assessment", "ten_two_checksum")
    _make(
        "answer",
        _words("id", "assessment_id", "subject", "value", "na_reason", "finding", "evidence"),
        _days("checked_on"),
        unique=("assessment_id", "subject"),
        assessment_id="assessment.id",
    )


def _measures() -> None:
    _make(
        "measure",
        [*_words("id", "park_id"), *_maybe("assessment_id"), *_words("subject"), *_counts("position")],
        _words("finding", "lost", "action", "goal", "unit", "person", "supporting_unit"),
        [*_maybe("funds"), *_words("fund_source"), *_days("start", "due")],
        _words("state", "returned_reason", "progress", "conclusion", "verifier"),
        [*_days("verified_on"), *_words("evidence")],
        park_id="park.id",
        assessment_id="assessment.id",
    )
    _index("measure", "park_id", "due")
    _index("measure", "assessment_id")


def _history() -> None:
    _make(
        "revision",
        [sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False)],
        _words("at", "who", "action", "kind"),
        _unsure("target", "undoes", "redoes"),
        _words("changes", "previous", "hash"),
        key="seq",
    )
    _index("revision", "target")
