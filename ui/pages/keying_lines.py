"""The lists of 录入: what was keyed in one pass, where the passes differ, and what would be written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app import wording_compare
from app.core import keying
from app.core.answers import Given
from app.core.asked import Group
from app.core.keying import Entered
from ui.table import Column


class Step(StrEnum):
    """What one does on the page, in this order."""

    FIRST = "第一遍"
    SECOND = "第二遍"
    SETTLE = "比对"
    WRITE = "写入"


@dataclass(frozen=True, slots=True)
class Line:
    """A question with what the step on show may tell of it; ``place`` counts in the order of the paper."""

    entered: Entered
    place: int
    group: str
    keyed: str = ""

    @property
    def subject(self) -> str:
        """The subject of the question."""
        return self.entered.question.subject


_NEW, _CHANGED, _SAME = "新填", "更改", "相同"


BLANK = "没有录入"


def read(groups: Sequence[Group], entries: Mapping[str, Entered], step: Step) -> tuple[Line, ...]:
    """Every question, in the order of the paper."""
    places = ((one.subject, wording_compare.group(group)) for group in groups for one in group.questions)
    return tuple(
        Line(entries[subject], place, title, text(entries[subject], step))
        for place, (subject, title) in enumerate(places, 1)
    )


def shown(every: Sequence[Line], step: Step) -> tuple[Line, ...]:
    """The questions of a step: all, or those in which the passes differ."""
    return tuple(line for line in every if step is not Step.SETTLE or line.entered.differs)


def name(every: Sequence[Line], step: Step) -> str:
    """A step with how far it is."""
    if step is Step.WRITE:
        return step.value
    count = done(every, step)
    return f"{step.value} {count}" if step is Step.SETTLE else f"{step.value} {count}/{len(every)}"


def outcome(line: Line) -> str:
    """What writing an entry would do."""
    if line.entered.writes is None:
        return _SAME
    return _NEW if line.entered.on_file is None else _CHANGED


def preview(lines: Sequence[Line]) -> tuple[Line, ...]:
    """What would be written, the answers that would change first."""
    said = [line for line in lines if line.entered.says is not None]
    order = (_CHANGED, _NEW, _SAME)
    return tuple(sorted(said, key=lambda line: (order.index(outcome(line)), line.place)))


def summary(lines: Sequence[Line]) -> str:
    """The preview in one line."""
    outcomes = [outcome(line) for line in lines if line.entered.says is not None]
    counts = [f"{name} {outcomes.count(name)} 处" for name in (_NEW, _CHANGED, _SAME) if name in outcomes]
    blank = sum(not line.entered.first and not line.entered.second for line in lines)
    told = f"两遍一致 {len(outcomes)} 处{'：' if counts else ''}{'，'.join(counts)}"
    return f"{told}；另有 {blank} 处两遍都没有录入，不会改动" if blank else told


def done(lines: Sequence[Line], step: Step) -> int:
    """How many questions a pass has keyed, or how many places are still to be settled."""
    if step is Step.SETTLE:
        return len(keying.differing(line.entered for line in lines))
    return sum(bool(text(line.entered, step)) for line in lines)


def text(entered: Entered, step: Step) -> str:
    """What was keyed in a pass; the second is blind to the first."""
    return {Step.FIRST: entered.first, Step.SECOND: entered.second}.get(step, "")


def _mark(width: int) -> Column[Line]:
    return Column(
        "编号",
        lambda line: wording_compare.mark(line.entered.question.entry),
        width=width,
        sort_key=lambda line: line.place,
    )


_ASKED = Column[Line]("要求", lambda line: line.entered.question.entry.text, width=190)
PASS = (_mark(66), Column[Line]("录入", lambda line: line.keyed, width=86), _ASKED)
SETTLE = (
    _mark(66),
    Column[Line]("第一遍", lambda line: line.entered.first or BLANK, width=90),
    Column[Line]("第二遍", lambda line: line.entered.second or BLANK, width=90),
    _ASKED,
)
WRITE = (
    _mark(66),
    Column[Line](
        "结果", outcome, width=60, colour=lambda line: "warn" if outcome(line) == _CHANGED else None
    ),
    Column[Line]("现有作答", lambda line: _said(line, line.entered.on_file), width=300),
    Column[Line]("录入的作答", lambda line: _said(line, line.entered.says), width=300),
    _ASKED,
)


def _said(line: Line, given: Given | None) -> str:
    return wording_compare.said(line.entered.question.entry, given)
