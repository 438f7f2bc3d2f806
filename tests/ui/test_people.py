"""人员 and 签章 in the window: entering people, keys, sealing, being refused, opening again, and the check."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QFileDialog
from pytestqt.qtbot import QtBot

from app.core.answers import Chosen
from app.core.park import Park
from app.core.rights import Person, Role
from app.core.rollup import Kind
from app.services import answering, assessments, parks, people, person_keys, rounds, seals, stores
from app.services.person_keys import KeyState
from tests.conftest import TODAY
from tests.services import seal_stage as stage
from tests.services.seal_stage import LI, NOW, SECRET, WANG, ZHANG, Sealed
from ui import settings
from ui.__main__ import Shell
from ui.dialogs import sign
from ui.dialogs.passphrase import PassphraseDialog
from ui.dialogs.person import PersonDialog
from ui.dialogs.sign import SignDialog
from ui.dialogs.who import WhoDialog
from ui.pages.history import HistoryPage
from ui.pages.people import PeoplePage
from ui.shell_commands import ask_name
from ui.widgets.seal_line import SealLine

Box = TypeVar("Box", bound=QDialog)


@pytest.fixture
def opened(dressed: QApplication, tmp_path: Path) -> Iterator[Callable[[str], Shell]]:
    """The program on a store in this test's folder, under a name."""
    shells: list[Shell] = []

    def start(who: str) -> Shell:
        settings.write(settings.WHO, who)
        shell = Shell(dressed)
        shell.open(tmp_path / "s.sqlite")
        shells.append(shell)
        return shell

    yield start
    for shell in shells:
        shell.window.close()
        shell.close()


@pytest.fixture
def confirmed(tmp_path: Path) -> Sealed:
    """Three people and a confirmed expert round, in the store that ``opened`` opens."""
    with stores.open_store(tmp_path / "s.sqlite", WANG) as store:
        return stage.confirmed(store)


def page(shell: Shell) -> PeoplePage:
    shell.window.show_page("people")
    shown = shell.window.page("people")
    assert isinstance(shown, PeoplePage)
    return shown


def box(shell: Shell, kind: type[Box]) -> Box:
    """The one dialog of this kind that is open."""
    (found,) = (each for each in shell.window.findChildren(kind) if each.isVisible())
    return found


def press(
    dialog: QDialog, which: QDialogButtonBox.StandardButton = QDialogButtonBox.StandardButton.Ok
) -> None:
    dialog.buttons.button(which).click()


def message(shell: Shell) -> str:
    shown = shell.window.message_bar.message
    return f"{shown.what}{shown.remedy}" if shown else ""


def enter(shell: Shell, name: str, role: Role) -> PersonDialog:
    page(shell).add()
    dialog = box(shell, PersonDialog)
    dialog.name.setText(name)
    dialog.role.show_value(role)
    press(dialog)
    return dialog


def give_key(shell: Shell, passphrase: str = SECRET) -> None:
    page(shell).key.make.click()
    dialog = box(shell, PassphraseDialog)
    dialog.first.setText(passphrase)
    dialog.again.setText(passphrase)
    press(dialog)


def test_from_the_first_person_to_a_seal_that_is_opened_again_and_verified(
    qtbot: QtBot, opened: Callable[[str], Shell]
) -> None:
    shell = opened("root")
    session = shell.session
    enter(shell, ZHANG, Role.EXPERT)
    assert shell.window.status.texts()[1] == f"{ZHANG}（专家）"
    give_key(shell)
    enter(shell, LI, Role.REVIEWER)
    enter(shell, WANG, Role.COMMITTEE)
    assert {person.name for person in people.listed(session.store)} == {ZHANG, LI, WANG}
    round_id = _confirmed(session.store)
    session.select("p1", round_id)

    dialog = sign.offer(session, assessments.get(session.store, round_id), shell.window)
    dialog.passphrase.setText(SECRET)
    press(dialog)
    assert seals.current(session.store, round_id).signer == ZHANG

    assert session.do(answering.answer, round_id, "item/G01", Chosen(0)) is None
    assert "不能" in message(shell)
    assert session.undo() is None
    assert "签章记录须留存" in message(shell)

    session.sign_as(LI)
    session.do(rounds.reopen, round_id, "漏查一处", TODAY)
    (kept,) = seals.of_round(session.store, round_id)
    assert (kept.opened_by, kept.opened_reason) == (LI, "漏查一处")
    assert "完整" in _verified(qtbot, shell)


def _confirmed(store) -> str:
    parks.add(store, WANG, Park(id="p1", name="示例园区"))
    head = assessments.fresh("p1", Kind.EXPERT, 2026, TODAY)
    assessments.begin(store, ZHANG, head)
    standard = stage.standards.find("guide-2023-trial").standard
    answering.answer_all(store, ZHANG, head.id, stage._answers(standard))
    rounds.submit(store, ZHANG, head.id, TODAY)
    rounds.confirm(store, LI, head.id, TODAY)
    return head.id


def _verified(qtbot: QtBot, shell: Shell) -> str:
    """What is said after the menu's check."""
    entries = shell.window.commands.entries()
    with qtbot.waitSignal(shell.window.tasks.ended, timeout=20_000):
        next(each.command for each in entries if each.command.name == "校验记录和签章").run()
    return message(shell)


def test_the_check_lists_every_wrong_entry_in_the_window(
    qtbot: QtBot, opened: Callable[[str], Shell], tmp_path: Path
) -> None:
    with stores.open_store(tmp_path / "s.sqlite", WANG) as store:
        stage.sealed(store)
    with closing(sqlite3.connect(tmp_path / "s.sqlite")) as raw:
        raw.execute("update answer set finding = '改' where subject = 'item/G02'")
        raw.commit()
    shell = opened(WANG)
    assert "发现 2 处异常" in _verified(qtbot, shell)
    shown = shell.window.page("history")
    assert isinstance(shown, HistoryPage)
    assert [wrong.entry for wrong in shown.wrongs.model.shown][1] == "评分项 G02 的存在问题"
    assert shown.wrongs.isVisible()


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


def test_a_wrong_passphrase_leaves_the_round_unsealed_and_the_box_open(
    opened: Callable[[str], Shell], confirmed: Sealed
) -> None:
    shell = opened(ZHANG)
    person_keys.make(shell.session.store, ZHANG, "z", SECRET)
    head = assessments.get(shell.session.store, confirmed.round_id)
    dialog = sign.offer(shell.session, head, shell.window)
    for typed, told in (("", "还没有输入口令"), ("不对的口令", "口令不对")):
        dialog.passphrase.setText(typed)
        press(dialog)
        assert told in dialog.fault.text()
    assert seals.of_round(shell.session.store, head.id) == ()
    assert box(shell, SignDialog) is dialog


def test_who_may_not_seal_is_told_inline_and_gets_no_box(
    opened: Callable[[str], Shell], confirmed: Sealed
) -> None:
    shell = opened(WANG)
    head = assessments.get(shell.session.store, confirmed.round_id)
    assert sign.offer(shell.session, head, shell.window) is None
    assert "管委会" in message(shell)


def test_the_line_of_seals_says_who_when_and_whether_it_holds(
    qtbot: QtBot, confirmed: Sealed, tmp_path: Path
) -> None:
    line = SealLine()
    qtbot.addWidget(line)
    assert not line.isVisibleTo(None)
    with stores.open_store(tmp_path / "s.sqlite", ZHANG) as store:
        seals.seal(store, ZHANG, confirmed.round_id, NOW)
        seals.seal(store, LI, confirmed.round_id, NOW)
        line.show_seals(seals.shown(store, confirmed.round_id))
        assert len(line.texts()) == 2
        assert all("未用密钥签名" in text for text in line.texts())
        assert any(f"已签章：{ZHANG}（专家，示例研究院） 2026-11-23" in text for text in line.texts())
        line.show_seals(())
    assert line.texts() == ()
