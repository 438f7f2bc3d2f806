"""Answering the questions of a round: one or several, with what is remarked beside them; and reading them back."""

from __future__ import annotations

import json
from collections.abc import Collection, Container, Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import answers as forms
from app.core import scoring, subjects
from app.core.answers import Answer, Answers, Given, NotApplicable
from app.core.dossier import Remark
from app.core.rights import Act
from app.core.rollup import Kind
from app.services import assessments, opinions, rights, stores, team, values
from app.services.stores import Change, Store
from models import assessment as tables


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
    with stores.begin(store, who, "", None) as records:  # writable asks for more than the right to write
        head = writable(records, who, assessment_id)
        standard, companion = assessments.editions(records, head)
        titles = [subjects.fit(standard, companion, subject, one) for subject, one in given.items()]
        records.action = action or f"作答 {'、'.join(titles[:3])}{'等' if len(titles) > 3 else ''}"
        put(records, who, head, given, findings or {})
    return records.change


def put(
    records: Session,
    who: str,
    head: tables.Assessment,
    given: Mapping[str, Given | None],
    findings: Mapping[str, str],
) -> Mapping[str, tables.Answer]:
    """Write answers that fit, inside a transaction; returns the rows of which the round says something now."""
    rows = set_down(records, head, team.judge(records, who, head, given), findings)
    for subject, finding in findings.items():
        rows[subject].finding = team.write(records, who, head, subject, finding, rows[subject].finding)
    opinions.mended(records, head, given)
    return rows


def set_down(
    records: Session,
    head: tables.Assessment,
    says: Mapping[str, Given | None],
    beside: Collection[str] = (),
) -> Mapping[str, tables.Answer]:
    """Write what the round says, whoever came to it; returns these rows, and those of the questions ``beside``.

    UserError where no item would be left that applies.
    """
    made = {*beside, *(subject for subject, one in says.items() if one is not None)}
    rows = answer_rows(records, head.id, (*says, *beside), made=made)
    for subject in rows.keys() & says.keys():
        rows[subject].value = _value(says[subject])
        rows[subject].pending = False
    if any(isinstance(one, NotApplicable) for one in says.values()):
        standard, _ = assessments.editions(records, head)
        scoring.score(standard, answered(records, head.id)[0])  # refuses where no item is left
    return rows


def writable(records: Session, who: str, assessment_id: str) -> tables.Assessment:
    """The row of a round that this person may answer now; else UserError."""
    head = assessments.still_open(records, assessment_id)
    rights.require(records, who, Act.ANSWER, Kind(head.kind))
    return head


def remark(store: Store, who: str, assessment_id: str, subject: str, **changes: Any) -> Change | None:
    """Write the finding, the evidence or the day beside an answer (fields of Remark)."""
    for name, value in changes.items():
        values.check(Remark, name, value)
    with stores.begin(store, who, "", None) as records:  # writable asks for more than the right to write
        head = writable(records, who, assessment_id)
        standard, companion = assessments.editions(records, head)
        records.action = f"填写说明 {subjects.fit(standard, companion, subject, None)}"
        row = answer_rows(records, assessment_id, (subject,))[subject]
        if "finding" in changes:
            changes["finding"] = team.write(records, who, head, subject, changes["finding"], row.finding)
        values.fill(row, changes)
        opinions.mended(records, head, (subject,))
    return records.change


def confirm_pending(store: Store, who: str, assessment_id: str, subject: str) -> Change | None:
    """Let an answer that was carried over from another edition stand; None where nothing waits to be confirmed."""
    with stores.read(store) as records:
        head = assessments.row(records, assessment_id)
        carried = pending(records, assessment_id).get(subject)
        title = opinions.titles(records, head, (subject,))
    if carried is None:
        return None
    return answer_all(store, who, assessment_id, {subject: carried}, action=f"确认沿用 {title}")


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


def answer_rows(
    records: Session, assessment_id: str, subjects: Iterable[str], *, made: Container[str] | None = None
) -> Mapping[str, tables.Answer]:
    """The rows of these subjects; where there is none yet, it is made (of ``made`` only, where that is given)."""
    chosen = select(tables.Answer).where(tables.Answer.assessment_id == assessment_id)
    wanted = tuple(subjects)
    if len(wanted) == 1:
        chosen = chosen.where(tables.Answer.subject == wanted[0])
    found = {each.subject: each for each in records.scalars(chosen)}
    for subject in wanted:
        if subject not in found and (made is None or subject in made):
            row = tables.Answer(id=stores.new_id(), assessment_id=assessment_id, subject=subject)
            records.add(row)
            found[subject] = row
    return found


def _value(given: Given | None) -> str:
    data = None if given is None else forms.to_data(given)
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


_COLUMNS = select(
    tables.Answer.subject,
    tables.Answer.value,
    tables.Answer.pending,
    tables.Answer.finding,
    tables.Answer.evidence,
    tables.Answer.checked_on,
)
