"""JSON parts of a package: written in one way only, and refused where they are written in any other."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from app.core.package import (
    FORMAT,
    Envelope,
    FileName,
    FileText,
    Head,
    Manifest,
    Signature,
    Told,
    Version,
    Written,
)
from app.files import package_faults as faults

T = TypeVar("T")

HEAD = TypeAdapter(Head)
MANIFEST = TypeAdapter(Manifest)
SIGNATURE = TypeAdapter(Signature)
ENVELOPE = TypeAdapter(Envelope)
RECORDS = TypeAdapter(tuple[Written, ...])
VERSIONS: TypeAdapter[dict[str, Told]] = TypeAdapter(dict[Version, Told])
FILES: TypeAdapter[dict[str, str]] = TypeAdapter(dict[FileName, FileText])


_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""An escape, and not the same signs after a backslash that stands for itself."""


def dump(form: TypeAdapter[Any], value: object) -> bytes:
    """The one way to write it; mappings must come in the order of their keys."""
    return form.dump_json(value)


def holds_nul(content: bytes) -> bool:
    """Whether a text in it has the sign U+0000, which not every store can keep."""
    return b"\\u0000" in content and _NUL.search(content) is not None


def parse(form: TypeAdapter[T], name: str, content: bytes) -> T:
    """What a part says; Unfit where it is of another form, or written in another way.

    Writing it again must give the same bytes. That rules out all that two readers might take differently: a
    member that stands twice, numbers with fractions, escapes that hide something.
    """
    try:
        value = form.validate_json(content)
    except ValidationError as fault:
        raise faults.improper(f"{name} {_first(fault)}") from fault
    if dump(form, value) != content or holds_nul(content):
        raise faults.improper(f"{name} 的写法")
    return value


def check_head(name: str, content: bytes, kind: str) -> None:
    """Unfit where a manifest or envelope is from a newer program, or no such thing at all."""
    try:
        head = HEAD.validate_json(content)
    except ValidationError as fault:
        raise faults.improper(f"{name} {_first(fault)}") from fault
    if head.kind != kind:
        raise faults.none_such()
    if head.format > FORMAT:
        raise faults.newer(head.format)


def _first(fault: ValidationError) -> str:
    """Where its first fault is, such as 3.seen.0."""
    place = ".".join(str(step) for step in fault.errors(include_url=False, include_input=False)[0]["loc"])
    return f"的 {place[:100]}" if place else "的写法"
