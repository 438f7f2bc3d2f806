"""Which park and which round a paper is about."""

from __future__ import annotations

import pytest

from app.core.park import Park
from app.core.rollup import Kind
from app.errors import UserError
from app.services import assessments, papers, parks, rounds
from app.services.stores import Store
from tests.conftest import TODAY, WHO


@pytest.fixture
def three(store: Store) -> Store:
    for key, name, code in (
        ("p1", "示例园区", "A1"),
        ("p2", "示例园区东片", ""),
        ("p3", "示例化工园", "A1-2"),
    ):
        parks.add(store, WHO, Park(id=key, name=name, code=code))
    return store


@pytest.mark.parametrize(
    ("wanted", "found"), [("p3", "p3"), ("A1", "p1"), ("示例园区", "p1"), ("东片", "p2")]
)
def test_a_park_is_found_by_its_id_code_or_name_and_else_by_a_part_of_one_name(
    three: Store, wanted: str, found: str
) -> None:
    assert papers.find_park(three, wanted).id == found


@pytest.mark.parametrize(("wanted", "said"), [("示例", "多个园区"), ("没有", "没有园区"), ("", "没有园区")])
def test_what_names_no_one_park_is_refused(three: Store, wanted: str, said: str) -> None:
    with pytest.raises(UserError, match=said) as refused:
        papers.find_park(three, wanted)
    assert refused.value.remedy


def test_a_paper_is_about_a_finished_round_before_a_later_draft(store: Store, park: Park) -> None:
    own, later = (assessments.fresh(park.id, Kind.SELF, year, TODAY) for year in (2025, 2026))
    assessments.begin(store, WHO, own)
    assert papers.round_for(store, park.id) == own
    rounds.submit(store, WHO, own.id, TODAY)
    assessments.begin(store, WHO, later)
    assert papers.round_for(store, park.id).id == own.id


def test_a_paper_is_about_the_latest_review_where_there_is_one(county: Store) -> None:
    head = papers.round_for(county, papers.find_park(county, "白沙").id)
    assert (head.kind, head.year) == (Kind.REVIEW, 2026)


def test_a_park_without_rounds_has_no_paper(store: Store, park: Park) -> None:
    with pytest.raises(UserError, match="还没有评估记录") as refused:
        papers.round_for(store, park.id)
    assert "新建" in refused.value.remedy


def test_a_paper_never_writes_over_the_store_that_it_is_about(store: Store, round_id: str) -> None:
    before = store.path.read_bytes()
    with pytest.raises(UserError, match="覆盖"):
        papers.write(store, papers.Paper.PLAN, round_id, store.path, TODAY)
    assert store.path.read_bytes() == before
