"""Over all parks of a region: the items that committees rate too high most often."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.core import compare, edition_diff
from app.core.compare import Side
from app.core.standard import Item, Standard

Print = tuple[str, Hashable]
"""An item's wording and scoring: equal where an answer means the same."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A park's own view and the later one of an expert or reviewer."""

    park_id: str
    left: Side
    right: Side


@dataclass(frozen=True, slots=True)
class Overrated:
    """An item over many parks: compared in so many, rated too high or too low in so many of them."""

    item: Item
    compared: int
    over: int
    under: int
    points: Fraction
    """Points by which it was rated too high, summed over the parks where it was."""
    parks: tuple[str, ...]
    """Ids of the parks where it was rated too high."""

    @property
    def share(self) -> Fraction:
        """The share of the compared parks in which it was rated too high."""
        return Fraction(self.over, self.compared) if self.compared else Fraction(0)

    @property
    def mean(self) -> Fraction:
        """Points too many where it was rated too high, on average; 0 where it never was."""
        return self.points / self.over if self.over else Fraction(0)


def overrated(pairs: Iterable[Pair]) -> tuple[Overrated, ...]:
    """For each item how often parks rated it too high, the most often first.

    Items that are worded or scored differently are counted apart, though their id be the same.
    """
    known: dict[int, Mapping[str, Print]] = {}
    found: dict[tuple[str, Print], Overrated] = {}
    for pair in pairs:
        prints = [_prints(side.standard, known) for side in (pair.left, pair.right)]
        for item in pair.right.standard.items:
            own, other = prints[1][item.id], prints[0].get(item.id)
            if own != other:
                continue
            left, right = (compare.of_item(item, side.answers).level for side in (pair.left, pair.right))
            if left is not None and right is not None:
                before = found.get((item.id, own)) or Overrated(item, 0, 0, 0, Fraction(0), ())
                found[item.id, own] = _counted(before, pair.park_id, left - right)
    return tuple(sorted(found.values(), key=lambda one: (-one.over, -one.points, one.item.number)))


def _counted(before: Overrated, park_id: str, excess: Fraction) -> Overrated:
    over = excess > 0
    return Overrated(
        before.item,
        before.compared + 1,
        before.over + over,
        before.under + (excess < 0),
        before.points + (excess if over else 0),
        (*before.parks, park_id) if over else before.parks,
    )


def _prints(standard: Standard, known: dict[int, Mapping[str, Print]]) -> Mapping[str, Print]:
    """The fingerprints of an edition's items; ``known`` holds those of editions seen before."""
    if id(standard) not in known:
        known[id(standard)] = {
            item.id: (edition_diff.text_hash(item), edition_diff.scored(item)) for item in standard.items
        }
    return known[id(standard)]
