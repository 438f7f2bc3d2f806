"""The shipped table of regions: read from its CSV once it is needed."""

from __future__ import annotations

import csv
from pathlib import Path

from app.core.regions import Region, Regions


def read(path: Path) -> Regions:
    """The table at ``path``; its columns are code, name, since, until and successors."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return Regions(tuple(_region(row) for row in csv.DictReader(lines)))


def _region(row: dict[str, str]) -> Region:
    until = row["until"]
    return Region(
        code=row["code"],
        name=row["name"],
        since=int(row["since"]),
        until=int(until) if until else None,
        successors=tuple(row["successors"].split()),
    )
