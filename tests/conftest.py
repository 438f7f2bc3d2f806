"""What every room's tests share: the sample county, built once for each worker and copied for each test."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.services import sample

TODAY = date(2026, 11, 23)
WHO = "测试员"


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the sample county; copy it before writing."""
    path = tmp_path_factory.mktemp("sample") / "sample.sqlite"
    sample.make(path, TODAY)
    return path
