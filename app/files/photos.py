"""Photos: turned upright, scaled down, and rid of where and with what they were taken."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.errors import UserError
from app.files import jpeg

if TYPE_CHECKING:
    from PIL import Image

LONGEST = 2560
"""Pixels of the longer side of a photo that is kept; 0 keeps every pixel."""
MOST_PIXELS = 120_000_000
"""A picture with more is refused before it is unpacked: it may be a few bytes on disk and fill the memory."""
_QUALITY = 88
_FEW_COLOURS = 4096
_EXIF, _TAKEN, _ORIENTATION = 0x8769, 0x9003, 0x0112
_MIXING = {"P": "RGBA", "1": "L"}
"""Colours that cannot be mixed become such that can before they are scaled."""
_FORMATS: Mapping[str, str] = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/bmp": "BMP",
    "image/tiff": "TIFF",
    "image/webp": "WEBP",
}
"""What is treated as a photo; other pictures are kept as they are."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as it is kept; ``taken_on`` is the day its camera noted."""

    data: bytes
    media: str
    taken_on: date | None


def is_photo(media: str) -> bool:
    """Whether a file of this type is treated as a photo."""
    return media in _FORMATS


def prepare(
    data: bytes, media: str, name: str, *, longest: int = LONGEST, keep_camera: bool = False
) -> Photo:
    """The photo upright, no longer than ``longest``, without camera and place unless ``keep_camera``.

    The same bytes always give the same bytes. Pages of a scan in one TIFF come back as they are.
    UserError where the picture is broken, cut off, or unpacks to too much.
    """
    with _unbroken(name):
        picture = opened(data, name, media)
        taken = _taken(picture)
        if getattr(picture, "n_frames", 1) > 1 and media != "image/jpeg":
            return Photo(data, media, taken)
        if longest and media == "image/jpeg":
            picture.draft("RGB", (longest, longest))  # unpacks less of it, never fewer pixels than asked
        small = not longest or max(picture.size) <= longest
        turned = picture.getexif().get(_ORIENTATION, 1) != 1
        drawn = media == "image/png" and _drawn(picture)
        kept, exif = _upright(picture, longest)
        noted = exif if keep_camera else b""
        if drawn:
            return Photo(_as_drawn(kept, noted), media, taken)
        if media == "image/jpeg" and small and not turned:
            return Photo(data if keep_camera else jpeg.bare(data), media, taken)
        return Photo(_as_photo(kept, noted), "image/jpeg", taken)


def opened(data: bytes, name: str, media: str = "") -> Image.Image:
    """The picture, not yet unpacked; refused where it would unpack to too much."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # our own limit is told in words
    picture = Image.open(io.BytesIO(data), formats=_expected(media))
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise UserError(
            f"“{name}”展开后有 {width}×{height} 像素，超过上限，没有加入。",
            "请用看图软件缩小后再加入；确需原样留存的，压缩成 zip 再加入。",
        )
    return picture


class _unbroken:  # noqa: N801  reads as a clause
    """Whatever Pillow says of a broken picture becomes one sentence."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (OSError, SyntaxError, ValueError, EOFError, MemoryError, IndexError, KeyError)):
            raise UserError(
                f"“{self._name}”的图像不完整或已损坏，没有加入。",
                "请从相机或原件重新复制、导出后再加入；确需原样留存的，压缩成 zip 再加入。",
            ) from error


def _expected(media: str) -> list[str] | None:
    """The one reader for this type, so that no other is tried on bytes that only look alike."""
    if media not in _FORMATS:
        return None
    return ["JPEG", "MPO"] if media == "image/jpeg" else [_FORMATS[media]]


def _taken(picture: Image.Image) -> date | None:
    noted = picture.getexif().get_ifd(_EXIF).get(_TAKEN)
    try:
        return datetime.strptime(str(noted).strip("\0 ")[:10], "%Y:%m:%d").date()
    except ValueError:
        return None


def _upright(picture: Image.Image, longest: int) -> tuple[Image.Image, bytes]:
    """The picture as it is looked at, and what its camera noted, without the turn that is done."""
    from PIL import Image, ImageOps

    picture.load()
    ImageOps.exif_transpose(picture, in_place=True)
    exif = picture.getexif()
    exif.pop(_ORIENTATION, None)
    if longest and max(picture.size) > longest:
        if picture.mode in ("P", "1"):
            picture = picture.convert(_MIXING[picture.mode])
        picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return picture, exif.tobytes()


def _as_photo(picture: Image.Image, exif: bytes) -> bytes:
    """Packed as JPEG."""
    plain = picture if picture.mode in ("RGB", "L") else on_white(picture)
    profile = picture.info.get("icc_profile") if plain is picture else None
    more = {"icc_profile": profile} if profile else {}
    plain.info = {}  # else Pillow packs its comment again
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=_QUALITY, exif=exif, **more)
    return out.getvalue()


def _as_drawn(picture: Image.Image, exif: bytes) -> bytes:
    """Packed as PNG, with nothing beside the pixels but how they are seen."""
    seen = ("transparency", "icc_profile")
    picture.info = {key: picture.info[key] for key in seen if key in picture.info}
    out = io.BytesIO()
    picture.save(out, "PNG", exif=exif)
    return out.getvalue()


def _drawn(picture: Image.Image) -> bool:
    """Whether it is a drawing or a screen rather than a photo: it can be seen through, or has few colours."""
    picture.load()
    if picture.mode in ("RGBA", "LA"):
        solid = picture.getchannel("A").histogram()[255] == picture.width * picture.height
        return not solid or picture.getcolors(_FEW_COLOURS) is not None
    if picture.mode == "RGB":
        return picture.getcolors(_FEW_COLOURS) is not None
    return picture.mode in ("P", "1", "L")


def on_white(picture: Image.Image) -> Image.Image:
    """The picture in plain colours; what could be seen through becomes white."""
    from PIL import Image

    if picture.mode.startswith(("I", "F")):
        return picture.convert("F").point(lambda value: value / 256).convert("L")
    if picture.mode not in ("RGBA", "LA", "PA") and "transparency" not in picture.info:
        return picture.convert("RGB")
    front = picture.convert("RGBA")
    ground = Image.new("RGB", front.size, "white")
    ground.paste(front, mask=front.getchannel("A"))
    return ground
