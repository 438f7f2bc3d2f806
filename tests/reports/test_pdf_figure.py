"""Charts on paper: lines stay lines, and the page stays as it was."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pypdf
import pytest
from matplotlib.figure import Figure as Chart
from matplotlib.font_manager import FontProperties

from app.reports import fonts
from app.reports.blocks import Figure, Paragraph
from tests.reports import paper
from tests.reports.paper import MM


def _chart(width: float = 6.0, height: float = 3.0) -> Chart:
    chart = Chart(figsize=(width, height))
    axes = chart.add_subplot()
    axes.plot([1, 2, 3], [1, 4, 9], marker="o", linestyle="--", color=(0.1, 0.2, 0.9))
    axes.bar([1, 2], [3, 4], hatch="//", alpha=0.5, color=(0.0, 0.6, 0.0))
    axes.set_title("达标率", fontproperties=FontProperties(fname=str(fonts.sans_path())))
    return chart


def test_a_chart_is_drawn_as_lines_not_as_a_picture() -> None:
    page = paper.read(paper.composed(Figure(_chart(), "走势")).data)[0]
    assert not page.images
    assert len(page.curves) > 2
    assert len(page.rects) > 2


def test_the_words_of_a_chart_can_be_found_in_the_paper() -> None:
    page = paper.read(paper.composed(Figure(_chart())).data)[0]
    assert "达标率" in paper.words([page])


def test_words_that_stand_upright_on_a_chart_are_turned() -> None:
    chart = _chart()
    chart.axes[0].set_ylabel("比例", fontproperties=FontProperties(fname=str(fonts.sans_path())))
    chars = {char["text"]: char for char in paper.read(paper.composed(Figure(chart)).data)[0].chars}
    assert not chars["比"]["upright"]
    assert chars["达"]["upright"]


def test_the_colour_of_words_on_a_chart_ends_with_them() -> None:
    chart = _chart()
    chart.axes[0].title.set_color((0.7, 0.0, 0.0))
    page = paper.read(paper.composed(Figure(chart, "走势"), Paragraph("后文")).data)[0]
    colours = {char["text"]: tuple(char["non_stroking_color"]) for char in page.chars}
    assert colours["达"] == (0.7, 0.0, 0.0)
    assert not any(colours["后"])


def test_the_colours_of_a_chart_are_kept() -> None:
    page = paper.read(paper.composed(Figure(_chart())).data)[0]
    colours = [curve["stroking_color"] for curve in page.curves]
    assert (0.1, 0.2, 0.9) in [tuple(colour) for colour in colours if isinstance(colour, Sequence)]


def test_a_chart_keeps_its_proportions_and_fills_the_width_asked_for() -> None:
    page = paper.read(paper.composed(Figure(_chart(), width=0.5)).data)[0]
    background = next(rect for rect in page.rects if rect["non_stroking_color"] == (1.0, 1.0, 1.0))
    assert background["width"] == pytest.approx(78 * MM, abs=0.5)
    assert background["height"] == pytest.approx(39 * MM, abs=0.5)


def test_a_chart_taller_than_a_page_is_made_smaller() -> None:
    composed = paper.composed(Figure(_chart(4, 12), "长图"))
    assert composed.pages == 1


def test_the_caption_stands_below_on_the_same_page() -> None:
    for before in range(10, 20):
        blocks: list[Any] = [Paragraph("文", flush=True)] * before
        pages = paper.read(paper.composed(*blocks, Figure(_chart(), "走势")).data)
        assert [("图1" in (page.extract_text() or "")) for page in pages] == [
            bool(page.curves) for page in pages
        ]


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert paper.composed(Figure(_chart())).data == paper.composed(Figure(_chart())).data


def test_drawing_leaves_the_chart_as_it_was() -> None:
    chart = _chart()
    paper.composed(Figure(chart))
    assert (chart.dpi, tuple(chart.get_size_inches())) == (100, (6.0, 3.0))


def test_a_picture_inside_a_chart_comes_along() -> None:
    chart = Chart(figsize=(4, 3))
    chart.add_subplot().imshow([[0.0, 1.0], [1.0, 0.0]])
    reader = pypdf.PdfReader(io.BytesIO(paper.composed(Figure(chart)).data))
    assert len(reader.pages[0].images) == 1
