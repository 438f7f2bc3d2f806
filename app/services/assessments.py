"""Assessing a park: begin a round, answer, remark, and bring it to its end."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import labels, wording
from app.core import answers as forms
from app.core import scoring
from app.core.answers import Answer, Answers, Check, Given, NotApplicable, VetoMark
from app.core.dossier import Assessment, AssessmentState, Opinion, Remark
from app.core.rollup import Kind
from app.core.standard import Standard
from app.core.verdict import Verdict, verdict
from app.errors import UserError
from app.services import standards, stores, values
from app.services.stores import Change, Store
from models import assessment as tables
from models import expert
from models.park import Park


def begin(store: Store, who: str, assessment: Assessment) -> Change | None:
    """Open a round for a park, pinned to the editions named in ``assessment`` by their checksums.

    The editions must be among those that come with the program or are already in the store.
    """
    title = f"新建{assessment.year}年{wording.name(assessment.kind)}"
    with stores.begin(store, who, title) as records:
        if records.get(Park, assessment.park_id) is None:
            raise UserError("这个园区已经不在台账里。", "请先在“园区”页新增园区。")
        for checksum in filter(None, (assessment.edition_checksum, assessment.ten_two_checksum)):
            _pin(records, checksum)
        records.add(tables.Assessment(**values.columns(assessment)))
    return records.change


def fresh(park_id: str, kind: Kind, year: int, today: date, edition: str = "guide-2023-trial") -> Assessment:
    """A new round's head by a shipped edition, with the ten-two edition that belongs to it."""
    source = standards.find(edition)
    companion = standards.companion(source.standard)
    return Assessment(
        id=stores.new_id(),
        park_id=park_id,
        kind=kind,
        year=year,
        edition_checksum=source.standard.checksum,
        ten_two_checksum=companion.standard.checksum if companion else None,
        assessed_on=today,
    )


def listed(store: Store, park_id: str) -> tuple[Assessment, ...]:
    """A park's rounds, the latest first."""
    chosen = select(tables.Assessment).where(tables.Assessment.park_id == park_id)
    order = (tables.Assessment.year.desc(), tables.Assessment.assessed_on.desc(), tables.Assessment.id)
    with stores.read(store) as records:
        return tuple(values.read(Assessment, row) for row in records.scalars(chosen.order_by(*order)))


def get(store: Store, assessment_id: str) -> Assessment:
    """One round's head; UserError if it is gone."""
    with stores.read(store) as records:
        return values.read(Assessment, row(records, assessment_id))


def answer(store: Store, who: str, assessment_id: str, subject: str, given: Given | None) -> Change | None:
    """Answer one question; None takes the answer back.

    ``subject`` is ``item/G01``, ``check/Y01-1``, ``veto/V1`` or ``gate/…``.
    On disk when it returns. UserError where the round is closed or the answer does not fit.
    """
    return answer_all(store, who, assessment_id, {subject: given})


def answer_all(
    store: Store,
    who: str,
    assessment_id: str,
    given: Mapping[str, Given | None],
    *,
    findings: Mapping[str, str] | None = None,
    action: str = "",
) -> Change | None:
    """Answer several questions in one transaction, which one undo takes back, with findings where given.

    UserError as ``answer``, and where no item would be left that applies.
    """
    with stores.begin(store, who, "") as records:
        standard, companion = editions(records, _open(records, assessment_id))
        titles = [_fit(standard, companion, subject, one) for subject, one in given.items()]
        records.action = action or f"作答 {'、'.join(titles[:3])}{'等' if len(titles) > 3 else ''}"
        rows = _answer_rows(records, assessment_id, (*given, *(findings or ())))
        for subject, one in given.items():
            data = None if one is None else forms.to_data(one)
            rows[subject].value = json.dumps(data, ensure_ascii=False, sort_keys=True)
            rows[subject].pending = False
        for subject, finding in (findings or {}).items():
            rows[subject].finding = finding
        if any(isinstance(one, NotApplicable) for one in given.values()):
            scoring.score(standard, answered(records, assessment_id)[0])  # refuses where no item is left
    return records.change


def remark(store: Store, who: str, assessment_id: str, subject: str, **changes: Any) -> Change | None:
    """Write the finding, the evidence or the day beside an answer (fields of Remark)."""
    for name, value in changes.items():
        values.check(Remark, name, value)
    with stores.begin(store, who, "") as records:
        standard, companion = editions(records, _open(records, assessment_id))
        records.action = f"填写说明 {_fit(standard, companion, subject, None)}"
        values.fill(_answer_rows(records, assessment_id, (subject,))[subject], changes)
    return records.change


def edit(store: Store, who: str, assessment_id: str, name: str, value: Any) -> Change | None:
    """Change a field of the round's head: assessed_on, team or note."""
    if name not in labels.FIELDS[Assessment]:
        raise UserError("这一栏不能直接修改。", "年份、类型和标准包在新建时确定；需要变更请新建一轮评估。")
    values.check(Assessment, name, value)
    with stores.begin(store, who, "修改评估信息") as records:
        values.fill(_open(records, assessment_id), {name: value})
    return records.change


def finish(store: Store, who: str, assessment_id: str, today: date) -> Change | None:
    """Submit a self-assessment, or confirm another round: the result is recorded, the answers are fixed.

    UserError where another round than a self-assessment has items unanswered or vetoes nobody looked at.
    """
    with stores.begin(store, who, "") as records:
        head = _open(records, assessment_id)
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
        head = row(records, assessment_id)
        if head.state == AssessmentState.DRAFT:
            raise UserError("这一轮还在编制中。", "可以直接修改。")
        note = f"{head.note}\n退回原因：{reason.strip()}".strip()
        empty = dict.fromkeys(("confirmed_on", "grade", "score", "reaches_top", "result"))
        values.fill(head, {"state": AssessmentState.DRAFT, "note": note, **empty})
    return records.change


def remove(store: Store, who: str, assessment_id: str) -> Change | None:
    """Delete a round that is still being edited, with its answers; undo brings it back."""
    with stores.begin(store, who, "删除评估") as records:
        records.delete(_open(records, assessment_id))
    return records.change


def row(records: Session, assessment_id: str) -> tables.Assessment:
    """The round's row; UserError if it is gone."""
    found = records.get(tables.Assessment, assessment_id)
    if found is None:
        raise UserError("这一轮评估已经不在。", "请刷新页面；若误删，可以撤销。")
    return found


def editions(records: Session, head: tables.Assessment) -> tuple[Standard, Standard | None]:
    """The standard of a round, and the edition that holds its ten-two lines."""
    companion = standards.pinned(records, head.ten_two_checksum) if head.ten_two_checksum else None
    return standards.pinned(records, head.edition_checksum), companion


def answered(records: Session, assessment_id: str) -> tuple[Answers, Mapping[str, Remark]]:
    """All answers and remarks of a round."""
    items: dict[str, Answer] = {}
    sides: dict[str, dict[str, Any]] = {"item": items, "gate": {}, "veto": {}, "check": {}}
    remarks: dict[str, Remark] = {}
    for each in records.execute(_COLUMNS.where(tables.Answer.assessment_id == assessment_id)):
        side, _, key = each.subject.partition("/")
        if each.value != "null" and not each.pending:
            sides[side][key] = forms.from_data(json.loads(each.value))
        if each.finding or each.evidence or each.checked_on:
            remarks[each.subject] = Remark(each.finding, each.evidence, each.checked_on)
    return Answers(items, sides["gate"], sides["veto"], sides["check"]), remarks


def pending(records: Session, assessment_id: str) -> Mapping[str, Given]:
    """By subject: what was carried over from another round and waits to be confirmed."""
    chosen = select(tables.Answer.subject, tables.Answer.value).where(
        tables.Answer.assessment_id == assessment_id, tables.Answer.pending
    )
    return {subject: forms.from_data(json.loads(value)) for subject, value in records.execute(chosen)}


def opinions(records: Session, assessment_id: str) -> Mapping[str, Opinion]:
    """By subject: what the reviewer said."""
    chosen = select(expert.Opinion).where(expert.Opinion.assessment_id == assessment_id)
    return {row.subject: values.read(Opinion, row) for row in records.scalars(chosen)}


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


_COLUMNS = select(
    tables.Answer.subject,
    tables.Answer.value,
    tables.Answer.pending,
    tables.Answer.finding,
    tables.Answer.evidence,
    tables.Answer.checked_on,
)


def _pin(records: Session, checksum: str) -> None:
    at_hand = [source for source in standards.offered().values() if source.standard.checksum == checksum]
    if at_hand:
        standards.pin(records, at_hand[0])
    else:
        standards.pinned(records, checksum)


def _open(records: Session, assessment_id: str) -> tables.Assessment:
    head = row(records, assessment_id)
    if head.state != AssessmentState.DRAFT:
        state = wording.name(AssessmentState(head.state))
        raise UserError(f"这一轮评估{state}，不能再修改。", "确需修改，请先退回并写明原因。")
    return head


def _verdict(records: Session, head: tables.Assessment) -> Verdict:
    standard, companion = editions(records, head)
    return verdict(standard, answered(records, head.id)[0], companion)


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


def _answer_rows(
    records: Session, assessment_id: str, subjects: Iterable[str]
) -> Mapping[str, tables.Answer]:
    """The rows of these subjects, made where there is none yet."""
    chosen = select(tables.Answer).where(tables.Answer.assessment_id == assessment_id)
    wanted = tuple(subjects)
    if len(wanted) == 1:
        chosen = chosen.where(tables.Answer.subject == wanted[0])
    found = {each.subject: each for each in records.scalars(chosen)}
    for subject in wanted:
        if subject not in found:
            row = tables.Answer(id=stores.new_id(), assessment_id=assessment_id, subject=subject)
            records.add(row)
            found[subject] = row
    return found


def _fit(standard: Standard, companion: Standard | None, subject: str, given: Given | None) -> str:
    """Check that ``given`` can answer ``subject``; returns what the subject is called in an action's name."""
    side, _, key = subject.partition("/")
    judged = companion or standard
    known: Iterable[str] = {
        "item": standard.item,
        "gate": standard.gate,
        "veto": standard.veto,
        "check": judged.checkpoint,
    }.get(side, ())
    if key not in known:
        raise UserError(f"标准包里没有“{subject}”。", "请核对编号，或刷新页面。")
    if side == "item":
        item = standard.item[key]
        if isinstance(given, (Check, VetoMark, bool)):
            raise UserError(f"第 {item.number} 项的答案形式不对。", "请按该项的计分方式填写。")
        if given is not None:
            forms.fit(item, given)
        return f"第 {item.number} 项"
    _fit_mark(standard, judged, subject, given)
    return key


def _fit_mark(standard: Standard, judged: Standard, subject: str, given: Given | None) -> None:
    side, _, key = subject.partition("/")
    match side, given:
        case _, None:
            pass
        case "gate", bool():
            pass
        case "check", Check():
            forms.fit_check(judged.checkpoint[key], given)
        case "veto", VetoMark():
            forms.fit_mark(standard.veto[key], given)
        case _:
            raise UserError(f"“{key}”的答案形式不对。", "请重新选择。")
