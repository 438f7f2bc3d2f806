"""The charts of comparison say their finding and their basis, and are told apart in black and white."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from app import wording_compare
from app.core import compare
from app.core.answers import Answers
from app.core.compare import Comparison, Side
from app.core.overrated import Overrated
from app.reports import charts_compare
from tests.reports import sample
from tests.reports.test_charts import drawn, title, words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CALLED = ("自评", "复核")


def compared() -> Comparison:
    """The committee saw items 5 and 19 too high, and item 27 too low."""
    review = sample.answers(weak=(5, 19), not_applicable=())
    own = sample.answers(weak=(27,), not_applicable=())
    return compare.compare(*(Side(standard=sample.guide(), answers=one) for one in (own, review)))


def sections(found: Comparison, *, rated: bool = True) -> Figure:
    return charts_compare.sections(found, CALLED, sample.TODAY, rated=rated)


def overrated(count: int) -> tuple[Overrated, ...]:
    return tuple(
        Overrated(item, 11, 11 - place % 11, 0, Fraction(8, 3), ("p1",))
        for place, item in enumerate(sample.guide().items[:count])
    )


def test_the_title_says_how_far_apart_the_rounds_are_and_where_most() -> None:
    found = compared()
    assert title(sections(found)) == wording_compare.finding(found, CALLED, rated=True)
    assert "高估 2 项，低估 1 项；高估最多的方面是" in title(sections(found))


def test_each_section_names_its_points_and_items_and_the_note_its_basis() -> None:
    told = words(sections(compared()))
    assert any("高估 1 项" in one and "−" in one for one in told)
    assert any("低估 1 项" in one and "+" in one for one in told)
    assert any("只计可比的 34 项" in one and "2026-11-23" in one and "导则" in one for one in told)


def test_less_and_more_are_told_apart_without_colour() -> None:
    bars = {(bar.get_width() < 0, bool(bar.get_hatch())) for bar in sections(compared()).axes[0].patches}
    assert {(True, True), (False, False)} <= bars
    assert (True, False) not in bars


def test_rounds_with_nothing_to_compare_get_a_sentence_and_no_bars() -> None:
    found = compare.compare(*(Side(standard=sample.guide(), answers=Answers()) for _ in range(2)))
    figure = sections(found)
    assert "两轮评估没有可比的项。" in words(figure)
    assert drawn(figure)


def test_without_rating_it_speaks_of_better_and_worse() -> None:
    assert "高估" not in "".join(words(sections(compared(), rated=False)))


def test_the_county_chart_names_the_item_its_share_and_the_basis() -> None:
    figure = charts_compare.overrated(overrated(3), "示例县", 11, sample.TODAY, sources=[sample.guide()])
    assert title(figure) == "示例县：第 1 项最常被高估，11 个园区中有 11 个（100.0%），平均高估 0.24 分"
    told = words(figure)
    assert any("口径：" in one and "共 11 个园区" in one and "2026-11-23" in one for one in told)
    assert any("10/11 个，平均高估" in one for one in told)


def test_a_small_chart_names_fewer_items_instead_of_letting_them_meet() -> None:
    many = overrated(30)
    counts = [
        len(charts_compare.overrated(many, "示例县", 11, sample.TODAY, size=size).axes[0].patches)
        for size in ((156.0, 92.0), (156.0, 60.0), (90.0, 50.0))
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] <= 12
    assert counts[-1] == 3


def test_a_county_without_over_rating_says_so() -> None:
    none = tuple(replace(one, over=0, points=Fraction(0), parks=()) for one in overrated(2))
    figure = charts_compare.overrated(none, "示例县", 4, sample.TODAY)
    assert title(figure) == "示例县 4 个园区的自评没有高估的项"


def test_an_answer_worth_a_third_is_written_cut_and_marked() -> None:
    assert wording_compare.signed(Fraction(-1, 3)) == "−0.33…"
