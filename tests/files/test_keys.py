"""Key files: what they sign, who can open them, and what is said of damaged, foreign and missing ones."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from app.errors import UserError
from app.files import keys

SECRET, OTHER = "安全生产人人有责", "another one 8"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("keys")
    public_key = keys.make(folder, "p1", SECRET)
    return keys.path_of(folder, "p1", public_key), public_key


@pytest.fixture
def key(made: tuple[Path, str], tmp_path: Path) -> tuple[Path, str]:
    """A copy of one's own."""
    path = tmp_path / made[0].name
    path.write_bytes(made[0].read_bytes())
    return path, made[1]


def test_a_signature_holds_for_its_message_and_its_key_alone(key: tuple[Path, str], tmp_path: Path) -> None:
    signature = keys.sign(*key, SECRET, b"seal")
    assert keys.verify(key[1], signature, b"seal")
    assert not keys.verify(key[1], signature, b"Seal")
    assert not keys.verify(keys.make(tmp_path, "p2", SECRET), signature, b"seal")


@pytest.mark.parametrize(("public_key", "signature"), [("", ""), ("zz", "00"), ("ab", "cd"), ("园", "园")])
def test_what_is_no_key_or_no_signature_simply_does_not_hold(public_key: str, signature: str) -> None:
    assert not keys.verify(public_key, signature, b"seal")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bits")
def test_a_key_file_is_for_its_owner_only_and_holds_no_bare_key(
    key: tuple[Path, str], tmp_path: Path
) -> None:
    path = keys.path_of(tmp_path, "p3", keys.make(tmp_path, "p3", SECRET))
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert b"ENCRYPTED PRIVATE KEY" in path.read_bytes()


@pytest.mark.parametrize("wrong", ["", OTHER, "安全生产人人有责 "])
def test_a_wrong_passphrase_is_told(key: tuple[Path, str], wrong: str) -> None:
    with pytest.raises(UserError, match="口令不对") as told:
        keys.sign(*key, wrong, b"seal")
    assert told.value.remedy


def test_figures_typed_wide_open_what_was_locked_with_narrow_ones(tmp_path: Path) -> None:
    public_key = keys.make(tmp_path, "p", "abc12345")
    assert keys.sign(keys.path_of(tmp_path, "p", public_key), public_key, "ａｂｃ１２３４５", b"x")


@pytest.mark.parametrize("poor", ["", "1234567", "        ", "aaaaaaaa", "长" * 201])
def test_a_poor_passphrase_makes_no_key(tmp_path: Path, poor: str) -> None:
    with pytest.raises(UserError):
        keys.make(tmp_path / "none", "p", poor)
    assert not (tmp_path / "none").exists()


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _not_text(content: bytes) -> bytes:
    return b"\xff\xfe" + content


def _header(content: bytes) -> bytes:
    return content.replace(b"ParkGrade", b"Parkgrade")


def _huge(content: bytes) -> bytes:
    return content * 100


@pytest.mark.parametrize("damage", [_cut, _not_text, _header, _huge, lambda _: b""])
def test_a_damaged_key_file_is_told_with_the_way_out(key: tuple[Path, str], damage: object) -> None:
    key[0].write_bytes(damage(key[0].read_bytes()))
    with pytest.raises(UserError, match="已经损坏") as told:
        keys.sign(*key, SECRET, b"seal")
    assert "恢复密钥" in told.value.remedy


def test_no_flipped_byte_of_a_key_file_makes_another_signature(key: tuple[Path, str]) -> None:
    content = key[0].read_bytes()
    for at in range(0, len(content), 23):
        key[0].write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        with pytest.raises(UserError):
            keys.sign(*key, SECRET, b"seal")


def test_the_key_of_somebody_else_is_foreign(key: tuple[Path, str], tmp_path: Path) -> None:
    foreign = keys.make(tmp_path, "p2", SECRET)
    with pytest.raises(UserError, match="别人的"):
        keys.sign(keys.path_of(tmp_path, "p2", foreign), key[1], SECRET, b"seal")


def test_a_missing_key_file_is_told(key: tuple[Path, str]) -> None:
    key[0].unlink()
    with pytest.raises(UserError, match="没有您的密钥文件"):
        keys.sign(*key, SECRET, b"seal")


def test_a_changed_passphrase_opens_the_same_key_and_the_old_one_no_longer_does(
    key: tuple[Path, str],
) -> None:
    keys.change(*key, SECRET, OTHER)
    assert keys.verify(key[1], keys.sign(*key, OTHER, b"seal"), b"seal")
    with pytest.raises(UserError, match="口令不对"):
        keys.sign(*key, SECRET, b"seal")


def test_a_passphrase_that_cannot_be_changed_leaves_the_file_as_it_was(key: tuple[Path, str]) -> None:
    before = key[0].read_bytes()
    for old, new in ((OTHER, OTHER), (SECRET, "short")):
        with pytest.raises(UserError):
            keys.change(*key, old, new)
    assert key[0].read_bytes() == before
    assert list(key[0].parent.iterdir()) == [key[0]]


def test_a_copy_is_restored_only_by_its_owner(key: tuple[Path, str], tmp_path: Path) -> None:
    stick = tmp_path / "stick" / "copy.pem"
    keys.copy(key[0], stick)
    key[0].unlink()
    with pytest.raises(UserError, match="口令不对"):
        keys.restore(stick, *key, OTHER)
    assert not key[0].exists()
    keys.restore(stick, *key, SECRET)
    assert keys.sign(*key, SECRET, b"seal")


def test_a_folder_that_takes_no_files_is_told(key: tuple[Path, str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="没有写成"):
        keys.copy(key[0], tmp_path / "file" / "copy.pem")
