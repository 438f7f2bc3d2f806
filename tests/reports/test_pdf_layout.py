"""The official layout, measured on the finished paper by an independent reader."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports import pdf_lines, pdf_text
from app.reports.blocks import (
    Annex,
    AnnexList,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Signed,
    Table,
    Title,
    Tone,
)
from app.reports.fonts_found import Role
from tests.reports import paper
from tests.reports.paper import MM

FULL = Paragraph("国" * 28 * 60, flush=True)
STYLE = pdf_text.Style(Role.BODY, 16.0, 156 * MM / 28 - 16)
TEXT = st.text("国园评级，。；：！？、（）【】《》“”—…A1/%- ", max_size=120)


def test_a_full_page_holds_22_lines_of_28_characters() -> None:
    assert [len(text) for text in paper.texts(paper.pages(FULL)[0])] == [28] * 22


def test_the_text_area_is_156_mm_wide_and_begins_28_mm_from_the_left() -> None:
    for _, chars in paper.rows(paper.pages(FULL)[0]):
        assert chars[0]["x0"] == pytest.approx(28 * MM, abs=0.1)
        assert chars[-1]["x1"] == pytest.approx(184 * MM, abs=0.3)


def test_the_first_line_begins_37_mm_from_the_top() -> None:
    assert paper.rows(paper.pages(FULL)[0])[0][0] == pytest.approx(37 * MM, abs=0.2)


def test_lines_follow_each_other_at_28_95_points() -> None:
    tops = [top for top, _ in paper.rows(paper.pages(FULL)[0])]
    assert tops[-1] - tops[0] == pytest.approx(21 * 28.95, abs=0.2)


def test_characters_are_16_points_and_evenly_spaced() -> None:
    _, chars = paper.rows(paper.pages(FULL)[0])[0]
    steps = {round(after["x0"] - before["x0"], 1) for before, after in pairwise(chars)}
    assert steps == {15.8}


def test_the_first_line_of_a_paragraph_is_indented_by_two_characters() -> None:
    lines = paper.rows(paper.pages(Paragraph("国" * 60))[0])
    assert [len(chars) for _, chars in lines] == [26, 28, 6]
    assert lines[0][1][0]["x0"] == pytest.approx(28 * MM + 2 * 156 * MM / 28, abs=0.1)


def test_a_page_is_a4() -> None:
    page = paper.pages(FULL)[0]
    assert (page.width, page.height) == pytest.approx((210 * MM, 297 * MM), abs=0.1)


@given(TEXT)
def test_breaking_lines_loses_nothing_but_spaces(text: str) -> None:
    pieces = pdf_text.Setter(paper.OPEN).pieces(text, STYLE, 156 * MM)
    lines = pdf_lines.lines(pieces, 156 * MM, 32)
    assert "".join(piece.text for line in lines for piece in line.pieces).replace(" ", "") == text.replace(
        " ", ""
    )


@given(TEXT)
def test_no_line_is_wider_than_the_text_area(text: str) -> None:
    pieces = pdf_text.Setter(paper.OPEN).pieces(text, STYLE, 156 * MM)
    assert all(line.width + line.indent <= 156 * MM + 0.1 for line in pdf_lines.lines(pieces, 156 * MM, 32))


@given(
    st.lists(st.sampled_from(["国园", "评", "，", "。", "”", "》", "（", "“", "）", "A1"]), max_size=90).map(
        "".join
    )
)
def test_marks_do_not_stand_where_a_line_must_not_begin_or_end(text: str) -> None:
    text = _without_runs_of_marks(text)
    pieces = pdf_text.Setter(paper.OPEN).pieces(text, STYLE, 156 * MM)
    lines = pdf_lines.lines(pieces, 156 * MM)
    assert not any(line.pieces[0].text in "，。”》）" for line in lines[1:] if line.pieces)
    assert not any(line.pieces[-1].text in "（“" for line in lines[:-1])


def _without_runs_of_marks(text: str) -> str:
    kept = ""
    for sign in text:
        kept += sign if sign not in "，。”》（“）" or kept[-1:] not in "，。”》（“）" else "国"
    return "国" + kept


def test_dashes_and_dots_are_not_parted() -> None:
    for front in range(20, 28):
        texts = paper.texts(paper.pages(Paragraph("国" * front + "——国……国" * 4, flush=True))[0])
        assert "".join(texts).count("——") == sum(text.count("——") for text in texts) == 4
        assert sum(text.count("……") for text in texts) == 4


def test_the_number_of_a_standard_is_not_parted() -> None:
    for front in range(10, 26):
        lines = paper.texts(paper.pages(Paragraph("国" * front + "GB 36894-2018国国", flush=True))[0])
        assert any("GB 36894-2018" in line for line in lines)


def test_both_edges_are_even_when_a_mark_is_carried_over() -> None:
    lines = paper.rows(paper.pages(Paragraph("国" * 28 + "，" + "国" * 40, flush=True))[0])
    assert len(lines[0][1]) == 27
    assert lines[0][1][-1]["x1"] == pytest.approx(184 * MM, abs=0.3)


def test_page_numbers_stand_outside_with_one_character_of_space() -> None:
    first, second = paper.pages(FULL)[:2]
    _, odd = paper.rows(first, 14.0)[0]
    _, even = paper.rows(second, 14.0)[0]
    assert ("".join(c["text"] for c in odd), "".join(c["text"] for c in even)) == ("— 1 —", "— 2 —")
    assert odd[-1]["x1"] == pytest.approx(184 * MM - 14, abs=0.2)
    assert even[0]["x0"] == pytest.approx(28 * MM + 14, abs=0.2)


def test_the_dash_of_the_page_number_is_7_mm_below_the_text_area() -> None:
    top, _ = paper.rows(paper.pages(FULL)[0], 14.0)[0]
    assert top + 7 == pytest.approx((37 + 225 + 7) * MM, abs=1)


def test_the_running_note_stands_on_every_page_below_the_text() -> None:
    from app.reports import pdf

    data = pdf.compose(paper.document(FULL, edition_line="依据标准包：" + "某" * 90), faces=paper.OPEN).data
    for page in paper.read(data):
        chars = [char for char in page.chars if abs(char["size"] - 9) < 0.01]
        assert "".join(char["text"] for char in chars) == "依据标准包：" + "某" * 90
        assert min(char["top"] for char in chars) > (37 + 225) * MM
        assert max(char["bottom"] for char in chars) < page.height


def test_each_line_of_the_running_note_is_a_line_of_its_own() -> None:
    from app.reports import pdf

    page = paper.read(pdf.compose(paper.document(FULL, edition_line="甲\n乙"), faces=paper.OPEN).data)[0]
    tops = [char["top"] for char in page.chars if char["text"] in "甲乙"]
    assert tops[1] - tops[0] == pytest.approx(11.5, abs=0.1)


@pytest.mark.parametrize("before", range(12, 22))
def test_the_list_of_annexes_goes_with_the_signature(before: int) -> None:
    blocks = [*[Paragraph("文", flush=True)] * before, AnnexList(("清单", "名单", "图表"))]
    texts = [paper.words([page]) for page in paper.pages(*blocks, Signed("示例管委会", "2026年1月3日"))]
    holding = [text for text in texts if "清单" in text]
    assert all(part in holding[0] for part in ("图表", "示例管委会", "2026年1月3日"))


def test_a_heading_at_the_beginning_of_a_paragraph_is_in_its_face_and_in_the_outline() -> None:
    import io

    import pypdf

    block = Paragraph((Run("（一）情况。", Tone.LEAD), Run("正文。")))
    data = paper.composed(Heading(1, "一、概况"), block).data
    outline: Any = pypdf.PdfReader(io.BytesIO(data)).outline
    assert [one["/Title"] for one in outline[1]] == ["（一）情况"]
    assert paper.texts(paper.read(data)[0])[1].endswith("（一）情况。正文。")


def test_a_title_is_centred_and_its_lines_are_balanced() -> None:
    lines = paper.rows(paper.pages(Title("示例" * 13 + "方案"))[0], 22.0)
    widths = [chars[-1]["x1"] - chars[0]["x0"] for _, chars in lines]
    assert len(lines) == 2
    assert abs(widths[0] - widths[1]) <= 22.1
    for _, chars in lines:
        assert (chars[0]["x0"] + chars[-1]["x1"]) / 2 == pytest.approx(106 * MM, abs=0.5)


def test_a_title_does_not_part_what_stands_in_quotation_marks() -> None:
    assert any(
        "“一园一策”" in text
        for text in paper.texts(paper.pages(Title("示例甲化工园区安全整治提升“一园一策”工作方案"))[0], 22.0)
    )


@pytest.mark.parametrize(("level", "face"), [(1, "NotoSansSC"), (2, "NotoSerifSC"), (3, "NotoSerifSC")])
def test_a_heading_is_set_in_the_face_of_its_level(level: int, face: str) -> None:
    _, chars = paper.rows(paper.pages(Heading(level, "标题"), Paragraph("文"))[0])[0]
    assert all(face in char["fontname"] for char in chars)


@pytest.mark.parametrize("before", range(18, 24))
def test_a_heading_never_ends_a_page(before: int) -> None:
    blocks = [Paragraph("文", flush=True)] * before + [
        Heading(1, "一、标题"),
        Heading(2, "（一）标题"),
        Paragraph("后"),
    ]
    for page in paper.pages(*blocks):
        assert "标题" not in paper.texts(page)[-1]


def test_a_page_break_at_the_end_leaves_no_empty_page() -> None:
    assert len(paper.pages(Paragraph("文"), PageBreak(), PageBreak())) == 1


def test_a_page_break_begins_a_page() -> None:
    assert [paper.texts(page) for page in paper.pages(Paragraph("前"), PageBreak(), Paragraph("后"))] == [
        ["前"],
        ["后"],
    ]


def test_an_annex_begins_a_page_with_its_number_flush_and_its_title_on_the_third_line() -> None:
    page = paper.pages(Paragraph("文"), Annex("领导小组名单", 2), Paragraph("组长"))[1]
    top, label = paper.rows(page)[0]
    title_top, title = paper.rows(page, 22.0)[0]
    assert "".join(c["text"] for c in label) == "附件2"
    assert top == pytest.approx(37 * MM, abs=0.2)
    assert label[0]["x0"] == pytest.approx(28 * MM, abs=0.1)
    assert title_top == pytest.approx(37 * MM + 2 * 28.95 - 3, abs=0.5)
    assert (title[0]["x0"] + title[-1]["x1"]) / 2 == pytest.approx(106 * MM, abs=0.5)


def test_the_unit_stands_two_characters_from_the_right_and_the_date_two_further_in() -> None:
    lines = paper.rows(paper.pages(Paragraph("文"), Signed("示例化工园区管理委员会", "2026年1月3日"))[0])
    (_, unit), (_, date) = lines[1:]
    cell = 156 * MM / 28
    assert unit[-1]["x1"] == pytest.approx(184 * MM - 2 * cell, abs=0.5)
    assert date[0]["x0"] == pytest.approx(unit[0]["x0"] + 2 * cell, abs=0.2)


def test_a_date_longer_than_the_unit_keeps_two_characters_from_the_right() -> None:
    (_, _), (_, unit), (_, date) = paper.rows(
        paper.pages(Paragraph("文"), Signed("示例局", "2026年11月23日"))[0]
    )
    assert date[-1]["x1"] == pytest.approx(184 * MM - 2 * 156 * MM / 28, abs=0.5)
    assert unit[0]["x0"] < date[0]["x0"]


@pytest.mark.parametrize("before", range(17, 23))
def test_a_signature_never_stands_alone_on_a_page(before: int) -> None:
    last = paper.pages(*[Paragraph("文", flush=True)] * before, Signed("示例局", "2026年1月3日"))[-1]
    assert paper.texts(last)[0] == "文"


def test_annexes_are_listed_under_each_other() -> None:
    _, first, second = paper.rows(paper.pages(Paragraph("文"), AnnexList(("清单", "名单")))[0])
    assert ["".join(c["text"] for c in chars) for _, chars in (first, second)] == ["附件：1.清单", "2.名单"]
    assert first[1][3]["x0"] == pytest.approx(second[1][0]["x0"], abs=0.1)


def test_a_warning_is_told_by_face_and_colour() -> None:
    _, chars = paper.rows(paper.pages(Paragraph((Run("按期"), Run("逾期", Tone.WARNING))))[0])[0]
    assert (
        len({char["fontname"] for char in chars}) == len({char["non_stroking_color"] for char in chars}) == 2
    )


def test_a_turned_page_carries_its_number_where_the_other_leaves_have_it() -> None:
    table = Table((Column("栏"),), (Row(("值",)),), "表", landscape=True)
    upright, turned = paper.pages(Paragraph("文"), PageBreak(), Paragraph("文"), PageBreak(), table)[1:]
    assert turned.width > turned.height
    number = [char for char in turned.chars if char["text"] == "3"]
    # Read upright, the leaf has its foot on the left of the turned page and its outer edge below.
    assert number[0]["x1"] < 35 * MM
    assert number[0]["top"] > turned.height / 2
    assert not number[0]["upright"]
    assert upright.width < upright.height
