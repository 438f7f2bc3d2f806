"""签章 in the window: sealing, being refused, opening again, and the check that names what is wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.answers import Chosen
from app.core.park import Park
from app.core.rights import Role
from app.core.rollup import Kind
from app.services import answering, assessments, parks, people, person_keys, rounds, seals, stores
from tests.conftest import TODAY
from tests.services import seal_stage as stage
from tests.services.seal_stage import LI, NOW, SECRET, WANG, ZHANG, Sealed
from tests.ui import people_stage
from tests.ui.people_stage import box, enter, give_key, message, press
from ui.__main__ import Shell
from ui.dialogs import sign
from ui.dialogs.sign import SignDialog
from ui.pages.history import HistoryPage
from ui.widgets.seal_line import SealLine


@pytest.fixture
def opened(dressed: QApplication, tmp_path: Path) -> Iterator[Callable[[str], Shell]]:
    yield from people_stage.programs(dressed, tmp_path)


@pytest.fixture
def confirmed(tmp_path: Path) -> Sealed:
    return people_stage.confirmed_round(tmp_path)


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
