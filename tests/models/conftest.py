"""What the tests of the store share: a store with fixed moments, one with records, and a look at all rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models import rows, store
from models.assessment import Answer, Assessment, Edition
from models.park import Enterprise, Park, Zone
from models.plan import Measure

Everything = dict[tuple[str, str], rows.Values]


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that goes on by one second each time it is asked."""
    moments = (datetime(2026, 5, 1, 8, tzinfo=UTC) + timedelta(seconds=n) for n in range(100_000))
    return lambda: next(moments)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "示例 县#1?.sqlite"


@pytest.fixture
def opened(path: Path, clock: Callable[[], datetime]) -> Iterator[store.Store]:
    """A new store."""
    with store.create(path, "王", clock=clock) as made:
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
