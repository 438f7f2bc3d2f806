"""How a round begins, is found again, filtered, finished, given back and deleted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.core.answers import Chosen
from app.core.dossier import AssessmentState
from app.core.rollup import Kind
from app.services import answering, assessments
from tests.ui import assessment_stage as stage
from ui import settings
from ui.dialogs.new_assessment import NewAssessment
from ui.pages.assessment_questions import Filter
from ui.pages.assessment_tree import HEAD

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ONE, TWO, THREE = Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3


@pytest.fixture
def desk(qtbot, tmp_path):
    with stage.opened(qtbot, tmp_path, "guide") as desk:
        yield desk


@pytest.fixture
def bare(qtbot, tmp_path):
    with stage.opened(qtbot, tmp_path, "park") as desk:
        yield desk


def _state(desk):
    return desk.on_disk().assessment.state


def test_without_parks_the_page_leads_to_the_ledger(qtbot, tmp_path):
    with stage.opened(qtbot, tmp_path, "empty") as desk:
        assert "台账里还没有园区" in desk.page.nothing._text.text()
        desk.page.nothing._button.click()
        assert desk.window.key == "parks"


def test_a_park_without_rounds_offers_a_new_one(bare):
    assert "还没有评估" in bare.page.nothing._text.text()
    bare.page.nothing._button.click()
    dialog = bare.page.findChild(NewAssessment)
    dialog.kind.show_value(Kind.REVIEW)
    dialog.year.setText("2025")
    dialog.accept()
    head = bare.on_disk().assessment
    assert (head.kind, head.year) == (Kind.REVIEW, 2025)
    assert bare.sheet.subject == "item/G01"
    assert bare.page.breadcrumb() == ("示例县", stage.PARK, "2025 复核")


def test_a_year_that_is_none_is_refused_in_the_dialog(bare):
    bare.page.begin()
    dialog = bare.page.findChild(NewAssessment)
    dialog.year.setText("二零")
    dialog.accept()
    assert "年份请写成" in dialog._fault.text()
    assert not assessments.listed(bare.store, "p1")
    dialog.reject()


def test_a_second_round_of_the_same_year_is_told_beforehand(desk):
    desk.page.begin()
    dialog = desk.page.findChild(NewAssessment)
    dialog.year.setText("2026")
    dialog.year.finished.emit()
    assert "已有一轮自评（编制中）" in dialog._note.text()
    dialog.reject()


def test_submitting_with_open_questions_is_asked_about_inline(desk):
    desk.press(ONE)
    desk.page.turns.finish()
    assert "尚有 33 项未作答" in desk.said()
    assert _state(desk) is AssessmentState.DRAFT
    desk.window.message_bar.message.action.run()
    assert _state(desk) is AssessmentState.SUBMITTED


def test_a_submitted_round_can_only_be_looked_at_and_says_how_to_reopen(desk):
    desk.press(ONE)
    desk.page.turns.finish_anyway()
    desk.press(TWO, Qt.Key.Key_N, Qt.Key.Key_Delete)
    assert desk.on_disk().answers.items == {"G01": Chosen(0)}
    assert desk.page.banner.isVisible()
    assert "作答已固定。复核人可以逐项认可（A）或退回（R）" in desk.page.banner._text.text()
    assert desk.sheet.pane.form.editor("finding").isReadOnly()
    assert not desk.sheet.pane.area.choices.buttons[1].isEnabled()
    desk.press(ENTER)
    assert desk.sheet.subject == "item/G02"


def test_a_round_is_given_back_only_with_a_reason(desk):
    desk.page.turns.finish_anyway()
    desk.page.banner.ask()
    desk.press(ENTER)
    assert _state(desk) is AssessmentState.SUBMITTED
    desk.type("第三项材料有误")
    desk.press(ENTER)
    assert _state(desk) is AssessmentState.RETURNED
    assert "2026 自评已退回：第三项材料有误。" in desk.page.banner._text.text()
    desk.press(TWO)
    assert desk.on_disk().answers.items == {"G01": Chosen(1)}


def test_a_review_with_open_questions_cannot_be_confirmed(bare):
    head = assessments.fresh("p1", Kind.REVIEW, 2026, stage.TODAY)
    bare.session.do(assessments.begin, head)
    bare.page.turns.finish()
    assert "还有 34 项未作答，不能确认" in bare.said()
    assert _state(bare) is AssessmentState.DRAFT


def test_a_deleted_draft_comes_back_with_one_step(desk):
    desk.press(TWO)
    desk.page.remove()
    assert not assessments.listed(desk.store, "p1")
    assert desk.page.nothing.isVisible()
    desk.window.message_bar.message.action.run()
    assert desk.on_disk().answers.items == {"G01": Chosen(1)}
    assert desk.sheet.isVisible()


def test_filters_show_what_they_say(desk):
    desk.press(THREE, ENTER, ONE, ENTER)
    desk.press(TWO, held=ALT)
    assert desk.sheet.tree.filters[Filter.OPEN].isChecked()
    assert "item/G01" not in desk.shown_lines()
    desk.press(THREE, held=ALT)
    assert desk.shown_lines() == ["item/G02", "item/G03"]
    desk.press(Qt.Key.Key_4, held=ALT)
    assert desk.shown_lines() == ["item/G03", *(f"veto/V{at}" for at in range(1, 7))]
    desk.press(ONE, held=ALT)
    assert desk.shown_lines()[0] == HEAD


def test_enter_walks_through_what_the_filter_shows(desk):
    desk.press(ONE, ENTER, THREE, ENTER, ENTER, ENTER)
    desk.press(TWO, held=ALT)
    desk.sheet.go("item/G03")
    desk.press(THREE, ENTER)
    assert desk.sheet.subject == "item/G04"
    desk.press(ENTER, held=Qt.KeyboardModifier.ShiftModifier)
    assert "已经是第一项" in desk.said()


def test_a_search_that_finds_nothing_says_so(desk):
    desk.press(Qt.Key.Key_F, held=CTRL)
    desk.type("qqqqq")
    assert desk.shown_lines() == []
    assert desk.sheet.tree._none.text() == "没有找到，请换一个词"


def test_place_and_filter_survive_a_restart(qtbot, tmp_path):
    with stage.opened(qtbot, tmp_path, "guide") as desk:
        desk.sheet.go("item/G17")
        desk.press(TWO, held=ALT)
        qtbot.waitUntil(lambda: settings.read(settings.choice("assessment/at")).endswith("item/G17"))
    (tmp_path / "again").mkdir()
    with stage.opened(qtbot, tmp_path / "again", "guide") as desk:
        assert desk.sheet.subject == "item/G17"
        assert desk.sheet.tree.filters[Filter.OPEN].isChecked()


def test_a_change_made_elsewhere_is_shown(desk):
    desk.session.do(answering.answer, desk.session.assessment, "item/G01", Chosen(2))
    assert desk.sheet.pane.area.choices.chosen() == 2
    assert desk.sheet.strip._raw.text() == "原始合计 5/170"


def test_typing_is_kept_when_a_change_from_elsewhere_comes_in(desk):
    desk.press(Qt.Key.Key_F)
    desk.type("写到一半")
    desk.session.do(answering.answer, desk.session.assessment, "item/G02", Chosen(2))
    assert desk.sheet.pane.form.editor("finding").toPlainText() == "写到一半"


def test_day_team_and_note_of_the_round_are_kept(desk):
    desk.sheet.go(HEAD)
    desk.sheet.head.form.focus("team")
    desk.type("李工，县应急管理局")
    desk.sheet.head.form.focus("note")
    assert desk.on_disk().assessment.team == "李工，县应急管理局"


def test_the_page_says_which_editions_the_grade_comes_from(desk):
    said = desk.page.edition()
    assert "导则工作表 2023（试行）" in said
    assert "十有两禁" in said
    assert said.count("未核对原文") == 2
    assert said in desk.window.status.texts()
