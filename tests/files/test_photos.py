"""Photos on their way in: upright, scaled down, and silent about where and with what they were taken."""

from __future__ import annotations

from datetime import date

import pytest
from PIL import Image

from app.errors import UserError
from app.files import photos
from tests.files import pictures


def prepared(data: bytes, media: str = "image/jpeg", **wishes) -> photos.Photo:
    return photos.prepare(data, media, "现场.jpg", **wishes)


def test_a_photo_is_turned_upright() -> None:
    kept = pictures.read(prepared(pictures.photo()).data)
    assert kept.size == (480, 640)
    red, green, blue = kept.getpixel((470, 5))
    assert red > 200
    assert max(green, blue) < 60


def test_a_photo_is_scaled_to_its_longest_side() -> None:
    assert pictures.read(prepared(pictures.photo(), longest=320).data).size == (240, 320)


def test_a_setting_of_nought_keeps_every_pixel() -> None:
    assert pictures.read(prepared(pictures.photo((3000, 2000)), longest=0).data).size == (2000, 3000)


def test_a_small_photo_is_not_scaled_up() -> None:
    assert pictures.read(prepared(pictures.photo(), longest=2560).data).size == (480, 640)


@pytest.mark.parametrize("turn", [1, 6])
@pytest.mark.parametrize("longest", [0, 320])
def test_place_camera_and_comment_are_gone(turn: int, longest: int) -> None:
    kept = prepared(pictures.photo(turn=turn), longest=longest).data
    assert b"Secret" not in kept
    assert dict(pictures.read(kept).getexif()) == {}


def test_place_and_camera_stay_where_that_is_wanted() -> None:
    exif = pictures.read(prepared(pictures.photo(), keep_camera=True).data).getexif()
    assert exif.get_ifd(pictures.GPS)[2] == (30.0, 12.0, 5.0)
    assert exif[pictures.MAKER] == "SecretCamera"
    assert pictures.ORIENTATION not in exif


def test_the_day_it_was_taken_is_read_before_it_goes() -> None:
    assert prepared(pictures.photo()).taken_on == date(2026, 5, 3)


@pytest.mark.parametrize(
    "noted", ["0000:00:00 00:00:00", "    :  :     :  :  ", "2026-05-03", "2026:02:30 00:00:00"]
)
def test_a_day_that_is_none_is_no_day(noted: str) -> None:
    assert prepared(pictures.photo(taken=noted)).taken_on is None


def test_the_same_photo_gives_the_same_bytes() -> None:
    assert prepared(pictures.photo()).data == prepared(pictures.photo()).data


def test_pixels_that_need_no_change_are_kept_bit_by_bit() -> None:
    given = pictures.photo(turn=1)
    assert pictures.read(prepared(given).data).tobytes() == pictures.read(given).tobytes()


def test_a_drawing_stays_a_drawing() -> None:
    kept = prepared(pictures.png(Image.new("RGB", (900, 700), "#123456")), "image/png")
    assert kept.media == "image/png"


def test_what_can_be_seen_through_stays_so() -> None:
    kept = prepared(pictures.png(Image.new("RGBA", (90, 70), (1, 2, 3, 100))), "image/png")
    assert pictures.read(kept.data).getpixel((1, 1)) == (1, 2, 3, 100)


def test_a_photo_saved_as_png_becomes_a_jpeg() -> None:
    noise = Image.effect_noise((400, 300), 60)
    colours = Image.merge("RGB", (noise, noise.rotate(90, expand=False), noise.rotate(180)))
    assert prepared(pictures.png(colours), "image/png").media == "image/jpeg"


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "I", "F", "P"])
def test_every_kind_of_colours_can_be_kept(mode: str, tmp_path) -> None:
    path = tmp_path / "a.tif"
    Image.new("RGB", (300, 200), "#336699").convert(mode).save(path)
    assert pictures.read(prepared(path.read_bytes(), "image/tiff", longest=100).data).size == (100, 67)


def test_the_pages_of_a_scan_stay_together(tmp_path) -> None:
    path = tmp_path / "a.tif"
    sheets = [Image.new("L", (30, 20), shade) for shade in (10, 200)]
    sheets[0].save(path, save_all=True, append_images=sheets[1:])
    assert prepared(path.read_bytes(), "image/tiff").data == path.read_bytes()


@pytest.mark.parametrize("share", [0.02, 0.5, 0.95])
def test_a_photo_that_was_cut_off_is_refused_with_a_remedy(share: float) -> None:
    whole = pictures.photo((1200, 900))
    with pytest.raises(UserError, match="的图像不完整或已损坏，没有加入"):
        prepared(whole[: int(len(whole) * share)])


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(UserError, match="展开后有 50000×50000 像素，超过上限"):
        prepared(pictures.bomb(50_000, 50_000), "image/png")


def test_what_hangs_behind_the_end_of_a_photo_goes() -> None:
    assert b"Secret" not in prepared(pictures.photo(turn=1) + b"SecretFilm" * 9).data
