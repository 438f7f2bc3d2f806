"""Where the program looks for its own files and the user's."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app import paths


@pytest.mark.skipif(sys.platform != "linux", reason="the folder is named by the environment")
def test_asking_where_the_user_data_lie_makes_no_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert paths.default_store() == tmp_path / "data" / "parkgrade" / "parkgrade.sqlite"
    assert not (tmp_path / "data").exists()
