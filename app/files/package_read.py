"""Reading a package: everything in it is checked before anything is handed out."""

from __future__ import annotations

import io
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from app.core import package as forms
from app.core.package import Manifest, Signature, Told, Written
from app.files import package_checks, package_crypt, package_json, package_sign, package_zip
from app.files import package_faults as faults
from app.files.package_zip import Archive
from app.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class Package:
    """A package that has been checked whole, open until its ``with`` ends.

    Not checked, since only a store can tell: which tables and fields there are, and what values fit them.
    """

    manifest: Manifest
    signature: Signature | None
    """None where nobody signed; it is sound where there is one, but whose key it is only a store knows."""
    encrypted: bool
    versions: Mapping[str, Told]
    """Who wrote each version: all that stand in a line, and no other."""
    _records: Mapping[str, tuple[Written, ...]]
    _editions: Mapping[str, Mapping[str, str]]
    _archive: Archive
    _name: str

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of which it has records, in order."""
        return tuple(self._records)

    @property
    def evidence(self) -> tuple[str, ...]:
        """SHA-256 of each content it carries, in order."""
        named = (part.name for part in self.manifest.parts)
        return tuple(name.removeprefix("evidence/") for name in named if name.startswith("evidence/"))

    def records(self, table: str) -> tuple[Written, ...]:
        """The records of a table, in the order of their keys; none where it has no such table."""
        return self._records.get(table, ())

    def edition(self, checksum: str) -> dict[str, bytes]:
        """The files of an edition by name, as ``packs.loads`` takes them; KeyError where it carries none such."""
        return {name: text.encode() for name, text in self._editions[checksum].items()}

    def content(self, sha256: str) -> IO[bytes]:
        """A content of evidence to read once from its start; KeyError where it carries none such.

        It was compared with its hash when the package was opened; whoever keeps it hashes it again.
        """
        part = f"evidence/{sha256}"
        if part not in self._archive.sizes:
            raise KeyError(sha256)
        return io.BufferedReader(_Content(self._archive, part, self._name), package_zip.PIECE)


class _Content(io.RawIOBase):
    """A part that is read once more; a disk that has gone away since, or a file that was changed, is told in words."""

    def __init__(self, archive: Archive, part: str, package: str) -> None:
        super().__init__()
        self._part, self._package = part, package
        with _named(package):
            self._source = archive.stream(part)

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, target: Any) -> int:
        """As much as there is; UserError where the package cannot be read any more."""
        with _named(self._package), faults.in_words(self._part):
            given = self._source.read(len(target))
        target[: len(given)] = given
        return len(given)

    def close(self) -> None:
        """Let go of it."""
        self._source.close()
        super().close()


@contextmanager
def open_package(path: Path, password: str | None = None, progress: Progress = silent) -> Iterator[Package]:
    """Check a package whole and hand it out.

    Locked where it wants a password or another one; Unfit where it is damaged, cut, broken in its signature, from a
    newer program, too large or none at all: both are UserErrors. Nothing is ever written.
    """
    with ExitStack() as open_things:
        with _named(path.name):
            package = _package(path, password, progress, open_things)
        yield package


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Say of which package it is that something is said."""
    try:
        yield
    except faults.Unfit as fault:
        raise fault.named(name) from fault
    except MemoryError as fault:
        raise faults.no_memory().named(name) from fault


def _package(path: Path, password: str | None, progress: Progress, open_things: ExitStack) -> Package:
    file, size = _opened(path)
    open_things.enter_context(file)
    archive = open_things.enter_context(package_zip.opened(file, size, outer=True))
    encrypted = forms.ENVELOPE in archive.sizes
    if encrypted:
        inner, size = _unlocked(archive, password)
        archive = open_things.enter_context(package_zip.opened(inner, size, outer=False))
    return _checked(archive, encrypted, path.name, progress)


def _opened(path: Path) -> tuple[IO[bytes], int]:
    """The file and its size; a folder or a pipe is never opened."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise faults.none_such()
        if found.st_size == 0:
            raise faults.empty()
        return path.open("rb"), found.st_size
    except (OSError, ValueError) as fault:  # ValueError: a path that is none
        raise faults.unreadable(fault if isinstance(fault, OSError) else FileNotFoundError()) from fault


def _unlocked(outer: Archive, password: str | None) -> tuple[IO[bytes], int]:
    """The package within the envelope, and its size."""
    if outer.sizes[forms.ENVELOPE] > 10_000:
        raise faults.too_large("清单的大小")
    content, _hash = outer.read(forms.ENVELOPE, _nobody)
    envelope = package_crypt.read_envelope(content)
    if password is None:
        raise faults.password_wanted()
    secret = package_crypt.key(password, envelope)
    region = outer.region(forms.PAYLOAD)
    with faults.in_words(forms.PAYLOAD):
        inner = package_crypt.Unsealing(outer.file, region, envelope, secret)
    return io.BufferedReader(inner, package_zip.PIECE), inner.size


def _nobody(more: int) -> None:
    """Nothing to tell."""


def _checked(archive: Archive, encrypted: bool, called: str, progress: Progress) -> Package:
    """Manifest and signature, then every part against them, then the parts against each other."""
    content, _hash = archive.read(forms.MANIFEST, _nobody)
    package_json.check_head(forms.MANIFEST, content, forms.KIND)
    manifest = package_json.parse(package_json.MANIFEST, forms.MANIFEST, content)
    signature = _signature(archive, content)
    package_checks.listed(manifest, archive.sizes)
    texts = dict(_texts(archive, manifest, progress))
    versions = package_json.parse(package_json.VERSIONS, forms.VERSIONS, texts.pop(forms.VERSIONS))
    editions = {
        Path(name).stem: package_json.parse(package_json.FILES, name, texts.pop(name))
        for name in sorted(texts)
        if name.startswith("standards/")
    }
    records = {
        Path(name).stem: package_json.parse(package_json.RECORDS, name, texts.pop(name))
        for name in sorted(texts)
    }
    package_checks.agreeing(manifest, records, versions, editions)
    return Package(manifest, signature, encrypted, versions, records, editions, archive, called)


def _signature(archive: Archive, manifest: bytes) -> Signature | None:
    if forms.SIGNATURE not in archive.sizes:
        return None
    content, _hash = archive.read(forms.SIGNATURE, _nobody)
    return package_sign.checked(manifest, content)


def _texts(archive: Archive, manifest: Manifest, progress: Progress) -> Iterator[tuple[str, bytes]]:
    """The parts that are JSON, once every part has been compared with its hash."""
    total = max(sum(part.size for part in manifest.parts), 1)
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        progress(done / total, "正在核对交换包")

    for part in manifest.parts:
        evidence = part.name.startswith("evidence/")
        content, found = (b"", archive.hashed(part.name, told)) if evidence else archive.read(part.name, told)
        if found != part.sha256:
            raise faults.damaged(f"{part.name} 与校验和不符")
        if not evidence:
            yield part.name, content
