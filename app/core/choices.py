"""What an item can be brought to: its better answers with their points, each number of points once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from app.core.answers import Answer, Chosen, Counted, Reached
from app.core.entries import Deduction, Deductions, Levels, Share, Sum
from app.core.scoring import points
from app.core.standard import Item

EXACT = 6
"""Up to so many reasons or parts every combination is offered; beyond, the dearest first, one by one."""

Better = tuple[str, Answer, Fraction]
"""A choice's key, its answer, and the points that it gives."""


def better(item: Item, answer: Answer | None) -> tuple[Better, ...]:
    """The answers that give more points than ``answer``, rising; one for each number of points.

    An unanswered item stands at its worst, as the verdict counts it. Of several answers with the same
    points the one that takes the fewest steps is meant, and of these the first in the edition's order.
    """
    now = item.scoring.least if answer is None else points(item, answer)
    found: dict[Fraction, tuple[str, Answer]] = {}
    for key, given in _answers(item, answer):
        found.setdefault(points(item, given), (key, given))
    return tuple((*found[value], value) for value in sorted(found) if value > now)


def counted_key(counts: Mapping[str, int]) -> str:
    """Counts as they are written in a file of answers; '0' where there is nothing.

    >>> counted_key({"b": 1, "a": 2, "c": 0}), counted_key({})
    ('a=2;b=1', '0')
    """
    return ";".join(f"{key}={counts[key]}" for key in sorted(counts) if counts[key]) or "0"


def _answers(item: Item, answer: Answer | None) -> Iterator[tuple[str, Answer]]:
    counts = answer.counts if isinstance(answer, Counted) else None
    match item.scoring:
        case Levels(levels=levels):
            yield from ((str(place), Chosen(place)) for place in range(len(levels)))
        case Share(steps=steps):
            edges = (Fraction(step.at_least) / 100 for step in steps)
            yield from ((str(place), Reached(edge)) for place, edge in enumerate(edges))
        case Deductions() as scoring:
            yield from ((counted_key(left), Counted(left)) for left in _mended(scoring, counts))
        case Sum() as scoring:
            yield from ((counted_key(held), Counted(held)) for held in _added(scoring, counts or {}))


def _mended(scoring: Deductions, counts: Mapping[str, int] | None) -> Iterator[Mapping[str, int]]:
    """What remains to be deducted when some reasons are mended whole; all of them where nobody counted."""
    if counts is None:
        yield {}
        return
    there = {each.id: _loss(each, counts[each.id]) for each in scoring.deductions if counts.get(each.id)}
    for mended in _combined(tuple(there.items())):
        yield {key: counts[key] for key in there if key not in mended}


def _added(scoring: Sum, counts: Mapping[str, int]) -> Iterator[Mapping[str, int]]:
    """What is there when some of the missing parts are added, one at a time."""
    missing = [
        (part.id, Fraction(part.points))
        for part in scoring.parts
        for _ in range(part.most - counts.get(part.id, 0))
    ]
    for added in _combined(missing):
        yield dict(Counter(counts) + Counter(added))


def _loss(reason: Deduction, count: int) -> Fraction:
    loss = count * Fraction(reason.points)
    return loss if reason.limit is None else min(loss, Fraction(reason.limit))


def _combined(steps: Sequence[tuple[str, Fraction]]) -> Iterator[tuple[str, ...]]:
    """Every combination of the steps, the shortest first; of many steps, ever more of those worth most."""
    if len(steps) <= EXACT:
        for length in range(1, len(steps) + 1):
            yield from combinations([key for key, _ in steps], length)
        return
    ordered = [key for key, _ in sorted(steps, key=lambda step: -step[1])]
    yield from (tuple(ordered[:length]) for length in range(1, len(ordered) + 1))
