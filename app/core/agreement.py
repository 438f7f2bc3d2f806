"""How far experts agree who judged the same questions: the exact share, and Cohen's kappa."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two people over the questions that both judged; shares are exact, None where nothing can be said."""

    both: int
    """How many questions both judged."""
    same: int
    kappa: Fraction | None
    """None where nothing was judged by both, and where chance alone would make them agree always."""

    @property
    def share(self) -> Fraction | None:
        """The share of questions judged alike; None where there are none."""
        return Fraction(self.same, self.both) if self.both else None


def agreement(pairs: Sequence[tuple[Hashable, Hashable]]) -> Agreement:
    """Two people's answers, question by question.

    >>> agreement([("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15).kappa
    Fraction(2, 5)
    """
    same = sum(one == other for one, other in pairs)
    return Agreement(len(pairs), same, _kappa(pairs, same))


def _kappa(pairs: Sequence[tuple[Hashable, Hashable]], same: int) -> Fraction | None:
    """Agreement beyond chance, as a share of what could be beyond it."""
    if not pairs:
        return None
    ones, others = (Counter(side) for side in zip(*pairs, strict=True))
    chance = Fraction(sum(count * others[what] for what, count in ones.items()), len(pairs) ** 2)
    if chance == 1:
        return None
    return (Fraction(same, len(pairs)) - chance) / (1 - chance)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people by id, over one section or (``section`` None) over all they judged both."""

    one: str
    other: str
    section: str | None
    found: Agreement


Judged = Mapping[str, Mapping[str, Hashable]]
"""By question, by person: what was found."""


def pairwise(
    people: Iterable[str], sections: Mapping[str, Sequence[str]], judged: Judged
) -> tuple[Pair, ...]:
    """Every two people, over all and then section by section where both judged something.

    ``sections`` maps a section to its questions.
    """
    every = [question for questions in sections.values() for question in questions]
    made = []
    for one, other in combinations(people, 2):
        made.append(Pair(one, other, None, _over(every, judged, one, other)))
        by_section = ((key, _over(asked, judged, one, other)) for key, asked in sections.items())
        made += [Pair(one, other, key, found) for key, found in by_section if found.both]
    return tuple(made)


def mean(values: Iterable[Fraction | None]) -> Fraction | None:
    """The mean of those that can be said; None where none can."""
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def _over(questions: Iterable[str], judged: Judged, one: str, other: str) -> Agreement:
    both = (judged[question] for question in questions if question in judged)
    return agreement([(held[one], held[other]) for held in both if one in held and other in held])
