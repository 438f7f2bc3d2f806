"""What is asked in one assessment, branch by branch, and how each question stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from app import wording, wording_verdict, wording_voices
from app.core import asked, replies, scoring
from app.core.answers import (
    Check,
    CheckState,
    Chosen,
    Counted,
    Given,
    NotApplicable,
    Reached,
    VetoMark,
    VetoState,
)
from app.core.asked import Entry
from app.core.compare import Row
from app.core.dossier import Dossier, OpinionState
from app.core.entries import Deductions, Levels, Mendable, Share, Sum
from app.core.standard import Item, LineKind, Standard, Veto
from ui import matching

VETOES, LAW = "否决情形", "法定要求核对"


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its subject as the services know it, its mark in the tree, and what is asked."""

    subject: str
    mark: str
    title: str
    branch: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of the tree; ``key`` is a section's id, or ``veto`` or ``law``."""

    key: str
    title: str
    questions: tuple[Question, ...]


class Mark(StrEnum):
    """The one sign that stands before a question."""

    OPEN = "未作答"
    ANSWERED = "已作答"
    PENDING = "待确认"
    RETURNED = "退回"
    MENDED = "退回后已处理"
    ACCEPTED = "已认可"
    DIFFERING = "意见不一致"


_MARKS = {
    OpinionState.RETURNED: Mark.RETURNED,
    OpinionState.MENDED: Mark.MENDED,
    OpinionState.ACCEPTED: Mark.ACCEPTED,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a question stands: ``tally`` is what the tree shows beside it."""

    answered: bool = False
    losing: bool = False
    tally: str = "—"
    sign: str = ""
    """How the round beside saw it against this one: ▲ too good, ▼ too bad, ≠ otherwise."""
    pending: bool = False
    """Carried over from another edition, and nobody confirmed it."""
    opinion: OpinionState | None = None
    differing: bool = False
    """Experts differ, and the leader has not settled it."""

    @property
    def mark(self) -> Mark:
        """What matters most about it."""
        if self.opinion is not None:
            return _MARKS[self.opinion]
        if self.differing:
            return Mark.DIFFERING
        if self.pending:
            return Mark.PENDING
        return Mark.ANSWERED if self.answered else Mark.OPEN


class Filter(StrEnum):
    """Which questions the tree shows."""

    ALL = "全部"
    OPEN = "未作答"
    LOSING = "失分"
    VETO = "否决"
    RETURNED = "退回"
    DIFFERING = "分歧"

    def holds(self, question: Question, standing: Standing) -> bool:
        """Whether a question belongs to what is shown."""
        match self:
            case Filter.ALL:
                return True
            case Filter.OPEN:
                return not standing.answered
            case Filter.LOSING:
                return standing.losing
            case Filter.VETO:
                return isinstance(question.entry, Veto)
            case Filter.RETURNED:
                return standing.opinion in {OpinionState.RETURNED, OpinionState.MENDED}
            case Filter.DIFFERING:
                return standing.differing


def branches(standard: Standard, judged: Standard) -> tuple[Branch, ...]:
    """Everything that this page asks: sections with their gates, vetoes, and the duties by law."""
    made = [_section(standard, at) for at in range(len(standard.sections))]
    vetoes = tuple(
        Question(f"veto/{veto.id}", veto.id, f"否决情形 {veto.id}", VETOES, veto) for veto in standard.vetoes
    )
    return (*made, *_present(Branch("veto", VETOES, vetoes)), *_present(_law(judged)))


def standings(
    dossier: Dossier, who: str, rows: Mapping[str, Row], every: tuple[Branch, ...]
) -> Mapping[str, Standing]:
    """How every question stands for ``who``; ``rows`` are those of the round beside."""
    answers = replies.own(dossier, who)
    return {
        question.subject: replace(
            _standing(question, asked.given(answers, question.subject)),
            sign=wording_voices.sign(rows.get(question.subject)),
            pending=question.subject in dossier.pending,
            opinion=said.state if (said := dossier.opinions.get(question.subject)) else None,
            differing=replies.differing(dossier, question.subject),
        )
        for branch in every
        for question in branch.questions
    }


def subtotals(dossier: Dossier) -> Mapping[str, str]:
    """Points of every section: '12/20'."""
    return {
        score.section.id: f"{wording.points(score.got)}/{wording.points(score.full)}"
        for score in dossier.verdict.low.card.sections
    }


def haystack(question: Question) -> str:
    """Everything in which a search may find a question."""
    entry = question.entry
    words = [question.title, entry.text, *map(wording_verdict.basis, entry.basis)]
    if isinstance(entry, Mendable):
        words += entry.evidence
    if isinstance(entry, Item):
        words += _criteria(entry)
    return matching.haystack(*words)


def _criteria(item: Item) -> list[str]:
    match item.scoring:
        case Levels(levels=levels):
            return [level.criterion for level in levels]
        case Deductions(deductions=entries):
            return [entry.text for entry in entries]
        case Sum(parts=parts):
            return [part.text for part in parts]
        case Share(part=part, whole=whole):
            return [part, whole]


def _section(standard: Standard, at: int) -> Branch:
    section = standard.sections[at]
    gate = (
        (Question(f"gate/{section.gate.id}", "前置", "前置条件", section.title, section.gate),)
        if section.gate
        else ()
    )
    items = tuple(
        Question(f"item/{item.id}", str(item.number), f"第 {item.number} 项", section.title, item)
        for item in standard.items_of(section.id)
    )
    return Branch(section.id, section.title, (*gate, *items))


def _law(judged: Standard) -> Branch:
    lines = [line for line in judged.lines if line.kind is LineKind.LAW]
    questions = (
        Question(f"check/{point.id}", point.id, wording_verdict.line(line), LAW, point)
        for line in lines
        for point in judged.points_of(line.id)
    )
    return Branch("law", LAW, tuple(questions))


def _present(branch: Branch) -> tuple[Branch, ...]:
    return (branch,) if branch.questions else ()


def _standing(question: Question, value: Given | None) -> Standing:
    if isinstance(question.entry, Item):
        return _item_standing(question.entry, value)
    match value:
        case bool():
            return Standing(True, not value, wording.name(CheckState.MET if value else CheckState.UNMET))
        case Check(state=state):
            lost = state in (CheckState.PARTIAL, CheckState.UNMET)
            return Standing(True, lost, wording.name(state))
        case VetoMark(state=VetoState.TRIGGERED):
            return Standing(True, True, "存在")
        case VetoMark(state=state):
            return Standing(True, False, "无" if state is VetoState.CLEAR else "不启用")
    return Standing()


def _item_standing(item: Item, value: Given | None) -> Standing:
    match value:
        case Chosen() | Counted() | Reached():
            got = scoring.points(item, value)
            return Standing(True, got < item.full, f"{wording.points(got)}/{wording.points(item.full)}")
        case NotApplicable():
            return Standing(True, False, "不适用")
    return Standing(tally=f"—/{wording.points(item.full)}")
