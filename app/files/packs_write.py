"""A standard edition written down again: the tables it was made of, and the TOML files that hold them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from app.core.entries import Entry
from app.core.standard import Standard

Tables = Mapping[str, Any]
"""An edition's tables by name: a table, or a list of them, as a TOML reader gives them."""

_FILES: Mapping[str, tuple[str, ...]] = {
    "edition.toml": ("edition", "section", "band", "veto", "ten_two", "target", "task", "link"),
    "items.toml": ("item",),
    "lines.toml": ("line", "checkpoint"),
}
"""Which tables stand in which file; no list is split, so that its order is that of the file."""


def tables(standard: Standard) -> dict[str, Any]:
    """What the edition's files said, with nothing they left out: it gives the same checksum."""
    listed: Mapping[str, Sequence[Entry]] = {
        "section": standard.sections,
        "item": standard.items,
        "band": standard.bands,
        "veto": standard.vetoes,
        "line": standard.lines,
        "checkpoint": standard.checkpoints,
        "target": standard.targets,
        "task": standard.tasks,
        "link": standard.links,
    }
    found: dict[str, Any] = {"edition": _plain(standard.edition)}
    if standard.ten_two:
        found["ten_two"] = _plain(standard.ten_two)
    return found | {name: [_plain(entry) for entry in entries] for name, entries in listed.items() if entries}


def files(found: Tables) -> dict[str, bytes]:
    """The edition's files by name; the loader makes of them what it makes of the tables."""
    texts = {
        name: "\n".join(line for table in held for line in _table(table, found.get(table)))
        for name, held in _FILES.items()
    }
    return {name: f"{text.strip()}\n".encode() for name, text in texts.items() if text.strip()}


def _plain(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = entry.model_dump(exclude_unset=True)
    return {key: _bare(value) for key, value in found.items()}


def _bare(value: Any) -> Any:
    """Lists, tables, texts, numbers and days, and nothing of ours."""
    match value:
        case dict():
            return {key: _bare(each) for key, each in value.items()}
        case list() | tuple():
            return [_bare(each) for each in value]
        case Enum():
            return value.value
        case _:
            return value


def _table(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield f"[{name}]"
        yield from _lines(name, value)
    for each in value if isinstance(value, list) else ():
        yield f"[[{name}]]"
        yield from _lines(name, each)


def _lines(name: str, table: Mapping[str, Any]) -> Iterator[str]:
    """Key by key, then the inner tables under heads of their own, and an empty line."""
    inner = {key: value for key, value in table.items() if isinstance(value, dict)}
    for key, value in table.items():
        if key not in inner:
            yield f"{key} = {_value(value)}"
    for key, value in inner.items():
        yield f"[{name}.{key}]"
        yield from (f"{below} = {_value(each)}" for below, each in value.items())
    yield ""


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case int():
            return str(value)
        case str():
            # JSON's escapes are TOML's; the one sign that only TOML wants escaped comes last.
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case dict():
            return f"{{ {', '.join(f'{key} = {_value(each)}' for key, each in value.items())} }}"
        case list() if any(isinstance(each, dict) for each in value):
            return "[\n" + "".join(f"    {_value(each)},\n" for each in value) + "]"
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case _:
            raise TypeError(f"{type(value)} stands in no edition")
