"""Whether every seal still holds: its own checksum and signature, and the round, entry by entry, as it was sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, select

from app.core import seal as forms
from app.core.seal import Off, Parts, Seal
from app.files import evidence_files
from app.progress import Progress, silent
from app.services import row_names, seal_parts, seals, stores
from app.services.stores import Store
from models import revision, rows


class Amiss(StrEnum):
    """What is wrong with an entry of a sealed round, or with the seal."""

    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    FILE_MISSING = "file_missing"
    FILE_CHANGED = "file_changed"
    UNREADABLE = "unreadable"
    """The list of entries in the seal cannot be read."""
    CHECKSUM = "checksum"
    """The checksum is not that of the entries."""
    SIGNATURE = "signature"
    KEY = "key"
    """The signer never had this public key on file."""
    GONE = "gone"
    """The history made this seal, and it is not there any more."""
    ROUND_GONE = "round_gone"


_OFF = {Off.CHANGED: Amiss.CHANGED, Off.MISSING: Amiss.MISSING, Off.ADDED: Amiss.ADDED}


@dataclass(frozen=True, slots=True)
class SealFault:
    """One thing wrong with one seal. ``entry`` is the entry's name, empty where it is the seal itself.

    ``called`` is what a file, an edition or a person behind the entry is called; ``seq`` the revision that made a
    seal that is gone.
    """

    seal: Seal
    round: str
    what: Amiss
    entry: str = ""
    called: str = ""
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class FileFault:
    """A file of evidence that is not there, or not what was put there."""

    sha256: str
    name: str
    what: Amiss


@dataclass
class _Look:
    """What is read once for all seals."""

    connection: Connection
    folder: Path
    names: Mapping[str, str]
    keys: Mapping[str, frozenset[str]]
    files: dict[str, Amiss | None] = field(default_factory=dict)

    def file(self, sha256: str) -> Amiss | None:
        """What is wrong with a file of evidence; each is read once."""
        if sha256 not in self.files:
            path = evidence_files.path_of(self.folder, sha256)
            whole = evidence_files.sound(path, sha256)
            gone = Amiss.FILE_CHANGED if path.exists() else Amiss.FILE_MISSING
            self.files[sha256] = None if whole else gone
        return self.files[sha256]


def verify_all(store: Store, progress: Progress = silent) -> tuple[SealFault, ...]:
    """Everything wrong with any seal, nothing where all hold; ``progress`` may stop it."""
    return verify(store, progress)[0]


def verify(
    store: Store, progress: Progress = silent
) -> tuple[tuple[SealFault, ...], tuple[FileFault, ...], int]:
    """The faults of the seals, those of the files of evidence sealed or not, and how many seals there are."""
    with stores.in_words(), store.snapshot() as (connection, _):
        look = _Look(connection, store.path, seal_parts.names(connection), _keys(connection))
        table = rows.tables()["seal"]
        chosen = connection.execute(select(table).order_by(table.c.sealed_at, table.c.id)).all()
        found: list[SealFault] = []
        for done, row in enumerate(chosen, 1):
            progress(done / len(chosen) / 2, f"已核对签章 {done} 枚，共 {len(chosen)} 枚")
            found.extend(_checked(look, seals.of(row), row.entries))
        found.extend(_gone(look, {row.id for row in chosen}))
        return tuple(found), tuple(_files(look, progress)), len(chosen)


def _checked(look: _Look, found: Seal, written: str) -> Iterator[SealFault]:
    parts = seal_parts.parts(look.connection, found.assessment_id)
    place = row_names.place(look.connection, "assessment", found.assessment_id)
    hashes = forms.read(written)
    if hashes is None:
        yield SealFault(found, place, Amiss.UNREADABLE)
    elif forms.checksum(hashes) != found.checksum:
        yield SealFault(found, place, Amiss.CHECKSUM)
    if found.public_key or found.signature:
        yield from (SealFault(found, place, what) for what in _signature(look, found))
    if parts is None:
        yield SealFault(found, place, Amiss.ROUND_GONE)
    elif found.standing:
        yield from _entries(look, found, place, hashes or {}, parts)


def _signature(look: _Look, found: Seal) -> Iterator[Amiss]:
    if not seals.holds(found):
        yield Amiss.SIGNATURE
    if found.public_key not in look.keys.get(found.signer, frozenset()):
        yield Amiss.KEY


def _entries(
    look: _Look, found: Seal, place: str, hashes: Mapping[str, str], parts: Parts
) -> Iterator[SealFault]:
    """An opened seal is of a round that has moved on; a standing one is compared entry by entry."""
    for name, off in (forms.compare(hashes, forms.entries(parts)) if hashes else {}).items():
        yield SealFault(found, place, _OFF[off], name, _called(look, name))
    for name in hashes:
        if name.startswith("evidence/"):
            what = look.file(name.removeprefix("evidence/").partition("@")[0])
            if what is not None:
                yield SealFault(found, place, what, name, _called(look, name))


def _called(look: _Look, name: str) -> str:
    kind, _, rest = name.partition("/")
    key = rest.partition("@")[0] if kind == "evidence" else rest.partition("/")[0]
    return look.names.get(key, "") if kind in {"evidence", "standard", "judgement", "assignment"} else ""


def _keys(connection: Connection) -> dict[str, frozenset[str]]:
    """By name: every public key that the person of this name ever had on file, as the chain tells it."""
    known: dict[str, tuple[set[str], set[str]]] = {}
    for change in _told(connection, "person"):
        names, held = known.setdefault(change.key, (set(), set()))
        after = change.after or {}
        names.update(filter(None, (str(after.get("name") or ""),)))
        held.update(filter(None, (str(after.get("public_key") or ""),)))
    found: dict[str, set[str]] = {}
    for names, held in known.values():
        for name in names:
            found.setdefault(name, set()).update(held)
    return {name: frozenset(held) for name, held in found.items()}


def _gone(look: _Look, there: set[str]) -> Iterator[SealFault]:
    """Seals that the chain made and that are not among the records."""
    for change in _told(look.connection, "seal"):
        if change.before is None and change.after is not None and change.key not in there:
            told = {**change.after, "role": ""}
            known = {name: told.get(name) for name in Seal.__dataclass_fields__ if name != "role"}
            lost = Seal(**known)  # type: ignore[arg-type]  # as the chain has it
            place = row_names.place(look.connection, "assessment", lost.assessment_id)
            yield SealFault(lost, place, Amiss.GONE)


def _told(connection: Connection, table: str) -> Iterator[revision.RowChange]:
    """The changes to one table's rows, in their order, as far as they can be read."""
    columns = revision.TABLE.c
    chosen = (
        select(columns.changes).where(columns.changes.contains(f'"table":"{table}"')).order_by(columns.seq)
    )
    for text in connection.execute(chosen).scalars():
        try:
            changes = revision.read(text)
        except (ValueError, KeyError, TypeError):
            continue  # the check of the chain names it
        yield from (change for change in changes if change.table == table)


def _files(look: _Look, progress: Progress) -> Iterator[FileFault]:
    """Every file of evidence on record, once."""
    table = rows.tables()["evidence"]
    chosen = look.connection.execute(select(table.c.sha256, table.c.name).order_by(table.c.name)).all()
    names = {str(sha256): str(name) for sha256, name in chosen}
    for done, (sha256, name) in enumerate(names.items()):
        progress((1 + done / len(names)) / 2, f"已核对佐证文件 {done} 个，共 {len(names)} 个")
        if (what := look.file(sha256)) is not None:
            yield FileFault(sha256, name, what)
