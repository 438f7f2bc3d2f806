"""Where a round stands, in words: what was done with it, what can be done next, and why it was given back."""

from __future__ import annotations

from app import wording
from app.core import rounds
from app.core.dossier import Assessment, AssessmentState, Dossier, OpinionState
from app.core.rollup import Kind
from app.core.rounds import GivenBack, Turn

_NEXT = {
    AssessmentState.SUBMITTED: "复核人可以逐项认可（A）或退回（R），再认可或退回整轮。",
    AssessmentState.CONFIRMED: "确需修改，请由复核人写明原因重新打开。",
}


def name(head: Assessment) -> str:
    """What a round is called: '2026 自评'."""
    return f"{head.year} {wording.name(head.kind)}"


def standing(dossier: Dossier) -> str:
    """How far a round is, and what can be done with it next; empty for a draft."""
    match dossier.assessment.state:
        case AssessmentState.DRAFT:
            return ""
        case AssessmentState.RETURNED:
            return _returned(dossier)
        case _:
            return _closed(dossier)


def given_back(entry: GivenBack) -> str:
    """One line of 退回记录."""
    turn = "退回" if entry.turn is Turn.SEND_BACK else "重新打开"
    return f"{wording.day(entry.on)}　{entry.who}　{turn}：{entry.reason}"


def _closed(dossier: Dossier) -> str:
    """That the answers of a submitted or confirmed round are fixed, since when, and what can be done."""
    head = dossier.assessment
    submitted = head.state is AssessmentState.SUBMITTED
    # Rounds from before the day of submission was kept have one day only.
    day = (head.submitted_on or head.confirmed_on) if submitted else head.confirmed_on
    since = f"于 {wording.day(day)} " if day else ""
    done = "提交" if submitted else "认可" if head.kind is Kind.SELF else "确认"
    looked = _looked(dossier) if submitted else ""
    return f"{name(head)}已{since}{done}，作答已固定。{looked}{_NEXT[head.state]}"


def _returned(dossier: Dossier) -> str:
    """Why a round was given back, and how far what was returned has been dealt with."""
    head = dossier.assessment
    log = rounds.read_note(head.note)[1]
    why = f"：{log[-1].reason.rstrip('。')}" if log else ""
    turn = "重新打开" if log and log[-1].turn is Turn.REOPEN else "退回"
    back, mended = _count(dossier, OpinionState.RETURNED), _count(dossier, OpinionState.MENDED)
    items = f"退回的 {back + mended} 项中已处理 {mended} 项。" if back + mended else ""
    done = "确认" if head.kind is Kind.REVIEW else "提交"
    return f"{name(head)}已{turn}{why}。{items}修改后请再次{done}。"


def _looked(dossier: Dossier) -> str:
    every = {state: _count(dossier, state) for state in OpinionState}
    said = (
        (OpinionState.ACCEPTED, "认可"),
        (OpinionState.RETURNED, "退回"),
        (OpinionState.MENDED, "重新作答待审"),
    )
    parts = [f"{name} {every[state]} 项" for state, name in said if every[state]]
    return f"已{'、'.join(parts)}。" if parts else ""


def _count(dossier: Dossier, state: OpinionState) -> int:
    return sum(opinion.state is state for opinion in dossier.opinions.values())
