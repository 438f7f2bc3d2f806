"""The search for the best way: dynamic programming over gain, exact in the order of ways it is given.

The first way of all is read off what all blocks may come to together. A further one is looked for with a bar
on the ways found; as it will rank near them, states that cannot come near enough by the least that the
blocks ahead add are dropped, and the search is repeated with a wider bound until there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from app.core import shortest_course
from app.core.shortest_course import Ahead, Course
from app.core.shortest_ranks import Plan, Ranks
from app.core.shortest_sieve import Sieve, State

FINE, WIDER = 64, 8
"""The first bound stands this part of the least cost above it; each next one so many times as far above."""


class Search:
    """Looks for the ways of one task by rank, cost or works first; ``budget`` is in the task's coins."""

    def __init__(self, ranks: Ranks, budget: int | None = None) -> None:
        self.ranks = ranks
        self.need = ranks.task.need
        self.budget = budget if ranks.works_first else None
        """Counts beside the rank; where cost comes first, it is a bound of the rank itself."""
        last = (ranks.end >> ranks.low) - 1
        self._most = last if budget is None or ranks.works_first else min(budget, last)
        self._by_cost = Ranks(ranks.task)
        self._courses: dict[int, tuple[Course, Course | None]] = {}

    def best(self, within: int, found: Sequence[Plan] = ()) -> Plan | None:
        """The first way by the first part of its rank, then days, then the rest; otherwise as ``first``."""
        plan = self.first(within, found)
        if plan is None:
            return None
        bound = self.ranks.first(plan)
        sooner = [days for days in (0, *self.ranks.task.days) if days < self.ranks.days(plan)]
        if not sooner or self.first(sooner[-1], found, bound) is None:
            return plan
        reached = earliest(sooner, lambda days: self.first(days, found, bound))
        return reached[1] if reached else plan

    def first(self, within: int, found: Sequence[Plan] = (), bound: int | None = None) -> Plan | None:
        """The way that ranks first of those that contain none of ``found``, whatever its days.

        No work takes longer than ``within``; the first part of the rank is at most ``bound``.
        """
        course, costs = self._course(within)
        least = course.whole.least(self.need)
        most = self._most if bound is None else min(bound, self._most)
        if least is None or least >> self.ranks.low > most:
            return None
        if not found and costs is None:
            return self.ranks.plan(least)
        for reach in self._reaches(least >> self.ranks.low, most):
            rank = self._walked(within, found, reach)
            if rank is not None:
                return self.ranks.plan(rank)
        return None

    def _course(self, within: int) -> tuple[Course, Course | None]:
        """The blocks in order, by rank and, where the budget counts beside it, by cost."""
        if within not in self._courses:
            by_rank = shortest_course.course(self.ranks, within)
            by_cost = None if self.budget is None else shortest_course.course(self._by_cost, within)
            self._courses[within] = by_rank, by_cost
        return self._courses[within]

    def _reaches(self, least: int, most: int) -> Iterator[int]:
        """Bounds for the first part of the rank, ever wider, the last as wide as may be."""
        width = self.ranks.most if self.ranks.works_first else max(1, least // FINE)
        while least + width < most:
            yield least + width
            width *= WIDER
        yield most

    def _walked(self, within: int, found: Sequence[Plan], reach: int) -> int | None:
        """The least rank within reach that contains none of ``found``; None where there is none."""
        course, costs = self._course(within)
        sieve = Sieve(self.ranks, len(found), self.budget)
        offered = shortest_course.moves(self.ranks, within, found)
        states: list[State] = [(0, sieve.every, 0)]
        for place, (block, ahead) in enumerate(course.stages):
            front = shortest_course.settled(block, offered, sieve, self.need)
            states = self._near(sieve.joined(states, front, self.need), ahead, reach)
            if costs is not None:
                states = self._paid(states, costs.stages[place][1])
        return min((rank for _, barred, rank in states if not barred), default=None)

    def _near(self, states: Sequence[State], ahead: Ahead, reach: int) -> list[State]:
        """The states from which a way within reach may still come."""
        end = (reach + 1) << self.ranks.low
        near = []
        for state in states:
            least = ahead.least(self.need + state[0])
            if least is not None and state[2] + least < end:
                near.append(state)
        return near

    def _paid(self, states: Sequence[State], ahead: Ahead) -> list[State]:
        """The states from which a way within the budget may still come."""
        paid = []
        for state in states:
            least = ahead.least(self.need + state[0])
            if least is not None and self.budget is not None:
                cost = self.ranks.cost(state[2]) + (least >> self._by_cost.low)
                paid += [state] if cost <= self.budget else []
        return paid


def earliest(
    times: Sequence[int], attempt: Callable[[int], Plan | None], start: int = 0
) -> tuple[int, Plan] | None:
    """The place of the first of the times, from ``start`` on, within which there is a way, and that way.

    What can be done in time can be done in more time, so strides that double, then halving, do.
    """
    low = high = start
    stride = 1
    while (plan := attempt(times[high])) is None:
        if high == len(times) - 1:
            return None
        low, high, stride = high + 1, min(high + stride, len(times) - 1), 2 * stride
    while low < high:
        middle = (low + high) // 2
        sooner = attempt(times[middle])
        if sooner is None:
            low = middle + 1
        else:
            high, plan = middle, sooner
    return high, plan
