"""What each expert of a round found, and what the round then says."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import answers as forms
from app.core import subjects
from app.core import team as core
from app.core.answers import Given
from app.core.rights import Person
from app.core.rollup import Kind
from app.core.team import Judgement, Team
from app.services import assessments, stores, values
from models import assessment as rounds
from models import expert as tables
from models import people


def of_round(records: Session, head: rounds.Assessment) -> Team | None:
    """The team of a round; None where nothing was assigned and one group answers all together."""
    if head.kind != Kind.EXPERT:
        return None
    chosen = select(tables.Assignment.section_id, tables.Assignment.person_id).where(
        tables.Assignment.assessment_id == head.id
    )
    assigned: dict[str, frozenset[str]] = {}
    for section, person_id in records.execute(chosen):
        assigned[section] = assigned.get(section, frozenset()) | {person_id}
    if not assigned:
        return None
    judged = _judged(records, head.id)
    wanted = {person_id for every in (*assigned.values(), *judged.values()) for person_id in every}
    wanted |= {head.leader_id} if head.leader_id else set()
    known = records.scalars(select(people.Person).where(people.Person.id.in_(wanted)))
    return Team(
        people={row.id: values.read(Person, row) for row in known},
        leader_id=head.leader_id,
        assigned=assigned,
        judged=judged,
    )


def judge(
    records: Session, who: str, head: rounds.Assessment, given: Mapping[str, Given | None]
) -> Mapping[str, Given | None]:
    """Keep one person's answers inside a transaction; returns what becomes of the round's own.

    The same answers where the round has no team. UserError as ``app.core.team.judge``.
    """
    team = of_round(records, head)
    if team is None:
        return given
    standard, companion = assessments.editions(records, head)
    says: dict[str, Given | None] = {}
    after = team
    for subject, one in given.items():
        section = subjects.section(standard, companion, subject)
        after, says[subject] = core.judge(
            after, section, subject, who, one, _current(records, head.id, subject)
        )
    _keep(records, head.id, team, after)
    return says


def write(
    records: Session, who: str, head: rounds.Assessment, subject: str, finding: str, current: str
) -> str:
    """Keep what one person found inside a transaction; returns what becomes of the round's own finding."""
    team = of_round(records, head)
    if team is None:
        return finding
    section = subjects.section(*assessments.editions(records, head), subject)
    after, says = core.write(team, section, subject, who, finding, current)
    _keep(records, head.id, team, after)
    return says


def _judged(records: Session, assessment_id: str) -> Mapping[str, Mapping[str, Judgement]]:
    found: dict[str, dict[str, Judgement]] = {}
    chosen = select(
        tables.Judgement.subject, tables.Judgement.person_id, tables.Judgement.value, tables.Judgement.finding
    )
    for subject, person_id, value, finding in records.execute(
        chosen.where(tables.Judgement.assessment_id == assessment_id)
    ):
        given = None if value == "null" else forms.from_data(json.loads(value))
        found.setdefault(subject, {})[person_id] = Judgement(given, finding)
    return found


def _current(records: Session, assessment_id: str, subject: str) -> Given | None:
    chosen = select(rounds.Answer.value).where(
        rounds.Answer.assessment_id == assessment_id, rounds.Answer.subject == subject, ~rounds.Answer.pending
    )
    value = records.scalar(chosen)
    return None if value in (None, "null") else forms.from_data(json.loads(str(value)))


def _keep(records: Session, assessment_id: str, before: Team, after: Team) -> None:
    for subject, held in after.judged.items():
        for person_id, one in held.items():
            if before.judged.get(subject, {}).get(person_id) != one:
                _row(records, assessment_id, subject, person_id, one)


def _row(records: Session, assessment_id: str, subject: str, person_id: str, one: Judgement) -> None:
    data = None if one.given is None else forms.to_data(one.given)
    value = json.dumps(data, ensure_ascii=False, sort_keys=True)
    chosen = select(tables.Judgement).where(
        tables.Judgement.assessment_id == assessment_id,
        tables.Judgement.person_id == person_id,
        tables.Judgement.subject == subject,
    )
    row = records.scalars(chosen).first()
    if row is None:
        row = tables.Judgement(
            id=stores.new_id(), assessment_id=assessment_id, person_id=person_id, subject=subject
        )
        records.add(row)
    values.fill(row, {"value": value, "finding": one.finding})
