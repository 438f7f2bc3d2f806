"""What every room's tests share, once for each worker: the sample county, copied by each test, and a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from app.services import sample
from models import store
from models.base import Base
from tests import postgres

TODAY = date(2026, 11, 23)
WHO = "测试员"


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the sample county; copy it before writing."""
    path = tmp_path_factory.mktemp("sample") / "sample.sqlite"
    sample.make(path, TODAY)
    return path


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Cluster]:
    """A real PostgreSQL server."""
    if postgres.programs() is None:
        pytest.skip(postgres.MISSING)
    with postgres.cluster() as made:
        yield made


@pytest.fixture(scope="session")
def new_server_store(cluster: postgres.Cluster) -> Callable[[Path], str]:
    """Makes the one store on the server that a test may use an empty one again; its address.

    Takes the folder in which its evidence lies.
    """
    address = cluster.fresh()
    store.create(address, WHO).close()
    emptied = "".join(f'DELETE FROM "{table}";' for table in Base.metadata.tables)

    def empty(files: Path) -> str:
        cluster.command(emptied, postgres.database_of(address))
        return f"{address}&files={files}"

    return empty
