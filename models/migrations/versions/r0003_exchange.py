"""Packages and regions: the chain read by record, what merging leaves, targets and duties of a region."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add, and read from the chain which revisions touched each record."""
    _exchange()
    _county()
    _read_chain()


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _exchange() -> None:
    op.create_table(
        "touched",
        *_text("record"),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("record", "seq", name=op.f("pk_touched")),
    )
    op.create_table(
        "stamp",
        *_text("record"),
        sa.Column("seq", sa.Integer(), nullable=False),
        *_text("content"),
        sa.PrimaryKeyConstraint("record", name=op.f("pk_stamp")),
    )
    op.create_table(
        "version", *_text("id", "who", "at", "action"), sa.PrimaryKeyConstraint("id", name=op.f("pk_version"))
    )


def _county() -> None:
    op.create_table(
        "target",
        *_text("id", "title", "region_code", "percent"),
        sa.Column("by", sa.String(10), nullable=False),
        *_text("document"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
    )
    op.create_table(
        "duty",
        *_text("id", "task_id", "region_code", "state", "unit", "progress"),
        sa.Column("done_on", sa.String(10), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sa.UniqueConstraint("task_id", "region_code", name=op.f("uq_duty_task_id_region_code")),
    )
    op.create_index(op.f("ix_duty_region_code"), "duty", ["region_code"])
    with op.batch_alter_table("park") as park:
        park.add_column(sa.Column("cancelled_on", sa.String(10), nullable=True))


def _read_chain() -> None:
    bind = op.get_bind()
    add = sa.text("INSERT INTO touched (record, seq) VALUES (:record, :seq)")
    for seq, changes in bind.execute(sa.text("SELECT seq, changes FROM revision ORDER BY seq")).all():
        rows = [{"record": f"{one['table']}/{one['key']}", "seq": seq} for one in json.loads(changes)]
        if rows:
            bind.execute(add, rows)
