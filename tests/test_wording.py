"""How values and verdicts are put into words."""

from __future__ import annotations

import doctest
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import wording, wording_verdict
from app.core.answers import (
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
from app.core.dossier import AssessmentState
from app.core.entries import Grade, Method, Status
from app.core.park import EnterpriseKind, EnterpriseState, Recognition
from app.core.plan import MeasureState
from app.core.reasons import Cause, Reason, Step
from app.core.rollup import Basis, Kind
from app.core.standard import LineKind, LineState
from app.core.verdict import Verdict, verdict
from tests.core import standards
from tests.reports import sample

FRACTIONS = st.fractions(min_value=0, max_value=1, max_denominator=5000)


def test_the_edges_shown_in_doctests_hold() -> None:
    assert doctest.testmod(wording).failed == 0


@given(FRACTIONS)
def test_a_shown_score_never_exceeds_the_exact_one(share: Fraction) -> None:
    assert Fraction(wording.score(100 * share)) <= 100 * share


@given(FRACTIONS)
def test_a_shown_score_and_the_shown_gap_add_up_to_the_line(share: Fraction) -> None:
    score = 100 * share
    gap = max(Fraction(0), 85 - score)
    if gap:
        assert Fraction(wording.score(score)) + Fraction(wording.lacking(gap)) == 85


@given(st.integers(), st.integers(0, 60), st.integers(0, 60))
def test_points_with_an_exact_decimal_are_told_to_the_last_digit(whole: int, twos: int, fives: int) -> None:
    exact = Fraction(whole, 2**twos * 5**fives)
    assert Fraction(wording.points(exact)) == exact


@given(FRACTIONS)
def test_a_shown_share_reaches_no_whole_percentage_that_it_does_not_reach(share: Fraction) -> None:
    shown = Fraction(wording.percent(share).rstrip("%"))
    assert shown // 1 <= 100 * share


@pytest.mark.parametrize(
    "kind",
    [
        *(Recognition, MeasureState, LineState, LineKind, CheckState, VetoState, Status, Kind),
        *(AssessmentState, Basis, Step, EnterpriseKind, EnterpriseState, Method),
    ],
)
def test_every_state_has_a_chinese_name(kind: type[StrEnum]) -> None:
    assert all("\u4e00" <= wording.name(member)[0] <= "\u9fff" for member in kind)


def test_states_with_the_same_word_keep_their_own_names() -> None:
    assert wording.name(Kind.REVIEW) != wording.name(Basis.REVIEW)


def test_the_edition_line_says_version_checksum_unverified_items_and_whose_points_they_are() -> None:
    guide = sample.guide()
    line = wording_verdict.edition_line(guide)
    assert f"{guide.edition.title} v{guide.edition.version}" in line
    assert guide.checksum[:8] in line
    assert f"{len(guide.items)} 项中 {guide.unverified} 项未核对原文" in line
    assert "非官方分值" in line


def test_the_edition_line_of_ten_two_counts_checkpoints_and_speaks_of_no_points() -> None:
    line = wording_verdict.edition_line(sample.ten_two())
    assert f"{len(sample.ten_two().checkpoints)} 个检查点中" in line
    assert "分值" not in line


RULES = standards.make(
    {
        "sections": [{"id": "S1", "gate": True, "minimum": {"percent": 60, "cap": "C"}}],
        "items": [{"id": "P1", "levels": [0, 1, 5]}, {"id": "P2", "levels": [0, 5]}],
        "vetoes": [{"id": "V1", "effect": "A", "on": True}, {"id": "V2", "effect": "A", "on": False}],
        "lines": [{"id": "Y1", "required": ["Y1-1"]}],
    }
)
ITEMS = [item.id for item in RULES.items]
GATE = next(iter(RULES.gate))
FULL = {ITEMS[0]: Chosen(2), ITEMS[1]: Chosen(1)}
MET = {"Y1-1": Check(CheckState.MET)}


def judged(**given: object) -> Verdict:
    return verdict(RULES, Answers(**({"items": FULL, "gates": {GATE: True}, "checks": MET} | given)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "conclusion"),
    [
        ({}, "达到 D 级"),
        ({"checks": {"Y1-1": Check(CheckState.UNMET)}}, "得分达到 D 级，十有两禁未完成，不计入达标率"),
        ({"checks": {}}, "得分达到 D 级，十有两禁未核查，不计入达标率"),
        ({"items": FULL | {ITEMS[1]: Chosen(0)}}, "未达到 D 级"),
        ({"items": {ITEMS[0]: Chosen(2)}}, "未达到 D 级（尚有 1 项未作答，结果为暂定）"),
    ],
)
def test_the_conclusion_says_what_counts(given: dict[str, object], conclusion: str) -> None:
    assert wording_verdict.conclusion(judged(**given)) == conclusion


def test_the_margin_up_is_told_in_score_and_in_raw_points() -> None:
    found = judged(items=FULL | {ITEMS[0]: Chosen(1)})
    assert wording_verdict.margin_up(found) == "距 C 级还差 10.00 分（百分制），折合原始分 1 分"


def test_the_margin_up_names_the_veto_that_stands_in_the_way() -> None:
    found = judged(vetoes={"V1": VetoMark(VetoState.TRIGGERED, "查实")})
    text = wording_verdict.margin_up(found)
    assert text.startswith("得分已够 B 级；")
    assert RULES.veto["V1"].text.rstrip("。") in text


@pytest.mark.parametrize(("gates", "why"), [({GATE: False}, "不满足"), ({}, "尚未作答")])
def test_the_margin_up_tells_a_gate_that_is_unmet_from_one_nobody_answered(
    gates: dict[str, bool], why: str
) -> None:
    assert f"前置条件{why}”" in wording_verdict.margin_up(judged(gates=gates))


def test_the_margin_down_is_what_is_above_the_line() -> None:
    assert wording_verdict.margin_down(judged()) == "高出 D 级底线 15.00 分"


def test_the_margin_down_names_the_section_whose_minimum_is_nearer_than_the_line() -> None:
    rules = standards.make(
        {
            "sections": [{"id": "S1"}, {"id": "S2", "minimum": {"points": 3, "cap": "B"}}],
            "items": [
                {"id": "P1", "levels": [0, 95]},
                {"id": "P2", "section": "S2", "levels": [0, Decimal("3.5"), 5]},
            ],
        }
    )
    found = verdict(rules, Answers(items={"P1": Chosen(1), "P2": Chosen(1)}))
    assert (
        wording_verdict.margin_down(found)
        == f"“{rules.sections[1].title}”高出最低分 0.5 分（原始分），低于最低分时等级不高于 B 级"
    )


def test_a_range_of_one_grade_is_told_with_its_name() -> None:
    found = judged(items={ITEMS[0]: Chosen(2)}, vetoes={"V1": VetoMark(VetoState.TRIGGERED, "查实")})
    assert wording_verdict.possible(found) == "50.00–100.00 分，等级 A 级（高安全风险）"


CAUSES = [
    judged(),
    judged(items={}, gates={}),
    judged(gates={GATE: False}),
    judged(items={ITEMS[0]: NotApplicable("没有"), ITEMS[1]: Chosen(0)}, checks={}),
    judged(checks={"Y1-1": Check(CheckState.UNMET)}, vetoes={"V1": VetoMark(VetoState.TRIGGERED, "查实")}),
    verdict(standards.make({"items": [{"id": "P1", "levels": [0, 5]}]}), Answers()),
    verdict(
        standards.make(
            {
                "items": [{"id": "P1", "levels": [0, 5]}],
                "lines": [{"id": "Y1", "required": ["Y1-1"]}],
                "ten_two": {"enabled": False},
            }
        ),
        Answers(),
    ),
]


def test_every_cause_has_a_sentence_of_its_own() -> None:
    said = {
        reason.cause: wording_verdict.reason(reason, found.standard)
        for found in CAUSES
        for reason in found.reasons
    }
    assert set(said) == set(Cause)
    assert len(set(said.values())) == len(said)


@pytest.mark.parametrize(
    ("looked_at", "in_force", "said"),
    [
        (4, 6, "否决情形 6 条，已核对 4 条，未发现存在，其余暂按不存在计"),
        (0, 6, "否决情形 6 条，已核对 0 条，未发现存在，其余暂按不存在计"),
        (6, 6, "否决情形 6 条均已核对，未发现存在"),
        (0, 0, "没有启用的否决情形"),
    ],
)
def test_without_a_veto_it_is_said_how_many_were_looked_at(looked_at: int, in_force: int, said: str) -> None:
    reason = Reason(Step.VETO, Cause.NO_VETO, got=Fraction(looked_at), full=Fraction(in_force), grade=Grade.D)
    assert wording_verdict.reason(reason, RULES).startswith(f"{said}，等级为 D ")


def test_every_kind_of_answer_is_told_in_the_words_of_the_edition() -> None:
    rules = standards.make(
        {
            "items": [
                {"id": "P1", "levels": [0, 1, 5]},
                {"id": "P2", "full": 5, "deduct": {"a": 1}},
                {"id": "P3", "full": 5, "sum": {"a": 1}},
                {"id": "P4", "share": [[0, 0], [50, 1]]},
            ]
        }
    )
    levels, deductions, parts, share = rules.items
    tell = wording_verdict.answer
    assert tell(levels, Chosen(1)).startswith("1 分：")
    assert tell(levels, None) == "未作答"
    assert tell(levels, NotApplicable("没有管廊")) == "不适用：没有管廊"
    assert tell(deductions, Counted({})) == "没有扣分"
    assert tell(deductions, Counted({"a": 2})).endswith("（2 次）")
    assert tell(parts, Counted({})) == "均没有"
    assert tell(share, Reached(Fraction(2, 3))).endswith("的 66.7%")
