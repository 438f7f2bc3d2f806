"""Whether a value can stand in a field of the ledger; said the same way to forms, imports and services."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from app.core.evidence import Evidence
from app.core.park import Enterprise, Park, Settlement, credit_code_fault
from app.core.rights import Person

_REQUIRED = {(Park, "name"), (Enterprise, "name"), (Settlement, "name"), (Person, "name"), (Evidence, "name")}
_RANGES = {
    "longitude": (Decimal(73), Decimal(136), "经度应在 73 到 136 度之间"),
    "latitude": (Decimal(3), Decimal(54), "纬度应在 3 到 54 度之间"),
    "area": (Decimal(0), Decimal(100_000), "面积应不小于 0，且不超过 100000"),
    "planned_area": (Decimal(0), Decimal(10_000), "面积应不小于 0，且不超过 10000 km²"),
    "built_area": (Decimal(0), Decimal(10_000), "面积应不小于 0，且不超过 10000 km²"),
    "funds": (Decimal(0), Decimal(100_000_000), "资金应不小于 0，且不超过 1 亿万元"),
}
_EARLIEST, _LATEST = date(1949, 10, 1), date(2999, 12, 31)
_LONGEST = 20_000
_LONGEST_NAME = 40
_MOST_PLACES = 10


def fault(kind: type, name: str, value: Any) -> str | None:
    """What is wrong with ``value`` in field ``name`` of ``kind``, in Chinese; None if it may stand there.

    >>> fault(Park, "region_code", "4201")
    '行政区划代码应为 6 位数字'
    >>> fault(Enterprise, "area", Decimal("-1"))
    '面积应不小于 0，且不超过 100000'
    """
    match value:
        case None:
            return None
        case str():
            return _text(kind, name, value)
        case bool():
            return None
        case int():
            return None if 0 <= value <= 100_000_000 else "应为不小于 0 的整数"
        case Decimal():
            return _number(name, value)
        case date():
            return None if _EARLIEST <= value <= _LATEST else "日期超出合理范围，请核对年份"
        case _:
            return None


def _text(kind: type, name: str, value: str) -> str | None:
    if (kind, name) in _REQUIRED and not value.strip():
        return "不能为空"
    if (kind, name) == (Person, "name") and (len(value) > _LONGEST_NAME or "\n" in value):
        return f"姓名写在一行，最多 {_LONGEST_NAME} 字"
    if len(value) > _LONGEST:
        return f"太长（{len(value)} 字），最多 {_LONGEST} 字；长材料请作为佐证另存"
    if name == "credit_code" and value:
        return credit_code_fault(value)
    if name == "region_code" and value and not re.fullmatch(r"[0-9]{6}", value):
        return "行政区划代码应为 6 位数字"
    return None


def _number(name: str, value: Decimal) -> str | None:
    if not value.is_finite():
        return "应为数字"
    if -int(value.as_tuple().exponent) > _MOST_PLACES:
        return f"小数最多 {_MOST_PLACES} 位"
    if name not in _RANGES:
        return None
    low, high, words = _RANGES[name]
    return None if low <= value <= high else words
