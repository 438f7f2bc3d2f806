"""What is answered twice: linked questions that ask one fact, the answer that one offers the other, and clashes."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.core import scoring
from app.core.answers import Answer, Answers, Check, CheckState, Chosen, Given, NotApplicable
from app.core.entries import Levels
from app.core.standard import Item, Link, Says, Standard

_FINE = {CheckState.MET, CheckState.NOT_APPLICABLE}
_WANTING = {CheckState.PARTIAL, CheckState.UNMET}


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer that follows from another: what ``because`` was answered says ``given`` of ``subject``."""

    subject: str
    given: Given
    because: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Two answers to one fact that cannot both be so; nobody but a person can say which is right."""

    item: str
    """Subject of the item."""
    checks: tuple[str, ...]
    """Subjects of the checkpoints."""
    link: Link


@dataclass(frozen=True, slots=True)
class Hint:
    """What the checkpoints leave open of an item: these levels, counted from 0, and no single one."""

    subject: str
    levels: tuple[int, ...]


Said = Offer | Clash | Hint


def of(standard: Standard, judged: Standard, answers: Answers, subject: str) -> tuple[Said, ...]:
    """All that the answer to ``subject`` says of the questions linked with it.

    Offers go to unanswered questions alone; an answer that is there already is never replaced, but where
    it cannot be so the two clash. ``judged`` is the edition that holds the checkpoints.
    """
    side, _, key = subject.partition("/")
    if side == "item" and key in answers.items and key in standard.item:
        return tuple(_from_item(standard, judged, answers, standard.item[key]))
    if side == "check" and key in answers.checks:
        items = dict.fromkeys(link.item for link in standard.links if key in link.checkpoints)
        found = (_from_check(standard, judged, answers, key, standard.item[item]) for item in items)
        return tuple(said for one in found for said in one)
    return ()


def offers(
    standard: Standard, judged: Standard, answers: Answers, subject: str, *, waiting: Container[str] = ()
) -> tuple[Offer, ...]:
    """The answers that the answer to ``subject`` offers to unanswered questions.

    Questions in ``waiting`` have an answer that was carried over and is still to be confirmed: that comes first.
    """
    found = of(standard, judged, answers, subject)
    return tuple(said for said in found if isinstance(said, Offer) and said.subject not in waiting)


def clashes(standard: Standard, judged: Standard, answers: Answers) -> tuple[Clash, ...]:
    """Every pair of linked answers that cannot both be so, in the order of the links."""
    return tuple(clash for link in standard.links for clash in _clash(standard, judged, answers, link))


def unknown(standard: Standard, judged: Standard) -> tuple[str, ...]:
    """Checkpoints that links name and the edition beside does not have; for who checks an edition."""
    named = (point for link in standard.links for point in link.checkpoints)
    return tuple(dict.fromkeys(point for point in named if point not in judged.checkpoint))


def linked(standard: Standard, judged: Standard, subject: str) -> tuple[str, ...]:
    """The subjects that ask the same fact as ``subject``."""
    side, _, key = subject.partition("/")
    if side == "item":
        points = (point for link in standard.links if link.item == key for point in link.checkpoints)
        return tuple(f"check/{point}" for point in dict.fromkeys(points) if point in judged.checkpoint)
    items = (link.item for link in standard.links if side == "check" and key in link.checkpoints)
    return tuple(f"item/{item}" for item in dict.fromkeys(items))


def _from_item(standard: Standard, judged: Standard, answers: Answers, item: Item) -> Iterator[Said]:
    offered: dict[str, Check] = {}
    for link in _links(standard, item.id):
        yield from _clash(standard, judged, answers, link)
        check = _stated(link, item, answers.items[item.id])
        for point in link.checkpoints:
            if check is not None and point not in answers.checks and point in judged.checkpoint:
                offered.setdefault(point, check)
    for point, check in offered.items():
        yield Offer(f"check/{point}", check, f"item/{item.id}")


def _from_check(
    standard: Standard, judged: Standard, answers: Answers, key: str, item: Item
) -> Iterator[Said]:
    links = _links(standard, item.id)
    if item.id in answers.items:
        for link in links:
            found = _clash(standard, judged, answers, link)
            yield from (clash for clash in found if f"check/{key}" in clash.checks)
        return
    because, subject = f"check/{key}", f"item/{item.id}"
    states = {point: answers.checks.get(point) for link in links for point in link.checkpoints}
    reason = _beside_the_point(states.values())
    if reason is not None:
        yield Offer(subject, NotApplicable(reason), because)
        return
    if not isinstance(item.scoring, Levels):
        return
    every = range(len(item.scoring.levels))
    left = tuple(level for level in every if all(_allows(link, item, level, states) for link in links))
    if len(left) == 1:
        yield Offer(subject, Chosen(left[0]), because)
    elif left and len(left) < len(every):
        yield Hint(subject, left)


def _beside_the_point(checks: Iterable[Check | None]) -> str | None:
    """The reason of an item of which no linked checkpoint applies."""
    given = tuple(checks)
    if not all(check is not None and check.state is CheckState.NOT_APPLICABLE for check in given):
        return None
    return next((check.reason for check in given if check is not None and check.reason.strip()), None)


def _stated(link: Link, item: Item, given: Answer) -> Check | None:
    """What an answer to the item says that each checkpoint is; None where it says less than one state."""
    if isinstance(given, NotApplicable):
        return Check(CheckState.NOT_APPLICABLE, given.reason) if given.reason.strip() else None
    states = {Says.MET: CheckState.MET, Says.PARTIAL: CheckState.PARTIAL, Says.UNMET: CheckState.UNMET}
    state = states.get(_word(link, item, given))
    return Check(state) if state else None


def _clash(standard: Standard, judged: Standard, answers: Answers, link: Link) -> Iterator[Clash]:
    given, item = answers.items.get(link.item), standard.item.get(link.item)
    points = {point: answers.checks.get(point) for point in link.checkpoints if point in judged.checkpoint}
    if given is None or item is None or not points:
        return
    wrong = _wrong(link, item, given, points)
    if wrong:
        yield Clash(f"item/{item.id}", tuple(f"check/{point}" for point in wrong), link)


def _wrong(link: Link, item: Item, given: Answer, points: Mapping[str, Check | None]) -> tuple[str, ...]:
    """The checkpoints that cannot be as they are while the item is as it is."""
    known = {point: check.state for point, check in points.items() if check is not None}
    if isinstance(given, NotApplicable):
        return tuple(point for point, state in known.items() if state is not CheckState.NOT_APPLICABLE)
    word = _word(link, item, given)
    if word in _EACH:
        return tuple(point for point, state in known.items() if state not in _EACH[word])
    whole = len(known) == len(link.checkpoints)
    return tuple(known) if whole and not _TOGETHER[word](tuple(known.values())) else ()


def _allows(link: Link, item: Item, level: int, states: Mapping[str, Check | None]) -> bool:
    """Whether the item may stand at this level while the checkpoints are as they are."""
    return not _wrong(link, item, Chosen(level), {point: states[point] for point in link.checkpoints})


_EACH: Mapping[Says, set[CheckState]] = {
    Says.MET: {CheckState.MET},
    Says.SETTLED: _FINE,
    Says.PARTIAL: {CheckState.PARTIAL},
    Says.UNMET: {CheckState.UNMET},
    Says.LACKING: _WANTING,
}
"""What a word says that each checkpoint is."""

_TOGETHER: Mapping[Says, Callable[[Sequence[CheckState]], bool]] = {
    Says.SOME: lambda states: any(state in _WANTING for state in states),
    Says.MIXED: lambda states: not set(states) <= _FINE and set(states) != {CheckState.UNMET},
    Says.OPEN: lambda _states: True,
}
"""What a word says of the checkpoints together, once all of them are known."""


def _word(link: Link, item: Item, given: Answer) -> Says:
    """What the link says at an answer that has points."""
    if link.says is not None:
        known = isinstance(given, Chosen) and 0 <= given.level < len(link.says)
        return link.says[given.level] if known and isinstance(given, Chosen) else Says.OPEN
    got = scoring.points(item, given)
    if got == item.full:
        return Says.MET
    if got == Fraction(0):
        return Says.UNMET
    return Says.PARTIAL if len(link.checkpoints) == 1 else Says.MIXED


def _links(standard: Standard, item: str) -> tuple[Link, ...]:
    return tuple(link for link in standard.links if link.item == item)
