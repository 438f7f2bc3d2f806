"""What a way to grade D has to bring about, in whole numbers: steps with gain, cost and days, and blocks of them.

A block is a part of the verdict that is settled by some of the options alone: an item, a section with a gate
or a minimum to be reached, a line of 十有两禁, a veto. It has alternatives; a way needs one of each block,
and of the blocks that yield points together so many that the score is in the D band.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.core import outcome, scoring
from app.core.answers import Answers, Check, CheckState
from app.core.entries import Grade
from app.core.options import Option
from app.core.scoring import Scorecard, SectionScore
from app.core.standard import Checkpoint, Line, LineKind, LineState, Standard, TenTwoRule


@dataclass(frozen=True, slots=True)
class Step:
    """One choice of an option: what it gains over now, what it costs and how long it takes."""

    gain: int
    cost: int
    days: int


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to settle a block: ``forced`` options are changed, ``free`` ones may be.

    The gains and ``base`` together must come to ``need``.
    """

    forced: tuple[int, ...] = ()
    free: tuple[int, ...] = ()
    base: int = 0
    need: int = 0

    @property
    def places(self) -> frozenset[int]:
        """The options that it touches."""
        return frozenset((*self.forced, *self.free))


@dataclass(frozen=True, slots=True)
class Block:
    """One part to be settled; without alternatives it cannot be. ``yields``: its gains are points of the score."""

    alternatives: tuple[Alternative, ...]
    yields: bool = True

    @property
    def places(self) -> frozenset[int]:
        """The options that one of its alternatives touches."""
        return frozenset().union(*(alternative.places for alternative in self.alternatives))


@dataclass(frozen=True, slots=True)
class Task:
    """Steps of each option in the order of its choices, blocks, and the points that are missing."""

    steps: tuple[tuple[Step, ...], ...]
    blocks: tuple[Block, ...]
    need: int
    coins: int
    """So many units of cost are 1 万元."""

    @property
    def days(self) -> list[int]:
        """All durations of steps, each once, rising."""
        return sorted({step.days for steps in self.steps for step in steps})


def task(standard: Standard, companion: Standard | None, answers: Answers, options: Sequence[Option]) -> Task:
    """The task that reaching grade D is; UserError as ``verdict``."""
    card = scoring.score(standard, answers)
    judged = companion or standard
    scale = math.lcm(*(value.denominator for value in _values(card, options)))
    coins = 10 ** max((_places(choice.cost) for option in options for choice in option.choices), default=0)
    got = {f"item/{item.item.id}": item.got for item in card.items}
    places = {option.subject: place for place, option in enumerate(options)}
    border = Fraction(standard.bands[-1].at_least) * card.full / 100
    return Task(
        steps=tuple(_steps(option, got.get(option.subject), scale, coins) for option in options),
        blocks=(
            *(block for section in card.sections for block in _section(section, card, places, scale)),
            *_vetoes(standard, answers, places),
            *_lines(judged, answers, places),
        ),
        need=max(0, math.ceil((border - card.got) * scale)),
        coins=coins,
    )


def _values(card: Scorecard, options: Iterable[Option]) -> Iterator[Fraction]:
    """All points that may be added up."""
    yield from (item.got for item in card.items)
    yield from (choice.points for option in options for choice in option.choices)


def _places(cost: Decimal) -> int:
    exponent = cost.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _steps(option: Option, got: Fraction | None, scale: int, coins: int) -> tuple[Step, ...]:
    """An item gains points; a checkpoint counts as one in its line; a gate or a veto gains nothing itself."""
    each = int(option.subject.startswith("check/"))
    gains = (each if got is None else int((choice.points - got) * scale) for choice in option.choices)
    return tuple(
        Step(gain, int(choice.cost * coins), choice.days)
        for gain, choice in zip(gains, option.choices, strict=True)
    )


def _section(
    section: SectionScore, card: Scorecard, places: Mapping[str, int], scale: int
) -> Iterator[Block]:
    """Items one by one where nothing binds them together, else the section whole."""
    minimum, gate = section.section.minimum, section.section.gate
    needed = section.needed if minimum and minimum.cap is not Grade.D else Fraction(0)
    own = [item for item in card.items if item.item.section == section.section.id]
    free = tuple(places[f"item/{item.item.id}"] for item in own if f"item/{item.item.id}" in places)
    if section.gate is False and gate is not None:
        inside = sum((item.got for item in own), Fraction(0))
        shut = () if needed else (Alternative(),)
        forced = _all(places, [f"gate/{gate.id}"])
        base, need = int(inside * scale), math.ceil(needed * scale)
        yield Block((*shut, *(Alternative(works, free, base, need) for works in forced)))
    elif needed > section.got:
        yield Block((Alternative(free=free, need=math.ceil((needed - section.got) * scale)),))
    else:
        yield from (Block((Alternative(free=(place,)),)) for place in free)


def _all(places: Mapping[str, int], subjects: Iterable[str]) -> Iterator[tuple[int, ...]]:
    """The places of all the subjects, once; nothing where one of them is no option."""
    wanted = tuple(subjects)
    if all(subject in places for subject in wanted):
        yield tuple(places[subject] for subject in wanted)


def _vetoes(standard: Standard, answers: Answers, places: Mapping[str, int]) -> Iterator[Block]:
    for veto, _ in outcome.marks(standard, answers).triggered:
        if veto.effect is not Grade.D:
            works = _all(places, [f"veto/{veto.id}"])
            yield Block(tuple(Alternative(forced) for forced in works), yields=False)


def _lines(judged: Standard, answers: Answers, places: Mapping[str, int]) -> Iterator[Block]:
    """The twelve lines; one block that cannot be settled where there is nothing to judge by."""
    rule = judged.ten_two
    if rule is not None and not rule.enabled:
        return
    twelve = [line for line in judged.lines if line.kind is not LineKind.LAW]
    if rule is None or not twelve:
        yield Block((), yields=False)
        return
    for line in twelve:
        yield Block(tuple(_line(judged, line, rule, answers, places)), yields=False)


def _line(
    judged: Standard, line: Line, rule: TenTwoRule, answers: Answers, places: Mapping[str, int]
) -> Iterator[Alternative]:
    """A line is settled by all its required checkpoints; where that will do, by enough of all of them."""
    points = judged.points_of(line.id)
    found = {point.id: answers.checks.get(point.id, Check(CheckState.UNMET)).state for point in points}
    applicable = [point for point in points if found[point.id] is not CheckState.NOT_APPLICABLE]
    if not applicable:
        yield from (Alternative(),) if points else ()
        return
    required = [point for point in applicable if point.required] or applicable
    missing = [point for point in required if found[point.id] is not CheckState.MET]
    yield from (Alternative(works) for works in _all(places, map(_subject, missing)))
    if rule.needed_state is LineState.BASIC:
        unmet = [point for point in missing if found[point.id] is CheckState.UNMET]
        rest = [point for point in applicable if found[point.id] is not CheckState.MET and point not in unmet]
        free = tuple(places[_subject(point)] for point in rest if _subject(point) in places)
        met = sum(found[point.id] is CheckState.MET for point in applicable)
        enough = math.ceil(Fraction(rule.basic_percent) * len(applicable) / 100)
        for works in _all(places, map(_subject, unmet)):
            yield Alternative(works, free, met, enough)


def _subject(point: Checkpoint) -> str:
    return f"check/{point.id}"
