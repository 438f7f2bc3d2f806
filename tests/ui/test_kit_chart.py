"""A chart is drawn late, seldom, and only for someone who looks; on paper it is light."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from app.errors import UserError
from ui import colours, theme
from ui.widgets.chart import ChartView, loader


@pytest.fixture(scope="module", autouse=True)
def matplotlib_there(dressed):
    loader().wait()


@pytest.fixture
def chart(qtbot):
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(320, 200)
    return view


class Factory:
    """Makes a plain figure and notes the palettes it was given."""

    def __init__(self):
        self.palettes = []

    def __call__(self, palette):
        from matplotlib.figure import Figure

        self.palettes.append(palette)
        figure = Figure(figsize=(4, 2), facecolor=palette.fill_d)
        figure.subplots().plot([0, 1])
        return figure


def test_nothing_is_drawn_while_nobody_looks(chart, qtbot):
    factory = Factory()
    chart.set_chart(factory, "达标率")
    qtbot.wait(300)
    assert factory.palettes == []


def test_it_is_drawn_once_it_is_shown(chart, qtbot):
    chart.set_chart(Factory(), "达标率")
    with qtbot.waitSignal(chart.drawn):
        chart.show()
    assert chart.grab().toImage().pixelColor(2, 2).name().upper() == colours.LIGHT.fill_d


def test_many_changes_at_once_are_drawn_as_one(chart, qtbot):
    factory = Factory()
    chart.set_chart(factory, "达标率")
    with qtbot.waitSignal(chart.drawn):
        chart.show()
    drawn = len(factory.palettes)
    for _ in range(20):
        chart.redraw()
    qtbot.wait(500)
    assert len(factory.palettes) == drawn + 1


def test_a_change_of_theme_draws_it_in_the_new_colours(chart, qtbot):
    factory = Factory()
    chart.set_chart(factory, "达标率")
    with qtbot.waitSignal(chart.drawn):
        chart.show()
    with qtbot.waitSignal(chart.drawn):
        theme.choose("dark")
    theme.choose("light")
    assert colours.DARK in factory.palettes


@pytest.mark.parametrize(
    ("kind", "start"),
    [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")],
    ids=["png", "svg", "pdf"],
)
def test_it_is_saved_for_paper_in_light_colours(chart, kind, start):
    factory = Factory()
    chart.set_chart(factory, "达标率")
    assert chart.picture(kind).startswith(start)
    assert factory.palettes == [colours.LIGHT]


def test_it_is_copied_as_a_picture(chart):
    chart.set_chart(Factory(), "达标率")
    chart.copy()
    assert not QGuiApplication.clipboard().image().isNull()


def test_its_finding_is_there_for_those_who_cannot_see_it(chart):
    chart.set_chart(Factory(), "全县 12 个园区，D 级 7 个")
    assert chart.accessibleName() == "全县 12 个园区，D 级 7 个"


def test_an_absent_chart_cannot_be_saved_and_says_why(chart):
    with pytest.raises(UserError, match="还没有图表"):
        chart.picture("png")
