"""README says what is so: its commands exist and run, its columns are those that are read, its links lead somewhere."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.core.park import Park
from app.core.rollup import Kind
from app.files import answer_rows, answer_sheet
from app.services import assessments, demo, edition_import, papers, parks, self_test, standards, stores
from ui import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
WINDOW = {"parkgrade", "parkgrade --sample", "parkgrade --store county.sqlite"}


def blocks(language: str) -> str:
    """All fenced blocks of a language."""
    return "\n".join(re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE))


def commands(name: str) -> list[str]:
    """The lines of the shell blocks that start with ``name``, without their remarks."""
    lines = (line.split("#")[0].strip() for line in blocks("sh").splitlines())
    return [line for line in lines if line.split(" ")[0] == name]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with all that the examples name; what draws and prints is pretended, it has tests of its own."""
    edition = "data/standards/guide-2023-trial"
    shutil.copytree(ROOT / edition, tmp_path / edition)
    (tmp_path / "answers.csv").write_text(blocks("csv"), "utf-8")
    edition_import.export(standards.find("guide-2023-trial").standard, tmp_path / "edition.xlsx")
    with stores.open_store(tmp_path / "county.sqlite", "检验") as store:
        parks.add(store, "检验", Park(id="park", name="示例园区", code="SL-01"))
        assessments.begin(store, "检验", assessments.fresh("park", Kind.SELF, 2026, date(2026, 4, 1)))
    monkeypatch.setattr(papers, "write", lambda *args: SimpleNamespace(path=args[3], pages=7))
    monkeypatch.setattr(demo, "run", lambda out, today: iter(()))
    monkeypatch.setattr(self_test, "run", lambda today: iter(()))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_make_command_is_a_target() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    named = re.findall(r"`?make (\w+)", README)
    assert {"run", "test", "lint", "bench"} <= set(named) <= set(targets)


def test_the_first_screen_says_what_to_run() -> None:
    first = README.split("\n## ")[0]
    assert all(words in first for words in ("make run", "make test", "py -m pip install .", "parkgrade"))


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("command", [each for each in commands("parkgrade") if each not in WINDOW])
def test_every_command_line_example_runs(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(shlex.split(command)[1:]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("desk")
def test_the_example_sheet_is_graded_as_the_text_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["grade", "guide-2023-trial", "answers.csv", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    listed = README.split("The JSON holds", 1)[1].split("\n\n", 1)[0]
    assert set(re.findall(r"`([a-z_]+)`", listed)) <= found.keys()
    assert found["provisional"] is True


def test_the_columns_are_those_that_are_read() -> None:
    table = README.split("### Answers as CSV", 1)[1].split("\n\n", 2)[2]
    named = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert tuple(named) == (*answer_sheet.COLUMNS, answer_rows.TEXT)


def test_the_editions_named_are_those_that_ship() -> None:
    named = re.findall(r"^\| `([\w-]+)` \| ", README.split("## Command line")[0], re.MULTILINE)
    assert named == list(standards.shipped())


def test_every_link_and_picture_is_there() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert len(targets) >= 5
    missing = [target for target in targets if not (ROOT / target).exists()]
    assert missing == []


def test_the_rooms_named_exist() -> None:
    drawing = README.split("## How it is built")[1].split("```")[1]
    rooms = re.findall(r"(?:app|ui|models)/\w*/?|app/\w+", drawing)
    assert len(rooms) >= 7
    missing = [room for room in rooms if not ((ROOT / room).is_dir() or (ROOT / f"{room}.py").is_file())]
    assert missing == []
