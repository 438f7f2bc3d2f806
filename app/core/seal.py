"""What a seal is: a round taken apart into named entries, each hashed, one checksum over all, and who signed it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.rights import Role

CONTEXT = "parkgrade seal 1"
"""Goes into every checksum and every signature, so that none of them can be taken for anything else."""

Plain = str | int | bool | None
Row = Mapping[str, Plain]

# Which columns each entry covers. Named one by one: a column that a later form of the store adds must not
# change what an old seal says.
_HEAD = (
    "park_id",
    "kind",
    "year",
    "edition_checksum",
    "ten_two_checksum",
    "assessed_on",
    "team",
    "note",
    "based_on",
    "leader_id",
)
_CONFIRMATION = ("state", "submitted_on", "confirmed_on", "valid_until")
_RESULT = ("grade", "score", "reaches_top", "result")
_EDITION = ("checksum", "edition_id", "title", "version", "content")
_ANSWER = ("value", "na_reason", "evidence", "checked_on", "pending")
_FINDING = ("finding",)
_JUDGEMENT = ("value", "finding")
_OPINION = ("state", "reason", "who", "given_on")
_PROOF = (
    "park_id",
    "sha256",
    "name",
    "size",
    "media",
    "kind",
    "issued_on",
    "expires_on",
    "note",
    "added_by",
    "added_at",
    "role",
)
_CONFIRMED = "confirmed"
"""The state of a round as it is stored."""
_REVIEWS = ("confirmation", "opinion/")
"""Entries that are the reviewer's: a seal that was set before he confirmed leaves them open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything of one round as it is stored, row by row; nothing is read into it, so nothing can be misread.

    ``evidence`` holds a row for each use of a file: the file's own columns and the ``subject`` it proves.
    """

    head: Row
    editions: Sequence[Row] = ()
    answers: Sequence[Row] = ()
    assignments: Sequence[Row] = ()
    judgements: Sequence[Row] = ()
    opinions: Sequence[Row] = ()
    evidence: Sequence[Row] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """签章: who signed a round off, when (UTC, ISO), and what it hashed to; ``opened_at`` once it was opened again.

    ``signature`` is Ed25519 over ``statement`` by ``public_key``, in hex; both empty where it was set without a key.
    """

    id: str
    assessment_id: str
    signer: str
    role: Role | None = None
    unit: str = ""
    checksum: str
    public_key: str = ""
    signature: str = ""
    sealed_at: str
    opened_at: str | None = None
    opened_by: str = ""
    opened_reason: str = ""

    @property
    def standing(self) -> bool:
        """Whether it still closes the round."""
        return self.opened_at is None


class Holding(StrEnum):
    """What becomes of a seal when it is looked at again."""

    SIGNED = "signed"
    """The round is as it was sealed, and the signature is the signer's."""
    UNSIGNED = "unsigned"
    """The round is as it was sealed; nobody signed with a key."""
    BROKEN = "broken"
    """The round, the seal or the signature is not what it was."""


@dataclass(frozen=True, slots=True)
class SealShown:
    """A standing seal as screens and papers show it."""

    seal: Seal
    holding: Holding


class Off(StrEnum):
    """How an entry differs from what was sealed."""

    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"


def entries(parts: Parts) -> dict[str, str]:
    """The hash of every entry by its name: ``head``, ``result``, ``answer/item/G01``, ``finding/item/G01``, …

    The reviewer's part is left out while the round waits for him.
    """
    found: dict[str, object] = {"head": _of(parts.head, _HEAD), "result": _of(parts.head, _RESULT)}
    if parts.head.get("state") == _CONFIRMED:
        found["confirmation"] = _of(parts.head, _CONFIRMATION)
        found |= {f"opinion/{row['subject']}": _of(row, _OPINION) for row in parts.opinions}
    found |= {f"standard/{row['checksum']}": _of(row, _EDITION) for row in parts.editions}
    found |= {f"answer/{row['subject']}": _of(row, _ANSWER) for row in parts.answers}
    found |= {f"finding/{row['subject']}": _of(row, _FINDING) for row in parts.answers}
    found |= {f"assignment/{row['person_id']}/{row['section_id']}": True for row in parts.assignments}
    found |= {
        f"judgement/{row['person_id']}/{row['subject']}": _of(row, _JUDGEMENT) for row in parts.judgements
    }
    found |= _proofs(parts.evidence)
    return {name: digest(content) for name, content in sorted(found.items())}


def _of(row: Row, columns: Sequence[str]) -> dict[str, Plain]:
    return {name: row.get(name) for name in columns}


def _proofs(uses: Sequence[Row]) -> dict[str, list[str]]:
    """One file may be on record twice for one subject; then both records stand in one entry."""
    found: dict[str, list[str]] = {}
    for row in uses:
        found.setdefault(f"evidence/{row['sha256']}@{row['subject']}", []).append(canonical(_of(row, _PROOF)))
    return {name: sorted(each) for name, each in found.items()}


def checksum(hashes: Mapping[str, str]) -> str:
    """The one hash over all entries, in hex."""
    return digest({"context": CONTEXT, "entries": dict(hashes)})


def statement(seal: Seal) -> bytes:
    """What a signer signs: not the checksum alone but also of which round, who, as what, and when."""
    said = {
        "context": CONTEXT,
        "assessment": seal.assessment_id,
        "checksum": seal.checksum,
        "signer": seal.signer,
        "role": seal.role.value if seal.role else "",
        "unit": seal.unit,
        "sealed_at": seal.sealed_at,
    }
    return canonical(said).encode("utf-8", "surrogateescape")


def written(hashes: Mapping[str, str]) -> str:
    """Entries as a seal keeps them."""
    return canonical(dict(hashes))


def read(text: str) -> dict[str, str] | None:
    """Entries as a seal keeps them, back; None for text that is not such."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    sound = isinstance(found, dict) and all(isinstance(each, str) for each in found.values())
    return found if sound else None


def compare(sealed: Mapping[str, str], present: Mapping[str, str]) -> dict[str, Off]:
    """By entry: how the round differs from what was sealed; empty where it is the same."""
    narrow = "confirmation" not in sealed
    now = {name: value for name, value in present.items() if not (narrow and name.startswith(_REVIEWS))}
    off = dict.fromkeys(now.keys() - sealed.keys(), Off.ADDED)
    off |= dict.fromkeys(sealed.keys() - now.keys(), Off.MISSING)
    off |= {name: Off.CHANGED for name in now.keys() & sealed.keys() if now[name] != sealed[name]}
    return dict(sorted(off.items()))


def fingerprint(public_key: str) -> str:
    """What tells one key from another at a glance: 16 hexadecimal digits; empty without a key."""
    return (
        hashlib.sha256(public_key.encode("utf-8", "surrogateescape")).hexdigest()[:16] if public_key else ""
    )


def grouped(digits: str, most: int = 16) -> str:
    """Hexadecimal digits as people read them out.

    >>> grouped("1a2b3c4d5e6f70811111")
    '1a2b-3c4d-5e6f-7081'
    """
    return "-".join(digits[start : start + 4] for start in range(0, min(len(digits), most), 4))


def canonical(value: object) -> str:
    """The one way to write a value as JSON.

    >>> canonical({"b": None, "a": "园"})
    '{"a":"园","b":null}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(value: object) -> str:
    """SHA-256 of a value, in hex; text that a damaged file no longer holds as UTF-8 hashes to something else."""
    return hashlib.sha256(canonical(value).encode("utf-8", "surrogateescape")).hexdigest()
