"""A verdict as the grade badge says it."""

from __future__ import annotations

from app import wording
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
