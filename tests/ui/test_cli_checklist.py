"""``parkgrade report checklist``: the sheet for the site visit from the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.reports import paper
from ui import cli


@pytest.fixture
def store(sample_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample_file, tmp_path / "示例县.sqlite"))


def test_the_checklist_is_about_the_round_that_is_still_open(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "核查表.pdf"
    code = cli.main(["report", "checklist", "双溪", "--out", str(out), "--blank", "--store", str(store)])
    told = capsys.readouterr().out
    pages = paper.read(out.read_bytes())
    assert code == 0
    assert f"示例双溪涂料产业园 2026 年自评，{len(pages)} 页" in told
    assert "2026年自评第1页" in paper.words(pages[:1])
    assert not any(page.curves for page in pages)


def test_only_the_checklist_can_be_blank(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "方案.pdf"
    code = cli.main(["report", "plan", "双溪", "--out", str(out), "--blank", "--store", str(store)])
    assert code == 1
    assert "只有现场核查表可以是空白的" in capsys.readouterr().err
    assert not out.exists()
