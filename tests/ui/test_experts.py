"""Experts beside the committee, and beside each other, through the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.core.answers import Check, CheckState, Chosen
from app.core.rollup import Kind
from app.services import answering, division, rounds
from tests.ui import assessment_stage as stage
from tests.ui import rounds_stage as hands
from tests.ui.rounds_stage import (
    COMMITTEE,
    ENTER,
    EQUAL,
    FIRST,
    LEADER,
    ONE,
    REVIEWER,
    SECOND,
    THREE,
    TWO,
)
from ui.dialogs.new_assessment import NewAssessment
from ui.dialogs.team import TeamDialog


@pytest.fixture
def desk(qtbot, tmp_path):
    with hands.staffed(qtbot, tmp_path) as desk:
        yield desk


@pytest.fixture
def submitted(desk):
    return hands.submit(desk)


@pytest.fixture
def beside(desk):
    return hands.begin_beside(desk)


@pytest.fixture
def divided(desk):
    return hands.divide(desk)


def test_a_new_expert_round_is_offered_beside_the_committees(submitted):
    submitted.session.sign_as(FIRST)
    own = submitted.session.assessment
    submitted.page.begin()
    dialog = submitted.page.findChild(NewAssessment)
    dialog.kind.show_value(Kind.EXPERT)
    dialog.kind.finished.emit()
    assert [dialog.beside.itemText(at) for at in range(2)] == ["2026 自评　已提交", "不对照"]
    dialog.accept()
    assert submitted.on_disk().assessment.based_on == own


def test_the_experts_choose_beside_the_committee_and_take_over_by_key(beside):
    voices = beside.sheet.pane.voices
    assert voices.beside.text().startswith("园区自评　第 2 档（")
    beside.press(EQUAL, ENTER, THREE)
    assert beside.on_disk().answers.items == {"G01": Chosen(1), "G02": Chosen(2)}
    assert voices.beside.text().startswith("园区自评　▼ 偏低　第 1 档（0 分）")
    assert beside.sheet.tree._lines["item/G02"].text(1).startswith("▼ ")
    assert beside.on_disk().beside.answers.items["G02"] == Chosen(0)


def test_what_the_committee_did_not_answer_cannot_be_taken_over(beside):
    beside.sheet.go("item/G09")
    beside.press(EQUAL)
    assert beside.said() == "对照的一轮没有答这一项。请按本轮的标准包自行选择。"
    assert not beside.sheet.pane.voices.take.isVisible()


def test_where_two_experts_differ_the_leader_settles(divided):
    desk = divided
    for who, key in ((FIRST, TWO), (SECOND, THREE)):
        desk.session.sign_as(who)
        desk.sheet.go("item/G01")
        assert desk.sheet.pane.voices.experts.text() == f"还没有意见：{'、'.join(_silent(desk))}"
        desk.press(key)
    assert "意见不一致，由组长确定。" in desk.sheet.pane.voices.experts.text()
    desk.session.sign_as(LEADER)
    desk.press(Qt.Key.Key_6, held=Qt.KeyboardModifier.AltModifier)
    assert desk.shown_lines() == ["item/G01"]
    told = desk.sheet.pane.voices.experts.text().split("\n")
    assert [line.split("：")[0] for line in told[:2]] == [
        "专家吴　第 2 档（3 分）",
        "专家郑　第 3 档（5 分）",
    ]
    assert desk.on_disk().answers.items == {}
    desk.press(THREE)
    found = desk.on_disk()
    assert found.answers.items == {"G01": Chosen(2)}
    assert {one.given for one in found.team.judged["item/G01"].values()} == {Chosen(1), Chosen(2)}


def test_a_leader_who_is_among_the_experts_settles_by_his_own_answer_pressed_once_more(divided):
    desk = divided
    division.lead(desk.store, REVIEWER, desk.session.assessment, "a")
    for who, key in ((FIRST, TWO), (SECOND, THREE), (FIRST, TWO)):
        desk.session.sign_as(who)
        desk.page.refresh(None)
        desk.sheet.go("item/G01")
        assert desk.on_disk().answers.items == {}
        desk.press(key)
    assert desk.on_disk().answers.items == {"G01": Chosen(1)}


def _silent(desk):
    held = desk.on_disk().team
    return [name for key, name in (("a", FIRST), ("b", SECOND)) if held.judgement("item/G01", key) is None]


def test_an_expert_sees_no_other_level_before_his_own(divided):
    answering.answer(divided.store, FIRST, divided.session.assessment, "item/G01", Chosen(1))
    divided.session.sign_as(SECOND)
    divided.page.refresh(None)
    divided.sheet.go("item/G01")
    assert FIRST not in divided.sheet.pane.voices.experts.text()
    divided.press(TWO)
    assert f"{FIRST}　第 2 档" in divided.sheet.pane.voices.experts.text()


def test_a_section_that_is_not_his_is_refused_to_an_expert(divided):
    divided.session.sign_as(FIRST)
    divided.sheet.go("veto/V1")
    divided.press(ONE)
    assert f"这一部分没有分给“{FIRST}”" in divided.said()
    assert divided.on_disk().answers.vetoes == {}


def test_work_is_divided_with_the_keyboard_and_agreement_is_told(divided):
    desk = divided
    for who, levels in ((FIRST, (1, 1, 0, 0)), (SECOND, (1, 0, 0, 0))):
        for number, level in enumerate(levels, 1):
            answering.answer(desk.store, who, desk.session.assessment, f"item/G0{number}", Chosen(level))
    desk.page.turns.divide()
    dialog = desk.page.findChild(TeamDialog)
    assert "一致率 75.0%，Kappa 0.50。" in dialog.found.text()
    assert [dialog.pairs.model.index(0, at).data() for at in range(4)] == [
        "专家吴、专家郑",
        "全部",
        "3/4（75.0%）",
        "0.50",
    ]
    names = [dialog.matrix.verticalHeaderItem(at).text() for at in range(dialog.matrix.rowCount())]
    dialog.matrix.setCurrentCell(names.index("否决情形"), 0)
    desk.bot.keyClick(dialog.matrix, Qt.Key.Key_Space)
    assert desk.on_disk().team.assigned["veto"] == {"a"}
    desk.session.sign_as(FIRST)
    desk.bot.keyClick(dialog.matrix, Qt.Key.Key_Space)
    assert dialog.fault.text().startswith(f"这一轮的组长是{LEADER}")
    assert desk.on_disk().team.assigned["veto"] == {"a"}
    dialog.reject()


def test_a_checkpoint_is_taken_over_from_the_committee(beside):
    own = beside.on_disk().beside.assessment.id
    rounds.send_back(beside.store, REVIEWER, own, "补十有两禁", stage.TODAY)
    answering.answer(beside.store, COMMITTEE, own, "check/Y01-1", Check(CheckState.PARTIAL))
    page = hands.ten_two(beside, "Y01-1")
    assert page.sheet.pane.voices.beside.text() == "园区自评　部分满足"
    beside.press(EQUAL)
    assert beside.on_disk().answers.checks == {"Y01-1": Check(CheckState.PARTIAL)}
    beside.press(THREE)
    assert page.sheet.matrix.grid.sign(page.sheet.matrix.current()) == "▲"
