"""The sample parks' rounds: each year's self-assessment and review, and what is still under way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from app.core.dossier import Assessment
from app.core.entries import Grade
from app.core.park import Park
from app.core.rollup import Kind
from app.services import (
    assessments,
    opinions,
    parks,
    rounds,
    sample_answers,
    sample_evidence,
    sample_plan,
    standards,
)
from app.services.evidence_adding import Taken
from app.services.parks import Published
from app.services.sample_answers import Weakness
from app.services.stores import Store

_TEAMS = {
    Kind.SELF: "示例自评组组长，园区管理机构\n示例自评组成员，园区管理机构",
    Kind.EXPERT: "示例专家甲（组长），示例安全技术中心\n示例专家乙，示例化工设计院",
    Kind.REVIEW: "示例专家甲（组长），示例安全技术中心\n示例专家乙，示例化工设计院\n示例专家丙，示例消防总队",
}
_HALF = 17
"""As many items as the experts have looked at so far."""


@dataclass(frozen=True, slots=True)
class _Due:
    """One round that was finished by the sample's present day."""

    kind: Kind
    day: date
    blind: int


@dataclass(frozen=True, slots=True)
class Making:
    """What every park's rounds are made with; ``papers`` prove them."""

    store: Store
    who: str
    today: date
    papers: Taken


def finished(made: Making, park: Park, entry: dict[str, Any]) -> None:
    """Make every round that is over by now; the last one has evidence."""
    over = tuple(one for one in _due(entry) if one.day <= made.today)
    for one in over:
        head = _opened(made, park, one.kind, one.day)
        sample_answers.fill(made.store, made.who, head, _weakness(entry, one.day.year, one.blind))
        if one is over[-1]:
            _prove(made, head, one.day, entry)
        if one.kind is Kind.REVIEW:
            still, undecided = _still(entry, one.day.year + 1), entry.get("undecided", ())
            sample_plan.follow(made.store, made.who, head, park, still, undecided=undecided)
        finish = rounds.submit if one.kind is Kind.SELF else rounds.confirm
        finish(made.store, made.who, head.id, one.day)


def begun(made: Making, park: Park) -> None:
    """A park not yet recognised: an earlier grade on file, and a self-assessment under way."""
    grade = Published(Kind.SELF, Grade.B, date(made.today.year - 1, 11, 15), "示例摸底评估报告")
    parks.record_grade(made.store, made.who, park.id, grade)
    head = _opened(made, park, Kind.SELF, made.today)
    sample_answers.fill(made.store, made.who, head, Weakness(park.code, lost=30, missing=10), only=21)


def looked_at(made: Making, park: Park, entry: dict[str, Any]) -> None:
    """The park has assessed itself again; experts are halfway through, and see some items otherwise."""
    own = _again(made, park, entry, made.today - timedelta(days=35))
    day = made.today - timedelta(days=6)
    head = _opened(made, park, Kind.EXPERT, day, based_on=own.id)
    last = _weakness(entry, _last(entry))
    seen = replace(last, lost=last.lost * 2 // 3)
    sample_answers.fill(made.store, made.who, head, seen, only=_HALF)
    _prove(made, head, day, entry)


def returned(made: Making, park: Park, entry: dict[str, Any]) -> None:
    """The park has assessed itself again and got some answers back."""
    day, reviewer = made.today - timedelta(days=9), "示例复核人"
    own = _again(made, park, entry, made.today - timedelta(days=21))
    for subject, reason in entry["returned"].items():
        opinions.send_back(made.store, reviewer, own.id, subject, reason, day)
    rounds.send_back(made.store, reviewer, own.id, "", day)


def _again(made: Making, park: Park, entry: dict[str, Any], day: date) -> Assessment:
    """Another self-assessment after the last review, with the park's blind spots, submitted."""
    head = _opened(made, park, Kind.SELF, day)
    sample_answers.fill(made.store, made.who, head, _weakness(entry, _last(entry), entry["blind"]))
    _prove(made, head, day, entry)
    rounds.submit(made.store, made.who, head.id, day)
    return head


def _opened(made: Making, park: Park, kind: Kind, day: date, *, based_on: str | None = None) -> Assessment:
    head = replace(assessments.fresh(park.id, kind, day.year, day, based_on=based_on), team=_TEAMS[kind])
    assessments.begin(made.store, made.who, head)
    return head


def _prove(made: Making, head: Assessment, day: date, entry: dict[str, Any]) -> None:
    lapses = made.today + timedelta(days=entry["report"]) if "report" in entry else None
    sample_evidence.prove(made.store, made.who, head.id, day, lapses, made.papers)


def _due(entry: dict[str, Any]) -> Iterator[_Due]:
    for year in sorted(int(year) for year in entry["lost"]):
        yield _Due(Kind.SELF, date(year, 4, 20), entry["blind"])
        yield _Due(Kind.REVIEW, date(year, 9, 28), 0)


def _last(entry: dict[str, Any]) -> int:
    return max(int(year) for year in entry["lost"])


def _weakness(entry: dict[str, Any], year: int, blind: int = 0) -> Weakness:
    key = str(year)
    return Weakness(entry["code"], entry["lost"][key], entry["open"][key], blind, entry.get("veto", {}))


def _still(entry: dict[str, Any], year: int) -> frozenset[str] | None:
    """What the review of that year will find wanting again; None where there is no such review."""
    if str(year) not in entry["lost"]:
        return None
    standard = standards.find("guide-2023-trial").standard
    companion = standards.companion(standard)
    judged = companion.standard if companion else standard
    return sample_answers.open_subjects(standard, judged, _weakness(entry, year))
