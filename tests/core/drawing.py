"""Random standards that the loader would let pass, and random answers to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st

from app.core import advice
from app.core.answers import (
    Answer,
    Answers,
    Check,
    CheckState,
    Chosen,
    Counted,
    NotApplicable,
    Reached,
    VetoMark,
    VetoState,
)
from app.core.entries import Deductions, Levels, Sum
from app.core.standard import Item, Standard, Veto
from tests.core import standards

# A shared machine may be slow, and some laws speak of few of the cases: neither is a fault of the law.
LAW = settings(
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

Draw = Callable[[st.SearchStrategy[Any]], Any]
Case = tuple[Standard, Answers]

quarters = st.integers(1, 80).map(lambda count: Decimal(count) / 4)
reasons = st.text(alphabet="甲乙丙 x", min_size=1, max_size=5).filter(str.strip)
not_applicable = st.builds(NotApplicable, reasons)
shares = st.builds(Fraction, st.integers(0, 12), st.just(12)) | st.fractions(0, 1, max_denominator=10_000)


@st.composite
def levels(draw: Draw) -> dict[str, Any]:
    points = draw(st.lists(st.just(Decimal(0)) | quarters, min_size=2, max_size=4, unique=True))
    return {"levels": sorted(points)}


@st.composite
def deductions(draw: Draw) -> dict[str, Any]:
    full = draw(quarters)
    costs = {key: draw(quarters) for key in draw(st.sampled_from([("a",), ("a", "b")]))}
    limited = draw(st.sets(st.sampled_from(sorted(costs))))
    return {
        "full": full,
        "floor": draw(st.sampled_from([Decimal(0), full / 4, full / 2])),
        "deduct": costs,
        "limits": {key: costs[key] * draw(st.integers(1, 3)) for key in sorted(limited)},
    }


@st.composite
def sums(draw: Draw) -> dict[str, Any]:
    parts = {key: draw(quarters) for key in ("a", "b")}
    most = {key: draw(st.integers(1, 4)) for key in parts}
    reach = sum(parts[key] * most[key] for key in parts)
    return {"full": reach / draw(st.sampled_from([1, 2])), "sum": parts, "most": most}


@st.composite
def by_share(draw: Draw) -> dict[str, Any]:
    edges = draw(st.lists(st.sampled_from([Decimal("49.999"), 50, 75, 100]), min_size=1, unique=True))
    given = draw(levels().map(lambda raw: raw["levels"]))
    edges = [0, *sorted(edges)][: len(given)]
    return {"share": list(zip(edges, given, strict=False))}


@st.composite
def tables(draw: Draw) -> dict[str, Any]:
    """The table of a standard, see ``standards.make``."""
    ids = [f"S{number}" for number in range(1, draw(st.integers(1, 3)) + 1)]
    kinds = st.one_of(levels(), deductions(), sums(), by_share())
    # A section without items is refused by the loader, so each has its first one.
    homes = [*ids, *draw(st.lists(st.sampled_from(ids), max_size=4))]
    items = [{"id": f"P{number}", "section": home, **draw(kinds)} for number, home in enumerate(homes, 1)]
    lines = [
        {"id": f"Y{line}", "kind": kind, **draw(_points(f"Y{line}"))}
        for line, kind in enumerate(draw(st.lists(st.sampled_from(["have", "ban", "law"]), max_size=3)), 1)
    ]
    return {
        "sections": [{"id": one, "gate": draw(st.booleans()), "minimum": draw(minimums)} for one in ids],
        "items": items,
        "vetoes": draw(st.lists(_vetoes, max_size=3, unique_by=lambda veto: veto["id"])),
        "lines": lines,
        **({"ten_two": draw(_rules)} if lines else {}),
    }


minimums = st.none() | st.builds(
    lambda key, value, cap: {key: value, "cap": cap},
    st.sampled_from(["points", "percent"]),
    quarters,
    st.sampled_from("ABC"),
)
_vetoes = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["V1", "V2", "V3"]),
        "effect": st.sampled_from("ABC"),
        "on": st.booleans(),
    }
)
_rules = st.fixed_dictionaries(
    {
        "basic_percent": st.sampled_from([0, 50, 80, 100]),
        "needed_state": st.sampled_from(["complete", "basic"]),
        "enabled": st.booleans(),
    }
)


def _points(line: str) -> st.SearchStrategy[dict[str, list[str]]]:
    return (
        st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(any).map(lambda counts: _named(line, *counts))
    )


def _named(line: str, required: int, optional: int) -> dict[str, list[str]]:
    return {
        "required": [f"{line}-r{number}" for number in range(required)],
        "optional": [f"{line}-o{number}" for number in range(optional)],
    }


def answering(item: Item) -> st.SearchStrategy[Answer]:
    """Answers that fit the item, but for 不适用."""
    scoring = item.scoring
    if isinstance(scoring, Levels):
        return st.builds(Chosen, st.integers(0, len(scoring.levels) - 1))
    if isinstance(scoring, Deductions):
        keys = st.sampled_from([deduction.id for deduction in scoring.deductions])
        return st.builds(Counted, st.dictionaries(keys, st.integers(0, 9)))
    if isinstance(scoring, Sum):
        optional = {part.id: st.integers(0, part.most) for part in scoring.parts}
        return st.builds(Counted, st.fixed_dictionaries({}, optional=optional))
    return st.builds(Reached, shares)


checks = st.sampled_from(CheckState).flatmap(lambda state: st.builds(Check, st.just(state), reasons))


def marking(veto: Veto) -> st.SearchStrategy[VetoMark]:
    """Marks that a veto can carry."""
    return st.builds(VetoMark, st.sampled_from(VetoState), reasons)


@st.composite
def answered(draw: Draw, standard: Standard, *, whole: bool = False) -> Answers:
    """Answers to a standard: to all of it, or to as much as chance will have."""

    def some(strategies: dict[str, Any]) -> dict[str, Any]:
        chosen = st.fixed_dictionaries(strategies if whole else {}, optional={} if whole else strategies)
        return draw(chosen)

    items = some({item.id: answering(item) | not_applicable for item in standard.items})
    assume(any(not isinstance(items.get(item.id), NotApplicable) for item in standard.items))
    return Answers(
        items=items,
        gates=some({gate: st.booleans() for gate in standard.gate}),
        vetoes=some({veto.id: marking(veto) for veto in standard.vetoes}),
        checks=some({point.id: checks for point in standard.checkpoints}),
    )


@st.composite
def kindly(draw: Draw, standard: Standard) -> Answers:
    """Answers to all of a standard, mostly the best, so that every grade and conclusion comes up."""

    def mostly(good: Any, other: st.SearchStrategy[Any]) -> Any:
        return draw(st.one_of(st.just(good), st.just(good), st.just(good), other))

    clear, met = VetoMark(VetoState.CLEAR), Check(CheckState.MET)
    return Answers(
        items={item.id: mostly(advice.best(item), answering(item)) for item in standard.items},
        gates={gate: mostly(True, st.booleans()) for gate in standard.gate},
        vetoes={veto.id: mostly(clear, marking(veto)) for veto in standard.vetoes},
        checks={
            point.id: mostly(met, checks) for point in standard.checkpoints if mostly(True, st.booleans())
        },
    )


editions = tables().map(standards.make)


def _cases(answers: Callable[[Standard], st.SearchStrategy[Answers]]) -> st.SearchStrategy[Case]:
    return editions.flatmap(lambda standard: st.tuples(st.just(standard), answers(standard)))


whole_cases = _cases(lambda standard: answered(standard, whole=True))
good_cases = _cases(kindly)
cases = st.one_of(_cases(answered), good_cases)


def with_item(answers: Answers, item_id: str, answer: Answer) -> Answers:
    """The same answers, but for one item."""
    return replace(answers, items={**answers.items, item_id: answer})


def with_check(answers: Answers, point_id: str, check: Check) -> Answers:
    """The same answers, but for one checkpoint."""
    return replace(answers, checks={**answers.checks, point_id: check})
