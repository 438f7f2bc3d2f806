"""佐证: files kept beside the store by their hash, what each is, and what each one proves."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, new_id, to


class Evidence(Base):
    """A file of a park; its content lies beside the store under ``sha256`` (hex), once, however often it is used.

    ``size`` in bytes; ``media`` such as ``image/jpeg``; ``added_at`` UTC, ISO.
    """

    __tablename__ = "evidence"
    __table_args__ = (Index(None, "park_id"), Index(None, "sha256"))

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    park_id: Mapped[str] = mapped_column(to("park.id", "follow"))
    sha256: Mapped[str]
    name: Mapped[str]
    size: Mapped[int]
    media: Mapped[str] = mapped_column(default="")
    kind: Mapped[str]
    issued_on: Mapped[date | None] = mapped_column(default=None)
    expires_on: Mapped[date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
    added_by: Mapped[str] = mapped_column(default="")
    added_at: Mapped[str] = mapped_column(default="")


class EvidenceLink(Base):
    """What a file proves: an answer (``assessment_id`` and ``subject``), or a measure before or after (``role``)."""

    __tablename__ = "evidence_link"
    __table_args__ = (
        Index(None, "evidence_id"),
        Index(None, "assessment_id", "subject"),
        Index(None, "measure_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    evidence_id: Mapped[str] = mapped_column(to("evidence.id", "follow"))
    assessment_id: Mapped[str | None] = mapped_column(to("assessment.id", "follow"), default=None)
    measure_id: Mapped[str | None] = mapped_column(to("measure.id", "follow"), default=None)
    subject: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
