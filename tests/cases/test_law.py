"""Each case of tests/cases/*.toml comes out as it says, to the last digit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest

from app.core.verdict import Margin, Verdict, verdict
from app.errors import UserError
from tests.cases import reading
from tests.cases.reading import CAUSES, CONCLUSIONS, LINES, Case

ALL = tuple(reading.cases())


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in ALL])
def test_law(case: Case) -> None:
    if "error" in case.expect:
        with pytest.raises(UserError) as raised:
            verdict(case.standard, case.answers, case.companion)
        assert case.expect["error"] in raised.value.what
        assert raised.value.remedy
        return
    found = verdict(case.standard, case.answers, case.companion)
    assert {key: READ[key](found) for key in case.expect} == {
        key: WRITTEN.get(key, _same)(value) for key, value in case.expect.items()
    }


def test_every_case_has_its_own_name() -> None:
    names = [case.name for case in ALL]
    assert len(names) == len(set(names))


def _same(value: Any) -> Any:
    return value


def _numbers(value: list[str]) -> list[Fraction]:
    return [Fraction(one) for one in value]


def _margin(found: Margin | None) -> dict[str, Any] | str:
    if found is None:
        return "无"
    blocked = list(found.blocked_by)
    section = {"section": found.section} if found.section else {}
    return {
        "grade": found.grade.value,
        "score": found.score,
        "points": found.points,
        "blocked": blocked,
        **section,
    }


def _margin_written(value: Mapping[str, Any] | str) -> dict[str, Any] | str:
    if isinstance(value, str):
        return value
    numbers = {key: Fraction(value[key]) for key in ("score", "points")}
    return {"blocked": [], **value, **numbers}


def _reasons(found: Verdict) -> list[str]:
    return [f"{CAUSES[reason.cause]} {reason.subject}".strip() for reason in found.reasons]


def _lines(found: Verdict) -> dict[str, Any]:
    assert found.low.ten_two is not None
    return {result.line.id: result.state for result in (*found.low.ten_two.lines, *found.low.ten_two.law)}


READ: Mapping[str, Callable[[Verdict], Any]] = {
    "points": lambda found: [found.low.card.got, found.low.card.full],
    "score": lambda found: found.score,
    "grade": lambda found: found.grade.value,
    "band": lambda found: found.low.band.grade.value,
    "provisional": lambda found: found.provisional,
    "unanswered": lambda found: list(found.unanswered),
    "range": lambda found: [found.low.score, found.high.score],
    "grades": lambda found: [found.low.grade.value, found.high.grade.value],
    "conclusion": lambda found: found.conclusion,
    "reached": lambda found: found.reached,
    "up": lambda found: _margin(found.up),
    "down": lambda found: _margin(found.down),
    "looked_at": lambda found: [len(found.marks.clear), len(found.marks.clear) + len(found.marks.unmarked)],
    "lines": _lines,
    "haves_basic": lambda found: found.low.ten_two is not None and found.low.ten_two.haves_basic,
    "reasons": _reasons,
}
"""What a case may expect of a verdict."""

WRITTEN: Mapping[str, Callable[[Any], Any]] = {
    "points": _numbers,
    "score": Fraction,
    "range": _numbers,
    "conclusion": CONCLUSIONS.__getitem__,
    "up": _margin_written,
    "down": _margin_written,
    "lines": lambda value: {key: LINES[state] for key, state in value.items()},
}
"""How the expected values are written, where not as they are."""
