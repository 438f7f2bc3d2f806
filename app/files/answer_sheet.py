"""Answer sheets on disk: one CSV file in, the answers it holds out, or every fault at once.

The columns (their order is free, all but ``item`` may be left out):

``item``       id of an item, gate, veto or checkpoint; ``item/…``, ``gate/…``, ``veto/…``, ``check/…`` where
               one id stands for two of them
``level``      选档: position of the level, from 0; or instead of it
``points``     选档: the points of exactly one level
``counts``     按次扣分、累加: ``id=2;id2=1``; ``0`` where there is nothing to count
``share``      按比例分段: ``3/4`` or ``75%``
``state``      checkpoint: met, partial, unmet, not_applicable · gate: yes, no · veto: triggered, clear, off
``na_reason``  why the question does not apply, or why a veto is switched off
``finding``    what was found; it changes no points, but is told as the ground of a triggered veto

A question without a row, or whose row has no more than a finding, is unanswered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from app.core import answers as core
from app.core.answers import Answer, Answers, Check, CheckState, NotApplicable, VetoMark, VetoState
from app.core.entries import Deductions, Levels, Share, Sum
from app.core.standard import Checkpoint, Gate, Item, Standard, Veto
from app.errors import Fault, UserError
from app.files import answer_cells, answer_rows
from app.files.answer_rows import Row

COLUMNS = answer_rows.COLUMNS

_ENOUGH = 500
"""So many faults and more are those of another file."""

Question = Item | Gate | Veto | Checkpoint
_ROOMS: Mapping[type, str] = {Item: "item", Gate: "gate", Veto: "veto", Checkpoint: "check"}


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """What a sheet says: the answers, and what was found beside them, by subject such as ``item/G01``."""

    answers: Answers
    findings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What has been read so far."""

    items: dict[str, Answer] = field(default_factory=dict)
    gates: dict[str, bool] = field(default_factory=dict)
    vetoes: dict[str, VetoMark] = field(default_factory=dict)
    checks: dict[str, Check] = field(default_factory=dict)
    findings: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    """Where each subject was first seen."""

    def sheet(self) -> AnswerSheet:
        """What it comes to."""
        return AnswerSheet(Answers(self.items, self.gates, self.vetoes, self.checks), self.findings)


def read(path: Path, standard: Standard, companion: Standard | None = None) -> AnswerSheet:
    """Read the sheet at ``path``; Faults with every fault in it where there is one.

    ``companion`` is the edition whose checkpoints are judged together with ``standard``.
    """
    return parse(path.name or str(path), answer_rows.content(path), standard, companion)


def parse(file: str, content: bytes, standard: Standard, companion: Standard | None = None) -> AnswerSheet:
    """The sheet with this name and content; Faults as ``read``."""
    asked = _asked(standard, companion)
    found = _Gathered()
    faults: list[Fault] = []
    for row in answer_rows.rows(file, answer_rows.text(file, content)):
        if len(faults) >= _ENOUGH:
            what, remedy = "错误太多，后面的没有再看", "请核对是否选错文件。"
            raise answer_rows.refused((Fault(file, answer_rows.WHOLE_FILE, what, remedy), *faults))
        if isinstance(row, Fault):
            faults.append(row)
        elif row.cell("item") in asked:
            faults.extend(_take(row, asked[row.cell("item")], found))
        else:
            faults.append(_unknown(row, asked, standard, companion))
    if faults:
        raise answer_rows.refused(tuple(faults))
    return found.sheet()


def _asked(standard: Standard, companion: Standard | None) -> dict[str, Question]:
    """Every question by its subject, and by its id alone where that names only one."""
    every: list[Question] = [*standard.items, *standard.gate.values(), *standard.vetoes]
    every += (companion or standard).checkpoints
    ids = [question.id for question in every]
    by_id = {question.id: question for question in every if ids.count(question.id) == 1}
    return by_id | {_subject(question): question for question in every}


def _subject(question: Question) -> str:
    return f"{_ROOMS[type(question)]}/{question.id}"


def _unknown(
    row: Row, asked: Mapping[str, Question], standard: Standard, companion: Standard | None
) -> Fault:
    given, wanted = row.cell("item"), standard.edition.ten_two
    close = get_close_matches(given, asked, n=1) or get_close_matches(given.upper(), asked, n=1)
    if wanted and companion is None:
        remedy = f"如果它是检查点，须先备好标准包 {wanted}；否则请对照标准包核对编号。"
    elif close:
        remedy = f"是否想写 {close[0]}？"
    else:
        remedy = f"请对照标准包“{standard.edition.title}”核对编号。"
    return row.fault("item", f"没有编号为“{given[:40]}”的项、前置条件、否决情形或检查点", remedy)


def _take(row: Row, question: Question, found: _Gathered) -> Iterator[Fault]:
    """Put a row's answer where it belongs; its faults instead where it has any."""
    subject = _subject(question)
    if subject in found.lines:
        yield row.fault("item", f"与第 {found.lines[subject]} 行重复", "每个编号只写一行，删去多余的一行。")
    found.lines.setdefault(subject, row.line)
    if row.cell("finding"):
        found.findings[subject] = row.cell("finding")
    own, kind = _own(question)
    column = next((column for column in own if row.cell(column)), own[0])
    contradictions = [*_elsewhere(row, own, kind), *_both(row, question, column)]
    yield from contradictions
    if contradictions or not row.given():
        return
    try:
        _answer(row, question, column, found)
    except UserError as error:
        at = column if _answered(question, row.cell(column)) else "na_reason"
        yield row.fault(at, error.what, error.remedy)


def _own(question: Question) -> tuple[tuple[str, ...], str]:
    """The columns in which a question is answered, and what it is called."""
    match question:
        case Item(scoring=Levels()):
            return ("level", "points"), "选档项"
        case Item(scoring=Deductions()):
            return ("counts",), "按次扣分项"
        case Item(scoring=Sum()):
            return ("counts",), "累加项"
        case Item(scoring=Share()):
            return ("share",), "按比例分段项"
        case Gate():
            return ("state",), "前置条件"
        case Veto():
            return ("state",), "否决情形"
        case _:
            return ("state",), "检查点"


def _elsewhere(row: Row, own: tuple[str, ...], kind: str) -> Iterator[Fault]:
    for column in row.given():
        if column not in (*own, "na_reason"):
            yield row.fault(column, f"{kind}不填 {column} 列", f"改填在 {' 或 '.join(own)} 列。")


def _both(row: Row, question: Question, column: str) -> Iterator[Fault]:
    """An answer given twice, or beside a reason not to give one."""
    if column == "level" and row.cell("points"):
        yield row.fault("points", "level 和 points 都填了", "只填其中一列。")
    if isinstance(question, Gate) and row.cell("na_reason"):
        yield row.fault("na_reason", "前置条件没有“不适用”", "在 state 列填 是 或 否，清空 na_reason。")
    elif row.cell("na_reason") and _answered(question, row.cell(column)):
        yield row.fault("na_reason", "作了答，又写了不适用的理由", "不适用就清空答案；适用就清空 na_reason。")


def _answered(question: Question, cell: str) -> bool:
    """Whether a cell says anything else than that the question does not apply, or is switched off."""
    if isinstance(question, Veto):
        return not answer_cells.switched_off(cell)
    return bool(cell) and cell.lower() not in answer_cells.NOT_APPLICABLE


def _answer(row: Row, question: Question, column: str, found: _Gathered) -> None:
    cell, reason = row.cell(column), row.cell("na_reason")
    match question:
        case Item():
            found.items[question.id] = core.fit(question, _item(question, column, cell, reason))
        case Gate():
            found.gates[question.id] = answer_cells.gate(cell)
        case Veto():
            state = answer_cells.veto(cell)
            ground = row.cell("finding") if state is VetoState.TRIGGERED else reason
            found.vetoes[question.id] = core.fit_mark(question, VetoMark(state, ground))
        case Checkpoint():
            seen = answer_cells.check(cell) if cell else CheckState.NOT_APPLICABLE
            found.checks[question.id] = core.fit_check(question, Check(seen, reason))


def _item(item: Item, column: str, cell: str, reason: str) -> Answer:
    if not _answered(item, cell):
        return NotApplicable(reason)
    match item.scoring:
        case Levels() as levels if column == "level":
            return answer_cells.level(levels, cell)
        case Levels() as levels:
            return answer_cells.points(levels, cell)
        case Share():
            return answer_cells.share(cell)
        case _:
            return answer_cells.counts(cell)
