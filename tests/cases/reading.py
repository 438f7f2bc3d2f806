"""How a case is written: the words of tests/cases/*.toml, and what they mean to the grading core."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from app.core import advice
from app.core.answers import (
    Answer,
    Answers,
    Check,
    CheckState,
    Chosen,
    Counted,
    NotApplicable,
    Reached,
    VetoMark,
    VetoState,
)
from app.core.reasons import Cause
from app.core.standard import Item, LineState, Standard
from app.core.verdict import Conclusion
from app.files import packs
from tests.core import standards

HERE = Path(__file__).parent
ROOT = HERE.parent.parent

CHECKS = {
    "满足": CheckState.MET,
    "部分满足": CheckState.PARTIAL,
    "不满足": CheckState.UNMET,
    "不适用": CheckState.NOT_APPLICABLE,
}
VETOES = {"没有": VetoState.CLEAR, "存在": VetoState.TRIGGERED, "停用": VetoState.OFF}
LINES = {
    "已完成": LineState.COMPLETE,
    "基本完成": LineState.BASIC,
    "未完成": LineState.INCOMPLETE,
    "不适用": LineState.NOT_APPLICABLE,
}
CONCLUSIONS = {
    "达到": Conclusion.REACHED,
    "十有两禁未完成": Conclusion.TEN_TWO_OPEN,
    "十有两禁未核查": Conclusion.TEN_TWO_UNKNOWN,
    "未达到": Conclusion.BELOW,
}
CAUSES = {
    Cause.LOST: "失分",
    Cause.NOT_APPLICABLE: "不适用",
    Cause.UNANSWERED: "未作答",
    Cause.SECTION_TOTAL: "方面合计",
    Cause.GATE_UNMET: "前置条件不满足",
    Cause.GATE_UNANSWERED: "前置条件未作答",
    Cause.BELOW_MINIMUM: "低于最低分",
    Cause.TOTAL: "合计",
    Cause.BAND: "等级",
    Cause.TRIGGERED: "存在否决情形",
    Cause.SWITCHED_OFF: "规则停用",
    Cause.NO_VETO: "没有否决情形",
    Cause.LINE_OPEN: "未达到要求",
    Cause.TEN_TWO_DONE: "十有两禁已完成",
    Cause.TEN_TWO_OPEN: "十有两禁未完成",
    Cause.TEN_TWO_UNKNOWN: "十有两禁未核查",
    Cause.TEN_TWO_OFF: "不要求十有两禁",
    Cause.NO_TEN_TWO: "没有十有两禁标准",
}


@dataclass(frozen=True)
class Case:
    """One case: a standard, what was answered, and what the law makes of it."""

    name: str
    standard: Standard
    companion: Standard | None
    answers: Answers
    expect: Mapping[str, Any]


def cases() -> Iterator[Case]:
    """Every case of every file, in order."""
    for path in sorted(HERE.glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        known = {name: standards.make(raw) for name, raw in table.get("standard", {}).items()}
        for raw in table["case"]:
            yield _case(raw, known)


def _case(raw: Mapping[str, Any], known: Mapping[str, Standard]) -> Case:
    strange = raw.keys() - {"name", "standard", "companion", "answers", "expect"}
    assert not strange, f"{raw['name']}: unknown keys {strange}"
    standard = _standard(raw["standard"], known)
    companion = _standard(raw["companion"], known) if "companion" in raw else None
    answers = answers_of(raw.get("answers", {}), standard, companion or standard)
    return Case(raw["name"], standard, companion, answers, raw["expect"])


def _standard(name: str, known: Mapping[str, Standard]) -> Standard:
    return known[name] if name in known else _loaded(name)


@cache
def _loaded(folder: str) -> Standard:
    return packs.load(ROOT / folder)


def answers_of(raw: Mapping[str, Any], standard: Standard, judged: Standard) -> Answers:
    """What was answered.

    ``items = "最好"`` or ``checks = "满足"`` answers all alike; ``but`` then says what differs.
    """
    but = raw.get("but", {})
    given = {**_all(raw.get("items", {}), standard.item), **but.get("items", {})}
    checks = {**_all(raw.get("checks", {}), judged.checkpoint), **but.get("checks", {})}
    return Answers(
        items={key: _answer(standard.item[key], value) for key, value in given.items() if value != "未作答"},
        gates=dict(raw.get("gates", {})),
        vetoes={key: VetoMark(*_stated(value, VETOES)) for key, value in raw.get("vetoes", {}).items()},
        checks={key: Check(*_stated(value, CHECKS)) for key, value in checks.items() if value != "未核查"},
    )


def _all(raw: Any, keys: Mapping[str, object]) -> dict[str, Any]:
    return dict.fromkeys(keys, raw) if isinstance(raw, str) else dict(raw)


def _answer(item: Item, raw: Any) -> Answer:
    """A number is a level, a table a count, ``3/4`` or ``50%`` a share, ``不适用：…`` out of it."""
    if isinstance(raw, int):
        return Chosen(raw)
    if isinstance(raw, Mapping):
        return Counted(dict(raw))
    if raw in {"最好", "最差"}:
        return advice.best(item) if raw == "最好" else advice.worst(item)
    if raw.startswith("不适用"):
        return NotApplicable(_stated(raw, {"不适用": None})[1])
    return Reached(Fraction(Decimal(raw[:-1])) / 100 if raw.endswith("%") else Fraction(raw))


def _stated(raw: str, states: Mapping[str, Any]) -> tuple[Any, str]:
    state, _, reason = raw.partition("：")
    return states[re.sub(r"\s", "", state)], reason
