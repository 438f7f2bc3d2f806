"""How the 体检 is put into words: the place of a finding, what is wrong there, and how a round stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from app import labels, wording
from app.core.checkup import Tally
from app.core.checkup_rules import Found, Severity, Value
from app.core.dossier import Dossier
from app.core.evidence import Evidence
from app.core.park import Enterprise, Park, Settlement, Zone
from app.core.plan import Measure

SEVERITY: Mapping[Severity, str] = {Severity.RED: "红色", Severity.YELLOW: "黄色"}
_FIELDS_OF: Mapping[str, type] = {"park": Park, "measure": Measure}


def tally(found: Tally) -> str:
    """How a round stands, in one line.

    >>> tally(Tally(red=4, yellow=9, red_checks=3, yellow_checks=5, passed=14))
    '红色 3 项 4 处，黄色 5 项 9 处，通过 14 项'
    >>> tally(Tally(red=0, yellow=1, red_checks=0, yellow_checks=1, passed=21))
    '红色 0 项，黄色 1 项 1 处，通过 21 项'
    """
    red = _count("红色", found.red_checks, found.red)
    return f"{red}，{_count('黄色', found.yellow_checks, found.yellow)}，通过 {found.passed} 项"


def consequence(dossier: Dossier, found: Tally) -> str:
    """What the tally means for the round, and what was not looked at."""
    anyway = "，仍可提交，并写入报告" if dossier.assessment.state.open else "，写入报告"
    red = f"有 {found.red} 处红色问题{anyway}。" if found.red else "没有红色问题。"
    unlinked = "" if dossier.standard.links else "所用标准包没有登记关联，评估项与检查点是否一致没有检查。"
    return f"{red}{unlinked}"


def detail(dossier: Dossier, found: Found) -> str:
    """What is wrong there, in the rule's own sentence."""
    side = found.subject.partition("/")[0]
    values = {name: _value(dossier, side, name, value) for name, value in found.hit.values.items()}
    return found.rule.detail.format(**values)


def place(dossier: Dossier, subject: str) -> str:
    """What a subject is called: '第 3 项', '检查点 J02-1', '企业 示例包装有限公司'."""
    side, _, key = subject.partition("/")
    match side:
        case "item" if key in dossier.standard.item:
            return f"第 {dossier.standard.item[key].number} 项"
        case "measure":
            position = next((one.position for one in dossier.measures if one.id == key), None)
            return f"整改措施第 {position} 条" if position is not None else "整改措施"
        case "park":
            return f"园区{labels.field(Park, key)}"
    named = {"check": "检查点", "veto": "否决情形", "gate": "前置条件", "item": "评估项"}
    return f"{named[side]} {key}" if side in named else _filed(dossier, side, key)


def _filed(dossier: Dossier, side: str, key: str) -> str:
    """A record of the ledger, or a file, by its name."""
    files = (one for every in dossier.evidence.values() for one in every)
    records: Mapping[str, tuple[str, Iterable[Zone | Enterprise | Settlement | Evidence]]] = {
        "zone": (labels.KINDS[Zone], dossier.zones),
        "enterprise": (labels.KINDS[Enterprise], dossier.enterprises),
        "settlement": (labels.KINDS[Settlement], dossier.settlements),
        "evidence": (labels.KINDS[Evidence], files),
    }
    called, every = records.get(side, ("", ()))
    name = next((one.name for one in every if one.id == key), "")
    return f"{called} {name}".strip() or key


def _value(dossier: Dossier, side: str, name: str, value: Value) -> str:
    match value:
        case str() if name == "claim":
            return joined(place(dossier, value))
        case StrEnum():
            return wording.name(value)
        case tuple() if name == "fields":
            return "、".join(labels.field(_FIELDS_OF[side], str(one)) for one in value)
        case tuple():
            return "、".join(wording.name(one) if isinstance(one, StrEnum) else one for one in value)
        case date():
            return wording.day(value)
        case Fraction():
            return wording.points(value)
        case Decimal() | int():
            return wording.number(value)
        case _:
            return value


def joined(name: str) -> str:
    """With the space that stands between letters and the Chinese that follows."""
    return f"{name} " if name[-1:].isascii() else name


def _count(called: str, checks: int, places: int) -> str:
    return f"{called} {checks} 项 {places} 处" if checks else f"{called} 0 项"
