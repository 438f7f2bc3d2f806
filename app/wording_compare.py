"""How two rounds beside each other are put into words: changes, directions, and the finding in one line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import assert_never

from app import wording, wording_round, wording_verdict
from app.core.answers import Check, CheckState, Given, NotApplicable, VetoMark
from app.core.asked import Entry, Group
from app.core.compare import Change, Comparison, Difference, Direction, Effect, End, Row, Why
from app.core.dossier import Assessment
from app.core.overrated import Overrated
from app.core.rollup import Kind
from app.core.standard import Checkpoint, Gate, Item, Line, Veto

CHANGES: Mapping[Change, str] = {
    Change.NEW: "新增",
    Change.WORSE: "变差",
    Change.BETTER: "好转",
    Change.FIXED: "已消除",
    Change.SAME: "相同",
    Change.NOT_COMPARABLE: "不可比",
}
DIRECTIONS: Mapping[Direction, str] = {
    Direction.OVER: "高估",
    Direction.UNDER: "低估",
    Direction.AGREE: "一致",
}
REGION_BASIS = (
    "口径：各园区已结束的自评与同年复核（没有复核的取专家评级）逐项对照，只计两边都作答、"
    "要求和计分方式都相同的项；自评分高于后者即为高估"
)


def signed(value: Fraction) -> str:
    """A difference in points with its sign.

    >>> signed(Fraction(-12)), signed(Fraction(1, 2)), signed(Fraction(0))
    ('−12', '+0.5', '0')
    """
    return f"{_sign(value)}{wording.points(abs(value))}"


def score_difference(left: Fraction, right: Fraction) -> str:
    """How far the right score is from the left, so that both as they are shown and this add up.

    >>> score_difference(Fraction(85), Fraction(84995, 1000)), score_difference(Fraction(80), Fraction(84))
    ('−0.01', '+4.00')
    """
    shown = [Fraction(wording.score(value)) for value in (left, right)]
    value = shown[1] - shown[0]
    return f"{_sign(value)}{wording.score(abs(value))}"


def mark(entry: Entry) -> str:
    """What a question is called in a narrow column."""
    return str(entry.number) if isinstance(entry, Item) else entry.id


def title(entry: Entry) -> str:
    """What a question is called at the head of a pane."""
    match entry:
        case Item():
            return f"第 {entry.number} 项（{entry.id}）"
        case Gate():
            return f"前置条件 {entry.id}"
        case Veto():
            return f"否决情形 {entry.id}"
        case Checkpoint():
            return f"检查点 {entry.id}{'（必备）' if entry.required else ''}"


def group(found: Group) -> str:
    """What a section, a line or the vetoes are called."""
    if found.of is None:
        return "否决情形"
    return wording_verdict.line(found.of) if isinstance(found.of, Line) else found.of.title


def brief(end: End | None) -> str:
    """An answer in a narrow column."""
    if end is None:
        return "—"
    if isinstance(end.entry, Item):
        if end.given is None:
            return wording.UNANSWERED
        return "不适用" if end.level is None else f"{wording.points(end.level)} 分"
    return _named(end.given)


def answer(end: End | None) -> str:
    """An answer in full, with the words of its edition."""
    return said(end.entry, end.given) if end else "这一轮所用的标准包没有这一项。"


def said(entry: Entry, given: Given | None) -> str:
    """What was answered to a question, in full."""
    if isinstance(entry, Item):
        return wording_verdict.answer(entry, None if isinstance(given, Check | VetoMark | bool) else given)
    reason = given.reason if isinstance(given, Check | VetoMark) else ""
    return f"{_named(given)}：{reason}" if reason else _named(given)


def why(row: Row) -> str:
    """Why a question cannot be compared; empty where it can."""
    match row.why:
        case None:
            return ""
        case Why.ABSENT:
            return f"{'左侧' if row.left is None else '右侧'}所用的标准包没有这一项"
        case Why.TEXT:
            return "两个标准包对这一项的文字要求不同"
        case Why.SCORING:
            return "两个标准包对这一项的计分方式不同"
        case Why.UNANSWERED:
            return f"{_which(row, unanswered=True)}没有作答"
        case Why.NOT_APPLICABLE:
            return f"{_which(row, unanswered=False)}选了不适用"
        case _:
            assert_never(row.why)


def effect(found: Comparison, given: Effect) -> str:
    """What the left would come to if the right's answer to one question were taken."""
    before = found.left.verdict
    change = score_difference(before.score, before.score + given.score)
    grade = wording_verdict.grade_in(before.standard, given.grade)
    if given.grade is not before.grade:
        return f"得分 {change}，变为 {grade}"
    return f"得分 {change}" if given.score else "得分不变"


def rates(left: Assessment, right: Assessment) -> bool:
    """Whether the right is a later view of what the left says of itself, so that one may speak of over-rating."""
    later = left.kind is Kind.SELF and right.kind is not Kind.SELF and left.park_id == right.park_id
    return later and (left.year == right.year or right.based_on == left.id)


def round_name(head: Assessment, park: str = "") -> str:
    """A round, with its park where rounds of several stand beside each other."""
    return f"{park} {wording_round.name(head)}".strip()


def names(heads: tuple[Assessment, Assessment], parks: tuple[str, str]) -> tuple[str, str]:
    """The two rounds, as briefly as tells them apart."""
    left, right = heads
    if left.park_id != right.park_id:
        return round_name(left, parks[0]), round_name(right, parks[1])
    if left.year == right.year and left.kind is not right.kind:
        return wording.name(left.kind), wording.name(right.kind)
    return round_name(left), round_name(right)


def finding(found: Comparison, called: tuple[str, str], *, rated: bool) -> str:
    """The whole comparison in one line: the score, the grade, how many items, and the worst section."""
    left, right = found.left.verdict, found.right.verdict
    parts = [_scores(found, called), _counts(found, rated=rated)]
    if left.grade is not right.grade:
        grades = (wording_verdict.grade_of(each) for each in (left, right))
        parts[0] += f"（{' → '.join(grades)}）"
    worst = min(found.sections, key=lambda section: section.points, default=None)
    if worst is not None and worst.points < 0:
        said = "高估最多的方面是" if rated else "失分增加最多的方面是"
        parts.append(f"{said}{worst.section.title}（{signed(worst.points)} 分）")
    return "；".join(parts)


def caution(found: Comparison, called: tuple[str, str]) -> str:
    """What bears on reading it: rounds not answered whole, questions not comparable; empty where nothing does."""
    parts = []
    for side, name in zip((found.left, found.right), called, strict=True):
        if side.verdict.provisional:
            parts.append(f"{name}尚有 {len(side.verdict.unanswered)} 项未作答，得分按最低档暂计")
    out = sum(row.change is Change.NOT_COMPARABLE for row in found.rows)
    if out:
        parts.append(f"另有 {out} 处不可比，没有计入")
    return "；".join(parts)


def section_words(one: Difference, *, rated: bool) -> str:
    """A section's bar on a chart."""
    if not one.compared:
        return "没有可比的项"
    words = ("高估", "低估") if rated else ("变差", "变好")
    counts = [f"{word} {count} 项" for word, count in zip(words, (one.over, one.under), strict=True) if count]
    counted = f"（{'、'.join(counts)}）" if counts else ""
    return f"{signed(one.points)} 分{counted}"


def basis(found: Comparison, called: tuple[str, str], on: date) -> str:
    """The note below a chart of two rounds."""
    compared = sum(section.compared for section in found.sections)
    editions = dict.fromkeys(
        wording_verdict.edition_brief(side.standard) for side in (found.left, found.right)
    )
    return (
        f"口径：{called[1]}减{apart(called[0])}的原始分，只计可比的 {compared} 项；"
        f"依据：{'、'.join(editions)}；截至 {wording.day(on)}"
    )


def region_finding(place: str, parks: int, items: tuple[Overrated, ...]) -> str:
    """What committees of a region over-rate most often, as a chart's title says it."""
    worst = next((one for one in items if one.over), None)
    if worst is None:
        return f"{place} {parks} 个园区的自评没有高估的项"
    return (
        f"{place}：第 {worst.item.number} 项最常被高估，{worst.compared} 个园区中有 {worst.over} 个"
        f"（{wording.percent(worst.share)}），平均高估 {mean(worst.mean)} 分"
    )


def apart(name: str) -> str:
    """A round's name within a sentence: a year that it begins with stands apart from the character before.

    >>> apart("2026 自评"), apart("自评")
    (' 2026 自评', '自评')
    """
    return f" {name}" if name[:1].isdigit() else name


def mean(value: Fraction) -> str:
    """An average of points, to two decimals.

    >>> mean(Fraction(8, 3)), mean(Fraction(3))
    ('2.66', '3')
    """
    return wording.points(value) if wording.decimal(value) is not None else wording.score(value)


def _scores(found: Comparison, called: tuple[str, str]) -> str:
    left, right = (Fraction(wording.score(side.verdict.score)) for side in (found.left, found.right))
    if left == right:
        return f"{called[1]}与{apart(called[0])}得分相同（{wording.score(left)} 分）"
    return f"{called[1]}比{apart(called[0])}{'低' if right < left else '高'} {wording.score(abs(right - left))} 分"


def _counts(found: Comparison, *, rated: bool) -> str:
    if rated:
        over, under = (len(found.items(way)) for way in (Direction.OVER, Direction.UNDER))
        return f"高估 {over} 项，低估 {under} 项" if over or under else "逐项一致"
    counts = [
        f"{CHANGES[change]} {count} 处"
        for change in (Change.NEW, Change.WORSE, Change.BETTER, Change.FIXED)
        if (count := sum(row.change is change for row in found.rows))
    ]
    return "，".join(counts) or "可比的各项都没有变化"


def _which(row: Row, *, unanswered: bool) -> str:
    ends = (("左侧", row.left), ("右侧", row.right))
    lacking = [side for side, end in ends if end and end.level is None and (end.given is None) is unanswered]
    return "、".join(lacking)


def _named(given: Given | None) -> str:
    match given:
        case None:
            return wording.UNANSWERED
        case bool():
            return wording.name(CheckState.MET if given else CheckState.UNMET)
        case Check(state) | VetoMark(state):
            return wording.name(state)
        case NotApplicable():
            return "不适用"
        case _:
            return ""


def _sign(value: Fraction) -> str:
    return "−" if value < 0 else "+" if value > 0 else ""
