"""A copy of the store on a person's order: whole, checked, and openable like the store itself."""

from __future__ import annotations

from pathlib import Path

from app.errors import UserError
from app.services import stores
from app.services.stores import Store
from models import sqlite


def copy_to(store: Store, target: Path) -> Path:
    """Copy the store to ``target``; nothing is left there on a fault. Refuses to write over the store itself."""
    if _same(target, store.path):
        raise UserError("备份不能覆盖正在使用的数据文件。", "请换一个文件名。")
    with stores.in_words():
        sqlite.copy(store.path, target)
    return target


def _same(target: Path, path: Path) -> bool:
    """Whether both name one file, by whatever way."""
    try:
        return target.samefile(path)
    except OSError:
        return False
