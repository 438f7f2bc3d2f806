"""What the tests of the store share: a store with fixed moments, one with records, and a look at all rows.

A test that asks for a store and not for its file runs twice: on a file, and on a PostgreSQL server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models import rows, store
from models.assessment import Answer, Assessment, Edition
from models.park import Enterprise, Park, Zone
from models.plan import Measure

NAME = "示例 县#1?.sqlite"
Everything = dict[tuple[str, str], rows.Values]


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that goes on by one second each time it is asked."""
    moments = (datetime(2026, 5, 1, 8, tzinfo=UTC) + timedelta(seconds=n) for n in range(100_000))
    return lambda: next(moments)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / NAME


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "kept_on" in metafunc.fixturenames:
        on_file = ["file"]
        metafunc.parametrize("kept_on", on_file if "path" in metafunc.fixturenames else [*on_file, "server"])


@pytest.fixture
def opened(
    kept_on: str, tmp_path: Path, clock: Callable[[], datetime], request: pytest.FixtureRequest
) -> Iterator[store.Store]:
    """A new store."""
    if kept_on == "file":
        made = store.create(tmp_path / NAME, "王", clock=clock)
    else:
        made = store.open(request.getfixturevalue("new_server_store")(tmp_path), "王", clock=clock)
    with made:
        yield made


@pytest.fixture
def everything() -> Callable[[store.Store], Everything]:
    """All rows of a store as the database holds them."""

    def look(given: store.Store) -> Everything:
        with given.read() as records:
            connection = records.connection()
            return {
                (table, key): row for table in rows.tables() for key, row in rows.every(connection, table)
            }

    return look


@pytest.fixture
def filled(opened: store.Store) -> store.Store:
    """A store with one park ``p`` and something of everything that belongs to it."""
    with opened.begin("王", "新建园区") as records:
        records.add(
            Edition(checksum="c", edition_id="e", title="表", version="1", content="{}", added_at="x")
        )
        records.add(Park(id="p", name="示例园区"))
        records.add(Zone(id="z", park_id="p", position=1))
        records.add(Enterprise(id="f", park_id="p", zone_id="z", name="示例企业"))
        records.add(Assessment(id="a", park_id="p", kind="self", year=2026, edition_checksum="c"))
        records.add(Answer(id="w", assessment_id="a", subject="1", value="0"))
        records.add(Measure(id="m", park_id="p", assessment_id="a", state="open"))
    return opened


@pytest.fixture
def closed(filled, path):
    filled.close()
    return path
