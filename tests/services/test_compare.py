"""Rounds compared as the store has them, the pair that belongs to a round, and a county of many parks in time."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from app.core import asked, pairs
from app.core.answers import Chosen
from app.core.compare import Direction
from app.core.dossier import Assessment, AssessmentState
from app.core.park import Park
from app.core.rollup import Kind
from app.errors import UserError
from app.services import answering, assessments, compare, parks, rounds, stores, values
from app.services.stores import Store
from models import assessment as tables
from tests.conftest import TODAY, WHO


def head(key: str, kind: Kind, year: int, **more: object) -> Assessment:
    made = Assessment(
        id=key,
        park_id="p1",
        kind=kind,
        year=year,
        edition_checksum="",
        assessed_on=date(year, 5, 1),
        state=AssessmentState.SUBMITTED,
    )
    return replace(made, **more)  # type: ignore[arg-type]


SELF_25, SELF_26 = head("s25", Kind.SELF, 2025), head("s26", Kind.SELF, 2026)
REVIEW_25, REVIEW_26 = head("r25", Kind.REVIEW, 2025), head("r26", Kind.REVIEW, 2026)
EXPERT_26 = head("e26", Kind.EXPERT, 2026, based_on="s25")
EVERY = (SELF_25, REVIEW_25, SELF_26, EXPERT_26, REVIEW_26)


@pytest.mark.parametrize(
    ("chosen", "among", "wanted"),
    [
        (EXPERT_26, EVERY, ("s25", "e26")),
        (REVIEW_26, EVERY, ("s26", "r26")),
        (SELF_26, EVERY, ("s25", "s26")),
        (SELF_25, EVERY, ("s25", "r25")),
        (REVIEW_26, (REVIEW_25, REVIEW_26), ("r25", "r26")),
        (SELF_25, (SELF_25,), None),
    ],
)
def test_the_pair_that_is_shown_first_is_the_one_that_belongs_to_the_round(
    chosen: Assessment, among: tuple[Assessment, ...], wanted: tuple[str, str] | None
) -> None:
    pair = pairs.beside(among, chosen)
    assert (pair and (pair[0].id, pair[1].id)) == wanted


def test_a_park_counts_once_a_year_by_its_reviewers_else_its_experts_and_never_by_an_open_round() -> None:
    found = pairs.views([*EVERY, head("s24", Kind.SELF, 2024), head("e24", Kind.EXPERT, 2024)])
    assert [(left.id, right.id) for left, right in found] == [("s24", "e24"), ("s25", "r25"), ("s26", "r26")]
    assert [right.id for _, right in pairs.latest(found, None)] == ["r26"]
    open_one = replace(REVIEW_26, state=AssessmentState.DRAFT)
    assert pairs.views([SELF_26, open_one]) == ()


def test_two_rounds_of_different_parks_are_compared_by_what_is_on_file(county: Store) -> None:
    first, second = parks.listed(county)[:2]
    left, right = (assessments.listed(county, park.id)[0] for park in (first, second))
    found = compare.rounds(county, left.id, right.id)
    assert found.parks == (first.name, second.name)
    assert (found.left, found.right) == (left, right)
    assert len(found.found.rows) == 34 + 6 + 95
    gap = found.found.right.verdict.score - found.found.left.verdict.score
    assert found.found.score == gap


def test_a_round_that_is_gone_is_told_in_words(county: Store) -> None:
    with pytest.raises(UserError, match="已经不在"):
        compare.rounds(county, "nobody", "nobody")


def test_the_county_names_the_items_that_were_rated_too_high_and_in_which_parks(county: Store) -> None:
    region = compare.region(county, TODAY)
    worst = region.items[0]
    assert (region.name, len(region.parks), region.years) == ("示例县", 11, (2026, 2025, 2024, 2023))
    by_hand = []
    for park in parks.listed(county):
        pair = pairs.latest(pairs.views(assessments.listed(county, park.id)), None)
        for left, right in pair:
            over = compare.rounds(county, left.id, right.id).found.items(Direction.OVER)
            by_hand += [park.id for row in over if row.subject == f"item/{worst.item.id}"]
    assert sorted(worst.parks) == sorted(by_hand)
    assert worst.compared == 11


def test_a_year_without_pairs_has_no_items(county: Store) -> None:
    assert compare.region(county, TODAY, 2001).items == ()


def test_sixty_parks_with_both_views_are_read_in_under_a_second(store: Store) -> None:
    template = assessments.fresh("", Kind.SELF, 2026, TODAY)
    for number in range(60):
        parks.add(store, WHO, Park(id=f"p{number}", name=f"示例园区{number:02d}"))
    assessments.begin(store, WHO, replace(template, id="first", park_id="p0"))
    with stores.read(store) as records:
        standard, companion = assessments.editions(records, assessments.row(records, "first"))
    subjects = [key for key in asked.questions(standard, companion) if key.startswith("item/")]
    with stores.begin(store, WHO, "填满") as records:
        for number, (kind, level) in product(range(60), ((Kind.SELF, 1), (Kind.REVIEW, 0))):
            key, value = f"{kind.value}{number}", f'{{"level": {level}}}'
            one = replace(template, id=key, park_id=f"p{number}", kind=kind, state=AssessmentState.CONFIRMED)
            records.add(tables.Assessment(**values.columns(one)))
            for subject in subjects:
                records.add(tables.Answer(assessment_id=key, subject=subject, value=value))
    started = time.process_time()
    region = compare.region(store, TODAY)
    assert time.process_time() - started < 1
    assert {(one.over, one.compared) for one in region.items} == {(60, 60)}


def test_an_answer_that_waits_to_be_confirmed_is_not_compared(store: Store, round_id: str) -> None:
    answering.answer(store, WHO, round_id, "item/G01", Chosen(2))
    rounds.submit(store, WHO, round_id, TODAY)
    review = replace(assessments.fresh("p1", Kind.REVIEW, 2026, TODAY), state=AssessmentState.CONFIRMED)
    assessments.begin(store, WHO, review)
    with stores.begin(store, WHO, "结转") as records:
        head_row = assessments.row(records, review.id)
        head_row.state = "confirmed"
        records.add(
            tables.Answer(assessment_id=review.id, subject="item/G01", value='{"level": 0}', pending=True)
        )
    assert compare.region(store, TODAY).items == ()
