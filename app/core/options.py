"""What can be changed on the way to grade D: each open question with its better answers, cost and days.

How cost and days follow from the standard is a convention of this project (项目约定). An item's ``cost`` and
``days`` are for bringing it from its worst to full points. Part of the way costs the share of the points won,
cut upwards to 0.01 万元, and takes that share of the days, rounded up; full points take all the days. Where
the standard links an item to checkpoints that have to be met anyway, only what exceeds their cost is
counted for the item: it is the same fact, and one work. What a person estimated is taken as it stands.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from app.core import asked, choices
from app.core.answers import Answers, Check, CheckState, Given, NotApplicable, VetoMark, VetoState
from app.core.asked import Question
from app.core.entries import Grade
from app.core.outcome import marks
from app.core.scoring import points
from app.core.standard import Checkpoint, Gate, Item, LineKind, LineState, Standard, Veto

MOST_COST, MOST_DAYS, PLACES = Decimal(10_000_000), 3650, 6
"""What an estimate may come to, as in an edition: 万元, days, decimals of a cost."""

MET, CLEAR = "met", "clear"
"""Keys of the one choice that a gate or checkpoint has, and that a veto has."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One better answer: the points that an item then gives (else 0), cost in 万元, and days."""

    answer: Given
    points: Fraction
    cost: Decimal
    days: int
    key: str
    """What an estimate names it by: the level or step counted from 0, counts, ``met`` or ``clear``."""
    unknown_cost: bool = False
    """Neither the standard nor a person says what it costs; it counts as 0."""
    estimated: bool = False
    """Whether a person gave the cost or the days."""


@dataclass(frozen=True, slots=True)
class Option:
    """An open question: what was answered, and what it can be brought to; without choices, 不能改变.

    Choices rise in points. To leave it as it is is always possible, and costs nothing.
    """

    subject: str
    now: Given | None
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a person says of one question: that it cannot be changed, or by choice its cost and days."""

    cannot: bool = False
    at: Mapping[str, tuple[Decimal | None, int | None]] = field(default_factory=dict)
    """By ``Choice.key``: cost in 万元 and days; None keeps what the standard says."""


def estimate_fault(estimate: Estimate) -> str | None:
    """What is wrong with an estimate, or None.

    >>> estimate_fault(Estimate(at={"2": (Decimal("-1"), None)}))
    '资金应不小于 0，且不超过 10000000 万元'
    >>> estimate_fault(Estimate(at={"2": (None, 0)})), estimate_fault(Estimate(at={"2": (Decimal(3), 90)}))
    ('天数应为 1 到 3650 的整数', None)
    """
    for cost, days in estimate.at.values():
        if cost is not None and not (cost.is_finite() and 0 <= cost <= MOST_COST):
            return f"资金应不小于 0，且不超过 {MOST_COST} 万元"
        if cost is not None and cost != round(cost, PLACES):
            return f"资金的小数最多 {PLACES} 位"
        if days is not None and not (type(days) is int and 1 <= days <= MOST_DAYS):
            return f"天数应为 1 到 {MOST_DAYS} 的整数"
    return None


def options(
    standard: Standard,
    companion: Standard | None,
    answers: Answers,
    estimates: Mapping[str, Estimate] | None = None,
) -> tuple[Option, ...]:
    """Every open question that can keep the park below D, in the order of the paper.

    Items below full points, gates not met, triggered vetoes with an effect below D, and checkpoints of the
    twelve lines not met where the rule asks for them; what is unanswered counts at its worst. What does not
    apply is no option. UserError where an answer does not fit the standard.
    """
    said = estimates or {}
    found: dict[str, Option] = {}
    questions = asked.questions(standard, companion)
    for subject, question in questions.items():
        if not isinstance(question.entry, Item):
            _keep(found, answers, said, subject, _marked(standard, companion, answers, question))
    shared = _shared(standard, companion, answers, found)
    for subject, question in questions.items():
        if isinstance(question.entry, Item):
            reachable = _item(question.entry, answers, shared.get(question.entry.id, Decimal(0)))
            _keep(found, answers, said, subject, reachable)
    return tuple(found[subject] for subject in questions if subject in found)


def _keep(
    found: dict[str, Option],
    answers: Answers,
    said: Mapping[str, Estimate],
    subject: str,
    reachable: tuple[Choice, ...],
) -> None:
    """Note an open question with what a person says of it."""
    if not reachable:
        return
    estimate = said.get(subject, Estimate())
    changed = () if estimate.cannot else tuple(_estimated(choice, estimate) for choice in reachable)
    found[subject] = Option(subject, asked.given(answers, subject), changed)


def _estimated(choice: Choice, estimate: Estimate) -> Choice:
    cost, days = estimate.at.get(choice.key, (None, None))
    return Choice(
        answer=choice.answer,
        points=choice.points,
        cost=choice.cost if cost is None else cost,
        days=choice.days if days is None else days,
        key=choice.key,
        unknown_cost=choice.unknown_cost and cost is None,
        estimated=cost is not None or days is not None,
    )


def _item(item: Item, answers: Answers, shared: Decimal) -> tuple[Choice, ...]:
    """The better answers to an item; ``shared`` is what linked checkpoints pay for."""
    answer = answers.items.get(item.id)
    if isinstance(answer, NotApplicable):
        return ()
    now = item.scoring.least if answer is None else points(item, answer)
    span = item.full - item.scoring.least
    made = []
    for key, given, value in choices.better(item, answer):
        share = (value - now) / span
        days = item.days if value == item.full else max(1, math.ceil(share * item.days))
        made.append(Choice(given, value, max(Decimal(0), _cost(item.cost, share) - shared), days, key))
    return tuple(made)


def _cost(whole: Decimal, share: Fraction) -> Decimal:
    """The share of a cost, cut upwards to 0.01 万元; the whole as it stands.

    >>> _cost(Decimal(20), Fraction(1, 3)), _cost(Decimal("0.125"), Fraction(1))
    (Decimal('6.67'), Decimal('0.125'))
    """
    if share == 1:
        return whole
    return Decimal(math.ceil(share * Fraction(whole) * 100)).scaleb(-2)


def _marked(
    standard: Standard, companion: Standard | None, answers: Answers, question: Question
) -> tuple[Choice, ...]:
    """The one choice of a gate, a veto or a checkpoint that is open; none where it is not."""
    entry = question.entry
    if isinstance(entry, Gate) and not answers.gates.get(entry.id, False):
        return (Choice(True, Fraction(0), Decimal(0), 1, MET, unknown_cost=True),)
    if isinstance(entry, Veto) and any(entry is veto for veto, _ in marks(standard, answers).triggered):
        clear = Choice(VetoMark(VetoState.CLEAR), Fraction(0), Decimal(0), 1, CLEAR, unknown_cost=True)
        return (clear,) if entry.effect is not Grade.D else ()
    if isinstance(entry, Checkpoint) and _open(companion or standard, answers, entry):
        return (Choice(Check(CheckState.MET), Fraction(0), entry.cost, entry.days, MET),)
    return ()


def _open(judged: Standard, answers: Answers, point: Checkpoint) -> bool:
    """Whether a checkpoint counts for the twelve lines and is neither met nor out of question."""
    if judged.ten_two is None or not judged.ten_two.enabled:
        return False
    line = next((line for line in judged.lines if line.id == point.line), None)
    if line is None or line.kind is LineKind.LAW:
        return False
    check = answers.checks.get(point.id)
    return check is None or check.state in {CheckState.PARTIAL, CheckState.UNMET}


def _shared(
    standard: Standard, companion: Standard | None, answers: Answers, found: Mapping[str, Option]
) -> Mapping[str, Decimal]:
    """By item: what its linked checkpoints cost that have to be met on any way to D."""
    judged = companion or standard
    shared: dict[str, Decimal] = {}
    for link in standard.links:
        for key in link.checkpoints:
            option = found.get(f"check/{key}")
            if option and option.choices and _needed(judged, answers, judged.checkpoint[key]):
                shared[link.item] = shared.get(link.item, Decimal(0)) + option.choices[0].cost
    return shared


def _needed(judged: Standard, answers: Answers, point: Checkpoint) -> bool:
    """Whether no line can be as far as the rule asks while this open checkpoint stays as it is."""
    if judged.ten_two is None or not point.required:
        return False
    check = answers.checks.get(point.id)
    partial = check is not None and check.state is CheckState.PARTIAL
    return judged.ten_two.needed_state is LineState.COMPLETE or not partial
