"""What a person is told when something cannot be done: what is wrong, and what to do about it."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass


class UserError(Exception):
    """A fault a person can mend.

    ``what`` says in one Chinese sentence what is wrong, ``remedy`` what to do next.
    Anything else that is raised is a fault of ours and is shown as such.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what}{remedy}")
        self.what = what
        self.remedy = remedy


class NotAllowed(UserError):
    """What no second try will change: this person may not do it, or it is sealed. What was typed is void."""


class Stopped(Exception):
    """A person stopped long work; nothing was left half done."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a file that a person wrote: where it is, what it is, how to mend it."""

    file: str
    key: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}：{self.key}：{self.what}。{self.remedy}"


class Faults(UserError):
    """Every fault of one input at once, so that it is mended in one sitting; where many, the first are told."""

    _TOLD = 200

    def __init__(self, what: str, faults: tuple[Fault, ...]) -> None:
        lines = [f"  {number}. {fault}" for number, fault in enumerate(faults[: self._TOLD], 1)]
        if len(faults) > self._TOLD:
            lines.append(f"  ……其余 {len(faults) - self._TOLD} 处，改好以上各处后再检查。")
        super().__init__(f"{what}（共 {len(faults)} 处）", "\n" + "\n".join(lines))
        self.faults = faults


_BECAUSE: Mapping[int, str] = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "磁盘空间不足"),
    **dict.fromkeys((errno.EACCES, errno.EPERM), "没有权限"),
    errno.EROFS: "所在的磁盘是只读的",
    errno.EEXIST: "已有同名的文件",
    errno.ENOENT: "没有这个文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.ENAMETOOLONG: "名称太长",
    errno.EFBIG: "超过了允许的文件大小",
}


def because(fault: OSError) -> str:
    """Why the operating system refused, in Chinese; in its own words where it is none of the usual reasons.

    >>> because(OSError(errno.ENOSPC, "No space left on device"))
    '磁盘空间不足'
    """
    return _BECAUSE.get(fault.errno or 0, fault.strerror or type(fault).__name__)
