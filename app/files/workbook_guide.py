"""What the first sheet of an edition's workbook tells: how to key in an annex, and what each column takes."""

from __future__ import annotations

import math
from collections.abc import Iterator

from app.core.standard import Standard
from app.files import workbook_sheets
from app.files.workbook_form import ASIDE

_ROOM = 74
"""How many Chinese signs fit into a line across all columns of the sheet."""

_HOW = (
    (
        "1. 先改“标准包”表：编号另取一个（如 guide-2023-xx），写明名称、版本、发布单位；替代哪个标准包，"
        "就在“替代的标准包”写它的编号。"
    ),
    (
        "2. 手里拿着正式附件，按“方面”“评分项”“档位”的顺序逐项录入：先核对内容，再核对分值和判据。"
        "附件里没有的项删去整行，多出的项加行。"
    ),
    (
        "3. 只改文字、仍是同一件事的，编号不变：换标准包时，原来的作答才接得上。换成另一件事的，另取编号；"
        "编号用过就不再给别的事。"
    ),
    "4. 逐字对过原文的，“核对状态”改为“已核对原文”，“依据”写明文件和条款。",
    (
        "5. 存盘后用“标准”页“导入 Excel”，或运行 parkgrade standard import 文件.xlsx。有错的，"
        "会按工作表和单元格一次全部列出，改好再导入；有错时什么也不会改动。"
    ),
)
_HONEST = (
    (
        "“已核对原文”：录入的人读过原文，逐字对过。“待核对原文”：内容从别处来，还没有和原文比对。"
        "“项目约定”：本单位自己的约定，原文没有。"
    ),
    "没有读到的条款写“条款待核”，没有查到的施行日期写“待核”，不要推测文号、条款号和日期。",
    (
        "正式附件没有写明的分值，不要自行补成官方分值：“标准包”表的“分值核对状态”如实填写，"
        "它会印在每份报告上。"
    ),
    "天数和费用是整改的一般估计，供编方案时参考，不是官方数字。",
)
_FORM = (
    "表头带 * 的列每行都要填。选中一格会显示这一列的填法；有下拉箭头的从列表选。",
    (
        "一格里写几条的，一行一条（Windows 上按 Alt+Enter，Mac 上按 Control+Option+Return 换行）。"
        "依据每行写成 文件｜条款，中间是竖线。"
    ),
    (
        "四种计分方式：选档（“档位”表，每档一行）、按次扣分（“扣分”表，每种情形一行）、累加（“累加”表，"
        "每部分一行）、按比例分段（“分段”表，每段一行）。"
    ),
    (
        "可以换列的顺序、加行、筛选、排序；不要合并几列，不要改表名和表头。同一列上下合并的，"
        "按每行都写了看待。"
    ),
    f"自己的备注写在表头以“{ASIDE}”开头的列，或名称以“{ASIDE}”开头的工作表里，导入时不看。",
)

Line = tuple[tuple[str, ...], bool]
"""The cells of a line, and whether it is a heading."""


def lines(standard: Standard) -> Iterator[Line]:
    """Everything that the sheet says about filling in a workbook made from this edition."""
    edition = standard.edition
    yield ("标准包工作簿填写说明",), True
    yield (f"本工作簿由标准包“{edition.title}”（{edition.id}，{edition.version} 版）导出。",), False
    for title, told in (("怎样录入正式附件", _HOW), ("如实填写", _HONEST), ("格式", _FORM)):
        yield (title,), True
        yield from (((text,), False) for text in told)
    yield ("各表各列",), True
    yield ("工作表", "列", "必填", "填什么", "说明"), True
    for sheet in workbook_sheets.SHEETS:
        yield (sheet.name, "", "", "", sheet.says), False
        for column in sheet.columns:
            needed = "必填" if column.required else ""
            words = "、".join(word for _, word in column.choices)
            hint = f"{column.hint}{f'可填：{words}。' if words else ''}"
            yield ("", column.head, needed, column.holds.value, hint), False


def height(text: str) -> int:
    """How many lines a text takes across the sheet.

    >>> height("短"), height("长" * 80)
    (1, 2)
    """
    return math.ceil(sum(2 if ord(sign) > 255 else 1 for sign in text) / (2 * _ROOM))
