"""What is wrong with a workbook is told at once: by sheet, cell, what it is, and what to do."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import Fault, Faults
from app.files import workbook, workbook_open
from tests.files.workbooks import Change, changed, faults, put, saved, sound


def renamed(sheet: str, name: str) -> Change:
    return lambda book: setattr(book[sheet], "title", name)


def head(sheet: str, cell: str, name: str) -> Change:
    return put(sheet, cell, name)


def hidden(sheet: str) -> Change:
    return lambda book: setattr(book[sheet], "sheet_state", "hidden")


def rows(sheet: str, *added: list[Any]) -> Change:
    def change(book: Any) -> None:
        for row in added:
            book[sheet].append(row)

    return change


def merged(sheet: str, cells: str) -> Change:
    return lambda book: book[sheet].merge_cells(cells)


ONE = [
    # what was done; sheet, cell and a part of what is said
    (put("标准包", "A2", None), "标准包", "A2", "没有填“编号”"),
    (put("标准包", "A2", "导则 2026"), "标准包", "A2", "编号的写法不对"),
    (put("标准包", "H2", "all-kinds"), "标准包", "H2", "自己"),
    (rows("标准包", ["second"]), "标准包", "A3", "只有一行"),
    (put("方面", "C4", None), "方面", "C4", "分值和百分比中写一个"),
    (put("方面", "E2", "E"), "方面", "E2", "“E”不是可填的词"),
    (put("方面", "E2", "D"), "方面", "E2", "等于没有限制"),
    (put("前置条件", "A2", "K9"), "前置条件", "A2", "没有编号“K9”"),
    (put("前置条件", "B2", "K01"), "前置条件", "B2", "编号“K01”重复"),
    (put("评分项", "A3", "K01"), "评分项", "A3", "编号“K01”重复"),
    (put("评分项", "B2", "K9"), "评分项", "B2", "没有编号为“K9”的方面"),
    (put("评分项", "C2", 1.5), "评分项", "C2", "应是整数"),
    (put("评分项", "C3", 1), "评分项", "C3", "序号 1 重复"),
    (put("评分项", "D2", "长" * 2001), "评分项", "D2", "超过 2000 字"),
    (put("评分项", "D2", "　"), "评分项", "D2", "没有填“内容”"),
    (put("评分项", "E2", "打分"), "评分项", "E2", "不是可填的词"),
    (put("评分项", "F2", 8), "评分项", "F2", "最高一档是 5 分"),
    (put("评分项", "F5", None), "评分项", "F5", "没有填“满分”"),
    (put("评分项", "F5", "十分"), "评分项", "F5", "应是数字"),
    (put("评分项", "G2", 1), "评分项", "G2", "没有“底分”"),
    (put("评分项", "G5", 10), "评分项", "G5", "无分可扣"),
    (put("评分项", "H7", None), "评分项", "H7", "没有填“比例分子”"),
    (put("评分项", "J2", "某文件第三条"), "评分项", "J2", "没有分出文件和条款"),
    (put("评分项", "K2", "去年"), "评分项", "K2", "不是日期"),
    (put("评分项", "K2", 45000), "评分项", "K2", "不是日期"),
    (put("评分项", "L2", "已核"), "评分项", "L2", "不是可填的词"),
    (put("评分项", "N2", "打电话"), "评分项", "N2", "不是可填的词"),
    (put("评分项", "Q2", 0), "评分项", "Q2", "不能小于 1"),
    (put("评分项", "R2", 0.1234567), "评分项", "R2", "小数位数太多"),
    (put("评分项", "R2", "=1/0"), "评分项", "R2", "还没有算出结果"),
    (put("评分项", "R2", "#N/A", data_type="e"), "评分项", "R2", "#N/A"),
    (merged("评分项", "D2:E2"), "评分项", "D2", "合并"),
    (put("档位", "A2", "K99"), "档位", "A2", "没有编号“K99”"),
    (put("档位", "A2", "K04"), "档位", "A2", "不写在“档位”表里"),
    (put("档位", "B3", 9), "档位", "B4", "没有高于前一条的 9"),
    (put("档位", "B3", None), "档位", "B3", "没有填“分值”"),
    (put("扣分", "E2", 1), "扣分", "E2", "比扣一次的"),
    (put("扣分", "B3", "power"), "扣分", "B3", "扣分”的 B2 已经用了"),
    (put("累加", "E2", 0), "累加", "E2", "不能小于 1"),
    (put("累加", "D2", 7), "累加", "D2", "超过满分 6"),
    (put("分段", "B2", 10), "分段", "B2", "应从 0 开始"),
    (put("分段", "B3", 120), "分段", "B3", "不能大于 100"),
    (put("等级", "C4", 71), "等级", "D3", "之间没有等级"),
    (put("等级", "D5", 100), "等级", "D5", "不设上限"),
    (put("否决情形", "D2", "看情况"), "否决情形", "D2", "不是“是”或“否”"),
    (put("判定规则", "C2", "完成"), "判定规则", "C2", "不是可填的词"),
    (put("检查点", "B2", "H9"), "检查点", "B2", "没有编号为“H9”的条目"),
    (put("目标", "D2", "待核"), "目标", "D2", "不是日期"),
    (rows("关联", ["K99", "H1-1", None, "测试用｜测试用", "项目约定"]), "关联", "A2", "没有编号为“K99”的评分项"),
    (rows("关联", ["K01", "H9-9", None, "测试用｜测试用", "项目约定"]), "关联", "B2", "没有编号为“H9-9”的检查点"),
    (rows("关联", ["K01", "H1-1", "是", "测试用｜测试用", "项目约定"]), "关联", "C2", "“是”不是可填的词"),
    (head("评分项", "D1", "题目"), "评分项", "D1", "不认识的列“题目”"),
    (head("档位", "C1", "分值"), "档位", "C1", "写了两次"),
    (renamed("任务", "工作任务"), "工作任务", "整张表", "不认识这张工作表"),
    (hidden("任务"), "任务", "整张表", "被隐藏"),
    (put("档位", "F3", "随手记"), "档位", "F3", "不在任何一列里"),
]  # fmt: skip


@cache
def told(at: int) -> tuple[Fault, ...]:
    """The faults of the workbook with one wrong thing."""
    return faults(changed(ONE[at][0]))


NAMES = [f"{sheet}!{cell} {says}" for _, sheet, cell, says in ONE]


@pytest.mark.parametrize("at", range(len(ONE)), ids=NAMES)
def test_a_fault_is_told_at_its_cell_with_a_remedy(at: int) -> None:
    _, sheet, cell, says = ONE[at]
    (found,) = (one for one in told(at) if (one.file, one.key) == (sheet, cell))
    assert says in found.what
    assert found.remedy


# These rightly bring a second fault with them: what they unmake is missed elsewhere.
BRING_MORE = {
    "评分项!A3",
    "评分项!D2",
    "前置条件!A2",
    "评分项!B2",
    "档位!A2",
    "评分项!E2",
    "评分项!D1",
    "检查点!B2",
    "档位!C1",
    "任务!整张表",
}


@pytest.mark.parametrize("at", range(len(ONE)), ids=NAMES)
def test_one_wrong_thing_gives_one_fault(at: int) -> None:
    _, sheet, cell, _ = ONE[at]
    if f"{sheet}!{cell}" not in BRING_MORE:
        assert len(told(at)) == 1, "\n".join(map(str, told(at)))


def test_a_fault_speaks_of_sheets_and_columns_and_never_of_the_files_behind() -> None:
    foreign = re.compile(r"\[\[|\]\]|\bid\b|at_least|[A-Za-z]{2,} [A-Za-z]{2,}|TOML|None|Decimal")
    said = [str(fault) for at in range(len(ONE)) for fault in told(at)]
    assert [one for one in said if foreign.search(one)] == []


def test_all_faults_of_all_sheets_are_told_at_once_in_the_order_of_the_book() -> None:
    found = faults(
        changed(
            put("检查点", "B2", "H9"),
            put("档位", "B3", "三分"),
            put("评分项", "L3", None),
            put("评分项", "N9", "电话"),
            put("评分项", "C9", None),
            put("标准包", "C2", None),
        )
    )
    assert [(one.file, one.key) for one in found] == [
        ("标准包", "C2"),
        ("评分项", "L3"),
        ("评分项", "C9"),
        ("评分项", "N9"),
        ("档位", "B3"),
        ("检查点", "B2"),
    ]


@pytest.mark.parametrize(
    ("sheet", "says"),
    [("标准包", "没有这张工作表"), ("等级", "评不出等级"), ("判定规则", "不知道怎样评判")],
)
def test_a_sheet_that_an_edition_needs_is_missed_by_name(sheet: str, says: str) -> None:
    (found,) = faults(changed(lambda book: book.remove(book[sheet])))
    assert (found.file, found.key) == (sheet, "整张表")
    assert says in found.what


def test_a_column_that_is_gone_is_told_once() -> None:
    (found,) = faults(changed(lambda book: book["档位"].delete_cols(3)))
    assert (found.file, found.key, found.what) == ("档位", "第 1 行", "缺少“判据”这一列")


def test_a_hundred_thousand_rows_are_refused_as_too_many() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sound()))
    for _ in range(6_000):
        book["档位"].append(["K01", 1, "行"])
    (found,) = faults(saved(book))
    assert (found.file, found.key) == ("档位", "整张表")
    assert "多得不像标准包" in found.what


def bomb(size: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", "<workbook/>")
        made.writestr("xl/worksheets/sheet1.xml", b"0" * size)
    return packed.getvalue()


def entity_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "aa">]><workbook>&a;</workbook>')
    return packed.getvalue()


def other_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("content.xml", "<office/>")
    return packed.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "0 字节"),
        (b"item,level\nG01,2\n", "不是 Excel 工作簿"),
        (OLE + b"\0" * 600, "旧格式的 Excel 文件"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (b"PK\x03\x04" + b"\0" * 100, "已损坏或不完整"),
        (bomb(workbook_open.UNPACKED + 1), "展开后大得不像标准包"),
        (b"PK" + b"\0" * workbook_open.LARGEST, "超过 10 MB"),
        (entity_bomb(), "已损坏或不完整"),
        (other_zip(), "没有 Excel 工作表"),
    ],
    ids=["empty", "csv", "xls", "password", "torn head", "bomb", "huge", "entities", "other zip"],
)
def test_what_is_no_workbook_is_refused_by_name(content: bytes, says: str) -> None:
    (found,) = faults(content)
    assert found.file == "标准包.xlsx"
    assert says in found.what
    assert found.remedy


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_workbook_cut_off_is_refused_in_words(share: float) -> None:
    content = sound()
    (found,) = faults(content[: int(len(content) * share)])
    assert "不完整" in found.what


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_flipped_byte_gives_the_edition_or_words_and_no_crash(data: st.DataObject) -> None:
    content = bytearray(sound())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    with suppress(Faults):
        workbook.read("标准包.xlsx", bytes(content))


def test_a_file_that_is_not_there_or_is_a_folder_is_refused_in_words(tmp_path: Path) -> None:
    for path, says in ((tmp_path / "无.xlsx", "找不到"), (tmp_path, "文件夹")):
        with pytest.raises(Faults, match=says):
            workbook.content(path)
