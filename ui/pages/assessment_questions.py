"""What is asked in one assessment, branch by branch, and how each question stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from app import wording, wording_verdict
from app.core.answers import Answer, Answers, Check, CheckState, NotApplicable, VetoMark, VetoState
from app.core.dossier import Dossier
from app.core.entries import Deductions, Levels, Mendable, Share, Sum
from app.core.scoring import ItemScore
from app.core.standard import Checkpoint, Gate, Item, LineKind, Standard, Veto
from app.core.verdict import verdict
from ui import matching

Given = Answer | Check | VetoMark | bool
Entry = Item | Gate | Veto | Checkpoint

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


@dataclass(frozen=True, slots=True)
class Standing:
    """How a question stands: ``tally`` is what the tree shows beside it."""

    answered: bool = False
    losing: bool = False
    tally: str = "—"


class Filter(StrEnum):
    """Which questions the tree shows."""

    ALL = "全部"
    OPEN = "未作答"
    LOSING = "失分"
    VETO = "否决"

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


def branches(standard: Standard, judged: Standard) -> tuple[Branch, ...]:
    """Everything that this page asks: sections with their gates, vetoes, and the duties by law."""
    made = [_section(standard, at) for at in range(len(standard.sections))]
    vetoes = tuple(
        Question(f"veto/{veto.id}", veto.id, f"否决情形 {veto.id}", VETOES, veto) for veto in standard.vetoes
    )
    return (*made, *_present(Branch("veto", VETOES, vetoes)), *_present(_law(judged)))


def given(answers: Answers, subject: str) -> Given | None:
    """What was answered."""
    side, _, key = subject.partition("/")
    return _side(answers, side).get(key)


def answered(dossier: Dossier, subject: str, value: Given | None) -> Dossier:
    """The dossier with one answer replaced (None: taken back), graded anew."""
    side, _, key = subject.partition("/")
    rest = {name: one for name, one in _side(dossier.answers, side).items() if name != key}
    sides: dict[str, Any] = {_FIELDS[side]: rest if value is None else {**rest, key: value}}
    answers = replace(dossier.answers, **sides)
    return replace(dossier, answers=answers, verdict=verdict(dossier.standard, answers, dossier.companion))


def differs(before: Dossier, after: Dossier, asked: tuple[Branch, ...]) -> str | None:
    """The first question whose answer or remark is another now."""
    subjects = (question.subject for branch in asked for question in branch.questions)
    return next(
        (
            one
            for one in subjects
            if given(before.answers, one) != given(after.answers, one)
            or before.remarks.get(one) != after.remarks.get(one)
        ),
        None,
    )


def standings(dossier: Dossier, asked: tuple[Branch, ...]) -> Mapping[str, Standing]:
    """How every question stands."""
    scores = {score.item.id: score for score in dossier.verdict.low.card.items}
    return {
        question.subject: _standing(question, given(dossier.answers, question.subject), scores)
        for branch in asked
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


_FIELDS = {"item": "items", "gate": "gates", "veto": "vetoes", "check": "checks"}


def _side(answers: Answers, side: str) -> Mapping[str, Given]:
    found: Mapping[str, Given] = getattr(answers, _FIELDS[side])
    return found


def _standing(question: Question, value: Given | None, scores: Mapping[str, ItemScore]) -> Standing:
    match question.entry, value:
        case Item(id=key), NotApplicable():
            return Standing(True, False, "不适用")
        case Item(id=key), _:
            score = scores[key]
            got = wording.points(score.got) if score.answered else "—"
            return Standing(
                score.answered, score.answered and bool(score.lost), f"{got}/{wording.points(score.full)}"
            )
        case _, None:
            return Standing()
        case _, bool():
            return Standing(True, not value, wording.name(CheckState.MET if value else CheckState.UNMET))
        case _, Check(state=state):
            lost = state in (CheckState.PARTIAL, CheckState.UNMET)
            return Standing(True, lost, wording.name(state))
        case _, VetoMark(state=VetoState.TRIGGERED):
            return Standing(True, True, "存在")
        case _, VetoMark(state=state):
            return Standing(True, False, "无" if state is VetoState.CLEAR else "不启用")
    return Standing()
