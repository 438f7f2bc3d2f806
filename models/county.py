"""What a county keeps beside its parks: targets of its own, and how far each region is with the dated tasks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, new_id


class Target(Base):
    """A target that a province or city has set: by ``by`` so many percent of the recognised parks are at D.

    ``region_code`` is empty where it holds for every region on file.
    """

    __tablename__ = "target"

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    title: Mapped[str]
    region_code: Mapped[str] = mapped_column(default="")
    percent: Mapped[Decimal]
    by: Mapped[date]
    document: Mapped[str] = mapped_column(default="")


class Duty(Base):
    """任务台账: how far a region is with one of the dated tasks of the founding text."""

    __tablename__ = "duty"
    __table_args__ = (UniqueConstraint("task_id", "region_code"), Index(None, "region_code"))

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    task_id: Mapped[str]
    region_code: Mapped[str] = mapped_column(default="")
    state: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    progress: Mapped[str] = mapped_column(default="")
    done_on: Mapped[date | None] = mapped_column(default=None)
