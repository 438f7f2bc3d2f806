"""Editions of one's own: kept whole or not at all, never in the place of another, put aside and not lost."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import paths
from app.core.edition_diff import Fate
from app.core.park import Park
from app.core.rights import Person, Role
from app.core.rollup import Kind
from app.core.standard import Standard
from app.errors import Stopped, UserError
from app.files import packs, workbook_write
from app.services import assessments, edition_import, people, standards, whole_files
from app.services.stores import Store
from tests.conftest import TODAY, WHO
from tests.services import editions


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path


def keep(standard: Standard) -> edition_import.Kept:
    return edition_import.keep(edition_import.propose(standard))


def names() -> list[str]:
    """What lies among the user's own editions, under whatever name."""
    root = standards.own_root()
    return sorted(path.name for path in root.iterdir()) if root.exists() else []


def test_a_kept_edition_is_offered_from_a_folder_of_its_id() -> None:
    kept = keep(editions.first())
    assert kept.folder == standards.own_root() / "all-kinds"
    assert standards.offered()["all-kinds"].standard == editions.first()


def test_an_edition_comes_from_a_workbook_as_it_went_out(tmp_path: Path) -> None:
    path = edition_import.export(editions.second(), tmp_path / "第二版.xlsx")
    assert edition_import.read(path).standard == editions.second()


def test_the_same_edition_again_changes_nothing() -> None:
    keep(editions.first())
    again = keep(editions.first())
    assert not again.fresh
    assert names() == ["all-kinds"]


def test_an_edition_typed_with_spaces_at_the_ends_of_texts_is_the_same_that_comes_back(
    tmp_path: Path,
) -> None:
    keep(editions.edition(note="仅供测试。\n"))
    typed = standards.offered()["all-kinds"].standard
    path = edition_import.export(typed, tmp_path / "一.xlsx")
    assert edition_import.read(path).there == standards.own_root() / "all-kinds"


def test_other_content_under_the_same_id_and_version_is_refused_and_changes_nothing() -> None:
    keep(editions.first())
    with pytest.raises(UserError, match="换一个版本") as refused:
        keep(editions.edition(title="改了名"))
    assert "内容不同" in refused.value.what
    assert standards.offered()["all-kinds"].standard == editions.first()


def test_a_new_version_takes_the_place_of_the_old_which_is_put_aside() -> None:
    keep(editions.first())
    new = editions.edition(title="改了名", version="1.1")
    kept = keep(new)
    assert standards.offered()["all-kinds"].standard == new
    assert kept.aside is not None
    assert packs.load(kept.aside) == editions.first()


def test_a_new_version_is_compared_with_the_old_where_it_supersedes_no_other() -> None:
    keep(editions.first())
    beside = edition_import.propose(editions.edition(title="改了名", version="1.1")).beside
    assert beside is not None
    assert {one.fate for one in beside.differences} == {Fate.CARRIED}


def test_an_edition_is_compared_with_the_one_that_it_supersedes() -> None:
    keep(editions.first())
    beside = edition_import.propose(editions.second()).beside
    assert beside is not None
    fates = {one.subject: one.fate for one in beside.differences if one.fate is not Fate.CARRIED}
    assert fates == {
        "item/K02": Fate.REWORDED,
        "item/K03": Fate.LEVELS_CHANGED,
        "item/K08": Fate.RETIRED,
        "item/K09": Fate.NEW,
        "check/H1-1": Fate.REWORDED,
        "veto/V2": Fate.LEVELS_CHANGED,
    }


def test_an_edition_that_supersedes_an_unknown_one_is_kept_without_comparison() -> None:
    assert edition_import.propose(editions.second()).beside is None


def test_the_id_of_a_shipped_edition_is_refused_with_what_to_write() -> None:
    with pytest.raises(UserError, match="替代的标准包"):
        keep(editions.edition(id="guide-2023-trial"))
    assert names() == []


def test_a_shipped_edition_unchanged_is_told_to_be_there() -> None:
    shipped = standards.shipped()["guide-2023-trial"].standard
    assert edition_import.propose(shipped).shipped
    assert not keep(shipped).fresh


@pytest.mark.parametrize("at", range(5))
def test_killed_at_any_write_it_leaves_what_was_there_before(at: int) -> None:
    keep(editions.first())
    proposal = edition_import.propose(editions.edition(title="改了名", version="1.1"))

    def die(original: Callable[..., Any], *given: Any) -> Any:
        if len(done) == at:
            os._exit(9)
        done.append(1)
        return original(*given)

    done: list[int] = []
    child = os.fork()
    if child == 0:  # killed after so many files, before the folder has its name, or before the old is aside
        put, rename = whole_files.put, Path.rename
        whole_files.put = lambda path, content: die(put, path, content)
        Path.rename = lambda path, target: die(rename, path, target)  # type: ignore[method-assign, assignment]
        edition_import.keep(proposal)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert standards.offered()["all-kinds"].standard == editions.first()
    assert edition_import.keep(proposal).fresh
    assert standards.offered()["all-kinds"].standard == proposal.standard


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_takes_no_more_leaves_nothing_and_is_told(
    code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        path.write_bytes(content[:10])
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(whole_files, "put", full)
    with pytest.raises(UserError, match="不能写入"):
        keep(editions.first())
    assert names() == []


def test_stopped_in_the_middle_it_leaves_nothing() -> None:
    def stop(done: float, what: str) -> None:
        if what == "读回核对":
            raise Stopped

    with pytest.raises(Stopped):
        edition_import.keep(edition_import.propose(editions.first()), progress=stop)
    assert names() == []


def test_what_a_crash_left_behind_is_swept_once_nobody_can_be_at_it() -> None:
    root = standards.own_root()
    for name, age in ((".import-old", 7200), (".import-new", 60)):
        (root / name).mkdir(parents=True)
        os.utime(root / name, (time.time() - age,) * 2)
    keep(editions.first())
    assert names() == [".import-new", "all-kinds"]


def test_a_folder_of_ones_choice_must_be_new_or_empty(tmp_path: Path) -> None:
    proposal = edition_import.propose(editions.first())
    (tmp_path / "空").mkdir()
    for folder in (tmp_path / "新" / "包", tmp_path / "空"):
        edition_import.keep(proposal, folder)
        assert packs.load(folder) == editions.first()
        with pytest.raises(UserError, match="已经有内容"):
            edition_import.keep(proposal, folder)
    assert names() == []


def test_a_workbook_that_could_not_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "模板.xlsx"
    path.write_bytes(b"old")

    def full(part: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(whole_files, "put", full)
    with pytest.raises(UserError, match="磁盘空间不足"):
        edition_import.export(editions.first(), path)
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith("模板")] == ["模板.xlsx"]


def test_an_edition_without_rounds_is_put_aside_and_can_come_back(store: Store) -> None:
    keep(editions.first())
    aside = edition_import.remove(store, WHO, "all-kinds")
    assert aside.parent == paths.user_data() / "standards-removed"
    assert "all-kinds" not in standards.offered()
    aside.rename(standards.own_root() / aside.name)
    assert "all-kinds" in standards.offered()


def test_a_second_edition_put_aside_under_the_same_name_does_not_cover_the_first(store: Store) -> None:
    asides = set()
    for version in ("1", "2", "3"):
        keep(editions.edition(version=version))
        asides.add(edition_import.remove(store, WHO, "all-kinds"))
    assert [packs.load(folder).edition.version for folder in sorted(asides)] == ["1", "2", "3"]


def test_an_edition_that_a_round_rests_on_is_not_removed(store: Store, park: Park) -> None:
    keep(editions.first())
    assessments.begin(store, WHO, assessments.fresh(park.id, Kind.SELF, 2026, TODAY, "all-kinds"))
    with pytest.raises(UserError, match="有 1 轮评估用着"):
        edition_import.remove(store, WHO, "all-kinds")
    assert "all-kinds" in standards.offered()


def test_a_faulty_edition_of_ones_own_can_be_removed_by_its_folder(store: Store) -> None:
    folder = standards.own_root() / "broken"
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text("[edition]\n", "utf-8")
    assert edition_import.remove(store, WHO, "broken").name == "broken"


def test_who_may_only_look_changes_no_editions(store: Store) -> None:
    people.add(store, WHO, Person(id="", name=WHO, role=Role.COMMITTEE))
    people.add(store, WHO, Person(id="", name="看客", role=Role.READER))
    keep(editions.first())
    with pytest.raises(UserError, match="不能办理"):
        edition_import.remove(store, "看客", "all-kinds")
    with pytest.raises(UserError, match="不能办理"):
        edition_import.require(store, "看客")


def test_faults_of_a_workbook_keep_nothing(tmp_path: Path) -> None:
    path = tmp_path / "半个.xlsx"
    content = workbook_write.workbook(editions.first())
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(UserError, match="没有导入"):
        edition_import.read(path)
    assert names() == []
