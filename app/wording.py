"""How a value is written in Chinese: numbers, dates, grades and names; written here and nowhere else."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from app.core.answers import CheckState, VetoState
from app.core.dossier import AssessmentState, OpinionState
from app.core.entries import Grade, Method, Status
from app.core.evidence import EvidenceKind, Side
from app.core.park import EnterpriseKind, EnterpriseState, Recognition
from app.core.plan import MeasureState
from app.core.reasons import Step
from app.core.rights import Role
from app.core.rollup import Basis, Kind
from app.core.standard import LineKind, LineState, Says

MISSING = "（待补充）"
"""What a paper says where a fact is not on file."""

UNANSWERED = "未作答"

BEST_END = "D 最好"
"""Stands at the end of every scale of grades: people read its direction the wrong way round."""


def score(value: Fraction) -> str:
    """A score out of 100, cut to two decimals and never rounded up (domain.md §2).

    >>> score(Fraction(84995, 1000))
    '84.99'
    >>> score(Fraction(85))
    '85.00'
    >>> score(Fraction(200, 3))
    '66.66'
    """
    return _hundredths(math.floor(value * 100))


def lacking(value: Fraction) -> str:
    """A gap in score, rounded up, so that the shown score and the shown gap add up to the line.

    >>> lacking(85 - Fraction(84995, 1000))
    '0.01'
    >>> lacking(Fraction(13, 4))
    '3.25'
    """
    return _hundredths(math.ceil(value * 100))


def points(value: Fraction | Decimal) -> str:
    """Raw points, exact; where no decimal is exact, cut to two places and marked with ….

    >>> points(Fraction(4)), points(Decimal("0.50")), points(Fraction(37, 8))
    ('4', '0.5', '4.625')
    >>> points(Fraction(1, 3)), points(Fraction(200, 3))
    ('0.33…', '66.66…')
    """
    exact = decimal(Fraction(value))
    return f"{_hundredths(math.floor(value * 100))}…" if exact is None else number(exact)


def decimal(value: Fraction) -> Decimal | None:
    """The same number to its last digit; None where no decimal is exact.

    >>> decimal(Fraction(84995, 1000)), decimal(Fraction(200, 3))
    (Decimal('84.995'), None)
    """
    scaled, places = value, 0
    while scaled.denominator % 2 == 0 or scaled.denominator % 5 == 0:
        scaled, places = scaled * 10, places + 1
    return Decimal(f"{scaled.numerator}E-{places}") if scaled.denominator == 1 else None


def percent(value: Fraction) -> str:
    """A share with one decimal, rounded half up, but never up to a whole percentage it does not reach.

    >>> percent(Fraction(12, 52)), percent(Fraction(17, 52)), percent(Fraction(7, 12))
    ('23.1%', '32.7%', '58.3%')
    >>> percent(Fraction(5996, 10000)), percent(Fraction(3, 5)), percent(Fraction(1))
    ('59.9%', '60.0%', '100.0%')
    """
    exact = value * 1000
    tenths = math.floor(exact + Fraction(1, 2))
    if tenths % 10 == 0 and tenths > exact:
        tenths -= 1
    return f"{tenths // 10}.{tenths % 10}%"


def number(value: Decimal | int) -> str:
    """A number in full, without needless zeros or exponents.

    >>> number(Decimal("120.00")), number(Decimal("1E+3")), number(Decimal("0.0")), number(7)
    ('120', '1000', '0', '7')
    """
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(value: Decimal | int) -> str:
    """A large number on screen, in groups of three.

    >>> grouped(Decimal("1234567.50")), grouped(12)
    ('1,234,567.5', '12')
    """
    whole, dot, rest = number(value).partition(".")
    return f"{int(whole):,}{dot}{rest}"


def amount(value: Decimal | None) -> str:
    """An amount in a column that names its unit; empty where nobody knows it.

    >>> amount(Decimal("1234.50")), amount(None)
    ('1,234.5', '')
    """
    return "" if value is None else grouped(value)


def percentage(value: Decimal) -> str:
    """A percentage given by a rule, such as a target.

    >>> percentage(Decimal("60")), percentage(Decimal("62.5"))
    ('60%', '62.5%')
    """
    return f"{number(value)}%"


def money(value: Decimal) -> str:
    """An amount in 万元.

    >>> money(Decimal("120.50"))
    '120.5 万元'
    """
    return f"{number(value)} 万元"


def km2(value: Decimal) -> str:
    """The area of a park or a zone.

    >>> km2(Decimal("12.50"))
    '12.5 km²'
    """
    return f"{number(value)} km²"


def hectares(value: Decimal) -> str:
    """The area of an enterprise's plant.

    >>> hectares(Decimal("8"))
    '8 公顷'
    """
    return f"{number(value)} 公顷"


def day(value: date) -> str:
    """A date in lists and on screen.

    >>> day(date(2026, 1, 3))
    '2026-01-03'
    """
    return value.isoformat()


def official_day(value: date) -> str:
    """A date in a paper, without leading zeros (GB/T 9704-2012).

    >>> official_day(date(2026, 1, 3))
    '2026年1月3日'
    """
    return f"{value.year}年{value.month}月{value.day}日"


def year_end(value: date) -> str:
    """A due date in prose; the last day of a year is called 底.

    >>> year_end(date(2024, 12, 31)), year_end(date(2025, 6, 30))
    ('2024 年底', '2025-06-30')
    """
    return f"{value.year} 年底" if (value.month, value.day) == (12, 31) else day(value)


def since(value: date | str) -> str:
    """Since when an entry holds.

    >>> since(date(2026, 5, 1)), since("待核")
    ('2026-05-01 起施行', '施行日期待核')
    """
    return f"{day(value)} 起施行" if isinstance(value, date) else f"施行日期{value}"


def grade(value: Grade, name_in_edition: str) -> str:
    """A grade with its name: a bare letter is read the wrong way round.

    >>> grade(Grade.D, "较低安全风险")
    'D 较低安全风险'
    """
    return f"{value.value} {name_in_edition}"


def grade_prose(value: Grade, name_in_edition: str) -> str:
    """A grade inside a sentence.

    >>> grade_prose(Grade.D, "较低安全风险")
    'D 级（较低安全风险）'
    """
    return f"{value.value} 级（{name_in_edition}）"


def grade_range(low: Grade, high: Grade) -> str:
    """The grades still possible.

    >>> grade_range(Grade.C, Grade.D), grade_range(Grade.D, Grade.D)
    ('C–D', 'D')
    """
    return low.value if low is high else f"{low.value}–{high.value}"


def score_range(low: Fraction, high: Fraction) -> str:
    """The scores still possible, both cut.

    >>> score_range(Fraction(82), Fraction(91995, 1000))
    '82.00–91.99'
    """
    return score(low) if low == high else f"{score(low)}–{score(high)}"


_NAMES: Mapping[type[StrEnum], Mapping[str, str]] = {
    Recognition: {"recognised": "已公布认定", "unrecognised": "未认定", "cancelled": "已取消"},
    MeasureState: {"open": "待整改", "doing": "整改中", "checking": "待验收", "closed": "已销号"},
    LineState: {
        "complete": "已完成",
        "basic": "基本完成",
        "incomplete": "未完成",
        "not_applicable": "不适用",
    },
    LineKind: {"have": "十有", "ban": "两禁", "law": "法定要求"},
    CheckState: {"met": "满足", "partial": "部分满足", "unmet": "不满足", "not_applicable": "不适用"},
    VetoState: {"clear": "无此情形", "triggered": "存在此情形", "off": "不启用"},
    Says: {
        "met": "满足",
        "settled": "满足或不适用",
        "partial": "部分满足",
        "unmet": "不满足",
        "lacking": "部分满足或不满足",
        "some": "有的没有满足",
        "mixed": "满足的和不满足的都有",
        "open": "不能断定",
    },
    Status: {"verified": "已核对原文", "unverified": "待核对原文", "project": "项目约定"},
    Kind: {"self": "自评", "expert": "专家评级", "review": "复核"},
    AssessmentState: {
        "draft": "编制中",
        "submitted": "已提交",
        "returned": "已退回",
        "confirmed": "已确认",
    },
    OpinionState: {"accepted": "认可", "returned": "退回", "mended": "已重新作答"},
    Role: {"committee": "管委会", "expert": "专家", "reviewer": "复核人", "reader": "只读"},
    EvidenceKind: {
        "report": "评估报告",
        "plan": "规划、方案、批复",
        "permit": "许可、证书",
        "record": "台账、记录",
        "photo": "照片",
        "other": "其他",
    },
    Side: {"": "佐证", "before": "整改前", "after": "整改后"},
    Basis: {"review": "复核口径", "self": "自评口径"},
    Step: {
        "item": "逐项",
        "section": "方面",
        "total": "合计",
        "band": "等级",
        "veto": "否决情形",
        "ten_two": "十有两禁",
    },
}
_SPEAKING = (EnterpriseKind, EnterpriseState, Method)
"""Enumerations whose values are Chinese already."""


def name(value: StrEnum) -> str:
    """The Chinese name of a state or a kind, by its type: the same word may mean different things.

    >>> name(Kind.REVIEW), name(Basis.REVIEW), name(MeasureState.CLOSED), name(Method.SITE)
    ('复核', '复核口径', '已销号', '现场检查')
    """
    return value.value if isinstance(value, _SPEAKING) else _NAMES[type(value)][value.value]


def quoted(text: str) -> str:
    """Words in quotation marks; marks within them become single ones (GB/T 15834).

    >>> quoted("“四至”范围")
    '“‘四至’范围”'
    """
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


_HAN = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
_GAP = re.compile(f"(?<=[{_HAN}]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[{_HAN}])")


def tight(text: str) -> str:
    """The same words as an official paper sets them: no space between Chinese and figures or letters.

    >>> tight("全县 12 个园区，达到 D 级，依据 GB 36894")
    '全县12个园区，达到D级，依据GB 36894'
    """
    return _GAP.sub("", text)


def _hundredths(value: int) -> str:
    return f"{value // 100}.{value % 100:02d}"
