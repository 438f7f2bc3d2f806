"""A paper checklist keyed back with as few keys as there are: what each entry means, and whether two agree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import assert_never

from app.core import answers as forms
from app.core.answers import (
    Answer,
    Check,
    CheckState,
    Chosen,
    Counted,
    Given,
    NotApplicable,
    Reached,
    VetoMark,
    VetoState,
)
from app.core.asked import Entry, Question
from app.core.entries import Deductions, Levels, Share, Sum
from app.core.standard import Checkpoint, Gate, Item, Veto
from app.errors import UserError

NONE = "N"
"""The key for 不适用; its reason follows."""
CHECKS: Mapping[str, CheckState] = {
    "1": CheckState.MET,
    "2": CheckState.PARTIAL,
    "3": CheckState.UNMET,
    NONE: CheckState.NOT_APPLICABLE,
}
VETOES: Mapping[str, VetoState] = {"1": VetoState.CLEAR, "2": VetoState.TRIGGERED, "3": VetoState.OFF}
GATES: Mapping[str, bool] = {"1": True, "2": False}
LONGEST = 300
"""As many signs as an entry may have, its reason included."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an entry cannot be, in a short line."""

    what: str


class Pass(Enum):
    """Which time the paper is keyed; the second is blind to the first, the third settles what differs."""

    FIRST = 1
    SECOND = 2
    THIRD = 3


@dataclass(frozen=True, slots=True)
class Entered:
    """A question with what was keyed for it twice, as written by ``write``; empty where nothing was."""

    question: Question
    first: str
    second: str
    on_file: Given | None = None
    """The answer that the round has."""

    @property
    def differs(self) -> bool:
        """Whether the two passes do not say the same."""
        if not self.first or not self.second:
            return self.first != self.second
        return not agree(*(parse(self.question.entry, text) for text in (self.first, self.second)))

    @property
    def says(self) -> Given | None:
        """What both passes say, with the reason of the first; None where nothing was keyed or they differ."""
        found = parse(self.question.entry, self.first) if self.first and not self.differs else None
        return None if isinstance(found, Fault) else found

    @property
    def writes(self) -> Given | None:
        """What is to be written; None where the round says it already, maybe with a reason that is not on paper."""
        given = self.says
        if given is None or given == self.on_file:
            return None
        same = self.on_file is not None and agree(given, self.on_file)
        return None if same and not getattr(given, "reason", "") else given


def parse(entry: Entry, text: str) -> Given | Fault:
    """What an entry means for a question, or why it cannot be; ``parse(entry, write(entry, x)) == x``."""
    typed = text.strip()
    if not typed:
        return Fault("还没有录入")
    if len(typed) > LONGEST:
        return Fault(f"超过 {LONGEST} 个字")
    try:
        return _item(entry, typed) if isinstance(entry, Item) else _keyed(entry, typed)
    except UserError as error:
        return Fault(error.what.rstrip("。"))


def write(entry: Entry, given: Given) -> str:
    """The shortest entry that means ``given``; the inverse of ``parse``."""
    match given:
        case bool():
            return _key(GATES, given)
        case Chosen(level):
            return str(level + 1)
        case Counted(counts):
            figures = [str(counts.get(key, 0)) for key in counted(entry)]
            return ",".join(figures) if any(counts.values()) else "0"
        case Reached(share):
            return f"{share.numerator}/{share.denominator}"
        case NotApplicable(reason):
            return f"{NONE} {reason}"
        case Check(state, reason):
            return f"{_key(CHECKS, state)} {reason}".rstrip()
        case VetoMark(state, reason):
            return f"{_key(VETOES, state)} {reason}".rstrip()
        case _:
            assert_never(given)


def whole(entry: Entry, text: str) -> bool:
    """Whether nothing can follow what was typed, so that it is taken without Enter: one key of a choice."""
    choice = not isinstance(entry, Item) or isinstance(entry.scoring, Levels)
    return choice and len(text.strip()) == 1 and not isinstance(parse(entry, text), Fault)


def hopeless(entry: Entry, text: str) -> Fault | None:
    """Why an entry that is being typed can come to nothing, whatever follows; None where it may."""
    found = parse(entry, text) if text.strip() else None
    if not isinstance(found, Fault) or _plain(text.strip()[0]) == NONE or _needs_reason(entry, text):
        return None
    choice = not isinstance(entry, Item) or isinstance(entry.scoring, Levels)
    return found if choice or not re.fullmatch(r"[\d\s,，、;；/.%]+", _plain(text)) else None


def agree(one: Given | Fault, other: Given | Fault) -> bool:
    """Whether two entries say the same figure; the words of a reason need not be the same."""
    return _figure(one) == _figure(other)


def counted(entry: Entry) -> tuple[str, ...]:
    """Ids of what is counted for an item, in the order of the paper; none where nothing is."""
    match entry:
        case Item(scoring=Deductions(deductions=deductions)):
            return tuple(one.id for one in deductions)
        case Item(scoring=Sum(parts=parts)):
            return tuple(part.id for part in parts)
        case _:
            return ()


def to_write(entries: Iterable[Entered]) -> Mapping[str, Given]:
    """By subject: what both passes say and the round does not say yet."""
    wanted = ((one.question.subject, one.writes) for one in entries)
    return {subject: given for subject, given in wanted if given is not None}


def differing(entries: Iterable[Entered]) -> tuple[Entered, ...]:
    """The entries in which the passes do not agree, in the order of the paper."""
    return tuple(one for one in entries if one.differs)


def _item(item: Item, typed: str) -> Answer | Fault:
    if _plain(typed[0]) == NONE:
        return _fitting(item, NotApplicable(typed[1:].strip()))
    figures = _plain(typed)
    match item.scoring:
        case Levels(levels=levels):
            if figures.isdecimal() and 1 <= int(figures) <= len(levels):
                return Chosen(int(figures) - 1)
            return Fault(f"请按 1 到 {len(levels)}，或 N 加理由")
        case Share():
            return _share(item, figures)
        case _:
            return _counts(item, figures)


def _counts(item: Item, figures: str) -> Answer | Fault:
    keys, parts = counted(item), re.split(r"[\s,、;]+", figures)
    if not all(part.isdecimal() and len(part) <= 7 for part in parts):
        return Fault("只录数字，几个数之间用逗号隔开")
    if parts == ["0"]:
        return Counted({})
    if len(parts) != len(keys):
        return Fault(f"要录 {len(keys)} 个数，录了 {len(parts)} 个；都没有就录 0")
    return _fitting(
        item, Counted({key: int(part) for key, part in zip(keys, parts, strict=True) if int(part)})
    )


_NUMBER = r"(\d{1,100}(?:\.\d{1,6})?)"
_SHARE = re.compile(rf"{_NUMBER}(?:\s*/\s*|[\s,]+){_NUMBER}")


def _share(item: Item, figures: str) -> Answer | Fault:
    found = _SHARE.fullmatch(figures)
    if found is None:
        return Fault("请录“分子/分母”，如 3/4")
    part, base = Fraction(found[1]), Fraction(found[2])
    if not base:
        return Fault("分母不能是 0")
    return Fault("分子大于分母") if part > base else Reached(part / base)


def _fitting(item: Item, answer: Answer) -> Answer | Fault:
    if isinstance(answer, NotApplicable) and not answer.reason:
        return Fault("N 后面要写理由")
    return forms.fit(item, answer)


def _keyed(entry: Gate | Veto | Checkpoint, typed: str) -> Given | Fault:
    key, reason = _plain(typed[0]), typed[1:]
    if key not in _keys(entry) or (reason and key != NONE and not reason[0].isspace()):
        return Fault(f"请按 {'、'.join(_keys(entry))}{'（N 后写理由）' if NONE in _keys(entry) else ''}")
    match entry:
        case Gate():
            return Fault("这里不写理由") if reason.strip() else GATES[key]
        case Veto():
            return forms.fit_mark(entry, VetoMark(VETOES[key], reason.strip()))
        case Checkpoint():
            return forms.fit_check(entry, Check(CHECKS[key], reason.strip()))


def _needs_reason(entry: Entry, text: str) -> bool:
    """Whether the key that was pressed wants words behind it."""
    return isinstance(entry, Veto) and entry.enabled and _plain(text.strip()) == "3"


def _keys(entry: Gate | Veto | Checkpoint) -> Sequence[str]:
    match entry:
        case Gate():
            return tuple(GATES)
        case Veto():
            return tuple(VETOES)
        case Checkpoint():
            return tuple(CHECKS)


def _key(table: Mapping[str, object], wanted: object) -> str:
    return next(key for key, value in table.items() if value is wanted)


def _figure(given: Given | Fault) -> object:
    match given:
        case NotApplicable():
            return NONE
        case Check(state) | VetoMark(state):
            return state
        case Counted(counts):
            return {key: count for key, count in counts.items() if count}
        case _:
            return given


def _plain(text: str) -> str:
    """Figures and letters as an ordinary keyboard types them."""
    return unicodedata.normalize("NFKC", text).upper()
