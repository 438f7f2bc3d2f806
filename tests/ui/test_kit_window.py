"""The frame: pages built late and kept fresh, everything by keyboard, nothing asked in a box."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout

from app.errors import UserError
from ui import bugs, settings, theme
from ui.commands import Command
from ui.dialogs.cheat_sheet import CheatSheet
from ui.main_window import MainWindow, PageSpec
from ui.page import Page
from ui.session import History, Session
from ui.tasks import Tasks
from ui.widgets.message import Message


@dataclass(frozen=True)
class Step:
    action: str


class Dummy(Page):
    """Notes down what it is asked."""

    def __init__(self, name, session, tasks):
        super().__init__(session, tasks)
        self.title = name
        self.seen, self.done = [], []
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def refresh(self, change):
        self.seen.append(change)

    def breadcrumb(self):
        return ("示例县", self.title)

    def edition(self):
        return "导则工作表 2023（试行）· 未核对 21 项"

    def commands(self):
        return (Command(f"新增{self.title}", self.add, "Ctrl+N", icon="add"),)

    def more_commands(self):
        return (Command("选第一档", self.first, "1", menu="编辑"),)

    def add(self):
        self.done.append("add")

    def first(self):
        self.done.append("first")


class Built:
    """A window with two pages, and what was built of it."""

    def __init__(self):
        self.made = []
        self.steps = {"undo": Step("作答 7"), "redo": None}
        history = History(
            self._undone, self._undone, lambda _s: self.steps["undo"], lambda _s: self.steps["redo"]
        )
        self.session, self.tasks = Session(None, "王工", history, name="示例县"), Tasks()
        specs = [
            PageSpec(key, name, key, self._factory(name))
            for key, name in (("overview", "总览"), ("parks", "园区"))
        ]
        self.window = MainWindow(self.session, self.tasks, specs, about=lambda: "园评 0.2.0")

    def _factory(self, name):
        return lambda: self.made.append(name) or Dummy(name, self.session, self.tasks)

    def _undone(self, _store, _who):
        self.steps = {"undo": None, "redo": Step("作答 7")}
        return "undone"


@pytest.fixture
def built(qtbot):
    built = Built()
    qtbot.addWidget(built.window)
    built.window.open()
    qtbot.waitExposed(built.window)
    built.window.activateWindow()
    return built


def _keys(qtbot, window, keys):
    key = QKeySequence(keys)[0]
    qtbot.keyClick(window, key.key(), key.keyboardModifiers())


def test_a_page_is_built_only_when_it_is_first_shown(built):
    before = list(built.made)
    built.window.show_page("parks")
    built.window.show_page("overview")
    built.window.show_page("parks")
    assert (before, built.made) == (["总览"], ["总览", "园区"])


def test_a_change_refreshes_the_page_on_screen_at_once(built):
    built.session.changed.emit("change")
    assert built.window.page("overview").seen == [None, "change"]


def test_a_page_away_is_refreshed_once_when_it_comes_back(built):
    built.window.show_page("parks")
    overview = built.window.page("overview")
    built.session.changed.emit("one")
    built.session.changed.emit("two")
    built.window.show_page("overview")
    assert overview.seen == [None, None]


def test_undo_is_named_after_what_it_takes_back(built, qtbot):
    names = [action.text() for action in built.window.menus.fill("编辑").actions()[:2]]
    _keys(qtbot, built.window, "Ctrl+Z")
    after = [action.text() for action in built.window.menus.fill("编辑").actions()[:2]]
    assert (names, after) == (["撤销“作答 7”", "重做"], ["撤销", "重做“作答 7”"])


def test_nothing_to_undo_is_greyed(built):
    built.session.undo()
    assert not built.window.menus.fill("编辑").actions()[0].isEnabled()


def test_pages_are_reached_by_ctrl_and_number(built, qtbot):
    _keys(qtbot, built.window, "Ctrl+2")
    assert built.window.key == "parks"


def test_a_pages_shortcut_works_only_while_it_is_on_screen(built, qtbot):
    overview = built.window.page("overview")
    built.window.show_page("parks")
    _keys(qtbot, built.window, "Ctrl+N")
    assert (overview.done, built.window.page("parks").done) == ([], ["add"])


def test_a_number_key_answers_but_not_while_one_types(built, qtbot):
    page = built.window.page("overview")
    qtbot.keyClick(page, "1")
    page.line.setFocus()
    qtbot.keyClick(page.line, "1")
    assert (page.done, page.line.text()) == (["first"], "1")


def test_a_refresh_does_not_build_the_same_actions_again(built):
    before = built.window.commands.entries()
    built.session.changed.emit("change")
    assert built.window.commands.entries() == before


def test_no_two_shortcuts_of_a_page_and_the_frame_are_the_same(built):
    keys = [entry.keys for entry in built.window.commands.reachable() if entry.keys]
    assert len(keys) == len(set(keys))


def test_the_palette_finds_an_action_by_initials_and_runs_it(built, qtbot):
    _keys(qtbot, built.window, "Ctrl+K")
    palette = built.window._palette
    qtbot.keyClicks(palette._query, "xzzl")
    names = palette.names()
    qtbot.keyClick(palette._query, Qt.Key.Key_Return)
    assert (names, built.window.page("overview").done) == (("新增总览",), ["add"])


def test_the_cheat_sheet_lists_every_registered_shortcut(built, qtbot):
    sheet = CheatSheet(built.window.commands)
    qtbot.addWidget(sheet)
    assert {("通用", "F1", "快捷键"), ("总览", "1", "选第一档"), ("通用", "Ctrl+K", "查找操作…")} <= set(
        sheet.lines()
    )


def test_the_cheat_sheet_begins_with_the_page_in_front(built, qtbot):
    built.window.show_page("parks")
    sheet = CheatSheet(built.window.commands, built.window)
    qtbot.addWidget(sheet)
    assert [group for group, _keys, _name in sheet.lines()][:1] == ["园区"]


def test_a_users_error_stands_inline_until_the_next_step_succeeds(built):
    bar = built.window.message_bar
    built.session.failed.emit(UserError("没有这个园区", "请重新选择"))
    shown = bar.isVisible(), bar.accessibleName()
    built.session.changed.emit("change")
    assert (shown, bar.isVisible()) == ((True, "错误：没有这个园区。请重新选择"), False)


def test_a_messages_button_does_what_it_offers(built):
    done = []
    built.window.say(Message("还没有园区", "先新增一个", "warn", Command("新增园区", lambda: done.append(1))))
    built.window.message_bar._button.click()
    assert (done, built.window.message_bar.isVisible()) == ([1], False)


def test_a_fault_of_ours_is_told_calmly_with_its_details(built):
    built.window.show_bug(bugs.record(ValueError("ours")))
    message = built.window.message_bar.message
    assert (message.what, "您的数据已保存" in message.remedy) == ("程序出现错误", True)


def test_the_status_line_says_who_edition_and_when_it_was_saved(built):
    built.session.changed.emit("change")
    saved, who, edition = built.window.status.texts()
    assert (saved[:3], who, edition) == (
        "已保存",
        "王工（填写姓名）",
        "导则工作表 2023（试行）· 未核对 21 项",
    )


def test_short_work_does_not_flicker_and_long_work_shows_a_stop_button(built, qtbot):
    gate = threading.Event()
    built.tasks.run("导出", lambda _progress: gate.wait(10))
    at_once = built.window.status._stop.isVisible()
    qtbot.waitUntil(built.window.status._stop.isVisible)
    with qtbot.waitSignal(built.tasks.ended):
        gate.set()
    assert (at_once, built.window.status._stop.isVisible()) == (False, False)


def test_closing_during_work_asks_inline_and_closes_when_it_has_stopped(built, qtbot):
    def work(progress):
        while True:
            progress(-1, "写入")

    built.tasks.run("导出", work)
    refused = built.window.close()
    built.window.message_bar._button.click()
    qtbot.waitUntil(lambda: not built.window.isVisible())
    assert not refused


def test_typing_is_finished_before_the_page_changes(built, qtbot):
    line = built.window.page("overview").line
    line.setFocus()
    qtbot.keyClicks(line, "abc")
    with qtbot.waitSignal(line.editingFinished):
        built.window.show_page("parks")


def test_closing_with_typing_that_cannot_be_saved_asks_first(built, monkeypatch):
    monkeypatch.setattr(Dummy, "settle", lambda _self: False)
    refused = built.window.close()
    built.window.message_bar._button.click()
    assert (refused, built.window.isVisible()) == (False, False)


def test_page_and_folded_rail_are_there_again_next_time(built, qtbot):
    built.window.show_page("parks")
    built.window.rail.turn()
    built.window.close()
    again = Built()
    qtbot.addWidget(again.window)
    again.window.open()
    assert (again.window.key, again.window.rail.is_folded) == ("parks", True)


def test_the_chosen_park_is_remembered(built):
    built.session.select("p1", "a1")
    assert (settings.read(settings.PARK), settings.read(settings.ASSESSMENT)) == ("p1", "a1")


def test_the_window_fits_a_small_laptop_at_150_percent(built):
    least = built.window.minimumSizeHint().expandedTo(built.window.minimumSize())
    assert (least.width() <= 911, least.height() <= 485) == (True, True)


def test_a_narrow_window_folds_the_rail_and_a_wide_one_gives_its_words_back(built):
    built.window.resize(911, 485)
    narrow = built.window.rail.is_folded
    built.window.resize(1280, 700)
    assert (narrow, built.window.rail.is_folded) == (True, False)


def test_enter_presses_the_button_with_the_keyboard(built, qtbot):
    button = built.window.header.findChild(QPushButton)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert built.window.page("overview").done == ["add"]


def test_the_edition_is_readable_to_its_end_in_a_narrow_window(built, qtbot):
    built.window.resize(800, 485)
    built.window.status.say_edition("依据：导则工作表 2023（试行） v1.0（34 项中 24 项未核对原文）" * 2)
    label = built.window.status._edition
    qtbot.waitUntil(lambda: label.heightForWidth(label.width()) <= label.height())


def test_pages_begin_at_one_height_with_a_breadcrumb_and_without(built, qtbot, monkeypatch):
    header = built.window.header
    with_one = header.height()
    monkeypatch.setattr(Dummy, "breadcrumb", lambda _self: ())
    built.window.show_page("parks")
    qtbot.wait(20)
    assert header.height() == with_one


def test_a_name_that_was_given_stands_alone_in_the_status_line(built):
    built.window.status.say_who("李工")
    assert "李工" in built.window.status.texts()


def test_a_folded_rail_still_says_its_words(built):
    built.window.rail.fold(True)
    assert [button.accessibleName() for button in built.window.rail._buttons.values()] == ["总览", "园区"]


def test_the_theme_is_switched_from_the_menu(built):
    dark = next(a for a in built.window.menus.fill("查看").actions() if a.text() == "外观：深色")
    dark.trigger()
    switched = theme.palette().dark
    theme.choose("light")
    assert switched


def test_leaving_stands_last_in_its_menu(built):
    built.window.add(Command("导入…", list, menu="文件"))
    assert built.window.menus.fill("文件").actions()[-1].text() == "退出"
