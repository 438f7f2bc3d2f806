"""Files that come to be whole under their name or not at all, and what keeps a disk from taking them, in words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.errors import UserError, because


def save(target: Path, content: bytes) -> Path:
    """Write a file beside its place and put it there once it is on the disk; UserError where that cannot be."""
    with in_words(target):
        part = target.with_name(f"{target.name}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            put(part, content)
            part.replace(target)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return target


def put(path: Path, content: bytes) -> None:
    """Write a file down to the disk, for a caller that gives it or its folder the name under which it counts."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def in_words(target: Path) -> Iterator[None]:
    """Say in words what keeps the disk from taking ``target``."""
    try:
        yield
    except OSError as fault:
        raise UserError(
            f"不能写入“{target}”（{because(fault)}）。", "请检查磁盘剩余空间和写入权限，或换一个位置。"
        ) from fault
