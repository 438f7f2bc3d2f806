"""The command line: what each command says and returns, and that no end of it shows a traceback."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from app import paths
from app.core import advice
from app.core.answers import Chosen
from app.core.park import Park
from app.core.rollup import Kind
from app.services import answering, assessments, parks, standards, stores
from ui import cli, cli_commands

ROOT = Path(__file__).parents[2]
GUIDE = "guide-2023-trial"

Run = Callable[..., SimpleNamespace]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command in this process: its code, what it printed, what it complained of."""

    def command(*argv: str | Path) -> SimpleNamespace:
        code = cli.main([str(each) for each in argv])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return SimpleNamespace(code=code, out=out, err=err)

    return command


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two parks, the first with an answered round."""
    path = tmp_path_factory.mktemp("store") / "台账.sqlite"
    with stores.open_store(path, "检验") as store:
        for number in (1, 2):
            parks.add(
                store, "检验", Park(id=f"park-{number}", name=f"示例园区{number}号", code=f"P-{number}")
            )
        head = assessments.fresh("park-1", Kind.SELF, 2026, date(2026, 4, 1))
        assessments.begin(store, "检验", head)
        items = standards.find(GUIDE).standard.items
        best = {f"item/{item.id}": advice.best(item) for item in items}
        answering.answer_all(store, "检验", head.id, {**best, "item/G01": Chosen(0)})
    return path


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "答案.csv"
    path.write_text("item,level,points,na_reason,finding\nG01,0,,,未认定\nG02,,5,,\n", encoding="utf-8")
    return path


def test_help_names_every_command_in_chinese(run: Run) -> None:
    found = run("--help")
    assert found.code == 0
    assert all(name in found.out for name in ("demo", "standard", "grade", "report", "store", "self-test"))
    assert "用法：" in found.out
    assert "show this help" not in found.out


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["dance"], "命令不能是 dance"),
        (["standard"], "缺少 操作"),
        (["grade", GUIDE], "缺少 答案表"),
        (["demo"], "缺少 --out"),
        (["demo", "--out"], "--out 后面要跟一个值"),
        (["demo", "--out", ""], "--out 不能空着"),
        (["report", "letter", "x", "--out", "a"], "不能是 letter"),
        (["standard", "list", "--all"], "不认识的参数 --all"),
        (["--sam"], "不认识的参数 --sam"),
    ],
)
def test_wrong_usage_returns_two_and_says_what_is_wrong(run: Run, argv: list[str], says: str) -> None:
    found = run(*argv)
    assert (found.code, found.out) == (2, "")
    assert says in found.err
    assert found.err.startswith("用法：parkgrade")


def test_the_shipped_editions_are_listed_with_what_is_not_verified(run: Run) -> None:
    found = run("standard", "list")
    assert found.code == 0
    assert GUIDE in found.out
    assert "未核对原文" in found.out


def test_a_sound_edition_is_said_to_be_sound(run: Run) -> None:
    found = run("standard", "check", paths.standards() / "ten-two-2024")
    assert found.code == 0
    assert found.out.startswith("没有发现错误。")


def test_every_fault_of_an_edition_is_named_with_file_key_and_remedy(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[edition]\nid = "a"\nfoo = 1\n', "utf-8")
    found = run("standard", "check", tmp_path)
    assert (found.code, found.out) == (1, "")
    assert "a.toml：edition.foo：不认识的键 foo" in found.err
    assert "a.toml：edition.title：缺少 title" in found.err


def test_a_graded_sheet_shows_grade_name_edition_and_reasons(run: Run, sheet: Path) -> None:
    found = run("grade", GUIDE, sheet)
    assert found.code == 0
    assert "等级：A 高安全风险（D 最好）" in found.out
    assert "依据：导则工作表 2023（试行）" in found.out
    assert "尚有 32 项未作答" in found.out
    assert "问题：未认定" in found.out


def test_the_json_of_a_graded_sheet_is_all_that_is_printed(run: Run, sheet: Path) -> None:
    found = run("grade", GUIDE, sheet, "--json")
    data = json.loads(found.out)
    keys = {"score", "score_shown", "grade", "grade_name", "provisional", "range", "vetoes", "reasons"}
    assert keys | {"edition", "checksum"} <= data.keys()
    assert (data["grade"], data["edition"], data["provisional"]) == ("A", GUIDE, True)


def test_a_faulty_sheet_is_one_message_with_every_fault(run: Run, sheet: Path) -> None:
    sheet.write_text("item,level\nG01,9\nG99,1\n", encoding="utf-8")
    found = run("grade", GUIDE, sheet, "--json")
    assert (found.code, found.out) == (1, "")
    assert "第 2 行 level" in found.err
    assert "第 3 行 item" in found.err


@pytest.mark.parametrize("name", ["park-1", "P-1", "示例园区1号", "园区1"])
def test_a_report_is_written_for_a_park_by_id_code_or_name(
    run: Run, filed: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.services import papers

    asked = []

    def write(store: object, paper: object, round_id: str, path: Path, today: date) -> SimpleNamespace:
        asked.append((paper, path))
        return SimpleNamespace(path=path, pages=7)

    monkeypatch.setattr(papers, "write", write)
    out = tmp_path / "报告.pdf"
    found = run("report", "rating", name, "--out", out, "--store", filed)
    assert found.code == 0
    assert asked == [(papers.Paper.RATING, out)]
    assert f"{out}（示例园区1号 2026 年自评，7 页）" in found.out


def test_a_plan_is_written_as_pdf(run: Run, filed: Path, tmp_path: Path) -> None:
    out = tmp_path / "方案.pdf"
    found = run("--store", filed, "report", "plan", "P-1", "--out", out)
    assert found.code == 0
    assert out.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("park", "says"),
    [("示例", "对应多个园区"), ("北极", "没有园区“北极”"), ("P-2", "还没有评估记录")],
)
def test_a_park_that_cannot_be_reported_on_is_refused_in_words(
    run: Run, filed: Path, tmp_path: Path, park: str, says: str
) -> None:
    found = run("report", "plan", park, "--out", tmp_path / "a.pdf", "--store", filed)
    assert (found.code, found.out) == (1, "")
    assert says in found.err
    assert list(tmp_path.iterdir()) == []


def test_a_missing_store_is_refused_and_not_made(run: Run, tmp_path: Path) -> None:
    found = run("store", "check", "--store", tmp_path / "没有.sqlite")
    assert found.code == 1
    assert "找不到数据文件" in found.err
    assert list(tmp_path.iterdir()) == []


def test_a_sound_store_is_checked_even_while_a_window_has_it(run: Run, filed: Path) -> None:
    with stores.open_store(filed, "另一个窗口"):
        found = run("store", "check", "--store", filed)
    assert found.code == 0
    assert "数据与记录一致" in found.out


def test_a_tampered_store_is_found_out(run: Run, filed: Path, tmp_path: Path) -> None:
    copy = tmp_path / "改过.sqlite"
    copy.write_bytes(filed.read_bytes())
    with sqlite3.connect(copy) as connection:
        connection.execute("update park set name = '示例甲' where id = 'park-2'")
    connection.close()
    found = run("store", "check", "--store", copy)
    assert (found.code, found.out) == (1, "")
    assert "核对不符（共 1 处）" in found.err
    assert "改用最近的备份" in found.err


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path | None, bool]]:
    """A window that only notes how it was opened."""
    opened: list[tuple[Path | None, bool]] = []

    def open_window(store: Path | None, *, sample: bool = False) -> int:
        opened.append((store, sample))
        return 0

    monkeypatch.setitem(sys.modules, "ui.__main__", SimpleNamespace(open_window=open_window))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return opened


@pytest.mark.parametrize(
    ("argv", "opened"),
    [
        ([], (None, False)),
        (["--sample"], (None, True)),
        (["--store", "a.sqlite"], (Path("a.sqlite"), False)),
    ],
)
def test_without_a_command_the_window_opens(
    run: Run, window: list[tuple[Path | None, bool]], argv: list[str], opened: tuple[Path | None, bool]
) -> None:
    assert run(*argv).code == 0
    assert window == [opened]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_without_a_display_the_window_is_refused_with_a_way_out(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    found = run()
    assert found.code == 1
    assert "parkgrade demo --out out" in found.err


def test_a_fault_of_ours_is_one_chinese_line_and_a_log(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path)
    monkeypatch.delenv("PARKGRADE_DEBUG", raising=False)
    monkeypatch.setattr(cli_commands, "standard_list", lambda typed: 1 // 0)
    found = run("standard", "list")
    assert (found.code, found.out) == (1, "")
    assert found.err.count("\n") == 1
    assert str(tmp_path / "errors.log") in found.err
    assert "ZeroDivisionError" in (tmp_path / "errors.log").read_text("utf-8")


def test_a_fault_of_ours_is_shown_to_who_asks_for_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARKGRADE_DEBUG", "1")
    monkeypatch.setattr(cli_commands, "standard_list", lambda typed: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        run("standard", "list")


def test_ctrl_c_ends_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(typed: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli_commands, "standard_list", interrupted)
    found = run("standard", "list")
    assert (found.code, found.err) == (130, "已停止。\n")


def _process(*argv: str, out: int = subprocess.PIPE, **more: str) -> subprocess.Popen[bytes]:
    start = [sys.executable, "-c", "import sys; from ui import cli; sys.exit(cli.main(sys.argv[1:]))", *argv]
    env = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    return subprocess.Popen(start, env=env, stdout=out, stderr=subprocess.PIPE)


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="a disk that is always full")
def test_a_full_disk_under_the_output_is_told_as_such() -> None:
    with open("/dev/full", "wb") as full:
        process = _process("standard", "list", out=full.fileno())
        complaint = process.communicate()[1].decode()
    assert (process.returncode, complaint) == (1, "磁盘空间不足，没有写完。请清理磁盘后重试。\n")


def test_a_reader_that_goes_away_is_no_error() -> None:
    process = _process("standard", "list")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    complaint = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), complaint) == (0, b"")


def test_chinese_comes_out_as_utf8_whatever_the_console_says() -> None:
    out, err = _process("standard", "list", PYTHONIOENCODING="ascii", PYTHONUTF8="0").communicate()
    assert err == b""
    assert "导则工作表" in out.decode("utf-8")


def test_a_command_imports_no_qt(sheet: Path) -> None:
    code = (
        "import sys; from ui import cli; cli.main(sys.argv[1:]);"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken'))], file=sys.stderr)"
    )
    argv = [sys.executable, "-c", code, "grade", GUIDE, str(sheet)]
    found = subprocess.run(argv, capture_output=True, cwd=ROOT, check=False)
    assert found.stderr.strip() == b"[]"


def test_the_self_test_tries_every_part_and_names_its_fonts(run: Run) -> None:
    found = run("self-test")
    assert (found.code, found.err) == (0, "")
    assert "字体 " in found.out
    assert found.out.endswith("自检通过。\n")


def test_the_demo_grades_the_county_and_writes_what_it_names(run: Run, tmp_path: Path) -> None:
    found = run("demo", "--out", tmp_path / "out")
    assert (found.code, found.err) == (0, "")
    assert "占 23.1%" in found.out
    assert "占 32.7%" in found.out
    assert "A 高安全风险，73.52 分，受否决情形" in found.out
    named = [line.removeprefix("已写出 ") for line in found.out.splitlines() if line.startswith("已写出 ")]
    assert sorted(named) == sorted(map(str, (tmp_path / "out").iterdir()))
    starts = {".pdf": b"%PDF-", ".png": b"\x89PNG"}
    assert all(Path(name).read_bytes().startswith(starts[Path(name).suffix]) for name in named)
    assert {"一园一策整治提升方案", "评级报告"} <= {Path(name).stem.split("年")[-1] for name in named}


def test_a_folder_that_cannot_be_made_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    found = run("demo", "--out", tmp_path / "out")
    assert (found.code, found.out) == (1, "")
    assert "不能使用文件夹" in found.err


def test_a_name_too_long_for_any_folder_is_no_edition(run: Run) -> None:
    found = run("standard", "check", "a" * 5000)
    assert (found.code, found.out) == (1, "")
    assert found.err.startswith("没有标准包")
