"""Between rows on disk and the core's frozen values: the same names on both sides, converted by type."""

from __future__ import annotations

import dataclasses
import json
import typing
from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from types import UnionType
from typing import Any, TypeVar

from app.core.park import Process

Value = TypeVar("Value")


def read(kind: type[Value], row: object) -> Value:
    """A frozen value of ``kind`` from the row's columns of the same names."""
    return kind(**{name: _read(hint, getattr(row, name)) for name, hint in _hints(kind).items()})


def columns(value: object) -> dict[str, Any]:
    """The columns for a frozen value, as the row keeps them."""
    return {name: write(getattr(value, name)) for name in _hints(type(value))}


def fill(row: object, changes: Mapping[str, Any]) -> None:
    """Set the named columns of a row."""
    for name, value in changes.items():
        setattr(row, name, write(value))


def write(value: Any) -> Any:
    """One field as its column keeps it."""
    match value:
        case StrEnum():
            return value.value
        case Fraction():
            return str(value)
        case tuple():
            return json.dumps([dataclasses.asdict(entry) for entry in value], ensure_ascii=False)
        case _:
            return value


def _read(hint: Any, raw: Any) -> Any:
    kinds = typing.get_args(hint) if isinstance(hint, UnionType) else (hint,)
    kind = kinds[0]
    if raw is None or (kind is Fraction and raw == ""):
        return None
    if typing.get_origin(kind) is tuple:
        return tuple(Process(**entry) for entry in json.loads(raw or "[]"))
    if kind is Fraction or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return kind(raw)
    return raw


_known: dict[type, Mapping[str, Any]] = {}


def _hints(kind: type) -> Mapping[str, Any]:
    if kind not in _known:
        _known[kind] = typing.get_type_hints(kind)
    return _known[kind]
