"""Assessments, their answers, and a copy of every standard that one of them is pinned to."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, new_id, to


class Edition(Base):
    """标准包, kept whole: ``content`` is JSON, file name to text. ``content`` is read only when asked for."""

    __tablename__ = "edition"

    checksum: Mapped[str] = mapped_column(primary_key=True)
    edition_id: Mapped[str]
    title: Mapped[str]
    version: Mapped[str]
    content: Mapped[str] = mapped_column(deferred=True)
    added_at: Mapped[str]


class Assessment(Base):
    """评估 of one park: ``kind`` self, expert or review; ``state`` draft, submitted, returned or confirmed.

    ``based_on`` is the round that this one is made beside, ``leader_id`` the leader of its team of experts.
    The result as it was recorded when the round was finished: ``score`` an exact fraction as text, ``reaches_top``
    None while unknown, ``result`` JSON that is read only when asked for.
    """

    __tablename__ = "assessment"
    __table_args__ = (
        Index(None, "park_id", "year", "kind"),
        Index(None, "edition_checksum"),
        Index(None, "ten_two_checksum"),
        Index(None, "based_on"),
        Index(None, "leader_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    park_id: Mapped[str] = mapped_column(to("park.id", "follow"))
    kind: Mapped[str]
    year: Mapped[int]
    edition_checksum: Mapped[str] = mapped_column(to("edition.checksum"))
    ten_two_checksum: Mapped[str | None] = mapped_column(to("edition.checksum"), default=None)
    state: Mapped[str] = mapped_column(default="draft")
    assessed_on: Mapped[date | None] = mapped_column(default=None)
    confirmed_on: Mapped[date | None] = mapped_column(default=None)
    valid_until: Mapped[date | None] = mapped_column(default=None)
    team: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    grade: Mapped[str | None] = mapped_column(default=None)
    score: Mapped[str | None] = mapped_column(default=None)
    reaches_top: Mapped[bool | None] = mapped_column(default=None)
    result: Mapped[str | None] = mapped_column(default=None, deferred=True)
    based_on: Mapped[str | None] = mapped_column(to("assessment.id", "leave"), default=None)
    leader_id: Mapped[str | None] = mapped_column(to("person.id", "leave"), default=None)
    submitted_on: Mapped[date | None] = mapped_column(default=None)


class Answer(Base):
    """作答: what was found for one item, gate, veto or checkpoint (``subject``); ``value`` is JSON text.

    ``pending`` marks a value that was carried over from another round and nobody has confirmed: it is no answer yet.
    """

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("assessment_id", "subject"),)

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    assessment_id: Mapped[str] = mapped_column(to("assessment.id", "follow"))
    subject: Mapped[str]
    value: Mapped[str] = mapped_column(default="null")
    na_reason: Mapped[str] = mapped_column(default="")
    finding: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date | None] = mapped_column(default=None)
    pending: Mapped[bool] = mapped_column(default=False, server_default=false())
