"""A scenario as measures: as the standard suggests them, with the scenario's own goal, funds and due day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from app.core import whatif, whatif_plan
from app.core.answers import Chosen, Given, VetoMark, VetoState
from app.core.dossier import Dossier
from app.core.options import Estimate
from app.core.plan import MeasureState
from app.core.whatif_plan import Proposal
from tests.reports import sample

START = sample.TODAY


def proposed(dossier: Dossier, changes: dict[str, Given], **estimates: Estimate) -> tuple[Proposal, ...]:
    said = {subject.replace("_", "/", 1): one for subject, one in estimates.items()}
    prices = whatif.priced(dossier.standard, dossier.companion, dossier.answers, changes, said)
    found = whatif.outcome(dossier.verdict, dossier.answers, changes, prices)
    return whatif_plan.proposals(dossier, found, START)


def bare(**given: object) -> Dossier:
    return replace(sample.dossier(sample.answers(**given)), measures=())  # type: ignore[arg-type]


def test_a_measure_has_the_goal_and_the_money_of_the_scenario() -> None:
    dossier = bare(weak=(5,))
    said = Estimate(at={"2": (Decimal("12.5"), 100)})
    (found,) = proposed(dossier, {"item/G05": Chosen(2)}, item_G05=said)
    item = dossier.standard.item["G05"]
    measure = found.measure
    assert measure.goal == item.scoring.levels[2].criterion  # type: ignore[union-attr]
    assert (measure.funds, measure.due) == (Decimal("12.5"), START + timedelta(days=100))
    assert (measure.action, measure.unit) == (item.measure, item.unit)
    assert measure.lost


def test_what_nobody_answered_becomes_a_measure_without_a_finding() -> None:
    dossier = bare(unanswered=(3,))
    (found,) = proposed(dossier, {"item/G03": Chosen(2)})
    assert (found.measure.finding, found.measure.lost) == ("", None)
    assert found.measure.action == dossier.standard.item["G03"].measure


def test_a_veto_has_no_amount_and_no_day_that_anybody_knows() -> None:
    dossier = bare(veto="V6")
    (found,) = proposed(dossier, {"veto/V6": VetoMark(VetoState.CLEAR)})
    assert (found.measure.goal, found.measure.funds, found.measure.due) == ("消除否决情形。", None, None)


def test_a_closed_measure_covers_nothing() -> None:
    dossier = bare(weak=(5,))
    (found,) = proposed(dossier, {"item/G05": Chosen(2)})
    held = replace(found.measure, id="m1")
    for state in MeasureState:
        known = replace(dossier, measures=(replace(held, state=state),))
        (again,) = proposed(known, {"item/G05": Chosen(2)})
        assert again.covered is (state is not MeasureState.CLOSED)
