"""Bringing a round to its end: submitted, returned, confirmed, opened again; and the result as it is recorded."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core.dossier import AssessmentState
from app.core.rollup import Kind
from app.core.verdict import Verdict, verdict
from app.errors import UserError
from app.services import answering, assessments, stores, values
from app.services.stores import Change, Store
from models import assessment as tables


def finish(store: Store, who: str, assessment_id: str, today: date) -> Change | None:
    """Submit a self-assessment, or confirm another round: the result is recorded, the answers are fixed.

    UserError where another round than a self-assessment has items unanswered or vetoes nobody looked at.
    """
    with stores.begin(store, who, "") as records:
        head = assessments.still_open(records, assessment_id)
        review = head.kind != Kind.SELF
        found = _verdict(records, head)
        if review:
            _whole(found)
        state = AssessmentState.CONFIRMED if review else AssessmentState.SUBMITTED
        records.action = "确认评级" if review else "提交自评"
        values.fill(head, {"state": state, "confirmed_on": today, **recorded(found)})
    return records.change


def reopen(store: Store, who: str, assessment_id: str, reason: str) -> Change | None:
    """Open a finished round again; the reason is kept with it and in the history."""
    if not reason.strip():
        raise UserError("退回没有写原因。", "请写明退回原因，留存备查。")
    with stores.begin(store, who, f"退回评估（{reason.strip()[:40]}）") as records:
        head = assessments.row(records, assessment_id)
        if head.state == AssessmentState.DRAFT:
            raise UserError("这一轮还在编制中。", "可以直接修改。")
        note = f"{head.note}\n退回原因：{reason.strip()}".strip()
        empty = dict.fromkeys(("confirmed_on", "grade", "score", "reaches_top", "result"))
        values.fill(head, {"state": AssessmentState.DRAFT, "note": note, **empty})
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


def _verdict(records: Session, head: tables.Assessment) -> Verdict:
    standard, companion = assessments.editions(records, head)
    return verdict(standard, answering.answered(records, head.id)[0], companion)


def _whole(found: Verdict) -> None:
    """A result that counts rests on every item, and on every veto that is in force; else UserError."""
    if found.provisional:
        raise UserError(
            f"还有 {len(found.unanswered)} 项未作答，不能确认。", "请先在“评估”页按 U 逐项补齐，再确认。"
        )
    if open_ones := found.marks.unmarked:
        raise UserError(
            f"还有 {len(open_ones)} 条否决情形未核对（{'、'.join(veto.id for veto in open_ones)}），不能确认。",
            "请先在“评估”页的“否决情形”下逐条标明有无此情形，再确认。",
        )
