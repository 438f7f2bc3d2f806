"""Bringing a round to its end: submitted, sent back, confirmed, opened again; and the result as it is recorded."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app import wording
from app.core import rounds as ways
from app.core.dossier import AssessmentState
from app.core.rights import Act
from app.core.rollup import Kind
from app.core.rounds import GivenBack, Turn
from app.core.verdict import Verdict, verdict
from app.errors import UserError
from app.services import answering, assessments, opinions, rights, seals, stores, values
from app.services.stores import Change, Store
from models import assessment as tables

_ACTS = {
    Turn.SUBMIT: Act.SUBMIT,
    Turn.SEND_BACK: Act.SEND_BACK,
    Turn.CONFIRM: Act.CONFIRM,
    Turn.REOPEN: Act.REOPEN,
}
_NAMES = {Turn.SUBMIT: "提交", Turn.SEND_BACK: "退回", Turn.CONFIRM: "确认", Turn.REOPEN: "重新打开"}
_HOW = {
    AssessmentState.DRAFT: "请先答完并提交。",
    AssessmentState.RETURNED: "请等重新作答、再次提交后办理。",
    AssessmentState.SUBMITTED: "请先由复核人确认或退回。",
    AssessmentState.CONFIRMED: "确需修改，请写明原因重新打开。",
}
_NO_RESULT = dict.fromkeys(("submitted_on", "confirmed_on", "grade", "score", "reaches_top", "result"))


def submit(store: Store, who: str, assessment_id: str, today: date) -> Change | None:
    """Hand a self-assessment or the experts' rating to the reviewer: its answers are fixed.

    UserError where a returned answer was not looked at again, and where the experts left something open.
    """
    with stores.begin(store, who, "") as records:
        head = _take(records, who, assessment_id, Turn.SUBMIT)
        _mended(records, head)
        found = _verdict(records, head)
        if head.kind != Kind.SELF:
            _whole(found, _NAMES[Turn.SUBMIT])
        records.action = f"提交{wording.name(Kind(head.kind))}"
        values.fill(head, {"submitted_on": today, **_result(head, found, Turn.SUBMIT)})
    return records.change


def confirm(store: Store, who: str, assessment_id: str, today: date) -> Change | None:
    """Confirm what was submitted, or, in a review, what the reviewer found himself.

    UserError where an answer stands returned, or a round that counts has something open.
    """
    with stores.begin(store, who, "") as records:
        head = _take(records, who, assessment_id, Turn.CONFIRM)
        _settled(records, head)
        found = _verdict(records, head)
        if head.kind != Kind.SELF:
            _whole(found, _NAMES[Turn.CONFIRM])
        records.action = "认可自评" if head.kind == Kind.SELF else "确认评级"
        # A round from before there were two days has the day of its submission as the only one.
        submitted = head.submitted_on or head.confirmed_on or today
        days = {"submitted_on": submitted, "confirmed_on": today}
        values.fill(head, {**days, **_result(head, found, Turn.CONFIRM)})
    return records.change


def send_back(store: Store, who: str, assessment_id: str, reason: str, today: date) -> Change | None:
    """Give a submitted round back: with a reason for the whole, or for the answers returned one by one."""
    with stores.begin(store, who, "") as records:
        head = _take(records, who, assessment_id, Turn.SEND_BACK)
        returned = opinions.returned(records, assessment_id)
        titles = opinions.titles(records, head, returned)
        if not reason.strip() and not returned:
            raise UserError("退回没有写原因。", "请写明退回原因，或逐项退回并写明原因。")
        items = f"退回 {len(returned)} 项：{titles}" if returned else ""
        _give_back(
            records, head, Turn.SEND_BACK, "；".join(filter(None, (reason.strip(), items))), who, today
        )
    return records.change


def reopen(store: Store, who: str, assessment_id: str, reason: str, today: date) -> Change | None:
    """Open a confirmed round again; the reason is kept with it and in the history."""
    if not reason.strip():
        raise UserError("重新打开没有写原因。", "请写明原因，留存备查。")
    with stores.begin(store, who, "") as records:
        head = _take(records, who, assessment_id, Turn.REOPEN)
        _give_back(records, head, Turn.REOPEN, reason.strip(), who, today)
    return records.change


def recorded(found: Verdict) -> dict[str, Any]:
    """The result as the head keeps it, so that a county is rolled up without grading every park again."""
    ten_two = found.low.ten_two
    result = {
        "haves_basic": ten_two.haves_basic if ten_two else None,
        "lines": {line.line.id: line.state.value for line in ten_two.lines} if ten_two else {},
        "points_to_top": str(found.to_top),
        "provisional": found.provisional,
        "conclusion": found.conclusion.value,
        "held_by": found.held_by,
    }
    return {
        "grade": found.grade,
        "score": found.score,
        "reaches_top": found.reached,
        "result": json.dumps(result, ensure_ascii=False, sort_keys=True),
    }


def _take(records: Session, who: str, assessment_id: str, turn: Turn) -> tables.Assessment:
    """The round, in the state to which this turn leads; UserError where it cannot be taken, or not by them."""
    head = assessments.row(records, assessment_id)
    kind, state = Kind(head.kind), AssessmentState(head.state)
    rights.require(records, who, _ACTS[turn], kind)
    wanted = ways.after(kind, state, turn)
    if wanted is None:
        raise UserError(f"这一轮{wording.name(kind)}{wording.name(state)}，不能{_NAMES[turn]}。", _HOW[state])
    values.fill(head, {"state": wanted})
    return head


def _give_back(records: Any, head: tables.Assessment, turn: Turn, reason: str, who: str, today: date) -> None:
    records.action = f"{_NAMES[turn]}评估（{reason[:40]}）"
    seals.open_again(records, who, head.id, reason)
    written, log = ways.read_note(head.note)
    note = ways.write_note(written, (*log, GivenBack(today, who, turn, reason)))
    values.fill(head, {"note": note, **_NO_RESULT})


def _result(head: tables.Assessment, found: Verdict, turn: Turn) -> dict[str, Any]:
    return recorded(found) if ways.records_result(Kind(head.kind), turn) else {}


def _verdict(records: Session, head: tables.Assessment) -> Verdict:
    standard, companion = assessments.editions(records, head)
    return verdict(standard, answering.answered(records, head.id)[0], companion)


def _mended(records: Session, head: tables.Assessment) -> None:
    if returned := opinions.returned(records, head.id):
        raise UserError(
            f"退回的还有 {len(returned)} 项没有处理（{opinions.titles(records, head, returned)}），不能提交。",
            "请逐项重新作答或补充说明，再提交。",
        )


def _settled(records: Session, head: tables.Assessment) -> None:
    if returned := opinions.returned(records, head.id):
        raise UserError(
            f"有 {len(returned)} 项标为退回（{opinions.titles(records, head, returned)}），不能确认。",
            "请退回这一轮，或先撤回对这些项的退回意见。",
        )


def _whole(found: Verdict, done: str) -> None:
    """A result that counts rests on every item, and on every veto that is in force; else UserError."""
    if found.provisional:
        raise UserError(
            f"还有 {len(found.unanswered)} 项未作答，不能{done}。",
            f"请先在“评估”页按 U 逐项补齐，再{done}。",
        )
    if open_ones := found.marks.unmarked:
        raise UserError(
            f"还有 {len(open_ones)} 条否决情形未核对（{'、'.join(veto.id for veto in open_ones)}），不能{done}。",
            f"请先在“评估”页的“否决情形”下逐条标明有无此情形，再{done}。",
        )
