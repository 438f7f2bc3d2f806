"""Opening a store, backing it up, and what is said when that cannot be."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from app.core.park import Park
from app.errors import UserError
from app.services import backup, parks, store_words, stores
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
    target = backup.copy_to(store, tmp_path / "copy.sqlite")
    with stores.open_store(target, WHO) as copy:
        assert parks.listed(copy) == (park,)


def test_a_backup_never_writes_over_the_store(store: Store) -> None:
    with pytest.raises(UserError, match="覆盖"):
        backup.copy_to(store, store.path)


def test_a_backup_into_a_missing_folder_says_so_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        backup.copy_to(store, tmp_path / "nowhere" / "copy.sqlite")
    assert not (tmp_path / "nowhere").exists()
