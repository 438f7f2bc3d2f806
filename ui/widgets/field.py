"""A field of a form as data: its name, its kind, and what makes a value acceptable.

Kinds and their values: ``text`` and ``long`` str; ``date`` datetime.date; ``int`` int; ``decimal`` and
``percent`` Decimal, exact as typed (37.5 % is ``Decimal("37.5")``); ``choice`` one of the choices' values;
``bool`` bool.
Nothing typed is "" for text and long, and None for all others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

Kind = Literal["text", "long", "date", "decimal", "int", "percent", "choice", "bool"]


class RefusedError(ValueError):
    """What was typed is not a value of this kind; the message says so in Chinese."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field; ``check`` gets the value and says in Chinese what is wrong with it, or None."""

    name: str
    label: str
    kind: Kind = "text"
    choices: tuple[tuple[Any, str], ...] = ()
    """Pairs of value and shown text; a field that is not required offers ``unset`` as well."""
    unset: str = "未选"
    """What it is called when nothing is chosen."""
    unit: str = ""
    hint: str = ""
    required: bool = False
    check: Callable[[Any], str | None] | None = None
    section: str = ""
    """A heading stands above the first field that names a section; the next ones may leave it out."""
    wide: bool = False
    """Whether it takes the whole width of a form with two columns; ``long`` always does."""
    read_only: bool = False

    def parsed(self, typed: str) -> Any:
        """The value of typed text; raises RefusedError."""
        text = typed.strip()
        parse = _PARSERS.get(self.kind)
        if parse is None:
            return text
        return parse(text.translate(_WIDE_FORMS)) if text else None

    def written(self, value: Any) -> str:
        """A value as it is typed."""
        if value is None:
            return ""
        return f"{value:f}" if isinstance(value, Decimal) else str(value)

    def fault(self, value: Any) -> str | None:
        """What is wrong with a value, or None."""
        if self.required and value in ("", None):
            return f"请填写{self.label}"
        if self.check is None or value in ("", None):
            return None
        return self.check(value)


def _date(text: str) -> date:
    parts = (
        text.replace("/", "-")
        .replace(".", "-")
        .replace("年", "-")
        .replace("月", "-")
        .rstrip("日-")
        .split("-")
    )
    if len(parts) == 1 and len(text) == len("20261123"):
        parts = [text[:4], text[4:6], text[6:]]
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        raise RefusedError("日期请写成 2026-11-23 的样子") from None


def _int(text: str) -> int:
    try:
        return int(_plain(text))
    except ValueError:
        raise RefusedError("请填整数") from None


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(_plain(text))
    except InvalidOperation:
        raise RefusedError("请填数字，如 12.5") from None
    if not value.is_finite():
        raise RefusedError("请填数字，如 12.5")
    return value


def _percent(text: str) -> Decimal:
    value = _decimal(text.removesuffix("%").strip())
    if not 0 <= value <= 100:
        raise RefusedError("百分比应在 0 与 100 之间")
    return value


def _plain(text: str) -> str:
    return text.replace(",", "").replace("_", " ")


_PARSERS: Mapping[str, Callable[[str], Any]] = {
    "date": _date,
    "int": _int,
    "decimal": _decimal,
    "percent": _percent,
}
_WIDE_FORMS = {0xFF01 + at: 0x21 + at for at in range(94)} | {ord("。"): ".", ord("，"): ","}
"""Digits and signs as a Chinese keyboard types them."""
