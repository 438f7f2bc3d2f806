"""What a file really is, told by its first bytes rather than by its name, and what is never taken in."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import IO

HEAD = 4096
"""Bytes that are enough to tell."""
PLAIN = "application/octet-stream"
TEXT = "text/plain"
_ZIP = "application/zip"
_OLE = "application/x-ole"

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"PK\x03\x04", _ZIP),
    (b"PK\x05\x06", _ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLE),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
)
_BRANDS: Mapping[bytes, str] = {
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"), "image/heic"),
    **dict.fromkeys((b"avif", b"avis"), "image/avif"),
    b"qt  ": "video/quicktime",
}
_INSIDE: tuple[tuple[str, str], ...] = (
    ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("OFD.xml", "application/ofd"),
)
_SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "image/png": ("png",),
    "image/gif": ("gif",),
    "image/bmp": ("bmp", "dib"),
    "image/tiff": ("tif", "tiff"),
    "image/webp": ("webp",),
    "image/heic": ("heic", "heif"),
    "image/avif": ("avif",),
    "application/pdf": ("pdf",),
    _INSIDE[0][1]: ("docx", "docm", "dotx"),
    _INSIDE[1][1]: ("xlsx", "xlsm", "xltx"),
    _INSIDE[2][1]: ("pptx", "pptm", "ppsx"),
    _INSIDE[3][1]: ("ofd",),
    _OLE: ("doc", "xls", "ppt", "wps", "et", "dps", "vsd", "msg"),
    _ZIP: ("zip", "kmz", "odt", "ods", "odp"),
    "application/vnd.rar": ("rar",),
    "application/x-7z-compressed": ("7z",),
    "video/mp4": ("mp4", "m4v"),
    "video/quicktime": ("mov",),
}
"""The suffixes under which a type is known, the usual one first."""
_BY_SUFFIX = {suffix: media for media, suffixes in _SUFFIXES.items() for suffix in suffixes}
_CODE = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    *(bytes.fromhex(magic) for magic in ("feedface", "feedfacf", "cefaedfe", "cffaedfe", "cafebabe")),
)
# fmt: off
_RUN = frozenset((
    "exe", "com", "scr", "bat", "cmd", "ps1", "psm1", "vbs", "vbe", "js", "jse", "wsf", "wsh",
    "hta", "msi", "msp", "msc", "dll", "sys", "cpl", "pif", "lnk", "reg", "jar", "sh", "chm",
    "apk", "app", "desktop", "url", "scf", "inf",
))
# fmt: on


def media(head: bytes, *, whole: Path | IO[bytes] | None = None) -> str:
    """The media type of a file that begins with ``head``; ``whole`` tells office files from other archives."""
    for start, found in _STARTS:
        if head.startswith(start):
            return _archived(whole) if found == _ZIP and whole is not None else found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head[:2] == b"BM" and head[6:10] == bytes(4):
        return "image/bmp"
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    return TEXT if _reads(head) else PLAIN


def runs(name: str, head: bytes) -> bool:
    """Whether it is a program, a script, or leads to one: no evidence, and a danger to whoever opens it."""
    return suffix_of(name) in _RUN or head.startswith(_CODE)


def suffix_of(name: str) -> str:
    """The suffix of a name, in small letters, without its dot."""
    return PurePath(name).suffix[1:].lower()


def fits(name: str, found: str) -> bool:
    """Whether the suffix promises what the file is; an unknown suffix promises nothing."""
    promised = _BY_SUFFIX.get(suffix_of(name))
    return promised in (None, found) or (found == _OLE and suffix_of(name) in _SUFFIXES[_INSIDE[0][1]])


def renamed(name: str, found: str) -> str:
    """The name with the suffix that its type usually has.

    >>> renamed("现场.jpg", "application/pdf")
    '现场.pdf'
    """
    usual = "txt" if found == TEXT else _SUFFIXES.get(found, ("bin",))[0]
    return str(PurePath(name).with_suffix(f".{usual}"))


def _archived(whole: Path | IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(whole) as archive:
            names = archive.namelist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return _ZIP
    return next((found for part, found in _INSIDE if any(each.startswith(part) for each in names)), _ZIP)


def _reads(head: bytes) -> bool:
    """Whether it can be read as text, as UTF-8, UTF-16 with its mark, or GB 18030."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\0" in head:
        return False
    return any(_decodes(head, encoding) for encoding in ("utf-8", "gb18030"))


def _decodes(head: bytes, encoding: str) -> bool:
    """A character cut at the end of the head does not count against it."""
    try:
        head.decode(encoding)
    except UnicodeDecodeError as fault:
        return fault.start >= len(head) - 4 and len(head) >= HEAD
    return True
