"""Files where a question is answered and where a measure is kept: dropped, pasted, picked, reused, let go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication

from app.core.answers import Chosen
from app.core.evidence import Side, Use
from app.core.plan import MeasureState
from app.services import answering, evidence, evidence_adding, plans, rounds
from tests.ui import evidence_stage as stage
from ui.widgets.evidence_choice import EvidenceChoice

CTRL, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def desk(qtbot, tmp_path):
    with stage.opened(qtbot, tmp_path) as desk:
        yield desk


@pytest.fixture
def page(desk):
    page = desk.page("assessment")
    page.show_subject("item/G01")
    return page


@pytest.fixture
def files(tmp_path):
    return stage.written(tmp_path)


def _chips(strip) -> list[str]:
    return [strip.chips.item(at).text() for at in range(strip.chips.count())]


def test_a_screenshot_is_pasted_to_the_question_on_show_and_undo_takes_it_back(desk, page) -> None:
    stage.copied(stage.screen())
    desk.paste()
    (name,) = desk.proofs()["item/G01"]
    assert name.startswith("粘贴的图片 ")
    assert desk.message == "已加入 1 个佐证文件按 Ctrl+Z 可以撤销"
    desk.press(Qt.Key.Key_Z, CTRL)
    assert desk.proofs() == {}
    desk.press(Qt.Key.Key_Y, CTRL)
    assert desk.proofs() == {"item/G01": [name]}


def test_copied_files_are_pasted(desk, page, files) -> None:
    stage.copied(files=[files["评估报告.pdf"], files["台账.csv"]])
    desk.paste()
    assert desk.proofs() == {"item/G01": ["评估报告.pdf", "台账.csv"]}


def test_with_the_cursor_in_a_text_field_text_is_pasted_as_text(desk, page) -> None:
    stage.copied(text="示例〔2026〕1号")
    desk.press(Qt.Key.Key_E)
    desk.paste()
    assert page.sheet.pane.form.editor("evidence").toPlainText() == "示例〔2026〕1号"
    assert desk.proofs() == {}


def test_an_empty_clipboard_is_told(desk, page) -> None:
    stage.copied(text="只有文字")
    desk.paste()
    assert "剪贴板里没有图片或文件" in desk.message


@pytest.mark.parametrize("where", ["pane", "field", "row"])
def test_files_are_dropped_anywhere_on_the_question(desk, page, files, where) -> None:
    pane = page.sheet.pane
    place = {
        "pane": pane.viewport(),
        "field": pane.form.editor("finding").viewport(),
        "row": page.evidence,
    }[where]
    desk.drop(place, files["台账.csv"])
    assert desk.proofs() == {"item/G01": ["台账.csv"]}
    assert pane.form.editor("finding").toPlainText() == ""


def test_what_lies_on_the_net_is_not_dropped(desk, page) -> None:
    assert not stage.dragged(page.sheet.pane.viewport(), [QUrl("https://example.org/a.pdf")])


def test_files_are_picked_by_key(desk, page, files, monkeypatch) -> None:
    stage.choose(monkeypatch, files["评估报告.pdf"])
    desk.press(Qt.Key.Key_E, SHIFT)
    desk.settle()
    assert desk.proofs() == {"item/G01": ["评估报告.pdf"]}


def test_what_cannot_be_taken_is_named_and_the_rest_is_there(desk, page, files, tmp_path) -> None:
    (tmp_path / "空.pdf").touch()
    desk.drop(page.sheet.pane, tmp_path / "空.pdf", files["台账.csv"])
    assert desk.message.startswith("已加入 1 个佐证文件；“空.pdf”是空文件（0 字节），没有加入")
    assert desk.proofs() == {"item/G01": ["台账.csv"]}


def test_a_file_that_is_not_what_its_name_says_is_told(desk, page, tmp_path) -> None:
    (tmp_path / "照片.jpg").write_bytes(stage.FILES["评估报告.pdf"])
    desk.drop(page.sheet.pane, tmp_path / "照片.jpg")
    assert "“照片.jpg”的扩展名与内容不符，按PDF保存" in desk.message
    assert desk.proofs() == {"item/G01": ["照片.pdf"]}


def test_the_same_file_again_is_no_step(desk, page, files) -> None:
    desk.drop(page.sheet.pane, files["台账.csv"])
    desk.drop(page.sheet.pane, files["台账.csv"])
    assert desk.message.startswith("这里已经有这些文件")
    desk.press(Qt.Key.Key_Z, CTRL)
    assert desk.proofs() == {}


def test_a_file_goes_to_the_question_it_was_dropped_on_though_another_is_on_show_by_then(
    desk, page, files
) -> None:
    stage.dragged(page.sheet.pane, [QUrl.fromLocalFile(str(files["评估报告.pdf"]))])
    page.show_subject("item/G02")
    desk.settle()
    assert desk.proofs() == {"item/G01": ["评估报告.pdf"]}


def test_delete_lets_go_of_a_file_and_leaves_the_answer(desk, page) -> None:
    desk.filed("台账.csv", "评估报告.pdf", use=Use(desk.round_id, "item/G01"))
    answering.answer(desk.store, stage.WHO, desk.round_id, "item/G01", Chosen(2))
    desk.press(Qt.Key.Key_E, CTRL)
    desk.press(Qt.Key.Key_Delete)
    assert desk.proofs() == {"item/G01": ["评估报告.pdf"]}
    assert page.evidence.chips.hasFocus()
    desk.press(Qt.Key.Key_Escape)
    assert page.sheet.pane.area.isAncestorOf(QApplication.focusWidget())


def test_enter_shows_a_file_beside_the_window_and_esc_puts_it_away(desk, page) -> None:
    desk.filed("评估报告.pdf", "台账.csv", use=Use(desk.round_id, "item/G01"))
    desk.press(Qt.Key.Key_E, CTRL)
    desk.press(Qt.Key.Key_Return)
    shown = page.evidence._window
    desk.qtbot.waitUntil(lambda: shown.preview._pages == 3)
    assert not shown.isModal()
    shown.step(1)
    desk.qtbot.waitUntil(lambda: shown.preview.text.toPlainText() == "器材,数量\n灭火器,12\n")
    desk.qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert shown.isHidden()
    desk.settle()


def test_a_file_that_is_on_record_is_used_again(desk, page) -> None:
    desk.filed("台账.csv", use=Use(desk.round_id, "item/G02"))
    desk.filed("评估报告.pdf", use=Use(desk.round_id, "item/G01"))
    page.evidence.reuse.click()
    choice = page.evidence.findChild(EvidenceChoice)
    assert [one.name for one in choice.table.model.rows] == ["台账.csv"]
    choice.table.select_line(0)
    choice.use.click()
    assert desk.proofs() == {"item/G01": ["台账.csv", "评估报告.pdf"], "item/G02": ["台账.csv"]}
    assert len(evidence.listed(desk.store)) == 2


def test_full_points_without_evidence_are_told_quietly_until_there_is_some(desk, page, files) -> None:
    desk.press(Qt.Key.Key_3)
    assert page.evidence.gap.text() == "满分但没有佐证"
    desk.drop(page.sheet.pane, files["台账.csv"])
    assert page.evidence.gap.isHidden()


def test_what_is_out_of_date_says_so_in_words_and_in_red(desk, page) -> None:
    (one,) = desk.filed("评估报告.pdf", use=Use(desk.round_id, "item/G01"))
    desk.session.do(evidence_adding.edit, one.id, "expires_on", stage.TODAY - timedelta(days=1))
    (chip,) = _chips(page.evidence)
    assert "已过期" in chip
    from ui import theme

    assert page.evidence.chips.item(0).foreground().color() == theme.colour("bad")
    assert page.evidence.gap.text() == "佐证已过期"


def test_a_finished_round_shows_its_files_and_takes_none(desk, page, files) -> None:
    desk.filed("评估报告.pdf", use=Use(desk.round_id, "item/G01"))
    desk.session.do(rounds.submit, desk.round_id, stage.TODAY)
    page.show_subject("item/G01")
    assert page.evidence.add.isHidden()
    assert page.evidence.reuse.isHidden()
    desk.drop(page.sheet.pane, files["台账.csv"])
    page.evidence.chips.take_focus()
    desk.press(Qt.Key.Key_Delete)
    assert desk.proofs() == {"item/G01": ["评估报告.pdf"]}


def test_a_checkpoint_takes_what_is_pasted(desk, files) -> None:
    page = desk.page("ten_two")
    page.sheet.matrix.go("Y01-2")
    page.sheet.take_focus()
    stage.copied(files=[files["现场.jpg"]])
    desk.paste()
    assert desk.proofs() == {"check/Y01-2": ["现场.jpg"]}
    assert [text.split("\n")[0] for text in _chips(page.evidence)] == ["现场.jpg"]


@pytest.mark.parametrize(
    ("state", "side"), [(MeasureState.OPEN, Side.BEFORE), (MeasureState.DOING, Side.AFTER)]
)
def test_what_is_dropped_on_a_measure_goes_to_the_side_its_state_asks_for(desk, files, state, side) -> None:
    page = desk.page("plan")
    if state is not MeasureState.OPEN:
        desk.session.do(plans.move, "m1", state)
    page.table.select("m1")
    desk.drop(page.detail, files["现场.jpg"])
    assert [(at, one.name) for at, one in evidence.of_measure(desk.store, "m1")] == [(side, "现场.jpg")]


def test_what_is_dropped_on_a_side_of_a_measure_goes_there(desk, files) -> None:
    page = desk.page("plan")
    page.table.select("m1")
    desk.drop(page.detail.evidence.sides[Side.AFTER], files["现场.jpg"])
    assert [(at, one.name) for at, one in evidence.of_measure(desk.store, "m1")] == [(Side.AFTER, "现场.jpg")]


def test_a_measure_that_waits_to_be_verified_without_a_file_after_says_so(desk, files) -> None:
    page = desk.page("plan")
    for state in (MeasureState.DOING, MeasureState.CHECKING):
        desk.session.do(plans.move, "m1", state)
    page.table.select("m1")
    strip = page.detail.evidence.sides[Side.AFTER]
    assert strip.gap.text() == "还没有整改后的佐证"
    desk.drop(strip, files["现场.jpg"])
    assert strip.gap.isHidden()


def test_undo_goes_to_the_question_that_lost_its_file(desk, page, files) -> None:
    desk.drop(page.sheet.pane, files["台账.csv"])
    page.show_subject("item/G05")
    desk.press(Qt.Key.Key_Z, CTRL)
    assert page.sheet.subject == "item/G01"
    assert page.evidence.chips.count() == 0
