"""The sample county: twelve invented parks over four years, built through the same services as real work."""

from __future__ import annotations

import csv
import tomllib
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from app import paths
from app.core import rollup
from app.core.entries import Grade
from app.core.park import Park, Recognition, Zone
from app.core.rollup import Kind
from app.progress import Progress, silent
from app.services import (
    assessments,
    backup,
    overview,
    parks,
    rounds,
    sample_answers,
    sample_facts,
    sample_plan,
    standards,
    stores,
)
from app.services.parks import Published
from app.services.sample_answers import Weakness
from app.services.stores import Store

WHO = "示例录入员"
_TEAMS = {
    Kind.SELF: "示例自评组组长，园区管理机构\n示例自评组成员，园区管理机构",
    Kind.REVIEW: "示例专家甲（组长），示例安全技术中心\n示例专家乙，示例化工设计院\n示例专家丙，示例消防总队",
}


@dataclass(frozen=True, slots=True)
class PublishedRound:
    """One row of published figures, rolled up to what had been reached by then."""

    name: str
    as_of: date
    recognised: int
    at_top: int
    source: str

    @property
    def share(self) -> Fraction:
        """The share at grade D."""
        return rollup.share(self.at_top, self.recognised)


def make(path: Path, today: date, progress: Progress = silent) -> None:
    """Put the sample county at ``path``: built beside it, checked, and there only once whole."""
    part = path.with_name(f"{path.stem}.building.sqlite")
    with suppress(FileNotFoundError):
        part.unlink()
    try:
        with stores.scratch(part, WHO) as store:
            build(store, today, progress)
            backup.copy_to(store, path)
    finally:
        for leftover in (part, part.with_name(f"{part.name}.lock"), part.with_name(f"{part.name}-journal")):
            leftover.unlink(missing_ok=True)


def build(store: Store, today: date, progress: Progress = silent) -> None:
    """Fill an empty store with the sample county; what lies after ``today`` is left out."""
    county = tomllib.loads((paths.demo() / "county.toml").read_text("utf-8"), parse_float=Decimal)
    overview.name_region(store, WHO, county["region"])
    entries: list[dict[str, Any]] = county["park"]
    for number, entry in enumerate(entries):
        progress(number / len(entries), f"正在准备 {entry['name']}")
        park = _park(county, entry, number)
        parks.add(store, WHO, park)
        _file(store, park, entry, number)
        for year in sorted(int(year) for year in entry["lost"]):
            _year(store, park, entry, year, today)
        if not entry["lost"]:
            _begun(store, park, today)
    progress(1.0, "示例县已准备好")


def published(path: Path | None = None) -> tuple[PublishedRound, ...]:
    """The published Hubei figures (domain.md §5), cumulated round by round."""
    source = path or paths.demo() / "hubei-2024.csv"
    found: list[PublishedRound] = []
    at_top = 0
    with source.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            at_top += int(row["newly_at_d"])
            as_of = date.fromisoformat(row["as_of"])
            found.append(PublishedRound(row["round"], as_of, int(row["recognised"]), at_top, row["source"]))
    return tuple(found)


def _park(county: dict[str, Any], entry: dict[str, Any], number: int) -> Park:
    recognised = entry.get("recognised")
    return Park(
        id=stores.new_id(),
        name=entry["name"],
        code=entry["code"],
        province=county["province"],
        city=county["city"],
        county=county["region"],
        region_code=county["region_code"],
        recognition_status=Recognition.RECOGNISED if recognised else Recognition.UNRECOGNISED,
        recognition_date=recognised,
        recognition_number=f"示例认定〔{recognised.year}〕{number + 1}号" if recognised else "",
        recognition_batch=entry.get("batch", ""),
        planned_area=Decimal(entry["planned"]),
        built_area=(Decimal(entry["planned"]) * (60 + number) / 100).quantize(Decimal("0.01")),
        leading_industries=entry["industries"],
        **sample_facts.people(entry["name"], number),
    )


def _file(store: Store, park: Park, entry: dict[str, Any], number: int) -> None:
    zones = []
    for position, (name, area) in enumerate(entry["zones"], 1):
        sides = sample_facts.sides(number, position)
        zone = Zone(
            id=stores.new_id(), park_id=park.id, position=position, name=name, area=Decimal(area), **sides
        )
        zones.append(zone)
        parks.add(store, WHO, zone)
    for enterprise in sample_facts.enterprises(park, tuple(zones), number):
        parks.add(store, WHO, enterprise)
    for settlement in sample_facts.settlements(park, number):
        parks.add(store, WHO, settlement)


def _year(store: Store, park: Park, entry: dict[str, Any], year: int, today: date) -> None:
    made = ((Kind.SELF, date(year, 4, 20), entry["blind"]), (Kind.REVIEW, date(year, 9, 28), 0))
    for kind, day, blind in made:
        if day > today:
            return
        head = replace(assessments.fresh(park.id, kind, year, day), team=_TEAMS[kind])
        assessments.begin(store, WHO, head)
        sample_answers.fill(store, WHO, head, _weakness(entry, year, blind))
        if kind is Kind.REVIEW:
            sample_plan.follow(store, WHO, head.id, park, day, _still(entry, year + 1))
        finish = rounds.submit if kind is Kind.SELF else rounds.confirm
        finish(store, WHO, head.id, day)


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


def _begun(store: Store, park: Park, today: date) -> None:
    """A park not yet recognised: an earlier grade on file, and a self-assessment under way."""
    grade = Published(Kind.SELF, Grade.B, date(today.year - 1, 11, 15), "示例摸底评估报告")
    parks.record_grade(store, WHO, park.id, grade)
    head = assessments.fresh(park.id, Kind.SELF, today.year, today)
    assessments.begin(store, WHO, head)
    sample_answers.fill(store, WHO, head, Weakness(park.code, lost=30, missing=10), only=21)
