"""A JPEG without what is written beside its pixels: the segments of notes go, the pixels stay bit by bit."""

from __future__ import annotations

from collections.abc import Iterator

_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_NOTES = frozenset(range(0xE1, 0xF0)) - {0xE2, 0xEE}
"""Application segments but the size of a pixel (E0), the colour profile (E2) and how colours are packed (EE)."""
_PROFILE = b"ICC_PROFILE\0"


def bare(data: bytes) -> bytes:
    """The picture without camera, place, small pictures, comments, and whatever is hung on behind its end.

    ValueError for bytes that are no whole JPEG.
    """
    return b"\xff\xd8" + b"".join(_kept(data)) + b"\xff\xd9"


def _kept(data: bytes) -> Iterator[bytes]:
    at = 2
    while True:
        marker, end = _segment(data, at)
        if marker == _END:
            return
        piece = data[at:end]
        if not _is_note(marker, piece[4:]):
            yield piece
        at = end


def _is_note(marker: int, content: bytes) -> bool:
    if marker == 0xE2:  # may hold more pictures instead of a profile
        return not content.startswith(_PROFILE)
    return marker in _NOTES or marker == _COMMENT


def _segment(data: bytes, at: int) -> tuple[int, int]:
    """The marker at this place, and where what belongs to it ends."""
    while data[at : at + 2] == b"\xff\xff":  # filling
        at += 1
    if data[at : at + 1] != b"\xff" or at + 1 >= len(data):
        raise ValueError("no marker where one must be")
    marker = data[at + 1]
    if marker == _END:
        return marker, at + 2
    end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return marker, _scan_end(data, end) if marker == _SCAN else end


def _scan_end(data: bytes, at: int) -> int:
    """Where the packed pixels end: at the first marker that is neither an escape nor a point to resume at."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        following = data[at + 1]
        if following and not 0xD0 <= following <= 0xD7 and following != 0xFF:
            return at
        at += 1 if following == 0xFF else 2
    raise ValueError("the pixels do not end")
