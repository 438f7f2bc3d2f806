"""What can go wrong with a store, as facts; the words for a person are made by the services."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path


@dataclass(eq=False)
class Fault(Exception):
    """Something a store cannot do. The subclasses carry the facts; none of them leaves a store changed."""

    def __str__(self) -> str:
        facts = ", ".join(f"{field.name}={getattr(self, field.name)}" for field in fields(self))
        return f"{type(self).__name__}({facts})"


@dataclass(eq=False)
class StoreFault(Fault):
    """A fault of the file as a whole."""

    path: Path


@dataclass(eq=False)
class StoreMissing(StoreFault):
    """There is no file of this name."""


@dataclass(eq=False)
class StoreExists(StoreFault):
    """A new store was asked for where something already is."""


@dataclass(eq=False)
class StoreUnsupported(Fault):
    """The address names a database that this release does not speak to."""

    address: str


@dataclass(eq=False)
class StoreForeign(StoreFault):
    """It is a sound database, but not one of ours."""


@dataclass(eq=False)
class StoreDamaged(StoreFault):
    """The file is no database, or cut short, or broken inside. ``reason`` is for the log, in English."""

    reason: str


@dataclass(eq=False)
class StoreNewer(StoreFault):
    """A later release of the program has written this store."""

    version: str
    known: str


@dataclass(eq=False)
class StoreOlder(StoreFault):
    """An earlier release has written it, and it was opened for reading only, so it cannot be upgraded."""

    version: str


@dataclass(eq=False)
class StoreUnfinished(StoreFault):
    """A program ended in the midst of a write, and taking that back needs the store opened for writing once."""


@dataclass(eq=False)
class UpgradeFailed(StoreFault):
    """The upgrade was taken back; the store is as it was, ``backup`` a copy of it (None: not even that)."""

    version: str
    backup: Path | None
    reason: str


@dataclass(eq=False)
class StoreHeld(StoreFault):
    """Another window has it. Who, on which machine, since when (UTC, ISO); empty where it did not say."""

    who: str
    host: str
    pid: int
    since: str


@dataclass(eq=False)
class StoreBusy(StoreFault):
    """Another transaction did not end in time."""


@dataclass(eq=False)
class StoreUnwritable(StoreFault):
    """The file, its folder or the share under it does not let us write. ``reason`` is for the log."""

    reason: str


@dataclass(eq=False)
class StoreUnreadable(StoreFault):
    """The file or a folder above it does not let us read. ``reason`` is for the log."""

    reason: str


@dataclass(eq=False)
class StoreFull(StoreFault):
    """No space is left; the write was taken back whole."""


@dataclass(eq=False)
class ReferenceGone(StoreFault):
    """What was written points at a record that is not there, or took away one still pointed at; taken back."""


@dataclass(eq=False)
class TextUnfit(Fault):
    """A text holds ``sign``, which is half of a character and stands for nothing; nothing was written."""

    sign: str


@dataclass(eq=False)
class NothingToUndo(Fault):
    """No write is left that undo could take back."""


@dataclass(eq=False)
class NothingToRedo(Fault):
    """No undone write is left that redo could bring back."""


@dataclass(eq=False)
class RowChanged(Fault):
    """Undo or redo was refused: a row is not as the revision left it, so something wrote past the history."""

    seq: int
    table: str
    key: str
    column: str


@dataclass(eq=False)
class Sealed(Fault):
    """A change would touch a round that ``signer`` sealed and nobody has opened since; nothing was written."""

    assessment_id: str
    signer: str


@dataclass(eq=False)
class SealKept(Fault):
    """A seal would be changed, undone or taken away, or the round that it is of; nothing was written."""


class Misuse(RuntimeError):
    """The program used the store against its rules: our bug, never a person's fault."""
