"""The search for the shortest way: against trying everything, against greed, and its laws on larger cases."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings

from app.core import shortest, whatif
from app.core.shortest import Aim, Limits, Way
from app.core.verdict import verdict
from tests.core import shortest_brute as brute
from tests.core import shortest_large as large
from tests.core.drawing import LAW
from tests.core.shortest_brute import Case, Tried

BRUTE = settings(LAW, max_examples=50)
SEEDS = range(3)


def solved(case: Case, aim: Aim, limits: Limits | None = None) -> list[Way]:
    limits = limits or case.limits
    found = shortest.solve(case.standard, None, case.answers, case.options, aim=aim, limits=limits)
    return [found.best, *found.others] if found.best else []


def key(way: Way, aim: Aim) -> tuple[Decimal | int, ...]:
    return {
        Aim.CHEAPEST: (way.cost, way.days, way.works),
        Aim.FASTEST: (way.days, way.cost, way.works),
        Aim.FEWEST: (way.works, way.cost, way.days),
    }[aim]


def told(case: Case, tried: Tried) -> tuple[object, ...]:
    return case.way(tried), tried.cost, tried.days, tried.works


def as_told(way: Way) -> tuple[object, ...]:
    return dict(way.changes), way.cost, way.days, way.works


def assert_told_why(case: Case, anyhow: list[Tried], *, reached: bool) -> None:
    """Nothing is said to forbid a way where there is one, nor a limit where there is none without it."""
    found = shortest.solve(case.standard, None, case.answers, case.options, limits=case.limits)
    assert bool(found.blocked) != reached
    limits = {shortest.Cause.BUDGET, shortest.Cause.DAYS}
    causes = {block.cause for block in found.blocked}
    assert causes <= limits if anyhow else not causes & limits
    for block in found.blocked:
        if block.cause is shortest.Cause.BUDGET and case.limits.days is None:
            assert block.best == min(tried.cost for tried in anyhow)
        if block.cause is shortest.Cause.DAYS and case.limits.budget is None:
            assert block.best == min(tried.days for tried in anyhow)


@BRUTE
@given(brute.cases())
def test_the_ways_are_those_that_trying_everything_finds(case: Case) -> None:
    anyhow = list(brute.reaching(case))
    every = brute.within(anyhow, case.limits)
    for aim in Aim:
        expected = [told(case, tried) for tried in brute.in_order(every, aim)[:4]]
        assert [as_told(way) for way in solved(case, aim)] == expected, aim
    ways = shortest.front(case.standard, None, case.answers, case.options, case.limits)
    assert [as_told(way) for way in ways] == [told(case, tried) for tried in brute.front(every)]
    assert_told_why(case, anyhow, reached=bool(every))


@pytest.mark.parametrize("aim", Aim)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_way_of_a_large_case_reaches_d_by_the_verdict_itself(seed: int, aim: Aim) -> None:
    case = large.case(seed)
    ways = solved(case, aim)
    assert len(ways) == 4
    for way in ways:
        whole = whatif.applied(case.answers, {**way.to_answer, **way.changes})
        found = verdict(case.standard, whole)
        assert found.reached
        assert found.score == way.score
    assert ways == sorted(ways, key=lambda way: key(way, aim))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_best_way_is_never_worse_than_greed(seed: int) -> None:
    case = large.case(seed)
    tried = list(large.greedy(case))
    for aim in Aim:
        assert key(solved(case, aim)[0], aim) <= min(key(way, aim) for way in tried), aim


@pytest.mark.parametrize("seed", SEEDS)
def test_no_work_of_a_way_can_be_spared(seed: int) -> None:
    case = large.case(seed)
    for way in solved(case, Aim.CHEAPEST)[:2]:
        for spared in way.changes:
            rest = {subject: given for subject, given in way.changes.items() if subject != spared}
            whole = whatif.applied(case.answers, {**way.to_answer, **rest})
            assert not verdict(case.standard, whole).reached, spared


@pytest.mark.parametrize("aim", Aim)
def test_more_money_or_time_never_makes_it_worse(aim: Aim) -> None:
    case = large.case(1, items=16)
    cheapest, fastest = (solved(case, one)[0] for one in (Aim.CHEAPEST, Aim.FASTEST))
    budgets = [cheapest.cost + (fastest.cost - cheapest.cost) * part / 4 for part in range(5)]
    days = sorted({fastest.days, (fastest.days + cheapest.days) // 2, cheapest.days})
    for limits in ([Limits(budget=one) for one in budgets], [Limits(days=one) for one in days]):
        keys = [key(solved(case, aim, each)[0], aim) for each in limits]
        assert keys == sorted(keys, reverse=True)


def test_the_front_begins_with_the_fastest_and_ends_with_the_cheapest() -> None:
    case = large.case(2)
    ways = shortest.front(case.standard, None, case.answers, case.options)
    assert (ways[0], ways[-1]) == (solved(case, Aim.FASTEST)[0], solved(case, Aim.CHEAPEST)[0])
    assert [way.days for way in ways] == sorted({way.days for way in ways})
    assert [way.cost for way in ways] == sorted({way.cost for way in ways}, reverse=True)


def test_the_order_in_which_answers_were_given_changes_nothing() -> None:
    case = large.case(1)
    turned = replace(
        case.answers,
        items=dict(reversed(case.answers.items.items())),
        checks=dict(reversed(case.answers.checks.items())),
    )
    assert solved(case, Aim.CHEAPEST) == solved(replace(case, answers=turned), Aim.CHEAPEST)


def test_where_nothing_costs_anything_the_fastest_is_the_cheapest() -> None:
    case = large.case(0, free=True)
    assert solved(case, Aim.CHEAPEST) == solved(case, Aim.FASTEST)
