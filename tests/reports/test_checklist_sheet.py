"""现场核查表 read back: every question whole on one page, boxes and lines for a hand, a code on each page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.core import asked
from app.core.answers import Answers, Chosen, Counted, NotApplicable
from app.core.dossier import Beside, Dossier, Remark
from app.core.rollup import Kind
from app.core.verdict import verdict
from app.files import packs
from app.reports import checklist_sheet, pdf
from app.reports import checklist_sheet_pen as pen
from app.wording_keying import choices, counts, share
from tests.reports import paper, sample

MM = paper.MM
ALL_KINDS = Path(__file__).parents[1] / "editions" / "all-kinds"


def kinds(answers: Answers | None = None, beside: Answers | None = None, **more: Any) -> Dossier:
    """A round by the edition with every kind of question; ``beside`` is what the committee answered."""
    standard = packs.load(ALL_KINDS)
    given = answers or Answers()
    found = sample.dossier()
    other = Beside(
        assessment=replace(found.assessment, id="own", kind=Kind.SELF),
        standard=standard,
        answers=beside or Answers(),
        remarks={},
        evidence={},
    )
    return replace(
        found,
        standard=standard,
        companion=None,
        answers=given,
        remarks={},
        verdict=verdict(standard, given),
        beside=other if beside else None,
        **more,
    )


def composed(dossier: Dossier, *, blank: bool = False) -> pdf.Composed:
    return checklist_sheet.compose(dossier, blank=blank, faces=paper.OPEN)


@cache
def guide() -> tuple[Dossier, list[Any]]:
    """The checklist of the shipped editions, blank."""
    dossier = sample.dossier()
    return dossier, paper.read(composed(dossier, blank=True).data)


def boxes(page: Any) -> list[Any]:
    return [
        one for one in page.rects if abs(one["width"] - pen.BOX) < 0.1 and abs(one["height"] - pen.BOX) < 0.1
    ]


def fields(page: Any) -> list[Any]:
    return [one for one in page.rects if abs(one["width"] - pen.FIELD[0]) < 0.1]


def inside(page: Any, box: Any) -> str:
    """What is printed in a box."""
    return "".join(
        char["text"]
        for char in page.chars
        if box["x0"] <= (char["x0"] + char["x1"]) / 2 <= box["x1"]
        and box["top"] <= (char["top"] + char["bottom"]) / 2 <= box["bottom"]
    )


def plain(text: str) -> str:
    """Without spaces, and without raised figures, which are set smaller."""
    return "".join(sign for sign in text if sign not in " \n⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


def every(dossier: Dossier) -> Iterator[asked.Question]:
    yield from asked.questions(dossier.standard, dossier.companion).values()


def set_in(page: Any, size: float) -> str:
    """What is set in the body face at one size, line by line."""
    chars = [one for one in page.chars if abs(one["size"] - size) < 0.01 and "Serif" in one["fontname"]]
    return plain(
        "".join(one["text"] for one in sorted(chars, key=lambda one: (round(one["top"]), one["x0"])))
    )


def test_every_question_stands_whole_on_one_page() -> None:
    dossier, pages = guide()
    told = [(set_in(page, 10.5), set_in(page, 9.5)) for page in pages]
    for question in every(dossier):
        criteria = [plain(one.text) for one in choices(question.entry)]
        assert any(
            plain(question.entry.text) in asked_for and all(text in below for text in criteria)
            for asked_for, below in told
        ), question.subject


def test_a_box_is_large_enough_for_a_gloved_hand_and_holds_the_key_that_is_typed() -> None:
    dossier, pages = guide()
    keys = sorted(inside(page, box) for page in pages for box in boxes(page))
    wanted = sorted(
        key
        for question in every(dossier)
        for key in (
            *(one.key for one in choices(question.entry)),
            *("N" * question.subject.startswith("item/")),
        )
    )
    assert keys == wanted
    assert pen.BOX >= 6 * MM


def test_each_question_leaves_two_lines_of_handwriting() -> None:
    dossier, pages = guide()
    width = (210 - 2 * 14 - 17) * MM
    drawn = [one for page in pages for one in page.lines if abs(one["width"] - width) < 0.5]
    assert len(drawn) == 2 * len(list(every(dossier)))
    assert pen.LINE >= 8 * MM


def test_nothing_reaches_over_the_margins_or_meets_the_foot() -> None:
    _, pages = guide()
    for page in pages:
        drawn = (*page.chars, *page.rects, *page.lines)
        assert min(one["x0"] for one in drawn) >= 12 * MM
        assert max(one["x1"] for one in drawn) <= (210 - 9) * MM
        foot = min(char["top"] for char in page.chars if abs(char["size"] - 7.5) < 0.01)
        above = [one["bottom"] for one in drawn if one["top"] < foot - 1]
        assert max(above) <= foot + 1


def test_each_page_names_park_round_and_its_place_among_all() -> None:
    dossier, pages = guide()
    for number, page in enumerate(pages, 1):
        text = paper.words([page])
        assert dossier.park.name in text
        assert f"第{number}页，共{len(pages)}页" in text


def test_the_code_names_park_round_edition_and_page() -> None:
    dossier, _ = guide()
    checksum = dossier.standard.checksum[:12]
    assert checklist_sheet.code(dossier, 3) == (
        f"parkgrade:1;park=p1;round={dossier.assessment.id};edition=guide-2023-trial@{checksum};page=3"
    )


def test_the_code_of_each_page_is_drawn_square_by_square() -> None:
    dossier, pages = guide()
    for number, page in enumerate(pages[:3], 1):
        wanted = pen.modules(checklist_sheet.code(dossier, number))
        side = checklist_sheet.QR_SIDE / (len(wanted) + 8)
        dark = [one for one in page.rects if abs(one["height"] - side) < 0.01]
        left, top = min(one["x0"] for one in dark), min(one["top"] for one in dark)
        seen = [[False] * len(wanted) for _ in wanted]
        for one in dark:
            row, first = round((one["top"] - top) / side), round((one["x0"] - left) / side)
            for at in range(first, first + round(one["width"] / side)):
                seen[row][at] = True
        assert seen == [list(row) for row in wanted]
        assert side > 0.4 * MM


def test_numbers_have_a_field_for_each_reason_and_a_share_has_two() -> None:
    dossier = kinds()
    pages = paper.read(composed(dossier, blank=True).data)
    wanted = sum(len(counts(one.entry)) + len(share(one.entry) or ()) for one in every(dossier))
    assert sum(len(fields(page)) for page in pages) == wanted
    text = paper.words(pages)
    for question in every(dossier):
        for label in (*counts(question.entry), *(share(question.entry) or ())):
            assert plain(label) in text


def test_answers_on_file_are_ticked_and_those_of_the_committee_are_pale() -> None:
    own = Answers({"K01": Chosen(3), "K04": Counted({"power": 2})})
    committee = Answers({"K02": Chosen(1), "K03": NotApplicable("没有"), "K04": Counted({"water": 7})})
    pages = paper.read(composed(kinds(own, committee)).data)
    ticks = [curve for page in pages for curve in page.curves]
    pale = [inside(page, box) for page in pages for box in boxes(page) if box["fill"]]
    numbers = [inside(page, one) for page in pages for one in fields(page)]
    assert len(ticks) == 1
    assert sorted(pale) == ["2", "N"]
    assert numbers[:3] == ["20", "07", "00"]  # its own large, the committee's small behind it


def test_a_blank_sheet_tells_nothing_of_what_is_on_file() -> None:
    own = Answers({"K01": Chosen(3), "K04": Counted({"power": 2})})
    dossier = kinds(own, own)
    pages = paper.read(
        composed(replace(dossier, remarks={"item/K01": Remark("围墙有缺口")}), blank=True).data
    )
    assert [curve for page in pages for curve in page.curves] == []
    assert not any(box["fill"] for page in pages for box in boxes(page))
    assert not any(inside(page, one) for page in pages for one in fields(page))
    assert "围墙有缺口" not in paper.words(pages)


def test_what_was_found_already_is_printed_beside_its_question() -> None:
    dossier = replace(kinds(), remarks={"item/K01": Remark("围墙有缺口")})
    assert "已记问题：围墙有缺口" in paper.words(paper.read(composed(dossier).data))


def test_a_rare_character_in_the_name_is_drawn_and_none_is_missing() -> None:
    made = composed(kinds(park=sample.park(name=sample.RARE)), blank=True)
    assert made.missing == ()
    assert sample.RARE in paper.words(paper.read(made.data))


def test_the_same_sheet_is_the_same_bytes() -> None:
    assert composed(kinds(), blank=True).data == composed(kinds(), blank=True).data


@pytest.mark.parametrize("length", [200, 2000])
def test_a_very_long_finding_takes_two_lines_and_no_more(length: int) -> None:
    dossier = replace(kinds(), remarks={"item/K01": Remark("长" * length)})
    text = paper.words(paper.read(composed(dossier).data))
    assert text.count("长") < 130
    assert "…" in text
