"""The sample county is true to its own figures, and the county page's numbers follow from it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from matplotlib.text import Text

from app import wording
from app.core.park import Enterprise, Park, Zone, area_check, credit_code_fault
from app.core.plan import MeasureState
from app.core.rollup import Basis
from app.services import history, overview, papers, parks, plans, sample, stores
from app.services.stores import Store
from tests.conftest import TODAY, WHO


def test_every_name_of_the_sample_says_that_it_is_one(county: Store) -> None:
    filed = parks.listed(county)
    firms = [firm for park in filed for firm in parks.of_park(county, Enterprise, park.id)]
    assert len(filed) == 12
    assert all(each.name.startswith("示例") for each in (*filed, *firms))


def test_the_sample_firms_have_sound_credit_codes(county: Store) -> None:
    firms = [f for park in parks.listed(county) for f in parks.of_park(county, Enterprise, park.id)]
    assert firms
    assert [credit_code_fault(firm.credit_code) for firm in firms] == [None] * len(firms)


def test_one_sample_park_has_zones_that_do_not_add_up(county: Store) -> None:
    disagreeing = [
        park.name
        for park in parks.listed(county)
        if not area_check(park, parks.of_park(county, Zone, park.id)).agrees
    ]
    assert disagreeing == ["示例红山煤化工园"]


@pytest.mark.parametrize(
    ("day", "at_top", "recognised"),
    [
        (date(2022, 1, 1), 0, 4),
        (date(2023, 12, 31), 2, 11),
        (date(2024, 12, 31), 5, 11),
        (date(2025, 12, 31), 8, 11),
    ],
)
def test_the_share_at_a_past_day_counts_what_was_decided_by_then(
    county: Store, day: date, at_top: int, recognised: int
) -> None:
    now = overview.overview(county, Basis.REVIEW, day).now
    assert (now.at_top, now.recognised) == (at_top, recognised)


def test_the_self_assessed_share_is_better_and_says_its_basis(county: Store) -> None:
    review = overview.overview(county, Basis.REVIEW, TODAY).now
    own = overview.overview(county, Basis.SELF, TODAY).now
    assert own.share > review.share
    assert (own.basis, review.basis) == (Basis.SELF, Basis.REVIEW)


def test_the_targets_say_how_many_parks_are_missing(county: Store) -> None:
    seen = overview.overview(county, Basis.REVIEW, TODAY)
    assert [(aim.target.percent, aim.needed, aim.missing) for aim in seen.targets] == [
        (60, 7, 0),
        (90, 10, 2),
    ]


def test_a_park_with_the_score_but_without_ten_two_is_not_counted(county: Store) -> None:
    seen = overview.overview(county, Basis.REVIEW, TODAY)
    standing = next(each for each in seen.standings if "白沙" in each.name)
    graded = standing.current(Basis.REVIEW, TODAY)
    assert graded is not None
    assert (graded.grade, graded.reached) == ("D", False)


def test_overdue_measures_are_those_past_due_and_not_closed(county: Store) -> None:
    late = {found.measure.id for found in overview.overview(county, Basis.REVIEW, TODAY).late}
    every = [measure for park in parks.listed(county) for measure in plans.listed(county, park.id)]
    due = {m.id for m in every if m.due and m.due < TODAY and m.state is not MeasureState.CLOSED}
    assert late == due
    assert late


def test_a_county_without_parks_has_a_share_of_zero(store: Store) -> None:
    seen = overview.overview(store, Basis.REVIEW, TODAY)
    assert (seen.now.recognised, seen.now.share) == (0, 0)


def test_the_region_is_called_what_it_was_named(store: Store) -> None:
    overview.name_region(store, WHO, " 示例市 ")
    assert overview.region_name(store) == "示例市"
    history.undo(store, WHO)
    assert overview.region_name(store) == ""


def test_a_region_that_nobody_named_is_called_by_what_its_parks_share(store: Store) -> None:
    for number, county in enumerate(("示例甲县", "示例乙县"), 1):
        park = Park(id=f"p{number}", name=f"示例{number}园区", city="示例市", county=county)
        parks.add(store, WHO, park)
    assert overview.region_name(store) == "示例市"


def test_the_published_hubei_figures_roll_up_to_their_shares() -> None:
    shares = [wording.percent(published.share) for published in sample.published()]
    assert shares == ["23.1%", "32.7%"]


def test_the_sample_chain_verifies(county: Store) -> None:
    assert history.verify(county) == ()


def test_a_chart_that_travels_alone_names_the_editions_and_how_much_of_them_is_not_verified(
    county: Store,
) -> None:
    for chart in papers.county_charts(county, Basis.REVIEW, TODAY):
        words = "".join(text.get_text() for text in chart.figure.findobj(Text)).replace("\n", "")
        assert "导则工作表 2023（试行）" in words, chart.name
        assert "未核对原文" in words, chart.name


def test_the_sample_county_is_made_where_there_is_no_data_folder_yet(tmp_path: Path) -> None:
    path = tmp_path / "new" / "parkgrade" / "sample.sqlite"
    sample.make(path, date(2023, 3, 1))
    with stores.open_store(path, WHO) as opened:
        assert len(parks.listed(opened)) == 12
    assert [left.name for left in path.parent.iterdir() if "building" in left.name] == []
