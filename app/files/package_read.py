"""Reading a package: everything in it is checked before anything is handed out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.core.package import Manifest, Signature, Told, Written
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
    """Who wrote each version: every one that stands in a line is here."""
    tables: tuple[str, ...]
    evidence: tuple[str, ...]
    """SHA-256 of each content it carries, in order."""

    def records(self, table: str) -> tuple[Written, ...]:
        """The records of a table, in the order of their keys; none where it has no such table."""
        raise NotImplementedError

    def edition(self, checksum: str) -> dict[str, bytes]:
        """The files of an edition by name, as ``packs.loads`` takes them; KeyError where it carries none such."""
        raise NotImplementedError

    def content(self, sha256: str) -> IO[bytes]:
        """A content of evidence to read once from its start; KeyError where it carries none such."""
        raise NotImplementedError


@contextmanager
def open_package(path: Path, password: str | None = None, progress: Progress = silent) -> Iterator[Package]:
    """Check a package whole and hand it out.

    Locked where it wants a password or another one; UserError where it is damaged, cut, broken in its signature,
    from a newer program, too large or none at all. Nothing is ever written.
    """
    raise NotImplementedError
    yield
