"""Files on record: what each one proves, until when, and whether its content is still what was put there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import wording, wording_plan
from app.core.dossier import AssessmentState
from app.core.evidence import Evidence, Side, Use
from app.core.plan import Measure
from app.core.rollup import Kind
from app.errors import UserError
from app.files import evidence_files
from app.progress import Progress, silent
from app.services import assessments, stores, values
from app.services.stores import Store
from models import assessment as rounds
from models import evidence as tables
from models import park as parks
from models import plan


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that a file proves, named as lists name it; ``fixed`` where its round is finished."""

    use: Use
    name: str
    fixed: bool


@dataclass(frozen=True, slots=True)
class Filed:
    """A file on record with its park's name and all that it proves."""

    evidence: Evidence
    park: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Flaw:
    """A file on record whose content is not there any more, or not what was put there."""

    evidence: Evidence
    park: str
    missing: bool


def of_round(records: Session, assessment_id: str) -> Mapping[str, tuple[Evidence, ...]]:
    """The round's evidence by subject, in the order in which it was added."""
    chosen = (
        select(tables.EvidenceLink.subject, tables.Evidence)
        .join(tables.Evidence, tables.Evidence.id == tables.EvidenceLink.evidence_id)
        .where(tables.EvidenceLink.assessment_id == assessment_id)
        .order_by(tables.Evidence.added_at, tables.Evidence.id)
    )
    found: dict[str, tuple[Evidence, ...]] = {}
    for subject, row in records.execute(chosen):
        found[subject] = (*found.get(subject, ()), values.read(Evidence, row))
    return found


def of_measures(records: Session, park_id: str) -> Mapping[str, tuple[tuple[Side, Evidence], ...]]:
    """By id of the park's measures: the files that show it before and after."""
    chosen = (
        select(tables.EvidenceLink.measure_id, tables.EvidenceLink.role, tables.Evidence)
        .join(tables.Evidence, tables.Evidence.id == tables.EvidenceLink.evidence_id)
        .join(plan.Measure, plan.Measure.id == tables.EvidenceLink.measure_id)
        .where(plan.Measure.park_id == park_id)
        .order_by(tables.Evidence.added_at, tables.Evidence.id)
    )
    found: dict[str, tuple[tuple[Side, Evidence], ...]] = {}
    for measure, side, row in records.execute(chosen):
        key = str(measure)
        found[key] = (*found.get(key, ()), (Side(side), values.read(Evidence, row)))
    return found


def of_measure(store: Store, measure_id: str) -> tuple[tuple[Side, Evidence], ...]:
    """A measure's files, before and after; none where it is gone."""
    with stores.read(store) as records:
        measure = records.get(plan.Measure, measure_id)
        return of_measures(records, measure.park_id).get(measure_id, ()) if measure is not None else ()


def of_park(store: Store, park_id: str) -> tuple[Evidence, ...]:
    """The park's files, the latest first."""
    return tuple(filed.evidence for filed in reversed(listed(store, park_id)))


def listed(store: Store, park_id: str | None = None) -> tuple[Filed, ...]:
    """The files of a park, or of all parks, in the order in which they were added, with what each proves."""
    row = tables.Evidence
    chosen = select(row, parks.Park.name).join(parks.Park, parks.Park.id == row.park_id)
    if park_id is not None:
        chosen = chosen.where(row.park_id == park_id)
    with stores.read(store) as records:
        proofs = _proofs(records, park_id)
        found = records.execute(chosen.order_by(row.added_at, row.id))
        return tuple(Filed(values.read(Evidence, one), park, proofs.get(one.id, ())) for one, park in found)


def lapsing(store: Store, today: date, within: int, park_id: str | None = None) -> tuple[Filed, ...]:
    """The files that are out of date, or will be in so many days, the earliest first."""
    soon = [
        (one.evidence.valid_until or date.max, one.park, one.evidence.name, one)
        for one in listed(store, park_id)
        if one.evidence.lapsed(today) or one.evidence.lapses_within(today, within)
    ]
    return tuple(one for *_, one in sorted(soon, key=lambda each: each[:3]))


def content(store: Store, one: Evidence, progress: Progress = silent) -> Path:
    """Where the content lies, compared with its hash; UserError that names the file where it is gone or changed."""
    path = evidence_files.path_of(store.path, one.sha256)
    if evidence_files.sound(path, one.sha256, progress):
        return path
    folder = evidence_files.folder_of(store.path).name
    if path.exists():
        raise UserError(
            f"佐证“{one.name}”的内容被改动过，与加入时不一致。", "请从备份恢复，或重新加入原文件。"
        )
    raise UserError(
        f"找不到佐证“{one.name}”的内容。",
        f"佐证存放在数据文件旁的“{folder}”文件夹，移动数据文件时须一并移动；也可以从备份恢复或重新加入原文件。",
    )


def verify(store: Store, progress: Progress = silent) -> tuple[Flaw, ...]:
    """Compare every content with its hash; the files whose content is missing or changed."""
    every = listed(store)
    known: dict[str, bool] = {}
    flaws = []
    for at, filed in enumerate(every):
        one = filed.evidence
        progress(at / len(every), one.name)
        path = evidence_files.path_of(store.path, one.sha256)
        if one.sha256 not in known:
            known[one.sha256] = evidence_files.sound(path, one.sha256)
        if not known[one.sha256]:
            flaws.append(Flaw(one, filed.park, missing=not path.exists()))
    return tuple(flaws)


def flaw(found: Flaw) -> str:
    """A flaw in one sentence."""
    what = "内容缺失" if found.missing else "内容被改动过，与加入时不一致"
    return f"{found.park}的佐证“{found.evidence.name}”{what}"


def _proofs(records: Session, park_id: str | None) -> Mapping[str, tuple[Proof, ...]]:
    """By id of the file: what it proves, rounds first."""
    link = tables.EvidenceLink
    chosen = select(link)
    if park_id is not None:
        inside = select(tables.Evidence.id).where(tables.Evidence.park_id == park_id)
        chosen = chosen.where(link.evidence_id.in_(inside))
    named = _Names(records)
    found: dict[str, list[Proof]] = {}
    for one in records.scalars(chosen.order_by(link.assessment_id.is_(None), link.subject, link.id)):
        use = Use(one.assessment_id, one.subject, one.measure_id, Side(one.role))
        found.setdefault(one.evidence_id, []).append(named.proof(use))
    return {key: tuple(proofs) for key, proofs in found.items()}


class _Names:
    """What rounds and measures are called, each read once."""

    def __init__(self, records: Session) -> None:
        self._records = records
        self._rounds: dict[str, rounds.Assessment] = {}

    def proof(self, use: Use) -> Proof:
        if use.assessment_id is None:
            measure = self._records.get_one(plan.Measure, use.measure_id)
            said = values.read(Measure, measure)
            about = said.finding.strip() or said.action.strip() or "整改措施"
            return Proof(use, f"措施{said.position}{wording.name(use.side)}：{about[:20]}", fixed=False)
        head = self._round(use.assessment_id)
        standard, companion = assessments.editions(self._records, head)
        subject = wording_plan.subject(standard, companion or standard, use.subject)
        name = f"{head.year} {wording.name(Kind(head.kind))} {subject}"
        return Proof(use, name, fixed=not AssessmentState(head.state).open)

    def _round(self, key: str) -> rounds.Assessment:
        if key not in self._rounds:
            self._rounds[key] = assessments.row(self._records, key)
        return self._rounds[key]


def told(proofs: Iterable[Proof]) -> str:
    """What a file proves, in one line."""
    return "；".join(proof.name for proof in proofs)
