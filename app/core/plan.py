"""The rectification plan: measures drafted from what was lost, and the states a measure passes through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from app.core.answers import Answer, Answers, CheckState, Chosen, Counted, Given, Reached
from app.core.asked import Entry, Question
from app.core.entries import Deductions, Levels, Mendable, Share, Sum
from app.core.standard import Checkpoint, Item, Standard, Veto
from app.core.verdict import Verdict
from app.errors import UserError


class MeasureState(StrEnum):
    """待整改 → 整改中 → 待验收 → 已销号; it may be returned with a reason."""

    OPEN = "open"
    DOING = "doing"
    CHECKING = "checking"
    CLOSED = "closed"


_FORWARD = {
    MeasureState.OPEN: MeasureState.DOING,
    MeasureState.DOING: MeasureState.CHECKING,
    MeasureState.CHECKING: MeasureState.CLOSED,
}
_CLEARED = "消除否决情形"
_BACK = {MeasureState.CHECKING: MeasureState.DOING, MeasureState.CLOSED: MeasureState.DOING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One line of the plan's list; ``funds`` in 万元."""

    id: str
    park_id: str
    assessment_id: str | None = None
    subject: str = ""
    """What it mends: ``item/…``, ``check/…``, ``veto/…`` or ``gate/…`` with the id; empty if by hand."""
    position: int = 0
    finding: str = ""
    lost: Fraction | None = None
    action: str = ""
    goal: str = ""
    unit: str = ""
    person: str = ""
    supporting_unit: str = ""
    funds: Decimal | None = None
    fund_source: str = ""
    start: date | None = None
    due: date | None = None
    state: MeasureState = MeasureState.OPEN
    returned_reason: str = ""
    progress: str = ""
    conclusion: str = ""
    verifier: str = ""
    verified_on: date | None = None
    evidence: str = ""

    def overdue(self, today: date) -> bool:
        """Whether it is past its due date and not closed."""
        return self.state is not MeasureState.CLOSED and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class Totals:
    """A plan in figures; funds in 万元."""

    count: int
    closed: int
    overdue: int
    funds: Decimal
    unfunded: int
    """Measures without an amount."""
    last_due: date | None


def following(state: MeasureState) -> MeasureState | None:
    """The next state on the way to 已销号; None when there."""
    return _FORWARD.get(state)


def returnable(state: MeasureState) -> bool:
    """Whether a measure in this state may be sent back."""
    return state in _BACK


def dates_fault(start: date | None, due: date | None) -> str | None:
    """What is wrong with a measure's two dates, or None."""
    return "完成时限早于开始时间" if start and due and due < start else None


def move(measure: Measure, to: MeasureState, reason: str = "") -> MeasureState:
    """Return ``to`` if the measure may go there; going back needs a reason."""
    if to is _FORWARD.get(measure.state):
        return to
    if to is not _BACK.get(measure.state):
        raise UserError(
            "这一步状态变更不允许。", "请按“待整改、整改中、待验收、已销号”的顺序办理，或退回整改。"
        )
    if not reason.strip():
        raise UserError("退回整改没有写原因。", "请写明退回原因，留存备查。")
    return to


def totals(measures: Iterable[Measure], today: date) -> Totals:
    """Count and add up."""
    every = tuple(measures)
    funds = [measure.funds for measure in every if measure.funds is not None]
    dues = [measure.due for measure in every if measure.due is not None]
    return Totals(
        count=len(every),
        closed=sum(measure.state is MeasureState.CLOSED for measure in every),
        overdue=sum(measure.overdue(today) for measure in every),
        funds=sum(funds, Decimal(0)),
        unfunded=len(every) - len(funds),
        last_due=max(dues, default=None),
    )


def drafts(
    verdict: Verdict, answers: Answers, findings: Mapping[str, str], park_id: str, start: date
) -> tuple[Measure, ...]:
    """One measure for every lost point, unmet gate, veto and open checkpoint, as the standard suggests.

    ``findings`` maps subjects (``item/G01``) to what was written on site. Ids are left empty for the
    caller to give; what is unanswered is no finding and gives no measure.
    """
    found = [*_vetoes(verdict), *_gates(verdict.standard, answers), *_items(verdict, answers)]
    found += _checks(verdict.companion or verdict.standard, answers)
    made = (_measure(draft, findings.get(draft.subject, ""), park_id, start) for draft in found)
    return tuple(replace(measure, position=position) for position, measure in enumerate(made, 1))


def unlooked(question: Question, park_id: str, start: date) -> Measure:
    """The measure for a question that nobody has answered, as the standard suggests; it has no finding."""
    entry = question.entry
    mendable = entry if isinstance(entry, Item | Checkpoint) else None
    action = mendable.measure if mendable else ""
    draft = _Draft(question.subject, "", action, "", entry=mendable)
    return _measure(draft, "", park_id, start)


def goal(entry: Entry, answer: Given) -> str:
    """What must be so for ``answer`` to stand, in the edition's own words; the whole entry where it has none."""
    match entry, answer:
        case Item(scoring=Levels() | Share()), Chosen() | Reached():
            return _ended(_found(entry, answer))
        case Veto(), _:
            return _ended(_CLEARED)
        case _:
            return _ended(entry.text)


def _measure(draft: _Draft, finding: str, park_id: str, start: date) -> Measure:
    entry = draft.entry
    return Measure(
        id="",
        park_id=park_id,
        subject=draft.subject,
        finding=finding or _ended(draft.finding),
        lost=draft.lost,
        action=_ended(draft.action),
        goal=_ended(draft.goal),
        unit=entry.unit if entry else "",
        funds=entry.cost if entry else None,
        start=start,
        due=start + timedelta(days=entry.days) if entry else None,
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    subject: str
    finding: str
    action: str
    goal: str
    lost: Fraction | None = None
    entry: Mendable | None = None


def _ended(text: str) -> str:
    """With its full stop: editions write some texts as sentences and some as headings."""
    return text if not text or text.endswith("。") else f"{text}。"


def _vetoes(verdict: Verdict) -> Iterator[_Draft]:
    for veto, found in verdict.marks.triggered:
        yield _Draft(f"veto/{veto.id}", found or veto.text, "", _CLEARED)


def _gates(standard: Standard, answers: Answers) -> Iterator[_Draft]:
    for gate in standard.gate.values():
        if answers.gates.get(gate.id) is False:
            yield _Draft(f"gate/{gate.id}", f"前置条件不满足：{gate.text}", "", gate.text)


def _items(verdict: Verdict, answers: Answers) -> Iterator[_Draft]:
    for score in verdict.low.card.items:
        if score.answered and score.lost:
            item = score.item
            found = _found(item, answers.items[item.id])
            yield _Draft(f"item/{item.id}", found, item.measure, _goal(item), score.lost, item)


def _checks(judged: Standard, answers: Answers) -> Iterator[_Draft]:
    words = {CheckState.PARTIAL: "部分满足", CheckState.UNMET: "不满足"}
    for point in judged.checkpoints:
        check = answers.checks.get(point.id)
        if check and check.state in words:
            found = f"{words[check.state]}：{point.text}"
            yield _Draft(f"check/{point.id}", found, point.measure, point.text, entry=point)


def _found(item: Item, answer: Answer) -> str:
    """What the answer says of the state on site, in the edition's own words."""
    match item.scoring, answer:
        case Levels(levels=levels), Chosen(level):
            return levels[level].criterion
        case Share() as scoring, Reached(share):
            return scoring.reached(share).criterion
        case Deductions(deductions=reasons), Counted(counts):
            named = (f"{each.text}（{counts[each.id]} 次）" for each in reasons if counts.get(each.id))
            return "；".join(named)
        case Sum(parts=parts), Counted(counts):
            return "缺少：" + "；".join(part.text for part in parts if counts.get(part.id, 0) < part.most)
        case _:
            return f"未完全达到要求：{item.text}"


def _goal(item: Item) -> str:
    match item.scoring:
        case Levels(levels=levels):
            return levels[-1].criterion
        case Share(steps=steps):
            return steps[-1].criterion
        case _:
            return item.text
