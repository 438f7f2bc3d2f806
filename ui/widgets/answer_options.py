"""What one may answer to a question by pressing a key: its choices, with the reasons that some of them need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app import wording
from app.core.answers import Check, CheckState, Chosen, Given, NotApplicable, VetoMark, VetoState
from app.core.entries import Levels
from app.core.standard import Checkpoint, Gate, Item, Veto
from ui.widgets.answer_choice import ChoiceText

Entry = Item | Gate | Veto | Checkpoint


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a question; ``asks`` names the text that goes with it, which may be required."""

    text: ChoiceText
    make: Callable[[str], Given]
    asks: str = ""
    required: bool = False


def options(entry: Entry) -> tuple[Option, ...]:
    """The choices of a question; for one with numbers only that it does not apply."""
    match entry:
        case Item(scoring=Levels(levels=levels)):
            chosen = tuple(
                Option(_text(at + 1, f"{wording.points(level.points)} 分", level.criterion), _level(at))
                for at, level in enumerate(levels)
            )
            return (*chosen, _NOT_APPLICABLE)
        case Item():
            return (_NOT_APPLICABLE,)
        case Gate():
            return _GATE
        case Veto():
            return _veto(entry)
        case Checkpoint():
            return _CHECK


def picked(choices: tuple[Option, ...], value: Given | None) -> int | None:
    """Which choice an answer is."""
    reason = reason_of(value)
    return next((at for at, option in enumerate(choices) if option.make(reason) == value), None)


def reason_of(value: Given | None) -> str:
    """The text that belongs to an answer."""
    return value.reason if isinstance(value, (NotApplicable, Check, VetoMark)) else ""


def _text(key: int, head: str, text: str = "") -> ChoiceText:
    return ChoiceText(str(key), head, text)


def _level(at: int) -> Callable[[str], Given]:
    return lambda _reason: Chosen(at)


def _state(state: CheckState) -> Callable[[str], Given]:
    return lambda _reason: Check(state)


_WHY_NOT = "不适用的理由"
_NOT_APPLICABLE = Option(
    ChoiceText("N", "不适用", "本园区没有这一项所说的对象，不计入得分和满分，须写明理由"),
    NotApplicable,
    _WHY_NOT,
    True,
)
_GATE = (
    Option(_text(1, "满足", "本方面各项按作答计分"), lambda _reason: True),
    Option(_text(2, "不满足", "本方面不得分"), lambda _reason: False),
)
_CHECK = (
    *(
        Option(_text(at, wording.name(state)), _state(state))
        for at, state in enumerate((CheckState.MET, CheckState.PARTIAL, CheckState.UNMET), 1)
    ),
    Option(
        ChoiceText("N", "不适用", "须写明理由"),
        partial(Check, CheckState.NOT_APPLICABLE),
        _WHY_NOT,
        True,
    ),
)


def _veto(veto: Veto) -> tuple[Option, ...]:
    effect = f"等级不高于 {veto.effect.value} 级，须写明查实的情形"
    return (
        Option(_text(1, wording.name(VetoState.CLEAR), "已核查"), lambda _reason: VetoMark(VetoState.CLEAR)),
        Option(
            _text(2, wording.name(VetoState.TRIGGERED), effect),
            partial(VetoMark, VetoState.TRIGGERED),
            "查实的情形",
        ),
        Option(
            _text(3, wording.name(VetoState.OFF), "本次评估不使用这一条，须写明理由"),
            partial(VetoMark, VetoState.OFF),
            "不启用的理由",
            veto.enabled,
        ),
    )
