"""What others say of one question, in words: the reviewer, the round it is made beside, and each of the experts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from app import wording, wording_compare
from app.core import asked, replies, team
from app.core.answers import Chosen, Given
from app.core.compare import Direction, End, Row, Why
from app.core.dossier import Dossier, Opinion, OpinionState, Remark
from app.core.rollup import Kind
from app.core.team import Standing

OVER, UNDER, OTHER = "▲", "▼", "≠"
"""How the other round saw a question against this one: too good, too bad, or otherwise."""
_THEIRS = {Kind.SELF: "园区自评", Kind.EXPERT: "专家评级", Kind.REVIEW: "复核"}
_LEANS = {OVER: "偏高", UNDER: "偏低", OTHER: "不同"}
_ROLES = {OpinionState.ACCEPTED: "good", OpinionState.RETURNED: "bad", OpinionState.MENDED: "warn"}


@dataclass(frozen=True, slots=True)
class Heard:
    """All that others say of a question; what nobody says is empty."""

    opinion: str = ""
    opinion_role: str = "soft"
    beside: str = ""
    beside_more: str = ""
    """What the other round found and by what it is proved."""
    takeable: bool = False
    """Whether the other round's answer can be taken over as it is."""
    experts: tuple[str, ...] = ()
    pending: str = ""


def heard(dossier: Dossier, who: str, subject: str, rows: Mapping[str, Row]) -> Heard:
    """What ``who`` may hear of a question; ``rows`` are those of ``replies.beside``."""
    opinion = dossier.opinions.get(subject)
    row = rows.get(subject)
    return Heard(
        opinion=_opinion(opinion) if opinion else "",
        opinion_role=_ROLES[opinion.state] if opinion else "soft",
        beside=_beside(dossier, row) if row else "",
        beside_more=_more(dossier, subject) if row else "",
        takeable=row is not None and _takeable(row),
        experts=_experts(dossier, who, subject),
        pending="沿用原来的作答，待确认：按 Enter 确认，或另选。" if subject in dossier.pending else "",
    )


def sign(row: Row | None) -> str:
    """▲ where the other round saw it too good, ▼ too bad, ≠ otherwise than this one; else empty."""
    if row is None or row.left is None or row.right is None:
        return ""
    if row.left.given is None or row.right.given is None:
        return ""
    if row.direction is Direction.OVER:
        return OVER
    if row.direction is Direction.UNDER:
        return UNDER
    return OTHER if row.why is Why.NOT_APPLICABLE else ""


def refusal(row: Row) -> str:
    """Why the other round's answer cannot be taken over as it is; empty where it can."""
    if row.left is None:
        return "对照的一轮没有这一项。"
    if row.left.given is None:
        return "对照的一轮没有答这一项。"
    if row.why in {Why.TEXT, Why.SCORING}:
        return f"{wording_compare.why(row)}，不能直接采用。"
    return ""


def _takeable(row: Row) -> bool:
    """Whether there is something to take over, and it is not what stands there already."""
    ends = row.left, row.right
    given = [end.given if end else None for end in ends]
    return refusal(row) == "" and not team.same(*given)


def level(given: Given | None, said: str) -> str:
    """An answer in words, with the number of its level where it has one.

    >>> level(Chosen(2), "5 分：有规划")
    '第 3 档（5 分）：有规划'
    """
    if not isinstance(given, Chosen):
        return said
    points, _, criterion = said.partition("：")
    return f"第 {given.level + 1} 档（{points}）：{criterion}"


def theirs(dossier: Dossier) -> str:
    """What the round beside is called: 园区自评."""
    return _THEIRS[dossier.beside.assessment.kind] if dossier.beside else ""


def _opinion(said: Opinion) -> str:
    by = "，".join(filter(None, (said.who, wording.day(said.given_on) if said.given_on else "")))
    reason = said.reason.rstrip("。")
    match said.state:
        case OpinionState.ACCEPTED:
            return f"已认可（{by}）"
        case OpinionState.RETURNED:
            return f"退回：{reason}（{by}）"
        case OpinionState.MENDED:
            return f"退回后已处理，待复核。原意见：{reason}（{by}）"


def _beside(dossier: Dossier, row: Row) -> str:
    given = row.left.given if row.left else None
    leaning = sign(row)
    lean = f"　{leaning} {_LEANS[leaning]}" if leaning else ""
    return f"{theirs(dossier)}{lean}　{level(given, wording_compare.answer(row.left))}"


def _more(dossier: Dossier, subject: str) -> str:
    """Finding and evidence of the other round, in one line."""
    if dossier.beside is None:
        return ""
    remark = dossier.beside.remarks.get(subject, Remark())
    files = "、".join(one.name for one in dossier.beside.evidence.get(subject, ()))
    proved = "；".join(filter(None, (" ".join(remark.evidence.split()), files)))
    parts = (("存在问题", " ".join(remark.finding.split())), ("佐证", proved))
    return "　".join(f"{name}：{text}" for name, text in parts if text)


def _experts(dossier: Dossier, who: str, subject: str) -> tuple[str, ...]:
    held = dossier.team
    if held is None:
        return ()
    section = replies.section(dossier, subject)
    entry = asked.questions(dossier.standard, dossier.companion)[subject].entry
    lines = []
    for person, one in team.visible(held, section, subject, who).items():
        said = level(one.given, wording_compare.answer(End(entry, one.given, None, Fraction(0))))
        found = f"　存在问题：{' '.join(one.finding.split())}" if one.finding.strip() else ""
        lines.append(f"{person.name}　{said}{found}")
    return (*lines, *filter(None, (_standing(dossier, section, subject, who),)))


def _standing(dossier: Dossier, section: str, subject: str, who: str) -> str:
    held, current = dossier.team, asked.given(dossier.answers, subject)
    if held is None:
        return ""
    if team.settled(held, section, subject, current):
        return "组长已定，见下面所选。"
    assigned = held.assigned.get(section, frozenset())
    match team.standing(held, section, subject):
        case Standing.DIFFER:
            leads = held.leader_id in held.people and held.people[held.leader_id or ""].name == who
            return "意见不一致，请在下面选定。" if leads else "意见不一致，由组长确定。"
        case Standing.AGREED:
            return "各专家意见一致。" if len(assigned) > 1 else ""
        case Standing.WAITING:
            silent = [
                held.people[one].name for one in sorted(assigned) if held.judgement(subject, one) is None
            ]
            return f"还没有意见：{'、'.join(silent)}" if silent else "这一部分还没有分给专家。"
