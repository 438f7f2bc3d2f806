"""What may not change any more because a round is sealed: asked of every transaction before it is committed.

A round with a standing seal (``opened_at`` None) is fixed, with its answers, team, judgements and evidence and with
the editions it is pinned to. Only the transaction that opens its seals, with a reason, may change it. While it is
still submitted the reviewer's part goes on: his opinions, and the step to confirmed. A seal itself is kept for
good, and with it the round that it is of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, or_, select

from models import faults, rows
from models.assessment import Answer, Assessment
from models.evidence import EvidenceLink
from models.expert import Assignment, Judgement, Opinion
from models.revision import RowChange
from models.seal import Seal

_AT_ONCE = 500
_PARTS: dict[str, Any] = {
    "answer": Answer,
    "assignment": Assignment,
    "judgement": Judgement,
    "opinion": Opinion,
    "evidence_link": EvidenceLink,
}
"""Records that belong to one round, which their column ``assessment_id`` names."""
_FIXED = {"assessment", "evidence", "edition", *_PARTS}
_OPENING = {"opened_at", "opened_by", "opened_reason"}
_CONFIRMING = {"state", "submitted_on", "confirmed_on", "valid_until"}


def guard(connection: Connection, changes: Sequence[RowChange]) -> None:
    """Raises Sealed or SealKept where these changes, already in the database, touch what is fixed.

    Asks the database once for each table they touch that a seal may cover, and not at all for the others.
    """
    touched = rows.by_table(changes)
    if not all(map(_opens, touched.get("seal", ()))):
        raise faults.SealKept
    heads = touched.get("assessment", ())
    _keep_rounds(connection, [change.key for change in heads if change.after is None])
    found_submitted = {change.key for change in heads if _confirms(change)}
    for table in _FIXED & touched.keys():
        part = touched[table]
        for round_id, signer, state in _standing(connection, table, part):
            waits = state == "submitted" or round_id in found_submitted
            if not (waits and _is_reviewing(table, part)):
                raise faults.Sealed(round_id, signer)


def guard_travel(connection: Connection, steps: Sequence[RowChange]) -> None:
    """The same for undo and redo, which may not touch a seal at all."""
    if any(step.table == "seal" for step in steps):
        raise faults.SealKept
    guard(connection, steps)


def _opens(change: RowChange) -> bool:
    """Whether a change of a seal makes it, or does nothing but open it, once and with a reason."""
    if change.before is None:
        return True
    before, after = change.before, change.after or {}
    fresh = before.get("opened_at", "") is None and bool(after.get("opened_at"))
    return fresh and set(after) <= _OPENING and bool(str(after.get("opened_reason") or "").strip())


def _keep_rounds(connection: Connection, gone: Sequence[str]) -> None:
    """A round that was ever sealed is not deleted: its seals would be of nothing."""
    for keys in _portions(gone):
        for seal in connection.execute(_OF_ROUNDS, {"keys": keys}):
            raise faults.SealKept if seal.opened_at else faults.Sealed(seal.assessment_id, seal.signer)


def _confirms(change: RowChange) -> bool:
    before, after = change.before or {}, change.after or {}
    moved = before.get("state"), after.get("state")
    return moved == ("submitted", "confirmed") and set(after) <= _CONFIRMING


def _is_reviewing(table: str, part: Iterable[RowChange]) -> bool:
    """Whether these changes are the reviewer's."""
    return table == "opinion" or (table == "assessment" and all(map(_confirms, part)))


def _standing(
    connection: Connection, table: str, part: Sequence[RowChange]
) -> Iterator[tuple[str, str, str]]:
    """The rounds with a standing seal that these changes touch, with its signer and their present state."""
    for some in _portions(part):
        sides = (side for change in some for side in (change.before, change.after) if side is not None)
        named = sorted({str(side["assessment_id"]) for side in sides if side.get("assessment_id")})
        keys = [change.key for change in some]
        yield from connection.execute(_statement(table), {"keys": keys, "named": named})


_OF_ROUNDS = select(Seal.assessment_id, Seal.signer, Seal.opened_at).where(
    Seal.assessment_id.in_(bindparam("keys", expanding=True))
)


@cache
def _statement(table: str) -> Select[str, str, str]:
    """Built once, since every answer asks."""
    keys: Any = bindparam("keys", expanding=True)
    through: Any = {
        "assessment": select(Assessment.id).where(Assessment.id.in_(keys)),
        "evidence": select(EvidenceLink.assessment_id).where(EvidenceLink.evidence_id.in_(keys)),
        "edition": select(Assessment.id).where(
            or_(Assessment.edition_checksum.in_(keys), Assessment.ten_two_checksum.in_(keys))
        ),
    }
    if table in _PARTS:
        through = {table: select(_PARTS[table].assessment_id).where(_PARTS[table].id.in_(keys))}
    touched = or_(
        Seal.assessment_id.in_(through[table]),
        Seal.assessment_id.in_(bindparam("named", expanding=True)),
    )
    return (
        select(Seal.assessment_id, Seal.signer, Assessment.state)
        .join(Assessment, Assessment.id == Seal.assessment_id)
        .where(Seal.opened_at.is_(None), touched)
    )


def _portions(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))
