"""An edition as a workbook: it goes out and comes back equal, and takes what spreadsheets make of cells."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.entries import Deductions
from app.core.standard import Standard
from app.errors import Faults, UserError
from app.files import packs, packs_write, workbook, workbook_sheets, workbook_write
from tests.files.workbooks import EDITION, changed, put, saved, sound

ROOT = Path(__file__).parents[2]
SHIPPED = (*packs.editions(ROOT / "data" / "standards"), EDITION)


def read(content: bytes) -> Standard:
    return workbook.read("标准包.xlsx", content)


@pytest.mark.parametrize("folder", SHIPPED, ids=[folder.name for folder in SHIPPED])
def test_an_edition_goes_out_and_comes_back_equal_to_its_checksum(folder: Path) -> None:
    edition = packs.load(folder)
    back = read(workbook_write.workbook(edition))
    assert back == edition
    assert back.checksum == edition.checksum


@pytest.mark.parametrize("folder", SHIPPED, ids=[folder.name for folder in SHIPPED])
def test_an_edition_written_as_files_loads_equal(folder: Path) -> None:
    edition = packs.load(folder)
    assert packs.loads(packs_write.files(packs_write.tables(edition))) == edition


def test_a_workbook_saved_again_by_another_program_gives_the_same_edition() -> None:
    assert read(changed()) == packs.load(EDITION)


def test_every_sheet_has_frozen_heads_wrapped_texts_and_hints() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sound()))
    assert book.sheetnames == ["说明", *workbook_sheets.NAMED]
    for name, sheet in workbook_sheets.NAMED.items():
        assert book[name].freeze_panes in ("A2", "B2")
        rules = book[name].data_validations.dataValidation
        assert len(rules) == len(sheet.columns)
        assert all(rule.prompt and len(rule.prompt) <= 255 for rule in rules)
        assert all(book[name].column_dimensions[one.column_letter].width > 5 for one in book[name][1])
    assert book["评分项"]["D2"].alignment.wrap_text


@pytest.mark.parametrize(
    ("sheet", "head", "offers"),
    [
        ("评分项", "核对状态", '"已核对原文,待核对原文,项目约定"'),
        ("评分项", "计分方式", '"选档,按次扣分,累加,按比例分段"'),
        ("评分项", "方面", "'方面'!$A$2:$A$2000"),
        ("评分项", "检查方式", '"查阅资料,现场检查,查阅资料、现场检查"'),
        ("否决情形", "启用", '"是,否"'),
        ("否决情形", "最高评", '"A,B,C,D"'),
        ("档位", "评分项", "'评分项'!$A$2:$A$2000"),
    ],
)
def test_what_can_be_picked_is_offered(sheet: str, head: str, offers: str) -> None:
    found = openpyxl.load_workbook(io.BytesIO(sound()))[sheet]
    letter = next(one.column_letter for one in found[1] if str(one.value).rstrip("*") == head)
    (rule,) = (one for one in found.data_validations.dataValidation if f"{letter}2" in one.sqref)
    assert (rule.type, rule.formula1) == ("list", offers)


@pytest.mark.parametrize("text", ["=1+1", "+86", "@now", "-5", "001", "#N/A", "'引号"])
def test_a_text_stays_the_text_it_is(text: str) -> None:
    tables = packs_write.tables(packs.load(EDITION))
    tables["item"][0]["measure"] = text
    edition = packs.loads(packs_write.files(tables))
    made = workbook_write.workbook(edition)
    assert read(made) == edition
    where = openpyxl.load_workbook(io.BytesIO(made))["评分项"]
    letter = next(one.column_letter for one in where[1] if str(one.value) == "常用措施*")
    assert where[f"{letter}2"].data_type == "s"
    assert where[f"{letter}2"].number_format == "@"


def test_an_edition_that_cells_cannot_hold_is_refused_before_anything_is_written() -> None:
    tables = packs_write.tables(packs.load(EDITION))
    tables["item"][0]["evidence"] = ["一条\n两行"]
    with pytest.raises(UserError, match="不能导出"):
        workbook.write(packs.loads(packs_write.files(tables)))


def test_spaces_that_a_hand_left_at_the_ends_of_texts_keep_no_edition_from_going_out() -> None:
    tables = packs_write.tables(packs.load(EDITION))
    tables["edition"]["note"] = "仅供测试。\n"
    edition = packs.loads(packs_write.files(tables))
    back = read(workbook.write(edition))
    assert (back.edition, back.items) == (edition.edition, edition.items)


def test_a_control_sign_is_refused_in_words() -> None:
    tables = packs_write.tables(packs.load(EDITION))
    tables["item"][0]["measure"] = "响铃\x07"
    with pytest.raises(UserError, match="控制字符"):
        workbook.write(packs.loads(packs_write.files(tables)))


# Row 2 of 评分项 is K01, with days in R2 and costs in S2 by the order of the form.
@pytest.mark.parametrize(
    ("sheet", "cell", "value", "style"),
    [
        ("评分项", "C2", 1.0, {}),
        ("评分项", "C2", "１", {}),
        ("评分项", "A2", " K０1　", {}),
        ("评分项", "B2", "K1\u200b", {}),
        ("评分项", "F2", "5", {}),
        ("评分项", "F2", None, {}),
        ("评分项", "K2", datetime(2024, 1, 1), {"number_format": "yyyy-mm-dd"}),
        ("评分项", "K2", "2024/1/1", {}),
        ("评分项", "K2", "2024年1月1日", {}),
        ("评分项", "L2", "project", {}),
        ("档位", "B3", "１.0", {}),
        ("等级", "A2", "A 高安全风险", {}),
        ("等级", "A5", "D级", {}),
        ("等级", "C3", 0.6, {"number_format": "0%"}),
        ("等级", "C3", "60%", {}),
        ("否决情形", "D2", True, {}),
        ("判定规则", "A2", 0.1 + 0.2 + 59.7, {}),
    ],
)
def test_what_spreadsheets_and_people_make_of_a_value_is_taken_for_it(
    sheet: str, cell: str, value: object, style: dict[str, str]
) -> None:
    assert read(changed(put(sheet, cell, value, **style))) == packs.load(EDITION)


def test_an_id_typed_as_a_number_keeps_the_zeros_that_it_shows() -> None:
    def change(book: openpyxl.Workbook) -> None:
        for sheet, cells in (("方面", ("A2",)), ("评分项", ("B2", "B3", "B4"))):
            for cell in cells:
                book[sheet][cell].value, book[sheet][cell].number_format = 7, "000"

    assert {item.section for item in read(changed(change)).items[:3]} == {"007"}


def test_columns_may_stand_in_another_order_with_a_title_above_and_notes_beside() -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["档位"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        sheet.delete_rows(1, sheet.max_row)
        sheet.append(["附件三 评分档位"])
        sheet.append([])
        for at, (item, points, criterion) in enumerate(rows):
            sheet.append([criterion, "备注" if at == 0 else "随手记", points, item])
        sheet.append([None, None, None, None])
        book.create_sheet("备注 录入进度").append(["张三录到第 5 项"])

    assert read(changed(change)) == packs.load(EDITION)


def test_an_id_merged_over_its_rows_counts_for_each() -> None:
    def change(book: openpyxl.Workbook) -> None:
        for line in range(3, 6):
            book["档位"][f"A{line}"].value = None
        book["档位"].merge_cells("A2:A5")

    assert read(changed(change)) == packs.load(EDITION)


def test_empty_sheets_may_be_missing() -> None:
    assert read(changed(lambda book: book.remove(book["关联"]))) == packs.load(EDITION)


def test_a_formula_counts_as_the_value_that_was_worked_out() -> None:
    # What Excel saves: the formula and, beside it, its value.
    opened = changed(put("评分项", "F5", "=5+5"))
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(opened)) as old, zipfile.ZipFile(packed, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            new.writestr(
                part,
                text.replace(b"<f>5+5</f><v></v>", b"<f>5+5</f><v>10</v>").replace(
                    b"<f>5+5</f><v />", b"<f>5+5</f><v>10</v>"
                ),
            )
    scoring = read(packed.getvalue()).item["K04"].scoring
    assert isinstance(scoring, Deductions)
    assert scoring.points == Decimal(10)


def test_a_day_of_an_edition_comes_back_as_a_day() -> None:
    assert read(sound()).targets[0].by == date(2024, 12, 31)


def test_the_guide_tells_what_each_column_takes() -> None:
    guide = openpyxl.load_workbook(io.BytesIO(sound()))["说明"]
    told = "\n".join(str(cell.value) for row in guide.iter_rows() for cell in row if cell.value)
    for sheet in workbook_sheets.SHEETS:
        assert sheet.says in told
        assert all(column.head in told for column in sheet.columns)
    assert "不要推测文号、条款号和日期" in told


def test_a_book_of_another_kind_names_what_is_missing() -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "电话"])
    with pytest.raises(UserError) as refused:
        read(saved(book))
    assert "没有这张工作表" in str(refused.value)
    assert "不认识这张工作表" in str(refused.value)


# What people and other programs put into texts: quotes, marks that mean something elsewhere, lines, odd spaces.
WORDS = st.text(
    alphabet="甲乙a1 \"'\\=+-@#｜|,;：\n\t\u3000\u00a0\u200b\x7f\U0001f6a7", min_size=1, max_size=12
)


@settings(max_examples=40, deadline=None)
@given(WORDS, WORDS, WORDS)
def test_whatever_a_text_holds_an_edition_is_written_so_that_it_loads_equal(
    text: str, member: str, clause: str
) -> None:
    tables = packs_write.tables(packs.load(EDITION))
    tables["item"][0] |= {"measure": text, "evidence": [member, "资料"]}
    tables["item"][0]["basis"] = [{"document": member, "clause": clause}]
    with suppress(Faults):  # nothing but spaces
        edition = packs.loads(packs_write.files(tables))
        assert packs.loads(packs_write.files(packs_write.tables(edition))).items == edition.items
