"""The county at a glance: who counts, how far the targets are, who is nearest, what is overdue."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.core import rollup, verdict
from app.core.dossier import AssessmentState
from app.core.entries import Grade
from app.core.park import Recognition
from app.core.plan import Measure, MeasureState
from app.core.rights import Act
from app.core.rollup import Against, Basis, Graded, Kind, Rollup, Standing
from app.core.standard import Line, LineKind, LineState, Standard
from app.core.verdict import Conclusion
from app.services import standards, stores, values
from app.services.stores import Store
from models import assessment as rounds
from models import park as parks
from models import plan as plans
from models.people import Setting


@dataclass(frozen=True, slots=True)
class Late:
    """An overdue measure with the park that owes it."""

    park: str
    measure: Measure


@dataclass(frozen=True, slots=True)
class Used:
    """An edition with the number of counted results that come from it."""

    standard: Standard
    rounds: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the county page shows, for one basis and one day."""

    region: str
    standings: tuple[Standing, ...]
    now: Rollup
    over_time: tuple[Rollup, ...]
    targets: tuple[Against, ...]
    nearest: tuple[tuple[Standing, Graded], ...]
    late: tuple[Late, ...]
    lines: tuple[Line, ...]
    """The twelve lines, for the completion table."""
    line_states: Mapping[str, Mapping[LineState, int]]
    """By line id: how many parks are in each state, by the round that counts."""
    edition: Standard
    """The edition that the targets and lines come from."""
    names: Mapping[Grade, str]
    """The grades' Chinese names in the edition that most results come from, else in the shipped one."""
    used: tuple[Used, ...]
    """The editions of the counted results, the most used first: rounds may be of several."""
    published: int
    """Counted results that were published or decided elsewhere, by an edition nobody here knows."""

    @property
    def sources(self) -> tuple[Standard, ...]:
        """The editions that a chart or paper of these results must name."""
        return tuple(each.standard for each in self.used)


def overview(store: Store, basis: Basis, today: date) -> Overview:
    """Read and roll up the county; grades come from the results recorded when rounds were finished."""
    with stores.read(store) as records:
        standings = _standings(records)
        late = _late(records, today)
        region = _region(records)
        counted = [found for each in standings if each.counts(today) if (found := each.current(basis, today))]
        used = _used(records, counted)
    now = rollup.rollup(standings, basis, today)
    edition = _targets_edition()
    lines = tuple(line for line in edition.lines if line.kind is not LineKind.LAW)
    return Overview(
        region=region,
        standings=standings,
        now=now,
        over_time=rollup.over_time(standings, basis, today),
        targets=tuple(rollup.against(now, target) for target in edition.targets),
        nearest=rollup.nearest(standings, basis, today),
        late=late,
        lines=lines,
        line_states={line.id: _line_states(counted, line.id) for line in lines},
        edition=edition,
        names=_names(used),
        used=used,
        published=sum(not found.editions for found in counted),
    )


def standings(store: Store) -> tuple[Standing, ...]:
    """Every park with its finished rounds and published grades."""
    with stores.read(store) as records:
        return _standings(records)


def park_count(store: Store) -> int:
    """How many parks there are to roll up."""
    with stores.read(store) as records:
        return records.scalar(select(func.count()).select_from(parks.Park)) or 0


def name_region(store: Store, who: str, name: str) -> stores.Change | None:
    """Set what the county is called on screens and papers."""
    with stores.begin(store, who, "修改区域名称", Act.LEDGER) as records:
        row = records.get(Setting, "region_name")
        if row is None:
            records.add(Setting(key="region_name", value=name.strip()))
        else:
            row.value = name.strip()
    return records.change


def region_name(store: Store) -> str:
    """What the county is called; empty where nobody said and its parks lie in several provinces."""
    with stores.read(store) as records:
        return _region(records)


def _region(records: Session) -> str:
    """What a person named it, else the county, city or province that all parks share."""
    row = records.get(Setting, "region_name")
    if row is not None and row.value:
        return row.value
    placed = records.execute(select(parks.Park.county, parks.Park.city, parks.Park.province)).all()
    written = (set(filter(None, names)) for names in zip(*placed, strict=True))
    return next((names.pop() for names in written if len(names) == 1), "")


def _targets_edition() -> Standard:
    """The shipped edition that holds the targets and the twelve lines."""
    return next(source.standard for source in standards.shipped().values() if source.standard.targets)


def _used(records: Session, counted: Sequence[Graded]) -> tuple[Used, ...]:
    rounds = Counter(checksum for graded in counted for checksum in graded.editions)
    return tuple(Used(standards.pinned(records, checksum), count) for checksum, count in rounds.most_common())


def _names(used: Sequence[Used]) -> Mapping[Grade, str]:
    ours = [source.standard for source in standards.shipped().values()]
    graded = next(each for each in (*(one.standard for one in used), *ours) if each.bands)
    return {grade: verdict.name_of(graded, grade) for grade in Grade}


def _standings(records: Session) -> tuple[Standing, ...]:
    found: dict[str, list[Graded]] = {}
    for row in records.execute(_FINISHED):
        found.setdefault(row.park_id, []).append(_graded(row))
    for park_id, kind, letter, decided_on in records.execute(_PUBLISHED):
        grade = Grade(letter)
        found.setdefault(park_id, []).append(Graded(Kind(kind), decided_on, grade, reached=grade is Grade.D))
    return tuple(
        Standing(
            row.id,
            row.name,
            Recognition(row.recognition_status),
            row.recognition_date,
            tuple(sorted(found.get(row.id, ()), key=lambda graded: graded.decided_on)),
        )
        for row in records.execute(_PARKS)
    )


# Looked up by name: a province has thousands of results, and calling an enumeration costs ten times as much.
_STATES = {state.value: state for state in LineState}
_KINDS = {kind.value: kind for kind in Kind}
_GRADES = {grade.value: grade for grade in Grade}


def _graded(row: Any) -> Graded:
    result = json.loads(row.result or "{}")
    return Graded(
        kind=_KINDS[row.kind],
        decided_on=row.decided_on,
        grade=_GRADES[row.grade],
        score=Fraction(row.score),
        reached=bool(row.reaches_top),
        haves_basic=result.get("haves_basic"),
        points_to_top=Fraction(result.get("points_to_top", "0")),
        lines={line: _STATES[state] for line, state in result.get("lines", {}).items()},
        assessment_id=row.id,
        editions=tuple(filter(None, (row.edition_checksum, row.ten_two_checksum))),
        provisional=result.get("provisional", False),
        conclusion=_conclusion(row, result),
        held_by=tuple(result["held_by"]) if "held_by" in result else None,
    )


def _conclusion(row: Any, result: Mapping[str, Any]) -> Conclusion:
    """As recorded; a result from before it was recorded says it by its grade."""
    if "conclusion" in result:
        return Conclusion(result["conclusion"])
    if row.reaches_top:
        return Conclusion.REACHED
    return Conclusion.TEN_TWO_OPEN if row.grade == Grade.D else Conclusion.BELOW


def _line_states(counted: Sequence[Graded], line_id: str) -> Mapping[LineState, int]:
    counts = Counter(graded.lines[line_id] for graded in counted if line_id in graded.lines)
    return {state: counts[state] for state in LineState}


def _late(records: Session, today: date) -> tuple[Late, ...]:
    chosen = (
        select(plans.Measure, parks.Park.name)
        .join(parks.Park, parks.Park.id == plans.Measure.park_id)
        .where(plans.Measure.due < today, plans.Measure.state != MeasureState.CLOSED.value)
        .order_by(plans.Measure.due, parks.Park.name)
    )
    return tuple(Late(name, values.read(Measure, row)) for row, name in records.execute(chosen))


_PARKS = select(
    parks.Park.id, parks.Park.name, parks.Park.recognition_status, parks.Park.recognition_date
).order_by(parks.Park.name)
_PUBLISHED = select(
    parks.GradeRecord.park_id, parks.GradeRecord.kind, parks.GradeRecord.grade, parks.GradeRecord.decided_on
)
# The committee decides when it submits; rounds from before that was kept have one day only, as all others do.
_DECIDED_ON = case(
    (
        rounds.Assessment.kind == Kind.SELF.value,
        func.coalesce(rounds.Assessment.submitted_on, rounds.Assessment.confirmed_on),
    ),
    else_=rounds.Assessment.confirmed_on,
)
_FINISHED = select(
    rounds.Assessment.id,
    rounds.Assessment.edition_checksum,
    rounds.Assessment.ten_two_checksum,
    rounds.Assessment.park_id,
    rounds.Assessment.kind,
    _DECIDED_ON.label("decided_on"),
    rounds.Assessment.grade,
    rounds.Assessment.score,
    rounds.Assessment.reaches_top,
    rounds.Assessment.result,
).where(
    rounds.Assessment.state.in_((AssessmentState.SUBMITTED.value, AssessmentState.CONFIRMED.value)),
    rounds.Assessment.grade.is_not(None),
    _DECIDED_ON.is_not(None),
)
