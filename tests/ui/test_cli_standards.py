"""Editions on the command line: out as a workbook, in from it, and a blank answer sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest

from app.files import workbook_write
from app.services import standards
from tests.services import editions
from ui import cli

Run = Callable[..., SimpleNamespace]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*argv: str | Path) -> SimpleNamespace:
        code = cli.main([str(each) for each in argv])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return SimpleNamespace(code=code, out=out, err=err)

    return command


def test_a_template_goes_out_comes_in_and_tells_what_it_changes(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "一.xlsx"
    assert run("standard", "template", editions.ALL_KINDS, path).code == 0
    first = run("standard", "import", path)
    assert first.code == 0
    assert str(standards.own_root() / "all-kinds") in first.out
    assert "没有变化" in run("standard", "import", path).out
    path.write_bytes(workbook_write.workbook(editions.second()))
    second = run("standard", "import", path).out
    assert "比较：沿用 12，文字改动 2，计分变动 2，新增 1，取消 1" in second
    assert "文字改动：第 2 项（K02）：按期完成整体性安全风险评估并备案。" in second
    assert "all-kinds-2" in run("standard", "list").out


def test_faults_come_by_sheet_and_cell_and_nothing_is_kept(run: Run, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_write.workbook(editions.first())))
    book["评分项"]["C2"].value, book["档位"]["B3"].value = "一", None
    book.save(tmp_path / "错.xlsx")
    found = run("standard", "import", tmp_path / "错.xlsx")
    assert found.code == 1
    assert "（共 2 处）" in found.err
    assert "评分项：C2：应是数字" in found.err
    assert "档位：B3：没有填“分值”" in found.err
    assert not standards.own_root().exists()


def test_an_edition_is_put_into_a_folder_of_ones_choice(run: Run, tmp_path: Path) -> None:
    path, folder = tmp_path / "一.xlsx", tmp_path / "包"
    path.write_bytes(workbook_write.workbook(editions.first()))
    assert run("standard", "import", path, "--out", folder).code == 0
    assert run("standard", "check", folder).code == 0
    again = run("standard", "import", path, "--out", folder)
    assert again.code == 1
    assert "已经有内容" in again.err


def test_a_blank_sheet_names_every_id_and_is_graded_once_filled_in(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "答案.csv"
    assert "17 条" in run("standard", "sheet", editions.ALL_KINDS, path).out
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    assert [row["item"] for row in rows][:3] == ["K01", "K02", "K03"]
    assert "总体规划完整并获批复" in rows[0]["text"]
    assert "3 分：已批复，缺少安全章节" in rows[0]["text"]
    rows[0]["level"] = "3"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        filled = csv.DictWriter(file, rows[0])
        filled.writeheader()
        filled.writerows(rows)
    assert run("grade", editions.ALL_KINDS, path).code == 0


@pytest.mark.parametrize("command", ["template", "sheet"])
def test_an_unknown_edition_is_told(run: Run, tmp_path: Path, command: str) -> None:
    found = run("standard", command, "nothing", tmp_path / "x")
    assert found.code == 1
    assert "没有标准包“nothing”" in found.err
    assert not (tmp_path / "x").exists()


def test_a_place_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    found = run("standard", "template", editions.ALL_KINDS, tmp_path / "file" / "x.xlsx")
    assert found.code == 1
    assert "不能写入" in found.err
