"""From parks to a county: who counts, which round counts, the share at D, the distance to the targets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import rollup
from app.core.entries import Grade
from app.core.park import Recognition
from app.core.rollup import Basis, Graded, Kind, Standing
from tests.core import standards

DAY = date(2024, 12, 31)
BEFORE, AFTER = date(2024, 6, 1), date(2025, 1, 1)


def graded(kind: Kind, on: date, grade: Grade, **more: object) -> Graded:
    return Graded(kind, on, grade, reached=grade is Grade.D, **more)  # type: ignore[arg-type]


def standing(
    *rounds: Graded, recognition: Recognition = Recognition.RECOGNISED, on: date | None = BEFORE
) -> Standing:
    return Standing("p", "示例园区", recognition, on, rounds)


def parks(total: int, at_top: int) -> list[Standing]:
    top = [standing(graded(Kind.REVIEW, BEFORE, Grade.D))] * at_top
    return top + [standing(graded(Kind.REVIEW, BEFORE, Grade.C))] * (total - at_top)


def rolled(*standings: Standing, basis: Basis = Basis.REVIEW, on: date = DAY) -> rollup.Rollup:
    return rollup.rollup(standings, basis, on)


@pytest.mark.parametrize(
    ("recognition", "recognised_on", "counts"),
    [
        (Recognition.RECOGNISED, BEFORE, 1),
        (Recognition.RECOGNISED, DAY, 1),
        (Recognition.RECOGNISED, AFTER, 0),
        (Recognition.RECOGNISED, None, 1),
        (Recognition.UNRECOGNISED, BEFORE, 0),
        (Recognition.CANCELLED, BEFORE, 0),
    ],
)
def test_the_denominator_is_the_parks_recognised_by_that_day(
    recognition: Recognition, recognised_on: date | None, counts: int
) -> None:
    assert rolled(standing(recognition=recognition, on=recognised_on)).recognised == counts


def test_a_park_at_d_that_is_not_recognised_does_not_count() -> None:
    at_d = standing(graded(Kind.REVIEW, BEFORE, Grade.D), recognition=Recognition.UNRECOGNISED)
    found = rolled(at_d, standing(graded(Kind.REVIEW, BEFORE, Grade.C)))
    assert (found.recognised, found.at_top, found.share) == (1, 0, 0)


def test_a_recognised_park_without_an_assessment_stands_in_the_denominator() -> None:
    found = rolled(standing(), standing(graded(Kind.REVIEW, BEFORE, Grade.D)))
    assert (found.recognised, found.assessed, found.share) == (2, 1, Fraction(1, 2))


def test_the_latest_review_counts() -> None:
    park = standing(graded(Kind.REVIEW, DAY, Grade.C), graded(Kind.REVIEW, BEFORE, Grade.D))
    assert rolled(park).grades[Grade.C] == 1


def test_of_two_reviews_of_one_day_the_later_entered_counts() -> None:
    park = standing(graded(Kind.REVIEW, DAY, Grade.D), graded(Kind.REVIEW, DAY, Grade.C))
    assert rolled(park).at_top == 0


def test_a_later_self_assessment_does_not_touch_the_review() -> None:
    park = standing(graded(Kind.REVIEW, BEFORE, Grade.C), graded(Kind.SELF, DAY, Grade.D))
    assert rolled(park).at_top == 0
    assert rolled(park, basis=Basis.SELF).at_top == 1


def test_an_expert_round_counts_on_neither_basis() -> None:
    park = standing(graded(Kind.EXPERT, BEFORE, Grade.D))
    assert rolled(park).assessed == rolled(park, basis=Basis.SELF).assessed == 0


def test_a_review_of_a_later_day_does_not_count_yet() -> None:
    park = standing(graded(Kind.REVIEW, AFTER, Grade.D))
    assert rolled(park).at_top == 0
    assert rolled(park, on=AFTER).at_top == 1


def test_grade_d_with_ten_two_open_is_grade_d_but_not_at_the_target() -> None:
    found = rolled(standing(Graded(Kind.REVIEW, BEFORE, Grade.D, reached=False)))
    assert (found.grades[Grade.D], found.at_top) == (1, 0)


def test_haves_are_counted_only_where_known() -> None:
    known = standing(graded(Kind.REVIEW, BEFORE, Grade.C, haves_basic=True))
    unknown = standing(graded(Kind.REVIEW, BEFORE, Grade.D, haves_basic=None))
    assert rolled(known, unknown).haves_basic == 1


def test_no_recognised_park_is_a_share_of_nothing() -> None:
    assert rolled().share == 0


@pytest.mark.parametrize(("at_top", "share"), [(12, Fraction(12, 52)), (17, Fraction(17, 52))])
def test_hubei_as_published(at_top: int, share: Fraction) -> None:
    assert rolled(*parks(52, at_top)).share == share


@pytest.mark.parametrize(
    ("recognised", "at_top", "percent", "needed", "missing"),
    [
        (12, 5, 60, 8, 3),  # 7.2 parks: eight, or the share is not reached
        (12, 8, 60, 8, 0),
        (12, 12, 90, 11, 0),
        (10, 5, 60, 6, 1),
        (52, 17, 60, 32, 15),
        (52, 17, 90, 47, 30),
        (0, 0, 60, 0, 0),
        (1, 0, 60, 1, 1),
        (3, 1, 100, 3, 2),
    ],
)
def test_what_a_target_asks_for_is_rounded_up(
    recognised: int, at_top: int, percent: int, needed: int, missing: int
) -> None:
    found = rollup.against(rolled(*parks(recognised, at_top)), standards.target(percent, DAY))
    assert (found.needed, found.missing) == (needed, missing)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 99))
def test_a_higher_target_never_needs_fewer_parks(recognised: int, at_top: int, percent: int) -> None:
    county = rollup.Rollup(DAY, Basis.REVIEW, recognised, recognised, min(at_top, recognised), 0, {})
    lower = rollup.against(county, standards.target(percent, DAY))
    higher = rollup.against(county, standards.target(percent + 1, DAY))
    assert lower.needed <= higher.needed
    assert lower.missing <= higher.missing


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 100))
def test_a_target_is_reached_exactly_when_the_share_is(recognised: int, at_top: int, percent: int) -> None:
    county = rollup.Rollup(DAY, Basis.REVIEW, recognised, recognised, min(at_top, recognised), 0, {})
    missing = rollup.against(county, standards.target(percent, DAY)).missing
    assert (missing == 0) == (100 * county.share >= percent)


def test_over_time_has_a_point_for_each_change_until_the_day() -> None:
    late = standing(graded(Kind.REVIEW, DAY, Grade.D), on=date(2024, 9, 1))
    early = standing(graded(Kind.REVIEW, BEFORE, Grade.D), graded(Kind.REVIEW, AFTER, Grade.C), on=None)
    found = rollup.over_time([early, late], Basis.REVIEW, DAY)
    assert [(one.on, one.recognised, one.at_top) for one in found] == [
        (BEFORE, 1, 1),
        (date(2024, 9, 1), 2, 1),
        (DAY, 2, 2),
    ]


days = st.dates(date(2024, 1, 1), date(2024, 1, 12))
standings = st.lists(
    st.builds(
        Standing,
        st.just("p"),
        st.just("示例园区"),
        st.sampled_from(Recognition),
        st.none() | days,
        st.lists(
            st.builds(
                Graded,
                st.sampled_from(Kind),
                days,
                st.sampled_from(Grade),
                reached=st.booleans(),
                haves_basic=st.none() | st.booleans(),
            ),
            max_size=4,
        ).map(tuple),
    ),
    max_size=4,
)


@given(standings, st.sampled_from(Basis), days)
def test_over_time_is_the_rollup_of_each_of_its_days(
    parks: list[Standing], basis: Basis, until: date
) -> None:
    found = rollup.over_time(parks, basis, until)
    assert found[-1].on == until
    assert found == tuple(rollup.rollup(parks, basis, one.on) for one in found)


@given(standings, st.sampled_from(Basis), days, days)
def test_over_time_leaves_no_change_out(parks: list[Standing], basis: Basis, until: date, day: date) -> None:
    points = [one for one in rollup.over_time(parks, basis, max(until, day)) if one.on <= day]
    figures = rollup.rollup(parks, basis, day)
    assert replace(points[-1] if points else _before(parks, basis, day), on=day) == figures


def _before(parks: list[Standing], basis: Basis, day: date) -> rollup.Rollup:
    """Before the first change: parks recognised without a date, and no grade."""
    return rollup.rollup([replace(park, rounds=()) for park in parks if not park.recognised_on], basis, day)


def test_the_nearest_park_comes_first_and_those_at_d_or_unknown_not_at_all() -> None:
    def at(points: int | None, grade: Grade = Grade.C) -> Standing:
        distance = None if points is None else Fraction(points)
        return standing(graded(Kind.REVIEW, BEFORE, grade, points_to_top=distance))

    near, far = at(2), at(9)
    found = rollup.nearest([far, at(None), near, at(0, Grade.D)], Basis.REVIEW, DAY)
    assert [park for park, _ in found] == [near, far]
