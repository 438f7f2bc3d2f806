"""One empty store per test, and the sample county built once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.core.park import Park, Recognition
from app.core.rollup import Kind
from app.services import assessments, parks, sample, stores
from app.services.stores import Store

TODAY = date(2026, 11, 23)
WHO = "测试员"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with stores.open_store(tmp_path / "store.sqlite", WHO) as opened:
        yield opened


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.sqlite"
    with stores.open_store(path, sample.WHO) as opened:
        sample.build(opened, TODAY)
    return path


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
