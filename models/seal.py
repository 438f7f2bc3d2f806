"""签章: what a round was when it was signed off, entry by entry, and who signed it."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, new_id, to


class Seal(Base):
    """One sealing of a round. It is never deleted; opening the round again fills the last three columns, once.

    ``entries`` is JSON: what each part of the round hashed to (SHA-256, hex); ``checksum`` the hash over it all;
    ``signature`` Ed25519 over the checksum, the signer and the moment, in hex, by ``public_key``; both empty where
    nobody signed with a key. Several people may seal one round; opening it opens all their seals.
    Moments are UTC, ISO.
    """

    __tablename__ = "seal"
    __table_args__ = (Index(None, "assessment_id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    assessment_id: Mapped[str] = mapped_column(to("assessment.id"))
    signer: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    checksum: Mapped[str]
    entries: Mapped[str] = mapped_column(deferred=True)
    public_key: Mapped[str] = mapped_column(default="")
    signature: Mapped[str] = mapped_column(default="")
    sealed_at: Mapped[str]
    opened_at: Mapped[str | None] = mapped_column(default=None)
    opened_by: Mapped[str] = mapped_column(default="")
    opened_reason: Mapped[str] = mapped_column(default="")
