"""Why a package is not read or not written, in plain words, each with what to do about it."""

from __future__ import annotations

import errno
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.core.package import FORMAT
from app.errors import UserError, because

_AGAIN = "请重新拷贝；仍不行的，请对方重新导出。"
_ASK = "请向发来的单位核实，并请其用园评重新导出。"

_BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(ValueError, OverflowError, LookupError),  # names that are no text, offsets before the start
    RuntimeError,  # its own encryption, and what Python's reader does not know
)


class Unfit(UserError):
    """The package cannot be used; ``what`` goes on after its name."""

    def named(self, name: str) -> Unfit:
        """The same of a package with this name."""
        return type(self)(f"交换包“{name}”{self.what}。", self.remedy)


class Locked(Unfit):
    """The package has a password, and it was not given or is not this one: ask for it and try again."""


def none_such() -> Unfit:
    """It is something else."""
    return Unfit("其实不是园评的交换包", "请选择由园评导出、扩展名为 .parkgrade 的文件。")


def empty() -> Unfit:
    """No bytes at all."""
    return Unfit("是空文件（0 字节）", _AGAIN)


def cut() -> Unfit:
    """Its end is missing, or something stands after it."""
    return Unfit("不完整，可能没有拷贝完，或末尾被改动过", _AGAIN)


def damaged(what: str) -> Unfit:
    """It is not what was written; ``what`` tells where."""
    return Unfit(f"已经损坏（{what}）", _AGAIN)


def improper(what: str) -> Unfit:
    """No program of ours would have written that."""
    return Unfit(f"的内容不合规定（{what}），没有读取", _ASK)


def too_large(what: str) -> Unfit:
    """Beyond a limit."""
    return Unfit(f"的内容超出上限（{what}），没有读取", "请对方按园区分开导出；包不大的，请核实来源。")


def newer(number: int) -> Unfit:
    """Made by a later program than this one."""
    return Unfit(f"由更新版本的程序生成（格式 {number}，本程序读到格式 {FORMAT}）", "请升级园评后再打开。")


def password_wanted() -> Locked:
    """It was opened without one."""
    return Locked("设有口令", "请输入导出时设定的口令；不知道的，请向发来的单位询问。")


def password_wrong() -> Locked:
    """Not this one."""
    return Locked("的口令不对", "请重新输入，注意大小写；口令忘记的无法找回，请对方重新导出。")


def signature_broken() -> Unfit:
    """Somebody changed it after it was signed."""
    return Unfit("的签名无效，签名后被改动过", "请勿使用，请向发来的单位核实，并请其重新导出。")


def no_memory() -> Unfit:
    """More than this machine can hold."""
    return Unfit("的内容太多，这台电脑的内存不够", "请关闭其他程序后重试，或请对方按园区分开导出。")


def unreadable(fault: OSError) -> Unfit:
    """The disk does not give it."""
    if isinstance(fault, FileNotFoundError):
        return Unfit("找不到", "可能已被移动、删除，或 U 盘已拔出，请重新选取。")
    if isinstance(fault, PermissionError):
        return Unfit("不能读取（没有权限，或正被其他程序使用）", "请关闭占用它的程序后重试。")
    return Unfit(f"不能读取（{because(fault)}）", "请把文件拷贝到本机后再打开。")


def unwritten(target: Path, fault: OSError) -> UserError:
    """The disk does not take it."""
    return UserError(
        f"交换包没有写成“{target}”（{because(fault)}），没有留下不完整的文件。",
        "请检查磁盘剩余空间和写入权限，关闭占用它的程序，或换一个位置。",
    )


def lost_evidence(sha256: str) -> UserError:
    """A content that should go along is gone or changed."""
    return UserError(
        f"要带上的佐证内容（{sha256[:8]}…）已缺失或被改动，没有导出。",
        "请用“校验”查明是哪一份佐证，重新加入后再导出。",
    )


def unwritable(what: str) -> UserError:
    """Something in the store does not fit into any package."""
    return UserError(
        f"{what}写不进交换包，没有导出。", "请用“校验”检查数据文件；仍不行的，请把本条告知维护人员。"
    )


def not_kept(fault: UserError) -> UserError:
    """What was written reads back as something else."""
    return UserError(
        f"交换包写入后核对不符（{fault.what}），没有留下不完整的文件。",
        "磁盘或 U 盘可能有故障，请换一个位置重试。",
    )


@contextmanager
def in_words(what: str) -> Iterator[None]:
    """Tell a broken zip and an unwilling disk in words; ``what`` is being read."""
    try:
        yield
    except OSError as fault:
        # Asked for a place before the start: the list of contents is wrong, not the disk.
        raise (damaged(what) if fault.errno in (None, errno.EINVAL) else unreadable(fault)) from fault
    except MemoryError as fault:
        raise no_memory() from fault
    except _BROKEN_ZIP as fault:
        raise damaged(what) from fault
