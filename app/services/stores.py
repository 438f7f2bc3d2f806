"""The way to the store: opens it, writes to it, and puts what can go wrong into words for people."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.core.rights import Act
from app.errors import UserError
from app.services import rights
from app.services.store_words import words
from models import faults
from models.records import Reading, Records
from models.revision import Change
from models.store import Store

__all__ = ["Change", "Store", "begin", "in_words", "look", "new_id", "open_store", "read", "scratch", "spare"]


def open_store(path: Path, who: str, *, create: bool = True) -> Store:
    """Open the store at ``path``, made first if there is none; an older one is backed up and upgraded.

    UserError where it is held by another window, newer than the program, damaged or not writable.
    """
    from models import store

    with in_words():
        if not create or os.path.exists(path):  # Path.exists raises where a folder above is closed to us
            return store.open(path, who)
        _make_folder(path)
        return store.create(path, who)


def scratch(path: Path, who: str) -> Store:
    """A new store that is only a means, such as a sample under construction: fast, and lost in a crash."""
    from models import store

    with in_words():
        _make_folder(path)
        return store.scratch(path, who)


def look(path: Path) -> Store:
    """Open an existing store for reading only, even while a window has it; UserError as ``open_store``."""
    from models import store

    with in_words():
        return store.peek(path)


def spare(store: Store, target: Path) -> None:
    """UserError where ``target`` is the store's own file, by whatever way it is named."""
    with suppress(OSError):
        if target.samefile(store.path):
            raise UserError("不能覆盖正在使用的数据文件。", "请换一个文件名。")


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise faults.StoreUnwritable(path, str(error)) from error


def new_id() -> str:
    """A fresh id for a record; made where a person acts, handed down from there."""
    from models.base import new_id

    return new_id()


@contextmanager
def begin(store: Store, who: str, action: str, act: Act | None = Act.WRITE) -> Iterator[Records]:
    """One named transaction; its ``change`` is set when it is over. All or nothing reaches the disk.

    NotAllowed where this person may not do ``act``; None asks nobody, which is for entering oneself.
    """
    with in_words(), store.begin(who, action) as records:
        if act is not None:
            rights.require(records, who, act)
        yield records


@contextmanager
def read(store: Store) -> Iterator[Reading]:
    """A consistent look at the store, without writing."""
    with in_words(), store.read() as records:
        yield records


@contextmanager
def in_words() -> Iterator[None]:
    """Turn a store's faults into sentences with a remedy."""
    try:
        yield
    except faults.Fault as fault:
        raise words(fault) from fault
