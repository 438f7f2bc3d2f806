"""How a file looks: a picture, a page of a PDF as a picture, or the beginning of a text."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import UserError
from app.files import photos

if TYPE_CHECKING:
    from PIL import Image

LONGEST = 4096
"""Pixels; a larger picture is shown scaled down to it."""
MOST_TEXT = 200_000
"""Bytes of a text that are shown."""
_MOST_SCALE = 4.0
_pdfium = threading.Lock()
"""PDFium may be asked by one thread at a time."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels, row by row, three bytes each: red, green, blue."""

    width: int
    height: int
    rgb: bytes
    page: int = 0
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """The beginning of a text; ``cut`` where there is more."""

    text: str
    cut: bool


def picture(path: Path, media: str, name: str, *, longest: int = LONGEST) -> Picture:
    """A picture, upright and no longer than ``longest``; UserError where it cannot be read."""
    try:
        return _picture(path.read_bytes(), media, name, longest)
    except (OSError, SyntaxError, ValueError, MemoryError) as fault:
        raise _unseen(name, "图像不完整或已损坏") from fault


def page(path: Path, name: str, at: int, width: int) -> Picture:
    """Page ``at`` (from 0) of a PDF, so many pixels wide; UserError where it is locked or broken."""
    import pypdfium2

    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as fault:
            locked = "password" in str(fault).lower()
            raise _unseen(name, "PDF 设有密码" if locked else "PDF 不完整或已损坏") from fault
        try:
            return _page(document, at, width)
        except pypdfium2.PdfiumError as fault:
            raise _unseen(name, f"PDF 第 {at + 1} 页已损坏") from fault
        finally:
            document.close()


def text(path: Path) -> Text:
    """The beginning of a text in whichever of the usual encodings it is written."""
    with path.open("rb") as file:
        head = file.read(MOST_TEXT + 1)
    return Text(_decoded(head[:MOST_TEXT]), cut=len(head) > MOST_TEXT)


def _picture(data: bytes, media: str, name: str, longest: int) -> Picture:
    from PIL import ImageOps

    found = photos.opened(data, name, media)
    if media == "image/jpeg":
        found.draft("RGB", (longest, longest))
    found.load()
    shown = ImageOps.exif_transpose(found)
    if shown.mode in ("P", "1", "PA"):
        shown = shown.convert("RGBA")
    shown.thumbnail((longest, longest))
    return _pixels(photos.on_white(shown))


def _pixels(found: Image.Image) -> Picture:
    plain = found.convert("RGB")
    return Picture(plain.width, plain.height, plain.tobytes())


def _page(document: Any, at: int, width: int) -> Picture:
    pages = len(document)
    at = min(max(at, 0), pages - 1)
    sheet = document[at]
    points, height = sheet.get_size()
    scale = min(width / max(points, 1.0), _MOST_SCALE, LONGEST / max(height, points, 1.0))
    bitmap = sheet.render(scale=scale)
    made = _pixels(bitmap.to_pil())
    bitmap.close()
    sheet.close()
    return Picture(made.width, made.height, made.rgb, at, pages)


def _decoded(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return head.decode(encoding)
        except UnicodeDecodeError as fault:
            if fault.start >= len(head) - 4:  # a character cut at the end
                return head[: fault.start].decode(encoding)
    return head.decode("gb18030", "replace")


def _unseen(name: str, why: str) -> UserError:
    return UserError(f"“{name}”不能预览：{why}。", "可以用系统程序打开，或另存后查看。")
