"""Which constraints forbid every way to grade D, however much it may cost: the verdict on the best possible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from app.core import whatif
from app.core.answers import Answers, Check, CheckState
from app.core.entries import Grade
from app.core.options import Option
from app.core.shortest_ways import Block, Cause
from app.core.standard import LineState, Standard
from app.core.ten_two import LineResult, TenTwo
from app.core.verdict import Verdict, verdict

_MISSING = {CheckState.UNMET, CheckState.PARTIAL}


def reasons(
    standard: Standard, companion: Standard | None, answers: Answers, options: Sequence[Option]
) -> tuple[Block, ...]:
    """What keeps the park below D even with every option at its best; empty where nothing does."""
    best = whatif.applied(
        answers, {option.subject: option.choices[-1].answer for option in options if option.choices}
    )
    found = verdict(standard, best, companion)
    short = tuple(_sections(found)) + tuple(_total(found))
    return (
        *(Block(Cause.VETO, veto.id) for veto, _ in found.marks.triggered if veto.effect is not Grade.D),
        *_lines(companion or standard, best, found.low.ten_two),
        *(_gates(found) if short else ()),
        *short,
    )


def _lines(judged: Standard, best: Answers, found: TenTwo | None) -> Iterator[Block]:
    if found is None or (found.rule.enabled and not found.lines):
        yield Block(Cause.NO_TEN_TWO)
    elif found.rule.enabled:
        yield from (Block(Cause.LINE, line.line.id, _unmet(judged, best, line)) for line in found.open)


def _unmet(judged: Standard, best: Answers, line: LineResult) -> tuple[str, ...]:
    """The checkpoints that keep a line open: the required ones that must not stand so, else all that are not met."""
    found = {
        point: best.checks.get(point.id, Check(CheckState.UNMET)).state
        for point in judged.points_of(line.line.id)
    }
    missing = {point: state for point, state in found.items() if state in _MISSING}
    basic = judged.ten_two is not None and judged.ten_two.needed_state is LineState.BASIC
    must = [
        point
        for point, state in missing.items()
        if point.required and not (basic and state is CheckState.PARTIAL)
    ]
    return tuple(point.id for point in must or missing)


def _gates(found: Verdict) -> Iterator[Block]:
    for scored in found.low.card.sections:
        if scored.gate is False and scored.section.gate:
            yield Block(Cause.GATE, scored.section.id)


def _sections(found: Verdict) -> Iterator[Block]:
    for scored in found.low.card.sections:
        minimum = scored.section.minimum
        if minimum and scored.short and minimum.cap is not Grade.D:
            yield Block(Cause.SECTION, scored.section.id, best=scored.got, needed=scored.needed)


def _total(found: Verdict) -> Iterator[Block]:
    border = Fraction(found.standard.bands[-1].at_least)
    if found.score < border:
        yield Block(Cause.TOTAL, best=found.score, needed=border)
