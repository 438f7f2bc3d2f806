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
KIND_LOCKED = "parkgrade-envelope"
MOST_RECORDS = 2_000_000
"""In all tables together."""
MOST_PARTS = 60_000
LARGEST_MANIFEST = 32_000_000
LARGEST_JSON = 1_000_000_000
"""Of all but evidence, together; it is read into memory."""
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
FileName = Annotated[str, Field(pattern=r"^[^./\\\x00-\x1f][^/\\\x00-\x1f]{0,190}\.[tT][oO][mM][lL]$")]
FileText = Annotated[str, Field(max_length=5_000_000)]
Text = Annotated[str, Field(strict=True, max_length=1_000_000)]
Number = Annotated[int, Field(strict=True, ge=-_LARGEST_NUMBER, le=_LARGEST_NUMBER)]
Plain = Text | Number | StrictBool | None

RECORDS = r"records/[a-z][a-z0-9_]{0,40}\.json"
STANDARDS = r"standards/[0-9a-f]{64}\.json"
EVIDENCE = r"evidence/[0-9a-f]{64}"
VERSIONS = "versions.json"
MANIFEST = "manifest.json"
SIGNATURE = "signature.json"
ENVELOPE = "envelope.json"
PAYLOAD = "payload"


class Form(BaseModel):
    """A part of a package: frozen, and unknown members are refused. Members stand in the order of their names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Head(BaseModel):
    """As much of a manifest or an envelope as every later form of it will have."""

    model_config = ConfigDict(frozen=True)

    format: Annotated[int, Field(strict=True, ge=1)]
    kind: Said


class Made(Form):
    """Who made the package, when (UTC, ISO); the only part that differs between two exports of the same."""

    at: Said
    program: Said
    """Version of the program that wrote it."""
    unit: Said
    who: Said


class Edition(Form):
    """A standard edition that the records need; the package carries it."""

    checksum: Hash
    id: Said
    title: Said
    version: Said


class Part(Form):
    """A file of the package."""

    name: Annotated[str, Field(pattern=rf"^({RECORDS}|versions\.json|{STANDARDS}|{EVIDENCE})$")]
    sha256: Hash
    size: Annotated[int, Field(strict=True, ge=0, le=LARGEST_PART)]


class Manifest(Form):
    """What stands in ``manifest.json``."""

    base: Version | None
    """The latest version among the records; None where there are none."""
    counts: Mapping[Name, Annotated[int, Field(strict=True, ge=0, le=MOST_RECORDS)]]
    """Records by table."""
    editions: Annotated[tuple[Edition, ...], Field(max_length=1_000)]
    """In the order of their checksums."""
    format: Annotated[int, Field(strict=True, ge=1, le=FORMAT)]
    kind: Literal["parkgrade-package"]
    made: Made
    parts: Annotated[tuple[Part, ...], Field(max_length=MOST_PARTS)]
    """Every file but the manifest and the signature, in the order of their names."""
    scope: Annotated[tuple[Said, ...], Field(max_length=MOST_PARTS)]
    """Names of the parks, or of the park and round, that it holds."""


class Signature(Form):
    """What stands in ``signature.json``: Ed25519 over ``statement``, by this key, both in hex."""

    public_key: Hash
    signature: Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]


class Stretching(Form):
    """How scrypt makes the key of the password; what it may ask of a reader is bounded (256 MB)."""

    n: Literal[16384, 32768, 65536, 131072, 262144]
    p: Literal[1, 2, 3, 4]
    r: Literal[8]
    salt: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class Envelope(Form):
    """What stands in ``envelope.json`` where the package has a password."""

    check: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    """The 16 bytes that scrypt gives after the key: they tell a wrong password from damage."""
    chunk: Annotated[int, Field(strict=True, ge=4_096, le=16_777_216)]
    """Bytes of the package in each chunk but the last."""
    cipher: Literal["AES-256-GCM"]
    format: Annotated[int, Field(strict=True, ge=1, le=FORMAT)]
    kdf: Stretching
    kind: Literal["parkgrade-envelope"]
    prefix: Annotated[str, Field(pattern=r"^[0-9a-f]{14}$")]
    """How each nonce begins; then follow the chunk's number (4 bytes) and 1 for the last chunk, else 0."""


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

    action: Said
    at: Said
    who: Said


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
