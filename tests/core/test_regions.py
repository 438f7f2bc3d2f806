"""Regions: what a code stands for today, what lies above it and below it."""

from __future__ import annotations

import pytest

from app import paths
from app.core import regions
from app.core.regions import Level, Regions
from app.files import regions as table


@pytest.fixture(scope="module")
def every() -> Regions:
    return table.read(paths.regions())


def names(found):
    return [each.name for each in found]


def test_a_county_is_told_with_its_city_and_province(every):
    assert names(every.path("370112")) == ["山东省", "济南市", "历城区"]


def test_a_county_right_under_its_province_has_no_city(every):
    assert names(every.path("429004")) == ["湖北省", "仙桃市"]
    assert "仙桃市" in names(every.below("420000"))


def test_a_code_out_of_use_leads_to_what_followed(every):
    assert [each.code for each in every.present("371202")] == ["370116"]
    assert [each.code for each in every.present("371200")] == ["370100"]


def test_a_county_that_was_split_leads_to_every_part(every):
    assert [each.code for each in every.present("341424")] == ["340207", "340523"]


def test_a_park_of_a_merged_county_lies_in_the_present_city(every):
    assert every.within("371202", "370100")
    assert not every.within("371202", "370200")


def test_every_code_out_of_use_leads_to_one_in_use(every):
    lost = [each for each in every.every if each.until and not every.present(each.code)]
    assert lost == []


def test_every_region_in_use_is_reached_from_the_top(every):
    reached: set[str] = set()
    waiting = list(every.below(""))
    while waiting:
        one = waiting.pop()
        reached.add(one.code)
        waiting += every.below(one.code)
    assert reached == {each.code for each in every.every if each.until is None}
    assert {each.level for each in every.below("")} == {Level.PROVINCE}


@pytest.mark.parametrize("code", ["", "37011", "370112 ", "３７０１１２", "999999", "abcdef"])
def test_what_is_no_code_is_told(every, code):
    assert regions.code_fault(code, every)


def test_a_code_of_long_ago_is_still_one(every):
    assert regions.code_fault("371202", every) is None
