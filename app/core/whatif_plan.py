"""A scenario as a plan: the measures that would bring it about, and those that the plan has already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.core import asked, plan
from app.core.dossier import Dossier
from app.core.plan import Measure, MeasureState
from app.core.whatif import Outcome, Work


@dataclass(frozen=True, slots=True)
class Proposal:
    """One work of a scenario as a measure; ``covered`` where an open measure of the park mends the same."""

    measure: Measure
    covered: bool


def proposals(dossier: Dossier, outcome: Outcome, start: date) -> tuple[Proposal, ...]:
    """Every work of the scenario as a measure, as the standard suggests it.

    The goal is what the scenario has; funds and the due day are what the work takes, empty where nobody knows.
    Nothing is drafted for what the scenario leaves as it is.
    """
    covered = {one.subject for one in dossier.measures if one.state is not MeasureState.CLOSED}
    made = enumerate(_measures(dossier, outcome, start), 1)
    return tuple(
        Proposal(replace(measure, position=position), measure.subject in covered)
        for position, measure in made
    )


def fresh(found: Iterable[Proposal]) -> tuple[Measure, ...]:
    """The measures that the plan does not have yet."""
    return tuple(one.measure for one in found if not one.covered)


def _measures(dossier: Dossier, outcome: Outcome, start: date) -> Iterator[Measure]:
    findings = {subject: remark.finding for subject, remark in dossier.remarks.items()}
    drafted = plan.drafts(outcome.before, dossier.answers, findings, dossier.park.id, start)
    held = {measure.subject: measure for measure in drafted}
    questions = asked.questions(dossier.standard, dossier.companion)
    for work in outcome.works:
        question = questions[work.subject]
        measure = held.get(work.subject) or plan.unlooked(question, dossier.park.id, start)
        yield replace(
            measure,
            assessment_id=dossier.assessment.id,
            goal=plan.goal(question.entry, work.now),
            funds=work.cost,
            due=_due(work, start),
        )


def _due(work: Work, start: date) -> date | None:
    return None if work.days is None else start + timedelta(days=work.days)
