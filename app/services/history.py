"""What was done to the store: undo, redo, the list of revisions, and the check of the whole chain."""

from __future__ import annotations

from dataclasses import dataclass

from app.services import stores
from app.services.stores import Change, Store
from models import history
from models.audit import Finding
from models.history import Entry
from models.revision import RowChange

__all__ = ["Entry", "Finding", "RowChange", "Step"]


@dataclass(frozen=True, slots=True)
class Step:
    """A revision that undo or redo would act on."""

    seq: int
    action: str


def undo(store: Store, who: str) -> Change:
    """Take back the last write that still stands; UserError where nothing can be taken back."""
    with stores.in_words():
        return history.undo(store, who)


def redo(store: Store, who: str) -> Change:
    """Do again what was undone last."""
    with stores.in_words():
        return history.redo(store, who)


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


def verify(store: Store) -> tuple[Finding, ...]:
    """Walk the whole chain and compare it with the records; what is wrong, entry by entry."""
    with stores.in_words():
        return history.verify(store)
