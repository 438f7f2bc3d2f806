"""What some of the options may come to, and which of it can be forgotten because it leads to no best way.

A state is ``(-gain, barred, rank, days)``. Ranks add up as options are put together (see ``shortest_ranks``);
``barred`` has a bit for each way already found that the state contains so far, and at the end there may be none.
A state goes where another gains as much, is barred by no more, and ranks no worse whatever is added to both:
the first part of its rank is less, or it is the same and neither the rest of it nor the days are more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.core.shortest_ranks import Ranks

State = tuple[int, int, int, int]


class Sieve:
    """Puts states together and keeps those that may lead to the best way within the budget."""

    def __init__(self, ranks: Ranks, budget: int | None, found: int) -> None:
        self.ranks = ranks
        self.budget = budget
        self.every = (1 << found) - 1
        """Barred by all ways found; what a search begins with."""
        self._above = [
            [more for more in range(self.every + 1) if more & bits == bits] for bits in range(self.every + 1)
        ]

    def joined(self, states: Sequence[State], front: Sequence[State], most: int) -> list[State]:
        """All that both together may come to; more gain than ``most`` counts no more."""
        floor = -most
        return self.kept(
            (
                gain + more if gain + more > floor else floor,
                barred & bars,
                rank + adds,
                days if days > lasts else lasts,
            )
            for more, bars, adds, lasts in front
            for gain, barred, rank, days in states
        )

    def kept(self, states: Iterable[State]) -> list[State]:
        """The states that count, those that gain most first."""
        if self.budget is not None and self.ranks.works_first:
            return self._kept_by_both(states, self.budget)
        return self._kept_by_first(states)

    def _kept_by_first(self, states: Iterable[State]) -> list[State]:
        """Cost alone, or works and then cost, decide; days and the rest where these are equal."""
        low = self.ranks.low
        start = self.ranks.end if self.budget is None else (self.budget + 1) << low
        bound = [start] * len(self._above)
        equal: list[list[State]] = [[] for _ in self._above]
        kept = []
        for state in sorted(states):
            _, barred, rank, _ = state
            if rank >= bound[barred] or _behind(state, equal[barred]):
                continue
            kept.append(state)
            above = ((rank >> low) + 1) << low
            for bits in self._above[barred]:
                if above < bound[bits]:
                    bound[bits], equal[bits] = above, [state]
                elif above == bound[bits]:
                    equal[bits].append(state)
        return kept

    def _kept_by_both(self, states: Iterable[State], budget: int) -> list[State]:
        """Works decide, but more of them may be needed to stay within the budget: both count."""
        low, most = self.ranks.low, self.ranks.most
        room = len(self.ranks.task.steps) + 1
        least = [[budget + 1] * (room + 1) for _ in self._above]
        equal: dict[tuple[int, int], list[State]] = {}
        kept = []
        for state in sorted(states):
            _, barred, rank, _ = state
            works, cost = divmod(rank >> low, most)
            mine = least[barred]
            if cost > mine[works] or cost > budget or (works and cost >= mine[works - 1]):
                continue
            if _behind(state, equal.get((barred, rank >> low), ())):
                continue
            kept.append(state)
            for bits in self._above[barred]:
                equal.setdefault((bits, rank >> low), []).append(state)
                _lower(least[bits], works, cost)
        return kept


def _behind(state: State, others: Iterable[State]) -> bool:
    """Whether one of the others ranks no worse and takes no longer."""
    _, _, rank, days = state
    return any(other[2] <= rank and other[3] <= days for other in others)


def _lower(least: list[int], works: int, cost: int) -> None:
    """Note that so many works, and any more, can be had for this cost."""
    for more in range(works, len(least)):
        if cost >= least[more]:
            return
        least[more] = cost
