"""Which two rounds belong beside each other: for one round, and over a region for each park and year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from app.core.dossier import Assessment
from app.core.rollup import Kind

RoundPair = tuple[Assessment, Assessment]
"""Left and right: the earlier view and the later one."""
_WEIGHT = {Kind.SELF: 0, Kind.EXPERT: 1, Kind.REVIEW: 2}


def beside(rounds: Sequence[Assessment], chosen: Assessment) -> RoundPair | None:
    """The pair that one most likely wants to see about a round of these, its park's.

    Its own basis; else the committee's view of the same year; else the round of its kind before it; else, for a
    committee's own round, the latest view of others, of the same year where there is one. None where there is none.
    """
    others = [one for one in rounds if one.id != chosen.id]
    basis = [one for one in others if one.id == chosen.based_on]
    own = [one for one in others if chosen.kind is not Kind.SELF and _own(one, chosen.year)]
    before = [one for one in others if one.kind is chosen.kind and _when(one) < _when(chosen)]
    left = next(iter((*basis, *own, *sorted(before, key=_when, reverse=True))), None)
    if left is not None:
        return left, chosen
    later = [one for one in others if one.kind is not Kind.SELF and one.year >= chosen.year]
    return (
        (chosen, max(later, key=lambda one: (one.year == chosen.year, _when(one))))
        if later and chosen.kind is Kind.SELF
        else None
    )


def views(rounds: Iterable[Assessment]) -> tuple[RoundPair, ...]:
    """For each park and year with both: the committee's own round, and the reviewers' (else experts') later view.

    Where the later one was made beside a round of the committee, that one is taken. Rounds still open do not count.
    """
    years: dict[tuple[str, int], list[Assessment]] = {}
    for one in rounds:
        if not one.state.open:
            years.setdefault((one.park_id, one.year), []).append(one)
    pairs = (_view(sorted(found, key=_when)) for _, found in sorted(years.items()))
    return tuple(pair for pair in pairs if pair)


def latest(pairs: Iterable[RoundPair], year: int | None) -> tuple[RoundPair, ...]:
    """Of each park the pair of that year, or its latest where no year is asked for."""
    chosen = {right.park_id: (left, right) for left, right in pairs if year in (None, right.year)}
    return tuple(chosen.values())


def _view(found: Sequence[Assessment]) -> RoundPair | None:
    """The pair of one park and year, from its rounds in the order in which they were made."""
    own = [one for one in found if one.kind is Kind.SELF]
    other = [one for one in found if one.kind is not Kind.SELF]
    if not own or not other:
        return None
    right = max(other, key=lambda one: (_WEIGHT[one.kind], _when(one)))
    return next((one for one in own if one.id == right.based_on), own[-1]), right


def _own(one: Assessment, year: int) -> bool:
    return one.kind is Kind.SELF and one.year == year


def _when(one: Assessment) -> tuple[int, date]:
    return one.year, one.assessed_on or date.min
