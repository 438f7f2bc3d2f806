"""A round's way through its states, the log of why it was given back, and the round that it can be made beside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.dossier import Assessment, AssessmentState
from app.core.rollup import Kind

_DRAFT, _SUBMITTED = AssessmentState.DRAFT, AssessmentState.SUBMITTED
_RETURNED, _CONFIRMED = AssessmentState.RETURNED, AssessmentState.CONFIRMED


class Turn(StrEnum):
    """What can be done to a round as a whole."""

    SUBMIT = "submit"
    SEND_BACK = "send_back"
    CONFIRM = "confirm"
    REOPEN = "reopen"


_TWO_HANDS = {
    (_DRAFT, Turn.SUBMIT): _SUBMITTED,
    (_RETURNED, Turn.SUBMIT): _SUBMITTED,
    (_SUBMITTED, Turn.SEND_BACK): _RETURNED,
    (_SUBMITTED, Turn.CONFIRM): _CONFIRMED,
    (_CONFIRMED, Turn.REOPEN): _RETURNED,
}
_ONE_HAND = {
    (_DRAFT, Turn.CONFIRM): _CONFIRMED,
    (_RETURNED, Turn.CONFIRM): _CONFIRMED,
    (_CONFIRMED, Turn.REOPEN): _RETURNED,
}
_WAYS = {Kind.SELF: _TWO_HANDS, Kind.EXPERT: _TWO_HANDS, Kind.REVIEW: _ONE_HAND}
"""Who reviews confirms what he found himself; all others submit it to him."""


def after(kind: Kind, state: AssessmentState, turn: Turn) -> AssessmentState | None:
    """The state that this turn leads to; None where it cannot be taken.

    >>> after(Kind.SELF, AssessmentState.DRAFT, Turn.CONFIRM) is None
    True
    >>> after(Kind.REVIEW, AssessmentState.DRAFT, Turn.CONFIRM).value
    'confirmed'
    """
    return _WAYS[kind].get((state, turn))


def last_turn(kind: Kind) -> Turn:
    """How those who answer a round bring it to its end."""
    return Turn.CONFIRM if kind is Kind.REVIEW else Turn.SUBMIT


def records_result(kind: Kind, turn: Turn) -> bool:
    """Whether the result is written down at this turn: the committee's own when it is submitted."""
    return turn is (Turn.SUBMIT if kind is Kind.SELF else Turn.CONFIRM)


@dataclass(frozen=True, slots=True)
class GivenBack:
    """One line of 退回记录: on which day who gave the round back, by which turn, and why."""

    on: date
    who: str
    turn: Turn
    reason: str


_SAID = {Turn.SEND_BACK: "退回", Turn.REOPEN: "重新打开"}
_TURNS = {said: turn for turn, said in _SAID.items()}
_ENTRY = re.compile(r"〔(\d{4}-\d\d-\d\d) (.+?) (退回|重新打开)〕(.*)")


def read_note(note: str) -> tuple[str, tuple[GivenBack, ...]]:
    """A round's note as it is kept: what people wrote, and the log of why it was given back, oldest first.

    >>> read_note("现场核查三天\\n〔2026-11-23 王工 退回〕第 3 项证据不足")[0]
    '现场核查三天'
    """
    lines = note.split("\n")
    found = [_ENTRY.fullmatch(line) for line in lines]
    log = tuple(GivenBack(date.fromisoformat(one[1]), one[2], _TURNS[one[3]], one[4]) for one in found if one)
    return "\n".join(line for line, one in zip(lines, found, strict=True) if one is None), log


def write_note(written: str, log: Iterable[GivenBack]) -> str:
    """The note as it is kept; a reason takes one line, whatever was typed."""
    lines = [
        f"〔{each.on.isoformat()} {_one_line(each.who)} {_SAID[each.turn]}〕{_one_line(each.reason)}"
        for each in log
    ]
    return "\n".join([*([written] if written else []), *lines])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def offered_beside(rounds: Sequence[Assessment], kind: Kind) -> tuple[Assessment, ...]:
    """The rounds that a new one of this kind can be made beside, the most fitting first.

    An expert looks at what the committee submitted; a reviewer at the experts' first, then at the committee's.
    ``rounds`` come with the latest first.
    """
    wished = {Kind.SELF: (), Kind.EXPERT: (Kind.SELF,), Kind.REVIEW: (Kind.EXPERT, Kind.SELF)}[kind]
    done = [one for one in rounds if one.state in {_SUBMITTED, _CONFIRMED}]
    return tuple(one for each in wished for one in done if one.kind is each)
