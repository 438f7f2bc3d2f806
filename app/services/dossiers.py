"""One assessment gathered with its park, standards, verdict and measures, for pages and papers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.dossier import Assessment, Beside, Dossier
from app.core.park import Enterprise, Park, Settlement, Zone
from app.core.plan import Measure, MeasureState
from app.core.verdict import verdict
from app.errors import UserError
from app.services import answering, assessments, evidence, opinions, parks, seals, stores, team, values
from app.services.stores import Store
from models import park as park_tables
from models import plan as plan_tables


def gather(store: Store, assessment_id: str, today: date) -> Dossier:
    """Everything about one round, read in one look at the store; UserError if the round is gone."""
    with stores.read(store) as records:
        head = assessments.row(records, assessment_id)
        park_row = records.get(park_tables.Park, head.park_id)
        if park_row is None:
            raise UserError("这个园区已经不在台账里。", "请刷新页面；若误删，可以撤销。")
        standard, companion = assessments.editions(records, head)
        answers, remarks = answering.answered(records, assessment_id)
        return Dossier(
            park=values.read(Park, park_row),
            zones=parks.children(records, Zone, head.park_id),
            enterprises=parks.children(records, Enterprise, head.park_id),
            settlements=parks.children(records, Settlement, head.park_id),
            assessment=values.read(Assessment, head),
            standard=standard,
            companion=companion,
            answers=answers,
            remarks=remarks,
            verdict=verdict(standard, answers, companion),
            measures=_current(measures_of(records, head.park_id), assessment_id),
            today=today,
            evidence=evidence.of_round(records, assessment_id),
            measure_evidence=evidence.of_measures(records, head.park_id),
            pending=answering.pending(records, assessment_id),
            opinions=opinions.of_round(records, assessment_id),
            beside=_beside(records, head.based_on),
            seals=seals.shown_in(records, assessment_id),
            team=team.of_round(records, head),
        )


def _beside(records: Session, assessment_id: str | None) -> Beside | None:
    """The round that another is made beside."""
    if assessment_id is None:
        return None
    head = assessments.row(records, assessment_id)
    standard, companion = assessments.editions(records, head)
    answers, remarks = answering.answered(records, assessment_id)
    return Beside(
        assessment=values.read(Assessment, head),
        standard=standard,
        companion=companion,
        answers=answers,
        remarks=remarks,
        evidence=evidence.of_round(records, assessment_id),
    )


def measures_of(records: Session, park_id: str) -> tuple[Measure, ...]:
    """The park's measures in the order of the plan."""
    chosen = select(plan_tables.Measure).where(plan_tables.Measure.park_id == park_id)
    rows = records.scalars(chosen.order_by(plan_tables.Measure.position, plan_tables.Measure.id))
    return tuple(values.read(Measure, row) for row in rows)


def _current(measures: tuple[Measure, ...], assessment_id: str) -> tuple[Measure, ...]:
    """The plan that a round's papers show: its own measures, and those of earlier rounds still open."""
    return tuple(
        measure
        for measure in measures
        if measure.assessment_id == assessment_id or measure.state is not MeasureState.CLOSED
    )
