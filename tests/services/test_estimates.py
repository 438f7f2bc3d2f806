"""Estimates on disk: kept beside the record, changed, undone, and refused where a number cannot be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.core.options import Estimate
from app.core.rollup import Kind
from app.errors import UserError
from app.services import assessments, estimates, history
from app.services.stores import Store
from models import scenario as tables
from tests.conftest import TODAY, WHO

FULL = Estimate(at={"2": (Decimal("12.50"), 90), "1": (None, 30)})


def test_an_estimate_is_read_back_as_it_was_kept(store: Store, round_id: str) -> None:
    estimates.put(store, WHO, round_id, "item/G01", FULL)
    estimates.put(store, WHO, round_id, "check/Y01-1", Estimate(cannot=True))
    assert estimates.read(store, round_id) == {"item/G01": FULL, "check/Y01-1": Estimate(cannot=True)}


@pytest.mark.parametrize("nothing", [None, Estimate(), Estimate(at={"2": (None, None)})])
def test_an_estimate_that_says_nothing_goes_back_to_the_standard(
    store: Store, round_id: str, nothing: Estimate | None
) -> None:
    estimates.put(store, WHO, round_id, "item/G01", FULL)
    estimates.put(store, WHO, round_id, "item/G01", nothing)
    assert estimates.read(store, round_id) == {}


def test_an_estimate_is_undone(store: Store, round_id: str) -> None:
    estimates.put(store, WHO, round_id, "item/G01", FULL)
    estimates.put(store, WHO, round_id, "item/G01", Estimate(cannot=True))
    history.undo(store, WHO)
    assert estimates.read(store, round_id) == {"item/G01": FULL}


@pytest.mark.parametrize(
    ("cost", "days", "words"),
    [
        (Decimal("-0.01"), None, "不小于 0"),
        (Decimal("10000000.01"), None, "不超过"),
        (Decimal("NaN"), None, "不小于 0"),
        (Decimal("Infinity"), None, "不超过"),
        (Decimal("0.0000001"), None, "小数"),
        (None, 0, "1 到 3650"),
        (None, 3651, "1 到 3650"),
        (None, True, "整数"),
    ],
)
def test_a_number_that_cannot_be_is_refused(
    store: Store, round_id: str, cost: Decimal | None, days: int | None, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        estimates.put(store, WHO, round_id, "item/G01", Estimate(at={"1": (cost, days)}))
    assert estimates.read(store, round_id) == {}


def test_a_question_that_the_edition_does_not_ask_is_refused(store: Store, round_id: str) -> None:
    with pytest.raises(UserError, match="没有"):
        estimates.put(store, WHO, round_id, "item/X99", FULL)


def test_a_round_that_is_gone_is_told(store: Store) -> None:
    with pytest.raises(UserError, match="不在"):
        estimates.put(store, WHO, "gone", "item/G01", FULL)


def test_two_rounds_keep_their_own_estimates(store: Store, round_id: str) -> None:
    other = assessments.fresh(assessments.get(store, round_id).park_id, Kind.SELF, 2027, TODAY)
    assessments.begin(store, WHO, other)
    estimates.put(store, WHO, round_id, "item/G01", FULL)
    assert estimates.read(store, other.id) == {}


@pytest.mark.parametrize(
    "value", ["[]", "{", '{"at": {"1": ["x", 3]}}', '{"at": {"1": [null, 0]}}', '{"at": 5}']
)
def test_a_record_that_was_tampered_with_is_named(store: Store, round_id: str, value: str) -> None:
    with store.begin(WHO, "改动") as records:
        records.add(tables.Estimate(id="e", assessment_id=round_id, subject="item/G01", value=value))
    with pytest.raises(UserError, match="估算无法识别"):
        estimates.read(store, round_id)
