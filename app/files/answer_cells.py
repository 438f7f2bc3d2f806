"""What the cells of an answer sheet mean: a level, points, counts, a share or a state, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from app import wording
from app.core.answers import CheckState, Chosen, Counted, Reached, VetoState
from app.core.entries import Levels
from app.errors import UserError

NOT_APPLICABLE = frozenset({"n/a", "na", "不适用", CheckState.NOT_APPLICABLE.value})
"""What a cell may say where the question does not apply; the reason stands in its own column."""

State = TypeVar("State", bound=StrEnum)
Meaning = TypeVar("Meaning")

# Nine places before and after the point are enough for every table, and keep exact arithmetic cheap.
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_COUNT = re.compile(r"([A-Za-z0-9._-]+)\s*[=:]\s*([0-9]{1,7})")
_PART_OF_WHOLE = re.compile(r"([0-9]{1,9})\s*/\s*([0-9]{1,9})")
_NOTHING = frozenset({"0", "无", "none"})


def _words(states: type[State], also: Mapping[str, State]) -> dict[str, State]:
    """A state by its id, by the words of the window, and by what people write besides."""
    named = {wording.name(state): state for state in states}
    return {**{state.value: state for state in states}, **named, **also}


_CHECKS = _words(
    CheckState,
    {"部分": CheckState.PARTIAL, **dict.fromkeys(NOT_APPLICABLE, CheckState.NOT_APPLICABLE)},
)
_VETOES = _words(
    VetoState,
    {
        **dict.fromkeys(("无", "不存在", "未触发"), VetoState.CLEAR),
        **dict.fromkeys(("存在", "触发"), VetoState.TRIGGERED),
        "停用": VetoState.OFF,
    },
)
_GATES = {
    **dict.fromkeys(("yes", "是", "met", "满足"), True),
    **dict.fromkeys(("no", "否", "unmet", "不满足"), False),
}


def level(scoring: Levels, cell: str) -> Chosen:
    """The level at this position, counted from 0; UserError where there is none.

    >>> level(Levels.model_construct(levels=(1, 2, 3)), "2")
    Chosen(level=2)
    """
    last = len(scoring.levels) - 1
    if not re.fullmatch("[0-9]{1,9}", cell) or int(cell) > last:
        raise UserError(f"没有第“{_shown(cell)}”档", f"档位从 0 数到 {last}，填其中一个整数。")
    return Chosen(int(cell))


def points(scoring: Levels, cell: str) -> Chosen:
    """The level worth exactly these points; UserError where none is."""
    worth = [Fraction(level.points) for level in scoring.levels]
    given = Fraction(cell) if _NUMBER.fullmatch(cell) else None
    if given not in worth:
        exist = "、".join(map(wording.points, worth))
        raise UserError(f"没有得 {_shown(cell)} 分的档", f"本项各档的分值是 {exist}，填其中一个。")
    return Chosen(worth.index(given))


def counts(cell: str) -> Counted:
    """How often each deduction or part occurs; UserError where one is named twice or cannot be read.

    >>> counts("power=2; rack=1").counts
    {'power': 2, 'rack': 1}
    >>> counts("0").counts
    {}
    """
    if cell.lower() in _NOTHING:
        return Counted({})
    found: dict[str, int] = {}
    for part in cell.rstrip("; ").split(";"):
        match = _COUNT.fullmatch(part.strip())
        if not match:
            raise UserError(
                f"“{_shown(part)}”不是次数", "写成 编号=次数，各目用分号隔开，如 a=2;b=1；都没有就填 0。"
            )
        key, count = match.groups()
        if key in found:
            raise UserError(f"“{key}”写了两次", "每一目只写一次，次数合在一起。")
        found[key] = int(count)
    return Counted(found)


def share(cell: str) -> Reached:
    """The share reached, exact: part/whole or a percentage; UserError where it is neither, or over 1.

    >>> share("3/4"), share("62.5%")
    (Reached(share=Fraction(3, 4)), Reached(share=Fraction(5, 8)))
    """
    match = _PART_OF_WHOLE.fullmatch(cell)
    number = cell.removesuffix("%").rstrip()
    if match and int(match[2]):
        found = Fraction(int(match[1]), int(match[2]))
    elif number != cell and _NUMBER.fullmatch(number):
        found = Fraction(number) / 100
    else:
        raise UserError(f"“{_shown(cell)}”不是比例", "写成 3/4（分子/分母，分母不为 0）或 75% 这样。")
    if found > 1:
        raise UserError(f"比例“{_shown(cell)}”超过 100%", "请核对分子和分母后重填。")
    return Reached(found)


def check(cell: str) -> CheckState:
    """A checkpoint's state in English or Chinese."""
    return _known(
        _CHECKS, cell, "检查点", "满足、部分满足、不满足、不适用，或 met、partial、unmet、not_applicable"
    )


def veto(cell: str) -> VetoState:
    """A veto's state in English or Chinese; 是 and 否 are refused, since of what they say so is not clear."""
    return _known(_VETOES, cell, "否决情形", "存在、无、停用，或 triggered、clear、off")


def switched_off(cell: str) -> bool:
    """Whether a cell says that a veto rule is switched off."""
    return _VETOES.get(cell.lower()) is VetoState.OFF


def gate(cell: str) -> bool:
    """Whether a section's gate is met, in English or Chinese."""
    return _known(_GATES, cell, "前置条件", "是、否，或 yes、no")


def _known(words: Mapping[str, Meaning], cell: str, kind: str, allowed: str) -> Meaning:
    if cell.lower() not in words:
        raise UserError(f"{kind}的状态“{_shown(cell)}”无法识别", f"可填：{allowed}。")
    return words[cell.lower()]


def _shown(cell: str) -> str:
    return f"{cell[:20]}…" if len(cell) > 20 else cell
