"""The sample county: twelve invented parks over four years, built through the same services as real work."""

from __future__ import annotations

import csv
import shutil
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from app import paths
from app.core import rollup
from app.core.park import Park, Recognition, Zone
from app.files import evidence_files
from app.progress import Progress, silent
from app.services import (
    assessments,
    backup,
    overview,
    parks,
    sample_evidence,
    sample_facts,
    sample_rounds,
    sample_whatif,
    stores,
)
from app.services.sample_rounds import Making
from app.services.stores import Store

WHO = "示例录入员"


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
        shutil.rmtree(evidence_files.folder_of(part), ignore_errors=True)


def build(store: Store, today: date, progress: Progress = silent) -> None:
    """Fill an empty store with the sample county; what lies after ``today`` is left out."""
    county = tomllib.loads((paths.demo() / "county.toml").read_text("utf-8"), parse_float=Decimal)
    overview.name_region(store, WHO, county["region"])
    entries: list[dict[str, Any]] = county["park"]
    made = Making(store, WHO, today, sample_evidence.papers(store))
    for number, entry in enumerate(entries):
        progress(number / len(entries), f"正在准备 {entry['name']}")
        park = _park(county, entry, number)
        parks.add(store, WHO, park)
        _file(store, park, entry, number)
        sample_rounds.finished(made, park, entry)
        _under_way(made, park, entry)
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


def _under_way(made: Making, park: Park, entry: dict[str, Any]) -> None:
    """What is going on in the park on the present day."""
    if not entry["lost"]:
        sample_rounds.begun(made, park)
    if entry.get("experts"):
        sample_rounds.looked_at(made, park, entry)
    if "returned" in entry:
        sample_rounds.returned(made, park, entry)
    if entry.get("pictures"):
        sample_evidence.picture(made.store, WHO, park)
    latest = next(iter(assessments.listed(made.store, park.id)), None)
    if "whatif" in entry and latest is not None:
        sample_whatif.lay(made.store, WHO, latest.id, entry["whatif"])
