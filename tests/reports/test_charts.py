"""The charts say their finding, their basis and their date, whatever they are given."""

from __future__ import annotations

import doctest
import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app.core import rollup, ten_two
from app.core.answers import Check, CheckState
from app.core.dossier import Dossier
from app.core.entries import Grade
from app.core.rollup import Basis, Rollup
from app.reports import charts, charts_canvas, charts_park
from app.reports.charts_canvas import Palette
from tests.reports import sample

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PLACE = "示例县"
NAMES = {band.grade: band.name for band in sample.guide().bands}


def words(figure: Figure) -> list[str]:
    """Everything that is written on a figure, line breaks taken out."""
    from matplotlib.text import Text

    return [found.get_text().replace("\n", "") for found in figure.findobj(Text) if found.get_text()]


def title(figure: Figure) -> str:
    return figure.get_suptitle().replace("\n", "")


def drawn(figure: Figure) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, dpi=60, metadata={"Software": None})
    return buffer.getvalue()


@pytest.fixture
def county() -> tuple[Rollup, ...]:
    return rollup.over_time(sample.standings(), Basis.REVIEW, sample.TODAY)


@pytest.fixture
def park() -> Dossier:
    return sample.dossier()


def test_the_edges_shown_in_doctests_hold() -> None:
    assert doctest.testmod(charts_canvas).failed == 0


def share(rolled: tuple[Rollup, ...], **how: Any) -> Figure:
    return charts.share_over_time(rolled, sample.ten_two().targets, PLACE, **how)


def test_the_share_chart_states_how_many_parks_are_missing_to_the_target(county: tuple[Rollup, ...]) -> None:
    assert title(share(county)) == "示例县 12 个园区，D 级 7 个（58.3%），距 60% 目标还差 1 个"


def test_the_share_chart_turns_to_the_next_target_when_one_is_reached() -> None:
    rolled = rollup.over_time(sample.standings(top=8), Basis.REVIEW, sample.TODAY)
    assert title(share(rolled)) == "示例县 12 个园区，D 级 8 个（66.7%），距 90% 目标还差 3 个"


def test_the_share_chart_says_when_all_targets_are_reached() -> None:
    rolled = rollup.over_time(sample.standings(top=12), Basis.REVIEW, sample.TODAY)
    assert title(share(rolled)).endswith("已达到 90% 目标")


def test_target_lines_are_labelled_at_the_line_with_their_dates(county: tuple[Rollup, ...]) -> None:
    said = words(share(county))
    assert "60% 目标（2024 年底前）" in said
    assert "90% 目标（2025 年底前）" in said


def test_basis_and_date_stand_on_the_chart(county: tuple[Rollup, ...]) -> None:
    note = next(text for text in words(share(county)) if text.startswith("口径"))
    assert "复核口径" in note
    assert "2026-11-23" in note


def test_self_grades_are_not_called_reviewed() -> None:
    rolled = rollup.over_time(sample.standings(), Basis.SELF, sample.TODAY)
    assert any("自评口径" in text for text in words(share(rolled)))


def test_each_grade_is_named_and_told_apart_by_a_pattern(county: tuple[Rollup, ...]) -> None:
    figure = charts.grade_mix(county[-1], NAMES, PLACE)
    assert {"C 一般安全风险", "D 较低安全风险（最好）"} <= set(words(figure))
    patterns = [patch.get_hatch() for patch in figure.axes[0].patches]
    assert len(set(patterns)) == len(NAMES)


def test_the_grade_chart_says_why_fewer_parks_count_than_stand_at_d(county: tuple[Rollup, ...]) -> None:
    rolled = replace(county[-1], at_top=county[-1].grades[Grade.D] - 1)
    said = "".join(words(charts.grade_mix(rolled, NAMES, PLACE)))
    assert "1 个因十有两禁未完成、未核查或结果暂定，不计入达标率" in said


def test_the_lines_chart_names_the_line_that_most_parks_lack(county: tuple[Rollup, ...]) -> None:
    figure = charts.lines_over_parks(sample.standings(), sample.ten_two().lines, county[-1], PLACE)
    assert title(figure).startswith("示例县已核查 12 个园区，基本完成“十有”的 7 个；未完成最多的是")


def test_the_section_chart_states_score_and_grade_with_its_name(park: Dossier) -> None:
    figure = charts_park.sections(park.verdict, park.park.name, park.today)
    assert title(figure).startswith("示例滨江化工园区得分 93.93 分，D 较低安全风险")
    assert any("未核对原文" in text for text in words(figure))


def test_a_provisional_section_chart_says_so_with_its_range() -> None:
    open_ = sample.dossier(sample.answers(unanswered=(3, 4)))
    assert "（暂定）；可能为" in title(charts_park.sections(open_.verdict, "示例园区", open_.today))


def test_twelve_lines_of_which_nothing_applies_are_drawn_all_the_same(park: Dossier) -> None:
    none = Check(CheckState.NOT_APPLICABLE, "没有")
    answers = replace(park.answers, checks=dict.fromkeys(park.judged.checkpoint, none))
    judged = ten_two.judge(park.judged, answers)
    assert drawn(charts_park.ten_two(judged, park.park.name, park.today))


def test_the_ten_two_chart_names_what_is_not_done(park: Dossier) -> None:
    figure = charts_park.ten_two(park.verdict.low.ten_two, park.park.name, park.today)
    assert "9 项达到要求；尚未达到：封闭化管理、信息化平台" in title(figure)


def test_an_overdue_measure_is_red_and_called_overdue(park: Dossier) -> None:
    late = next(measure for measure in park.measures if measure.overdue(park.today))
    assert late.due is not None
    figure = charts_park.gantt([late], park.today)
    assert title(figure) == "整改措施 1 项，已销号 0 项，逾期 1 项"
    said = next(text for text in figure.axes[0].texts if "逾期" in text.get_text())
    assert said.get_text().endswith(f"逾期 {(park.today - late.due).days} 天")
    assert said.get_color() == Palette().warning


def test_a_long_plan_takes_several_sheets_and_goes_on_counting(park: Dossier) -> None:
    sheets = charts_park.gantt_sheets([park.measures[0]] * 40, park.today)
    first_labels = [sheet.axes[0].get_yticklabels()[0].get_text() for sheet in sheets]
    assert [label.split()[0] for label in first_labels] == ["1", str(charts_park.GANTT_ROWS + 1)]


def test_a_finding_with_dollar_signs_is_not_read_as_a_formula(park: Dossier) -> None:
    typed = replace(park.measures[0], finding=r"费用 $\frac$ 超支 $", due=date(2027, 1, 1))
    assert drawn(charts_park.gantt([typed], park.today))


def test_a_character_that_no_face_has_is_shown_as_missing_type(park: Dossier) -> None:
    typed = replace(park.measures[0], finding="卡口\ue000故障")
    assert any("卡口〓故障" in text for text in words(charts_park.gantt([typed], park.today)))


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        (lambda: share(()), "没有已公布认定的园区"),
        (
            lambda: charts.grade_mix(rollup.rollup((), Basis.REVIEW, sample.TODAY), NAMES, PLACE),
            "还没有已评级",
        ),
        (
            lambda: charts.lines_over_parks(
                (), sample.ten_two().lines, rollup.rollup((), Basis.REVIEW, sample.TODAY), PLACE
            ),
            "还没有核查过十有两禁",
        ),
        (lambda: charts_park.gantt((), sample.TODAY), "还没有整改措施"),
        (lambda: charts_park.ten_two(None, PLACE, sample.TODAY), "尚未核查"),
    ],
)
def test_a_chart_without_data_says_why(figure: Any, sentence: str) -> None:
    assert any(sentence in text for text in words(figure()))


def test_parks_that_nobody_graded_yet_give_a_chart_at_zero() -> None:
    bare = tuple(replace(standing, rounds=()) for standing in sample.standings())
    rolled = rollup.over_time(bare, Basis.REVIEW, sample.TODAY)
    assert title(share(rolled)) == "示例县 12 个园区，D 级 0 个（0.0%），距 60% 目标还差 8 个"


def test_the_palette_colours_ground_and_words(county: tuple[Rollup, ...]) -> None:
    from matplotlib.colors import to_hex

    figure = share(county, palette=Palette(text="#eeeeee", background="#101010"))
    assert to_hex(figure.get_facecolor()) == "#101010"
    assert figure.texts[0].get_color() == "#eeeeee"


def test_the_same_values_give_the_same_picture(county: tuple[Rollup, ...]) -> None:
    assert drawn(share(county)) == drawn(share(county))


def every_chart(park: Dossier, rolled: tuple[Rollup, ...]) -> list[Figure]:
    """All kinds, with names as long as they come."""
    place = "示例省示例市示例沿江化工新材料循环经济产业开发区"
    long = [replace(one, finding="很长的存在问题" * 9) for one in park.measures] * 5
    return [
        share(rolled),
        charts.grade_mix(rolled[-1], NAMES, place),
        charts.lines_over_parks(sample.standings(), sample.ten_two().lines, rolled[-1], place),
        charts_park.sections(park.verdict, place, sample.TODAY, size=charts_park.UPPER),
        charts_park.ten_two(park.verdict.low.ten_two, place, sample.TODAY, size=charts_park.LOWER),
        *charts_park.gantt_sheets(long, sample.TODAY),
    ]


@pytest.mark.parametrize("unanswered", [(), tuple(range(2, 30))])
def test_no_words_are_cut_off_at_the_edge_of_a_chart(
    county: tuple[Rollup, ...], unanswered: tuple[int, ...]
) -> None:
    from matplotlib.text import Text

    for figure in every_chart(sample.dossier(sample.answers(unanswered=unanswered)), county):
        drawn(figure)
        edge = figure.bbox.padded(1)
        out = [
            found.get_text()
            for found in figure.findobj(Text)
            if found.get_text() and found.get_visible() and not _inside(found.get_window_extent(), edge)
        ]
        assert out == []


def _inside(box: Any, edge: Any) -> bool:
    return bool(box.x0 >= edge.x0 and box.x1 <= edge.x1 and box.y0 >= edge.y0 and box.y1 <= edge.y1)


def test_the_labels_of_a_chart_stand_clear_of_its_title_and_note(county: tuple[Rollup, ...]) -> None:
    for figure in every_chart(sample.dossier(), county):
        drawn(figure)
        (axes,) = figure.axes
        head, foot = figure._suptitle, figure._supxlabel  # type: ignore[attr-defined]
        box = axes.get_tightbbox()
        assert box is not None
        assert box.y1 <= head.get_window_extent().y0 + 1
        assert box.y0 >= foot.get_window_extent().y1 - 1


def test_a_chart_is_laid_out_anew_when_its_window_changes(county: tuple[Rollup, ...]) -> None:
    figure = share(county)
    drawn(figure)
    before = figure.axes[0].get_position().x0
    figure.set_size_inches(12, 8)
    drawn(figure)
    assert figure.axes[0].get_position().x0 < before
