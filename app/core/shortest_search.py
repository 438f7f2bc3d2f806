"""The search for the best way: dynamic programming over gain, exact in the order of ways it is given.

The first way of all is read off what all blocks may come to together. A further one is looked for with a bar
on the ways found; as it will rank near them, states that cannot come near enough by the least that the
blocks ahead add are dropped, and the search is repeated with a wider bound until there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from app.core.shortest_course import Ahead, Course, course, moves, settled
from app.core.shortest_ranks import Plan, Ranks, by_works
from app.core.shortest_sieve import Sieve, State
from app.core.shortest_task import Task
from app.core.shortest_toll import Purse, fair

FINE, WIDER = 64, 8
"""The first bound stands this part of the least cost above it; each next one so many times as far above."""


class Search:
    """Looks for the ways of one task by rank, cost or works first; ``budget`` is in the task's coins."""

    def __init__(self, task: Task, *, works_first: bool = False, budget: int | None = None) -> None:
        self.ranks = by_works(task) if works_first else Ranks(task)
        self.need = task.need
        self.budget = budget if works_first else None
        """Counts beside the rank; where cost comes first, it is a bound of the rank itself."""
        last = self.ranks.end >> self.ranks.low
        self._most = last if budget is None or works_first else min(budget, last)
        self._toll: int | None = None
        self._courses: dict[int, Course] = {}
        self._purses: dict[int, Purse] = {}

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
        least = self._course(within).whole.least(self.need)
        most = self._most if bound is None else min(bound, self._most)
        if least is None or least >> self.ranks.low > most:
            return None
        if not found and self.budget is None:
            return self.ranks.plan(least)
        for reach in self._reaches(within, least >> self.ranks.low, most):
            rank = self._walked(within, found, reach)
            if rank is not None:
                return self.ranks.plan(rank)
        return None

    def _course(self, within: int) -> Course:
        if within not in self._courses:
            self._courses[within] = course(self.ranks, within)
        return self._courses[within]

    def _purse(self, within: int, budget: int) -> Purse:
        task = self.ranks.task
        if self._toll is None:
            self._toll = fair(task, within, budget)
        if within not in self._purses:
            ranks = Ranks(task, self._toll)
            self._purses[within] = Purse(budget, ranks, course(ranks, within))
        return self._purses[within]

    def _reaches(self, within: int, least: int, most: int) -> Iterator[int]:
        """Bounds for the first part of the rank, ever wider, the last as wide as may be; none if there is no way."""
        width, wider, toll = max(1, least // FINE), WIDER, self.ranks.toll
        if toll:
            fewest = least // toll if self.budget is None else self._purse(within, self.budget).fewest
            if fewest is None:
                return
            least, width, wider = max(least // toll, fewest) * toll - 1, toll, 2
        while least + width < most:
            yield least + width
            width *= wider
        yield most

    def _walked(self, within: int, found: Sequence[Plan], reach: int) -> int | None:
        """The least rank within reach that contains none of ``found``; None where there is none."""
        sieve = Sieve(self.ranks, len(found), self.budget)
        offered = moves(self.ranks, within, found)
        states: list[State] = [(0, sieve.every, 0)]
        for place, (block, ahead) in enumerate(self._course(within).stages):
            front = settled(block, offered, sieve, self.need)
            states = self._near(sieve.joined(states, front, self.need), ahead, reach)
            if self.budget is not None:
                purse = self._purse(within, self.budget)
                states = purse.near(states, place, self.ranks, reach // self.ranks.toll)
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
