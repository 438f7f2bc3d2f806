"""Answers: their form in files and records, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import answers, scoring
from app.core.answers import (
    Answer,
    Answers,
    Check,
    CheckState,
    Chosen,
    Counted,
    NotApplicable,
    Reached,
    VetoMark,
    VetoState,
)
from app.core.standard import Standard
from app.core.verdict import verdict
from app.errors import UserError
from tests.core import drawing
from tests.core.drawing import LAW

T = TypeVar("T")

counts = st.dictionaries(st.text(min_size=1, max_size=5), st.integers(1, 10**6), max_size=4)
fractions = st.fractions(-2, 2)
any_answer = st.one_of(
    st.builds(Chosen, st.integers()),
    st.builds(Counted, st.dictionaries(st.sampled_from(["a", "b", "c", ""]), st.integers())),
    st.builds(Reached, fractions),
    st.builds(NotApplicable, st.text(max_size=3)),
)
kept = st.one_of(
    st.builds(Chosen, st.integers(0, 9)),
    st.builds(Counted, counts),
    st.builds(Reached, fractions),
    st.builds(NotApplicable, st.text()),
    st.builds(Check, st.sampled_from(CheckState), st.text()),
    st.builds(VetoMark, st.sampled_from(VetoState), st.text()),
    st.booleans(),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
keys = st.sampled_from(["met", "level", "counts", "share", "not_applicable", "check", "veto", "reason", "x"])


@given(kept)
def test_an_answer_comes_back_from_json_as_it_went(answer: Answer | Check | VetoMark | bool) -> None:
    assert answers.from_data(json.loads(json.dumps(answers.to_data(answer)))) == answer


@given(st.dictionaries(keys, json_values | st.sampled_from(["met", "off", "1/0", "1e999999999"]), max_size=3))
def test_strange_data_is_refused_in_words(data: dict[str, Any]) -> None:
    found = _refused(lambda: answers.from_data(data))
    if isinstance(found, UserError):
        assert found.what
        assert found.remedy
    else:
        assert answers.from_data(answers.to_data(found)) == found


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"level": True},
        {"level": 1.0},
        {"level": "1"},
        {"counts": {"a": None}},
        {"counts": {"a": 2.7}},
        {"counts": {"a": True}},
        {"counts": [1]},
        {"share": "1/0"},
        {"share": "1e999999999"},
        {"share": "一半"},
        {"share": 0.5},
        {"check": "maybe", "reason": ""},
        {"check": "met"},
        {"veto": "on", "reason": ""},
        {"met": 1},
    ],
    ids=str,
)
def test_data_that_is_nearly_an_answer_is_no_answer(data: dict[str, Any]) -> None:
    with pytest.raises(UserError, match="无法识别"):
        answers.from_data(data)


@LAW
@given(drawing.editions, st.data())
def test_a_wrong_answer_raises_a_user_error_and_nothing_else(standard: Standard, data: st.DataObject) -> None:
    item = data.draw(st.sampled_from(standard.items))
    answer: Answer = data.draw(any_answer)
    found = _refused(lambda: scoring.points(item, answer))
    if isinstance(found, UserError):
        assert f"第 {item.number} 项" in found.what
        assert found.remedy
        assert isinstance(_refused(lambda: verdict(standard, Answers(items={item.id: answer}))), UserError)
    else:
        assert 0 <= found <= item.full


def _refused(call: Callable[[], T]) -> T | UserError:
    """What the call gives, or the user error that it raises; any other error is the test's failure."""
    try:
        return call()
    except UserError as error:
        return error


def test_what_is_not_counted_is_left_out_of_the_record() -> None:
    assert answers.to_data(Counted({"b": 1, "a": 2, "c": 0})) == {"counts": {"a": 2, "b": 1}}


def test_what_is_recorded_as_not_counted_reads_as_left_out() -> None:
    assert answers.from_data({"counts": {"a": 0, "b": 2}}) == Counted({"b": 2})


def test_a_share_is_kept_exact() -> None:
    assert answers.from_data({"share": "1/3"}) == Reached(Fraction(1, 3))
