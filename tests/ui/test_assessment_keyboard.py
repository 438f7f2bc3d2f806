"""A whole assessment by keyboard: levels, reasons, texts, walking, and one step back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.core.answers import Chosen, NotApplicable
from app.core.verdict import verdict
from tests.ui import assessment_stage as stage

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def desk(qtbot, tmp_path):
    with stage.opened(qtbot, tmp_path, "guide") as desk:
        yield desk


def _figure(number):
    return Qt.Key(Qt.Key.Key_0.value + number)


def test_a_whole_assessment_by_keyboard_gives_the_grade_of_the_core(desk):
    items = desk.sheet.dossier.standard.items
    wanted = {item.id: Chosen((at * 2) % len(item.scoring.levels)) for at, item in enumerate(items)}
    for item in items:
        assert desk.sheet.subject == f"item/{item.id}"
        desk.press(_figure(wanted[item.id].level + 1), ENTER)
    kept = desk.on_disk()
    found = verdict(kept.standard, kept.answers, kept.companion)
    assert dict(kept.answers.items) == wanted
    assert desk.sheet.dossier.verdict == found
    assert desk.sheet.strip.badge.grade.letter == found.grade.value
    assert not desk.sheet.strip.badge.grade.provisional


def test_an_answer_is_on_disk_and_its_grade_on_show_before_the_next_key(desk):
    desk.press(_figure(3))
    assert desk.on_disk().answers.items == {"G01": Chosen(2)}
    assert desk.sheet.strip._raw.text() == "原始合计 5/170"
    assert desk.sheet.strip._bar.text() == "已答 1/34"


def test_figures_typed_into_a_text_answer_nothing(desk):
    desk.press(Qt.Key.Key_F)
    desk.type("2 hu 1 chu nfew")
    desk.press(ESC)
    kept = desk.on_disk()
    assert not kept.answers.items
    assert kept.remarks["item/G01"].finding == "2 hu 1 chu nfew"


def test_texts_and_date_are_saved_when_their_field_is_left(desk):
    desk.press(Qt.Key.Key_F)
    desk.type("认定文件缺页")
    desk.press(ESC, Qt.Key.Key_E)
    desk.type("查阅公布文件原件")
    desk.press(Qt.Key.Key_Tab)
    desk.type("2026.11.3")
    desk.press(ENTER, ENTER)
    remark = desk.on_disk().remarks["item/G01"]
    assert (remark.finding, remark.evidence) == ("认定文件缺页", "查阅公布文件原件")
    assert remark.checked_on == date(2026, 11, 3)
    assert desk.sheet.subject == "item/G02"


def test_a_date_that_is_none_keeps_one_at_the_question_and_says_so(desk):
    desk.sheet.pane.write("checked_on")
    desk.type("13-40")
    desk.press(ENTER, ENTER)
    assert desk.sheet.subject == "item/G01"
    assert "2026-11-23" in desk.sheet.pane.form.fault("checked_on")


def test_enter_goes_on_and_shift_enter_goes_back(desk):
    desk.press(ENTER, Qt.Key.Key_Enter)
    assert desk.sheet.subject == "item/G03"
    desk.press(ENTER, held=SHIFT)
    assert desk.sheet.subject == "item/G02"


def test_u_goes_to_the_next_question_without_an_answer(desk):
    desk.press(_figure(1), ENTER, ENTER, _figure(1), Qt.Key.Key_U)
    assert desk.sheet.subject == "item/G04"
    desk.sheet.go("check/F20-1")
    desk.press(_figure(1), Qt.Key.Key_U)
    assert desk.sheet.subject == "item/G02"


@pytest.mark.parametrize("key", [Qt.Key.Key_N, Qt.Key.Key_0])
def test_not_applicable_is_kept_only_with_its_reason(desk, key):
    desk.press(key, ENTER)
    assert not desk.on_disk().answers.items
    assert "请写明不适用的理由" in desk.sheet.pane.area.reason._fault.text()
    desk.type("园区无公共管廊")
    desk.press(ENTER)
    assert desk.on_disk().answers.items == {"G01": NotApplicable("园区无公共管廊")}
    assert desk.sheet.dossier.verdict.low.card.full == 165


def test_a_missing_reason_keeps_one_at_the_question(desk):
    desk.press(Qt.Key.Key_N)
    desk.sheet.tree.tree.setCurrentItem(desk.sheet.tree._lines["item/G05"])
    assert desk.sheet.subject == "item/G01"
    assert desk.sheet.tree.tree.currentItem() is desk.sheet.tree._lines["item/G01"]


def test_esc_gives_not_applicable_up_and_the_answer_before_still_stands(desk):
    desk.press(_figure(2), Qt.Key.Key_N, ESC)
    assert desk.sheet.pane.area.choices.chosen() == 1
    assert desk.on_disk().answers.items == {"G01": Chosen(1)}


def test_the_reason_can_be_changed_later(desk):
    desk.press(Qt.Key.Key_N)
    desk.type("甲")
    desk.press(ENTER, Qt.Key.Key_N)
    desk.type("乙")
    desk.press(ENTER)
    assert desk.on_disk().answers.items == {"G01": NotApplicable("甲乙")}


def test_ctrl_z_takes_an_answer_back_and_goes_to_it_and_ctrl_y_does_it_again(desk):
    desk.press(_figure(1), ENTER, _figure(2), ENTER)
    desk.press(Qt.Key.Key_Z, held=CTRL)
    assert desk.sheet.subject == "item/G02"
    assert desk.on_disk().answers.items == {"G01": Chosen(0)}
    assert desk.sheet.pane.area.choices.chosen() is None
    desk.press(Qt.Key.Key_Y, held=CTRL)
    assert desk.on_disk().answers.items == {"G01": Chosen(0), "G02": Chosen(1)}
    assert desk.sheet.pane.area.choices.chosen() == 1


def test_ctrl_z_in_a_text_takes_back_typing_first(desk):
    desk.press(_figure(1), Qt.Key.Key_F)
    desk.type("x")
    desk.press(Qt.Key.Key_Z, held=CTRL)
    assert desk.on_disk().answers.items == {"G01": Chosen(0)}


def test_delete_takes_the_answer_back(desk):
    desk.press(_figure(1), Qt.Key.Key_Delete)
    assert not desk.on_disk().answers.items
    assert desk.sheet.pane.area.choices.chosen() is None


def test_the_last_item_that_applies_cannot_be_put_aside_too(desk):
    items = desk.sheet.dossier.standard.items
    for _ in items:
        desk.press(Qt.Key.Key_N)
        desk.type("无")
        desk.press(ENTER, ENTER)
    assert len(desk.on_disk().answers.items) == len(items) - 1
    assert "无法计算得分" in desk.said()


def test_ctrl_f_finds_by_pinyin_initials_and_enter_goes_there(desk):
    desk.press(Qt.Key.Key_F, held=CTRL)
    desk.type("gggl")
    desk.press(ENTER, _figure(1))
    assert list(desk.on_disk().answers.items) == ["G21"]
    desk.press(Qt.Key.Key_F, held=CTRL)
    desk.press(ESC)
    assert desk.sheet.tree.search.text() == ""
    assert desk.sheet.subject == "item/G21"
