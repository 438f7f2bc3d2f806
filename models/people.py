"""Who works with the store, and what the store as a whole is set to."""

from __future__ import annotations

from sqlalchemy import true
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, new_id


class Person(Base):
    """A person who answers, confirms or verifies; ``name`` is what revisions are signed with, so it is unique.

    ``public_key`` is Ed25519, raw, in hex; the private half never enters the store. ``active`` is off for
    those who left: their names stay on what they did.
    """

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    public_key: Mapped[str | None] = mapped_column(default=None)
    active: Mapped[bool] = mapped_column(default=True, server_default=true())


class Setting(Base):
    """A fact of the whole store, such as the county's name; both sides are text."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
