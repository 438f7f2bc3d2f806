"""How editions are put into words beside each other: what became of each question, and what stands in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, assert_never

from app import wording, wording_compare, wording_verdict
from app.core.edition_diff import Difference, Fate, Question, Ruling
from app.core.entries import Deductions, Entry, Grade, Levels, Scoring, Share, Status, Sum
from app.core.standard import Band, Item, Minimum, Standard, TenTwoRule, Veto

FATES: Mapping[Fate, str] = {
    Fate.CARRIED: "沿用",
    Fate.REWORDED: "文字改动",
    Fate.LEVELS_CHANGED: "计分变动",
    Fate.NEW: "新增",
    Fate.RETIRED: "取消",
}
MEANINGS: Mapping[Fate, str] = {
    Fate.CARRIED: "文字和计分都相同，原作答照用",
    Fate.REWORDED: "计分相同，文字不同，原作答预填，逐项确认后才算作答",
    Fate.LEVELS_CHANGED: "可答的档位、分值或后果不同，不带入作答，只带入问题和佐证",
    Fate.NEW: "原标准包没有，未作答",
    Fate.RETIRED: "新标准包没有，只留在原来的一轮里",
}
_FIELDS: Mapping[str, str] = {
    "section": "方面",
    "line": "所属条",
    "number": "序号",
    "basis": "依据",
    "in_force": "施行日期",
    "status": "核对状态",
    "evidence": "所需资料",
    "method": "检查方式",
    "measure": "常用措施",
    "unit": "责任单位",
    "days": "天数",
    "cost": "费用",
    "enabled": "启用",
    "reason": "判定理由",
    "required": "必备",
}


def body(question: Question, standard: Standard) -> str:
    """All that an answer rests on, line by line; grades by the names that ``standard`` gives them."""
    lines = [question.text]
    if isinstance(question, Item):
        lines += _scoring(question.scoring)
    if isinstance(question, Veto):
        lines.append(f"存在时最高评 {_grade(standard, question.effect)}")
    return "\n".join(lines)


def counts(found: Iterable[Fate]) -> str:
    """How many questions came to what.

    >>> counts([Fate.NEW, Fate.CARRIED, Fate.CARRIED])
    '沿用 2，新增 1'
    """
    many = Counter(found)
    return "，".join(f"{word} {many[fate]}" for fate, word in FATES.items() if many[fate])


def fields(difference: Difference) -> str:
    """What differs besides, and touches no answer."""
    return "、".join(_FIELDS.get(name, name) for name in difference.fields)


def ruling(found: Ruling, old: Standard, new: Standard) -> str:
    """A rule that asks nothing, before and after."""
    kind, _, key = found.key.partition("/")
    name = {"band": "等级", "minimum": f"方面 {key} 最低分", "ten_two": "十有两禁判定规则"}[kind]
    return f"{name}：{_rule(found.old, old)} → {_rule(found.new, new)}"


def comparison(
    old: Standard, new: Standard, differences: Iterable[Difference], rulings: Iterable[Ruling]
) -> Iterator[str]:
    """Everything that differs between two editions, line by line, for a console."""
    told = tuple(differences)
    yield f"与“{edition(old)}”比较：{counts(one.fate for one in told) or '都没有条目'}。"
    yield from (f"  {ruling(one, old, new)}" for one in rulings)
    for one in told:
        if one.fate is not Fate.CARRIED:
            yield f"  {FATES[one.fate]}：{wording_compare.title(one.question)}：{one.question.text}"
    touched = sum(one.fate is Fate.CARRIED and bool(one.fields) for one in told)
    if touched:
        yield f"  另有 {touched} 条只改了依据、核对状态、措施等，不影响作答。"
    if old.edition.points_status is not new.edition.points_status:
        yield f"  分值核对状态：{_status(old)} → {_status(new)}"


def edition(standard: Standard) -> str:
    """An edition by title and version, as it is told apart from its other versions.

    >>> from app.core.standard import Edition
    >>> made = Edition.model_construct(id="x", title="工作表", version="1.0")
    >>> edition(Standard(made, "0"))
    '工作表 v1.0'
    """
    return f"{standard.edition.title} v{standard.edition.version.removeprefix('v')}"


def tally(standard: Standard) -> Mapping[Status, int]:
    """How many items and checkpoints of an edition are in each state of checking."""
    return Counter(entry.status for entry in (*standard.items, *standard.checkpoints))


def _status(standard: Standard) -> str:
    return wording.name(standard.edition.points_status)


def _scoring(scoring: Scoring) -> list[str]:
    match scoring:
        case Levels(levels=levels):
            return [f"{wording.number(level.points)} 分：{level.criterion}" for level in levels]
        case Deductions(deductions=deductions):
            head = f"满分 {wording.number(scoring.points)}，底分 {wording.number(scoring.floor)}"
            each = [(one.text, one.points, _most(one.limit, "最多扣 {} 分")) for one in deductions]
            return [head, *(f"扣 {wording.number(points)} 分：{text}{most}" for text, points, most in each)]
        case Sum(parts=parts):
            head = f"满分 {wording.number(scoring.points)}"
            counted = [(one.text, one.points, _most(one.most, "最多计 {} 个")) for one in parts]
            return [
                head,
                *(f"得 {wording.number(points)} 分：{text}{most}" for text, points, most in counted),
            ]
        case Share(part=part, whole=whole, steps=steps):
            reached = [
                f"{wording.percentage(step.at_least)} 起 {wording.number(step.points)} 分：{step.criterion}"
                for step in steps
            ]
            return [f"比例：{part}÷{whole}", *reached]
        case _:
            assert_never(scoring)


def _most(value: Any, sentence: str) -> str:
    return "" if value is None else f"（{sentence.format(wording.number(value))}）"


def _rule(rule: Entry | None, standard: Standard) -> str:
    match rule:
        case Band(at_least=at_least, below=below):
            upper = f"，不到 {wording.number(below)} 分" if below is not None else ""
            return f"{wording.grade(rule.grade, rule.name)} {wording.number(at_least)} 分起{upper}"
        case Minimum(points=points, percent=percent, cap=cap):
            least = f"满分的 {wording.percentage(percent)}" if percent is not None else _points(points)
            return f"{least}，不够的最高评 {_grade(standard, cap)}"
        case TenTwoRule(basic_percent=percent, needed_for=grade, needed_state=state, enabled=on):
            needed = f"{_grade(standard, grade)} 要求{wording.name(state)}{'' if on else '，未启用'}"
            return f"满足率 {wording.percentage(percent)} 为基本完成，{needed}"
        case _:
            return "无"


def _points(points: Decimal | None) -> str:
    return "" if points is None else f"{wording.number(points)} 分"


def _grade(standard: Standard, grade: Grade) -> str:
    """A grade with its name; an edition of checkpoints alone has no names for grades."""
    return wording_verdict.grade_in(standard, grade) if standard.bands else f"{grade.value} 级"
