"""The zip of a package: written so that the same content gives the same bytes, and read without trusting it."""

from __future__ import annotations

import hashlib
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.core import package as forms
from app.files import package_faults as faults

PIECE = 1024 * 1024
_TRIED = 64 * 1024
_LARGEST_DIRECTORY = 16_000_000
"""Bytes of the zip's list of contents; the largest package has half of it."""
_END, _END_64, _LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_LOCAL = struct.Struct("<4s22x2H")
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_FOLDER = 0x10

Told = Callable[[int], None]
"""Is told how many more bytes are done."""

_NAMES = re.compile(
    "|".join(
        (
            *map(re.escape, (forms.MANIFEST, forms.SIGNATURE, forms.VERSIONS)),
            *(forms.RECORDS, forms.STANDARDS, forms.EVIDENCE),
        )
    )
)
_OUTER = re.compile("|".join(map(re.escape, (forms.ENVELOPE, forms.PAYLOAD))))


def put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Write a part that is in memory."""
    with _entry(archive, name, content[:_TRIED], len(content)) as writing:
        writing.write(content)


def put_file(archive: zipfile.ZipFile, name: str, source: Path, sha256: str, told: Told) -> None:
    """Copy a content into the package; UserError where it is not the one with this hash."""
    hashed, left = hashlib.sha256(), content_size(source, sha256)
    pieces = _content(source, sha256)
    piece = next(pieces, b"")
    with _entry(archive, name, piece[:_TRIED], left) as writing:
        while piece and left >= 0:  # it may grow for ever
            hashed.update(piece)
            writing.write(piece)
            told(len(piece))
            left -= len(piece)
            piece = next(pieces, b"")
    if left or hashed.hexdigest() != sha256:
        raise faults.lost_evidence(sha256)


def content_size(source: Path, sha256: str) -> int:
    """Bytes of a content; UserError where it is gone."""
    try:
        return source.stat().st_size
    except OSError as fault:
        raise faults.lost_evidence(sha256) from fault


def _content(source: Path, sha256: str) -> Iterator[bytes]:
    """A fault in reading is told of the content, not of the disk that is written to."""
    try:
        with source.open("rb") as reading:
            yield from _pieces(reading)
    except OSError as fault:
        raise faults.lost_evidence(sha256) from fault


def payload(archive: zipfile.ZipFile) -> IO[bytes]:
    """Where an encrypted package goes; its size is not known beforehand."""
    return archive.open(_info(forms.PAYLOAD, zipfile.ZIP_STORED), "w", force_zip64=True)


def _entry(archive: zipfile.ZipFile, name: str, start: bytes, size: int) -> IO[bytes]:
    """What hardly shrinks is stored as it is: photos, PDF and such."""
    shrinks = len(zlib.compress(start, 6)) < 0.9 * len(start)
    info = _info(name, zipfile.ZIP_DEFLATED if shrinks else zipfile.ZIP_STORED)
    info.file_size = size
    return archive.open(info, "w")


def _info(name: str, packing: int) -> zipfile.ZipInfo:
    """With nothing in it of the day or the machine."""
    info = zipfile.ZipInfo(name)
    info.compress_type = packing
    info.create_system = 3
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    return info


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip whose list of contents has been checked; nothing in it has been unpacked yet."""

    file: IO[bytes]
    archive: zipfile.ZipFile
    sizes: dict[str, int]
    """Bytes of each part, unpacked; no more than that is ever unpacked."""

    def read(self, name: str, told: Told) -> tuple[bytes, str]:
        """A part as a whole, with its SHA-256."""
        pieces = []
        for piece in self._unpacked(name):
            told(len(piece))
            pieces.append(piece)
        content = b"".join(pieces)
        return content, hashlib.sha256(content).hexdigest()

    def hashed(self, name: str, told: Told) -> str:
        """The SHA-256 of a part that may be large."""
        hashed = hashlib.sha256()
        for piece in self._unpacked(name):
            told(len(piece))
            hashed.update(piece)
        return hashed.hexdigest()

    def stream(self, name: str) -> IO[bytes]:
        """A part to read from its start."""
        with faults.in_words(name):
            return self.archive.open(name)

    def region(self, name: str) -> tuple[int, int]:
        """Where a part that is stored as it is begins in the file, and how many bytes it has."""
        info = self.archive.getinfo(name)
        with faults.in_words(name):
            self.file.seek(info.header_offset)
            sign, name_length, extra_length = _LOCAL.unpack(self.file.read(_LOCAL.size))
        if sign != b"PK\x03\x04" or info.compress_type or info.compress_size != info.file_size:
            raise faults.damaged(name)
        return info.header_offset + _LOCAL.size + name_length + extra_length, info.file_size

    def _unpacked(self, name: str) -> Iterator[bytes]:
        with faults.in_words(name), self.archive.open(name) as reading:
            yield from _pieces(reading)


@contextmanager
def opened(file: IO[bytes], size: int, *, outer: bool) -> Iterator[Archive]:
    """A zip of so many bytes, once its list of contents is sound; Unfit where it is not.

    ``outer`` where it may be the envelope of an encrypted package as well.
    """
    with faults.in_words("目录"):
        _check_end(file, size)
        archive = zipfile.ZipFile(file)
    with archive:
        infos = archive.infolist()
        locked = outer and {info.filename for info in infos} == {forms.ENVELOPE, forms.PAYLOAD}
        sizes: dict[str, int] = {}
        for info in infos:
            _check(info, _OUTER if locked else _NAMES)
            if info.filename in sizes:
                raise faults.improper(f"{info.filename} 有两份")
            sizes[info.filename] = info.file_size
        if not locked:
            _check_sizes(sizes)
        yield Archive(file, archive, sizes)


def _check_end(file: IO[bytes], size: int) -> None:
    """Unfit where the zip does not end where the file ends, or would list more than any package has."""
    file.seek(0)
    start = file.read(4)
    if not start.startswith(b"PK"):
        raise faults.none_such()
    tail_size = min(size, 22 + 20 + 56)
    file.seek(size - tail_size)
    tail = file.read(tail_size)
    end = tail[-22:]
    if len(end) < 22 or end[:4] != _END or end[-2:] != b"\0\0":
        raise faults.cut()
    directory = struct.unpack("<L", end[12:16])[0]
    if tail[-42:-38] == _LOCATOR_64 and tail[-98:-94] == _END_64:
        directory = struct.unpack("<Q", tail[-58:-50])[0]
    if directory > _LARGEST_DIRECTORY:
        raise faults.too_large("文件个数")


def _check(info: zipfile.ZipInfo, names: re.Pattern[str]) -> None:
    """Unfit where an entry is none of ours: its name, a folder, a link, a way of packing."""
    mode = stat.S_IFMT(info.external_attr >> 16)
    if mode not in (0, stat.S_IFREG) or info.external_attr & _FOLDER:
        raise faults.improper("内有链接或文件夹")
    if info.filename != info.orig_filename or not names.fullmatch(info.filename):
        raise faults.improper(f"内有不该有的文件“{_shown(info.orig_filename)}”")
    if info.flag_bits & _ENCRYPTED:
        raise faults.improper("用其他软件加了密")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise faults.improper("压缩方法")


def _check_sizes(sizes: dict[str, int]) -> None:
    if forms.MANIFEST not in sizes:
        raise faults.none_such()
    if len(sizes) > forms.MOST_PARTS + 2:
        raise faults.too_large("文件个数")
    if sizes[forms.MANIFEST] > forms.LARGEST_MANIFEST or sizes.get(forms.SIGNATURE, 0) > 10_000:
        raise faults.too_large("清单的大小")
    if any(size > forms.LARGEST_PART for size in sizes.values()):
        raise faults.too_large("单个文件的大小")
    if sum(sizes.values()) > forms.LARGEST_TOGETHER:
        raise faults.too_large("总的大小")
    if sum(size for name, size in sizes.items() if name.endswith(".json")) > forms.LARGEST_JSON:
        raise faults.too_large("记录的总量")


def _shown(name: str) -> str:
    """A foreign name in a sentence: short, and nothing in it that a screen would obey."""
    return "".join(sign if sign.isprintable() else "�" for sign in name)[:60]
