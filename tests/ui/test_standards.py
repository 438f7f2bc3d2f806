"""标准 and moving a round, driven through the window: out to Excel, faults, mended, kept, moved, put aside."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from app.core.answers import Chosen
from app.core.edition_diff import Fate
from app.core.park import Park
from app.core.rights import Person, Role
from app.core.rollup import Kind
from app.files import workbook, workbook_write
from app.services import (
    answering,
    assessments,
    dossiers,
    edition_import,
    history,
    parks,
    people,
    standards,
    stores,
)
from tests.conftest import TODAY, WHO
from tests.services import editions
from ui.dialogs.import_edition import Buttons
from ui.dialogs.move_edition import MoveEdition
from ui.main_window import MainWindow, PageSpec
from ui.pages.assessment import AssessmentPage
from ui.pages.standards import StandardsPage
from ui.session import History, Session
from ui.tasks import Tasks

STEPS = History(history.undo, history.redo, history.undoable, history.redoable)


@dataclass
class Desk:
    """The window with both pages, and hands."""

    bot: Any
    store: Any
    session: Session
    window: MainWindow

    def page(self, key: str) -> Any:
        self.window.show_page(key)
        return self.window.page(key)

    def run(self, name: str) -> None:
        """Choose a command by its name, as menu, button and palette do."""
        (entry,) = (one for one in self.window.commands.reachable() if one.command.name == name)
        entry.action.trigger()

    def said(self) -> str:
        message = self.window.message_bar.message
        return f"{message.what}{message.remedy}" if message else ""

    def idle(self, page: Any) -> None:
        self.bot.waitUntil(lambda: not page.tasks.busy)


@pytest.fixture
def desk(qtbot: Any, tmp_path: Path) -> Iterator[Desk]:
    with stores.open_store(tmp_path / "desk.sqlite", WHO) as store:
        edition_import.keep(edition_import.propose(editions.first()))
        parks.add(store, WHO, Park(id="p1", name="示例园区", county="示例县"))
        head = assessments.fresh("p1", Kind.SELF, 2026, TODAY, "all-kinds")
        assessments.begin(store, WHO, head)
        answers = {"item/K01": Chosen(3), "item/K02": Chosen(1), "item/K08": Chosen(1)}
        answering.answer_all(store, WHO, head.id, answers)
        session, tasks = Session(store, WHO, STEPS, name="示例县"), Tasks()
        session.select("p1", head.id)
        window = MainWindow(
            session,
            tasks,
            [
                PageSpec("standards", "标准", "standards", lambda: StandardsPage(session, tasks)),
                PageSpec("assessment", "评估", "assessment", lambda: AssessmentPage(session, tasks)),
            ],
        )
        window.resize(1366, 720)
        window.show()
        yield Desk(qtbot, store, session, window)
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def write(path: Path, **cells: object) -> Path:
    """The second edition as a workbook, with cells of 评分项 replaced."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_write.workbook(editions.second())))
    for cell, value in cells.items():
        book["评分项"][cell].value = value
    book.save(path)
    return path


def button(dialog: Any, which: Any) -> Any:
    return dialog.buttons.button(which)


def test_shipped_and_own_editions_stand_in_the_list_with_how_far_each_is_checked(desk: Desk) -> None:
    page = desk.page("standards")
    listed = {row.title: row for row in page.editions.model.shown}
    own = listed["测试标准（各种计分方式）"]
    assert (own.source, own.rounds) == ("自己的", 1)
    assert listed["导则工作表 2023（试行）"].source == "随程序提供"
    assert "项目约定" in [column.title for column in page.editions.model.columns]


def test_a_faulty_edition_of_ones_own_is_listed_with_what_is_wrong(desk: Desk) -> None:
    folder = standards.own_root() / "半成品"
    folder.mkdir()
    (folder / "a.toml").write_text("[edition]\n", "utf-8")
    page = desk.page("standards")
    page.editions.select(str(folder))
    assert page.editions.row().source == "有错误，不能用"
    assert "缺少 id" in page.note.text()


def test_a_workbook_goes_out_where_one_says(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, path = desk.page("standards"), tmp_path / "模板.xlsx"
    page.editions.select(editions.first().checksum)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    desk.run("导出 Excel 模板")
    desk.idle(page)
    assert workbook.read(path.name, path.read_bytes()) == editions.first()
    assert "已写好" in desk.said()


def test_faults_are_listed_by_sheet_and_cell_mended_read_again_and_kept(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, path = desk.page("standards"), write(tmp_path / "二.xlsx", C2="一", L3="核过了")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    desk.run("导入 Excel")
    desk.idle(page)
    dialog = page.dialog
    assert [(fault.file, fault.key) for fault in dialog.faults.model.shown] == [
        ("评分项", "C2"),
        ("评分项", "L3"),
    ]
    assert not button(dialog, Buttons.Ok).isEnabled()
    assert "all-kinds-2" not in standards.offered()

    write(path)
    desk.bot.mouseClick(button(dialog, Buttons.Retry), Qt.MouseButton.LeftButton)
    desk.idle(page)
    assert page.dialog is dialog
    assert "没有发现错误" in dialog.head.text()
    assert {line.difference.fate for line in dialog.changes.table.model.shown} == set(Fate) - {Fate.CARRIED}
    assert "all-kinds-2" not in standards.offered()

    desk.bot.mouseClick(button(dialog, Buttons.Ok), Qt.MouseButton.LeftButton)
    desk.idle(page)
    assert standards.offered()["all-kinds-2"].standard == editions.second()
    assert page.editions.row().title == "测试标准第二版"
    assert "已导入" in desk.said()


def test_closing_the_dialog_keeps_nothing(desk: Desk, tmp_path: Path) -> None:
    page = desk.page("standards")
    page.read(write(tmp_path / "二.xlsx"))
    desk.idle(page)
    desk.bot.keyClick(page.dialog, Qt.Key.Key_Escape)
    assert page.dialog is None
    assert "all-kinds-2" not in standards.offered()


def test_an_id_that_is_taken_is_told_in_the_dialog(desk: Desk, tmp_path: Path) -> None:
    page, path = desk.page("standards"), tmp_path / "一.xlsx"
    path.write_bytes(workbook_write.workbook(editions.edition(title="改了名")))
    page.read(path)
    desk.idle(page)
    assert "内容不同" in page.dialog.head.text()
    assert not button(page.dialog, Buttons.Ok).isEnabled()


def test_two_editions_stand_side_by_side_with_what_differs_marked(desk: Desk) -> None:
    edition_import.keep(edition_import.propose(editions.second()))
    page = desk.page("standards")
    page.editions.select(editions.second().checksum)
    dialog = page.compare()
    assert [side.currentText() for side in dialog.sides] == [
        "测试标准（各种计分方式） v1",
        "测试标准第二版 v2",
    ]
    dialog.changes.table.select("item/K02")
    old, new = (text.toHtml() for text in dialog.changes.texts.texts)
    assert "line-through" not in old
    assert "underline" in new
    assert "并备案" in new
    dialog.close()


def test_an_own_edition_is_put_aside_and_one_in_use_is_not(desk: Desk) -> None:
    edition_import.keep(edition_import.propose(editions.second()))
    page = desk.page("standards")
    page.editions.select(editions.first().checksum)
    desk.run("移除自己的标准包")
    assert "有 1 轮评估用着" in desk.said()
    page.editions.select(editions.second().checksum)
    desk.run("移除自己的标准包")
    assert "all-kinds-2" not in standards.offered()
    assert "standards-removed" in desk.said()
    assert "测试标准第二版" not in [row.title for row in page.editions.model.shown]


def test_who_may_only_look_imports_nothing(desk: Desk, tmp_path: Path) -> None:
    people.add(desk.store, WHO, Person(id="", name="张主任", role=Role.COMMITTEE))
    page = desk.page("standards")
    page.read(write(tmp_path / "二.xlsx"))
    assert page.dialog is None
    assert "只能查看" in desk.said()


def moving_dialog(desk: Desk) -> MoveEdition:
    return next(one for one in desk.window.findChildren(MoveEdition) if one.isVisible())


def test_a_round_is_moved_seen_before_and_reviewed_after(desk: Desk) -> None:
    edition_import.keep(edition_import.propose(editions.second()))
    old = desk.session.assessment
    desk.page("assessment")
    desk.run("转用其他标准包…")
    dialog = moving_dialog(desk)
    assert dialog.edition.currentText() == "测试标准第二版 v2"
    assert "沿用作答 1 条，预填待确认 1 条，不带入 1 条" in dialog.summary.text()
    assert len(assessments.listed(desk.store, "p1")) == 1
    desk.bot.mouseClick(button(dialog, Buttons.Ok), Qt.MouseButton.LeftButton)

    new = desk.session.assessment
    assert new != old
    found = dossiers.gather(desk.store, new, TODAY)
    assert found.standard == editions.second()
    assert (dict(found.answers.items), dict(found.pending)) == ({"K01": Chosen(3)}, {"item/K02": Chosen(1)})
    assert "待确认 1 条" in desk.said()

    desk.run("转用清单…")
    review = moving_dialog(desk)
    shown = {line.difference.subject: line.answer for line in review.changes.table.model.shown}
    assert shown["item/K08"] == "3 分：全天值守"
    assert button(review, Buttons.Ok) is None
    review.close()


def test_moving_is_undone_in_one_step(desk: Desk) -> None:
    edition_import.keep(edition_import.propose(editions.second()))
    desk.page("assessment")
    desk.run("转用其他标准包…")
    desk.bot.mouseClick(button(moving_dialog(desk), Buttons.Ok), Qt.MouseButton.LeftButton)
    desk.session.undo()
    assert len(assessments.listed(desk.store, "p1")) == 1


def test_an_edition_that_a_round_cannot_be_moved_to_is_told_in_the_dialog(desk: Desk) -> None:
    desk.page("assessment")
    desk.run("转用其他标准包…")
    dialog = moving_dialog(desk)
    dialog.edition.setCurrentIndex(dialog.edition.findData("all-kinds"))
    dialog.edition.activated.emit(dialog.edition.currentIndex())
    assert "用的就是" in dialog.fault.text()
    assert not button(dialog, Buttons.Ok).isEnabled()
    dialog.close()
