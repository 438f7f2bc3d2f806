"""A field of a record on file as a field of a form: label, unit, kind and check come from the core."""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, partial
from types import UnionType
from typing import Any

from app import labels, wording
from app.core import field_checks
from ui.widgets.field import Field, Kind

_KINDS: Mapping[type, Kind] = {str: "text", date: "date", Decimal: "decimal", int: "int", bool: "bool"}
Check = Callable[[Any], str | None]
_LONG = {"note", "corners", "plan", "progress", "finding", "action", "goal", "evidence", "leading_industries"}


def field(kind: type, name: str, *, section: str = "", hint: str = "", **more: Any) -> Field:
    """The form's field for ``name`` of the records of ``kind``; ``more`` as for ``Field``."""
    hinted, optional = _hint(kind, name)
    check = partial(field_checks.fault, kind, name)
    choices = more.pop("choices", ())
    shape = _KINDS.get(hinted, "choice")
    if issubclass(hinted, StrEnum):
        choices = tuple((each, wording.name(each)) for each in hinted)
    elif choices:
        shape = "choice"
    elif hinted is str and name in _LONG:
        shape = "long"
    needed = check("") is not None if hinted is str else not optional and hinted is not bool
    return Field(
        name,
        labels.field(kind, name),
        shape,
        choices=choices,
        unit=labels.UNITS.get((kind, name), ""),
        hint=hint,
        required=needed,
        check=check,
        section=section,
        **more,
    )


def in_sections(
    kind: type, sections: Mapping[str, Sequence[str]], wide: Sequence[str] = ()
) -> tuple[Field, ...]:
    """The fields of a record under the headings of ``sections``."""
    return tuple(
        field(kind, name, section=section, wide=name in wide)
        for section, names in sections.items()
        for name in names
    )


def also(field: Field, check: Check | None) -> Field:
    """The same field with one check more."""
    first = field.check
    if check is None or first is None:
        return replace(field, check=check or first)
    return replace(field, check=lambda value: first(value) or check(value))


def values(record: Any) -> dict[str, Any]:
    """What a form shows of a record."""
    return {each.name: getattr(record, each.name) for each in fields(record)}


def _hint(kind: type, name: str) -> tuple[type, bool]:
    """The type of a field without its None, and whether None may stand there."""
    found = _hints(kind)[name]
    if isinstance(found, UnionType):
        return typing.get_args(found)[0], True
    return found, False


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return typing.get_type_hints(kind)
