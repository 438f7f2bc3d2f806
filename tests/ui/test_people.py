"""人员 in the window: entering people, choosing who is at work, keys, and what a reader is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.core.rights import Person, Role
from app.services import people, person_keys, stores
from app.services.person_keys import KeyState
from tests.services.seal_stage import LI, SECRET, WANG, ZHANG, Sealed
from tests.ui import people_stage
from tests.ui.people_stage import box, enter, give_key, message, page, press
from ui import settings
from ui.__main__ import Shell
from ui.dialogs.passphrase import PassphraseDialog
from ui.dialogs.who import WhoDialog
from ui.shell_commands import ask_name


@pytest.fixture
def opened(dressed: QApplication, tmp_path: Path) -> Iterator[Callable[[str], Shell]]:
    yield from people_stage.programs(dressed, tmp_path)


@pytest.fixture
def confirmed(tmp_path: Path) -> Sealed:
    return people_stage.confirmed_round(tmp_path)


def test_the_first_person_is_the_one_at_work(opened: Callable[[str], Shell]) -> None:
    shell = opened("root")
    assert page(shell)._stack.currentIndex() == 0
    dialog = enter(shell, "root", Role.COMMITTEE)
    assert dialog.windowTitle() == "登记本人"
    assert page(shell)._stack.currentIndex() == 1
    assert shell.window.status.texts()[1] == "root（管委会）"
    assert settings.read(settings.WHO) == "root"


def test_a_fault_stays_in_the_box_until_it_is_mended(
    opened: Callable[[str], Shell], confirmed: Sealed
) -> None:
    shell = opened(WANG)
    dialog = enter(shell, ZHANG, Role.EXPERT)
    assert dialog.isVisible()
    assert "名单上已有" in dialog.fault.text()
    dialog.name.setText("陈五")
    press(dialog)
    assert "陈五" in {person.name for person in page(shell).table.model.rows}


def test_somebody_on_file_is_chosen_to_sign_and_remembered(
    opened: Callable[[str], Shell], confirmed: Sealed
) -> None:
    shell = opened("root")
    assert shell.window.status.texts()[1] == "root（不在名单上，只能查看）"
    ask_name(shell.window, shell.session)
    dialog = box(shell, WhoDialog)
    press(dialog)
    assert "还没有选择姓名" in dialog.fault.text()
    dialog.name.show_value(LI)
    press(dialog)
    assert shell.session.who == LI
    assert shell.window.status.texts()[1] == f"{LI}（复核人）"
    assert settings.read(settings.WHO) == LI


def test_where_nobody_is_on_file_a_name_is_typed_as_before(opened: Callable[[str], Shell]) -> None:
    shell = opened("")
    ask_name(shell.window, shell.session)
    dialog = box(shell, WhoDialog)
    dialog.name.setText("王示例")
    press(dialog)
    assert shell.session.who == "王示例"
    assert shell.window.status.texts()[1] == "王示例"


def test_a_readers_edit_is_refused_inline_and_the_field_shows_what_is_on_file(
    qtbot: QtBot, opened: Callable[[str], Shell], confirmed: Sealed, tmp_path: Path
) -> None:
    with stores.open_store(tmp_path / "s.sqlite", WANG) as store:
        people.add(store, WANG, Person(id="r", name="赵看", role=Role.READER))
    shell = opened("赵看")
    shown = page(shell)
    shown.table.select("z")
    editor = shown.form.editor("unit")
    editor.setText("改过的单位")
    editor.setModified(True)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert "只读" in message(shell)
    assert editor.text() == "示例研究院"
    role = shown.form.editor("role")
    role.setCurrentIndex(role.findData(Role.REVIEWER))
    role.finished.emit()
    assert role.value() == Role.EXPERT
    assert people.get(shell.session.store, "z").unit == "示例研究院"


def test_whoever_changes_his_own_name_goes_on_under_the_new_one(
    qtbot: QtBot, opened: Callable[[str], Shell], confirmed: Sealed
) -> None:
    shell = opened(WANG)
    shown = page(shell)
    shown.table.select("w")
    editor = shown.form.editor("name")
    editor.setText("王五")
    editor.setModified(True)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert shell.session.who == "王五"
    assert shell.window.status.texts()[1] == "王五（管委会）"


def test_people_are_retired_and_the_page_says_how_to_bring_them_back(
    opened: Callable[[str], Shell], confirmed: Sealed
) -> None:
    shell = opened(WANG)
    shown = page(shell)
    shown.table.select("z")
    shown.retire()
    assert not people.get(shell.session.store, "z").active
    assert "可以恢复" in message(shell)


def test_keys_are_for_their_owner_and_a_wrong_passphrase_is_said_in_the_box(
    opened: Callable[[str], Shell], confirmed: Sealed
) -> None:
    shell = opened(ZHANG)
    shown = page(shell)
    shown.table.select("l")
    assert not shown.key.make.isEnabled()
    assert "本人设置" in shown.key.told.text()
    shown.table.select("z")
    shown.key.make.click()
    dialog = box(shell, PassphraseDialog)
    for first, again, told in (("short", "short", "至少"), (SECRET, "别的口令别的", "不一致")):
        dialog.first.setText(first)
        dialog.again.setText(again)
        press(dialog)
        assert told in dialog.fault.text()
    dialog.again.setText(SECRET)
    dialog.first.setText(SECRET)
    press(dialog)
    assert person_keys.state(people.get(shell.session.store, "z")) is KeyState.HERE
    shown.key.change.click()
    other = box(shell, PassphraseDialog)
    other.old.setText("不对的旧口令")
    for line in (other.first, other.again):
        line.setText("another one 8")
    press(other)
    assert "口令不对" in other.fault.text()
    other.old.setText(SECRET)
    press(other)
    assert "口令已更换" in message(shell)


def test_a_key_is_backed_up_and_restored_from_the_page(
    opened: Callable[[str], Shell], confirmed: Sealed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = opened(ZHANG)
    shown = page(shell)
    shown.table.select("z")
    give_key(shell)
    kept = tmp_path / "U盘.pem"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(kept), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(kept), ""))
    shown.key.back_up.click()
    assert str(kept) in message(shell)
    for file in person_keys.folder().iterdir():
        file.unlink()
    shown.refresh(None)
    assert "不在这台电脑上" in shown.key.told.text()
    shown.key.restore.click()
    dialog = box(shell, PassphraseDialog)
    dialog.old.setText(SECRET)
    press(dialog)
    assert "已恢复" in message(shell)
    assert shown.key.change.isEnabled()
