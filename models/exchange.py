"""Where records come from when copies meet: which revisions touched each, and the lines that packages brought."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base

TOUCHED = Table(
    "touched",
    Base.metadata,
    Column("record", String, primary_key=True),
    Column("seq", Integer, primary_key=True),
)
"""The chain read the other way round: ``record`` is ``table/key``. Written with each revision, never changed."""


class Stamp(Base):
    """What merging left of a record: its line and its fields with their versions, as of revision ``seq``.

    ``record`` is ``table/key``; ``content`` JSON, see ``services``. What was written after ``seq`` is in the chain.
    """

    __tablename__ = "stamp"

    record: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]
    content: Mapped[str]


class Version(Base):
    """A write that was made elsewhere: who, when (UTC, ISO), and what the step was called there."""

    __tablename__ = "version"

    id: Mapped[str] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(default="")
    at: Mapped[str] = mapped_column(default="")
    action: Mapped[str] = mapped_column(default="")
