"""Checks of the plan: closed without proof, dates that cannot be, duties that nobody has, targets that are missed."""

from __future__ import annotations

from collections.abc import Iterator

from app.core import plan
from app.core.checkup_rules import Hit, Value
from app.core.dossier import Dossier
from app.core.evidence import Side
from app.core.park import Recognition
from app.core.plan import Measure, MeasureState
from app.core.standard import Target


def closed_without_verifier(dossier: Dossier) -> Iterator[Hit]:
    """已销号, and nobody or no day stands for it."""
    for measure in dossier.measures:
        closed = measure.state is MeasureState.CLOSED
        if closed and not (measure.verifier.strip() and measure.verified_on):
            yield _hit(measure)


def closed_without_proof(dossier: Dossier) -> Iterator[Hit]:
    """已销号, with neither a file of after nor a word of evidence."""
    for measure in dossier.measures:
        files = dossier.measure_evidence.get(measure.id, ())
        proved = measure.evidence.strip() or any(side is Side.AFTER for side, _ in files)
        if measure.state is MeasureState.CLOSED and not proved:
            yield _hit(measure)


def dates_reversed(dossier: Dossier) -> Iterator[Hit]:
    """Due before it starts."""
    for measure in dossier.measures:
        if measure.start and measure.due and plan.dates_fault(measure.start, measure.due):
            yield _hit(measure, start=measure.start, due=measure.due)


def misses_next_target(dossier: Dossier) -> Iterator[Hit]:
    """The plan of a park below the top grade ends after the next target date."""
    target = next((one for one in _targets(dossier) if one.by >= dossier.today), None)
    yield from _late(dossier, target)


def target_past(dossier: Dossier) -> Iterator[Hit]:
    """Every target date is past, and the plan of a park below the top grade still goes on."""
    targets = _targets(dossier)
    if targets and targets[-1].by < dossier.today:
        yield from _late(dossier, targets[-1])


def open_without_duty(dossier: Dossier) -> Iterator[Hit]:
    """A measure under way without a unit, a person or a due date."""
    for measure in dossier.measures:
        given = {"unit": measure.unit.strip(), "person": measure.person.strip(), "due": measure.due}
        missing = tuple(name for name, there in given.items() if not there)
        if measure.state is not MeasureState.CLOSED and missing:
            yield _hit(measure, fields=missing)


def _hit(measure: Measure, **values: Value) -> Hit:
    what = (measure.action or measure.finding or measure.goal).strip().rstrip("。")
    return Hit(f"measure/{measure.id}", {"position": measure.position, "what": what, **values})


def _targets(dossier: Dossier) -> list[Target]:
    return sorted(dossier.judged.targets, key=lambda one: one.by)


def _late(dossier: Dossier, target: Target | None) -> Iterator[Hit]:
    """The last measure of the plan, where it is due after ``target``; only recognised parks count for targets."""
    counted = dossier.park.recognition_status is Recognition.RECOGNISED and not dossier.verdict.reached
    ahead = [(m.due, m) for m in dossier.measures if m.due and m.state is not MeasureState.CLOSED]
    if target is None or not counted or not ahead:
        return
    due, measure = max(ahead, key=lambda pair: (pair[0], -pair[1].position))
    if due > target.by:
        yield _hit(measure, due=due, by=target.by)
