"""录入: a paper checklist keyed back figure by figure, twice, before anything of it becomes an answer."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, new_id, to


class Keyed(Base):
    """What was keyed for one question in the first and the second pass, as typed; empty where nothing was."""

    __tablename__ = "keyed"
    __table_args__ = (UniqueConstraint("assessment_id", "subject"),)

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    assessment_id: Mapped[str] = mapped_column(to("assessment.id", "follow"))
    subject: Mapped[str]
    first: Mapped[str] = mapped_column(default="")
    second: Mapped[str] = mapped_column(default="")
