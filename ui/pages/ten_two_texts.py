"""What the page of 十有两禁 says in words: a cell, a line, the head, and where a checkpoint is from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app import wording, wording_verdict, wording_voices
from app.core import replies
from app.core.answers import Check, CheckState
from app.core.compare import Row
from app.core.dossier import Dossier, OpinionState
from app.core.standard import Checkpoint, LineState
from app.core.ten_two import LineResult, TenTwo
from ui import matching

UNSEEN = "未核查"
LAW_NOTE = "法定要求（危险化学品安全法）：单独核对，不计入十有两禁结论"


@dataclass(frozen=True, slots=True)
class Mark:
    """How a state is told: a sign, a short word, and the roles of text and ground."""

    sign: str
    word: str
    ink: str
    ground: str


_MARKS: dict[CheckState | None, Mark] = {
    CheckState.MET: Mark("✓", "满足", "good", "surface"),
    CheckState.PARTIAL: Mark("◐", "部分", "warn", "warn_ground"),
    CheckState.UNMET: Mark("✗", "不满足", "bad", "bad_ground"),
    CheckState.NOT_APPLICABLE: Mark("—", "不适用", "ink_soft", "raised"),
    None: Mark("·", UNSEEN, "ink_soft", "surface"),
}
FILLS = {
    LineState.COMPLETE: "d",
    LineState.BASIC: "c",
    LineState.INCOMPLETE: "a",
    LineState.NOT_APPLICABLE: "",
}
"""The letter of the grade whose colour a line's state wears, as in the charts."""


def mark(check: Check | None) -> Mark:
    """How a checkpoint's state is told."""
    return _MARKS[check.state if check else None]


def spoken(point: Checkpoint, check: Check | None) -> str:
    """A cell in words, for the tip and for who cannot see it."""
    state = wording.name(check.state) if check else UNSEEN
    reason = f"（{check.reason}）" if check and check.reason else ""
    return f"{point.id}{'（必备）' if point.required else ''} {point.text}：{state}{reason}"


_OPINIONS = {OpinionState.RETURNED: "退", OpinionState.MENDED: "改", OpinionState.ACCEPTED: "认"}


_CORNERS = {
    "退": "退回",
    "改": "退回后已处理",
    "认": "认可",
    "异": "专家意见不一致",
    "？": "待确认",
    wording_voices.OVER: "对照的一轮偏高",
    wording_voices.UNDER: "偏低",
    wording_voices.OTHER: "不同",
}


def signs(dossier: Dossier, rows: Mapping[str, Row]) -> Mapping[str, str]:
    """By checkpoint: one sign for what others say of it; the round beside by ▲ ▼ ≠, what waits by ？."""
    found = {}
    for point in dossier.judged.checkpoints:
        subject = f"check/{point.id}"
        said = dossier.opinions.get(subject)
        waits = "异" if replies.differing(dossier, subject) else "？" if subject in dossier.pending else ""
        if sign := _OPINIONS[said.state] if said else waits or wording_voices.sign(rows.get(subject)):
            found[point.id] = sign
    return found


def legend(signs: Mapping[str, str]) -> str:
    """What the signs in the corners mean, as far as there are any."""
    there = set(signs.values())
    parts = [f"{sign} {said}" for sign, said in _CORNERS.items() if sign in there]
    return f"　角标：{'　'.join(parts)}" if parts else ""


def rate(result: LineResult) -> str:
    """Met of applicable: '5/7'."""
    applicable = result.met + result.partial + result.unmet + result.unanswered
    return f"{result.met}/{applicable}" if applicable else "—"


def tally(found: TenTwo) -> str:
    """How far the twelve lines are."""
    states = Counter(result.state for result in found.lines)
    done = states[LineState.COMPLETE] + states[LineState.NOT_APPLICABLE]
    rest = "、".join(
        f"{wording.name(state)} {states[state]} 项"
        for state in (LineState.BASIC, LineState.INCOMPLETE, LineState.NOT_APPLICABLE)
        if states[state]
    )
    return f"已完成 {done}/{len(found.lines)}{f'（{rest}）' if rest else ''}"


def haves(found: TenTwo) -> str:
    """Whether the ten haves are basically complete."""
    return f"基本完成“十有”：{'是' if found.haves_basic else '否'}"


def seen(found: TenTwo) -> str:
    """How many checkpoints of the twelve lines were looked at."""
    asked = sum(r.met + r.partial + r.unmet + r.not_applicable + r.unanswered for r in found.lines)
    return f"已核查 {asked - found.unanswered}/{asked}"


def counting(found: TenTwo) -> tuple[str, str]:
    """Whether grade D may be counted as far as 十有两禁 goes, and the role that says so in colour."""
    top = f"{found.rule.needed_for.value} 级"
    if not found.rule.enabled:
        return f"本标准包未启用十有两禁完成要求，不影响{top}认定", "soft"
    if not found.looked_at:
        return f"十有两禁未核查：得分达到 {top}也不计入达标率", "warn"
    if found.done:
        return f"十有两禁均已达到要求：得分达到 {top}的可以计入达标率", "good"
    marks = "、".join(wording_verdict.line_mark(result.line) for result in found.open)
    return f"{len(found.open)} 项未达到要求（{marks}）：得分达到 {top}也不计入达标率", "bad"


def conclusion(dossier: Dossier) -> str:
    """What the round comes to now."""
    found = dossier.verdict
    return f"本轮：{wording_verdict.grade_of(found)}，{wording_verdict.conclusion(found)}"


def wanted(point: Checkpoint) -> str:
    """What to ask for, and how it is checked."""
    return f"核查方式：{wording_verdict.methods(point.method)}　所需资料：{'；'.join(point.evidence)}"


def source(point: Checkpoint) -> Iterator[str]:
    """Where a checkpoint is from, and what is usually done where it is not met."""
    yield "依据：" + "；".join(wording_verdict.basis(basis) for basis in point.basis)
    yield wording.since(point.in_force)
    yield f"常用措施：{point.measure}（{point.unit}）"


def haystack(point: Checkpoint) -> str:
    """Everything in which a search may find a checkpoint."""
    return matching.haystack(point.id, point.text, *point.evidence, *map(wording_verdict.basis, point.basis))
