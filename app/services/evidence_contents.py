"""Contents of evidence to look at, to take along, and to clear away."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app.core.evidence import Evidence
from app.errors import UserError, because
from app.files import evidence_files, photos, previews
from app.files.evidence_types import TEXT
from app.files.previews import Picture, Text
from app.progress import Progress, silent
from app.services import evidence, stores
from app.services.stores import Store
from models import evidence as tables
from models.revision import Revision

__all__ = ["Picture", "Text"]

_PDF = "application/pdf"
_SHOWN = ("image/gif",)
"""Pictures that are no photos, and can be shown all the same."""


@dataclass(frozen=True, slots=True)
class Unshown:
    """A file that can only be opened by another program."""


Look = Picture | Text | Unshown


@dataclass(frozen=True, slots=True)
class Room:
    """Contents on disk: how many and how large in bytes, and how many of them no record ever named."""

    count: int
    size: int
    idle: tuple[Path, ...]
    idle_size: int


def look(store: Store, one: Evidence, page: int, width: int, progress: Progress = silent) -> Look:
    """How a file looks; a PDF by its ``page`` (from 0), so many pixels wide. Its content is compared at page 0.

    UserError where the content is gone, changed, broken or locked by a password.
    """
    path = (
        evidence.content(store, one, progress) if not page else evidence_files.path_of(store.path, one.sha256)
    )
    if one.media == _PDF:
        return previews.page(path, one.name, page, width)
    if photos.is_photo(one.media) or one.media in _SHOWN:
        return previews.picture(path, one.media, one.name)
    return previews.text(path) if one.media == TEXT else Unshown()


def thumbnail(store_path: Path, one: Evidence, longest: int) -> Picture | None:
    """A small picture of a photo; None where there is none, whatever the reason."""
    if not photos.is_photo(one.media):
        return None
    try:
        path = evidence_files.path_of(store_path, one.sha256)
        return previews.picture(path, one.media, one.name, longest=longest)
    except UserError:
        return None


def take_out(store: Store, one: Evidence, target: Path, progress: Progress = silent) -> Path:
    """Write a copy of the content to ``target``; UserError where it is not sound or cannot be written."""
    stores.spare(store, target)
    evidence_files.place(evidence.content(store, one, progress), target, progress)
    return target


def lend(store: Store, one: Evidence, progress: Progress = silent) -> Path:
    """A copy under its own name for another program to open: what is done to it does not touch the record."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="parkgrade-"))
    except OSError as fault:
        raise UserError(f"不能建立临时文件夹（{because(fault)}）。", "请清理磁盘后重试。") from fault
    return take_out(store, one, folder / one.name, progress)


def room(store: Store, progress: Progress = silent) -> Room:
    """What the contents take on disk, and which of them no record names, now or in any revision."""
    named = _ever_named(store, progress)
    sizes = {path: path.stat().st_size for path in evidence_files.held(store.path)}
    idle = tuple(path for path in sizes if path.name not in named)
    return Room(len(sizes), sum(sizes.values()), idle, sum(sizes[path] for path in idle))


def clear(store: Store, progress: Progress = silent) -> Room:
    """Delete the contents that no record ever named; what was found, before it was deleted.

    A content that any revision names stays, since an undo may need it.
    """
    if store.read_only:
        raise UserError("数据文件以只读方式打开，不能清理。", "请在窗口中打开后再清理。")
    found = room(store, progress)
    for path in found.idle:
        try:
            path.unlink(missing_ok=True)
        except OSError as fault:
            raise UserError(
                f"不能删除“{path}”（{because(fault)}）。", "请关闭占用它的程序后重试。"
            ) from fault
    return found


def _ever_named(store: Store, progress: Progress) -> frozenset[str]:
    """The hashes of all contents that are on record, or were in any revision."""
    progress(-1, "正在核对修订记录")
    touching = select(Revision.changes).where(Revision.changes.contains('"table":"evidence"'))
    with stores.read(store) as records:
        named = set(records.scalars(select(tables.Evidence.sha256)))
        for text in records.scalars(touching):
            for change in json.loads(text):
                sides = (change["before"] or {}, change["after"] or {})
                named.update(side["sha256"] for side in sides if "sha256" in side)
    return frozenset(named)
