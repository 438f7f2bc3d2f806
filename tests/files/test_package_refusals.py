"""Packages that no sound program writes, one by one: refused in plain words, and nothing comes of them."""

from __future__ import annotations

import hashlib
import io
import os
import random
import stat
import struct
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from app.core import package as forms
from app.errors import UserError
from app.files import package_read
from tests.files import packages
from tests.files.packages import Files, refused

HASH = "0" * 64


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The files of a sound, signed package."""
    return packages.unpacked(packages.made(tmp_path_factory.mktemp("sound"), signer=packages.signer))


OTHERS: Mapping[str, tuple[bytes, str]] = {
    "nothing": (b"", "空文件"),
    "text": ("企业,人数\n".encode(), "其实不是"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "其实不是"),
    "one sign": (b"P", "其实不是"),
    "the start of a zip": (b"PK\x03\x04" + bytes(50), "不完整"),
    "an empty zip": (b"PK\x05\x06" + bytes(18), "其实不是"),
}


@pytest.mark.parametrize("case", OTHERS)
def test_what_is_no_package_is_told(tmp_path: Path, case: str) -> None:
    path = tmp_path / "a.parkgrade"
    path.write_bytes(OTHERS[case][0])
    refused(path, OTHERS[case][1])


def test_another_zip_is_told(tmp_path: Path) -> None:
    refused(packages.packed(tmp_path / "a.docx", {"word/document.xml": b"<w/>"}), "不该有的文件")


def test_what_is_not_there_a_folder_and_a_pipe_are_told(tmp_path: Path) -> None:
    refused(tmp_path / "gone.parkgrade", "找不到")
    refused(tmp_path, "其实不是")
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe")
        refused(tmp_path / "pipe", "其实不是")


def test_a_package_with_something_after_its_end_is_refused(tmp_path: Path, sound: Files) -> None:
    path = packages.packed(tmp_path / "a", sound)
    path.write_bytes(path.read_bytes() + b"\0")
    refused(path, "不完整")


def test_a_package_with_something_before_its_start_is_refused(tmp_path: Path, sound: Files) -> None:
    path = packages.packed(tmp_path / "a", sound)
    path.write_bytes(b"MZ" + path.read_bytes())
    refused(path, "其实不是")


@pytest.mark.parametrize(
    "name",
    [
        *("../../evil", "/etc/passwd", "C:\\evil", "records/../../evil.json", "records\\park.json"),
        *(
            "evidence/../x",
            "evidence/" + "A" * 64,
            "records/Park.json",
            "notes.txt",
            "园区.json",
            "a\nb",
        ),
    ],
)
def test_a_name_that_is_none_of_ours_is_refused(tmp_path: Path, sound: Files, name: str) -> None:
    said = refused(packages.packed(tmp_path / "a", sound | {name: b""}), "不该有的文件")
    assert said.what.isprintable()


def test_a_name_that_stands_twice_is_refused(tmp_path: Path, sound: Files) -> None:
    path = packages.packed(tmp_path / "a", sound)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("records/park.json", b"[]")
    refused(path, "有两份")


def entry(name: str = "records/park.json", **other: Any) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    for key, value in other.items():
        setattr(info, key, value)
    return info


ODD: Mapping[str, tuple[zipfile.ZipInfo, str]] = {
    "a link": (entry(external_attr=(stat.S_IFLNK | 0o777) << 16), "链接"),
    "a device": (entry(external_attr=(stat.S_IFCHR | 0o666) << 16), "链接"),
    "a folder": (entry("records/", external_attr=0x10), "链接或文件夹"),
    "a folder by its mode": (entry(external_attr=(stat.S_IFDIR | 0o777) << 16), "链接或文件夹"),
    "LZMA": (entry(compress_type=zipfile.ZIP_LZMA), "压缩方法"),
    "BZ2": (entry(compress_type=zipfile.ZIP_BZIP2), "压缩方法"),
}


@pytest.mark.parametrize("case", ODD)
def test_entries_of_another_kind_are_refused(tmp_path: Path, sound: Files, case: str) -> None:
    files = {name: content for name, content in sound.items() if name != "records/park.json"}
    path = packages.packed(tmp_path / "a", files)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(ODD[case][0], sound["records/park.json"] if case != "a folder" else b"")
    refused(path, ODD[case][1])


def test_a_zip_with_a_password_of_its_own_is_refused(tmp_path: Path, sound: Files) -> None:
    path = packages.packed(tmp_path / "a", sound)
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    refused(path, "用其他软件加了密")


def bomb(path: Path, sound: Files, name: str, size: int) -> Path:
    """A part that says in the list of contents that it is small and is large, or the other way round."""
    files = sound | {name: bytes(1000)}
    packages.packed(path, files)
    content = bytearray(path.read_bytes())
    at = content.rindex(name.encode()) - 46
    content[at + 24 : at + 28] = struct.pack("<L", size)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "size", "told"),
    [
        ("records/park.json", 700_000_000, "单个文件的大小"),
        ("manifest.json", 33_000_000, "清单的大小"),
        ("signature.json", 20_000, "清单的大小"),
        ("records/park.json", 10, "已经损坏|大小"),
        ("manifest.json", 10, "已经损坏|不合规定"),
    ],
)
def test_sizes_that_are_absurd_or_untrue_are_refused(
    tmp_path: Path, sound: Files, name: str, size: int, told: str
) -> None:
    refused(bomb(tmp_path / "a", sound, name, size), told)


def test_many_parts_that_are_too_much_together_are_refused(
    tmp_path: Path, sound: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packages.packed(tmp_path / "a", sound)
    for limit, told in (
        ("LARGEST_TOGETHER", "总的大小"),
        ("LARGEST_JSON", "记录的总量"),
        ("MOST_PARTS", "文件个数"),
        ("MOST_RECORDS", "记录数"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(forms, limit, 1)
            refused(path, told)


def test_a_bomb_is_never_unpacked_beyond_what_it_says(tmp_path: Path, sound: Files) -> None:
    """A gigabyte of zeros that says it is a small part: the rest of it is left alone."""
    files = packages.fitting(sound | {"records/park.json": bytes(1_000)})
    path = packages.packed(tmp_path / "a", files | {"records/park.json": bytes(50_000_000)})
    content = bytearray(path.read_bytes())
    at = content.rindex(b"records/park.json") - 46
    content[at + 24 : at + 28] = struct.pack("<L", 1_000)
    path.write_bytes(content)
    refused(path, "已经损坏|不合规定")


def test_a_list_of_contents_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a"
    end = b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 60_000, 60_000, 17_000_000, 4, 0)
    path.write_bytes(b"PK\x03\x04" + bytes(100) + end)
    refused(path, "文件个数")
    far = b"PK\x06\x06" + struct.pack("<Q2H2L4Q", 44, 45, 45, 0, 0, 9**9, 9**9, 17_000_000, 0)
    locator = b"PK\x06\x07" + struct.pack("<LQL", 0, 4, 1)
    path.write_bytes(b"PK\x03\x04" + far + locator + end.replace(struct.pack("<L", 17_000_000), bytes(4)))
    refused(path, "文件个数")


@pytest.mark.parametrize(
    "name", ["records/park.json", "evidence", "standards", "versions.json", "manifest.json"]
)
def test_a_part_that_is_missing_is_told(tmp_path: Path, sound: Files, name: str) -> None:
    gone = next(each for each in sound if each.startswith(name))
    refused(packages.packed(tmp_path / "a", {k: v for k, v in sound.items() if k != gone}), "缺少|其实不是")


def test_a_part_more_than_the_manifest_lists_is_refused(tmp_path: Path, sound: Files) -> None:
    refused(packages.packed(tmp_path / "a", sound | {"records/person.json": b"[]"}), "多出清单上没有的")


def test_parts_that_change_places_are_refused(tmp_path: Path, sound: Files) -> None:
    one, other = (name for name in sound if name.startswith("evidence/"))
    swapped = sound | {one: sound[other], other: sound[one]}
    refused(packages.packed(tmp_path / "a", swapped), "损坏")
    refused(packages.packed(tmp_path / "b", packages.fitting(swapped)), "名称")


def test_a_package_that_this_machine_cannot_hold_is_told(
    tmp_path: Path, sound: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_much(*given: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(package_read.package_checks, "agreeing", too_much)
    refused(packages.packed(tmp_path / "a", sound), "内存不够")


def test_a_disk_that_goes_away_is_told(tmp_path: Path, sound: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packages.packed(tmp_path / "a", sound)

    class Gone(io.BytesIO):
        def read(self, *given: Any) -> bytes:
            raise OSError(5, "Input/output error")

    found: Callable[..., Any] = Path.open
    monkeypatch.setattr(Path, "open", lambda self, *how: Gone() if self == path else found(self, *how))
    refused(path, "不能读取")


def test_a_content_that_is_not_there_is_a_fault_of_the_caller(tmp_path: Path, sound: Files) -> None:
    with package_read.open_package(packages.packed(tmp_path / "a", sound)) as package:
        for asked in (package.content, package.edition):
            with pytest.raises(KeyError):
                asked(HASH)
        assert package.records("nowhere") == ()


def test_a_package_that_changes_while_it_is_open_is_told(tmp_path: Path, sound: Files) -> None:
    content = random.Random(7).randbytes(300_000)
    sha256 = hashlib.sha256(content).hexdigest()
    path = packages.packed(tmp_path / "a", packages.fitting(sound | {f"evidence/{sha256}": content}))
    with package_read.open_package(path) as package, path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        with pytest.raises(UserError, match="“a”已经损坏"):
            package.content(sha256).read()
