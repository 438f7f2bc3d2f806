"""Files on record: what each proves, read and written; the files themselves lie beside the store."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.evidence import Evidence, Side
from app.services import values
from models import evidence as tables
from models import plan


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
