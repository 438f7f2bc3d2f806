"""Writing a package: whole under its name, read back and compared before that, or not at all."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from app.core.package import ENVELOPE, MANIFEST, SIGNATURE, Manifest
from app.errors import UserError
from app.files import package_crypt, package_json, package_parts, package_read, package_sign, package_zip
from app.files import package_faults as faults
from app.files.package_parts import Contents, Piece
from app.files.package_sign import Signer
from app.progress import Progress, silent

__all__ = ["Contents", "Signer"]

SUFFIX = ".parkgrade"
_WRITING = 0.6
"""The share of the work that writing is; the rest is reading back."""


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
    ``progress`` stops it, nothing of it is left. The same contents give the same bytes, unless a password is set.
    """
    if password is not None:
        package_crypt.check(password)
    progress(0, "正在整理记录")
    pieces = package_parts.pieces(contents)
    manifest = package_parts.manifest(contents, pieces)
    signed = _signed(manifest, signer)
    with _fresh(target) as (part, file):
        _fill(file, (*signed, *pieces), password, progress)
        _settle(file)
        _verify(part, manifest, password, progress)
    return manifest


def _signed(manifest: Manifest, signer: Signer | None) -> tuple[Piece, ...]:
    """The manifest, and the signature where somebody signs."""
    content = package_json.dump(package_json.MANIFEST, manifest)
    first = Piece.of(MANIFEST, content)
    if signer is None:
        return (first,)
    return (first, Piece.of(SIGNATURE, package_sign.signed(content, signer)))


@contextmanager
def _fresh(target: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """A file beside the target that takes its name at the end, unless something went wrong."""
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with part.open("xb") as file:
            yield part, file
        part.replace(target)
        _settle_folder(target.parent)
    except OSError as fault:
        raise faults.unwritten(target, fault) from fault
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _settle(file: IO[bytes]) -> None:
    """Have all of it on the disk."""
    file.flush()
    os.fsync(file.fileno())


def _settle_folder(folder: Path) -> None:
    """Have the name on the disk; not every system allows it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _fill(file: IO[bytes], pieces: tuple[Piece, ...], password: str | None, progress: Progress) -> None:
    total = max(sum(piece.size for piece in pieces), 1)
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        progress(_WRITING * done / total, "正在写入交换包")

    with zipfile.ZipFile(file, "w") as outer:
        if password is None:
            _put_all(outer, pieces, told)
        else:
            _put_locked(outer, pieces, password, told)


def _put_locked(
    outer: zipfile.ZipFile, pieces: tuple[Piece, ...], password: str, told: package_zip.Told
) -> None:
    """The package within an envelope."""
    envelope, secret = package_crypt.new(password)
    package_zip.put(outer, ENVELOPE, package_json.dump(package_json.ENVELOPE, envelope))
    with package_zip.payload(outer) as target:
        sealing = package_crypt.Sealing(target, envelope, secret)
        with zipfile.ZipFile(sealing, "w") as inner:
            _put_all(inner, pieces, told)
        sealing.finish()


def _put_all(archive: zipfile.ZipFile, pieces: tuple[Piece, ...], told: package_zip.Told) -> None:
    for piece in pieces:
        if isinstance(piece.source, bytes):
            package_zip.put(archive, piece.name, piece.source)
            told(piece.size)
        else:
            package_zip.put_file(archive, piece.name, piece.source, piece.sha256, told)


def _verify(part: Path, manifest: Manifest, password: str | None, progress: Progress) -> None:
    """Read it back as its receiver will; UserError where the disk did not keep it."""

    def told(done: float, what: str) -> None:
        progress(_WRITING + (1 - _WRITING) * max(done, 0.0), "正在核对交换包")

    try:
        with package_read.open_package(part, password, told) as package:
            same = package.manifest == manifest
    except faults.Unfit as fault:
        raise faults.not_kept(fault) from fault
    if not same:
        raise faults.not_kept(UserError("清单不符"))
