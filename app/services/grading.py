"""Grading a sheet of answers without any store: an edition and a CSV in, the verdict and its JSON out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from app import wording, wording_verdict
from app.core import advice, edition_diff
from app.core import verdict as core
from app.core.advice import Effect
from app.core.answers import Answers
from app.core.reasons import Reason, Step
from app.core.standard import Standard, Veto
from app.core.ten_two import LineResult, TenTwo
from app.core.verdict import Margin, Verdict
from app.errors import UserError
from app.files import answer_blank, answer_sheet
from app.services import standards, whole_files

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Graded:
    """A verdict on a sheet's answers, and what was found beside them, by subject such as ``item/G01``."""

    verdict: Verdict
    answers: Answers
    findings: Mapping[str, str]

    @property
    def ten_two_missing(self) -> str | None:
        """The id of the edition of 十有两禁 that this one asks for and nobody could find."""
        wanted = self.verdict.standard.edition.ten_two
        return None if self.verdict.companion or self.verdict.standard.lines else wanted


def grade(standard_ref: str, csv_path: Path) -> Graded:
    """Grade the sheet by the edition with this id or in this folder.

    The edition of 十有两禁 that it names is looked for beside the folder, then among the shipped ones; without
    one the lines stay unjudged. UserError or Faults where the edition or the sheet has a fault.
    """
    standard = standards.find(standard_ref).standard
    if not standard.items:
        raise UserError(
            f"标准包“{standard.edition.title}”没有评分项，不能单独评级。",
            "请用带评分项的标准包评级，十有两禁会随它一并核查；parkgrade standard list 列出现有的标准包。",
        )
    companion = _companion(standard_ref, standard)
    sheet = answer_sheet.read(csv_path, standard, companion)
    return Graded(core.verdict(standard, sheet.answers, companion), sheet.answers, sheet.findings)


def blank(standard_ref: str, target: Path) -> int:
    """Write a sheet that asks everything of the edition and answers nothing; returns how many questions."""
    standard = standards.find(standard_ref).standard
    companion = _companion(standard_ref, standard)
    whole_files.save(target, answer_blank.write(standard, companion))
    return len(edition_diff.questions(standard, companion))


def _companion(standard_ref: str, standard: Standard) -> Standard | None:
    beside = None if standard_ref in standards.shipped() else Path(standard_ref).absolute().parent
    found = standards.companion(standard, beside)
    return found.standard if found else None


def as_json(graded: Graded) -> Plain:
    """The verdict as plain data: scores exact, as strings; sentences in Chinese; keys that stay as they are."""
    found = graded.verdict
    standard, low, high = found.standard, found.low, found.high
    return {
        **_face(standard),
        "score": exact(found.score),
        "score_shown": wording.score(found.score),
        "grade": found.grade.value,
        "grade_name": core.name_of(standard, found.grade),
        "conclusion": found.conclusion.value,
        "conclusion_text": wording_verdict.conclusion(found),
        "reached": found.reached,
        "provisional": found.provisional,
        "unanswered": list(found.unanswered),
        "range": {
            "score": [exact(low.score), exact(high.score)],
            "grade": [low.grade.value, high.grade.value],
        },
        "margin": {"up": _margin(found.up), "down": _margin(found.down)},
        "vetoes": [_veto(veto, note) for veto, note in found.marks.triggered],
        "vetoes_off": [_veto(veto, note) for veto, note in found.marks.off],
        "vetoes_unmarked": [veto.id for veto in found.marks.unmarked],
        "reasons": [_reason(reason, graded) for reason in found.reasons],
        "effects": [_effect(one) for one in advice.effects(standard, graded.answers, found.companion)],
        "ten_two": _ten_two(low.ten_two, found.companion or standard),
        "ten_two_missing": graded.ten_two_missing,
    }


def exact(value: Fraction) -> str:
    """A number without loss: a decimal where it ends, else a/b.

    >>> exact(Fraction(84995, 1000)), exact(Fraction(60)), exact(Fraction(200, 3)), exact(Fraction(-1, 8))
    ('84.995', '60', '200/3', '-0.125')
    """
    found = wording.decimal(value)
    return str(value) if found is None else wording.number(found)


def _face(standard: Standard) -> Plain:
    """Which edition it is, and how much of it nobody has verified."""
    return {
        "edition": standard.edition.id,
        "edition_title": standard.edition.title,
        "edition_version": standard.edition.version,
        "checksum": standard.checksum,
        "points_status": standard.edition.points_status.value,
        "asked": standard.asked,
        "unverified": standard.unverified,
        "source": wording_verdict.edition_line(standard),
    }


def _optional(value: Fraction | None) -> str | None:
    return None if value is None else exact(value)


def _margin(margin: Margin | None) -> Plain | None:
    if margin is None:
        return None
    return {
        "grade": margin.grade.value,
        "score": exact(margin.score),
        "points": exact(margin.points),
        "blocked_by": list(margin.blocked_by),
        "section": margin.section or None,
    }


def _veto(veto: Veto, found: str) -> Plain:
    return {
        "id": veto.id,
        "text": veto.text,
        "reason": veto.reason,
        "effect": veto.effect.value,
        "found": found,
    }


def _reason(reason: Reason, graded: Graded) -> Plain:
    plain: Plain = {
        "step": reason.step.value,
        "cause": reason.cause.value,
        "subject": reason.subject,
        "text": wording_verdict.reason(reason, graded.verdict.standard),
        "got": _optional(reason.got),
        "full": _optional(reason.full),
        "grade": reason.grade.value if reason.grade else None,
        "state": reason.state.value if reason.state else None,
        "note": reason.note,
    }
    if reason.step is Step.ITEM:
        plain["finding"] = graded.findings.get(f"item/{reason.subject}", "")
    return plain


def _effect(effect: Effect) -> Plain:
    """What one item alone would change, at its best and at its worst."""
    return {
        "item": effect.item.id,
        "best": {"score": exact(effect.best_score), "grade": effect.best_grade.value},
        "worst": {"score": exact(effect.worst_score), "grade": effect.worst_grade.value},
    }


def _ten_two(judged: TenTwo | None, edition: Standard) -> Plain | None:
    if judged is None:
        return None
    return {
        "edition": edition.edition.id,
        "checksum": edition.checksum,
        "source": wording_verdict.edition_line(edition),
        "done": judged.done,
        "haves_basic": judged.haves_basic,
        "unanswered": judged.unanswered,
        "lines": [_line(line) for line in judged.lines],
        "law": [_line(line) for line in judged.law],
    }


def _line(line: LineResult) -> Plain:
    return {
        "id": line.line.id,
        "title": line.line.title,
        "state": line.state.value,
        "state_name": wording.name(line.state),
        "met": line.met,
        "partial": line.partial,
        "unmet": line.unmet,
        "not_applicable": line.not_applicable,
        "unanswered": line.unanswered,
    }
