"""Rounds read side by side: any two of them, and over the region each committee's view beside the later one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import answers as forms
from app.core import compare, overrated, pairs
from app.core.answers import Answer, Answers
from app.core.compare import Comparison, Effect, Side
from app.core.dossier import Assessment
from app.core.overrated import Overrated, Pair
from app.core.standard import Standard
from app.services import answering, assessments, overview, standards, stores, values
from app.services.stores import Store
from models import assessment as tables
from models.park import Park


@dataclass(frozen=True, slots=True)
class Compared:
    """Two rounds with their parks' names, and what taking over each answer of the right would change."""

    left: Assessment
    right: Assessment
    parks: tuple[str, str]
    found: Comparison
    effects: Mapping[str, Effect]


@dataclass(frozen=True, slots=True)
class Region:
    """The items that committees rate too high, over the pairs of one year or the latest of each park."""

    name: str
    year: int | None
    """None: of each park the latest pair."""
    years: tuple[int, ...]
    """Years in which a park has a pair, the latest first."""
    items: tuple[Overrated, ...]
    standards: tuple[Standard, ...]
    """The editions that the later rounds were answered by."""
    parks: Mapping[str, str]
    """Names by id, of the parks that have a pair."""
    on: date


def rounds(store: Store, left_id: str, right_id: str) -> Compared:
    """Compare two rounds, of whatever parks and editions; UserError where one is gone."""
    with stores.read(store) as records:
        heads = [assessments.row(records, key) for key in (left_id, right_id)]
        left, right = (_side(records, head) for head in heads)
        names = [records.scalar(select(Park.name).where(Park.id == head.park_id)) or "" for head in heads]
        known = [values.read(Assessment, head) for head in heads]
    found = compare.compare(left, right)
    return Compared(known[0], known[1], (names[0], names[1]), found, compare.effects(found))


def region(store: Store, today: date, year: int | None = None) -> Region:
    """Over all parks, how often each item was rated too high: by the finished rounds of ``year``."""
    with stores.read(store) as records:
        heads = [values.read(Assessment, row) for row in records.scalars(select(tables.Assessment))]
        views = pairs.views(heads)
        chosen = pairs.latest(views, year)
        answers = _items(records, [one.id for pair in chosen for one in pair])
        checksums = {one.edition_checksum for pair in chosen for one in pair}
        known = {checksum: standards.pinned(records, checksum) for checksum in checksums}
        names: dict[str, str] = {row.id: row.name for row in records.execute(select(Park.id, Park.name))}
    found = [
        Pair(
            right.park_id, *(_of_items(known[one.edition_checksum], answers[one.id]) for one in (left, right))
        )
        for left, right in chosen
    ]
    return Region(
        name=overview.region_name(store),
        year=year,
        years=tuple(sorted({right.year for _, right in views}, reverse=True)),
        items=overrated.overrated(found),
        standards=tuple({pair.right.standard.checksum: pair.right.standard for pair in found}.values()),
        parks={pair.park_id: names[pair.park_id] for pair in found},
        on=today,
    )


def _side(records: Session, head: tables.Assessment) -> Side:
    standard, companion = assessments.editions(records, head)
    answers, remarks = answering.answered(records, head.id)
    return Side(standard=standard, companion=companion, answers=answers, remarks=remarks)


def _of_items(standard: Standard, items: Mapping[str, Answer]) -> Side:
    return Side(standard=standard, answers=Answers(items))


def _items(records: Session, rounds: Sequence[str]) -> Mapping[str, dict[str, Answer]]:
    """The answers to items of many rounds, read in as few looks as the database allows."""
    found: dict[str, dict[str, Answer]] = {key: {} for key in rounds}
    for start in range(0, len(rounds), _AT_ONCE):
        wanted = tables.Answer.assessment_id.in_(rounds[start : start + _AT_ONCE])
        for head, subject, value in records.execute(_ANSWERED.where(wanted)):
            answer = _read(value)
            if answer is not None:
                found[head][subject.removeprefix("item/")] = answer
    return found


def _read(value: str) -> Answer | None:
    given = forms.from_data(json.loads(value))
    return given if isinstance(given, forms.Answer) else None


_AT_ONCE = 500
_ANSWERED = select(tables.Answer.assessment_id, tables.Answer.subject, tables.Answer.value).where(
    tables.Answer.subject.startswith("item/"), tables.Answer.value != "null", ~tables.Answer.pending
)
