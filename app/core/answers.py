"""What people answer: one frozen value per kind of question, and its form in files and records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any, assert_never

from app.core.entries import Deductions, Levels, Share, Sum
from app.core.standard import Checkpoint, Item, Veto
from app.errors import UserError


@dataclass(frozen=True, slots=True)
class Chosen:
    """A level of a 选档 item, counted from 0."""

    level: int


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each deduction occurred, or how many of each part are there; what is not named is 0."""

    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Reached:
    """The share reached, from 0 to 1, exact."""

    share: Fraction


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The item does not apply here, for this reason; it leaves both sides of the score."""

    reason: str


Answer = Chosen | Counted | Reached | NotApplicable


class CheckState(StrEnum):
    """What was found at a checkpoint."""

    MET = "met"
    PARTIAL = "partial"
    UNMET = "unmet"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Check:
    """A checkpoint's state; ``reason`` is required where it does not apply."""

    state: CheckState
    reason: str = ""


class VetoState(StrEnum):
    """Looked at and not so; so; or the rule switched off for this assessment."""

    CLEAR = "clear"
    TRIGGERED = "triggered"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class VetoMark:
    """A veto's state; ``reason`` says what was found, or why the rule is switched off (required)."""

    state: VetoState
    reason: str = ""


Given = Answer | Check | VetoMark | bool
"""What may be given as an answer: to an item, a checkpoint, a veto, or a gate (met or not)."""


@dataclass(frozen=True, slots=True)
class Answers:
    """All that was answered in one assessment, by id; what is missing is unanswered."""

    items: Mapping[str, Answer] = field(default_factory=dict)
    gates: Mapping[str, bool] = field(default_factory=dict)
    vetoes: Mapping[str, VetoMark] = field(default_factory=dict)
    checks: Mapping[str, Check] = field(default_factory=dict)


def fit(item: Item, answer: Answer) -> Answer:
    """Return ``answer`` if it can be an answer to ``item``, else raise UserError."""
    match answer:
        case NotApplicable(reason):
            if not reason.strip():
                raise UserError(f"第 {item.number} 项选了“不适用”，但没有写理由。", "请写明不适用的理由。")
        case Chosen(level):
            if not isinstance(item.scoring, Levels):
                raise _misfit(item)
            if not 0 <= level < len(item.scoring.levels):
                last = len(item.scoring.levels) - 1
                raise UserError(
                    f"第 {item.number} 项没有第 {level} 档。", f"档位从 0 数到 {last}，请重新选择。"
                )
        case Counted(counts):
            _fit_counts(item, counts)
        case Reached(share):
            if not isinstance(item.scoring, Share):
                raise _misfit(item)
            if not 0 <= share <= 1:
                raise UserError(f"第 {item.number} 项的比例超出 0 到 100%。", "请核对分子和分母后重填。")
        case _:
            assert_never(answer)
    return answer


def fit_check(point: Checkpoint, check: Check) -> Check:
    """Return ``check`` if it can stand at ``point``, else raise UserError."""
    if check.state is CheckState.NOT_APPLICABLE and not check.reason.strip():
        raise UserError(f"检查点 {point.id} 选了“不适用”，但没有写理由。", "请写明不适用的理由。")
    return check


def fit_mark(veto: Veto, mark: VetoMark) -> VetoMark:
    """Return ``mark`` if ``veto`` can be marked so, else raise UserError: no rule goes off silently."""
    if veto.enabled and mark.state is VetoState.OFF and not mark.reason.strip():
        raise UserError(f"否决情形 {veto.id} 已停用，但没有写理由。", "请写明停用该规则的理由，或恢复启用。")
    return mark


def _fit_counts(item: Item, counts: Mapping[str, int]) -> None:
    if isinstance(item.scoring, Deductions):
        most = {deduction.id: 1_000_000 for deduction in item.scoring.deductions}
    elif isinstance(item.scoring, Sum):
        most = {part.id: part.most for part in item.scoring.parts}
    else:
        raise _misfit(item)
    for key, count in counts.items():
        if key not in most:
            raise UserError(f"第 {item.number} 项没有“{key}”这一目。", f"可填的有：{'、'.join(most)}。")
        if not 0 <= count <= most[key]:
            raise UserError(
                f"第 {item.number} 项“{key}”的次数 {count} 不在 0 到 {most[key]} 之间。", "请核对后重填。"
            )


def _misfit(item: Item) -> UserError:
    names = {"levels": "选档", "deductions": "按次扣分", "sum": "累加", "share": "按比例分段"}
    return UserError(
        f"第 {item.number} 项（{item.id}）是“{names[item.scoring.kind]}”项，答案的形式不对。",
        "请按该项的计分方式填写。",
    )


def to_data(answer: Given) -> dict[str, Any]:
    """The answer as plain data for JSON; its reason goes along where it has one."""
    match answer:
        case bool():
            return {"met": answer}
        case Chosen(level):
            return {"level": level}
        case Counted(counts):
            return {"counts": {key: counts[key] for key in sorted(counts) if counts[key]}}
        case Reached(share):
            return {"share": str(share)}
        case NotApplicable(reason):
            return {"not_applicable": reason}
        case Check(state, reason):
            return {"check": state.value, "reason": reason}
        case VetoMark(state, reason):
            return {"veto": state.value, "reason": reason}
        case _:
            assert_never(answer)


# What str(Fraction) writes; bounded, because Fraction("1e999999999") would fill the memory.
_FRACTION = re.compile(r"-?[0-9]{1,100}(/[0-9]{1,100})?")


def from_data(data: Mapping[str, Any]) -> Given:
    """The inverse of ``to_data``; UserError where the data is nothing that it writes."""
    try:
        match dict(data):
            case {"met": bool(met)}:
                return met
            case {"level": level} if type(level) is int:
                return Chosen(level)
            case {"counts": dict(counts)} if all(type(count) is int for count in counts.values()):
                return Counted({str(key): count for key, count in counts.items() if count})
            case {"share": str(share)} if _FRACTION.fullmatch(share):
                return Reached(Fraction(share))
            case {"not_applicable": str(reason)}:
                return NotApplicable(reason)
            case {"check": str(state), "reason": str(reason)}:
                return Check(CheckState(state), reason)
            case {"veto": str(state), "reason": str(reason)}:
                return VetoMark(VetoState(state), reason)
    except (ValueError, ZeroDivisionError):
        pass
    raise UserError(f"答案“{dict(data)}”无法识别。", "记录可能被改动过，请运行 parkgrade store check。")
