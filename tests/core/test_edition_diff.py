"""What one edition becomes in the next: the laws of comparing, and what touches an answer."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given

from app.core import edition_diff
from app.core.edition_diff import Difference, Fate
from app.core.standard import Standard
from tests.core import standards
from tests.core.drawing import LAW, tables

MIRROR = {Fate.NEW: Fate.RETIRED, Fate.RETIRED: Fate.NEW}
EVERYTHING: dict[str, Any] = {
    "items": [
        standards.levels(0, 1, 5, id="L"),
        {"id": "D", "full": 10, "deduct": {"a": 1, "b": 2}, "limits": {"a": 3}},
        {"id": "S", "full": 3, "sum": {"a": 1, "b": 2}},
        {"id": "P", "share": [[0, 0], [50, 1]]},
    ],
    "sections": [{"id": "S1", "gate": True, "minimum": {"percent": 60, "cap": "C"}}],
    "vetoes": [{"id": "V"}],
    "lines": [{"id": "Y", "required": ["Y-1"], "optional": ["Y-2"]}],
}


def compared(old: Standard, new: Standard) -> tuple[Difference, ...]:
    return edition_diff.compare(edition_diff.questions(old), edition_diff.questions(new))


def fates(old: Standard, new: Standard) -> dict[str, Fate]:
    return {one.subject: one.fate for one in compared(old, new)}


def edited(change: dict[str, Any], side: str, key: str) -> Standard:
    """The whole small edition with fields of one entry replaced."""
    made = standards.make(EVERYTHING)
    entries = tuple(
        one.model_validate({**one.model_dump(), **change}) if one.id == key else one
        for one in getattr(made, side)
    )
    return Standard(**{**vars(made), side: entries})


@LAW
@given(tables())
def test_an_edition_beside_itself_is_carried_whole(table: dict[str, Any]) -> None:
    made = standards.make(table)
    found = compared(made, made)
    assert {one.fate for one in found} <= {Fate.CARRIED}
    assert [one.subject for one in found] == list(edition_diff.questions(made))
    assert edition_diff.rulings(made, made) == ()


@LAW
@given(tables(), tables())
def test_the_other_way_round_new_is_retired_and_all_else_the_same(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    old, new = standards.make(one), standards.make(other)
    there, back = fates(old, new), fates(new, old)
    assert back == {subject: MIRROR.get(fate, fate) for subject, fate in there.items()}


@LAW
@given(tables(), tables())
def test_every_question_of_either_side_is_told_once(one: dict[str, Any], other: dict[str, Any]) -> None:
    old, new = standards.make(one), standards.make(other)
    told = Counter(found.subject for found in compared(old, new))
    assert told == Counter({*edition_diff.questions(old), *edition_diff.questions(new)})


LEVELS = [{"points": 0, "criterion": "检验用"}, {"points": 1, "criterion": "检验用"}]


@pytest.mark.parametrize(
    ("side", "key", "change", "fate"),
    [
        ("items", "L", {"text": "另一句话"}, Fate.REWORDED),
        ("items", "L", {"text": " 检验 规则用 "}, Fate.CARRIED),
        ("items", "L", {"measure": "别的措施", "days": 9, "status": "verified"}, Fate.CARRIED),
        ("items", "L", {"scoring": {"kind": "levels", "levels": LEVELS}}, Fate.LEVELS_CHANGED),
        (
            "items",
            "P",
            {"scoring": {"kind": "levels", "levels": LEVELS}},
            Fate.LEVELS_CHANGED,
        ),
        ("vetoes", "V", {"effect": "B"}, Fate.LEVELS_CHANGED),
        ("vetoes", "V", {"text": "另一种情形"}, Fate.REWORDED),
        ("vetoes", "V", {"enabled": False}, Fate.CARRIED),
        ("checkpoints", "Y-1", {"text": "另一件事"}, Fate.REWORDED),
        ("checkpoints", "Y-1", {"required": False}, Fate.CARRIED),
    ],
)
def test_what_touches_an_answer_decides_its_fate(
    side: str, key: str, change: dict[str, Any], fate: Fate
) -> None:
    found = compared(standards.make(EVERYTHING), edited(change, side, key))
    others = {one.fate for one in found if one.subject.partition("/")[2] != key}
    assert others == {Fate.CARRIED}
    (one,) = (one for one in found if one.subject.partition("/")[2] == key)
    assert one.fate is fate
    if fate is Fate.CARRIED and "text" not in change:
        assert set(one.fields) == set(change)


@pytest.mark.parametrize("at", range(2))
def test_a_criterion_in_other_words_is_reworded(at: int) -> None:
    made = standards.make(EVERYTHING)
    levels = [level.model_dump() for level in made.item["L"].scoring.levels]  # type: ignore[union-attr]
    levels[at]["criterion"] = "换了说法"
    new = edited({"scoring": {"kind": "levels", "levels": levels}}, "items", "L")
    assert fates(made, new)["item/L"] is Fate.REWORDED


def test_the_order_of_deductions_makes_no_other_question() -> None:
    made = standards.make(EVERYTHING)
    scoring = made.item["D"].scoring.model_dump()
    scoring["deductions"] = scoring["deductions"][::-1]
    assert fates(made, edited({"scoring": scoring}, "items", "D"))["item/D"] is Fate.CARRIED


def test_another_companion_brings_other_checkpoints() -> None:
    made = standards.make(EVERYTHING)
    alone = standards.make({"items": EVERYTHING["items"]})
    old, new = edition_diff.questions(alone, made), edition_diff.questions(alone, alone)
    retired = [one.subject for one in edition_diff.compare(old, new) if one.fate is Fate.RETIRED]
    assert retired == ["check/Y-1", "check/Y-2"]


def test_bands_minimums_and_the_ten_two_rule_are_compared_too() -> None:
    other = EVERYTHING | {
        "bands": (60, 70, 80),
        "sections": [{"id": "S1", "gate": True}],
        "ten_two": {"basic_percent": 70},
    }
    found = edition_diff.rulings(standards.make(EVERYTHING), standards.make(other))
    assert [one.key for one in found] == ["band/C", "band/D", "minimum/S1", "ten_two/"]
    assert found[2].new is None


def test_what_differs_in_a_text_is_marked_and_nothing_is_lost() -> None:
    before, after = edition_diff.marked("至少每五年评估一次。", "至少每三年评估一次。")
    assert [piece.text for piece in before if piece.own] == ["五"]
    assert [piece.text for piece in after if piece.own] == ["三"]
    assert "".join(piece.text for piece in after) == "至少每三年评估一次。"
