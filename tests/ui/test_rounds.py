"""A round between the committee and the reviewer, through the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.core.answers import Chosen, VetoMark, VetoState
from app.core.dossier import AssessmentState, OpinionState
from app.services import answering, rounds, stores
from models.assessment import Answer
from tests.ui import assessment_stage as stage
from tests.ui import rounds_stage as hands
from tests.ui.rounds_stage import (
    COMMITTEE,
    ENTER,
    ONE,
    REVIEWER,
    THREE,
    TWO,
    A,
    R,
    U,
)
from ui.dialogs.sign import SignDialog
from ui.pages.assessment_tree import HEAD


@pytest.fixture
def desk(qtbot, tmp_path):
    with hands.staffed(qtbot, tmp_path) as desk:
        yield desk


@pytest.fixture
def submitted(desk):
    return hands.submit(desk)


def _state(desk):
    return desk.on_disk().assessment.state


def test_two_answers_are_returned_mended_submitted_again_and_confirmed(submitted):
    desk = submitted
    hands.give_back(desk, "item/G01", "认定文件缺第 3 页")
    hands.give_back(desk, "item/G03", "范围图没有四至")
    desk.sheet.go("item/G02")
    desk.press(A)
    assert "已认可 1 项、退回 2 项。" in desk.page.banner._text.text()
    desk.page.banner.ask()
    desk.press(ENTER)
    assert _state(desk) is AssessmentState.RETURNED
    desk.session.sign_as(COMMITTEE)
    desk.page.banner.show_returned.click()
    assert (desk.shown_lines(), desk.sheet.subject) == (["item/G01", "item/G03"], "item/G01")
    assert "退回：认定文件缺第 3 页（复核何，" in desk.sheet.pane.voices.opinion.text()
    desk.press(THREE)
    desk.page.turns.finish()
    assert desk.said() == (
        "退回的还有 1 项没有处理，不能提交自评。请逐项重新作答、补充说明，或点“维持原答”。"
    )
    assert desk.sheet.subject == "item/G03"
    hands.button(desk, "维持原答").click()
    desk.page.turns.finish_anyway()
    assert _state(desk) is AssessmentState.SUBMITTED
    desk.session.sign_as(REVIEWER)
    desk.sheet.go("item/G03")
    assert "退回后已处理，待复核" in desk.sheet.pane.voices.opinion.text()
    hands.button(desk, "全部认可其余").click()
    assert {one.state for one in desk.on_disk().opinions.values()} == {OpinionState.ACCEPTED}
    desk.page.turns.confirm()
    assert _state(desk) is AssessmentState.CONFIRMED


def test_why_a_round_was_given_back_stands_with_it(submitted):
    submitted.page.banner.ask()
    submitted.type("总体材料不齐")
    submitted.press(ENTER)
    submitted.sheet.go(HEAD)
    title, entry = submitted.sheet.head.log.text().split("\n")
    assert (title, entry[10:]) == ("退回记录", "　复核何　退回：总体材料不齐")
    assert submitted.sheet.head.form.values()["note"] == ""


def test_an_answer_is_not_returned_without_a_reason(submitted):
    submitted.sheet.go("item/G01")
    submitted.press(R, ENTER)
    assert "请写明退回这一项的原因" in submitted.sheet.pane.voices.reason._fault.text()
    submitted.press(Qt.Key.Key_Escape)
    assert submitted.on_disk().opinions == {}


def test_accepting_once_more_takes_it_back(submitted):
    submitted.sheet.go("item/G01")
    submitted.press(A)
    assert submitted.sheet.pane.voices.opinion.text().startswith("已认可")
    submitted.press(A)
    assert submitted.on_disk().opinions == {}


@pytest.mark.parametrize(
    ("act", "role"),
    [
        (lambda desk: desk.page.turns.confirm(), "管委会"),
        (lambda desk: desk.press(A), "管委会"),
        (
            lambda desk: desk.session.do(rounds.send_back, desk.session.assessment, "缺", stage.TODAY),
            "管委会",
        ),
    ],
)
def test_the_committee_is_told_inline_that_it_does_not_review(submitted, act, role):
    submitted.session.sign_as(COMMITTEE)
    submitted.sheet.go("item/G01")
    act(submitted)
    assert submitted.said() == (
        f"“{COMMITTEE}”的角色是{role}，不能办理这一步。这一步由复核人办理；角色在“人员”页登记。"
    )
    assert _state(submitted) is AssessmentState.SUBMITTED
    assert submitted.on_disk().opinions == {}


def test_an_answer_by_the_wrong_role_is_refused_and_what_is_on_file_is_shown(desk):
    desk.press(TWO)
    desk.session.sign_as(REVIEWER)
    desk.sheet.take_focus()
    desk.press(THREE)
    assert f"“{REVIEWER}”的角色是复核人，不能办理这一步" in desk.said()
    assert desk.on_disk().answers.items == {"G01": Chosen(1)}
    assert desk.sheet.pane.area.choices.chosen() == 1


def test_an_answer_carried_over_waits_for_enter(desk):
    answering.answer(desk.store, COMMITTEE, desk.session.assessment, "item/G02", Chosen(1))
    with stores.begin(desk.store, COMMITTEE, "沿用上一版") as records:
        records.query(Answer).one().pending = True
    desk.page.refresh(None)
    desk.sheet.go("item/G01")
    desk.press(U)
    assert desk.sheet.subject == "item/G02"
    assert desk.sheet.pane.area.choices.buttons[1].chosen == "待确认"
    assert desk.on_disk().answers.items == {}
    desk.press(ENTER)
    assert desk.on_disk().answers.items == {"G02": Chosen(1)}
    assert desk.sheet.subject == "item/G03"


def test_an_answer_carried_over_that_cannot_stand_is_told_and_goes_on_waiting(desk):
    answering.answer(
        desk.store, COMMITTEE, desk.session.assessment, "veto/V1", VetoMark(VetoState.OFF, "停用")
    )
    with stores.begin(desk.store, COMMITTEE, "沿用上一版") as records:
        row = records.query(Answer).one()
        row.value, row.pending = '{"reason": "", "veto": "off"}', True
    desk.page.refresh(None)
    desk.sheet.go("veto/V1")
    desk.press(ENTER)
    assert desk.said().startswith("否决情形 V1 已停用，但没有写理由。")
    assert set(desk.on_disk().pending) == {"veto/V1"}


def test_a_confirmed_round_is_sealed_and_opened_again_with_a_reason(submitted):
    submitted.page.turns.confirm()
    submitted.page.turns.sign()
    dialog = submitted.page.findChild(SignDialog)
    dialog.accept()
    assert "已签章：复核何" in submitted.page.banner.seals.texts()[0]
    submitted.page.banner.ask()
    submitted.type("发现新情况")
    submitted.press(ENTER)
    assert _state(submitted) is AssessmentState.RETURNED
    assert submitted.page.banner.seals.texts() == ()


def test_a_returned_checkpoint_is_found_again_and_mended_where_it_stands(desk):
    page = hands.ten_two(desk, "Y01-2")
    desk.press(ONE)
    desk.window.show_page("assessment")
    desk.page.turns.finish_anyway()
    desk.session.sign_as(REVIEWER)
    hands.ten_two(desk, "Y01-2")
    desk.press(R)
    desk.type("批复文件没有上传")
    desk.press(ENTER)
    assert page.sheet.matrix.grid.sign(page.sheet.matrix.current()) == "退"
    assert page.sheet._legend.text().endswith("角标：退 退回")
    rounds.send_back(desk.store, REVIEWER, desk.session.assessment, "", stage.TODAY)
    desk.session.sign_as(COMMITTEE)
    desk.window.show_page("assessment")
    desk.page.banner.show_returned.click()
    assert (desk.window.key, page.sheet.current) == ("ten_two", "Y01-2")
    page.sheet.take_focus()
    desk.press(ONE)
    assert desk.on_disk().opinions["check/Y01-2"].state is OpinionState.MENDED
