"""Faces: found by role, read without errors, taken apart without changing a line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from app.reports import fonts, fonts_cff, fonts_found, fonts_sfnt, fonts_truetype
from app.reports.fonts_found import Role
from tests.reports import boxfont

RARE = "𬭩䓖堃"
SAMPLE = "一丁化工园区安全评级龘" + RARE + "，。（）“”—…ABCxyz0189%℃①⑳ⅠⅡ×≥≤㎡"


def test_without_system_fonts_every_role_has_an_open_face() -> None:
    found = fonts.faces(())
    assert {found.by_role[role].name for role in (Role.BODY, Role.KAI, Role.SONG)} == {"NotoSerifSC-Regular"}
    assert found.by_role[Role.HEI].name == "NotoSansSC-Regular"
    assert found.thin_title


def test_the_environment_can_hide_the_systems_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(fonts_found.NO_SYSTEM_FONTS, "0")
    assert fonts_found.system_folders() == ()


@pytest.mark.parametrize(
    ("file", "role"),
    [
        ("simfang.ttf", Role.BODY),
        ("STFANGSO.TTF", Role.BODY),
        ("仿宋_GB2312.ttf", Role.BODY),
        ("simkai.ttf", Role.KAI),
        ("LXGWWenKai-Regular.ttf", Role.KAI),
        ("simhei.ttf", Role.HEI),
        ("FZXBSJW.TTF", Role.TITLE),
        ("方正小标宋_GBK.ttf", Role.TITLE),
        ("simsun.ttf", Role.SONG),
    ],
)
def test_an_official_face_is_found_by_its_file(tmp_path: Path, file: str, role: Role) -> None:
    (tmp_path / "below").mkdir()
    boxfont.make(tmp_path / "below" / file, "Box")
    assert fonts.faces((tmp_path,)).by_role[role].name == "Box"


def test_a_real_title_face_is_not_thickened(tmp_path: Path) -> None:
    boxfont.make(tmp_path / "FZXBSJW.TTF", "FZXBSJW")
    assert not fonts.faces((tmp_path,)).thin_title


def test_the_regular_face_of_a_collection_is_taken(tmp_path: Path) -> None:
    boxfont.collect(tmp_path / "simsun.ttc", ["NSimSun", "SimSun"])
    assert fonts.faces((tmp_path,)).by_role[Role.SONG].name == "SimSun"


def test_a_face_that_may_not_be_embedded_is_passed_over(tmp_path: Path) -> None:
    boxfont.make(tmp_path / "simfang.ttf", "Box", rights=0x0002)
    assert fonts.faces((tmp_path,)).by_role[Role.BODY].name == "NotoSerifSC-Regular"


@pytest.mark.parametrize(
    "content",
    [b"", b"not a font", b"\0\1\0\0\0\4", b"ttcf\0\1\0\0\0\0\0\1\0\0\xff\xff"],
    ids=["empty", "text", "cut off", "a collection of nothing"],
)
def test_a_damaged_font_file_is_passed_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "simfang.ttf").write_bytes(content)
    assert fonts.faces((tmp_path,)).by_role[Role.BODY].name == "NotoSerifSC-Regular"


def test_a_font_cut_short_is_passed_over(tmp_path: Path) -> None:
    whole = boxfont.make(tmp_path / "whole.ttf", "Box").read_bytes()
    for part in range(12, len(whole) - 8, 97):
        folder = tmp_path / str(part)
        folder.mkdir()
        (folder / "simfang.ttf").write_bytes(whole[:part])
        assert fonts.faces((folder,)).by_role[Role.BODY].name == "NotoSerifSC-Regular"


def test_a_sign_its_face_lacks_is_drawn_by_the_next(tmp_path: Path) -> None:
    boxfont.make(tmp_path / "simfang.ttf", "Box")
    found = fonts.faces((tmp_path,))
    names = [face.name if face else "" for face in (found.pick(Role.BODY, sign) for sign in "国" + RARE)]
    assert names == ["Box"] + ["NotoSerifSC-Regular"] * 3


def test_a_sign_that_no_face_has_is_picked_by_none() -> None:
    assert fonts.faces(()).pick(Role.BODY, "\U0001f600") is None


def test_raised_and_lowered_figures_are_made_from_plain_ones() -> None:
    face = fonts.faces(()).by_role[Role.BODY]
    shapes = [face.shape(sign) for sign in "7⁷₇"]
    glyphs, rises = zip(*((shape.glyph, shape.rise) for shape in shapes if shape), strict=True)
    assert len(set(glyphs)) == 1
    assert rises[1] > rises[0] > rises[2]
    assert face.advance("⁷") < face.advance("7")


@pytest.mark.parametrize("path", [fonts.serif_path(), fonts.sans_path()])
def test_glyphs_and_widths_agree_with_an_independent_reader(path: Path) -> None:
    own, other = fonts_sfnt.Sfnt(path), TTFont(path)
    cmap, metrics = other.getBestCmap(), other["hmtx"]
    wanted = [other.getGlyphID(cmap[code]) for code in cmap]
    assert [own.glyph(code) for code in cmap] == wanted
    assert [own.advance(glyph) for glyph in wanted] == [metrics[cmap[code]][0] for code in cmap]
    assert not any(own.glyph(code) for code in (0xE000, 0x1F600, 0x10FFFF))


@pytest.mark.parametrize("path", [fonts.serif_path(), fonts.sans_path()])
def test_a_small_cff_font_draws_what_the_large_one_draws(path: Path) -> None:
    own, large = fonts_sfnt.Sfnt(path), TTFont(path)
    glyphs = [0, *(own.glyph(ord(sign)) for sign in SAMPLE)]
    small = CFFFontSet()
    small.decompile(io.BytesIO(fonts_cff.Cff(own.table("CFF ")).subset(glyphs, "Small")), None)
    names, order = small[0].charset, large.getGlyphOrder()
    for number, glyph in enumerate(glyphs):
        drawn, wanted = RecordingPen(), RecordingPen()
        small[0].CharStrings[names[number]].draw(drawn)
        large.getGlyphSet()[order[glyph]].draw(wanted)
        assert drawn.value == wanted.value


def test_a_small_truetype_font_draws_what_the_large_one_draws(tmp_path: Path) -> None:
    path = boxfont.make(tmp_path / "box.ttf", "Box")
    own, large = fonts_sfnt.Sfnt(path), TTFont(path)
    glyphs = [0, *(own.glyph(ord(sign)) for sign in "章1仿")]
    small = TTFont(io.BytesIO(fonts_truetype.subset(own, glyphs)))
    small.setGlyphOrder([f"g{number}" for number in range(small["maxp"].numGlyphs)])
    for number, glyph in enumerate(glyphs):
        name = large.getGlyphName(glyph)
        drawn, wanted = small["glyf"][f"g{number}"], large["glyf"][name]
        assert drawn.getCoordinates(small["glyf"])[0] == wanted.getCoordinates(large["glyf"])[0]
        assert small["hmtx"][f"g{number}"] == large["hmtx"][name]
