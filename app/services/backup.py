"""A copy of the store on a person's order: whole, checked, and openable like the store itself."""

from __future__ import annotations

from pathlib import Path

from app.services import stores
from app.services.stores import Store
from models import sqlite


def copy_to(store: Store, target: Path) -> Path:
    """Copy the store to ``target``; nothing is left there on a fault. Refuses to write over the store itself."""
    stores.spare(store, target)
    with stores.in_words():
        sqlite.copy(store.path, target)
    return target
