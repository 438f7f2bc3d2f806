"""The lines of a comparison: one for each question, its columns, and which of them are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app import wording_compare
from app.core import asked
from app.core.compare import Change, Row
from app.services.compare import Compared
from ui.table import Column

CHANGED, EVERY = "changed", "every"
_COLOURS: Mapping[Change, str] = {
    Change.NEW: "bad",
    Change.WORSE: "bad",
    Change.BETTER: "good",
    Change.FIXED: "good",
    Change.SAME: "ink_soft",
    Change.NOT_COMPARABLE: "ink_soft",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the table; ``place`` counts in the order of the paper, ``score`` is the effect on the left's."""

    row: Row
    place: int
    group: str
    change: str
    direction: str
    score: Fraction | None
    effect: str


def lines(compared: Compared, *, rated: bool) -> tuple[Line, ...]:
    """Every question of both rounds, in the order of the paper."""
    found, titles = compared.found, _titles(compared)
    return tuple(
        Line(
            row=row,
            place=place,
            group=titles[row.group],
            change=wording_compare.CHANGES[row.change],
            direction=wording_compare.DIRECTIONS[row.direction] if rated and row.direction else "",
            score=effect.score if effect else None,
            effect=wording_compare.effect(found, effect) if effect else "",
        )
        for place, row in enumerate(found.rows, 1)
        for effect in (compared.effects.get(row.subject),)
    )


def filters(every: Sequence[Line]) -> list[tuple[str, str]]:
    """What can be filtered by, with how many lines each has."""
    counts = {change: sum(line.row.change is change for line in every) for change in Change}
    changed = len(every) - counts[Change.SAME] - counts[Change.NOT_COMPARABLE]
    named = [(change.value, f"{wording_compare.CHANGES[change]} {counts[change]}") for change in Change]
    return [(CHANGED, f"有变化 {changed}"), *named, (EVERY, f"全部 {len(every)}")]


def filtered(every: Sequence[Line], wanted: str) -> tuple[Line, ...]:
    """The lines that a filter lets pass."""
    if wanted == EVERY:
        return tuple(every)
    if wanted == CHANGED:
        return tuple(line for line in every if line.row.change not in {Change.SAME, Change.NOT_COMPARABLE})
    return tuple(line for line in every if line.row.change.value == wanted)


def _titles(compared: Compared) -> Mapping[str, str]:
    """What each section, line and the vetoes are called."""
    sides = (compared.found.left, compared.found.right)
    groups = (group for side in sides for group in asked.groups(side.standard, side.companion))
    return {group.key: wording_compare.group(group) for group in groups}


def _colour(line: Line) -> str:
    return _COLOURS[line.row.change]


COLUMNS = (
    Column[Line](
        "编号", lambda line: wording_compare.mark(line.row.entry), width=66, sort_key=lambda line: line.place
    ),
    Column[Line]("变化", lambda line: line.change, width=72, colour=_colour),
    Column[Line]("要求", lambda line: line.row.entry.text, width=260),
    Column[Line]("左", lambda line: wording_compare.brief(line.row.left), width=86),
    Column[Line]("右", lambda line: wording_compare.brief(line.row.right), width=86),
    Column[Line](
        "分差",
        lambda line: line.row.points,
        text=lambda value: "" if value is None else wording_compare.signed(value),
        align="right",
        width=58,
        hint="右侧减左侧，原始分",
    ),
    Column[Line]("左侧自评", lambda line: line.direction, width=76, colour=_colour, hint="自评与后一轮相比"),
    Column[Line](
        "改用右侧作答",
        lambda line: line.effect,
        width=190,
        sort_key=lambda line: line.score,
        hint="左侧只改这一项作答后，得分（百分制）和等级怎样变化",
    ),
    Column[Line]("方面", lambda line: line.group, width=150, hidden=True),
)
