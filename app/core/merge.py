"""Merging records that were changed in several places: a field keeps every version that nobody has replaced.

Each record carries its line: the versions, one for each write, that went into it. Where one side has seen the
other's version of a field and holds another, it has replaced it; where it has not, both stand side by side until
a person chooses. So the order in which copies meet makes no difference, and meeting twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

Plain = str | int | bool | None
Register = Mapping[str, Plain]
"""What a field holds, by the version that wrote it; several where places differ."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record with its line. A version is text that sorts by time and is given to one write only."""

    seen: frozenset[str]
    fields: Mapping[str, Register]
    removed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By version of the removal: the line that it ended."""

    @property
    def contested(self) -> bool:
        """Whether it was removed in one place and changed in another: it stays until a person chooses."""
        ended = frozenset[str]().union(*self.removed.values())
        return bool(self.removed) and not self.written <= ended

    @property
    def alive(self) -> bool:
        """Whether the record is there; one that is contested is, since nothing may be lost."""
        return not self.removed or self.contested

    @property
    def written(self) -> frozenset[str]:
        """The versions that its fields hold."""
        return frozenset(version for register in self.fields.values() for version in register)

    def values(self) -> dict[str, Plain]:
        """What it says; where places differ, what was written last."""
        return {name: value(register) for name, register in self.fields.items()}

    def differing(self) -> dict[str, Register]:
        """The fields in which places differ, with all that they hold."""
        return {name: held for name, held in self.fields.items() if differ(held)}


@dataclass(frozen=True, slots=True)
class Write:
    """One write to one record: the fields that it set, all of them at birth, or None for its removal."""

    version: str
    values: Mapping[str, Plain] | None


NOTHING = Record(frozenset(), {})
"""A record before its first write."""


def written(record: Record, write: Write) -> Record:
    """The record after a write by somebody who sees it as it is; that replaces all that its fields held."""
    seen = record.seen | {write.version}
    if write.values is None:
        return Record(seen, record.fields, {write.version: record.seen})
    fresh = {name: {write.version: one} for name, one in write.values.items()}
    return Record(seen, {**record.fields, **fresh})


def told(writes: Iterable[Write], start: Record = NOTHING) -> Record:
    """The record that a line of writes makes, one after the other."""
    record = start
    for write in writes:
        record = written(record, write)
    return record


def merged(one: Record, other: Record) -> Record:
    """What both together know. Commutative, associative and idempotent."""
    names = {**one.fields, **other.fields}
    fields = {name: dict(_kept(one, other, name)) for name in names}
    return Record(one.seen | other.seen, fields, dict(_ends(one, other)))


def covers(one: Record, other: Record) -> bool:
    """Whether ``one`` has seen all of ``other``, so that the other brings nothing new."""
    return other.seen <= one.seen


def differ(register: Register) -> bool:
    """Whether the places hold different values; the same one written twice is no difference.

    >>> differ({"a": 1, "b": 1}), differ({"a": 1, "b": True}), differ({"a": "x"})
    (False, True, False)
    """
    found = [(type(one), one) for one in register.values()]
    return any(one != found[0] for one in found)


def value(register: Register) -> Plain:
    """What to go by: the latest version; every place comes to the same.

    >>> value({"2026-05-01": "a", "2026-05-02": "b"})
    'b'
    """
    return register[max(register)]


def _kept(one: Record, other: Record, name: str) -> Iterator[tuple[str, Plain]]:
    """The versions of a field that survive: held by both, or by one side and never seen by the other."""
    ours, theirs = one.fields.get(name, {}), other.fields.get(name, {})
    for version in sorted({*ours, *theirs}):
        if version in ours and (version in theirs or version not in other.seen):
            yield version, ours[version]
        elif version in theirs and (version in ours or version not in one.seen):
            yield version, theirs[version]


def _ends(one: Record, other: Record) -> Iterator[tuple[str, frozenset[str]]]:
    """The removals that survive, by the same rule: one that was seen and is not held was taken back."""
    for version in sorted({*one.removed, *other.removed}):
        if version in one.removed and (version in other.removed or version not in other.seen):
            yield version, one.removed[version]
        elif version in other.removed and (version in one.removed or version not in one.seen):
            yield version, other.removed[version]
