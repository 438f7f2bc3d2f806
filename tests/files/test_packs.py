"""Standard editions as they are loaded: what comes out, from where, and what its checksum depends on."""

from __future__ import annotations

import os
import shutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from app.core import standard
from app.core.entries import Grade, Share
from app.errors import Faults
from app.files import packs

ROOT = Path(__file__).parents[2]
ALL_KINDS = ROOT / "tests" / "editions" / "all-kinds"
SHIPPED = packs.editions(ROOT / "data" / "standards")


def load() -> standard.Standard:
    return packs.load(ALL_KINDS)


def refused(folder: Path) -> str:
    with pytest.raises(Faults) as caught:
        packs.load(folder)
    return str(caught.value)


def test_the_test_edition_has_every_kind_of_scoring() -> None:
    assert {item.scoring.kind for item in load().items} == {"levels", "deductions", "sum", "share"}


def test_entries_keep_the_order_of_the_files() -> None:
    assert [item.id for item in load().items] == [f"K0{number}" for number in range(1, 9)]


def test_a_half_point_is_a_half_and_no_binary_float() -> None:
    scoring = load().item["K06"].scoring
    assert isinstance(scoring, Share)
    assert scoring.steps[2].at_least == Decimal("99.5")
    assert load().item["K04"].full - Fraction(3, 2) == Fraction(17, 2)


def test_gate_minimum_and_veto_come_out_as_written() -> None:
    loaded = load()
    minimum = loaded.sections[2].minimum
    assert loaded.gate["K2-gate"].text.endswith("否则本方面不得分。")
    assert minimum is not None
    assert (minimum.points, minimum.percent, minimum.cap) == (Decimal("4.5"), None, Grade.B)
    assert [(veto.effect, veto.enabled) for veto in loaded.vetoes] == [(Grade.A, True), (Grade.C, False)]


def test_a_pinned_copy_in_memory_is_the_same_edition() -> None:
    assert packs.loads(packs.contents(ALL_KINDS)) == load()


@pytest.mark.parametrize("folder", SHIPPED, ids=[folder.name for folder in SHIPPED])
def test_a_shipped_edition_loads(folder: Path) -> None:
    assert packs.load(folder).edition.id == folder.name


def test_the_checksum_does_not_depend_on_comments_newlines_or_a_byte_order_mark() -> None:
    files = packs.contents(ALL_KINDS)
    rewritten = {
        name: b"\xef\xbb\xbf# else\r\n" + text.replace(b"\n", b"\r\n") for name, text in files.items()
    }
    assert packs.loads(rewritten).checksum == load().checksum


def test_the_checksum_does_not_depend_on_the_split_into_files_or_their_names() -> None:
    files = packs.contents(ALL_KINDS)
    assert packs.loads({"all.toml": b"\n".join(files.values())}).checksum == load().checksum


def test_the_checksum_does_not_depend_on_how_a_number_is_written() -> None:
    files = packs.contents(ALL_KINDS)
    files["2-items.toml"] = files["2-items.toml"].replace(b"points = 5", b"points = 5.00")
    files["2-items.toml"] = files["2-items.toml"].replace(b"0.5", b"0.50")
    assert packs.loads(files).checksum == load().checksum


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0.5", "0.25"),
        ("没有总体规划", "缺总体规划"),
        ("2024-01-01", "2024-01-02"),
        ("days = 180", "days = 181"),
    ],
)
def test_the_checksum_depends_on_every_value(old: str, new: str) -> None:
    files = packs.contents(ALL_KINDS)
    text = files["2-items.toml"].decode()
    assert old in text
    files["2-items.toml"] = text.replace(old, new, 1).encode()
    assert packs.loads(files).checksum != load().checksum


def test_the_checksum_stays_the_same_from_release_to_release() -> None:
    # Stores pin editions by it: change this number only together with the test edition itself.
    assert load().checksum == "4f776ac70b4d885f5dd250ebf8860609f7b06806946f44606accd190be4e64f2"


def test_a_missing_folder_is_refused_in_words(tmp_path: Path) -> None:
    assert "找不到这个文件夹" in refused(tmp_path / "none")


def test_a_file_instead_of_a_folder_is_refused_in_words() -> None:
    assert "这不是文件夹" in refused(ALL_KINDS / "2-items.toml")


def test_an_empty_folder_is_refused_in_words(tmp_path: Path) -> None:
    assert "里面没有 .toml 文件" in refused(tmp_path)


def test_no_contents_at_all_are_refused_in_words() -> None:
    with pytest.raises(Faults, match=r"没有 \.toml 文件"):
        packs.loads({})


def test_a_folder_without_permission_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "iterdir", denied)
    assert "没有权限" in refused(tmp_path)


def test_a_file_that_cannot_be_opened_is_named_beside_the_faults_of_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "edition"
    shutil.copytree(ALL_KINDS, folder)
    (folder / "4-folder.toml").mkdir()
    (folder / "3-lines.toml").write_text("zz = 1\n", "utf-8")
    message = refused(folder)
    assert "4-folder.toml：整个文件：读不了这个文件" in message
    assert "3-lines.toml：zz：不认识的表 zz" in message


def test_a_file_that_is_not_utf8_is_refused_in_words() -> None:
    with pytest.raises(Faults, match="不是 UTF-8 编码"):
        packs.loads({"a.toml": "# 测试".encode("gbk")})


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.toml").open("wb") as file:
        os.truncate(file.fileno(), packs.LARGEST + 1)
    assert "文件超过 5 MB" in refused(tmp_path)


@pytest.mark.parametrize("bomb", [b"x = " + b"[" * 100_000, b"a" + b".a" * 2_000 + b" = 1"])
def test_tables_nested_without_end_are_refused_in_words(bomb: bytes) -> None:
    with pytest.raises(Faults, match="写法不合 TOML 格式"):
        packs.loads({"a.toml": bomb})


def test_digits_without_end_are_refused_in_words() -> None:
    with pytest.raises(Faults, match="大得离谱"):
        packs.loads({"a.toml": b"line = [{ kind = 0x" + b"f" * 100_000 + b" }]"})


def test_what_an_editor_leaves_behind_is_no_rule_file(tmp_path: Path) -> None:
    folder = tmp_path / "edition"
    shutil.copytree(ALL_KINDS, folder)
    (folder / "._2-items.toml").write_bytes(b"\x00")
    (folder / "notes.txt").write_text("x", "utf-8")
    assert packs.load(folder) == load()


def test_editions_are_the_folders_that_hold_rule_files_in_order(tmp_path: Path) -> None:
    for name in ("b", "a", "empty"):
        (tmp_path / name).mkdir()
    for name in ("a", "b"):
        (tmp_path / name / "x.toml").touch()
    (tmp_path / "loose.toml").touch()
    assert packs.editions(tmp_path) == (tmp_path / "a", tmp_path / "b")


def test_there_are_no_editions_where_there_is_no_folder(tmp_path: Path) -> None:
    assert packs.editions(tmp_path / "none") == ()
