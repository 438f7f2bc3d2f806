"""A copy of the store on a person's order: whole, checked, and openable like the store itself, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.progress import Progress, silent
from app.services import evidence_copies, stores
from app.services.evidence import Flaw
from app.services.stores import Store


@dataclass(frozen=True, slots=True)
class Backup:
    """What was copied: the store, and how many contents beside it; ``flaws`` could not be, as they are damaged."""

    path: Path
    contents: int
    flaws: tuple[Flaw, ...]


def copy_to(store: Store, target: Path, progress: Progress = silent) -> Backup:
    """Copy the store to the file ``target`` and its evidence beside that, each content compared with its hash.

    Refuses to write over the store itself. On a fault, or when stopped, nothing of it is left; contents that an
    earlier copy has put there stay. A content that is damaged here already is left out and named.
    """
    from models import copying, place

    stores.spare(store, target)
    with evidence_copies.carried(store, target, progress) as copied:
        progress(-1, "正在复制并核对数据文件")
        with stores.in_words():
            copying.back_up(store, place.File(target.absolute()), lambda _done, _total: progress(-1, ""))
    return Backup(target, len(copied), evidence_copies.lost(store, copied))
