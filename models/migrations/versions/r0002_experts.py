"""People at a round, evidence, seals, what-if and keying: new tables, and new columns that old rows leave empty."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

Columns = list[sa.Column[Any]]


def upgrade() -> None:
    """Add; nothing that was recorded changes, so the chain still tells it all."""
    _columns()
    _experts()
    _evidence()
    _seals()
    _beside()


def _words(*names: str) -> Columns:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _maybe(*names: str) -> Columns:
    return [sa.Column(name, sa.String(), nullable=True) for name in names]


def _day(name: str) -> Columns:
    return [sa.Column(name, sa.String(10), nullable=True)]


def _make(table: str, columns: Columns, unique: tuple[str, ...] = (), **links: str) -> None:
    """``links`` maps a column to the ``table.column`` it refers to, checked at commit."""
    once = [sa.UniqueConstraint(*unique, name=op.f(f"uq_{table}_{'_'.join(unique)}"))] if unique else []
    references = [
        sa.ForeignKeyConstraint(
            [name], [target], name=op.f(f"fk_{table}_{name}"), deferrable=True, initially="DEFERRED"
        )
        for name, target in links.items()
    ]
    op.create_table(
        table, *columns, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")), *references, *once
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))


def _columns() -> None:
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("public_key", sa.String(), nullable=True))
        person.add_column(sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False))
    with op.batch_alter_table("answer") as answer:
        answer.add_column(sa.Column("pending", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("assessment") as assessment:
        for name in ("based_on", "leader_id"):
            assessment.add_column(sa.Column(name, sa.String(), nullable=True))
        assessment.add_column(sa.Column("submitted_on", sa.String(10), nullable=True))
        for name, target in (("based_on", "assessment"), ("leader_id", "person")):
            assessment.create_foreign_key(
                op.f(f"fk_assessment_{name}"), target, [name], ["id"], deferrable=True, initially="DEFERRED"
            )
    _index("assessment", "based_on")
    _index("assessment", "leader_id")


def _experts() -> None:
    both = {"assessment_id": "assessment.id", "person_id": "person.id"}
    _make(
        "assignment",
        _words("id", "assessment_id", "person_id", "section_id"),
        ("assessment_id", "person_id", "section_id"),
        **both,
    )
    _make(
        "judgement",
        _words("id", "assessment_id", "person_id", "subject", "value", "finding"),
        ("assessment_id", "person_id", "subject"),
        **both,
    )
    _make(
        "opinion",
        [*_words("id", "assessment_id", "subject", "state", "reason", "who"), *_day("given_on")],
        ("assessment_id", "subject"),
        assessment_id="assessment.id",
    )
    _index("assignment", "person_id")
    _index("judgement", "person_id")


def _evidence() -> None:
    _make(
        "evidence",
        [
            *_words("id", "park_id", "sha256", "name"),
            sa.Column("size", sa.Integer(), nullable=False),
            *_words("media", "kind"),
            *_day("issued_on"),
            *_day("expires_on"),
            *_words("note", "added_by", "added_at"),
        ],
        park_id="park.id",
    )
    _make(
        "evidence_link",
        [*_words("id", "evidence_id"), *_maybe("assessment_id", "measure_id"), *_words("subject", "role")],
        evidence_id="evidence.id",
        assessment_id="assessment.id",
        measure_id="measure.id",
    )
    _index("evidence", "park_id")
    _index("evidence", "sha256")
    _index("evidence_link", "evidence_id")
    _index("evidence_link", "assessment_id", "subject")
    _index("evidence_link", "measure_id")


def _seals() -> None:
    _make(
        "seal",
        [
            *_words("id", "assessment_id", "signer", "role", "unit", "checksum", "entries"),
            *_words("public_key", "signature", "sealed_at"),
            *_maybe("opened_at"),
            *_words("opened_by", "opened_reason"),
        ],
        assessment_id="assessment.id",
    )
    _index("seal", "assessment_id")


def _beside() -> None:
    for table, words in (
        ("scenario", ("name", "changes", "note")),
        ("estimate", ("subject", "value")),
        ("keyed", ("subject", "first", "second")),
    ):
        unique = ("assessment_id", "name" if table == "scenario" else "subject")
        _make(table, _words("id", "assessment_id", *words), unique, assessment_id="assessment.id")
