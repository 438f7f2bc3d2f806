"""One empty store per test, or a copy of the sample county; for many tests both on a file and on a server."""

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

_READING = {"test_compare", "test_grading", "test_linked", "test_overview_editions", "test_papers"}
"""What these ask of a store, the others do as well; once is enough."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "kept_on" in metafunc.fixturenames:
        about_files = any(metafunc.definition.iter_markers("on_file"))
        once = about_files or metafunc.module.__name__.rpartition(".")[2] in _READING
        metafunc.parametrize("kept_on", ["file"] if once else ["file", "server"])


@pytest.fixture
def store(kept_on: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """A new store."""
    file = tmp_path / "store.sqlite"
    with stores.open_store(
        file if kept_on == "file" else request.getfixturevalue("new_server_store")(tmp_path), WHO
    ) as opened:
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
