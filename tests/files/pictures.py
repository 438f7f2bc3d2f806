"""Pictures and papers made for tests: a photo with a camera's notes, a PDF, and files that are not what they say."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache

from PIL import Image, ImageDraw

GPS, EXIF, ORIENTATION, MAKER, TAKEN = 0x8825, 0x8769, 0x0112, 0x010F, 0x9003


@cache
def photo(size: tuple[int, int] = (640, 480), *, taken: str = "2026:05:03 10:11:12", turn: int = 6) -> bytes:
    """A JPEG lying on its side, red at its upper left, with camera, place and day on it."""
    picture = Image.new("RGB", size, "#4477aa")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, size[0] // 3, size[1] // 3), fill="#ff0000")
    for at in range(0, size[0], 7):
        draw.line((at, 0, size[0] - at, size[1]), fill=(at % 255, 120, 90))
    draw.rectangle((0, 0, size[0] // 8, size[1] // 8), fill="#ff0000")
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = turn, "SecretCamera"
    exif.get_ifd(EXIF)[TAKEN] = taken
    exif.get_ifd(GPS).update({1: "N", 2: (30.0, 12.0, 5.0), 3: "E", 4: (114.0, 3.0, 4.0)})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"SecretComment", xmp=b"<x:xmpmeta>SecretPlace</x:xmpmeta>")
    return out.getvalue()


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def read(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def bomb(width: int, height: int) -> bytes:
    """A few bytes that say they are a picture of so many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@cache
def pdf(pages: int = 3) -> bytes:
    """A PDF of so many pages, made by Pillow."""
    sheets = [Image.new("RGB", (595, 842), colour) for colour in ("white", "#ffcccc", "#ccffcc")[:pages]]
    out = io.BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()
