"""The form of an exchange package: manifest, records with their lines, and the limits beyond which none is read.

Every JSON part is canonical (RFC 8785): members in the order of their names, no spaces, nothing escaped that need
not be. So each content has one way to be written, and nothing in it can be read in two ways.
The JSON Schema in ``data/schema`` is made from these models, so that another program can write a package.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool
from pydantic.dataclasses import dataclass

from app.core.merge import Record

FORMAT = 1
"""Raised whenever an older program could misread a package; it then refuses with a clear sentence."""

KIND = "parkgrade-package"
MOST_RECORDS = 2_000_000
"""In all tables together."""
MOST_PARTS = 60_000
LARGEST_JSON = 400_000_000
LARGEST_PART = 600_000_000
LARGEST_TOGETHER = 20_000_000_000
"""Bytes, unpacked. Several times what a province with its photos needs."""
_LARGEST_NUMBER = 2**53 - 1
"""What every reader of JSON holds exactly."""

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Version = Annotated[str, Field(pattern=r"^[0-9]{8}T[0-9]{12}-[0-9a-f]{12}$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,40}$")]
Key = Annotated[str, Field(min_length=1, max_length=200)]
Said = Annotated[str, Field(max_length=2_000)]
FileName = Annotated[str, Field(pattern=r"^[^/\\\x00-\x1f]{1,200}$")]
Text = Annotated[str, Field(strict=True, max_length=1_000_000)]
Number = Annotated[int, Field(strict=True, ge=-_LARGEST_NUMBER, le=_LARGEST_NUMBER)]
Plain = Text | Number | StrictBool | None

RECORDS = r"records/[a-z][a-z0-9_]{0,40}\.json"
STANDARDS = r"standards/[0-9a-f]{64}\.json"
EVIDENCE = r"evidence/[0-9a-f]{64}"
VERSIONS = "versions.json"
MANIFEST = "manifest.json"
SIGNATURE = "signature.json"


class Form(BaseModel):
    """A part of a package: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Made(Form):
    """Who made the package, when (UTC, ISO); the only part that differs between two exports of the same."""

    who: Said
    unit: Said
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

    name: Annotated[str, Field(pattern=rf"^({RECORDS}|versions\.json|{STANDARDS}|{EVIDENCE})$")]
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
    """Every file but the manifest and the signature, in the order of their names."""
    made: Made


class Signature(Form):
    """What stands in ``signature.json``: Ed25519 over ``statement``, by this key."""

    public_key: Hash
    signature: Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]


# A dataclass with slots: of these there are hundreds of thousands. Its members in the order of their names.
@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Written:
    """One record: what it holds, by the version that wrote it, its key, what removed it, and its line."""

    held: Mapping[Version, Mapping[Name, Plain]]
    """By version: the fields that it wrote and that nobody has replaced since."""
    key: Key
    removed: Mapping[Version, tuple[Version, ...]]
    """By version of the removal: the line that it ended."""
    seen: Annotated[tuple[Version, ...], Field(min_length=1, max_length=100_000)]
    """Its line: every version that went into it, in order."""

    def record(self) -> Record:
        """As the core merges it."""
        fields: dict[str, dict[str, str | int | bool | None]] = {}
        for version, values in self.held.items():
            for name, value in values.items():
                fields.setdefault(name, {})[version] = value
        ends = {version: frozenset(line) for version, line in self.removed.items()}
        return Record(frozenset(self.seen), fields, ends)


class Told(Form):
    """Who wrote a version, when, and in which step."""

    who: Said
    at: Said
    action: Said


def written(key: str, record: Record) -> Written:
    """A record as a package holds it; the same record always gives the same text."""
    held: dict[str, dict[str, str | int | bool | None]] = {}
    for name, register in sorted(record.fields.items()):
        for version, value in register.items():
            held.setdefault(version, {})[name] = value
    return Written(
        held=dict(sorted(held.items())),
        key=key,
        removed={version: tuple(sorted(line)) for version, line in sorted(record.removed.items())},
        seen=tuple(sorted(record.seen)),
    )


def latest(records: Mapping[str, Record]) -> str | None:
    """The latest version among records."""
    return max((version for record in records.values() for version in record.seen), default=None)


def statement(manifest: bytes) -> bytes:
    """What a signer signs: the manifest, byte for byte; it holds the hash of every other part."""
    return b"parkgrade package 1\n" + manifest
