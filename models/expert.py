"""Several people at one round: who looks at which section, what each found, and what the reviewer says of it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, new_id, to


class Assignment(Base):
    """分工: an expert looks at a section; ``section_id`` is a section's id, a line's id, or ``veto``."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("assessment_id", "person_id", "section_id"), Index(None, "person_id"))

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    assessment_id: Mapped[str] = mapped_column(to("assessment.id", "follow"))
    person_id: Mapped[str] = mapped_column(to("person.id", "follow"))
    section_id: Mapped[str]


class Judgement(Base):
    """One expert's own answer to a question; what the round as a whole says stands in ``answer``."""

    __tablename__ = "judgement"
    __table_args__ = (UniqueConstraint("assessment_id", "person_id", "subject"), Index(None, "person_id"))

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    assessment_id: Mapped[str] = mapped_column(to("assessment.id", "follow"))
    person_id: Mapped[str] = mapped_column(to("person.id", "follow"))
    subject: Mapped[str]
    value: Mapped[str] = mapped_column(default="null")
    finding: Mapped[str] = mapped_column(default="")


class Opinion(Base):
    """审核意见 on one answer of a submitted round: ``state`` accepted, returned or mended."""

    __tablename__ = "opinion"
    __table_args__ = (UniqueConstraint("assessment_id", "subject"),)

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    assessment_id: Mapped[str] = mapped_column(to("assessment.id", "follow"))
    subject: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    who: Mapped[str] = mapped_column(default="")
    given_on: Mapped[date | None] = mapped_column(default=None)
