"""How the way to grade D is put into words: what it takes, how another differs from it, and what forbids every way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from app import wording, wording_compare, wording_verdict
from app.core import asked, scoring
from app.core.answers import Check, Given, VetoMark
from app.core.asked import Question
from app.core.shortest import Aim, Block, Cause, Found, Way
from app.core.standard import Item, Standard

AIMS: Mapping[Aim, str] = {Aim.CHEAPEST: "最省钱", Aim.FASTEST: "最快", Aim.FEWEST: "最少工程"}
"""What a way is wanted to be first of all."""
_BETTER = {Aim.CHEAPEST: "更省钱", Aim.FASTEST: "更快", Aim.FEWEST: "工程更少"}
_MOST = 4
"""So many questions are named one by one."""


def way(found: Way) -> str:
    """A way in one line.

    >>> way(Way({}, Decimal("4592.00"), 540, 9, Fraction(86)))
    '4,592 万元，540 天，工程 9 项，86.00 分'
    """
    unknown = f"（另有 {len(found.unknown)} 项投入未知）" if found.unknown else ""
    took = f"{wording.grouped(found.cost)} 万元{unknown}，{found.days} 天，工程 {found.works} 项"
    return f"{took}，{wording.score(found.score)} 分"


def answer(found: Found, aim: Aim) -> str:
    """What was found by this aim, and how sure that is; empty where there is no way."""
    if found.best is None:
        return ""
    others = f"；另列次优 {len(found.others)} 条" if found.others else "，也没有其他路径可选"
    told = f"按“{AIMS[aim]}”求得达到 D 级的路径，已证明没有{_BETTER[aim]}的{others}。"
    open_ = len(found.best.to_answer)
    return f"{told}尚有 {open_} 项未作答，按最低计也达到 D 级，仍须作答。" if open_ else told


def difference(one: Way, best: Way, standard: Standard, companion: Standard | None) -> str:
    """What another way does otherwise than the best, and what that costs or saves."""
    questions = asked.questions(standard, companion)
    more = [subject for subject in one.changes if subject not in best.changes]
    less = [subject for subject in best.changes if subject not in one.changes]
    other = [
        f"{_name(questions[subject])}{_to(questions[subject], value, whole=True)}"
        for subject, value in one.changes.items()
        if subject in best.changes and best.changes[subject] != value
    ]
    named = (
        (
            "增做",
            [
                f"{_name(questions[subject])}{_to(questions[subject], one.changes[subject])}"
                for subject in more
            ],
        ),
        ("不做", [_name(questions[subject]) for subject in less]),
        ("改为", other),
    )
    parts = [f"{verb}{_listed(names)}" for verb, names in named if names]
    return "；".join([*parts, *_margins(one, best)])


def block(found: Block, standard: Standard, companion: Standard | None) -> str:
    """Why there is no way, in one sentence."""
    match found.cause:
        case Cause.VETO:
            veto = standard.veto[found.subject]
            text = wording.quoted(veto.text.rstrip("。"))
            return f"否决情形 {veto.id}{text}标为不能改变，等级不高于 {veto.effect.value} 级。"
        case Cause.NO_TEN_TWO:
            return "没有十有两禁的核查标准，按这个标准包不能认定为达到 D 级。"
        case Cause.LINE:
            return _line(found, companion or standard)
        case Cause.GATE:
            return f"{_section(found, standard)}的前置条件标为不能改变，本方面不得分，其余各项的分数不够。"
        case Cause.SECTION:
            best, needed = (wording.points(value or Fraction(0)) for value in (found.best, found.needed))
            return f"{_section(found, standard)}最多只能得 {best} 分，低于最低分 {needed} 分。"
        case Cause.TOTAL:
            score, border = (wording.score(value or Fraction(0)) for value in (found.best, found.needed))
            return f"可以改变的各项都整改到最好，得分也只有 {score} 分，达不到 D 级的 {border} 分。"
        case Cause.BUDGET:
            limit, least = (_money(value) for value in (found.needed, found.best))
            return f"预算上限 {limit} 万元不够：其他条件不变时，达到 D 级至少需要 {least} 万元。"
        case Cause.DAYS:
            limit, least = (wording.points(value or Fraction(0)) for value in (found.needed, found.best))
            return f"距完成期限 {limit} 天，时间不够：其他条件不变时，达到 D 级至少需要 {least} 天。"
        case _:
            assert_never(found.cause)


def _line(found: Block, judged: Standard) -> str:
    line = next(line for line in judged.lines if line.id == found.subject)
    points = f"检查点{'、'.join(found.points)}标为不能改变" if found.points else "达不到要求"
    return f"{wording_verdict.line(line)}不能完成：{points}，十有两禁未完成的不能认定为 D 级。"


def _section(found: Block, standard: Standard) -> str:
    """A section by its own id or by that of its gate."""
    for section in standard.sections:
        if found.subject in (section.id, section.gate.id if section.gate else section.id):
            return f"方面{wording.quoted(section.title)}"
    return found.subject


def _margins(one: Way, best: Way) -> Iterable[str]:
    """How much more or less it takes."""
    cost, days, works = one.cost - best.cost, one.days - best.days, one.works - best.works
    for value, unit in ((cost, "万元"), (Decimal(days), "天"), (Decimal(works), "项")):
        if value:
            yield f"{'多' if value > 0 else '少'} {wording.grouped(abs(value))} {unit}"


def _name(question: Question) -> str:
    entry = question.entry
    return f"第 {entry.number} 项" if isinstance(entry, Item) else wording_compare.mark(entry)


def _to(question: Question, value: Given, *, whole: bool = False) -> str:
    """How far an item is brought; where that is the whole way, only if asked for."""
    entry = question.entry
    if not isinstance(entry, Item) or isinstance(value, bool | Check | VetoMark):
        return ""
    got = scoring.points(entry, value)
    return f"到 {wording.points(got)} 分" if whole or got < entry.full else ""


def _listed(names: list[str]) -> str:
    more = f"等 {len(names)} 项" if len(names) > _MOST else ""
    return f"{'、'.join(names[:_MOST])}{more}"


def _money(value: Fraction | None) -> str:
    exact = wording.decimal(value or Fraction(0))
    return wording.points(value or Fraction(0)) if exact is None else wording.grouped(exact)
