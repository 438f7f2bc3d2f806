"""The shortest way by trying everything: every combination of choices, each put before the verdict itself.

Deliberately dumb, and sharing nothing with the search but the definitions that ``app.core.shortest`` states.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import strategies as st

from app.core import advice, asked
from app.core.answers import Answer, Answers, Check, CheckState, VetoMark, VetoState
from app.core.options import Estimate, Option, options
from app.core.shortest import Aim, Limits
from app.core.standard import Item, Standard
from app.core.verdict import verdict
from tests.core import drawing, standards
from tests.core.drawing import Draw

MOST = 300
"""So many combinations are tried at most; of further options nothing can be changed."""


@dataclass(frozen=True)
class Tried:
    """One combination that reaches D: by option the number of its choice, 0 where it stays."""

    chosen: tuple[int, ...]
    cost: Decimal
    days: int
    works: int

    def key(self, aim: Aim) -> tuple[Any, ...]:
        first = {
            Aim.CHEAPEST: (self.cost, self.days, self.works),
            Aim.FASTEST: (self.days, self.cost, self.works),
            Aim.FEWEST: (self.works, self.cost, self.days),
        }[aim]
        return *first, tuple(number == 0 for number in self.chosen), self.chosen

    def contains(self, other: Tried) -> bool:
        return all(mine >= theirs for mine, theirs in zip(self.chosen, other.chosen, strict=True))


@dataclass(frozen=True)
class Case:
    standard: Standard
    answers: Answers
    options: tuple[Option, ...]
    limits: Limits = field(default_factory=Limits)

    def way(self, tried: Tried) -> dict[str, Any]:
        """The changes of a combination, by subject."""
        pairs = zip(self.options, tried.chosen, strict=True)
        return {option.subject: option.choices[number - 1].answer for option, number in pairs if number}


def laid(case: Case, changes: dict[str, Any]) -> Answers:
    """The answers with the changes, and the worst wherever nobody has answered."""
    answers = case.answers
    for item in case.standard.items:
        if item.id not in answers.items:
            answers = asked.answered(answers, f"item/{item.id}", advice.worst(item))
    for gate in case.standard.gate:
        if gate not in answers.gates:
            answers = asked.answered(answers, f"gate/{gate}", False)
    for subject, answer in changes.items():
        answers = asked.answered(answers, subject, answer)
    return answers


def reaching(case: Case) -> Iterator[Tried]:
    """Every combination that reaches D, whatever the limits."""
    for chosen in product(*(range(len(option.choices) + 1) for option in case.options)):
        pairs = zip(case.options, chosen, strict=True)
        made = [option.choices[number - 1] for option, number in pairs if number]
        cost = sum((choice.cost for choice in made), Decimal(0))
        tried = Tried(chosen, cost, max((choice.days for choice in made), default=0), len(made))
        if verdict(case.standard, laid(case, case.way(tried))).reached:
            yield tried


def within(every: Sequence[Tried], limits: Limits) -> list[Tried]:
    return [
        tried
        for tried in every
        if (limits.budget is None or tried.cost <= limits.budget)
        and (limits.days is None or tried.days <= limits.days)
    ]


def in_order(every: Sequence[Tried], aim: Aim) -> list[Tried]:
    """In the order of the aim, without those that contain one before them."""
    kept: list[Tried] = []
    for tried in sorted(every, key=lambda one: one.key(aim)):
        if not any(tried.contains(better) for better in kept):
            kept.append(tried)
    return kept


def front(every: Sequence[Tried]) -> list[Tried]:
    """Those that none beats in both cost and days, the fastest first; of equals the first in order."""
    first = sorted(every, key=lambda one: one.key(Aim.CHEAPEST))
    kept: list[Tried] = []
    for tried in first:
        if all(tried.days < cheaper.days for cheaper in kept):
            kept.append(tried)
    return kept[::-1]


costs = st.none() | st.sampled_from(
    [Decimal(0), Decimal(1), Decimal(2), Decimal("2.5"), Decimal("0.125"), Decimal(7)]
)
times = st.none() | st.integers(1, 6)
budgets = st.none() | st.none() | st.integers(0, 40).map(lambda halves: Decimal(halves) / 2)
short_lists = st.sampled_from([[0, 5], [0, 1, 5], [0, 1, 3, 5], [1, 4], [0, Decimal("0.5"), 2]])
kinds = short_lists.map(lambda points: {"levels": points})
kinds = st.one_of(kinds, kinds, drawing.deductions(), drawing.sums(), drawing.by_share())
hurdles = st.none() | st.builds(
    lambda percent, cap: {"percent": percent, "cap": cap}, st.integers(10, 95), st.sampled_from("ABCD")
)
rules = st.fixed_dictionaries(
    {
        "basic_percent": st.sampled_from([0, 40, 50, 80, 100]),
        "needed_state": st.sampled_from(["complete", "basic"]),
        "enabled": st.sampled_from([True, True, True, False]),
    }
)


@st.composite
def tables(draw: Draw) -> dict[str, Any]:
    """An edition with a few items and checkpoints, and everything that can keep a park below D."""
    ids = ["S1", "S2"][: draw(st.integers(1, 2))]
    homes = [*ids, *draw(st.lists(st.sampled_from(ids), min_size=1, max_size=4))]
    lines = draw(st.lists(st.lists(st.booleans(), min_size=1, max_size=3), max_size=2))
    return {
        "sections": [{"id": one, "gate": draw(rarely), "minimum": draw(hurdles)} for one in ids],
        "items": [{"id": f"P{number}", "section": home, **draw(kinds)} for number, home in enumerate(homes)],
        "vetoes": [{"id": "V1", "effect": draw(st.sampled_from("ACD")), "on": True}][
            : draw(st.integers(0, 1))
        ],
        "lines": [
            {
                "id": f"Y{number}",
                "required": [f"r{number}{place}" for place, needed in enumerate(line) if needed],
                "optional": [f"o{number}{place}" for place, needed in enumerate(line) if not needed],
            }
            for number, line in enumerate(lines)
        ],
        "ten_two": draw(rules) if lines else {"enabled": False},
        "bands": (10, 20, draw(st.integers(30, 100))),
    }


rarely = st.sampled_from([False, False, True])


@st.composite
def badly(draw: Draw, standard: Standard) -> Answers:
    """Answers that leave much to be done, or none at all."""

    def some(strategies: dict[str, Any]) -> dict[str, Any]:
        return draw(st.fixed_dictionaries({}, optional=strategies))

    states = [CheckState.MET, CheckState.PARTIAL, CheckState.UNMET, CheckState.UNMET]
    check = st.builds(Check, st.sampled_from(states)) | drawing.checks
    return Answers(
        items=some({item.id: _poor(item) for item in standard.items}),
        gates=some(dict.fromkeys(standard.gate, rarely)),
        vetoes={veto.id: VetoMark(VetoState.TRIGGERED) for veto in standard.vetoes},
        checks=some({point.id: check for point in standard.checkpoints}),
    )


def _poor(item: Item) -> st.SearchStrategy[Answer]:
    poor: st.SearchStrategy[Answer] = st.just(advice.worst(item))
    return poor | poor | drawing.answering(item)


@st.composite
def cases(draw: Draw) -> Case:
    """A small edition, answers, estimates and limits."""
    standard = standards.make(draw(tables()))
    answers = draw(badly(standard))
    found = options(standard, None, answers)
    said = {option.subject: draw(_estimate(option)) for option in found}
    few = _few(options(standard, None, answers, said))
    return Case(
        standard, answers, few, Limits(draw(budgets), draw(st.none() | st.none() | st.integers(0, 8)))
    )


def _estimate(option: Option) -> st.SearchStrategy[Estimate]:
    keys = [choice.key for choice in option.choices]
    at = st.fixed_dictionaries({key: st.tuples(costs, times) for key in keys})
    return st.builds(Estimate, st.sampled_from([False] * 14 + [True]), at)


def _few(found: Sequence[Option]) -> tuple[Option, ...]:
    """No more options than can be tried out; of the rest nothing can be changed."""
    kept, count = {}, 1
    for option in sorted(found, key=lambda one: len(one.choices)):
        room = count * (len(option.choices) + 1) <= MOST
        count *= len(option.choices) + 1 if room else 1
        kept[option.subject] = option if room else replace(option, choices=())
    return tuple(kept[option.subject] for option in found)
