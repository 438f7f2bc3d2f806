"""Editions as large as real ones for the search, and a greedy way through them to be beaten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

from app.core.answers import Answers, Check, CheckState, Chosen, VetoMark, VetoState
from app.core.options import Choice, Estimate, Option, options
from app.core.shortest import Way
from app.core.standard import Standard
from app.core.verdict import verdict
from tests.core import standards
from tests.core.shortest_brute import Case, laid

SECTIONS = ("S1", "S2", "S3", "S4", "S5", "S6")


@cache
def case(seed: int, *, items: int = 40, free: bool = False) -> Case:
    """Forty items of five levels in quarters of a point, minimums, gates, a veto, and seventy checkpoints."""
    random = Random(seed)
    standard = standards.make(_table(random, items))
    answers = Answers(
        items={item.id: Chosen(random.choice([0, 0, 1, 2])) for item in standard.items},
        gates={"S1-gate": True, "S2-gate": False},
        checks={point.id: Check(random.choice(_STATES)) for point in standard.checkpoints},
        vetoes={"V1": VetoMark(VetoState.TRIGGERED)},
    )
    said = {option.subject: _estimate(random, option, free) for option in options(standard, None, answers)}
    return Case(standard, answers, options(standard, None, answers, said))


_STATES = (CheckState.MET, CheckState.PARTIAL, CheckState.UNMET)


def _table(random: Random, items: int) -> dict[str, Any]:
    return {
        "sections": [
            {"id": one, "gate": place < 2, "minimum": {"percent": 75, "cap": "B"} if place > 2 else None}
            for place, one in enumerate(SECTIONS)
        ],
        "items": [
            {"id": f"P{number}", "section": SECTIONS[number % 6], "levels": _levels(random)}
            for number in range(items)
        ],
        "lines": [
            {
                "id": f"Y{line}",
                "required": [f"Y{line}-r{number}" for number in range(4)],
                "optional": [f"Y{line}-o{number}" for number in range(2)],
            }
            for line in range(12)
        ],
        "vetoes": [{"id": "V1"}],
        "ten_two": {"needed_state": "basic"},
        "bands": (50, 60, 75),
    }


def _levels(random: Random) -> list[Decimal]:
    return [Decimal(0), *(Decimal(quarters) / 4 for quarters in sorted(random.sample(range(1, 21), 4)))]


def _estimate(random: Random, option: Option, free: bool) -> Estimate:
    """Each better answer costs more, and may take any time."""
    at, cost = {}, Decimal(0)
    for choice in option.choices:
        cost += 0 if free else Decimal(random.randint(1, 3000)) / 10
        at[choice.key] = (cost, 10 * random.randint(1, 60))
    return Estimate(at=at)


@dataclass
class _Greed:
    """What was taken so far, by subject."""

    case: Case
    taken: dict[str, Choice]

    def reached(self) -> bool:
        changes = {subject: choice.answer for subject, choice in self.taken.items()}
        return verdict(self.case.standard, laid(self.case, changes)).reached

    def spare(self) -> None:
        """Drop what is needless, the dearest first."""
        for subject in sorted(self.taken, key=lambda one: self.taken[one].cost, reverse=True):
            choice = self.taken.pop(subject)
            if not self.reached():
                self.taken[subject] = choice


def greedy(given: Case) -> Iterator[Way]:
    """Ways found by always taking what looks best: by cost, by days, by gain; then sparing what is needless."""
    worth: tuple[Callable[[Choice], Any], ...] = (
        lambda choice: choice.cost / (Decimal(float(choice.points)) + Decimal("0.1")),
        lambda choice: choice.days,
        lambda choice: -choice.points,
    )
    for look in worth:
        greed = _Greed(given, {})
        offers = [(option.subject, choice) for option in given.options for choice in option.choices]
        for number, (subject, choice) in enumerate(sorted(offers, key=lambda offer: look(offer[1]))):
            greed.taken[subject] = max(choice, greed.taken.get(subject, choice), key=lambda one: one.points)
            if number % 8 == 0 and greed.reached():
                break
        greed.spare()
        yield _way(given.standard, greed)


def _way(standard: Standard, greed: _Greed) -> Way:
    changes = {subject: choice.answer for subject, choice in greed.taken.items()}
    choices = greed.taken.values()
    return Way(
        changes=changes,
        cost=sum((choice.cost for choice in choices), Decimal(0)),
        days=max((choice.days for choice in choices), default=0),
        works=len(changes),
        score=verdict(standard, laid(greed.case, changes)).score,
    )
