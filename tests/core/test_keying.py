"""Keying: every answer goes to few keys and comes back, and what cannot be is refused in a short line."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import keying
from app.core.answers import (
    Answers,
    Check,
    CheckState,
    Chosen,
    Counted,
    Given,
    NotApplicable,
    Reached,
    VetoMark,
    VetoState,
)
from app.core.asked import Entry, Question, every, questions
from app.core.keying import Entered, Fault
from app.core.standard import Standard
from tests.core import drawing, standards
from tests.core.drawing import LAW

STANDARD = standards.make(
    {
        "sections": [{"id": "S1", "gate": True}],
        "items": [
            standards.levels(0, 1, 5, id="L"),
            {"id": "C", "full": 5, "deduct": {"a": 1, "b": 2}},
            {"id": "A", "full": 6, "sum": {"a": 1, "b": 2}, "most": {"a": 2, "b": 2}},
            {"id": "R", "share": [[0, 0], [50, 1]]},
        ],
        "vetoes": [{"id": "V1"}],
        "lines": [{"id": "Y1", "required": ["Y1-1"]}],
    }
)
BY_ID = {subject.partition("/")[2]: one.entry for subject, one in questions(STANDARD).items()}


@LAW
@given(drawing.editions.flatmap(lambda s: st.tuples(st.just(s), drawing.answered(s, whole=True))))
def test_every_answer_comes_back_from_what_is_keyed_for_it(case: tuple[Standard, Answers]) -> None:
    standard, answers = case
    asked = questions(standard)
    for subject, answer in every(answers):
        entry = asked[subject].entry
        assert keying.parse(entry, keying.write(entry, answer)) == _as_kept(answer)


def _as_kept(answer: Given) -> Given:
    """Zeros are not kept, nor spaces around a reason."""
    match answer:
        case Counted(counts):
            return Counted({key: count for key, count in counts.items() if count})
        case NotApplicable(reason):
            return NotApplicable(reason.strip())
        case Check(state, reason):
            return Check(state, reason.strip())
        case VetoMark(state, reason):
            return VetoMark(state, reason.strip())
        case _:
            return answer


@pytest.mark.parametrize(
    ("key", "text", "wanted"),
    [
        ("L", "3", Chosen(2)),
        ("L", "３", Chosen(2)),
        ("L", "N 没有管廊", NotApplicable("没有管廊")),
        ("L", "n没有管廊", NotApplicable("没有管廊")),
        ("C", "0", Counted({})),
        ("C", "2,0", Counted({"a": 2})),
        ("C", "0 1", Counted({"b": 1})),
        ("A", "1，2", Counted({"a": 1, "b": 2})),
        ("R", "3/4", Reached(Fraction(3, 4))),
        ("R", "3 4", Reached(Fraction(3, 4))),
        ("R", "1.5/2", Reached(Fraction(3, 4))),
        ("S1-gate", "2", False),
        ("V1", "2", VetoMark(VetoState.TRIGGERED)),
        ("V1", "2 发生事故", VetoMark(VetoState.TRIGGERED, "发生事故")),
        ("Y1-1", "2", Check(CheckState.PARTIAL)),
        ("Y1-1", "N 没有危化车辆", Check(CheckState.NOT_APPLICABLE, "没有危化车辆")),
    ],
)
def test_an_entry_means_what_the_paper_says(key: str, text: str, wanted: Given) -> None:
    assert keying.parse(BY_ID[key], text) == wanted


@pytest.mark.parametrize(
    ("key", "text", "fault"),
    [
        ("L", "4", "请按 1 到 3"),
        ("L", "0", "请按 1 到 3"),
        ("L", "12", "请按 1 到 3"),
        ("L", "N", "要写理由"),
        ("L", " ", "还没有录入"),
        ("C", "1", "要录 2 个数，录了 1 个"),
        ("C", "1,-2", "只录数字"),
        ("C", "1,99999999", "只录数字"),
        ("A", "3,0", "不在 0 到 2 之间"),
        ("R", "4/3", "分子大于分母"),
        ("R", "1/0", "分母不能是 0"),
        ("R", "75", "分子/分母"),
        ("R", f"{'9' * 200}/1", "分子/分母"),
        ("S1-gate", "3", "请按 1、2"),
        ("S1-gate", "N 不适用", "请按 1、2"),
        ("V1", "3", "没有写理由"),
        ("Y1-1", "N", "没有写理由"),
        ("Y1-1", "13", "请按 1、2、3、N"),
        ("Y1-1", "N" + "长" * 400, "超过 300 个字"),
    ],
)
def test_an_entry_that_cannot_be_is_refused_in_a_short_line(key: str, text: str, fault: str) -> None:
    found = keying.parse(BY_ID[key], text)
    assert isinstance(found, Fault)
    assert fault in found.what
    assert len(found.what) < 40


@LAW
@given(st.sampled_from(sorted(BY_ID)), st.text(max_size=12))
def test_whatever_is_typed_is_an_answer_or_a_fault(key: str, text: str) -> None:
    found: Any = keying.parse(BY_ID[key], text)
    assert isinstance(found, Fault) or keying.parse(BY_ID[key], keying.write(BY_ID[key], found)) == found


def test_one_key_of_a_choice_needs_no_enter_and_counts_do() -> None:
    taken = {key: keying.whole(BY_ID[key], "1") for key in BY_ID}
    assert taken == {"S1-gate": True, "L": True, "C": False, "A": False, "R": False, "V1": True, "Y1-1": True}


@pytest.mark.parametrize(
    ("key", "text", "refused"),
    [
        ("L", "7", True),
        ("L", "N", False),
        ("V1", "3", False),
        ("C", "2,", False),
        ("C", "x", True),
        ("R", "3/", False),
    ],
)
def test_what_can_come_to_nothing_is_refused_as_it_is_typed(key: str, text: str, refused: bool) -> None:
    assert (keying.hopeless(BY_ID[key], text) is not None) is refused


def entered(key: str, first: str, second: str, on_file: Given | None = None) -> Entered:
    entry: Entry = BY_ID[key]
    return Entered(Question(f"item/{key}", entry), first, second, on_file)


@pytest.mark.parametrize(
    ("first", "second", "differs"),
    [
        ("1", "1", False),
        ("1", "2", True),
        ("", "2", True),
        ("", "", False),
        ("N 甲", "N 乙", False),
        ("N 甲", "1", True),
    ],
)
def test_two_passes_differ_by_their_figures_and_not_by_the_words_of_a_reason(
    first: str, second: str, differs: bool
) -> None:
    assert entered("L", first, second).differs is differs


def test_only_what_both_passes_say_and_the_round_does_not_is_written() -> None:
    entries = [
        entered("L", "1", "1", Chosen(2)),
        entered("C", "0", "0", Counted({})),
        entered("A", "", ""),
        entered("R", "1/2", "2/4"),
    ]
    assert keying.to_write(entries) == {"item/L": Chosen(0), "item/R": Reached(Fraction(1, 2))}


def test_a_reason_on_file_is_not_lost_to_an_entry_that_says_the_same_without_one() -> None:
    filed = Check(CheckState.UNMET, "现场尚未建成")
    entry = Question("check/Y1-1", BY_ID["Y1-1"])
    assert keying.to_write([Entered(entry, "3", "3", filed)]) == {}
    assert keying.to_write([Entered(entry, "3 已拆除", "3", filed)]) == {
        "check/Y1-1": Check(CheckState.UNMET, "已拆除")
    }
