"""Between rows on disk and the core's frozen values: the same names on both sides, checked and converted."""

from __future__ import annotations

import dataclasses
import json
import typing
from collections.abc import Callable, Mapping
from enum import StrEnum
from fractions import Fraction
from types import UnionType
from typing import Any, TypeVar

from app import labels
from app.core import field_checks
from app.core.park import Process
from app.errors import UserError

Value = TypeVar("Value")


def read(kind: type[Value], row: object) -> Value:
    """A frozen value of ``kind`` from the row's columns of the same names."""
    return kind(**{name: reader(getattr(row, name)) for name, reader in _readers(kind).items()})


def columns(value: object) -> dict[str, Any]:
    """The columns for a frozen value, as the row keeps them."""
    return {name: write(getattr(value, name)) for name in _hints(type(value))}


def check(kind: type, name: str, value: Any, called: str = "") -> None:
    """UserError where ``value`` cannot stand in the field ``name`` of ``kind``."""
    if fault := field_checks.fault(kind, name, value):
        label = called or labels.field(kind, name)
        raise UserError(f"{label}：{fault}。", "请改正后再保存，原来的内容没有变。")


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


_known: dict[type, Mapping[str, Any]] = {}
_compiled: dict[type, Mapping[str, Callable[[Any], Any]]] = {}


def _hints(kind: type) -> Mapping[str, Any]:
    if kind not in _known:
        _known[kind] = typing.get_type_hints(kind)
    return _known[kind]


def _readers(kind: type) -> Mapping[str, Callable[[Any], Any]]:
    """What turns each column into its field; found once for a kind, a province has thousands of rows."""
    if kind not in _compiled:
        _compiled[kind] = {name: _reader(hint) for name, hint in _hints(kind).items()}
    return _compiled[kind]


def _reader(hint: Any) -> Callable[[Any], Any]:
    kind = (typing.get_args(hint) if isinstance(hint, UnionType) else (hint,))[0]
    if typing.get_origin(kind) is tuple:
        return lambda raw: (
            None if raw is None else tuple(Process(**entry) for entry in json.loads(raw or "[]"))
        )
    if kind is Fraction:
        return lambda raw: None if raw is None or raw == "" else Fraction(raw)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        named = {member.value: member for member in kind}
        return lambda raw: None if raw is None else named.get(raw) or kind(raw)
    return lambda raw: raw
