"""How every record is stored: one text key, exact decimals and days as text, checks at commit."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from typing import Any, Literal, dataclass_transform

from sqlalchemy import Dialect, ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, mapped_column
from sqlalchemy.types import TypeDecorator


def new_id() -> str:
    """A key that no other store will ever give: 32 hexadecimal digits."""
    return uuid.uuid4().hex


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal kept as its digits, so that 0.10 comes back as 0.10. No floats; SQL cannot sort it."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """The digits, without exponent."""
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, Decimal) or not value.is_finite():
            raise TypeError(f"an exact decimal is needed, not {value!r}")
        return format(value, "f")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        """The same digits as a number."""
        return None if value is None else Decimal(value)


class IsoDate(TypeDecorator[date]):
    """A day as ``2026-05-01`` on every database: sorts as it should and reads the same in the history."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """The ISO text."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> date | None:
        """The day."""
        return None if value is None else date.fromisoformat(value)


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(mapped_column,))
class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False):
    """What every table shares; constructors take keywords only and are type-checked."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {Decimal: ExactDecimal, date: IsoDate}  # noqa: RUF012  the name is SQLAlchemy's


def to(target: str, when_gone: Literal["refuse", "leave", "follow"] = "refuse") -> ForeignKey:
    """A reference checked at commit, so that undo may put rows back in any order.

    ``when_gone`` says what a record does whose target is deleted: forbid it, let go (None), or go as well.
    The session sees to it, not the database, so that history sees every row.
    """
    return ForeignKey(target, deferrable=True, initially="DEFERRED", info={"when_gone": when_gone})
