"""What some of the options may come to, and which of it can be forgotten because it leads to no best way.

A state is ``(-gain, barred, rank)``. Ranks add up as options are put together (see ``shortest_ranks``); ``barred``
has a bit for each way already found that the state contains so far, and at the end there may be none. A state
goes where another gains as much, is barred by no more and ranks before it: the same may be added to both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.core.shortest_ranks import Ranks

State = tuple[int, int, int]


class Sieve:
    """Puts states together and keeps those that may lead to the best way.

    With a ``budget``, which is for ranks with works first, more works are kept too where they cost less.
    """

    def __init__(self, ranks: Ranks, found: int = 0, budget: int | None = None) -> None:
        self.ranks = ranks
        self.budget = budget
        self.every = (1 << found) - 1
        """Barred by all ways found; what a search begins with."""
        sets = range(self.every + 1)
        self._above = [[more for more in sets if more & bits == bits] for bits in sets]

    def joined(self, states: Sequence[State], front: Sequence[State], most: int) -> list[State]:
        """All that both together may come to; more gain than ``most`` counts no more."""
        floor = -most
        return self.kept(
            (gain + more if gain + more > floor else floor, barred & bars, rank + adds)
            for more, bars, adds in front
            for gain, barred, rank in states
        )

    def kept(self, states: Iterable[State]) -> list[State]:
        """The states that count, those that gain most first."""
        if self.budget is not None:
            return self._kept_by_both(states, self.budget)
        least = [self.ranks.end] * len(self._above)
        kept = []
        for state in sorted(states):
            _, barred, rank = state
            if rank < least[barred]:
                kept.append(state)
                for bits in self._above[barred]:
                    least[bits] = min(least[bits], rank)
        return kept

    def _kept_by_both(self, states: Iterable[State], budget: int) -> list[State]:
        low, toll = self.ranks.low, self.ranks.toll
        room = len(self.ranks.task.steps) + 1
        least = [[(budget + 1) << low] * room for _ in self._above]
        kept = []
        for state in sorted(states):
            _, barred, rank = state
            works = (rank >> low) // toll
            rest = rank - (works * toll << low)
            if rest < least[barred][works]:
                kept.append(state)
                for bits in self._above[barred]:
                    _lower(least[bits], works, rest)
        return kept


def _lower(least: list[int], works: int, rest: int) -> None:
    """Note that so many works, and any more, can be had for this cost."""
    for more in range(works, len(least)):
        if rest >= least[more]:
            return
        least[more] = rest
