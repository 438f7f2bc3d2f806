"""分工: who looks at which part of a round, and who leads its experts."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import wording_compare
from app.core import asked, subjects
from app.core import team as core
from app.core.rights import Act, Person, Role
from app.core.rollup import Kind
from app.core.team import Team
from app.errors import UserError
from app.services import answering, assessments, rights, stores, team
from app.services import people as register
from app.services.stores import Change, Store
from models import assessment as rounds
from models import expert as tables
from models import people


def experts(store: Store) -> tuple[Person, ...]:
    """Everybody on file who may be assigned, by name."""
    return tuple(one for one in register.listed(store, active=True) if one.role is Role.EXPERT)


def assign(
    store: Store, who: str, assessment_id: str, person_id: str, section: str, *, on: bool
) -> Change | None:
    """Give a section to an expert, or take it from him; what he found stays on file.

    ``section`` is a section's id, a line's id, or ``veto``. Where those who are left agree, the round says so.
    """
    with stores.begin(store, who, "") as records:
        head = _led(records, who, assessment_id)
        person = _expert(records, person_id)
        title = _title(records, head, section)
        records.action = f"分工 {person.name}：{'' if on else '不再'}负责{title}"
        chosen = select(tables.Assignment).where(
            tables.Assignment.assessment_id == assessment_id,
            tables.Assignment.person_id == person_id,
            tables.Assignment.section_id == section,
        )
        found, before = records.scalars(chosen).first(), team.of_round(records, head)
        if on and found is None:
            row = {"assessment_id": assessment_id, "person_id": person_id, "section_id": section}
            records.add(tables.Assignment(id=stores.new_id(), **row))
        elif not on and found is not None:
            records.delete(found)
        if before is not None:
            _say_agreed(records, head, section, before)
    return records.change


def lead(store: Store, who: str, assessment_id: str, person_id: str | None) -> Change | None:
    """Name the leader, who settles differences; None names nobody."""
    with stores.begin(store, who, "指定组长") as records:
        head = _led(records, who, assessment_id)
        if person_id is not None:
            _expert(records, person_id)
        head.leader_id = person_id
    return records.change


def _led(records: Session, who: str, assessment_id: str) -> rounds.Assessment:
    """The round, where its team may be changed by this person; else UserError."""
    head = assessments.still_open(records, assessment_id)
    rights.require(records, who, Act.LEAD, Kind(head.kind))
    if head.kind != Kind.EXPERT:
        raise UserError("只有专家评级可以分工。", "自评由园区管委会、复核由复核人自己作答。")
    leader = records.get(people.Person, head.leader_id) if head.leader_id else None
    if leader is not None and leader.name != who and rights.role_of(records, who) is Role.EXPERT:
        raise UserError(f"这一轮的组长是{leader.name}，分工由组长办理。", "需要调整的，请告知组长或复核人。")
    return head


def _expert(records: Session, person_id: str) -> people.Person:
    found = records.get(people.Person, person_id)
    if found is None or not found.active or found.role != Role.EXPERT:
        raise UserError("这个人不是在册的专家。", "请先在“人员”页登记，角色选专家。")
    return found


def _title(records: Session, head: rounds.Assessment, section: str) -> str:
    for group in asked.groups(*assessments.editions(records, head)):
        if group.key == section:
            return wording_compare.group(group)
    raise UserError(f"标准包里没有“{section}”这一部分。", "请刷新页面后再分工。")


def _say_agreed(records: Session, head: rounds.Assessment, section: str, before: Team) -> None:
    """Answer what the experts of a section agree on now and did not before; nobody has to answer once more for it."""
    after = team.of_round(records, head)
    if after is None:
        return
    standard, companion = assessments.editions(records, head)
    current = answering.answered(records, head.id)[0]
    agreed = {
        subject: core.agreed(after, section, subject)
        for subject in after.judged
        if subjects.section(standard, companion, subject) == section
        and asked.given(current, subject) is None
        and core.agreed(before, section, subject) is None
    }
    answering.set_down(
        records, head, {subject: given for subject, given in agreed.items() if given is not None}
    )
