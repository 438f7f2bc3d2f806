"""What is going on in the sample county: evidence that lapses, experts on site, answers returned, ways tried out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core import options, shortest
from app.core.dossier import AssessmentState, Dossier, OpinionState
from app.core.evidence import Side
from app.core.plan import MeasureState
from app.core.rollup import Kind
from app.services import (
    assessments,
    checkup,
    dossiers,
    estimates,
    evidence,
    papers,
    people,
    plans,
    sample,
    scenarios,
    stores,
)
from app.services.stores import Store
from tests.conftest import TODAY


@pytest.fixture(scope="module")
def county(sample_file: Path) -> Iterator[Store]:
    """The sample county, to be read only."""
    with stores.look(sample_file) as opened:
        yield opened


def latest(county: Store, park: str) -> Dossier:
    head = assessments.listed(county, papers.find_park(county, park).id)[0]
    return dossiers.gather(county, head.id, TODAY)


def test_nobody_is_on_file_so_that_everything_may_be_tried(county: Store) -> None:
    assert people.listed(county) == ()


def test_every_file_says_that_it_is_a_sample_and_its_content_came_along(county: Store) -> None:
    filed = evidence.listed(county)
    assert filed
    assert all(one.evidence.name.startswith("示例") for one in filed)
    assert evidence.verify(county) == ()


def test_one_parks_report_has_lapsed_and_anothers_soon_will(county: Store) -> None:
    ending = evidence.lapsing(county, TODAY, 90)
    assert [(one.park, one.evidence.lapsed(TODAY)) for one in ending] == [
        ("示例长河循环经济化工园", True),
        ("示例金滩石化园区", False),
    ]


def test_the_lapsed_report_is_found_where_it_is_all_that_proves_an_answer(county: Store) -> None:
    found = checkup.of_round(county, latest(county, "长河").assessment.id, TODAY).found
    assert {one.rule.title for one in found if one.red} == {"评估报告超过三年"}


def test_a_finished_round_has_but_a_handful_of_claims_without_evidence(county: Store) -> None:
    counts = []
    for standing in checkup.everywhere(county, TODAY):
        if standing.round is not None and not standing.round.state.open:
            found = checkup.of_round(county, standing.round.id, TODAY).found
            counts.append(sum(one.rule.function == "unproved" for one in found))
    assert len(counts) == 9
    assert sum(counts) > 0
    assert max(counts) <= 6


def test_closed_measures_of_one_park_are_shown_before_and_after(county: Store) -> None:
    park = papers.find_park(county, "青江")
    shown = [
        (measure.state, [side for side, _file in evidence.of_measure(county, measure.id)])
        for measure in plans.listed(county, park.id)
    ]
    pictured = [each for each in shown if each[1]]
    assert pictured == [(MeasureState.CLOSED, [Side.BEFORE, Side.AFTER])] * 4


def test_experts_are_halfway_through_and_see_some_items_otherwise(county: Store) -> None:
    dossier = latest(county, "白沙")
    assert (dossier.assessment.kind, dossier.assessment.state) == (Kind.EXPERT, AssessmentState.DRAFT)
    assert dossier.beside is not None
    own, theirs = dossier.beside.answers.items, dossier.answers.items
    assert (len(own), len(theirs)) == (34, 17)
    assert 2 <= sum(own[key] != given for key, given in theirs.items()) <= 8


def test_two_answers_were_returned_with_their_reasons(county: Store) -> None:
    dossier = latest(county, "红山")
    assert dossier.assessment.state is AssessmentState.RETURNED
    returned = [one for one in dossier.opinions.values() if one.state is OpinionState.RETURNED]
    assert len(returned) == 2
    assert all(one.reason for one in returned)


def test_a_scenario_reaches_d_and_there_are_ways_that_cost_more_and_take_less_time(county: Store) -> None:
    dossier = latest(county, "东塘")
    key = dossier.assessment.id
    place = (dossier.standard, dossier.companion, dossier.answers)
    ways = shortest.front(*place, options.options(*place, estimates.read(county, key)))
    assert len(ways) >= 3
    (tried,) = scenarios.listed(county, key)
    assert any(set(tried.changes) == set(way.changes) for way in ways)


def test_the_sample_of_an_earlier_day_has_the_same_going_on(tmp_path: Path) -> None:
    path, day = tmp_path / "sample.sqlite", TODAY.replace(year=2024, month=2, day=29)
    sample.make(path, day)
    assert sorted(left.name for left in tmp_path.iterdir()) == ["sample.sqlite", "sample.sqlite.files"]
    with stores.look(path) as opened:
        assert latest(opened, "白沙").beside is not None
        assert len(evidence.lapsing(opened, day, 90)) == 2
