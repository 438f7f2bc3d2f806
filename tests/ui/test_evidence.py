"""Evidence in the window: dropped, pasted, picked where it is answered, let go again, looked at on its own page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from app.core.evidence import EvidenceKind
from app.services import evidence, evidence_settings, rounds
from tests.files import pictures
from tests.ui.assessment_stage import TODAY, WHO, opened
from ui.pages.evidence import EvidencePage

SUBJECT = "item/G01"


@pytest.fixture
def desk(qtbot, tmp_path):
    with opened(qtbot, tmp_path, "guide") as one:
        one.page.show_subject(SUBJECT)
        yield one


@pytest.fixture
def report(tmp_path) -> Path:
    path = tmp_path / "整体性安全风险评估报告.pdf"
    path.write_bytes(pictures.pdf(1))
    return path


def dropped(desk, *paths: Path, refused: bool = False) -> None:
    """As the mouse carries files in and lets them go over the question."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    held = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    place = desk.sheet.pane.viewport()
    QApplication.sendEvent(place, QDragEnterEvent(QPoint(40, 40), *held))
    if refused:
        QApplication.sendEvent(place, QDropEvent(QPointF(40, 40), *held))
        desk.bot.wait(100)
        return
    with desk.bot.waitSignal(desk.page.evidence.said):
        QApplication.sendEvent(place, QDropEvent(QPointF(40, 40), *held))


def names(desk, subject: str = SUBJECT) -> list[str]:
    return [one.name for one in desk.on_disk().evidence.get(subject, ())]


def test_a_file_dropped_on_a_question_proves_it(desk, report):
    dropped(desk, report)
    assert names(desk) == [report.name]
    assert [chip.evidence.kind for chip in desk.page.evidence.chips.chips] == [EvidenceKind.REPORT]


def test_a_copied_picture_is_pasted_as_evidence_with_the_cursor_outside_any_field(desk):
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(image)
    desk.sheet.take_focus()
    with desk.bot.waitSignal(desk.page.evidence.said):
        desk.press(Qt.Key.Key_V, held=Qt.KeyboardModifier.ControlModifier)
    assert len(names(desk)) == 1


def test_text_is_pasted_into_the_finding_and_adds_no_evidence(desk):
    QApplication.clipboard().setText("缺少审查意见")
    desk.sheet.take_focus()
    desk.press(Qt.Key.Key_F)
    desk.press(Qt.Key.Key_V, held=Qt.KeyboardModifier.ControlModifier)
    desk.press(Qt.Key.Key_Escape)
    assert desk.on_disk().remarks[SUBJECT].finding == "缺少审查意见"
    assert names(desk) == []


def test_files_are_picked_by_key(desk, report, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(report)], ""))
    desk.sheet.take_focus()
    with desk.bot.waitSignal(desk.page.evidence.said):
        desk.press(Qt.Key.Key_E, held=Qt.KeyboardModifier.ShiftModifier)
    assert names(desk) == [report.name]


def test_delete_lets_a_file_go_and_undo_brings_it_back(desk, report):
    dropped(desk, report)
    desk.page.evidence.enter()
    desk.press(Qt.Key.Key_Delete)
    assert names(desk) == []
    desk.session.undo()
    assert names(desk) == [report.name]


def test_one_file_serves_two_questions_and_is_stored_once(desk, report):
    dropped(desk, report)
    desk.page.show_subject("item/G02")
    dropped(desk, report)
    assert names(desk, "item/G02") == [report.name]
    assert len(evidence.listed(desk.store, "p1")) == 1


def test_an_empty_file_is_refused_with_a_sentence_and_the_good_one_is_kept(desk, report, tmp_path):
    empty = tmp_path / "空.pdf"
    empty.touch()
    dropped(desk, report, empty)
    assert names(desk) == [report.name]
    assert "空.pdf" in desk.said()


def test_a_huge_file_is_refused_with_the_limit(desk, report):
    evidence_settings.change(desk.store, WHO, "limit", 1)
    report.write_bytes(pictures.pdf(1) + b"\n" * 1_100_000)
    dropped(desk, report)
    assert names(desk) == []
    assert "1 MB" in desk.said()


def test_a_finished_round_takes_no_more_evidence(desk, report):
    rounds.submit(desk.store, WHO, desk.session.assessment, TODAY)
    desk.page.refresh(None)
    dropped(desk, report, refused=True)
    assert names(desk) == []
    assert not desk.page.evidence.add.isVisible()


def test_the_page_of_evidence_lists_what_a_file_proves_and_shows_it(desk, report):
    dropped(desk, report)
    page = EvidencePage(desk.session, desk.tasks, lambda: TODAY)
    desk.bot.addWidget(page)
    page.show()
    (line,) = page.table.model.shown
    assert line.one.name == report.name
    page.show_subject(f"evidence/{line.one.id}")
    assert page.table.row() == line
    desk.bot.waitUntil(lambda: not desk.tasks.busy)
