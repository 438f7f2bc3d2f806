"""One empty store per test, or a copy of the sample county."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.park import Park, Recognition
from app.core.rollup import Kind
from app.services import assessments, parks, stores
from app.services.stores import Store
from tests.conftest import TODAY, WHO


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with stores.open_store(tmp_path / "store.sqlite", WHO) as opened:
        yield opened


@pytest.fixture
def county(sample_file: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "county.sqlite"
    shutil.copy(sample_file, path)
    with stores.open_store(path, WHO) as opened:
        yield opened


@pytest.fixture
def park(store: Store) -> Park:
    filed = Park(id="p1", name="示例园区", recognition_status=Recognition.RECOGNISED)
    parks.add(store, WHO, filed)
    return filed


@pytest.fixture
def round_id(store: Store, park: Park) -> str:
    head = assessments.fresh(park.id, Kind.SELF, 2026, TODAY)
    assessments.begin(store, WHO, head)
    return head.id
