"""A copy of the store on a person's order: whole, checked, and openable like the store itself, with its evidence."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.files import evidence_files
from app.progress import Progress, silent
from app.services import evidence, stores
from app.services.evidence import Flaw
from app.services.stores import Store
from models import sqlite


@dataclass(frozen=True, slots=True)
class Backup:
    """What was copied: the store, and how many contents beside it; ``flaws`` could not be, as they are damaged."""

    path: Path
    contents: int
    flaws: tuple[Flaw, ...]


def copy_to(store: Store, target: Path, progress: Progress = silent) -> Backup:
    """Copy the store to ``target`` and its evidence beside that, each content compared with its hash.

    Refuses to write over the store itself. On a fault, or when stopped, nothing of it is left; contents that an
    earlier copy has put there stay. A content that is damaged here already is left out and named.
    """
    stores.spare(store, target)
    made: list[Path] = []
    try:
        copied = _contents(store, target, made, progress)
        progress(-1, "正在复制并核对数据文件")
        with stores.in_words():
            sqlite.copy(store.path, target)
    except BaseException:
        _take_back(made, evidence_files.folder_of(target))
        raise
    lost = [one for one in evidence.listed(store) if one.evidence.sha256 not in copied]
    flaws = tuple(
        Flaw(one.evidence, one.park, missing=not _there(store, one.evidence.sha256)) for one in lost
    )
    return Backup(target, len(copied), flaws)


def _contents(store: Store, target: Path, made: list[Path], progress: Progress) -> frozenset[str]:
    """Copy the contents that are sound; the hashes of all that the copy has then. ``made`` gathers the new ones."""
    named = {filed.evidence.sha256 for filed in evidence.listed(store)}
    every = sorted(named | {path.name for path in evidence_files.held(store.path)})
    copied = set()
    for at, sha256 in enumerate(every):
        progress(at / len(every), f"佐证 {at + 1} / {len(every)}")
        source, copy = evidence_files.path_of(store.path, sha256), evidence_files.path_of(target, sha256)
        if not evidence_files.sound(copy, sha256, progress):
            if not evidence_files.sound(source, sha256, progress):
                continue
            made.append(copy)
            _link(source, copy, progress)
        copied.add(sha256)
    return frozenset(copied)


def _link(source: Path, copy: Path, progress: Progress) -> None:
    """The same bytes under another name where the disk can do that: a content is never written to again."""
    part = copy.with_name(f"{copy.name}.part")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        os.link(source, part)
        part.replace(copy)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        evidence_files.place(source, copy, progress)


def _take_back(made: list[Path], folder: Path) -> None:
    """Remove what was copied, and the folders that are empty then."""
    with suppress(OSError):
        for copy in made:
            copy.unlink(missing_ok=True)
        for inner in {copy.parent for copy in made}:
            _drop(inner)
    _drop(folder)


def _drop(folder: Path) -> None:
    """Remove a folder that is empty; one that is not stays."""
    with suppress(OSError):
        folder.rmdir()


def _there(store: Store, sha256: str) -> bool:
    return evidence_files.path_of(store.path, sha256).exists()
