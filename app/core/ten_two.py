"""十有两禁: the state of each line, derived from its checkpoints (项目约定, domain.md §4)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from app.core.answers import Answers, Check, CheckState, fit_check
from app.core.scoring import Assume
from app.core.standard import Checkpoint, Line, LineKind, LineState, Standard, TenTwoRule

_FULFILS = {
    LineState.COMPLETE: {LineState.COMPLETE, LineState.NOT_APPLICABLE},
    LineState.BASIC: {LineState.COMPLETE, LineState.BASIC, LineState.NOT_APPLICABLE},
}


@dataclass(frozen=True, slots=True)
class LineResult:
    """A line's state, with what was found at its checkpoints."""

    line: Line
    state: LineState
    met: int
    partial: int
    unmet: int
    not_applicable: int
    unanswered: int

    @property
    def rate(self) -> Fraction:
        """The share of applicable checkpoints that are met, answered or not."""
        applicable = self.met + self.partial + self.unmet + self.unanswered
        return Fraction(self.met, applicable) if applicable else Fraction(1)


@dataclass(frozen=True, slots=True)
class TenTwo:
    """All lines under one assumption about what is unanswered."""

    rule: TenTwoRule
    lines: tuple[LineResult, ...]
    """The ten haves and the two bans."""
    law: tuple[LineResult, ...]
    """Duties by law, looked at beside them; they do not enter the verdict."""

    @property
    def done(self) -> bool:
        """Whether every one of the twelve lines is as far as the rule asks."""
        return bool(self.lines) and not self.open

    @property
    def haves_basic(self) -> bool:
        """基本完成十有: all ten haves are at least basically complete."""
        haves = [line for line in self.lines if line.line.kind is LineKind.HAVE]
        return bool(haves) and all(line.state in _FULFILS[LineState.BASIC] for line in haves)

    @property
    def looked_at(self) -> bool:
        """Whether anybody looked at any checkpoint of the twelve lines."""
        return any(line.met + line.partial + line.unmet + line.not_applicable for line in self.lines)

    @property
    def unanswered(self) -> int:
        """How many checkpoints of the twelve lines nobody has looked at."""
        return sum(line.unanswered for line in self.lines)

    @property
    def open(self) -> tuple[LineResult, ...]:
        """The lines that are not yet as far as the rule asks."""
        return tuple(line for line in self.lines if not fulfils(self.rule, line.state))


def fulfils(rule: TenTwoRule, state: LineState) -> bool:
    """Whether a line in this state is as far as the rule asks."""
    return state in _FULFILS[rule.needed_state]


def judge(standard: Standard, answers: Answers, assume: Assume = Assume.WORST) -> TenTwo | None:
    """Judge every line; None where the edition has no lines to judge."""
    if standard.ten_two is None:
        return None
    results = [
        _line(line, standard.points_of(line.id), answers, standard.ten_two, assume) for line in standard.lines
    ]
    twelve = tuple(result for result in results if result.line.kind is not LineKind.LAW)
    law = tuple(result for result in results if result.line.kind is LineKind.LAW)
    return TenTwo(standard.ten_two, twelve, law)


def _line(
    line: Line, points: tuple[Checkpoint, ...], answers: Answers, rule: TenTwoRule, assume: Assume
) -> LineResult:
    given = ((point, answers.checks.get(point.id)) for point in points)
    found = {point.id: fit_check(point, check) for point, check in given if check is not None}
    counts = Counter(check.state for check in found.values())
    return LineResult(
        line,
        _state(points, found, rule, assume),
        met=counts[CheckState.MET],
        partial=counts[CheckState.PARTIAL],
        unmet=counts[CheckState.UNMET],
        not_applicable=counts[CheckState.NOT_APPLICABLE],
        unanswered=len(points) - len(found),
    )


def _state(
    points: tuple[Checkpoint, ...], found: dict[str, Check], rule: TenTwoRule, assume: Assume
) -> LineState:
    default = Check(CheckState.UNMET if assume is Assume.WORST else CheckState.MET)
    states = [(point.required, found.get(point.id, default).state) for point in points]
    applicable = [(needed, state) for needed, state in states if state is not CheckState.NOT_APPLICABLE]
    if not applicable:
        # A line without checkpoints is a fault in the rules, and never done.
        return LineState.NOT_APPLICABLE if points else LineState.INCOMPLETE
    every = [state for _, state in applicable]
    # Where no required checkpoint applies, all that apply count as required: no line is done unasked.
    required = [state for needed, state in applicable if needed] or every
    if all(state is CheckState.MET for state in required):
        return LineState.COMPLETE
    enough = 100 * Fraction(every.count(CheckState.MET), len(every)) >= Fraction(rule.basic_percent)
    if enough and CheckState.UNMET not in required:
        return LineState.BASIC
    return LineState.INCOMPLETE
