"""The way of a file into the evidence: what it is, whether it may be taken, prepared if it is a photo, stored."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.errors import UserError
from app.files import evidence_files, evidence_types, photos
from app.progress import Progress, silent

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the store wants: photos no longer than ``longest`` pixels (0: as they are), files up to ``limit`` bytes."""

    longest: int = photos.LONGEST
    keep_camera: bool = False
    limit: int = evidence_files.LIMIT


@dataclass(frozen=True, slots=True)
class Pasted:
    """A content that has no file, such as a picture from the clipboard."""

    name: str
    data: bytes


Source = Path | Pasted


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A content that is stored, with the name and type under which it goes on record."""

    sha256: str
    size: int
    name: str
    media: str
    taken_on: date | None = None
    """For a photo: the day its camera noted."""
    mistaken: str = ""
    """The name it came with, where its suffix promised something else than it is."""


def take(store: Path, source: Source, wishes: Wishes, progress: Progress = silent) -> Taken:
    """Store one file beside ``store``; UserError where it cannot be taken, and then nothing of it is left."""
    name = clean_name(source.name)
    head = _head(source, name)
    if evidence_types.runs(name, head):
        raise UserError(
            f"“{name}”是程序或脚本，不能作为佐证。",
            "请改为加入文档、图片或扫描件；确需留存的，打印成 PDF 再加入。",
        )
    media = evidence_types.media(head, whole=_whole(source))
    honest = evidence_types.fits(name, media)
    filed = name if honest else evidence_types.renamed(name, media)
    taken_on = None
    content: evidence_files.Source = source if isinstance(source, Path) else source.data
    if photos.is_photo(media):
        photo = _photo(source, media, name, wishes)
        content, taken_on = photo.data, photo.taken_on
        if photo.media != media:
            media, filed = photo.media, evidence_types.renamed(filed, photo.media)
    stored = evidence_files.put(store, content, progress, name=name, limit=wishes.limit)
    return Taken(
        sha256=stored.sha256,
        size=stored.size,
        name=filed,
        media=media,
        taken_on=taken_on,
        mistaken="" if honest else name,
    )


def clean_name(name: str) -> str:
    """A name that can be kept and written to any disk: one line, no signs that file systems refuse, not too long.

    >>> clean_name("验收/意见?.pdf")
    '验收_意见_.pdf'
    """
    plain = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    kept = "".join("_" if char in '\\/:*?"<>|' or not char.isprintable() else char for char in plain)
    kept = kept.strip(" .") or "未命名"
    stem, dot, suffix = kept.rpartition(".")
    if dot and len(suffix) <= 8:
        return f"{stem[: _LONGEST_NAME - len(suffix)]}.{suffix}"
    return kept[:_LONGEST_NAME]


def _head(source: Source, name: str) -> bytes:
    if isinstance(source, Pasted):
        return source.data[: evidence_types.HEAD]
    try:
        if not source.is_file():  # a pipe would be waited for; what it is instead is told when it is stored
            return b""
        with source.open("rb") as file:
            return file.read(evidence_types.HEAD)
    except OSError as fault:
        raise evidence_files.unreadable(name, fault) from fault


def _whole(source: Source) -> Path | io.BytesIO:
    return source if isinstance(source, Path) else io.BytesIO(source.data)


def _photo(source: Source, media: str, name: str, wishes: Wishes) -> photos.Photo:
    data = source.data if isinstance(source, Pasted) else _read(source, name, wishes.limit)
    return photos.prepare(data, media, name, longest=wishes.longest, keep_camera=wishes.keep_camera)


def _read(source: Path, name: str, limit: int) -> bytes:
    try:
        evidence_files.check_size(source.stat().st_size, name, limit)
        return source.read_bytes()
    except OSError as fault:
        raise evidence_files.unreadable(name, fault) from fault
