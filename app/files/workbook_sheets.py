"""Every sheet of an edition's workbook, column by column, in the order of the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from app import wording
from app.core.entries import Grade, Method, Status
from app.core.standard import LineKind, LineState, Says
from app.files.workbook_form import FULL, KINDS, OWNER, Column, Holds, Sheet


def _named(*states: StrEnum) -> tuple[tuple[str, str], ...]:
    return tuple((state.value, wording.name(state)) for state in states)


_ITEM, _POINT, _SECTION, _LINE = "评分项", "检查点", "方面", "十有两禁"
_METHODS = tuple((method.value, method.value) for method in Method)
_GRADES = tuple((grade.value, grade.value) for grade in Grade)
_SAYS = _named(*Says)
"""What a level says of the checkpoints it is linked to, in words of the sheet."""
_STATUS = Column(
    "核对状态",
    "status",
    Holds.CHOICE,
    13,
    choices=_named(*Status),
    hint="读过原文并逐字对过的才选“已核对原文”；条目是自己约定的选“项目约定”；其余选“待核对原文”。",
)
_BASIS = Column(
    "依据", "basis", Holds.BASIS, 38, hint="每行写 文件｜条款；没有读到原文的，条款写“条款待核”。"
)
_SINCE = Column("施行日期", "in_force", Holds.SINCE, 13, hint="文件原文写明的施行日期；没有查到的写“待核”。")
_ID = Column("编号", "id", Holds.ID, 11, hint="永久编号：改文字不改编号，换了一件事才换编号。")
_SOURCE = (_BASIS, _SINCE, _STATUS)
_MENDING = (
    Column("所需资料", "evidence", Holds.LINES, 30),
    Column("检查方式", "method", Holds.METHODS, 13, choices=_METHODS),
    Column("常用措施", "measure", width=36),
    Column("责任单位", "unit", width=18),
    Column("天数", "days", Holds.WHOLE, 7, hint="整改通常要多少天，是估计。"),
    Column("费用（万元）", "cost", Holds.NUMBER, 11, hint="整改通常要多少钱，是估计，不是官方数字。"),
)


def _cap(key: str, *, required: bool) -> Column:
    return Column("最高评", key, Holds.GRADE, 9, required, "A 最差，D 最好；写 A、B 或 C。", _GRADES)


def _owner(head: str) -> Column:
    return Column(head, OWNER, Holds.ID, 11, of=head, hint=f"“{head}”表里的编号。")


_FACE = Sheet(
    "标准包",
    "edition",
    (
        Column("编号", "id", Holds.ID, 22, hint="本标准包的编号，另取一个，不能和随程序提供的相同。"),
        Column("名称", "title", width=30),
        Column("版本", "version", width=10, hint="内容改过就换一个版本。"),
        Column("发布单位", "publisher", width=24),
        Column("使用须知", "note", width=60, hint="用的人先要知道的话，印在每份报告上。"),
        Column("分值核对状态", "points_status", Holds.CHOICE, 15, choices=_named(*Status)),
        Column("十有两禁标准包", "ten_two", Holds.ID, 18, False, "十有两禁在另一个标准包里的，写它的编号。"),
        Column("替代的标准包", "supersedes", Holds.ID, 18, False, "本标准包替代哪一个，写它的编号。"),
    ),
    "标准包的封面，只有一行。",
    alone=True,
)
_SECTIONS = Sheet(
    _SECTION,
    "section",
    (
        _ID,
        Column("名称", "title", width=32),
        Column("最低分（分）", "minimum.points", Holds.NUMBER, 12, False, "和百分比只写一个；没有的都不写。"),
        Column("最低百分比（%）", "minimum.percent", Holds.PERCENT, 16, False, "占本方面满分的百分之几。"),
        _cap("minimum.cap", required=False),
    ),
    "评分表的各个方面；不够最低分的，等级最高评到所写的一级。",
)
_GATES = Sheet(
    "前置条件",
    "section",
    (_owner(_SECTION), _ID, Column("内容", "text", width=50), *_SOURCE),
    "“……方能得分，否则本方面不得分”的条件，每个方面最多一条；没有的空着。",
    under="gate",
)
_ITEMS = Sheet(
    _ITEM,
    "item",
    (
        _ID,
        Column("方面", "section", Holds.ID, 9, of=_SECTION, hint="“方面”表里的编号。"),
        Column("序号", "number", Holds.WHOLE, 7),
        Column("内容", "text", width=50),
        Column("计分方式", "scoring.kind", Holds.CHOICE, 12, choices=tuple(KINDS.items())),
        Column("满分", FULL, Holds.NUMBER, 8, False, "按次扣分和累加必填；另两种由档位得出，填了就核对。"),
        Column("底分", "scoring.floor", Holds.NUMBER, 8, False, "只用于按次扣分：扣到这里为止，不写是 0。"),
        Column("比例分子", "scoring.part", Holds.TEXT, 16, False, "只用于按比例分段，如“已接入的企业数”。"),
        Column("比例分母", "scoring.whole", Holds.TEXT, 16, False, "只用于按比例分段，如“应接入的企业数”。"),
        *_SOURCE,
        *_MENDING,
    ),
    "评分表的每一项；档位、扣分、累加、分段写在后面四张表里。",
)
_LEVELS = Sheet(
    "档位",
    "item",
    (_owner(_ITEM), Column("分值", "points", Holds.NUMBER, 8), Column("判据", "criterion", width=70)),
    "“选档”的项：每档一行，分值从小到大。",
    under="levels",
)
_DEDUCTIONS = Sheet(
    "扣分",
    "item",
    (
        _owner(_ITEM),
        _ID,
        Column("扣分情形", "text", width=56),
        Column("每次扣", "points", Holds.NUMBER, 9),
        Column("最多扣", "limit", Holds.NUMBER, 9, False, "这一情形最多扣几分；不限的空着。"),
    ),
    "“按次扣分”的项：每种情形一行。",
    under="deductions",
)
_PARTS = Sheet(
    "累加",
    "item",
    (
        _owner(_ITEM),
        _ID,
        Column("得分内容", "text", width=56),
        Column("每个得", "points", Holds.NUMBER, 9),
        Column("最多计几个", "most", Holds.WHOLE, 12, False, "不写是 1 个。"),
    ),
    "“累加”的项：每部分一行。",
    under="parts",
)
_STEPS = Sheet(
    "分段",
    "item",
    (
        _owner(_ITEM),
        Column("起点（%）", "at_least", Holds.PERCENT, 11, hint="达到这个比例（含）起；第一段从 0 起。"),
        Column("分值", "points", Holds.NUMBER, 8),
        Column("判据", "criterion", width=70),
    ),
    "“按比例分段”的项：每段一行，起点和分值从小到大。",
    under="steps",
)
_BANDS = Sheet(
    "等级",
    "band",
    (
        Column("等级", "grade", Holds.GRADE, 8, choices=_GRADES),
        Column("名称", "name", width=18),
        Column("起点（含）", "at_least", Holds.PERCENT, 11),
        Column("上限（不含）", "below", Holds.PERCENT, 12, False, "等于下一级的起点；D 级不写。"),
        Column("后果", "consequence", width=50),
        *_SOURCE,
    ),
    "百分制得分对应的等级，A、B、C、D 各一行，A 最差，D 最好。",
)
_VETOES = Sheet(
    "否决情形",
    "veto",
    (
        _ID,
        Column("情形", "text", width=50),
        _cap("effect", required=True),
        Column("启用", "enabled", Holds.YES, 8),
        Column("判定理由", "reason", width=50, hint="存在此情形时印在报告上。"),
        *_SOURCE,
    ),
    "存在就直接限制等级的情形；依据没有读到原文的，核对状态选“待核对原文”。",
)
_RULE = Sheet(
    "判定规则",
    "ten_two",
    (
        Column("基本完成比例（%）", "basic_percent", Holds.PERCENT, 17),
        Column(
            "约束的等级", "needed_for", Holds.GRADE, 12, choices=_GRADES, hint="评到这一级要先看十有两禁。"
        ),
        Column(
            "要求程度",
            "needed_state",
            Holds.CHOICE,
            12,
            choices=_named(LineState.COMPLETE, LineState.BASIC),
        ),
        Column("启用", "enabled", Holds.YES, 8),
        _BASIS,
        _STATUS,
    ),
    "十有两禁怎样由检查点判定，只有一行；没有十有两禁的空着。",
    alone=True,
)
_LINES = Sheet(
    _LINE,
    "line",
    (
        _ID,
        Column("类别", "kind", Holds.CHOICE, 11, choices=_named(*LineKind)),
        Column("序号", "number", Holds.WHOLE, 7),
        Column("名称", "title", width=30),
        Column("内容", "text", width=50),
        *_SOURCE,
    ),
    "十有、两禁和法定要求各条。",
)
_POINTS = Sheet(
    _POINT,
    "checkpoint",
    (
        _ID,
        Column("所属条", "line", Holds.ID, 9, of=_LINE, hint="“十有两禁”表里的编号。"),
        Column("必备", "required", Holds.YES, 8),
        Column("内容", "text", width=50),
        *_SOURCE,
        *_MENDING,
    ),
    "各条下的检查点，一件事一行。",
)
_TARGETS = Sheet(
    "目标",
    "target",
    (
        _ID,
        Column("内容", "text", width=50),
        Column("比例（%）", "percent", Holds.PERCENT, 11),
        Column("期限", "by", Holds.DAY, 13),
        *_SOURCE,
    ),
    "到期限为止，已公布认定的园区达到 D 级的比例。",
)
_TASKS = Sheet(
    "任务",
    "task",
    (
        _ID,
        Column("名称", "title", width=28),
        Column("内容", "text", width=50),
        Column("期限", "due", Holds.DAY, 13, False),
        Column("周期", "every", width=18, required=False, hint="反复做的写周期，如“每年”。"),
        Column("责任方", "who", width=28),
        *_SOURCE,
    ),
    "文件点名园区的任务。",
)
_LINKS = Sheet(
    "关联",
    "link",
    (
        Column("评分项", "item", Holds.ID, 11, of=_ITEM),
        Column("检查点", "checkpoints", Holds.IDS, 16, hint="问同一件事的检查点，一行一个编号。"),
        Column("各档说明", "says", Holds.WORDS, 18, False, "从最低档起，每档一行；不写按得分推断。", _SAYS),
        _BASIS,
        _STATUS,
    ),
    "问同一件事的评分项和检查点：答了一处，另一处可以照用。",
)

SHEETS = (
    *(_FACE, _SECTIONS, _GATES, _ITEMS, _LEVELS, _DEDUCTIONS, _PARTS, _STEPS),
    *(_BANDS, _VETOES, _RULE, _LINES, _POINTS, _TARGETS, _TASKS, _LINKS),
)
"""Every sheet, in the order of the workbook; the order of an edition's tables follows it."""

NAMED: Mapping[str, Sheet] = {sheet.name: sheet for sheet in SHEETS}
BELOW: Mapping[str, Sheet] = {sheet.under: sheet for sheet in SHEETS if sheet.under}
"""The sheets whose rows belong under those of another, by the key within it."""
