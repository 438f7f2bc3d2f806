"""整改措施: the measures of a park's plan, from an assessment's lost points or made by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, new_id, to


class Measure(Base):
    """One line of the plan. ``lost`` is exact points as text, ``funds`` 万元.

    It belongs to the park: when its assessment is deleted it stays, with ``assessment_id`` None.
    """

    __tablename__ = "measure"
    __table_args__ = (Index(None, "park_id", "due"), Index(None, "assessment_id"))

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    park_id: Mapped[str] = mapped_column(to("park.id", "follow"))
    assessment_id: Mapped[str | None] = mapped_column(to("assessment.id", "leave"), default=None)
    subject: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    finding: Mapped[str] = mapped_column(default="")
    lost: Mapped[str] = mapped_column(default="")
    action: Mapped[str] = mapped_column(default="")
    goal: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    person: Mapped[str] = mapped_column(default="")
    supporting_unit: Mapped[str] = mapped_column(default="")
    funds: Mapped[Decimal | None] = mapped_column(default=None)
    fund_source: Mapped[str] = mapped_column(default="")
    start: Mapped[date | None] = mapped_column(default=None)
    due: Mapped[date | None] = mapped_column(default=None)
    state: Mapped[str]
    returned_reason: Mapped[str] = mapped_column(default="")
    progress: Mapped[str] = mapped_column(default="")
    conclusion: Mapped[str] = mapped_column(default="")
    verifier: Mapped[str] = mapped_column(default="")
    verified_on: Mapped[date | None] = mapped_column(default=None)
    evidence: Mapped[str] = mapped_column(default="")
