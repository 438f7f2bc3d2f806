"""Editions of the user's own: out as a workbook, in from one with what it changes, and out of the way again."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import func, select

from app import paths
from app.core import edition_diff
from app.core.edition_diff import Difference, Ruling
from app.core.rights import Act
from app.core.standard import Standard
from app.errors import UserError
from app.files import packs, packs_write
from app.progress import Progress, silent
from app.services import rights, standards, stores, whole_files
from app.services.stores import Store
from models.assessment import Assessment

_UNFINISHED = ".import-"
"""How the folder of an edition begins while it is written; a folder named so is never read."""

_LEFT_BEHIND = 3600
"""Seconds after which such a folder is one that a crash left behind."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions, question by question and rule by rule."""

    old: Standard
    new: Standard
    differences: tuple[Difference, ...]
    rulings: tuple[Ruling, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sound edition read from a workbook, before anything is kept of it."""

    standard: Standard
    beside: Comparison | None
    """What it changes: against the edition it supersedes, or else its own last version, where there is one."""
    there: Path | None = None
    """Where the very same edition already lies."""
    shipped: bool = False
    """Whether the very same edition comes with the program."""
    replaces: Path | None = None
    """The folder of its own last version, which is put aside."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an edition lies now, and where the version before it was put; ``fresh`` is whether it is new there."""

    folder: Path | None
    aside: Path | None = None
    fresh: bool = True


def export(standard: Standard, target: Path, progress: Progress = silent) -> Path:
    """Write an edition as a workbook that can be filled in; whole under its name, or not at all."""
    from app.files import workbook

    made = workbook.write(standard, progress)
    progress(0.9, "存盘")
    return whole_files.save(target, made)


def read(path: Path, progress: Progress = silent) -> Proposal:
    """The edition in a workbook and what it would change; Faults by sheet and cell where there are any.

    UserError where another edition already bears its id and version: what is pinned by rounds keeps its name.
    """
    from app.files import workbook

    standard = workbook.read(path.name or str(path), workbook.content(path), progress)
    progress(0.9, "与原标准包比较")
    return propose(standard)


def propose(standard: Standard) -> Proposal:
    """What keeping this edition would come to; UserError as ``read``."""
    edition = standard.edition
    ours = standards.shipped().get(edition.id)
    if ours is not None:
        if _same(ours.standard, standard):
            return Proposal(standard, None, shipped=True)
        raise UserError(
            f"编号“{edition.id}”是随程序提供的标准包，不能改动。",
            f"请在“标准包”表给编号另取一个，如 {edition.id}-own，并在“替代的标准包”写 {edition.id}。",
        )
    before = _last(edition.id)
    if before is None or before.source is None:
        return Proposal(standard, _beside(standard, None))
    last = before.source.standard
    if _same(last, standard):
        return Proposal(standard, None, there=before.folder)
    if last.edition.version == edition.version:
        raise UserError(
            f"已有编号为“{edition.id}”、版本为“{edition.version}”的标准包，内容不同。",
            "内容改过的，请在“标准包”表换一个版本，或给编号另取一个。原来的标准包没有变。",
        )
    return Proposal(standard, _beside(standard, last), replaces=before.folder)


def keep(proposal: Proposal, folder: Path | None = None, progress: Progress = silent) -> Kept:
    """Keep the edition: among the user's own, or in ``folder``, which must be new or empty.

    It is written beside, read back, compared and only then given its name; the version before it is put aside
    after that. A fault or a crash at any moment leaves what was there before.
    """
    if folder is not None:
        return Kept(_kept_in(proposal.standard, folder.absolute(), progress))
    if proposal.shipped or proposal.there is not None:
        return Kept(proposal.there, fresh=False)
    edition, root = proposal.standard.edition, standards.own_root()
    free = not (root / edition.id).exists()
    target = root / (edition.id if free else f"{edition.id}-{proposal.standard.checksum[:8]}")
    # It is there already where a crash came just before the version it replaces was put aside.
    made = target if _holds(target, proposal.standard) else _kept_in(proposal.standard, target, progress)
    aside = put_aside(proposal.replaces) if proposal.replaces is not None else None
    return Kept(made, aside)


def put_aside(folder: Path) -> Path:
    """Move an own edition's folder out of use, into the folder for that; returns where it lies now."""
    root = paths.user_data() / "standards-removed"
    number, target = 1, root / folder.name
    while target.exists():
        number, target = number + 1, root / f"{folder.name}-{number + 1}"
    with whole_files.in_words(target):
        root.mkdir(parents=True, exist_ok=True)
        folder.rename(target)
    return target


def remove(store: Store, who: str, edition_id: str) -> Path:
    """Put an own edition out of use that no round of this store rests on; returns where it lies now."""
    require(store, who)
    own = _last(edition_id)
    if own is None:
        raise UserError("自己的标准包里没有它。", "随程序提供的标准包不能移除。")
    count = used(store).get(own.source.standard.checksum, 0) if own.source else 0
    if count:
        raise UserError(
            f"有 {count} 轮评估用着这个标准包，不能移除。", "先让这些评估转用其他标准包，或保留它。"
        )
    return put_aside(own.folder)


def require(store: Store, who: str) -> None:
    """UserError where this person may not change the editions at hand."""
    with stores.read(store) as records:
        rights.require(records, who, Act.STANDARD)


def used(store: Store) -> Mapping[str, int]:
    """By an edition's checksum: how many rounds of the store rest on it."""
    found: dict[str, int] = {}
    with stores.read(store) as records:
        for column in (Assessment.edition_checksum, Assessment.ten_two_checksum):
            counted = select(column, func.count()).where(column.is_not(None)).group_by(column)
            for checksum, count in records.execute(counted):
                found[str(checksum)] = found.get(str(checksum), 0) + count
    return found


def compare(old: Standard, new: Standard) -> Comparison:
    """Two editions, question by question and rule by rule."""
    differences = edition_diff.compare(edition_diff.questions(old), edition_diff.questions(new))
    return Comparison(old, new, differences, edition_diff.rulings(old, new))


def _same(one: Standard, other: Standard) -> bool:
    """Whether two editions say the same, whatever spaces their files have at the ends of texts."""
    return replace(one, checksum=other.checksum) == other


def _beside(standard: Standard, last: Standard | None) -> Comparison | None:
    wanted = standard.edition.supersedes
    source = standards.offered().get(wanted) if wanted else None
    old = source.standard if source else last
    return compare(old, standard) if old is not None else None


def _last(edition_id: str) -> standards.Own | None:
    """The own edition of this id, or the folder of this name where what lies in it is faulty."""
    owned = standards.owned()
    sound = (own for own in owned if own.source and own.source.standard.edition.id == edition_id)
    broken = (own for own in owned if own.source is None and own.folder.name == edition_id)
    return next(sound, None) or next(broken, None)


def _holds(folder: Path, standard: Standard) -> bool:
    return any(
        own.folder == folder and own.source and own.source.standard == standard for own in standards.owned()
    )


def _kept_in(standard: Standard, folder: Path, progress: Progress) -> Path:
    """Write the edition into ``folder``, whole or not at all."""
    with whole_files.in_words(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UserError(f"“{folder}”里已经有内容。", "请换一个新的或空的文件夹。")
        folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(folder.parent)
        part = folder.parent / f"{_UNFINISHED}{stores.new_id()}"
        part.mkdir()
        try:
            progress(0.5, "写出标准包")
            for name, content in packs_write.files(packs_write.tables(standard)).items():
                whole_files.put(part / name, content)
            progress(0.8, "读回核对")
            if not _same(packs.load(part), standard):
                raise AssertionError("an edition written down reads as another")
            if folder.exists():
                folder.rmdir()
            part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return folder


def _sweep(root: Path) -> None:
    """Remove what a crash left half written long enough ago that nobody is at it any more."""
    with suppress(OSError):
        for left in root.glob(f"{_UNFINISHED}*"):
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
                shutil.rmtree(left, ignore_errors=True)
