"""One end of a verdict's range: score, band, and the grade after section minimums and vetoes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from app.core import scoring, ten_two
from app.core.answers import Answers, VetoMark, VetoState, fit_mark
from app.core.entries import Grade
from app.core.scoring import Assume, Scorecard
from app.core.standard import Band, Standard, Veto
from app.core.ten_two import TenTwo
from app.errors import UserError


@dataclass(frozen=True, slots=True)
class Marks:
    """The edition's vetoes by what was marked: those that hold with what was found, those off with why."""

    triggered: tuple[tuple[Veto, str], ...]
    off: tuple[tuple[Veto, str], ...]
    clear: tuple[Veto, ...]
    unmarked: tuple[Veto, ...]
    """Rules in force that nobody has looked at; they do not hold."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One end of the range: the score, its band, and the grade after minimums and vetoes."""

    card: Scorecard
    band: Band
    grade: Grade
    ten_two: TenTwo | None

    @property
    def score(self) -> Fraction:
        """The score out of 100, exact."""
        return self.card.score


def marks(standard: Standard, answers: Answers) -> Marks:
    """Sort the edition's vetoes by what was marked; one never looked at does not hold."""
    triggered: list[tuple[Veto, str]] = []
    off: list[tuple[Veto, str]] = []
    clear: list[Veto] = []
    unmarked: list[Veto] = []
    for veto in standard.vetoes:
        given = answers.vetoes.get(veto.id)
        mark = given and fit_mark(veto, given)
        if not veto_on(veto, mark):
            off.append((veto, mark.reason if mark else ""))
        elif mark is None:
            unmarked.append(veto)
        elif mark.state is VetoState.TRIGGERED:
            triggered.append((veto, mark.reason))
        else:
            clear.append(veto)
    return Marks(tuple(triggered), tuple(off), tuple(clear), tuple(unmarked))


def outcome(standard: Standard, judged: Standard, answers: Answers, marked: Marks, assume: Assume) -> Outcome:
    """Score, band and grade under one assumption; ``judged`` is the edition that holds 十有两禁."""
    card = scoring.score(standard, answers, assume)
    band = band_of(standard, card.score)
    caps = [veto.effect for veto, _ in marked.triggered]
    caps += [s.section.minimum.cap for s in card.sections if s.section.minimum and s.short]
    grade = min([band.grade, *caps], key=lambda grade: grade.rank)
    return Outcome(card, band, grade, ten_two.judge(judged, answers, assume))


def band_of(standard: Standard, score: Fraction) -> Band:
    """The band that holds the exact score; UserError where the edition has none (a fault in the rules)."""
    for band in standard.bands:
        over = band.below is not None and score >= Fraction(band.below)
        if score >= Fraction(band.at_least) and not over:
            return band
    raise UserError(
        f"标准包“{standard.edition.title}”没有覆盖得分 {score} 的等级区间，已停止评级。",
        "请用 parkgrade standard check 检查该标准包的 [[band]] 后重新导入。",
    )


def veto_on(veto: Veto, mark: VetoMark | None) -> bool:
    """Whether the veto rule applies: as delivered, unless the assessment says otherwise."""
    return veto.enabled if mark is None else mark.state is not VetoState.OFF
