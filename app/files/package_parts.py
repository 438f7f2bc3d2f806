"""What a package is made of: its contents as they are given, the files they become, and the manifest over those."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from app.core import package as forms
from app.core.merge import Record
from app.core.package import Edition, Made, Manifest, Part, Told, Written
from app.files import package_faults as faults
from app.files import package_json, package_zip


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What goes into a package; the order of any mapping makes no difference."""

    scope: tuple[str, ...]
    """Names of the parks, or of the park and round."""
    made: Made
    records: Mapping[str, Mapping[str, Record]]
    """By table, by key; a table without records is left out."""
    versions: Mapping[str, Told]
    """Who wrote every version in the records' lines; others are left out."""
    editions: Mapping[Edition, Mapping[str, bytes]]
    """Each edition with its files by name."""
    evidence: Mapping[str, Path]
    """By SHA-256: where the content lies."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the package before it is written: ``source`` its bytes, or where they lie."""

    name: str
    sha256: str
    size: int
    source: bytes | Path

    @classmethod
    def of(cls, name: str, content: bytes) -> Piece:
        """One that is in memory."""
        return cls(name, hashlib.sha256(content).hexdigest(), len(content), content)


def pieces(contents: Contents) -> tuple[Piece, ...]:
    """The files in the order of their names; UserError where something cannot be written down or is gone."""
    made = (*_records(contents), _versions(contents), *_editions(contents), *_evidence(contents))
    return tuple(sorted(made, key=lambda piece: piece.name))


def manifest(contents: Contents, found: tuple[Piece, ...]) -> Manifest:
    """The manifest over these files; UserError where they are beyond the limits of a package."""
    lines = (record.seen for table in contents.records.values() for record in table.values())
    try:
        return Manifest(
            base=max((max(line) for line in lines), default=None),
            counts={table: len(rows) for table, rows in sorted(contents.records.items()) if rows},
            editions=tuple(sorted(contents.editions, key=lambda edition: edition.checksum)),
            format=forms.FORMAT,
            kind="parkgrade-package",
            made=contents.made,
            parts=tuple(Part(name=one.name, sha256=one.sha256, size=one.size) for one in found),
            scope=contents.scope,
        )
    except ValidationError as fault:
        raise faults.unwritable("要导出的内容超出一个交换包的上限，") from fault


def _records(contents: Contents) -> Iterator[Piece]:
    for table, rows in contents.records.items():
        if rows:
            listed = tuple(_written(table, key, rows[key]) for key in sorted(rows))
            content = package_json.dump(package_json.RECORDS, listed)
            if package_json.holds_nul(content):
                raise faults.unwritable(f"{table} 中有不能保存的字符，")
            yield Piece.of(f"records/{table}.json", content)


def _written(table: str, key: str, record: Record) -> Written:
    try:
        return forms.written(key, record)
    except ValidationError as fault:
        raise faults.unwritable(f"记录 {table}/{key} ") from fault


def _versions(contents: Contents) -> Piece:
    seen: set[str] = set()
    for rows in contents.records.values():
        for record in rows.values():
            seen |= record.seen
    if unknown := seen - contents.versions.keys():
        raise faults.unwritable(f"来历不明的修改 {min(unknown)} ")
    told = {version: contents.versions[version] for version in sorted(seen)}
    return Piece.of(forms.VERSIONS, package_json.dump(package_json.VERSIONS, told))


def _editions(contents: Contents) -> Iterator[Piece]:
    for edition, files in contents.editions.items():
        try:
            texts = {name: content.decode() for name, content in sorted(files.items())}
        except UnicodeDecodeError as fault:
            raise faults.unwritable(f"标准包“{edition.title}”") from fault
        yield Piece.of(f"standards/{edition.checksum}.json", package_json.dump(package_json.FILES, texts))


def _evidence(contents: Contents) -> Iterator[Piece]:
    for sha256, source in contents.evidence.items():
        size = package_zip.content_size(source, sha256)
        yield Piece(f"evidence/{sha256}", sha256, size, source)
