"""What the reviewer says of each answer of a submitted round, and what becomes of it when it is answered again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import wording
from app.core import rounds, subjects
from app.core.dossier import AssessmentState, Opinion, OpinionState
from app.core.rights import Act
from app.core.rollup import Kind
from app.errors import UserError
from app.services import assessments, rights, stores, values
from app.services.stores import Change, Store
from models import assessment as tables
from models import expert

_MOST_TITLES = 5
_SIDES = ("item", "gate", "veto", "check")
"""The order in which questions are named."""
_ANSWERED = select(tables.Answer.subject).where(tables.Answer.value != "null", ~tables.Answer.pending)


def of_round(records: Session, assessment_id: str) -> Mapping[str, Opinion]:
    """By subject: what the reviewer said."""
    chosen = select(expert.Opinion).where(expert.Opinion.assessment_id == assessment_id)
    return {row.subject: values.read(Opinion, row) for row in records.scalars(chosen)}


def accept(store: Store, who: str, assessment_id: str, subject: str, today: date) -> Change | None:
    """Accept one answer of a submitted round."""
    return _give(store, who, assessment_id, subject, Opinion(OpinionState.ACCEPTED, "", who, today))


def send_back(
    store: Store, who: str, assessment_id: str, subject: str, reason: str, today: date
) -> Change | None:
    """Return one answer of a submitted round, with a reason; the round goes back when the reviewer says so."""
    if not reason.strip():
        raise UserError("退回这一项没有写原因。", "请写明退回原因，作答的人据此处理。")
    values.check(Opinion, "reason", reason, "退回原因")
    opinion = Opinion(OpinionState.RETURNED, reason.strip(), who, today)
    return _give(store, who, assessment_id, subject, opinion)


def withdraw(store: Store, who: str, assessment_id: str, subject: str) -> Change | None:
    """Take one's opinion on an answer back, while the round still lies with the reviewer."""
    return _give(store, who, assessment_id, subject, None)


def accept_rest(store: Store, who: str, assessment_id: str, today: date) -> Change | None:
    """Accept every answer on which nothing was said yet, or that was answered again."""
    with stores.begin(store, who, "全部认可其余") as records:
        _under_review(records, who, assessment_id)
        said = _rows(records, assessment_id)
        for subject in records.scalars(_ANSWERED.where(tables.Answer.assessment_id == assessment_id)):
            row = said.get(subject)
            if row is None or row.state == OpinionState.MENDED:
                _write(records, row, assessment_id, subject, Opinion(OpinionState.ACCEPTED, "", who, today))
    return records.change


def returned(records: Session, assessment_id: str) -> tuple[str, ...]:
    """The subjects that stand returned and were not answered again."""
    chosen = select(expert.Opinion.subject).where(
        expert.Opinion.assessment_id == assessment_id, expert.Opinion.state == OpinionState.RETURNED.value
    )
    return tuple(sorted(records.scalars(chosen), key=lambda one: (_SIDES.index(one.partition("/")[0]), one)))


def titles(records: Session, head: tables.Assessment, asked: Iterable[str]) -> str:
    """What these questions are called, cut short where there are many."""
    standard, companion = assessments.editions(records, head)
    every = [subjects.fit(standard, companion, subject, None) for subject in asked]
    return "、".join(every[:_MOST_TITLES]) + ("等" if len(every) > _MOST_TITLES else "")


def mended(records: Session, head: tables.Assessment, asked: Iterable[str]) -> None:
    """Note inside a transaction that these were answered or explained again since the reviewer looked.

    What was returned is mended; what was accepted is accepted no longer.
    """
    if head.state != AssessmentState.RETURNED:
        return  # no reviewer looked yet; every answer comes this way, so nothing is asked in vain
    wanted = frozenset(asked)
    for row in _rows(records, head.id).values():
        if row.subject not in wanted:
            continue
        if row.state == OpinionState.RETURNED:
            row.state = OpinionState.MENDED.value
        elif row.state == OpinionState.ACCEPTED:
            records.delete(row)


def keep(store: Store, who: str, assessment_id: str, subject: str) -> Change | None:
    """Leave a returned answer as it is: looked at again, and thought to be right."""
    with stores.begin(store, who, "") as records:
        head = assessments.still_open(records, assessment_id)
        rights.require(records, who, Act.ANSWER, Kind(head.kind))
        records.action = f"维持原答 {titles(records, head, (subject,))}"
        mended(records, head, (subject,))
    return records.change


def _give(store: Store, who: str, assessment_id: str, subject: str, opinion: Opinion | None) -> Change | None:
    with stores.begin(store, who, "") as records:
        head = _under_review(records, who, assessment_id)
        said = wording.name(opinion.state) if opinion else "撤回意见"
        records.action = f"{said} {titles(records, head, (subject,))}"
        row = _rows(records, assessment_id).get(subject)
        if opinion is not None:
            _write(records, row, assessment_id, subject, opinion)
        elif row is not None:
            records.delete(row)
    return records.change


def _under_review(records: Session, who: str, assessment_id: str) -> tables.Assessment:
    head = assessments.row(records, assessment_id)
    rights.require(records, who, Act.SEND_BACK, Kind(head.kind))
    state = AssessmentState(head.state)
    if rounds.after(Kind(head.kind), state, rounds.Turn.SEND_BACK) is None:
        raise UserError(
            f"这一轮{wording.name(state)}，不能逐项审核。", "逐项认可或退回，在提交以后、确认以前办理。"
        )
    return head


def _rows(records: Session, assessment_id: str) -> Mapping[str, expert.Opinion]:
    chosen = select(expert.Opinion).where(expert.Opinion.assessment_id == assessment_id)
    return {row.subject: row for row in records.scalars(chosen)}


def _write(
    records: Session, row: expert.Opinion | None, assessment_id: str, subject: str, opinion: Opinion
) -> None:
    if row is None:
        given = values.columns(opinion)
        records.add(expert.Opinion(id=stores.new_id(), assessment_id=assessment_id, subject=subject, **given))
    else:
        values.fill(row, values.columns(opinion))
