"""The search for the best way: dynamic programming over gain, exact in the order of ways it is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.shortest_ranks import Plan, Ranks
from app.core.shortest_sieve import Sieve, State
from app.core.shortest_task import Alternative, Block


@dataclass(frozen=True)
class Search:
    """Looks for ways in one order: cost or works first, days before what else ranks equal, or not at all.

    ``budget`` is in the task's coins.
    """

    ranks: Ranks
    by_days: bool = True
    budget: int | None = None

    def best(self, within: int, found: Sequence[Plan] = ()) -> Plan | None:
        """The first way in order with no work longer than ``within`` that contains none of ``found``."""
        task, low = self.ranks.task, self.ranks.low
        sieve = Sieve(self.ranks, self.budget, len(found))
        moves = [self._moves(place, within, found) for place in range(len(task.steps))]
        fronts = [_settled(block, moves, sieve, task.need) for block in task.blocks]
        ahead = sum(-front[0][0] for front in fronts if front)
        states: list[State] = [(0, sieve.every, 0, 0)]
        for front in sorted(fronts, key=len, reverse=True):
            ahead += front[0][0] if front else 0
            joined = sieve.joined(states, front, task.need)
            states = [state for state in joined if ahead - state[0] >= task.need]
        whole = [state for state in states if not state[1]]
        first = min(whole, key=lambda state: (state[2] >> low, state[3], state[2]), default=None)
        return None if first is None else self.ranks.plan(first[2])

    def _moves(self, place: int, within: int, found: Sequence[Plan]) -> list[State]:
        """What one option may come to: to stay, and each choice that is done in time."""
        moves = [(0, _still(found, place, 0), 0, 0)]
        for choice, step in enumerate(self.ranks.task.steps[place], 1):
            if step.days <= within:
                days = step.days if self.by_days else 0
                moves.append((-step.gain, _still(found, place, choice), self.ranks.of(place, choice), days))
        return moves


def _still(found: Sequence[Plan], place: int, choice: int) -> int:
    """Bits of the ways found that this choice makes as far as they do."""
    return sum(1 << number for number, plan in enumerate(found) if choice >= plan[place])


def _settled(block: Block, moves: Sequence[list[State]], sieve: Sieve, need: int) -> list[State]:
    """All that a block may come to, whichever way it is settled."""
    states: list[State] = []
    for alternative in block.alternatives:
        most = max(need, alternative.need) if block.yields else alternative.need
        for gain, barred, rank, days in _reached(block, alternative, moves, sieve, most):
            if -gain >= alternative.need:
                states.append((max(gain, -need) if block.yields else 0, barred, rank, days))
    return sieve.kept(states)


def _reached(
    block: Block, alternative: Alternative, moves: Sequence[list[State]], sieve: Sieve, most: int
) -> list[State]:
    """All that one alternative may come to; what it does not touch stays as it is."""
    barred = sieve.every
    for place in block.places - alternative.places:
        barred &= moves[place][0][1]
    states: list[State] = [(-alternative.base, barred, 0, 0)]
    for place in alternative.forced:
        states = sieve.joined(states, moves[place][1:], most)
    for place in alternative.free:
        states = sieve.joined(states, moves[place], most)
    return states
