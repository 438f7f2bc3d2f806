"""Fewest works within a budget: the least that a way must cost and the works it must have, taken together.

It is the one order in which neither cost nor works alone tells how near a state is. With a toll on each work
they are one number. Whatever the toll, what is told by it is true; that one tells most with which the
cheapest way comes nearest to the budget, so it is raised or lowered a few times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.shortest_course import Course, course
from app.core.shortest_ranks import Plan, Ranks, by_works
from app.core.shortest_sieve import State
from app.core.shortest_task import Task

TRIES = 4
"""After so many tolls the next tells hardly more."""


@dataclass(frozen=True, slots=True)
class Purse:
    """A budget in coins, with what the blocks ahead come to at least when each work takes its toll."""

    budget: int
    ranks: Ranks
    course: Course

    @property
    def fewest(self) -> int | None:
        """No way within the budget has fewer works; None where there is no such way at all."""
        least = self.course.whole.least(self.ranks.task.need)
        if least is None:
            return None
        over = (least >> self.ranks.low) - self.budget
        if over > 0 and not self.ranks.toll:
            return None
        return max(0, -(-over // self.ranks.toll)) if self.ranks.toll else 0

    def near(self, states: Sequence[State], place: int, by_rank: Ranks, works: int) -> list[State]:
        """The states from which a way with at most so many works may still stay within the budget."""
        money, each = self.budget + self.ranks.toll * works, self.ranks.toll
        ahead, need = self.course.stages[place][1], self.ranks.task.need
        near = []
        for state in states:
            made, cost = divmod(state[2] >> by_rank.low, by_rank.toll)
            least = ahead.least(need + state[0])
            if least is not None and cost + each * made + (least >> self.ranks.low) <= money:
                near.append(state)
        return near


def fair(task: Task, within: int, budget: int) -> int:
    """The toll that tells most of a budget, when no work takes longer than ``within``; 0 where none is needed."""
    plain, each = Ranks(task), 0
    cheap, few = _first(plain, within), _first(by_works(task), within)
    for _ in range(TRIES):
        if cheap is None or few is None or plain.cost(few) <= budget:
            break
        saved, more = plain.cost(few) - plain.cost(cheap), plain.works(cheap) - plain.works(few)
        if more <= 0 or each == saved // more:
            break
        each = saved // more
        met = _first(Ranks(task, each), within)
        if met is not None and plain.cost(met) <= budget:
            cheap = met
        else:
            few = met
    return each


def _first(ranks: Ranks, within: int) -> Plan | None:
    least = course(ranks, within).whole.least(ranks.task.need)
    return None if least is None else ranks.plan(least)
