"""Contents of evidence, each kept once beside the store under its SHA-256, whole or not at all."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.errors import UserError, because
from app.progress import Progress, silent

LIMIT = 200 * 1024 * 1024
"""Bytes; a larger file is refused unless the store says otherwise."""
_PIECE = 1024 * 1024
_STALE = 3600.0
"""Seconds after which a part is what an interrupted copy left: another person's may be under way just now."""

Source = Path | bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """A content that is on disk; ``size`` in bytes."""

    sha256: str
    size: int


def folder_of(store: Path) -> Path:
    """The folder beside a store that holds its contents."""
    return store.with_name(f"{store.name}.files")


def path_of(store: Path, sha256: str) -> Path:
    """Where a content lies, whether it is there or not."""
    return folder_of(store) / sha256[:2] / sha256


def put(
    store: Path, source: Source, progress: Progress = silent, *, name: str = "", limit: int = LIMIT
) -> Stored:
    """Copy ``source`` beside the store; what is already there is kept once.

    UserError where it is empty, too large, a folder, gone, locked, changing, or the disk is full; then nothing
    of it is left. ``name`` is what the messages call it.
    """
    called = name or (source.name if isinstance(source, Path) else "粘贴的内容")
    with _opened(source, called, limit) as reading, _part(folder_of(store)) as part:
        stored = _copy(reading, part, called, progress)
        if stored.size == 0:
            raise _empty(called)
        _keep(part, path_of(store, stored.sha256), stored)
    return stored


def sound(path: Path, sha256: str, progress: Progress = silent) -> bool:
    """Whether the bytes at ``path`` are those that were put there; False where they cannot be read."""
    try:
        with path.open("rb") as file:
            return _hash(file, progress) == sha256
    except OSError:
        return False


def held(store: Path) -> Iterator[Path]:
    """The contents beside a store, in the order of their hashes."""
    for inner in sorted(_inside(folder_of(store))):
        if len(inner.name) == 2 and inner.is_dir():
            yield from sorted(path for path in _inside(inner) if len(path.name) == 64)


def place(source: Path, target: Path, progress: Progress = silent) -> None:
    """Copy a file to ``target``, which appears only once whole; OSError is told as UserError."""
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as reading, part.open("wb") as writing:
            size = max(os.fstat(reading.fileno()).st_size, 1)
            for done, piece in _pieces(reading):
                writing.write(piece)
                progress(done / size, target.name)
            writing.flush()
            os.fsync(writing.fileno())
        part.replace(target)
    except OSError as fault:
        raise _unwritten(target, fault) from fault
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def check_size(size: int, called: str, limit: int) -> None:
    """UserError where a source of so many bytes is empty or too large."""
    if size == 0:
        raise _empty(called)
    if size > limit:
        raise UserError(
            f"“{called}”有 {size / 1048576:.0f} MB，超过上限 {limit / 1048576:.0f} MB，没有加入。",
            "请压缩或拆分后再加入；上限可在“佐证”页的“照片和文件设置”中调整。",
        )


def _inside(folder: Path) -> tuple[Path, ...]:
    try:
        return tuple(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """An open source, its size as it was first seen, and whether it has changed since."""

    file: IO[bytes]
    size: int
    steady: Callable[[], bool]


@contextmanager
def _opened(source: Source, called: str, limit: int) -> Iterator[_Reading]:
    if isinstance(source, bytes):
        check_size(len(source), called, limit)
        yield _Reading(io.BytesIO(source), len(source), lambda: True)
        return
    try:
        before = source.stat()
        _check(before, called, limit)
        file = source.open("rb")
    except OSError as fault:
        raise unreadable(called, fault) from fault
    with file:
        yield _Reading(file, before.st_size, lambda: _same(before, os.fstat(file.fileno())))


def _check(found: os.stat_result, called: str, limit: int) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise UserError(f"“{called}”是文件夹，没有加入。", "请打开文件夹，选中其中的文件再加入。")
    if not stat.S_ISREG(found.st_mode):
        raise UserError(f"“{called}”不是普通文件，没有加入。", "请先另存为普通文件，再加入。")
    check_size(found.st_size, called, limit)


def _same(before: os.stat_result, after: os.stat_result) -> bool:
    return (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)


def _copy(reading: _Reading, part: Path, called: str, progress: Progress) -> Stored:
    """Write the part and hash it on the way."""
    try:
        with part.open("wb") as writing:
            stored = _poured(reading, writing, called, progress)
            writing.flush()
            os.fsync(writing.fileno())
    except OSError as fault:
        raise _unwritten(part, fault) from fault
    if stored.size != reading.size or not reading.steady():
        raise _changing(called)
    return stored


def _poured(reading: _Reading, writing: IO[bytes], called: str, progress: Progress) -> Stored:
    hashed, size = hashlib.sha256(), 0
    pieces = _pieces(reading.file)
    while (found := _next(pieces, called)) is not None:
        size, piece = found
        if size > reading.size:  # it may grow for ever
            raise _changing(called)
        hashed.update(piece)
        writing.write(piece)
        progress(min(size / max(reading.size, 1), 1.0), called)
    return Stored(hashed.hexdigest(), size)


def _next(pieces: Iterator[tuple[int, bytes]], called: str) -> tuple[int, bytes] | None:
    """The next piece; a fault in reading is told of the source, not of the disk that is written to."""
    try:
        return next(pieces, None)
    except OSError as fault:
        raise unreadable(called, fault) from fault


def _pieces(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    done = 0
    while piece := file.read(_PIECE):
        done += len(piece)
        yield done, piece


def _hash(file: IO[bytes], progress: Progress) -> str:
    hashed = hashlib.sha256()
    for _done, piece in _pieces(file):
        hashed.update(piece)
        progress(-1, "")
    return hashed.hexdigest()


@contextmanager
def _part(folder: Path) -> Iterator[Path]:
    """A file to write to, gone in the end; what an interrupted copy left behind goes as well."""
    part = folder / f"incoming-{uuid.uuid4().hex}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.touch()
        _sweep(folder, part.stat().st_mtime)
    except OSError as fault:
        raise _unwritten(part, fault) from fault
    try:
        yield part
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _sweep(folder: Path, now: float) -> None:
    """Clear parts nobody has written to for long, by the clock of the disk that they lie on."""
    for orphan in folder.glob("*.part"):
        with suppress(OSError):
            if now - orphan.stat().st_mtime > _STALE:
                orphan.unlink()


def _keep(part: Path, target: Path, stored: Stored) -> None:
    """Give the part its name; a content that is there but no longer sound is mended by it."""
    try:
        if target.exists() and sound(target, stored.sha256):
            return
        target.parent.mkdir(exist_ok=True)
        part.replace(target)
    except OSError as fault:
        raise _unwritten(target, fault) from fault
    _settle(target.parent)


def _settle(folder: Path) -> None:
    """Have the new name on disk before the record that tells of it; not every system allows it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _empty(called: str) -> UserError:
    return UserError(f"“{called}”是空文件（0 字节），没有加入。", "请核对原文件，重新复制或导出后再加入。")


def _changing(called: str) -> UserError:
    return UserError(f"“{called}”在读取时发生了变化，没有加入。", "请等它保存或下载完毕，再加入。")


def unreadable(called: str, fault: OSError) -> UserError:
    """A source that cannot be read, with why."""
    if isinstance(fault, FileNotFoundError):
        return UserError(f"找不到“{called}”，没有加入。", "文件可能已被移动或删除，请重新选取。")
    if isinstance(fault, PermissionError):
        return UserError(
            f"不能读取“{called}”，没有加入。", "文件可能正被其他程序使用，或没有读取权限；请关闭后重试。"
        )
    return UserError(f"不能读取“{called}”（{because(fault)}），没有加入。", "请把文件复制到本机后再加入。")


def _unwritten(path: Path, fault: OSError) -> UserError:
    return UserError(
        f"不能写入“{path.parent}”（{because(fault)}），没有留下不完整的文件。",
        "请检查磁盘剩余空间和写入权限。",
    )
