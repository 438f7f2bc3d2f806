"""The ledger: parks, their zones, enterprises and settlements, and grades decided outside this store."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, new_id, to


class Park(Base):
    """园区. Areas in km², coordinates in degrees; the status is recognised, unrecognised or cancelled."""

    __tablename__ = "park"

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    name: Mapped[str]
    code: Mapped[str] = mapped_column(default="")
    province: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    county: Mapped[str] = mapped_column(default="")
    region_code: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    recognition_number: Mapped[str] = mapped_column(default="")
    recognition_date: Mapped[date | None] = mapped_column(default=None)
    recognition_batch: Mapped[str] = mapped_column(default="")
    recognition_status: Mapped[str] = mapped_column(default="unrecognised")
    cancelled_on: Mapped[date | None] = mapped_column(default=None)
    body: Mapped[str] = mapped_column(default="")
    body_level: Mapped[str] = mapped_column(default="")
    safety_body: Mapped[str] = mapped_column(default="")
    head: Mapped[str] = mapped_column(default="")
    head_phone: Mapped[str] = mapped_column(default="")
    safety_head: Mapped[str] = mapped_column(default="")
    safety_head_phone: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    planned_area: Mapped[Decimal | None] = mapped_column(default=None)
    built_area: Mapped[Decimal | None] = mapped_column(default=None)
    longitude: Mapped[Decimal | None] = mapped_column(default=None)
    latitude: Mapped[Decimal | None] = mapped_column(default=None)
    leading_industries: Mapped[str] = mapped_column(default="")
    key_processes: Mapped[int | None] = mapped_column(default=None)
    key_chemicals: Mapped[int | None] = mapped_column(default=None)
    hazards_1: Mapped[int | None] = mapped_column(default=None)
    hazards_2: Mapped[int | None] = mapped_column(default=None)
    hazards_3: Mapped[int | None] = mapped_column(default=None)
    hazards_4: Mapped[int | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
    archived: Mapped[bool] = mapped_column(default=False)


class Zone(Base):
    """片区: 四至 in words, area in km², corner points as written (CGCS2000)."""

    __tablename__ = "zone"
    __table_args__ = (Index(None, "park_id", "position"),)

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    park_id: Mapped[str] = mapped_column(to("park.id", "follow"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(default="")
    east: Mapped[str] = mapped_column(default="")
    west: Mapped[str] = mapped_column(default="")
    south: Mapped[str] = mapped_column(default="")
    north: Mapped[str] = mapped_column(default="")
    area: Mapped[Decimal | None] = mapped_column(default=None)
    corners: Mapped[str] = mapped_column(default="")


class Enterprise(Base):
    """企业: area in hectares; ``processes`` a JSON list of ``{"process", "automation"}``."""

    __tablename__ = "enterprise"
    __table_args__ = (Index(None, "park_id"), Index(None, "zone_id"))

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    park_id: Mapped[str] = mapped_column(to("park.id", "follow"))
    zone_id: Mapped[str | None] = mapped_column(to("zone.id", "leave"), default=None)
    name: Mapped[str]
    credit_code: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="")
    staff: Mapped[int | None] = mapped_column(default=None)
    area: Mapped[Decimal | None] = mapped_column(default=None)
    labour_intensive: Mapped[bool] = mapped_column(default=False)
    hazard_major: Mapped[bool] = mapped_column(default=False)
    key_process: Mapped[bool] = mapped_column(default=False)
    key_chemical: Mapped[bool] = mapped_column(default=False)
    processes: Mapped[str] = mapped_column(default="[]")
    note: Mapped[str] = mapped_column(default="")


class Settlement(Base):
    """居民点 in a park, and its removal: plan, progress, day due."""

    __tablename__ = "settlement"
    __table_args__ = (Index(None, "park_id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    park_id: Mapped[str] = mapped_column(to("park.id", "follow"))
    name: Mapped[str]
    households: Mapped[int | None] = mapped_column(default=None)
    people: Mapped[int | None] = mapped_column(default=None)
    place: Mapped[str] = mapped_column(default="")
    plan: Mapped[str] = mapped_column(default="")
    progress: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None] = mapped_column(default=None)


class GradeRecord(Base):
    """A grade that was decided or published without an assessment in this store; ``kind`` self or review."""

    __tablename__ = "grade_record"
    __table_args__ = (Index(None, "park_id", "decided_on"),)

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    park_id: Mapped[str] = mapped_column(to("park.id", "follow"))
    grade: Mapped[str]
    decided_on: Mapped[date]
    document: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="review")
