"""签章: a round signed off, entry by entry, by whom and with which key; and opened again, with the reason kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import wording
from app.core import seal as forms
from app.core.dossier import Assessment
from app.core.rights import Act, Person, Role
from app.core.rollup import Kind
from app.core.seal import Holding, Parts, Seal, SealShown
from app.errors import UserError
from app.files import evidence_files, keys
from app.services import people, person_keys, rights, seal_parts, stores, values
from app.services.stores import Change, Store
from models import assessment as rounds
from models.seal import Seal as Row

__all__ = ["Holding", "Preview", "Seal", "SealShown"]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a person is about to seal; ``person`` None where nobody of this name is on file."""

    person: Person | None
    checksum: str
    counts: Mapping[str, int]
    """How many of ``standard``, ``answer``, ``finding``, ``evidence`` and ``judgement`` it covers."""
    standing: tuple[Seal, ...]
    """Seals that others, or the same person earlier, already put to it."""


def seal(
    store: Store, who: str, assessment_id: str, now: datetime, passphrase: str | None = None
) -> Change | None:
    """Seal a confirmed round, or a submitted self-assessment, with one's key where one has one.

    Without a key on file the seal stands, unsigned, and says so. UserError where the round is not that far, where
    evidence lies no longer in its place, where the passphrase is wrong or missing, or where one sealed it already.
    """
    with stores.begin(store, who, "") as records:
        head, parts = _ready(records, who, assessment_id)
        _all_there(store, parts)
        hashes = forms.entries(parts)
        person = people.of_name(records, who)
        made = _seal(person, who, assessment_id, forms.checksum(hashes), now)
        _new(made, standing(records, assessment_id))
        signed = _signed(person, made, passphrase)
        records.action = f"签章 {wording.name(head.kind)}"
        columns = {**values.columns(signed), "role": signed.role.value if signed.role else ""}
        records.add(Row(**columns, entries=forms.written(hashes)))
    return records.change


def preview(store: Store, who: str, assessment_id: str) -> Preview:
    """What a seal would cover now; UserError where the round cannot be sealed, or was by this person."""
    with stores.read(store) as records:
        _, parts = _ready(records, who, assessment_id)
        hashes = forms.entries(parts)
        kinds = [name.partition("/")[0] for name in hashes]
        written = sum(bool(str(row.get("finding") or "").strip()) for row in parts.answers)
        counts = {each: kinds.count(each) for each in ("standard", "answer", "evidence", "judgement")}
        person, checksum = people.of_name(records, who), forms.checksum(hashes)
        before = standing(records, assessment_id)
        _new(_seal(person, who, assessment_id, checksum, datetime.now(UTC)), before)
        return Preview(person, checksum, {**counts, "finding": written}, before)


def current(store: Store, assessment_id: str) -> Seal | None:
    """The latest seal that still closes the round; None where it is open to changes."""
    with stores.read(store) as records:
        return next(iter(standing(records, assessment_id)), None)


def of_round(store: Store, assessment_id: str) -> tuple[Seal, ...]:
    """Every seal that the round ever had, the latest first, with why it was opened."""
    with stores.read(store) as records:
        chosen = select(Row).where(Row.assessment_id == assessment_id)
        return tuple(of(row) for row in records.scalars(_ordered(chosen)))


def shown(store: Store, assessment_id: str) -> tuple[SealShown, ...]:
    """The standing seals, the latest first, each looked at again; files of evidence are not read for it."""
    with stores.read(store) as records:
        return shown_in(records, assessment_id)


def shown_in(records: Session, assessment_id: str) -> tuple[SealShown, ...]:
    """The same, within a look at the store that is already open."""
    chosen = select(Row).where(Row.assessment_id == assessment_id, Row.opened_at.is_(None))
    rows = tuple(records.scalars(_ordered(chosen)))
    if not rows:
        return ()
    parts = seal_parts.parts(records.connection(), assessment_id)
    present = forms.entries(parts) if parts else {}
    return tuple(_shown(of(row), row.entries, present) for row in rows)


def standing(records: Session, assessment_id: str) -> tuple[Seal, ...]:
    """The seals that still close the round, the latest first."""
    chosen = select(Row).where(Row.assessment_id == assessment_id, Row.opened_at.is_(None))
    return tuple(of(row) for row in records.scalars(_ordered(chosen)))


def open_again(
    records: Session, who: str, assessment_id: str, reason: str, now: datetime | None = None
) -> bool:
    """Open every standing seal of a round, inside the transaction that gives it back; whether there was one.

    The seals stay on file with who opened them, when, and why. UserError without a reason.
    """
    chosen = select(Row).where(Row.assessment_id == assessment_id, Row.opened_at.is_(None))
    found = records.scalars(chosen).all()
    if found and not reason.strip():
        raise UserError("启封没有写原因。", "这一轮已签章，退回时请写明原因，与签章一并留存。")
    for row in found:
        row.opened_at = _moment(now or datetime.now(UTC))
        row.opened_by = who
        row.opened_reason = reason.strip()
    return bool(found)


def of(row: Any) -> Seal:
    """A seal from its row; a role that is none stands for nobody's."""
    role = Role(row.role) if row.role in set(Role) else None
    plain = {each.name: getattr(row, each.name) for each in fields(Seal) if each.name != "role"}
    return Seal(role=role, **plain)


def holds(found: Seal) -> bool:
    """Whether the signature is the signer's; an unsigned seal has none that could."""
    return bool(found.signature) and keys.verify(found.public_key, found.signature, forms.statement(found))


def _shown(found: Seal, written: str, present: Mapping[str, str]) -> SealShown:
    hashes = forms.read(written)
    same = hashes is not None and forms.checksum(hashes) == found.checksum
    if not same or forms.compare(hashes or {}, present) or (found.signature and not holds(found)):
        return SealShown(found, Holding.BROKEN)
    return SealShown(found, Holding.SIGNED if found.signature else Holding.UNSIGNED)


def _ready(records: Session, who: str, assessment_id: str) -> tuple[Assessment, Parts]:
    """The round and all of it, if this person may seal it and it is that far."""
    row = records.get(rounds.Assessment, assessment_id)
    parts = seal_parts.parts(records.connection(), assessment_id)
    if row is None or parts is None:
        raise UserError("这一轮评估已经不在。", "请刷新页面；若误删，可以撤销。")
    head = values.read(Assessment, row)
    rights.require(records, who, Act.SEAL, head.kind)
    if not head.sealable:
        how = "请先提交，再签章。" if head.kind is Kind.SELF else "请先由复核人确认，再签章。"
        raise UserError(f"这一轮{wording.name(head.kind)}{wording.name(head.state)}，不能签章。", how)
    return head, parts


def _new(made: Seal, before: tuple[Seal, ...]) -> None:
    """UserError where this person's seal is already there; one set without a key may be followed by a signed one."""
    same = (one for one in before if (one.signer, one.checksum) == (made.signer, made.checksum))
    if any(one.signature or not made.public_key for one in same):
        raise UserError("您已对这一轮评估签章，内容没有变化。", "不必再签；其他人可以接着签章。")


def _all_there(store: Store, parts: Parts) -> None:
    """A seal over evidence that is not there would be broken from its first day."""
    for row in parts.evidence:
        path = evidence_files.path_of(store.path, str(row["sha256"]))
        try:
            there = path.stat().st_size == row["size"]
        except OSError:
            there = False
        if not there:
            raise UserError(
                f"佐证“{row['name']}”的文件不在原处，或已被改动，不能签章。",
                "请从备份恢复这个文件，或撤下这份佐证重新加入，再签章。",
            )


def _seal(person: Person | None, who: str, assessment_id: str, checksum: str, now: datetime) -> Seal:
    return Seal(
        id=stores.new_id(),
        assessment_id=assessment_id,
        signer=who,
        role=person.role if person else None,
        unit=person.unit if person else "",
        checksum=checksum,
        public_key=(person.public_key or "") if person else "",
        sealed_at=_moment(now),
    )


def _signed(person: Person | None, made: Seal, passphrase: str | None) -> Seal:
    if person is None or not person.public_key:
        return made
    if not passphrase:
        raise UserError("签章须输入密钥的口令。", "请输入设置密钥时的口令。")
    return replace(made, signature=person_keys.sign(person, passphrase, forms.statement(made)))


def _moment(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")


def _ordered(chosen: Any) -> Any:
    return chosen.order_by(Row.sealed_at.desc(), Row.id)
