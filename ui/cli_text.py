"""A graded sheet as lines of text for a console."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from app import wording, wording_verdict
from app.core.reasons import Step
from app.core.verdict import Verdict
from app.services.grading import Graded


def lines(graded: Graded) -> Iterator[str]:
    """Edition, grade, range, margins, conclusion, then every reason in order."""
    found = graded.verdict
    yield from _editions(graded)
    yield ""
    yield f"得分：{wording.score(found.score)}（百分制）"
    yield f"等级：{wording_verdict.grade_of(found)}（{wording.BEST_END}）"
    if found.provisional:
        yield f"可能的结果：{wording_verdict.possible(found)}"
    yield f"结论：{wording_verdict.conclusion(found)}"
    yield f"差距：{wording_verdict.margin_up(found)}；{wording_verdict.margin_down(found)}"
    yield from _reasons(graded)
    yield from _ten_two(found)


def _editions(graded: Graded) -> Iterator[str]:
    found = graded.verdict
    yield wording_verdict.edition_line(found.standard)
    if found.companion:
        yield wording_verdict.edition_line(found.companion)
    if graded.ten_two_missing:
        yield f"没有找到标准包 {graded.ten_two_missing}，十有两禁没有核查；请把它放在所用标准包的旁边。"


def _reasons(graded: Graded) -> Iterator[str]:
    standard = graded.verdict.standard
    for step, reasons in groupby(graded.verdict.reasons, key=lambda reason: reason.step):
        yield ""
        yield f"【{wording.name(step)}】"
        for reason in reasons:
            yield f"  {wording_verdict.reason(reason, standard)}"
            finding = graded.findings.get(f"item/{reason.subject}") if step is Step.ITEM else None
            if finding:
                yield f"    问题：{finding}"


def _ten_two(found: Verdict) -> Iterator[str]:
    judged = found.low.ten_two
    if judged is None or not judged.looked_at:
        return
    yield ""
    yield "【十有两禁各项】"
    for result in judged.lines:
        counts = f"满足 {result.met}，部分 {result.partial}，不满足 {result.unmet}，未查 {result.unanswered}"
        yield f"  {wording_verdict.line(result.line)}：{wording.name(result.state)}（{counts}）"
