"""What was done to the store: undo, redo, the list of revisions, and the check of the whole chain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app import wording
from app.core.rights import Act
from app.core.rollup import Kind
from app.errors import NotAllowed
from app.progress import Progress, silent
from app.services import rights, stores
from app.services.stores import Change, Store
from models import assessment as rounds
from models import evidence, expert, history, keying, plan, scenario, seal
from models import park as parks
from models import people as persons
from models.audit import Finding
from models.history import Entry
from models.revision import RowChange

__all__ = ["POINTING", "Entry", "Finding", "RowChange", "Step"]

_OWNED: dict[str, type] = {
    "zone": parks.Zone,
    "enterprise": parks.Enterprise,
    "settlement": parks.Settlement,
    "grade_record": parks.GradeRecord,
    "answer": rounds.Answer,
    "measure": plan.Measure,
    "assignment": expert.Assignment,
    "judgement": expert.Judgement,
    "opinion": expert.Opinion,
    "evidence": evidence.Evidence,
    "evidence_link": evidence.EvidenceLink,
    "seal": seal.Seal,
    "scenario": scenario.Scenario,
    "estimate": scenario.Estimate,
    "keyed": keying.Keyed,
}
POINTING: dict[str, tuple[type, str]] = {
    "zone_id": (parks.Zone, "name"),
    "person_id": (persons.Person, "name"),
    "leader_id": (persons.Person, "name"),
    "evidence_id": (evidence.Evidence, "name"),
    "measure_id": (plan.Measure, "action"),
}
"""Columns that point at a record a person knows by name."""


@dataclass(frozen=True, slots=True)
class Step:
    """A revision that undo or redo would act on."""

    seq: int
    action: str


def undo(store: Store, who: str) -> Change:
    """Take back the last write that still stands; UserError where nothing can be taken back.

    Where people are on file everybody takes back one's own steps alone: a step is not undone by somebody
    who could not have done it.
    """
    with stores.in_words():
        _own(store, who, history.undoable(store))
        return history.undo(store, who)


def redo(store: Store, who: str) -> Change:
    """Do again what was undone last, by the same rule."""
    with stores.in_words():
        _own(store, who, history.redoable(store))
        return history.redo(store, who)


def _own(store: Store, who: str, step: tuple[int, str] | None) -> None:
    with stores.read(store) as records:
        rights.require(records, who, Act.WRITE)
        if step is None or rights.role_of(records, who) is None:
            return
    author = next((entry.who for entry in history.entries(store, limit=1, before=step[0] + 1)), who)
    if author != who:
        raise NotAllowed(
            f"上一步“{step[1]}”是{author}办理的，不能代为撤销或重做。", "请由本人撤销，或直接改回。"
        )


def undoable(store: Store) -> Step | None:
    """What undo would take back."""
    with stores.in_words():
        found = history.undoable(store)
    return Step(*found) if found else None


def redoable(store: Store) -> Step | None:
    """What redo would do again."""
    with stores.in_words():
        found = history.redoable(store)
    return Step(*found) if found else None


def entries(store: Store, *, limit: int = 200, before: int | None = None) -> tuple[Entry, ...]:
    """The latest revisions, newest first; ``before`` a seq turns the page."""
    with stores.in_words():
        return history.entries(store, limit=limit, before=before)


def changes(store: Store, seq: int) -> tuple[RowChange, ...]:
    """The rows that one revision changed, before and after."""
    with stores.in_words():
        return history.changes(store, seq)


def owner(store: Store, change: RowChange) -> str:
    """The park, and the round, that a changed row belongs to; empty where it belongs to none or that is gone."""
    known = {**(change.before or {}), **(change.after or {}), change.table: change.key}
    with stores.read(store) as records:
        row = records.get(_OWNED[change.table], change.key) if change.table in _OWNED else None

        def of(column: str, table: str) -> str:
            return str(known.get(column) or getattr(row, column, None) or known.get(table) or "")

        head = records.get(rounds.Assessment, of("assessment_id", "assessment"))
        park = records.get(parks.Park, of("park_id", "park") or (head.park_id if head else ""))
        named = f"{head.year} {wording.name(Kind(head.kind))}" if head else ""
        return " ".join(filter(None, (park.name if park else "", named)))


def names(store: Store, changes: Iterable[RowChange]) -> dict[str, str]:
    """What the records that these changes point at are called, by id; those that are gone are left out."""
    sides = [side for change in changes for side in (change.before, change.after) if side is not None]
    asked = {(column, str(side[column])) for side in sides for column in POINTING if side.get(column)}
    found: dict[str, str] = {}
    with stores.read(store) as records:
        for column, key in asked:
            kind, name = POINTING[column]
            row = records.get(kind, key)
            if row is not None:
                found[key] = str(getattr(row, name))
    return found


def verify(store: Store, progress: Progress = silent) -> tuple[Finding, ...]:
    """Walk the whole chain and compare it with the records; what is wrong, entry by entry."""

    def told(done: int, total: int) -> None:
        progress(done / max(total, 1), f"已核对 {done} 条，共 {total} 条")

    with stores.in_words():
        return history.verify(store, told)
