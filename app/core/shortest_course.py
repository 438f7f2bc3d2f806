"""The blocks of a task in the order in which they are put together, and the least that those ahead still add."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.shortest_ranks import Plan, Ranks
from app.core.shortest_sieve import Sieve, State
from app.core.shortest_task import Alternative, Block


@dataclass(frozen=True, slots=True)
class Ahead:
    """What blocks may come to together: gains, negated, and for each the least rank."""

    gains: tuple[int, ...]
    ranks: tuple[int, ...]

    def least(self, missing: int) -> int | None:
        """The least rank that gains so much; None where nothing does."""
        place = bisect_right(self.gains, -missing) - 1
        return self.ranks[place] if place >= 0 else None


@dataclass(frozen=True, slots=True)
class Course:
    """Blocks in order, each with what those after it may come to, when no work takes longer than ``within``."""

    within: int
    whole: Ahead
    stages: tuple[tuple[Block, Ahead], ...]


def course(ranks: Ranks, within: int) -> Course:
    """The course of a task; sections that are settled whole come first, what yields no points last."""
    blocks = sorted(ranks.task.blocks, key=lambda block: (not block.yields, -len(block.places)))
    sieve, offered = Sieve(ranks), moves(ranks, within, ())
    states: list[State] = [(0, 0, 0)]
    stages = []
    for block in reversed(blocks):
        stages.append((block, _ahead(states)))
        states = sieve.joined(states, settled(block, offered, sieve, ranks.task.need), ranks.task.need)
    return Course(within, _ahead(states), tuple(reversed(stages)))


def _ahead(states: Sequence[State]) -> Ahead:
    return Ahead(tuple(gain for gain, _, _ in states), tuple(rank for _, _, rank in states))


def moves(ranks: Ranks, within: int, found: Sequence[Plan]) -> list[list[State]]:
    """By option what it may come to: to stay, and each choice that is done in time."""
    return [list(_moves(ranks, place, within, found)) for place in range(len(ranks.task.steps))]


def _moves(ranks: Ranks, place: int, within: int, found: Sequence[Plan]) -> Iterator[State]:
    yield 0, _still(found, place, 0), 0
    for choice, step in enumerate(ranks.task.steps[place], 1):
        if step.days <= within:
            yield -step.gain, _still(found, place, choice), ranks.of(place, choice)


def _still(found: Sequence[Plan], place: int, choice: int) -> int:
    """Bits of the ways found that this choice makes as far as they do."""
    return sum(1 << number for number, plan in enumerate(found) if choice >= plan[place])


def settled(block: Block, offered: Sequence[list[State]], sieve: Sieve, need: int) -> list[State]:
    """All that a block may come to, whichever way it is settled."""
    states: list[State] = []
    for alternative in block.alternatives:
        most = max(need, alternative.need) if block.yields else alternative.need
        for gain, barred, rank in _reached(block, alternative, offered, sieve, most):
            if -gain >= alternative.need:
                states.append((max(gain, -need) if block.yields else 0, barred, rank))
    return sieve.kept(states)


def _reached(
    block: Block, alternative: Alternative, offered: Sequence[list[State]], sieve: Sieve, most: int
) -> list[State]:
    """All that one alternative may come to; what it does not touch stays as it is."""
    barred = sieve.every
    for place in block.places - alternative.places:
        barred &= offered[place][0][1]
    states: list[State] = [(-alternative.base, barred, 0)]
    for place in alternative.forced:
        states = sieve.joined(states, offered[place][1:], most)
    for place in alternative.free:
        states = sieve.joined(states, offered[place], most)
    return states
