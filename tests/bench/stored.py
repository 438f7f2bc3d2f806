"""The stores that are measured: the sample county, and the same with a thousand parks."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from app.core.entries import Grade
from app.core.park import Park, Recognition
from app.core.rollup import Kind
from app.services import parks, sample, stores
from app.services.parks import Published


def county(folder: Path) -> Path:
    """The sample county."""
    path = folder / "county.sqlite"
    sample.make(path, date.today())
    return path


def thousand(county_path: Path) -> Path:
    """The sample county among a thousand parks with a published grade each."""
    path = county_path.with_name("thousand.sqlite")
    shutil.copyfile(county_path, path)
    with stores.open_store(path, "bench") as store:
        for number in range(len(parks.listed(store)), 1000):
            park = Park(
                id=stores.new_id(),
                name=f"示例园区{number}",
                code=f"T-{number}",
                recognition_status=Recognition.RECOGNISED,
                recognition_date=date(2022, 1, 1),
            )
            parks.add(store, "bench", park)
            grade = Published(Kind.REVIEW, tuple(Grade)[number % 4], date(2025, 6, 30), "示例公布文件")
            parks.record_grade(store, "bench", park.id, grade)
    return path
