"""The way to the store: opens it, writes to it, and puts what can go wrong into words for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import UserError
from models import faults
from models.records import Reading, Records
from models.revision import Change
from models.store import Store

__all__ = ["Change", "Store", "begin", "in_words", "new_id", "open_store", "read"]


def open_store(path: Path, who: str, *, create: bool = True) -> Store:
    """Open the store at ``path``, made first if there is none; an older one is backed up and upgraded.

    UserError where it is held by another window, newer than the program, damaged or not writable.
    """
    from models import store

    with in_words():
        if create and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            return store.create(path, who)
        return store.open(path, who)


def new_id() -> str:
    """A fresh id for a record; made where a person acts, handed down from there."""
    from models.base import new_id

    return new_id()


@contextmanager
def begin(store: Store, who: str, action: str) -> Iterator[Records]:
    """One named transaction; its ``change`` is set when it is over. All or nothing reaches the disk."""
    with in_words(), store.begin(who, action) as records:
        yield records


@contextmanager
def read(store: Store) -> Iterator[Reading]:
    """A consistent look at the store, without writing."""
    with in_words(), store.read() as records:
        yield records


@contextmanager
def in_words() -> Iterator[None]:
    """Turn a store's faults into sentences with a remedy."""
    try:
        yield
    except faults.Fault as fault:
        raise _words(fault) from fault


def _words(fault: faults.Fault) -> UserError:  # noqa: PLR0911  one sentence per fault
    match fault:
        case faults.StoreHeld(who=who, host=host, since=since):
            holder = f"（{who or '未署名'}，{host or '本机'}，自 {since[:16].replace('T', ' ')} UTC）"
            return UserError(f"数据文件正被另一个窗口使用{holder}。", "请先关闭那个窗口，或换一个数据文件。")
        case faults.StoreNewer(version=version):
            return UserError(
                f"数据文件由更新版本的程序写成（版本 {version}），本程序不能打开，也没有改动它。",
                "请升级程序后再打开。",
            )
        case faults.StoreOlder():
            return UserError(
                "数据文件来自较早版本，需要升级后才能读取。", "请先用程序窗口打开一次，程序会先备份再升级。"
            )
        case faults.UpgradeFailed(backup=backup):
            kept = f"升级前的备份在 {backup}。" if backup else ""
            return UserError(
                f"数据文件升级没有成功，原文件未变。{kept}", "请检查磁盘空间后重试，或联系维护人员。"
            )
        case faults.StoreDamaged(path=path):
            return UserError(
                f"数据文件 {path} 已损坏或不是本程序的数据文件。", "请改用最近的备份；原文件未被改动。"
            )
        case faults.StoreForeign(path=path):
            return UserError(f"{path} 不是园评的数据文件。", "请核对文件名，或用 --store 指定另一个文件。")
        case faults.StoreFull():
            return UserError("磁盘空间不足，这一步没有保存，之前的内容都在。", "请清理磁盘后重做这一步。")
        case faults.StoreUnwritable(path=path):
            return UserError(f"不能写入 {path}。", "请检查文件是否只读、文件夹有无写入权限，或换一个位置。")
        case faults.StoreBusy():
            return UserError("数据文件正忙，这一步没有保存。", "请稍候重试。")
        case faults.StoreMissing(path=path):
            return UserError(f"找不到数据文件 {path}。", "请核对路径。")
        case faults.StoreExists(path=path):
            return UserError(f"{path} 已经存在。", "请换一个文件名。")
        case faults.NothingToUndo():
            return UserError("没有可以撤销的操作。")
        case faults.NothingToRedo():
            return UserError("没有可以重做的操作。")
        case faults.RowChanged(seq=seq, table=table):
            return UserError(
                f"第 {seq} 号操作之后，有关记录（{table}）被改动过，不能直接撤销。",
                "请在“记录”页核对后手工修改。",
            )
        case _:
            return UserError("数据文件不能使用。", "请核对路径或换一个数据文件。")
