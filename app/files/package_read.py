"""Reading a package: everything in it is checked before anything is handed out."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

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
        if sha256 not in self.evidence:
            raise KeyError(sha256)
        return self._archive.stream(f"evidence/{sha256}")


@contextmanager
def open_package(path: Path, password: str | None = None, progress: Progress = silent) -> Iterator[Package]:
    """Check a package whole and hand it out.

    Locked where it wants a password or another one; Unfit where it is damaged, cut, broken in its signature, from a
    newer program, too large or none at all: both are UserErrors. Nothing is ever written.
    """
    with ExitStack() as open_things:
        try:
            package = _package(path, password, progress, open_things)
        except faults.Unfit as fault:
            raise fault.named(path.name) from fault
        yield package


def _package(path: Path, password: str | None, progress: Progress, open_things: ExitStack) -> Package:
    file, size = _opened(path)
    open_things.enter_context(file)
    archive = open_things.enter_context(package_zip.opened(file, size, outer=True))
    encrypted = forms.ENVELOPE in archive.sizes
    if encrypted:
        inner, size = _unlocked(archive, password)
        archive = open_things.enter_context(package_zip.opened(inner, size, outer=False))
    with faults.in_words("内容"):
        return _checked(archive, encrypted, progress)


def _opened(path: Path) -> tuple[IO[bytes], int]:
    """The file and its size; a folder or a pipe is never opened."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise faults.none_such()
        if found.st_size == 0:
            raise faults.empty()
        file = path.open("rb")
    except (OSError, ValueError) as fault:  # ValueError: a path that is none
        raise faults.unreadable(fault if isinstance(fault, OSError) else FileNotFoundError()) from fault
    return file, os.fstat(file.fileno()).st_size


def _unlocked(outer: Archive, password: str | None) -> tuple[IO[bytes], int]:
    """The package within the envelope, and its size."""
    if outer.sizes[forms.ENVELOPE] > 10_000:
        raise faults.too_large("清单的大小")
    content, _hash = outer.read(forms.ENVELOPE, _nobody)
    envelope = package_crypt.read_envelope(content)
    if password is None:
        raise faults.password_wanted()
    secret = package_crypt.key(password, envelope)
    inner = package_crypt.Unsealing(outer.file, outer.region(forms.PAYLOAD), envelope, secret)
    return io.BufferedReader(inner, package_zip.PIECE), inner.size


def _nobody(more: int) -> None:
    """Nothing to tell."""


def _checked(archive: Archive, encrypted: bool, progress: Progress) -> Package:
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
    return Package(manifest, signature, encrypted, versions, records, editions, archive)


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
