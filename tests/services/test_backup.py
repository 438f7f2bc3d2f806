"""A backup takes the evidence along: compared by hash, linked or copied, and nothing half left behind."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from app.errors import Stopped, UserError
from app.files import evidence_files
from app.services import backup, evidence, evidence_adding, stores
from app.services.evidence_adding import Pasted
from tests.conftest import WHO

FILES = tuple(Pasted(f"台账{number}.txt", f"第 {number} 份".encode()) for number in range(3))


@pytest.fixture
def filled(store, park):
    evidence_adding.add(store, WHO, park.id, evidence_adding.take_in(store, FILES).taken)
    return store


def held(path: Path) -> list[str]:
    return [content.name for content in evidence_files.held(path)]


def test_a_backup_holds_every_file_and_all_are_sound(filled, tmp_path) -> None:
    made = backup.copy_to(filled, tmp_path / "out.sqlite")
    assert (made.contents, made.flaws) == (3, ())
    with stores.open_store(made.path, WHO) as copy:
        assert evidence.verify(copy) == ()
        assert [one.evidence.name for one in evidence.listed(copy)] == [one.name for one in FILES]


def test_where_the_disk_has_no_links_the_files_are_copied(filled, tmp_path, monkeypatch) -> None:
    def refuse(*_names: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    made = backup.copy_to(filled, tmp_path / "out.sqlite")
    assert held(made.path) == held(filled.path)
    (first, *_) = evidence_files.held(made.path)
    assert first.stat().st_nlink == 1


@pytest.mark.parametrize("at", [0.0, 0.5, -1])
def test_a_stopped_backup_leaves_nothing(filled, tmp_path, at) -> None:
    def stop(done: float, what: str) -> None:
        if done >= at and (at >= 0 or "数据文件" in what):
            raise Stopped

    with pytest.raises(Stopped):
        backup.copy_to(filled, tmp_path / "out" / "out.sqlite", stop)
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == []


def test_a_backup_over_an_earlier_one_keeps_what_that_has(filled, tmp_path) -> None:
    target = tmp_path / "out.sqlite"
    backup.copy_to(filled, target)
    (gone, *_) = evidence.listed(filled)
    evidence_files.path_of(filled.path, gone.evidence.sha256).unlink()
    made = backup.copy_to(filled, target)
    assert len(held(target)) == 3
    assert [flaw.evidence.name for flaw in made.flaws] == []


def test_a_damaged_file_is_named_and_the_rest_is_saved(filled, tmp_path) -> None:
    (gone, changed, _) = evidence.listed(filled)
    evidence_files.path_of(filled.path, gone.evidence.sha256).unlink()
    evidence_files.path_of(filled.path, changed.evidence.sha256).write_bytes(b"other")
    made = backup.copy_to(filled, tmp_path / "out.sqlite")
    assert made.contents == 1
    assert [(flaw.evidence.name, flaw.missing) for flaw in made.flaws] == [
        ("台账0.txt", True),
        ("台账1.txt", False),
    ]


def test_a_backup_that_cannot_be_written_says_why_and_leaves_nothing(filled, tmp_path, monkeypatch) -> None:
    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="磁盘空间不足"):
        backup.copy_to(filled, tmp_path / "out.sqlite")
    assert list(tmp_path.glob("out*")) == []
