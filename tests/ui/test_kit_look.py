"""Colours, icons and the badge: legible in light and dark, and never a letter or a colour alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel

from ui import colours, icons, theme
from ui.widgets.grade import UNGRADED, GradeBadge, GradeText
from ui.widgets.splitter import Splitter

ASSETS = Path(__file__).parents[2] / "assets"


@pytest.fixture(autouse=True)
def follow_system():
    yield
    theme.choose("light")


@pytest.mark.parametrize("palette", [colours.LIGHT, colours.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), colours.PAIRS, ids="-".join)
def test_text_stands_out_from_its_ground_by_four_and_a_half_to_one(palette, text, ground):
    assert colours.contrast(palette.role(text), palette.role(ground)) >= 4.5


@pytest.mark.parametrize("palette", [colours.LIGHT, colours.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["ground", "surface", "raised", "chosen"])
def test_the_focus_ring_stands_out_from_its_ground_by_three_to_one(palette, ground):
    assert colours.contrast(palette.focus, palette.role(ground)) >= 3


def test_the_grade_colours_are_those_agreed():
    fills = [colours.LIGHT.fill(letter) for letter in colours.GRADES]
    assert fills == ["#B3261E", "#C96F00", "#8A7A00", "#1B7F5C"]


def test_the_stylesheet_names_only_known_colours():
    named = set(re.findall(r"@([a-z]+(?:_[a-z]+)*)", (ASSETS / "style.qss").read_text("utf-8")))
    assert named <= {*colours.named(), "small_text", "body_text", "large_text", "icons", "scheme"}


def test_every_icon_draws_something_in_the_colour_asked_for(dressed: QApplication):
    empty = [path.stem for path in sorted((ASSETS / "icons").glob("*.svg")) if _blank(path.stem)]
    assert empty == []


def test_choosing_dark_recolours_the_program_and_is_remembered(dressed: QApplication):
    theme.choose("dark")
    assert (theme.palette(), theme.chosen()) == (colours.DARK, "dark")
    assert dressed.palette().window().color().name().upper() == colours.DARK.ground


def test_an_unknown_theme_in_the_settings_follows_the_system():
    theme.choose("violet")
    assert theme.chosen() == "system"


def test_the_badge_speaks_letter_name_score_range_and_which_end_is_best(qtbot):
    badge = GradeBadge("large")
    qtbot.addWidget(badge)
    badge.show_grade(GradeText("C", "一般安全风险", "84.99 分", "暂定 C–D（未答 5 项）", ("C", "D")))
    spoken = badge.accessibleName()
    assert all(part in spoken for part in ("C 一般安全风险", "84.99 分", "暂定 C–D", "D 最好"))


def test_a_badge_without_grade_says_so(qtbot):
    badge = GradeBadge()
    qtbot.addWidget(badge)
    badge.show_grade(UNGRADED)
    assert "尚未评估" in badge.accessibleName()


@pytest.mark.parametrize("size", ["small", "large"])
def test_the_badge_has_room_for_its_longest_text(qtbot, size):
    badge = GradeBadge(size)
    qtbot.addWidget(badge)
    badge.show_grade(
        GradeText("D", "较低安全风险", "86.31 分", "暂定 C–D（未答 12 项，等待复核）", ("C", "D"))
    )
    badge.adjustSize()
    picture = badge.grab().toImage()
    edge = {picture.pixelColor(picture.width() - 1, y).name() for y in range(picture.height())}
    assert len(edge) == 1


def test_the_badge_is_pressed_with_the_space_bar(qtbot):
    badge = GradeBadge()
    qtbot.addWidget(badge)
    badge.show()
    with qtbot.waitSignal(badge.clicked):
        qtbot.keyClick(badge, " ")


def _blank(name: str) -> bool:
    picture = icons.pixmap(name, "ink").toImage().convertToFormat(QImage.Format.Format_ARGB32)
    return all(
        picture.pixelColor(x, y).alpha() == 0
        for x in range(0, picture.width(), 1)
        for y in range(0, picture.height(), 1)
    )


@pytest.mark.parametrize("source", ["Look in:", "Files of type:", "File &name:"])
def test_the_way_to_a_file_is_described_in_chinese(dressed, source):
    assert not QCoreApplication.translate("QFileDialog", source).isascii()


@pytest.mark.parametrize("way", list(Qt.Orientation))
def test_a_splitter_takes_two_steps_of_the_grid_and_a_pixel_either_way(dressed, qtbot, way):
    split = Splitter("", QLabel("左"), QLabel("右"), orientation=way)
    qtbot.addWidget(split)
    split.resize(400, 400)
    split.show()
    lying = way is Qt.Orientation.Horizontal
    one, other = (split.widget(at).geometry() for at in (0, 1))
    gap = other.x() - one.width() if lying else other.y() - one.height()
    assert gap == 2 * theme.GRID + 1
