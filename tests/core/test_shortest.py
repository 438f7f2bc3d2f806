"""The search for the shortest way against trying everything: best, next best, and front, in every order."""

from __future__ import annotations

from hypothesis import given, settings

from app.core import shortest
from app.core.shortest import Aim, Way
from tests.core import shortest_brute as brute
from tests.core.drawing import LAW
from tests.core.shortest_brute import Case, Tried

BRUTE = settings(LAW, max_examples=60)


def solved(case: Case, aim: Aim) -> list[Way]:
    found = shortest.solve(case.standard, None, case.answers, case.options, aim=aim, limits=case.limits)
    return [found.best, *found.others] if found.best else []


def told(case: Case, tried: Tried) -> tuple[object, ...]:
    return case.way(tried), tried.cost, tried.days, tried.works


def as_told(way: Way) -> tuple[object, ...]:
    return dict(way.changes), way.cost, way.days, way.works


@BRUTE
@given(brute.cases())
def test_the_ways_are_those_that_trying_everything_finds(case: Case) -> None:
    every = brute.within(list(brute.reaching(case)), case.limits)
    for aim in Aim:
        expected = [told(case, tried) for tried in brute.in_order(every, aim)[:4]]
        assert [as_told(way) for way in solved(case, aim)] == expected, aim
    ways = shortest.front(case.standard, None, case.answers, case.options, case.limits)
    assert [as_told(way) for way in ways] == [told(case, tried) for tried in brute.front(every)]
