"""A whole store moved to another place, a file or a server, and compared with what it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.progress import Progress, silent
from app.services import evidence, evidence_copies, stores
from app.services.evidence import Flaw
from app.services.stores import Where


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied, and where to. Evidence in ``flaws`` was damaged or gone before, and is not there."""

    source: str
    target: str
    rows: int
    revisions: int
    contents: int
    flaws: tuple[Flaw, ...]


def copy(source: Where, target: Where, progress: Progress = silent) -> Copied:
    """Copy the store at ``source`` to ``target``, a new file or an empty database, with its whole history.

    The copy counts only once every row and the whole chain have been read back from it. On a fault, or when
    stopped, nothing of it is left, and the store it was made of is never written to. UserError where the target
    holds something already, or is a server without a folder for evidence that there is.
    """
    from models import copying, place

    def told(done: int, total: int) -> None:
        progress(done / max(total, 1), f"已写入并核对 {done} 条，共 {total} 条")

    with stores.in_words(), stores.look(source) as store:
        there = place.of(target)
        if isinstance(target, Path):
            stores.make_folder(target)
        if evidence.listed(store):
            stores.require_folder(there)
        with evidence_copies.carried(store, there.path, progress) as contents:
            copied = copying.whole(store, there, told)
        flaws = evidence_copies.lost(store, contents)
    return Copied(store.name, str(there.name), copied.rows, copied.revisions, len(contents), flaws)
