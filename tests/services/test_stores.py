"""Opening a store, backing it up, and what is said when that cannot be."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.park import Park, Zone
from app.errors import UserError
from app.services import backup, history, parks, store_words, stores
from app.services.stores import Store
from models import faults
from tests.conftest import WHO


def test_a_second_opener_is_told_who_holds_the_store(store: Store) -> None:
    with pytest.raises(UserError, match=WHO) as refused:
        stores.open_store(store.path, "另一个人")
    assert "关闭" in refused.value.remedy


def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.sqlite"
    path.write_bytes("不是数据库".encode() * 100)
    before = path.read_bytes()
    with pytest.raises(UserError) as refused:
        stores.open_store(path, WHO)
    assert refused.value.remedy
    assert path.read_bytes() == before


def test_every_fault_of_a_store_has_its_sentence() -> None:
    kinds = [
        kind for _, kind in inspect.getmembers(faults, inspect.isclass) if issubclass(kind, faults.Fault)
    ]
    leaves = [kind for kind in kinds if not kind.__subclasses__()]
    assert {kind.__name__ for kind in leaves if kind not in store_words.SENTENCES} == set()


def test_a_backup_opens_like_the_store_itself(store: Store, park: Park, tmp_path: Path) -> None:
    target = backup.copy_to(store, tmp_path / "copy.sqlite").path
    with stores.open_store(target, WHO) as copy:
        assert parks.listed(copy) == (park,)


@pytest.mark.parametrize("way", ["store.sqlite", "../{}/store.sqlite", "link.sqlite", "hard.sqlite"])
def test_a_backup_never_writes_over_the_store_by_whatever_way_it_is_named(
    store: Store, park: Park, tmp_path: Path, way: str
) -> None:
    (tmp_path / "link.sqlite").symlink_to(store.path)
    (tmp_path / "hard.sqlite").hardlink_to(store.path)
    with pytest.raises(UserError, match="覆盖"):
        backup.copy_to(store, tmp_path / way.format(tmp_path.name))
    parks.edit(store, WHO, Park, park.id, "note", "仍可写入")


def test_a_backup_into_a_missing_folder_names_it_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"不能写入 .*nowhere"):
        backup.copy_to(store, tmp_path / "nowhere" / "copy.sqlite")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("opener", [lambda path: stores.open_store(path, WHO), stores.look])
def test_a_name_that_no_file_can_have_is_told(tmp_path: Path, opener: Callable[[Path], Store]) -> None:
    with pytest.raises(UserError) as refused:
        opener(tmp_path / f"{'长' * 200}.sqlite")
    assert refused.value.remedy


def test_what_belongs_to_a_park_that_is_gone_is_refused_in_words(store: Store) -> None:
    with pytest.raises(UserError, match="已经不在") as refused:
        parks.add(store, WHO, Zone(id="z", park_id="gone"))
    assert refused.value.remedy
    assert history.entries(store) == ()


def test_half_a_character_is_refused_in_words(store: Store, park: Park) -> None:
    with pytest.raises(UserError, match="不完整的字符"):
        parks.edit(store, WHO, Park, park.id, "note", "粘贴\ud83d")
    assert parks.get(store, park.id) == park


def test_a_store_that_is_held_is_told_by_the_clock_on_the_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    held = faults.StoreHeld(Path("a.sqlite"), "王工", "电脑", 1, "2026-11-23T02:05:00+00:00")
    said = store_words.words(held).what
    monkeypatch.undo()
    time.tzset()
    assert "自 2026-11-23 10:05）" in said
