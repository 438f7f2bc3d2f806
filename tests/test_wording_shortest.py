"""The way to D in words: every cause has its sentence, and another way says what it does otherwise."""

from __future__ import annotations

import doctest
from decimal import Decimal
from fractions import Fraction

import pytest

from app import wording_shortest, wording_whatif
from app.core.answers import Check, CheckState, Chosen, Given
from app.core.shortest import Aim, Block, Cause, Found, Way
from tests.core import standards

RULES = standards.make(
    {
        "sections": [{"id": "S1", "gate": True, "minimum": {"points": 3, "cap": "B"}}],
        "items": [{"id": "P1", "levels": [0, 1, 5]}, {"id": "P2", "levels": [0, 5]}],
        "vetoes": [{"id": "V1", "effect": "A"}],
        "lines": [{"id": "Y1", "required": ["Y1-1", "Y1-2"]}],
    }
)
BLOCKS = {
    Cause.VETO: (Block(Cause.VETO, "V1"), "等级不高于 A 级"),
    Cause.NO_TEN_TWO: (Block(Cause.NO_TEN_TWO), "没有十有两禁的核查标准"),
    Cause.LINE: (Block(Cause.LINE, "Y1", ("Y1-1", "Y1-2")), "检查点Y1-1、Y1-2标为不能改变"),
    Cause.GATE: (Block(Cause.GATE, "S1-gate"), "方面“方面S1”的前置条件"),
    Cause.SECTION: (
        Block(Cause.SECTION, "S1", best=Fraction(2), needed=Fraction(3)),
        "最多只能得 2 分，低于最低分 3 分",
    ),
    Cause.TOTAL: (
        Block(Cause.TOTAL, best=Fraction(84995, 1000), needed=Fraction(85)),
        "只有 84.99 分，达不到 D 级的 85.00 分",
    ),
    Cause.BUDGET: (
        Block(Cause.BUDGET, best=Fraction(4592), needed=Fraction(200, 2)),
        "预算上限 100 万元不够：其他条件不变时，达到 D 级至少需要 4,592 万元",
    ),
    Cause.DAYS: (
        Block(Cause.DAYS, best=Fraction(540), needed=Fraction(30)),
        "距完成期限 30 天，时间不够：其他条件不变时，达到 D 级至少需要 540 天",
    ),
}


def way(cost: int, days: int, **changes: Given) -> Way:
    given = {subject.replace("_", "/", 1).replace("__", "-"): one for subject, one in changes.items()}
    return Way(given, Decimal(cost), days, len(given), Fraction(86))


@pytest.mark.parametrize("module", [wording_shortest, wording_whatif])
def test_the_examples_in_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_says_what_forbids_the_way(cause: Cause) -> None:
    block, said = BLOCKS[cause]
    assert said in wording_shortest.block(block, RULES, None)


def test_another_way_says_what_it_does_otherwise_and_what_that_costs() -> None:
    met = Check(CheckState.MET)
    best = way(10, 60, item_P1=Chosen(1), check_Y1__1=met)
    other = way(14, 30, item_P1=Chosen(2), item_P2=Chosen(1))
    said = wording_shortest.difference(other, best, RULES, None)
    assert said == "增做第 2 项；不做Y1-1；改为第 1 项到 5 分；多 4 万元；少 30 天"


def test_what_is_still_to_be_answered_is_told_with_the_answer() -> None:
    open_ = Way({}, Decimal(0), 0, 0, Fraction(90), to_answer={"item/P1": Chosen(0)})
    assert "尚有 1 项未作答" in wording_shortest.answer(Found(open_), Aim.CHEAPEST)


def test_without_a_way_there_is_no_answer() -> None:
    assert wording_shortest.answer(Found(None), Aim.FASTEST) == ""
