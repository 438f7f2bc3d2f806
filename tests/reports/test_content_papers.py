"""The plan and the grading report: what they must say, and what they must never say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app import wording, wording_verdict
from app.core.dossier import AssessmentState, Dossier
from app.core.plan import MeasureState
from app.core.rollup import Kind
from app.reports import blocks, content_plan, content_rating
from app.reports.blocks import Paragraph, Row, Signatures
from tests.reports import sample
from tests.reports.written import PAPERS, Paper, bare, both, every_kind, headings, table, texts, whole


def test_the_plan_follows_the_outline() -> None:
    chapters = headings(content_plan.plan(sample.dossier()), 1)
    wanted = [
        "园区概况",
        "编制依据",
        "对标评估结果",
        "存在问题",
        "整治目标",
        "整治任务与措施",
        "实施步骤",
        "保障措施",
    ]
    assert [chapter.split("、", 1)[1] for chapter in chapters] == wanted
    assert chapters[0].startswith("一、")


def test_the_report_follows_the_outline() -> None:
    chapters = headings(content_rating.rating(sample.dossier()), 1)
    assert [chapter.split("、", 1)[1] for chapter in chapters] == [
        "概况",
        "评级依据",
        "评级程序与组成员",
        "逐项得分与说明",
        "否决情形核对",
        "得分与等级",
        "“十有两禁”逐项核查",
        "主要问题与建议",
        "结论",
    ]


@both
@pytest.mark.parametrize("dossier", [sample.dossier, bare, every_kind])
def test_nothing_missing_is_printed_as_none(paper: Paper, dossier: Callable[[], Dossier]) -> None:
    said = whole(paper(dossier()))
    assert "None" not in said
    assert "nan" not in said


@both
def test_a_fact_that_is_not_on_file_is_left_to_be_filled_in(paper: Paper) -> None:
    assert "主导产业为（待补充）" in whole(paper(bare()))


@both
def test_each_page_names_both_editions_with_what_is_not_verified(paper: Paper) -> None:
    lines = paper(sample.dossier()).edition_line.split("\n")
    assert lines == [wording_verdict.edition_foot(one) for one in (sample.guide(), sample.ten_two())]


@both
def test_the_grounds_say_in_full_how_much_of_each_edition_is_verified(paper: Paper) -> None:
    rows = table(paper(sample.dossier()), "评估所用标准包").rows
    for row, standard in zip(rows, (sample.guide(), sample.ten_two()), strict=True):
        wanted = wording.tight(wording_verdict.checked(standard))
        assert row.cells[2:4] == (wording_verdict.short(standard.checksum), wanted)


@both
def test_the_note_of_each_edition_is_printed_in_full(paper: Paper) -> None:
    said = whole(paper(sample.dossier()))
    for standard in (sample.guide(), sample.ten_two()):
        assert standard.edition.note.strip().rstrip("。") in said


@both
def test_a_provisional_result_is_announced_before_the_first_chapter(paper: Paper) -> None:
    document = paper(sample.dossier(sample.answers(unanswered=(3, 4, 18))))
    banner = document.blocks[1]
    assert isinstance(banner, Paragraph)
    assert blocks.plain(banner.text).startswith("【暂定】尚有3项未作答")


@both
def test_a_finished_result_carries_no_provisional_banner(paper: Paper) -> None:
    assert "【暂定】" not in whole(paper(sample.dossier()))


@both
def test_a_self_assessment_is_not_passed_off_as_an_official_grade(paper: Paper) -> None:
    assert "【非正式等级】所列等级为2026年自评结果" in whole(paper(sample.dossier()))


@both
def test_a_confirmed_review_needs_no_such_banner(paper: Paper) -> None:
    dossier = sample.dossier(kind=Kind.REVIEW)
    confirmed = replace(dossier.assessment, state=AssessmentState.CONFIRMED, confirmed_on=date(2026, 11, 22))
    assert "【非正式等级】" not in whole(paper(replace(dossier, assessment=confirmed)))


@both
def test_a_veto_is_printed_with_what_was_found_and_why_it_counts(paper: Paper) -> None:
    said = wording.tight(whole(paper(sample.dossier(sample.answers(veto="V6")))))
    assert "2026年3月发生一起事故，正在调查" in said
    assert wording.tight(sample.guide().veto["V6"].reason) in said
    assert "等级判定为A级（高安全风险）" in said


@both
def test_the_problems_of_a_section_stand_together_with_their_losses(paper: Paper) -> None:
    said = whole(paper(sample.dossier()))
    assert "选址及规划。1项失分，共失2分：第5项失2分，东片区与示例镇建成区之间的缓冲带宽度不足" in said
    assert "安全生产和应急一体化管理。2项失分，共失4分：第27项失2分" in said


@both
def test_of_many_lost_items_in_a_section_the_lightest_are_only_numbered(paper: Paper) -> None:
    said = whole(paper(sample.dossier(sample.answers(weak=range(26, 35)))))
    assert "；第29至34项另失" in said


def test_every_lost_item_has_its_loss_and_its_finding_in_annex_1_of_the_plan() -> None:
    rows = table(content_plan.plan(sample.dossier()), "问题整改清单").rows
    found = {row.cells[1]: (row.cells[2], row.cells[3]) for row in rows}
    assert {f"导则第{number}项" for number in (5, 12, 23, 27, 33)} <= found.keys()
    assert "缓冲带宽度不足" in found["导则第5项"][0]
    assert found["导则第5项"][1] == "2"


def test_the_duties_by_law_stand_apart_from_the_twelve_lines() -> None:
    document = content_rating.rating(sample.dossier())
    law = [row.cells[0] for row in table(document, "法定要求核查").rows]
    twelve = [row.cells[0] for row in table(document, "“十有两禁”对照").rows]
    assert law == [f"法{number}" for number in range(16, 21)]
    assert len(twelve) == 12


def test_each_measure_has_its_row_in_annex_1() -> None:
    dossier = sample.dossier()
    rows = table(content_plan.plan(dossier), "问题整改清单").rows
    assert [row.cells[4] for row in rows] == [measure.action for measure in dossier.measures]


def test_annex_1_has_all_columns_of_the_list_on_turned_pages() -> None:
    annex = table(content_plan.plan(sample.dossier()), "问题整改清单")
    assert annex.landscape
    assert "|".join(column.title.replace("\n", "") for column in annex.columns) == (
        "序号|项目/条款|存在问题|失分|整改措施|整改目标|责任单位|责任人|配合单位|资金（万元）及来源|"
        "开始|完成时限|进展|验收结论|验收人/日期|佐证"
    )


def test_an_overdue_measure_is_marked_with_its_days() -> None:
    dossier = sample.dossier()
    late = [measure for measure in dossier.measures if measure.overdue(dossier.today)]
    rows = table(content_plan.plan(dossier), "问题整改清单").rows
    marked = [row for row in rows if "逾期" in blocks.plain(row.cells[12])]
    assert len(marked) == len(late) > 0


def test_a_returned_measure_shows_why() -> None:
    dossier = sample.dossier()
    back = replace(dossier.measures[0], state=MeasureState.DOING, returned_reason="佐证材料不全")
    document = content_plan.plan(replace(dossier, measures=(back,)))
    assert "曾退回：佐证材料不全" in whole(document)


def test_a_requirement_is_not_printed_as_if_it_were_the_problem() -> None:
    dossier = sample.dossier()
    rows = table(content_plan.plan(dossier), "问题整改清单").rows
    requirements = {item.text for item in dossier.standard.items}
    requirements |= {point.text for point in dossier.judged.checkpoints}
    assert not requirements & {blocks.plain(row.cells[2]) for row in rows}


def test_the_dated_targets_are_quoted_with_their_source_and_whether_they_have_passed() -> None:
    said = whole(content_plan.plan(sample.dossier()))
    for target in sample.ten_two().targets:
        assert target.text in said
    assert "有2个目标时限已过" in said


def test_a_target_still_ahead_is_told_as_ahead() -> None:
    early = replace(sample.dossier(), today=date(2025, 3, 1))
    said = whole(content_plan.plan(early))
    assert "有1个目标时限已过" in said
    assert "本园区须在2025年12月31日前达到D级" in said


def test_closing_every_measure_is_shown_to_win_back_every_lost_point() -> None:
    rows = table(content_plan.plan(sample.dossier()), "分年度目标测算").rows
    assert rows[-1].cells[2:] == ("10", "100.00", "D 较低安全风险")


def test_what_the_five_duties_still_lack_is_counted() -> None:
    dossier = sample.dossier()
    unnamed = sum(not measure.person for measure in dossier.measures)
    assert f"责任单位或责任人未落实{unnamed}项" in whole(content_plan.plan(dossier))


def test_the_leading_group_is_filled_in_as_far_as_it_is_on_file() -> None:
    rows = table(content_plan.plan(sample.dossier()), "整治提升工作领导小组").rows
    assert rows[0].cells[:2] == ("组长", "张三")
    assert rows[1].cells[:2] == ("副组长", "李四")


def test_each_assessor_has_a_line_to_sign() -> None:
    fields = next(
        one for one in content_rating.rating(sample.dossier()).blocks if isinstance(one, Signatures)
    )
    assert [row[:2] for row in fields.rows] == [
        ("钱七", "示例市应急管理局"),
        ("孙八", "示例大学化工学院"),
        ("周九", ""),
    ]
    assert all(row[3:] == ("", "") for row in fields.rows)


def test_every_item_stands_in_the_report_with_its_points_and_status() -> None:
    dossier = sample.dossier()
    rows = [row for row in table(content_rating.rating(dossier), "逐项得分与说明").rows if not row.across]
    assert [row.cells[0] for row in rows] == [str(item.number) for item in dossier.standard.items]
    row = next(row for row in rows if row.cells[0] == "5")
    assert (row.cells[2], row.cells[3], row.cells[5]) == ("5", "3", "待核对\n原文")


def test_an_item_that_does_not_apply_stands_with_its_reason() -> None:
    rows = table(content_rating.rating(sample.dossier()), "逐项得分与说明").rows
    row = next(row for row in rows if row.cells[0] == "21")
    assert row.cells[3] == "不适用"
    assert "园区没有公共管廊" in blocks.plain(row.cells[4])


def test_an_unanswered_item_shows_no_points() -> None:
    rows = table(content_rating.rating(bare()), "逐项得分与说明").rows
    assert {row.cells[3] for row in rows if not row.across} == {"—"}


def test_every_checkpoint_stands_in_annex_1_of_the_report() -> None:
    rows: tuple[Row, ...] = table(content_rating.rating(sample.dossier()), "“十有两禁”检查点逐项核查表").rows
    assert [row.cells[0] for row in rows if not row.across] == [
        point.id for line in sample.ten_two().lines for point in sample.ten_two().points_of(line.id)
    ]


def test_lines_that_nobody_looked_at_are_not_called_incomplete() -> None:
    said = whole(content_rating.rating(bare()))
    assert "“十有两禁”各检查点尚未核查，是否完成无法判定" in said


def test_the_conclusion_says_that_ten_two_keeps_the_park_out_of_the_share() -> None:
    said = whole(content_rating.rating(sample.dossier()))
    assert "安全风险等级为D级（较低安全风险），得分达到D级，十有两禁未完成，不计入达标率。" in said


def test_zones_that_do_not_add_up_are_pointed_out() -> None:
    dossier = sample.dossier(planned_area=Decimal("13"))
    assert "与规划面积13 km²不一致，相差0.5 km²" in whole(content_plan.plan(dossier))


def test_a_gate_that_is_not_met_is_told_in_both_papers() -> None:
    for paper in PAPERS:
        assert "前置条件不满足" in whole(paper(every_kind()))


def test_the_report_advises_first_what_holds_the_grade_whatever_is_won_elsewhere() -> None:
    report = texts(content_rating.rating(sample.dossier(sample.answers(veto="V6"))))
    at = report.index("针对上述问题，提出以下建议：")
    assert report[at + 1] == "1.尽快消除否决情形V6；消除之前，等级不高于A级（高安全风险）。"
    assert "尽快满足" in whole(content_rating.rating(every_kind()))


def test_nobody_is_advised_to_go_on_as_before_where_d_is_not_reached() -> None:
    unlooked = replace(sample.answers(weak=()), checks={}, vetoes={})
    said = whole(content_rating.rating(sample.dossier(unlooked)))
    assert "补充评定尚未作答和核查的内容，再提出整治建议。" in said
    assert "保持现有管理水平" not in said


def test_the_same_dossier_gives_the_same_words() -> None:
    for paper in PAPERS:
        assert texts(paper(sample.dossier())) == texts(paper(sample.dossier()))
