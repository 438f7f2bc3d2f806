"""Editions: those that come with the program, and the copies to which assessments are pinned."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import paths
from app.core import links
from app.core.standard import Standard
from app.errors import Faults, UserError
from app.files import packs
from models.assessment import Edition


@dataclass(frozen=True, slots=True)
class Source:
    """An edition as files, with the standard that they make."""

    standard: Standard
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Own:
    """An edition of the user's own: its folder, and what it holds or what is wrong with it."""

    folder: Path
    source: Source | None
    faults: Faults | None = None


@cache
def shipped() -> Mapping[str, Source]:
    """The editions that come with the program, by id. They do not change while it runs."""
    return {source.standard.edition.id: source for source in map(_source, packs.editions(paths.standards()))}


def offered() -> Mapping[str, Source]:
    """The editions that a round may begin with: the shipped ones, and the user's own that are without fault.

    The user's own lie in folders under ``standards`` in the data folder; a faulty one is left out here, and
    told in full by ``standard check``. An own edition never takes the id of a shipped one.
    """
    found = dict(shipped())
    for own in owned():
        if own.source is not None:
            found.setdefault(own.source.standard.edition.id, own.source)
    return found


def own_root() -> Path:
    """The folder in which the user's own editions lie, each in a folder of its own; it may not be there yet."""
    return paths.user_data() / "standards"


def owned() -> tuple[Own, ...]:
    """The user's own editions as they lie on disk, the faulty ones too."""
    return tuple(_own(folder) for folder in packs.editions(own_root()))


def _own(folder: Path) -> Own:
    try:
        return Own(folder, _source(folder))
    except Faults as faults:
        return Own(folder, None, faults)


def find(reference: str) -> Source:
    """The edition with this id, or in this folder; UserError or Faults where there is none."""
    known = shipped() if reference in shipped() else offered()
    if reference in known:
        return known[reference]
    folder = Path(reference)
    if reference and os.path.exists(folder):  # A name that is too long names no folder.
        return _source(folder)
    raise UserError(
        f"没有标准包“{reference[:60]}”。", f"现有：{'、'.join(known)}；也可以给出标准包所在的文件夹。"
    )


def grading() -> Standard:
    """The shipped edition that grades; it names the grades that are on file without an edition."""
    return next(source.standard for source in shipped().values() if source.standard.bands)


def companion(standard: Standard, beside: Path | None = None) -> Source | None:
    """The edition that holds 十有两禁 for ``standard``: in a folder next to its own, or offered."""
    wanted = standard.edition.ten_two
    if wanted is None or wanted == standard.edition.id:
        return None
    if beside is not None and os.path.isdir(beside / wanted):
        return _source(beside / wanted)
    return shipped().get(wanted) or offered().get(wanted)


def linked_soundly(standard: Standard, beside: Path | None = None) -> None:
    """UserError where a link names a checkpoint that the edition of 十有两禁 does not have.

    One that is not at hand cannot be compared, and is left for the day it is.
    """
    judged = companion(standard, beside)
    if judged is None and standard.edition.ten_two:
        return
    missing = links.unknown(standard, judged.standard if judged else standard)
    if missing:
        named = judged.standard.edition.title if judged else standard.edition.title
        raise UserError(
            f"关联中的检查点 {'、'.join(missing[:10])} 在“{named}”里没有。",
            "请改正 [[link]] 的 checkpoints，或删去这些关联。",
        )


def pin(records: Session, source: Source) -> str:
    """Keep a copy of the edition in the store, once; returns its checksum."""
    standard = source.standard
    if records.get(Edition, standard.checksum) is None:
        files = {name: content.decode("utf-8") for name, content in source.files.items()}
        row = Edition(
            checksum=standard.checksum,
            edition_id=standard.edition.id,
            title=standard.edition.title,
            version=standard.edition.version,
            content=json.dumps(files, ensure_ascii=False, sort_keys=True),
            added_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        records.add(row)
    return standard.checksum


_read: dict[str, Standard] = {}


def pinned(records: Session, checksum: str) -> Standard:
    """The standard with this checksum, from the store's own copy.

    A checksum names its content for good, so one that was read once is kept; a copy that no longer
    gives its checksum is refused.
    """
    if checksum in _read:
        return _read[checksum]
    ours = next((s.standard for s in shipped().values() if s.standard.checksum == checksum), None)
    standard = ours or _from_store(records, checksum)
    _read[checksum] = standard
    return standard


def _from_store(records: Session, checksum: str) -> Standard:
    content = records.scalar(select(Edition.content).where(Edition.checksum == checksum))
    if content is None:
        raise UserError(
            f"数据文件里没有校验和为 {checksum[:8]} 的标准包，不能评级。", "请从备份恢复数据文件。"
        )
    standard = packs.loads({name: text.encode("utf-8") for name, text in json.loads(content).items()})
    if standard.checksum != checksum:
        raise UserError(
            f"数据文件中的标准包“{standard.edition.title}”被改动过，已停止评级。", "请从备份恢复数据文件。"
        )
    return standard


def _source(folder: Path) -> Source:
    files = packs.contents(folder)
    return Source(packs.loads(files), files)
