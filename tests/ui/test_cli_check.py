"""The command ``check``: what it prints, as text and as JSON, and that findings are no error."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app import paths
from ui import cli

Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], sample_file: Path) -> Run:
    def command(*argv: str, code: int = 0) -> str:
        assert cli.main(["check", *argv, "--store", str(sample_file)]) == code
        out, err = capsys.readouterr()
        return err if code else out

    return command


def test_findings_are_printed_check_by_check_the_red_first_and_are_no_error(run: Run) -> None:
    lines = run("双溪").splitlines()
    assert lines[0] == "示例双溪涂料产业园 2026 自评（编制中）"
    heads = [line for line in lines if line.startswith("【")]
    assert heads[0] == "【红色】台账有居民，而选了无居民居住"
    assert [head[:4] for head in heads] == sorted(head[:4] for head in heads)


def test_the_json_holds_every_finding_with_its_place(run: Run) -> None:
    found = json.loads(run("双溪", "--json"))
    assert found["red"] + found["yellow"] == len(found["findings"])
    first = found["findings"][0]
    assert (first["check"], first["severity"], first["subject"], first["place"]) == (
        "T06",
        "red",
        "item/G03",
        "第 3 项",
    )


def test_an_unknown_park_is_told(run: Run) -> None:
    assert "没有园区" in run("没有这个园区", code=1)


def test_an_edition_whose_links_lead_nowhere_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "own"
    shutil.copytree(paths.standards() / "guide-2023-trial", folder)
    links = folder / "links.toml"
    links.write_text(links.read_text("utf-8").replace('"Y09-1"', '"Y09-9"'), "utf-8")
    assert cli.main(["standard", "check", str(folder)]) == 1
    assert "Y09-9" in capsys.readouterr().err
