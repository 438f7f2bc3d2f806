"""Every kind of scoring, gate, veto and duty by law is answered by keyboard alone."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import Qt

from app.core.answers import Check, CheckState, Chosen, Counted, NotApplicable, Reached, VetoMark, VetoState
from app.core.entries import Grade
from tests.ui import assessment_stage as stage

ENTER, ESC, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab
ONE, TWO, THREE = Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3


@pytest.fixture
def desk(qtbot, tmp_path):
    with stage.opened(qtbot, tmp_path, "kinds") as desk:
        yield desk


def _item(desk, key):
    return desk.on_disk().answers.items.get(key)


def test_levels_begin_with_the_fewest_points(desk):
    desk.sheet.go("item/K03")
    desk.press(TWO)
    assert _item(desk, "K03") == Chosen(1)
    assert desk.sheet.pane._tally.text() == "得 0.5 分 / 满分 1 分"


def test_deductions_are_counted_in_their_row_and_the_loss_is_shown(desk):
    desk.sheet.go("item/K04")
    desk.press(ONE)
    desk.type("4")
    desk.press(Qt.Key.Key_Down)
    desk.type("1")
    desk.press(ENTER)
    assert _item(desk, "K04") == Counted({"power": 4, "water": 1})
    assert desk.sheet.subject == "item/K05"
    desk.press(ENTER, held=Qt.KeyboardModifier.ShiftModifier)
    editor = desk.sheet.pane.area.editor
    assert editor.rows[0]._effect.text() == "−4.5 分（到上限）"
    assert editor._sum.text() == "得 3.5 分，失 6.5 分（满分 10 分）"


def test_plus_and_minus_step_a_count_and_save_at_once(desk):
    desk.sheet.go("item/K05")
    desk.press(ONE)
    desk.type("++-")
    assert _item(desk, "K05") == Counted({"block": 1})


def test_z_says_that_nothing_is_to_be_deducted(desk):
    desk.sheet.go("item/K05")
    desk.press(Qt.Key.Key_Z)
    assert _item(desk, "K05") == Counted({})
    assert desk.sheet.pane._tally.text() == "得 5 分 / 满分 5 分"


def test_a_count_that_is_none_is_refused_beside_its_row(desk):
    desk.sheet.go("item/K07")
    desk.press(ONE)
    desk.type("4")
    desk.press(ENTER)
    assert desk.sheet.subject == "item/K07"
    assert desk.sheet.pane.area.editor.rows[0]._fault.text() == "应在 0 到 3 之间"
    assert _item(desk, "K07") is None


def test_parts_of_a_sum_are_counted_or_ticked(desk):
    desk.sheet.go("item/K07")
    desk.press(ONE)
    desk.type("2")
    desk.press(ESC, THREE)
    assert _item(desk, "K07") == Counted({"team": 2, "drill": 1})
    assert desk.sheet.pane._tally.text() == "得 4 分 / 满分 6 分"
    desk.press(THREE)
    assert _item(desk, "K07") == Counted({"team": 2})


def test_a_share_begins_with_its_first_figure_and_stays_exact(desk):
    desk.sheet.go("item/K06")
    desk.type("7")
    desk.press(ENTER)
    desk.type("9")
    desk.press(ENTER)
    assert _item(desk, "K06") == Reached(Fraction(7, 9))
    assert desk.sheet.subject == "item/K07"
    desk.sheet.go("item/K06")
    editor = desk.sheet.pane.area.editor
    assert (editor.part.text(), editor.whole.text()) == ("7", "9")
    assert editor._result.text() == "77.8%，得 1 分（满分 2 分）"


def test_a_share_may_be_typed_as_a_percentage(desk):
    desk.sheet.go("item/K06")
    desk.sheet.pane.area.editor.percent.setFocus()
    desk.type("99.5")
    desk.press(ENTER)
    assert _item(desk, "K06") == Reached(Fraction(199, 200))


@pytest.mark.parametrize(
    ("part", "whole", "said"), [("9", "7", "之间"), ("1", "0", "应大于 0"), ("3", "", "都填上")]
)
def test_half_a_share_or_more_than_all_is_refused_inline(desk, part, whole, said):
    desk.sheet.go("item/K06")
    desk.type(part)
    desk.press(TAB)
    if whole:
        desk.type(whole)
    desk.press(ESC, ENTER)
    assert desk.sheet.subject == "item/K06"
    assert said in desk.sheet.pane.area.editor._fault.text()
    assert _item(desk, "K06") is None


def test_n_puts_an_item_with_numbers_aside(desk):
    desk.sheet.go("item/K04")
    desk.press(Qt.Key.Key_N)
    desk.type("没有公用工程")
    desk.press(ENTER)
    assert _item(desk, "K04") == NotApplicable("没有公用工程")


def test_a_gate_is_met_with_1_and_not_met_with_2(desk):
    desk.sheet.go("gate/K2-gate")
    desk.press(TWO)
    assert desk.on_disk().answers.gates == {"K2-gate": False}
    desk.press(ONE)
    assert desk.on_disk().answers.gates == {"K2-gate": True}


def test_a_veto_that_holds_is_kept_with_what_was_found(desk):
    desk.sheet.go("veto/V1")
    desk.press(TWO)
    desk.type("2026年3月发生较大事故以上一起")
    desk.press(ENTER)
    kept = desk.on_disk()
    assert kept.answers.vetoes == {"V1": VetoMark(VetoState.TRIGGERED, "2026年3月发生较大事故以上一起")}
    assert kept.verdict.grade is Grade.A


def test_a_veto_in_force_is_switched_off_only_with_a_reason(desk):
    desk.sheet.go("veto/V1")
    desk.press(THREE, ENTER)
    assert not desk.on_disk().answers.vetoes
    desk.type("省级细则未列入")
    desk.press(ENTER)
    assert desk.on_disk().answers.vetoes == {"V1": VetoMark(VetoState.OFF, "省级细则未列入")}


def test_a_duty_by_law_has_three_states_and_does_not_count(desk):
    before = desk.sheet.dossier.verdict.score
    desk.sheet.go("check/L1-1")
    desk.press(TWO)
    kept = desk.on_disk()
    assert kept.answers.checks == {"L1-1": Check(CheckState.PARTIAL)}
    assert kept.verdict.score == before


def test_a_whole_assessment_of_every_kind_by_keyboard(desk):
    desk.sheet.go("item/K01")
    for keys in ("4", "3", "3"):
        desk.type(keys)
        desk.press(ENTER)
    desk.press(ONE, ENTER)
    desk.press(Qt.Key.Key_Z, ENTER, Qt.Key.Key_Z, ENTER)
    desk.type("60")
    desk.press(TAB)
    desk.type("60")
    desk.press(ENTER)
    desk.press(ONE)
    desk.type("3")
    desk.press(Qt.Key.Key_Down)
    desk.type("4")
    desk.press(ESC, THREE, ENTER, TWO)
    kept = desk.on_disk()
    assert not kept.verdict.provisional
    assert (kept.verdict.grade, kept.verdict.score) == (Grade.D, 100)
    assert desk.sheet.strip.badge.grade.letter == "D"
