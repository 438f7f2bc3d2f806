"""The cost–time front says what patience buys, marks the way on show, and copes with one point and none."""

from __future__ import annotations

import doctest
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from app.core.shortest import Way
from app.reports import charts_whatif
from tests.reports.test_charts import drawn, title, words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TODAY = date(2026, 11, 23)
PLACE = "示例园区"


def way(days: int, cost: str, *unknown: str) -> Way:
    return Way({}, Decimal(cost), days, 5, Fraction(86), unknown=unknown)


WAYS = (way(180, "9800"), way(360, "5000"), way(365, "4990"), way(720, "4000.5"))


def front(*ways: Way, **how: Any) -> Figure:
    return charts_whatif.front(ways, PLACE, TODAY, **how)


def test_the_examples_in_docstrings_hold() -> None:
    assert doctest.testmod(charts_whatif).failed == 0


def test_the_title_says_what_patience_saves() -> None:
    assert (
        title(front(*WAYS))
        == "示例园区达到 D 级最少投入 4,000.5 万元，需 720 天；多投入 5,799.5 万元，可提前 540 天"
    )


def test_the_title_says_where_there_is_no_choice() -> None:
    assert title(front(WAYS[0])) == "示例园区达到 D 级最少投入 9,800 万元，也最快：180 天"


def test_the_ends_and_the_way_on_show_are_labelled_and_marked() -> None:
    said = words(front(*WAYS, chosen=WAYS[1]))
    assert {"180 天，9,800 万元", "360 天，5,000 万元", "720 天，4,000.5 万元", "当前方案"} <= set(said)
    assert "365 天，4,990 万元" not in said


def test_another_way_than_those_on_the_front_is_marked_where_it_is() -> None:
    rings = [line for line in front(*WAYS, chosen=way(540, "8000")).axes[0].lines if line.get_marker() == "o"]
    assert [tuple(map(float, line.get_xydata()[0])) for line in rings[1:]] == [(540, 8000.0)]  # type: ignore[union-attr,index]


def test_works_of_unknown_cost_are_told_below() -> None:
    assert any("另有 1 项投入未知" in text for text in words(front(way(30, "5", "veto/V1"))))


@pytest.mark.parametrize("size", [(40.0, 20.0), (156.0, 92.0), (400.0, 30.0)])
def test_it_can_be_drawn_at_any_size(size: tuple[float, float]) -> None:
    assert drawn(front(*WAYS, chosen=WAYS[3], size=size))


def test_nothing_to_compare_is_said() -> None:
    assert "没有可以比较的路径。" in words(front())


def test_a_way_that_costs_nothing_can_be_drawn() -> None:
    assert drawn(front(way(1, "0")))
