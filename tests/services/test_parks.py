"""The ledger through its services: filed, corrected, taken off and brought back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.core.entries import Grade
from app.core.park import Enterprise, Park, Process, Settlement, Zone
from app.core.rollup import Basis, Kind
from app.errors import UserError
from app.services import history, overview, parks
from app.services.parks import Published
from app.services.stores import Store
from tests.conftest import TODAY, WHO


def test_what_is_filed_reads_back_equal(store: Store, park: Park) -> None:
    zone = Zone(id="z", park_id=park.id, position=1, name="东片区", east="示例路", area=Decimal("1.20"))
    firm = Enterprise(
        id="e",
        park_id=park.id,
        zone_id="z",
        name="示例化工",
        credit_code="91350100M000100Y43",
        area=Decimal("3.5"),
        hazard_major=True,
        processes=(Process("硝化", "改造中"),),
    )
    people = Settlement(id="s", park_id=park.id, name="示例组", households=3, due=date(2027, 1, 1))
    for value in (zone, firm, people):
        parks.add(store, WHO, value)
    assert parks.get(store, park.id) == park
    assert parks.of_park(store, Zone, park.id) == (zone,)
    assert parks.of_park(store, Enterprise, park.id) == (firm,)
    assert parks.of_park(store, Settlement, park.id) == (people,)


def test_a_change_of_one_field_is_named_in_the_history(store: Store, park: Park) -> None:
    change = parks.edit(store, WHO, Park, park.id, "planned_area", Decimal("8.60"))
    assert change is not None
    assert change.action == "修改园区 规划面积"
    assert parks.get(store, park.id).planned_area == Decimal("8.60")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("name", "  ", "不能为空"),
        ("region_code", "42", "6 位"),
        ("planned_area", Decimal(-1), "面积"),
        ("longitude", Decimal(200), "经度"),
        ("latitude", Decimal("30.12345678901"), "小数最多 10 位"),
        ("recognition_date", date(1900, 1, 1), "年份"),
        ("note", "长" * 20_001, "太长"),
        ("hazards_1", -1, "整数"),
        ("no_such_field", "x", "没有"),
    ],
)
def test_a_value_that_cannot_stand_is_refused_and_the_old_one_stays(
    store: Store, park: Park, name: str, value: object, said: str
) -> None:
    with pytest.raises(UserError, match=said) as refused:
        parks.edit(store, WHO, Park, park.id, name, value)
    assert refused.value.remedy
    assert parks.get(store, park.id) == park


def test_a_credit_code_with_a_wrong_check_digit_is_refused_and_the_right_one_named(
    store: Store, park: Park
) -> None:
    firm = Enterprise(id="e", park_id=park.id, name="示例化工", credit_code="91350100M000100Y44")
    with pytest.raises(UserError, match="校验位应为 3"):
        parks.add(store, WHO, firm)
    assert parks.of_park(store, Enterprise, park.id) == ()


def test_undo_brings_a_deleted_park_back_with_all_that_belongs_to_it(store: Store, park: Park) -> None:
    parks.add(store, WHO, Zone(id="z", park_id=park.id, name="东片区"))
    parks.add(store, WHO, Enterprise(id="e", park_id=park.id, name="示例化工", zone_id="z"))
    parks.remove(store, WHO, Park, park.id)
    assert parks.listed(store) == ()
    history.undo(store, WHO)
    assert parks.listed(store) == (park,)
    assert len(parks.of_park(store, Zone, park.id)) == len(parks.of_park(store, Enterprise, park.id)) == 1


def test_what_is_gone_is_said_to_be_gone(store: Store) -> None:
    with pytest.raises(UserError, match="不在台账"):
        parks.edit(store, WHO, Park, "nobody", "note", "x")


def test_a_published_grade_counts_for_the_county(store: Store, park: Park) -> None:
    given = Published(Kind.REVIEW, Grade.D, date(2025, 6, 1), "示例公告〔2025〕1号")
    parks.record_grade(store, WHO, park.id, given)
    assert parks.published(store, park.id) == (given,)
    assert overview.overview(store, Basis.REVIEW, TODAY).now.at_top == 1


def test_a_published_grade_without_its_document_is_refused(store: Store, park: Park) -> None:
    with pytest.raises(UserError, match="文件"):
        parks.record_grade(store, WHO, park.id, Published(Kind.REVIEW, Grade.D, date(2025, 6, 1), " "))


def test_a_published_grade_of_an_impossible_day_is_refused(store: Store, park: Park) -> None:
    with pytest.raises(UserError, match="年份"):
        parks.record_grade(store, WHO, park.id, Published(Kind.REVIEW, Grade.D, date(205, 6, 1), "示例公告"))
    assert parks.published(store, park.id) == ()
