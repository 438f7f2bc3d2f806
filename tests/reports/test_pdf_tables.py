"""Tables on paper: heads repeated, rows whole, nothing outside its field."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from app.reports.blocks import (
    Align,
    Column,
    Heading,
    KeyTable,
    Paragraph,
    Row,
    Signatures,
    Table,
    captions,
)
from tests.reports import paper
from tests.reports.paper import MM

COLUMNS = (Column("序号", 1, Align.CENTRE), Column("存在问题", 4), Column("措施", 4))


def _long(count: int = 40, **options: Any) -> Table:
    """Rows of three lines, each with its number at the start and the end."""
    rows = tuple(Row((str(n), f"始{n:03}" + "问题" * 24 + f"终{n:03}", "措施")) for n in range(count))
    return Table(COLUMNS, rows, "清单", **options)


def test_the_head_is_repeated_on_every_page() -> None:
    pages = paper.pages(Paragraph("文"), _long())
    assert len(pages) > 2
    assert all((page.extract_text() or "").count("存在问题") == 1 for page in pages)


def test_the_caption_is_numbered_and_stands_once() -> None:
    assert paper.words(paper.pages(Paragraph("文"), _long())).count("表1") == 1


@pytest.mark.parametrize("before", range(6))
def test_no_row_is_parted_by_a_page(before: int) -> None:
    texts = [paper.words([page]) for page in paper.pages(*[Paragraph("文", flush=True)] * before, _long())]
    for number in range(40):
        beginning = [f"始{number:03}" in text for text in texts]
        assert beginning == [f"终{number:03}" in text for text in texts]
        assert sum(beginning) == 1


def test_rows_stay_in_the_text_area() -> None:
    for page in paper.pages(_long()):
        assert max(edge["bottom"] for edge in page.edges) <= (37 + 225) * MM + 0.3
        assert max(edge["x1"] for edge in page.edges) <= 184 * MM + 0.3


def test_a_row_taller_than_a_page_comes_out_whole_over_several() -> None:
    text = "".join(f"第{number}句话。" for number in range(900))
    pages = paper.pages(Table(COLUMNS, (Row(("1", text, "措施")), Row(("2", "后面", "完"))), "清单"))
    assert len(pages) > 2
    left, right = (28 + 156 / 9) * MM, (28 + 156 * 5 / 9) * MM
    column = [
        char["text"]
        for page in pages
        for char in page.chars
        if left < char["x0"] < right and abs(char["size"] - 12) < 0.01 and "Serif" in char["fontname"]
    ]
    assert "".join(column) == text + "后面"


def test_a_parted_row_is_closed_off_at_the_end_of_each_page() -> None:
    page = paper.pages(Table(COLUMNS, (Row(("1", "长" * 3000, "措施")),), "清单"))[0]
    bottom = max(edge["bottom"] for edge in page.edges if edge["orientation"] == "v")
    assert any(abs(edge["top"] - bottom) < 1 for edge in page.edges if edge["orientation"] == "h")


def test_a_head_taller_than_a_page_is_no_error() -> None:
    assert len(paper.pages(Table((Column("栏" * 2000), Column("栏")), (Row(("值", "值")),)))) > 1


@pytest.mark.parametrize("text", ["A" * 300, "https://example.invalid/" + "very/long/" * 20, "国" * 300])
def test_a_long_string_wraps_inside_its_field(text: str) -> None:
    page = paper.pages(Table(COLUMNS, (Row(("1", text, "措施")),)))[0]
    left, right = (28 + 156 / 9) * MM, (28 + 156 * 5 / 9) * MM
    chars = [char for char in page.chars if char["text"] == text[0] and abs(char["size"] - 12) < 0.01]
    assert min(char["x0"] for char in chars) >= left
    assert max(char["x1"] for char in chars) <= right


@pytest.mark.parametrize("before", range(12, 22))
def test_a_heading_row_goes_with_the_row_below_it(before: int) -> None:
    rows = (Row(("1", "问题", "措施")), Row(("一、方面",), across=True), Row(("2", "同页", "措施")))
    blocks = [Paragraph("文", flush=True)] * before
    texts = [paper.words([page]) for page in paper.pages(*blocks, Table(COLUMNS, rows))]
    assert [("一、方面" in text) for text in texts] == [("同页" in text) for text in texts]


@pytest.mark.parametrize("before", range(14, 22))
def test_a_heading_goes_with_the_first_row_of_the_table_after_it(before: int) -> None:
    blocks = [*[Paragraph("文", flush=True)] * before, Heading(1, "一、标题"), _long(3)]
    texts = [paper.words([page]) for page in paper.pages(*blocks)]
    assert [("标题" in text) for text in texts] == [("始000" in text) for text in texts]


def test_a_wide_table_stands_on_turned_pages_and_text_goes_on_upright() -> None:
    pages = paper.pages(Paragraph("前"), _long(landscape=True), Paragraph("后"))
    shapes = [page.width > page.height for page in pages]
    assert shapes == [False, *[True] * (len(pages) - 2), False]
    assert len(pages) > 3


def test_a_wide_table_fills_the_turned_text_area() -> None:
    page = paper.pages(_long(landscape=True))[0]
    assert min(edge["x0"] for edge in page.edges) == pytest.approx(35 * MM, abs=0.3)
    assert max(edge["x1"] for edge in page.edges) == pytest.approx(260 * MM, abs=0.3)
    assert max(edge["bottom"] for edge in page.edges) <= (28 + 156) * MM + 0.3


def test_the_heading_of_a_wide_table_turns_with_it() -> None:
    pages = paper.pages(Heading(1, "一、清单"), _long(2, landscape=True))
    assert [page.width > page.height for page in pages] == [True]


def test_text_after_a_table_is_back_on_the_lines_of_the_page() -> None:
    page = paper.pages(Table(COLUMNS, (Row(("1", "问题", "措施")),)), Paragraph("后文"))[0]
    top, _ = paper.rows(page)[0]
    assert ((top - 37 * MM) / 28.95) % 1 == pytest.approx(0, abs=0.02)


def test_a_note_stays_with_the_last_row() -> None:
    for before in range(10, 22):
        table = Table(COLUMNS, (Row(("1", "末行", "措施")),), note="注：示例。")
        texts = [paper.words([page]) for page in paper.pages(*[Paragraph("文", flush=True)] * before, table)]
        assert [("末行" in text) for text in texts] == [("注：示例" in text) for text in texts]


@pytest.mark.parametrize("before", range(22))
def test_a_table_of_less_than_half_a_page_is_not_divided(before: int) -> None:
    rows = tuple(Row((str(n), f"行{n}", "措施")) for n in range(8))
    blocks = [Paragraph("文", flush=True)] * before
    texts = [paper.words([page]) for page in paper.pages(*blocks, Table(COLUMNS, rows, "短表", "注文"))]
    holding = [text for text in texts if "行" in text]
    assert len(holding) == 1
    assert all(part in holding[0] for part in ("短表", "行0", "行7", "注文"))


@pytest.mark.parametrize("before", range(0, 22, 3))
@pytest.mark.parametrize("count", range(18, 40, 3))
def test_no_page_holds_a_single_row_of_a_longer_table(before: int, count: int) -> None:
    rows = tuple(Row((str(n), f"行{n:02}", "措施")) for n in range(count))
    blocks = [Paragraph("文", flush=True)] * before
    texts = [paper.words([page]) for page in paper.pages(*blocks, Table(COLUMNS, rows, "长表"))]
    assert min(text.count("行") for text in texts if "行" in text) >= 2


def test_the_names_of_particulars_take_one_line() -> None:
    names = ("安全监管机构", "分管安全负责人", "分管负责人电话", "行政区划代码")
    page = paper.pages(KeyTable(tuple((name, "值") for name in names)))[0]
    found = paper.words([page])
    assert all(name in found for name in names)


def test_particulars_stand_in_pairs() -> None:
    table = KeyTable((("名称", "示例园区"), ("面积", "12 km²"), ("电话", "无"))).as_table()
    assert [len(row.cells) for row in table.rows] == [4, 4]
    assert "示例园区" in paper.words(paper.pages(KeyTable((("名称", "示例园区"),))))


def test_fields_to_sign_are_high_enough_for_a_pen() -> None:
    page = paper.pages(Signatures((Column("职务"), Column("签字")), (("组长", ""), ("成员", ""))))[0]
    heights = sorted({round(edge["top"]) for edge in page.edges if edge["orientation"] == "h"})
    assert min(after - before for before, after in pairwise(heights[1:])) >= 30


def test_a_row_must_fit_its_columns() -> None:
    with pytest.raises(ValueError, match="columns"):
        Table(COLUMNS, (Row(("1",)),))


def test_tables_and_figures_are_numbered_apart() -> None:
    assert captions((_long(1), Paragraph("文"), _long(1))) == ("表1　清单", "", "表2　清单")
