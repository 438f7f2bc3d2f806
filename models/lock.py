"""One writer per store: a lock that ends with its process, and a note beside it saying who has it."""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models import faults, sqlite

if TYPE_CHECKING:
    from filelock import BaseFileLock


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a store. ``since`` is UTC, ISO."""

    who: str
    host: str
    pid: int
    since: str


@dataclass(frozen=True, slots=True)
class Hold:
    """The lock while it is ours."""

    lock: BaseFileLock
    note: Path

    def release(self) -> None:
        """Give it up; safe to call again."""
        if self.lock.is_locked:
            with suppress(OSError):
                self.note.unlink(missing_ok=True)
            self.lock.release()


def take(path: Path, who: str, since: str) -> Hold:
    """Take the lock of a store at once or not at all. Raises StoreHeld, StoreUnwritable, StoreFull."""
    from filelock import FileLock, Timeout

    if not os.path.isdir(path.parent):
        raise faults.StoreUnwritable(path, "its folder does not exist")
    note = path.with_name(f"{path.name}.holder")
    lock = FileLock(path.with_name(f"{path.name}.lock"), blocking=False, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise faults.StoreHeld(path, **asdict(_read(note))) from error
    except OSError as error:
        raise sqlite.unwritable(path, error) from error
    try:
        _write(note, Holder(who, socket.gethostname(), os.getpid(), since))
    except OSError as error:
        lock.release()
        raise sqlite.unwritable(path, error) from error
    return Hold(lock, note)


def _write(note: Path, holder: Holder) -> None:
    part = note.with_name(f"{note.name}.part")
    part.write_text(json.dumps(asdict(holder), ensure_ascii=False), encoding="utf-8")
    part.replace(note)


def _read(note: Path) -> Holder:
    """What the holder wrote; blanks where it has not got round to it."""
    try:
        said = json.loads(note.read_text(encoding="utf-8"))
        return Holder(str(said["who"]), str(said["host"]), int(said["pid"]), str(said["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder("", "", 0, "")
