"""A verdict as the grade badge says it, and the line about where it comes from."""

from __future__ import annotations

from app import wording, wording_verdict
from app.core.verdict import Verdict, name_of
from ui.widgets.grade import GradeText


def of_verdict(found: Verdict) -> GradeText:
    """Letter, name, exact score cut to two places, and the range while questions are open."""
    low, high = found.low, found.high
    scores = wording.score_range(low.score, high.score)
    letters = wording.grade_range(low.grade, high.grade)
    return GradeText(
        found.grade.value,
        name_of(found.standard, found.grade),
        f"{wording.score(found.score)} 分",
        f"暂定 {scores} 分，{letters} 级" if found.provisional else "",
        (low.grade.value, high.grade.value) if found.provisional else None,
    )


def editions(found: Verdict) -> str:
    """The edition that gave the grade, and the one that holds 十有两禁, each with what nobody has verified."""
    line = wording_verdict.edition_line(found.standard)
    if found.companion is None:
        return line
    return f"{line}；{wording_verdict.edition_line(found.companion).removeprefix('依据：')}"
