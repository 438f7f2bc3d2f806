"""What stands beside the boxes of a paper checklist: the key of each choice, and what is counted where."""

from __future__ import annotations

from dataclasses import dataclass

from app import wording
from app.core import keying
from app.core.answers import CheckState
from app.core.asked import Entry
from app.core.entries import Deduction, Deductions, Levels, Part, Share, Sum
from app.core.standard import Checkpoint, Gate, Item, Veto

NOT_APPLICABLE = "不适用"


@dataclass(frozen=True, slots=True)
class Choice:
    """A box to be ticked: the key that stands in it, and the words beside it."""

    key: str
    head: str
    text: str = ""


def choices(entry: Entry) -> tuple[Choice, ...]:
    """The boxes of a question but that for 不适用 of an item; none where numbers are asked for."""
    match entry:
        case Item(scoring=Levels(levels=levels)):
            return tuple(
                Choice(str(at), f"{wording.points(level.points)} 分", level.criterion)
                for at, level in enumerate(levels, 1)
            )
        case Gate():
            states = {True: CheckState.MET, False: CheckState.UNMET}
            return tuple(Choice(key, wording.name(states[met])) for key, met in keying.GATES.items())
        case Veto():
            return tuple(Choice(key, wording.name(state)) for key, state in keying.VETOES.items())
        case Checkpoint():
            return tuple(Choice(key, wording.name(state)) for key, state in keying.CHECKS.items())
        case _:
            return ()


def counts(entry: Entry) -> tuple[str, ...]:
    """What each number stands for, in the order in which they are keyed; none where a choice is asked for."""
    match entry:
        case Item(scoring=Deductions(deductions=deductions)):
            return tuple(map(_deduction, deductions))
        case Item(scoring=Sum(parts=parts)):
            return tuple(map(_part, parts))
        case _:
            return ()


def share(entry: Entry) -> tuple[str, str] | None:
    """What is divided by what; None where no share is asked for."""
    if isinstance(entry, Item) and isinstance(entry.scoring, Share):
        return f"分子：{entry.scoring.part}", f"分母：{entry.scoring.whole}"
    return None


def hint(entry: Entry) -> str:
    """How an entry is keyed, in one line."""
    match entry:
        case Item(scoring=Levels(levels=levels)):
            return f"按 1 到 {len(levels)}；不适用按 N，再写理由，按 Enter"
        case Item(scoring=Share()):
            return "录“分子/分母”，如 3/4，按 Enter；不适用录 N 加理由"
        case Item():
            return "按纸上次序录各数，用逗号隔开，都没有录 0，按 Enter；不适用录 N 加理由"
        case Gate():
            return "按 1 满足，2 不满足"
        case Veto():
            return "按 1 无此情形，2 存在；3 不启用，再写理由，按 Enter"
        case Checkpoint():
            return "按 1 满足，2 部分满足，3 不满足；不适用按 N，再写理由，按 Enter"


def _deduction(one: Deduction) -> str:
    limit = f"，最多扣 {wording.points(one.limit)} 分" if one.limit is not None else ""
    return f"{one.text}（次数；每次扣 {wording.points(one.points)} 分{limit}）"


def _part(one: Part) -> str:
    most = f"，最多 {one.most} 个" if one.most > 1 else "，有填 1，没有填 0"
    return f"{one.text}（个数；每个 {wording.points(one.points)} 分{most}）"
