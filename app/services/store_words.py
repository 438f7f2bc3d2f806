"""What can go wrong with a store, in sentences with a remedy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from app.errors import NotAllowed, UserError
from models import faults

_RETRY = "请检查磁盘空间后重试，或联系维护人员。"


def words(fault: faults.Fault) -> UserError:
    """The sentence for a fault; the store is as it was before."""
    for kind, (what, remedy) in SENTENCES.items():
        if isinstance(fault, kind):
            made = NotAllowed if isinstance(fault, faults.Sealed | faults.SealKept) else UserError
            return made(what(fault), remedy)
    return UserError("数据文件不能使用。", "请核对路径，或换一个数据文件。")


def _held(fault: Any) -> str:
    holder = "，".join(filter(None, (fault.who, fault.host, _since(fault.since))))
    return f"数据文件正被另一个窗口使用（{holder or '使用人未署名'}）。"


def _since(moment: str) -> str:
    """When it was taken, by the clock on this wall; empty where the note does not say."""
    try:
        taken = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    return f"自 {taken.replace(tzinfo=taken.tzinfo or UTC).astimezone():%Y-%m-%d %H:%M}"


def _upgrade(fault: Any) -> str:
    kept = f"升级前的备份在 {fault.backup}。" if fault.backup else ""
    return f"数据文件升级没有成功，原文件未变。{kept}"


def _newer(fault: Any) -> str:
    return f"数据文件由更新版本的程序写成（版本 {fault.version}），本程序不能打开，也没有改动它。"


def _row(fault: Any) -> str:
    return f"第 {fault.seq} 号操作之后，有关记录（{fault.table}）又被改动过，不能直接撤销。"


def _sealed(fault: Any) -> str:
    return f"这一轮评估已由{fault.signer}签章，不能修改。"


_OPEN_AGAIN = "确需修改，请先退回并写明原因，签章随之启封并留存。"


def _always(sentence: str) -> Callable[[Any], str]:
    return lambda fault: sentence.format(path=getattr(fault, "path", ""))


SENTENCES: dict[type[faults.Fault], tuple[Callable[[Any], str], str]] = {
    faults.StoreHeld: (_held, "请先关闭那个窗口，或换一个数据文件。"),
    faults.StoreNewer: (_newer, "请升级程序后再打开。"),
    faults.StoreOlder: (
        _always("数据文件来自较早版本，需要升级后才能读取。"),
        "请先用程序窗口打开一次，程序会先备份再升级。",
    ),
    faults.StoreUnfinished: (
        _always("数据文件上次写入被中断，需要先恢复。"),
        "请用程序窗口打开一次，程序会自动恢复到最后一次完整保存。",
    ),
    faults.UpgradeFailed: (_upgrade, _RETRY),
    faults.StoreDamaged: (
        _always("数据文件 {path} 已损坏，或不是本程序的数据文件。"),
        "请改用最近的备份；原文件未被改动。",
    ),
    faults.StoreForeign: (
        _always("{path} 不是园评的数据文件。"),
        "请核对文件名，或用 --store 指定另一个文件。",
    ),
    faults.StoreFull: (_always("磁盘空间不足，这一步没有保存，之前的内容都在。"), "请清理磁盘后重做这一步。"),
    faults.StoreUnwritable: (
        _always("不能写入 {path}。"),
        "请检查文件是否只读、文件夹有无写入权限，或换一个位置。",
    ),
    faults.StoreUnreadable: (
        _always("不能读取 {path}。"),
        "请检查文件和所在文件夹的读取权限，或换一个文件。",
    ),
    faults.ReferenceGone: (
        _always("这一步所属的记录已经不在，没有保存。"),
        "请刷新页面后重试；所属的园区、片区或评估若是误删，可以撤销。",
    ),
    faults.TextUnfit: (
        _always("文字里有不完整的字符，这一步没有保存。"),
        "多半是粘贴时带进来的；请删去看不清的字符，重新输入。",
    ),
    faults.StoreBusy: (_always("数据文件正忙，这一步没有保存。"), "请稍候重试。"),
    faults.StoreMissing: (_always("找不到数据文件 {path}。"), "请核对路径。"),
    faults.StoreExists: (_always("{path} 已经存在。"), "请换一个文件名。"),
    faults.StoreUnsupported: (_always("这个版本还不支持这种数据库地址。"), "请给出一个文件路径。"),
    faults.NothingToUndo: (_always("没有可以撤销的操作。"), ""),
    faults.NothingToRedo: (_always("没有可以重做的操作。"), ""),
    faults.Sealed: (_sealed, _OPEN_AGAIN),
    faults.SealKept: (
        _always("签章记录须留存备查，不能撤销或改动；有签章记录的评估也不能删除。"),
        _OPEN_AGAIN,
    ),
    faults.RowChanged: (_row, "请在“记录”页核对后手工修改。"),
}
