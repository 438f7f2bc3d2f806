"""Whether a store is what it says it is: the chain of revisions, every seal, every file of evidence, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from app import wording_history, wording_seal
from app.errors import UserError
from app.progress import Progress, silent
from app.services import history, row_names, seal_check, stores
from app.services.history import Finding
from app.services.seal_check import FileFault, SealFault
from app.services.stores import Store


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is not as it should be: where, which entry, and what of it. All in Chinese."""

    place: str
    entry: str
    what: str

    @property
    def sentence(self) -> str:
        """The same as one line."""
        return f"{'，'.join(filter(None, (self.place, self.entry)))}：{self.what}".lstrip("：")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and all that is wrong with it."""

    wrongs: tuple[Wrong, ...]
    revisions: int
    seals: int


def check(store: Store, progress: Progress = silent) -> Checked:
    """Walk the chain, then every seal and every file; ``progress`` may stop it. Writes nothing."""
    chain = history.verify(store, lambda done, what: progress(done / 2, what))
    count = next((entry.seq for entry in _latest(store)), 0)
    wrongs = _of_chain(store, chain)
    try:
        seals, files, number = seal_check.verify(store, lambda done, what: progress((1 + done) / 2, what))
    except UserError:
        if not chain:
            raise
        return Checked(tuple(wrongs), count, 0)  # so broken that the chain has said all there is to say
    wrongs += [_of_seal(fault) for fault in seals]
    named = {fault.entry.removeprefix("evidence/").partition("@")[0] for fault in seals}
    wrongs += [_of_file(fault) for fault in files if fault.sha256 not in named]
    return Checked(tuple(dict.fromkeys(wrongs)), count, number)


def _latest(store: Store) -> tuple[history.Entry, ...]:
    try:
        return history.entries(store, limit=1)
    except UserError:
        return ()


def _of_chain(store: Store, findings: Sequence[Finding]) -> list[Wrong]:
    if all(not finding.table for finding in findings):
        return [Wrong(_revision(each, ""), "", wording_history.fault(each.what)) for each in findings]
    with stores.in_words(), store.snapshot() as (connection, _):
        return [_named(connection, finding) for finding in findings]


def _named(connection: Connection, finding: Finding) -> Wrong:
    """With the row by its name, and the field, rather than by an id that says nothing to anybody."""
    what = wording_history.fault(finding.what)
    if not finding.table:
        return Wrong(_revision(finding, ""), "", what)
    row = row_names.name(connection, finding.table, finding.key)
    column = wording_history.field(finding.table, finding.column) if finding.column else ""
    belongs = row_names.place(connection, finding.table, finding.key)
    return Wrong(_revision(finding, belongs), " ".join(filter(None, (row, column))), what)


def _revision(finding: Finding, belongs: str) -> str:
    if not finding.seq:
        return belongs
    return f"第 {finding.seq} 号修订记录" + (f"（{belongs}）" if belongs else "")


def _of_seal(fault: SealFault) -> Wrong:
    seal = fault.seal
    place = f"{fault.round} 签章（{seal.signer} {wording_seal.when(seal)}）".strip()
    entry = wording_seal.entry(fault.entry, fault.called) if fault.entry else "签章"
    return Wrong(place, entry, wording_seal.fault(fault.what.value))


def _of_file(fault: FileFault) -> Wrong:
    return Wrong("佐证文件", fault.name, wording_seal.fault(fault.what.value))
