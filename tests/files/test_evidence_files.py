"""Contents beside a store: kept once, whole or not at all, and what cannot be taken is refused with a remedy."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from pathlib import Path

import pytest

from app.errors import Stopped, UserError
from app.files import evidence_files, evidence_intake
from app.files.evidence_intake import Pasted, Wishes
from tests.files import pictures
from tests.models import kills
from tests.models.test_permissions import as_ordinary_user

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    return tmp_path / "county.sqlite"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "台账.csv"
    path.write_text("企业,人数\n示例化工,120\n" * 1000, "utf-8")
    return path


def left(beside: Path) -> list[Path]:
    folder = evidence_files.folder_of(beside)
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def take(beside: Path, source: Path | Pasted, **wishes) -> evidence_intake.Taken:
    return evidence_intake.take(beside, source, Wishes(**wishes))


def test_a_content_lies_under_its_hash(beside: Path, paper: Path) -> None:
    stored = evidence_files.put(beside, paper)
    assert stored.sha256 == hashlib.sha256(paper.read_bytes()).hexdigest()
    path = beside.parent / "county.sqlite.files" / stored.sha256[:2] / stored.sha256
    assert path == evidence_files.path_of(beside, stored.sha256)
    assert path.read_bytes() == paper.read_bytes()


def test_the_same_content_is_kept_once(beside: Path, paper: Path) -> None:
    again = paper.with_name("另一份.csv")
    again.write_bytes(paper.read_bytes())
    assert evidence_files.put(beside, paper) == evidence_files.put(beside, again)
    assert len(left(beside)) == 1


def test_the_same_photo_is_kept_once(beside: Path) -> None:
    one, other = (take(beside, Pasted(f"{name}.jpg", pictures.photo())) for name in "甲乙")
    assert one.sha256 == other.sha256
    assert len(left(beside)) == 1


def test_a_content_that_was_damaged_is_mended_when_it_comes_again(beside: Path, paper: Path) -> None:
    stored = evidence_files.put(beside, paper)
    path = evidence_files.path_of(beside, stored.sha256)
    path.write_bytes(b"x" * stored.size)
    evidence_files.put(beside, paper)
    assert evidence_files.sound(path, stored.sha256)


def test_an_empty_file_is_refused(beside: Path, tmp_path: Path) -> None:
    (tmp_path / "空.pdf").touch()
    with pytest.raises(UserError, match="是空文件（0 字节），没有加入"):
        take(beside, tmp_path / "空.pdf")
    assert left(beside) == []


def test_a_huge_file_is_refused_with_its_size_and_the_limit(beside: Path, tmp_path: Path) -> None:
    with (tmp_path / "大.zip").open("wb") as file:
        file.truncate(3 * 1024 * 1024)
    with pytest.raises(UserError, match="有 3 MB，超过上限 2 MB"):
        take(beside, tmp_path / "大.zip", limit=2 * 1024 * 1024)
    assert left(beside) == []


def test_a_huge_photo_is_refused_before_it_is_read(beside: Path, tmp_path: Path) -> None:
    path = tmp_path / "大.jpg"
    path.write_bytes(pictures.photo() + bytes(3 * 1024 * 1024))
    with pytest.raises(UserError, match="超过上限 2 MB"):
        take(beside, path, limit=2 * 1024 * 1024)


def test_a_folder_is_refused(beside: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="是文件夹，没有加入。请打开文件夹，选中其中的文件"):
        take(beside, tmp_path)


def test_a_pipe_is_refused_without_waiting_for_it(beside: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道")
    with pytest.raises(UserError, match="不是普通文件"):
        take(beside, tmp_path / "管道")


def test_a_file_that_is_gone_is_refused(beside: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到“无"):
        take(beside, tmp_path / "无.pdf")


def test_a_file_that_may_not_be_read_is_refused() -> None:
    def attempt() -> None:
        with pytest.raises(UserError, match="文件可能正被其他程序使用"):
            take(folder / "county.sqlite", folder / "锁.pdf")

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o777)
        (folder / "锁.pdf").write_bytes(pictures.pdf(1))
        (folder / "锁.pdf").chmod(0)
        assert as_ordinary_user(attempt) == "nothing"


def test_a_file_that_grows_while_it_is_read_is_refused(beside: Path, paper: Path) -> None:
    def grow(_done: float, _what: str) -> None:
        with paper.open("ab") as file:
            file.write(b"more")

    with pytest.raises(UserError, match="在读取时发生了变化，没有加入"):
        evidence_files.put(beside, paper, grow)
    assert left(beside) == []


def test_a_full_disk_leaves_nothing_and_says_so(
    beside: Path, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence_files.put(beside, b"there before")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="磁盘空间不足"):
        evidence_files.put(beside, paper)
    assert len(left(beside)) == 1


def test_a_copy_that_another_person_makes_just_now_is_left_alone(beside: Path, paper: Path) -> None:
    folder = evidence_files.folder_of(beside)
    folder.mkdir()
    (folder / "incoming-of-another.part").write_bytes(b"under way")
    evidence_files.put(beside, paper)
    assert (folder / "incoming-of-another.part").exists()


def test_stopping_leaves_nothing(beside: Path, paper: Path) -> None:
    def stop(_done: float, _what: str) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        evidence_files.put(beside, paper, stop)
    assert left(beside) == []


def test_a_process_killed_while_it_copies_leaves_no_half_content(beside: Path, tmp_path: Path) -> None:
    source = tmp_path / "扫描.bin"
    source.write_bytes(os.urandom(8 * 1024 * 1024))
    wanted = hashlib.sha256(source.read_bytes()).hexdigest()

    def work(store: Path, acknowledge) -> None:
        evidence_files.put(store, source, lambda done, _what: acknowledge(int(done * 100)))

    for patience in (1, 3, 6):
        kills.kill_one(work, beside, patience=patience, delay=0)
        assert all(evidence_files.sound(path, path.name) for path in evidence_files.held(beside))
    for part in left(beside):
        os.utime(part, (0, 0))  # long ago
    assert evidence_files.put(beside, source).sha256 == wanted
    assert [path.name for path in left(beside)] == [wanted]


@pytest.mark.parametrize(
    ("name", "data", "media", "filed"),
    [
        ("现场.jpg", pictures.pdf(1), "application/pdf", "现场.pdf"),
        ("报告.pdf", pictures.photo(), "image/jpeg", "报告.jpg"),
        ("说明.docx", "只是文字\n".encode("gb18030") * 9, "text/plain", "说明.txt"),
        ("表.pdf", b"\0\1\2\3" * 99, "application/octet-stream", "表.bin"),
    ],
    ids=["PDF", "JPEG", "text", "unknown"],
)
def test_a_renamed_file_is_kept_as_what_it_is(
    beside: Path, name: str, data: bytes, media: str, filed: str
) -> None:
    taken = take(beside, Pasted(name, data))
    assert (taken.media, taken.name, taken.mistaken) == (media, filed, name)


@pytest.mark.parametrize("name", ["图.PNG", "图.png"])
def test_a_file_that_is_what_it_says_keeps_its_name(beside: Path, name: str) -> None:
    from PIL import Image

    taken = take(beside, Pasted(name, pictures.png(Image.new("1", (9, 9)))))
    assert (taken.name, taken.mistaken) == (name, "")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("报告.pdf", b"MZ\x90\0" + bytes(99)),
        ("脚本.bat", b"@echo off"),
        ("a.txt", b"#!/bin/sh\n"),
        ("b", b"\x7fELF"),
    ],
    ids=["program", "batch", "shell", "ELF"],
)
def test_programs_and_scripts_are_refused(beside: Path, name: str, data: bytes) -> None:
    with pytest.raises(UserError, match="是程序或脚本，不能作为佐证"):
        take(beside, Pasted(name, data))
    assert left(beside) == []


def test_an_iphone_picture_is_kept_as_it_is(beside: Path) -> None:
    heic = b"\0\0\0\x18ftypheic" + bytes(200)
    taken = take(beside, Pasted("IMG_1.HEIC", heic))
    assert (taken.media, taken.size) == ("image/heic", len(heic))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a/b\\c:d.pdf", "a_b_c_d.pdf"),
        ("长" * 300 + ".pdf", "长" * 117 + ".pdf"),
        (" . ", "未命名"),
    ],
)
def test_a_name_becomes_one_that_every_disk_takes(given: str, kept: str) -> None:
    assert evidence_intake.clean_name(given) == kept


def test_a_name_of_broken_characters_can_be_kept(beside: Path) -> None:
    assert evidence_intake.clean_name("\udcff断.txt") == "_断.txt"
