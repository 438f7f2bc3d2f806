"""Writing a package: whole under its name, read back and compared before that, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.core.merge import Record
from app.core.package import Edition, Made, Manifest, Told
from app.progress import Progress, silent

SUFFIX = ".parkgrade"

Signer = Callable[[bytes], tuple[str, str]]
"""Takes what is to be signed; gives the public key and the signature, both in hex."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What goes into a package; the order of any mapping makes no difference."""

    scope: tuple[str, ...]
    """Names of the parks, or of the park and round."""
    made: Made
    records: Mapping[str, Mapping[str, Record]]
    """By table, by key."""
    versions: Mapping[str, Told]
    """Who wrote every version in the records' lines; others are left out."""
    editions: Mapping[Edition, Mapping[str, bytes]]
    """Each edition with its files by name."""
    evidence: Mapping[str, Path]
    """By SHA-256: where the content lies."""


def write(
    target: Path,
    contents: Contents,
    *,
    password: str | None = None,
    signer: Signer | None = None,
    progress: Progress = silent,
) -> Manifest:
    """Write a package to ``target``; one that is there is replaced at the very end, once the new one is verified.

    UserError where a content is damaged, the password is too weak or the disk will not take it; then, and when
    ``progress`` stops it, nothing of it is left.
    """
    raise NotImplementedError
