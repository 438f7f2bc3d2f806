"""The short report on a region."""

from __future__ import annotations

from app import wording_verdict
from app.core.park import Recognition
from app.core.rollup import Basis, Standing
from app.reports import content_county
from app.reports.blocks import Document, Table
from tests.reports import sample
from tests.reports.written import whole


def paper(basis: Basis = Basis.REVIEW, *more: Standing) -> Document:
    return content_county.county(
        "示例县", (*sample.standings(), *more), sample.guide(), sample.ten_two(), sample.TODAY, basis=basis
    )


def test_it_says_how_many_parks_each_target_still_needs() -> None:
    said = whole(paper())
    assert "已公布认定的化工园区12个，已评级12个，达到D级7个，占58.3%" in said
    assert "按此目标须有8个园区达到D级，还差1个，时限已过" in said
    assert "按此目标须有11个园区达到D级，还差4个，时限已过" in said


def test_a_park_that_is_not_recognised_is_listed_but_not_counted() -> None:
    document = paper(Basis.REVIEW, Standing("px", "示例未认定园区", Recognition.UNRECOGNISED, None))
    rows = next(block for block in document.blocks if isinstance(block, Table)).rows
    assert rows[-1].cells[1:] == ("示例未认定园区", "未认定", "尚未评级", "—", "—", "不计入")
    assert "化工园区12个" in whole(document)


def test_self_grades_carry_a_warning() -> None:
    assert "【自评口径】" in whole(paper(Basis.SELF))
    assert "【自评口径】" not in whole(paper())


def test_each_page_names_the_edition_and_the_basis() -> None:
    line = paper().edition_line
    assert wording_verdict.edition_foot(sample.guide()) in line
    assert wording_verdict.counted_on(Basis.REVIEW) in line


def test_no_fact_is_printed_as_none() -> None:
    empty = content_county.county("示例县", (), sample.guide(), sample.ten_two(), sample.TODAY)
    assert "None" not in whole(empty)
    assert "没有已公布认定的化工园区" in whole(empty)
