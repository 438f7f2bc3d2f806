"""How both papers are worded: documents in their order, no bare grade, nothing doubled, signed by the right unit."""

from __future__ import annotations

import doctest
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from app.core.answers import Answers
from app.core.dossier import AssessmentState, Dossier
from app.core.plan import Measure
from app.core.rollup import Kind
from app.reports import blocks, content_documents, content_plan, content_rating, content_text
from app.reports.blocks import Figure, KeyTable, Paragraph, Signed, Table
from tests.reports import sample
from tests.reports.written import Paper, bare, both, every_kind, whole


def draft() -> Dossier:
    """A round under way: some items unanswered, nothing looked at in 十有两禁, no measures."""
    given = sample.dossier(sample.answers(unanswered=(3, 4, 18), open_points=()))
    state = replace(given.assessment, state=AssessmentState.DRAFT)
    return replace(given, assessment=state, measures=())


def vetoed() -> Dossier:
    return sample.dossier(sample.answers(veto="V6"))


def strong() -> Dossier:
    return sample.dossier(sample.answers(weak=(5,), open_points=()), kind=Kind.REVIEW)


every_park = pytest.mark.parametrize("dossier", [sample.dossier, draft, vetoed, strong, bare, every_kind])


@pytest.mark.parametrize("module", [content_documents, content_text])
def test_the_edges_shown_in_doctests_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def grounds(paper: Paper) -> list[str]:
    """The paragraphs of the chapter on what a paper rests on, with the documents in them."""
    made = paper(sample.dossier()).blocks
    return [
        blocks.plain(block.text)
        for block in made
        if isinstance(block, Paragraph) and re.search("）(法律法规|文件|标准)$", block.lead)
    ]


@both
def test_laws_stand_before_notices_and_notices_before_standards(paper: Paper) -> None:
    law, notices, standards = grounds(paper)
    assert "《危险化学品安全法》" in law
    assert notices.index("安委办〔2024〕1号") < notices.index("应急〔2023〕123号")
    assert standards.index("GB 36894") < standards.index("GB/T 36762") < standards.index("T/CPCIF 0050")


@both
def test_titles_of_documents_stand_in_title_marks(paper: Paper) -> None:
    said = "".join(grounds(paper))
    assert "《化工园区公共管廊管理规程》（GB/T 36762-2018）" in said
    assert "《化工园区安全风险排查治理导则》（应急〔2023〕123号）" in said


@both
def test_no_document_is_cited_under_two_names(paper: Paper) -> None:
    numbers = re.findall(r"〔\d{4}〕\d+号|[\d.]+-\d{4}", "".join(grounds(paper)))
    assert len(numbers) == len(set(numbers)) > 8


@both
def test_clauses_that_nobody_read_are_marked_and_the_mark_explained_once(paper: Paper) -> None:
    said = "".join(grounds(paper))
    assert said.count("＊") > 3
    assert said.count("标＊的，所引条款尚未与原文核对。") == 1
    assert "《危险化学品安全法》＊" not in said


@both
@every_park
def test_no_grade_stands_as_a_bare_letter(paper: Paper, dossier: Callable[[], Dossier]) -> None:
    said = whole(paper(dossier()))
    bare_letters = re.findall(r"(?<![A-Za-z0-9/])[ABCD](?![A-Za-z0-9])(?! ?级| [高较一])", said)
    assert bare_letters == []


@both
@every_park
def test_no_mark_is_doubled(paper: Paper, dossier: Callable[[], Dossier]) -> None:
    said = whole(paper(dossier()))
    assert re.findall("[，。；：、][，。；：、]|（（|））|（）|。）。", said) == []


@both
@every_park
def test_every_paragraph_ends_with_a_full_stop(paper: Paper, dossier: Callable[[], Dossier]) -> None:
    said = [blocks.plain(one.text) for one in paper(dossier()).blocks if isinstance(one, Paragraph)]
    assert [text for text in said if text[-1] not in "。："] == []


@both
@every_park
def test_prose_has_no_dates_as_in_tables(paper: Paper, dossier: Callable[[], Dossier]) -> None:
    said = [blocks.plain(one.text) for one in paper(dossier()).blocks if isinstance(one, Paragraph)]
    assert [text for text in said if re.search(r"\d{4}-\d{2}-\d{2}", text)] == []


@both
@every_park
def test_tables_have_no_dates_as_in_prose(paper: Paper, dossier: Callable[[], Dossier]) -> None:
    cells = [
        blocks.plain(cell)
        for block in paper(dossier()).blocks
        for table in ([block] if isinstance(block, Table) else [])
        for row in table.rows
        for cell in row.cells
    ]
    # Sentences of the rules themselves may name a day.
    assert [cell for cell in cells if re.fullmatch(r"\d{4}年\d+月\d+日", cell)] == []


@both
def test_the_range_of_a_provisional_result_names_its_grades(paper: Paper) -> None:
    said = whole(paper(sample.dossier(sample.answers(unanswered=range(3, 20)))))
    assert re.search(r"得分可能为[\d.]+–[\d.]+分，等级[A-D]级（.{4,6}）至[A-D]级（.{4,6}）", said)


def signed(paper: Paper, dossier: Dossier) -> Signed:
    return next(block for block in paper(dossier).blocks if isinstance(block, Signed))


def test_the_plan_is_signed_by_the_body_that_runs_the_park() -> None:
    for kind in Kind:
        assert signed(content_plan.plan, sample.dossier(kind=kind)).unit == "示例滨江化工园区管理委员会"


def test_a_self_assessment_is_signed_by_the_park_and_a_review_left_to_its_unit() -> None:
    assert signed(content_rating.rating, sample.dossier()).unit == "示例滨江化工园区管理委员会"
    review = signed(content_rating.rating, sample.dossier(kind=Kind.REVIEW))
    assert (review.unit, review.date) == ("（评级单位盖章）", "2026年11月23日")


def captions(paper: Paper, dossier: Dossier) -> list[str]:
    return [one.caption for one in paper(dossier).blocks if isinstance(one, Figure | Table | KeyTable)]


@both
def test_no_chart_says_only_that_there_is_nothing_to_draw(paper: Paper) -> None:
    empty = replace(draft(), answers=Answers(), verdict=bare().verdict)
    figures = [one.caption for one in paper(empty).blocks if isinstance(one, Figure)]
    assert figures == ["各方面得分"]


def test_a_plan_for_a_strong_park_spares_tables_of_one_row() -> None:
    made = captions(content_plan.plan, strong())
    assert not {"分年度目标测算", "各季度到期任务", "整治任务汇总", "否决情形核对"} & set(made)


def test_measures_past_their_time_are_told_as_such_not_as_a_coming_quarter() -> None:
    given = sample.dossier()
    quarters = next(
        block
        for block in content_plan.plan(given).blocks
        if isinstance(block, Table) and block.caption == "各季度到期任务"
    )
    late = [one for one in given.measures if one.due and one.due < given.today]
    assert quarters.rows[0].cells[:2] == ("此前已到期", str(len(late)))


def test_the_body_names_three_measures_of_a_task_and_leaves_the_rest_to_annex_1() -> None:
    given = sample.dossier()
    many = tuple(
        Measure(id=f"m{place}", park_id="p1", subject="item/G26", action=f"第{place}件事；以后再说。")
        for place in range(5)
    )
    said = whole(content_plan.plan(replace(given, measures=many)))
    assert "第0件事（第26项）；第1件事（第26项）；第2件事（第26项）；其余2项见附件1。" in said


def test_a_built_area_beyond_the_planned_one_is_pointed_out() -> None:
    given = sample.dossier(built_area=Decimal("99"))
    assert "登记的建成面积大于规划面积，需核实更正。" in whole(content_plan.plan(given))
    assert "建成面积大于" not in whole(content_plan.plan(sample.dossier()))


def test_a_finding_that_repeats_the_level_is_printed_once() -> None:
    given = sample.dossier()
    item = given.standard.items[4]
    criterion = item.scoring.levels[-2].criterion  # type: ignore[union-attr]
    said = replace(given.remarks[f"item/{item.id}"], finding=f"核查：{criterion}")
    cells = [
        blocks.plain(row.cells[4])
        for block in content_rating.rating(replace(given, remarks={f"item/{item.id}": said})).blocks
        if isinstance(block, Table) and block.caption == "逐项得分与说明"
        for row in block.rows
        if row.cells[0] == "5"
    ]
    assert cells[0].startswith("3分\n发现：核查：")
