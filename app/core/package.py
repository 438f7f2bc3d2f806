"""The form of an exchange package: manifest, records with their lines, and the limits beyond which none is read.

The JSON Schema in ``data/schema`` is made from these models, so that another program can write a package.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr

from app.core.merge import Record

FORMAT = 1
"""Raised whenever an older program could misread a package; it then refuses with a clear sentence."""

MOST_RECORDS = 3_000_000
MOST_PARTS = 60_000
LARGEST_PART = 600_000_000
LARGEST_TOGETHER = 20_000_000_000
"""Bytes, unpacked. Ten times what a province with its photos needs."""

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Version = Annotated[str, Field(pattern=r"^[0-9]{8}T[0-9]{12}-[0-9a-f]{12}$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,40}$")]
Key = Annotated[str, Field(min_length=1, max_length=200)]
Said = Annotated[str, Field(max_length=2_000)]
Plain = StrictStr | StrictInt | StrictBool | None


class Form(BaseModel):
    """A part of a package: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Made(Form):
    """Who made the package, when (UTC, ISO); the only part that differs between two exports of the same."""

    who: Said
    unit: Said = ""
    at: Said
    program: Said
    """Version of the program that wrote it."""


class Edition(Form):
    """A standard edition that the records need; the package carries it."""

    id: Said
    title: Said
    version: Said
    checksum: Hash


class Part(Form):
    """A file of the package."""

    name: Annotated[
        str,
        Field(
            pattern=r"^(records/[a-z_]{1,40}\.json|versions\.json|standards/[0-9a-f]{64}\.json|evidence/[0-9a-f]{64})$"
        ),
    ]
    sha256: Hash
    size: Annotated[int, Field(strict=True, ge=0, le=LARGEST_PART)]


class Manifest(Form):
    """What stands in ``manifest.json``."""

    format: Annotated[int, Field(strict=True, ge=1)]
    kind: Literal["parkgrade-package"]
    scope: Annotated[tuple[Said, ...], Field(max_length=MOST_PARTS)]
    """Names of the parks, or of the park and round, that it holds."""
    base: Version | None
    """The latest version among the records; None where there are none."""
    editions: Annotated[tuple[Edition, ...], Field(max_length=1_000)]
    counts: Mapping[Name, Annotated[int, Field(strict=True, ge=0, le=MOST_RECORDS)]]
    """Records by table."""
    parts: Annotated[tuple[Part, ...], Field(max_length=MOST_PARTS)]
    made: Made


class Written(Form):
    """One record: its key, its line, and what each field holds by the version that wrote it."""

    key: Key
    seen: Annotated[tuple[Version, ...], Field(min_length=1, max_length=100_000)]
    fields: Mapping[Name, Mapping[Version, Plain]]
    removed: Mapping[Version, tuple[Version, ...]] = {}

    def record(self) -> Record:
        """As the core merges it."""
        ends = {version: frozenset(line) for version, line in self.removed.items()}
        return Record(frozenset(self.seen), self.fields, ends)


class Told(Form):
    """Who wrote a version, when, and in which step."""

    who: Said
    at: Said
    action: Said


def written(key: str, record: Record) -> Written:
    """A record as a package holds it; the same record always gives the same text."""
    return Written.model_construct(
        key=key,
        seen=tuple(sorted(record.seen)),
        fields={name: dict(sorted(held.items())) for name, held in sorted(record.fields.items())},
        removed={version: tuple(sorted(line)) for version, line in sorted(record.removed.items())},
    )


def latest(records: Mapping[str, Record]) -> str | None:
    """The latest version among records."""
    return max((version for record in records.values() for version in record.seen), default=None)
