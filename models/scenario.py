"""推演: sheets beside a round, and what mending each question would take there."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, new_id, to


class Scenario(Base):
    """A named what-if: ``changes`` is JSON, subject to answer, laid over the round's own answers."""

    __tablename__ = "scenario"
    __table_args__ = (UniqueConstraint("assessment_id", "name"),)

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    assessment_id: Mapped[str] = mapped_column(to("assessment.id", "follow"))
    name: Mapped[str]
    changes: Mapped[str] = mapped_column(default="{}")
    note: Mapped[str] = mapped_column(default="")


class Estimate(Base):
    """What a person says that mending one question takes, where it differs from the standard; ``value`` is JSON."""

    __tablename__ = "estimate"
    __table_args__ = (UniqueConstraint("assessment_id", "subject"),)

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    assessment_id: Mapped[str] = mapped_column(to("assessment.id", "follow"))
    subject: Mapped[str]
    value: Mapped[str] = mapped_column(default="{}")
