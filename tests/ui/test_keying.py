"""录入 through the keyboard: twice by figures, settled, previewed, written; closing in the middle loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.core.answers import (
    Answers,
    Check,
    CheckState,
    Chosen,
    Counted,
    Reached,
    VetoMark,
    VetoState,
)
from app.core.dossier import Assessment
from app.core.park import Park
from app.core.rollup import Kind
from app.services import answering, assessments, dossiers, history, keying, parks, rounds, standards, stores
from app.services.stores import Store
from tests.conftest import TODAY, WHO
from ui.main_window import MainWindow, PageSpec
from ui.page import Page
from ui.pages.keying import KeyingPage
from ui.pages.keying_lines import Step
from ui.session import History, Session
from ui.tasks import Tasks

ALL_KINDS = Path(__file__).parents[1] / "editions" / "all-kinds"
_STEPS = History(history.undo, history.redo, history.undoable, history.redoable)
PAPER = [
    "4",
    "3",
    "3",
    "1",
    "2,0,1\n",
    "1\n",
    "3/4\n",
    "1,0,1\n",
    "2",
    "1",
    "1",
    "1",
    "1",
    "2",
    "1",
    "1",
    "1",
]
"""Every question of the test edition as a person keys it: a choice by one key, numbers with Enter."""


class Hand:
    """A window with the page on a store, and fingers on its keyboard."""

    def __init__(self, qtbot: QtBot, store: Store) -> None:
        self.bot, self.store = qtbot, store
        self.session = Session(store, WHO, _STEPS, name="示例县")
        tasks = Tasks()
        specs = [
            PageSpec("keying", "录入", "keying", lambda: KeyingPage(self.session, tasks)),
            PageSpec("assessment", "评估", "assessment", lambda: Page(self.session, tasks)),
        ]
        self.window = MainWindow(self.session, tasks, specs)
        self.window.resize(1366, 720)
        self.window.show()
        self.window.show_page("keying")
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    @property
    def page(self) -> KeyingPage:
        page = self.window.page("keying")
        assert isinstance(page, KeyingPage)
        return page

    @property
    def at(self) -> str:
        return self.page.desk.subject

    def key(self, *texts: str) -> None:
        for text in texts:
            for sign in text:
                self.press(Qt.Key.Key_Return) if sign == "\n" else self.bot.keyClicks(self.field(), sign)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.bot.keyClick(self.field(), key)

    def field(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def answers(self) -> Answers:
        return dossiers.gather(self.store, "a1", TODAY).answers

    def kept(self) -> dict[str, tuple[str, str]]:
        found = keying.gather(self.store, "a1").entries
        return {subject: (one.first, one.second) for subject, one in found.items() if one.first or one.second}

    def said(self) -> str:
        message = self.window.message_bar.message
        return f"{message.what}{message.remedy}" if message else ""

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    source = standards.find(str(ALL_KINDS))
    with stores.open_store(tmp_path / "keying.sqlite", WHO) as opened:
        parks.add(opened, WHO, Park(id="p1", name="示例沿江化工园区", county="示例县"))
        with stores.begin(opened, WHO, "导入标准包") as records:
            standards.pin(records, source)
        head = Assessment(
            id="a1", park_id="p1", kind=Kind.SELF, year=2026, edition_checksum=source.standard.checksum
        )
        assessments.begin(opened, WHO, head)
        yield opened


@pytest.fixture
def hand(qtbot: QtBot, store: Store) -> Iterator[Hand]:
    made = Hand(qtbot, store)
    yield made
    made.close()


def test_a_paper_keyed_twice_becomes_answers_that_one_undo_takes_back(hand: Hand) -> None:
    hand.key(*PAPER)
    assert "第一遍录到了最后一项" in hand.said()
    hand.page.turn(Step.SECOND)
    hand.key(*PAPER)
    hand.page.turn(Step.WRITE)
    assert hand.page.preview.summary.text() == "两遍一致 17 处：新填 17 处。"
    hand.page.preview.button.click()
    answers = hand.answers()
    assert answers.items["K04"] == Counted({"power": 2, "rack": 1})
    assert answers.items["K06"] == Reached(Fraction(3, 4))
    assert answers.items["K01"] == Chosen(3)
    assert answers.gates == {"K2-gate": True}
    assert answers.vetoes["V1"] == VetoMark(VetoState.CLEAR)
    assert answers.checks["H1-3"] == Check(CheckState.PARTIAL)
    hand.session.undo()
    assert hand.answers() == Answers()


def test_each_entry_is_on_disk_before_the_next_key(hand: Hand) -> None:
    hand.key("4")
    assert hand.kept() == {"item/K01": ("4", "")}
    assert hand.at == "item/K02"


def test_closing_in_the_middle_loses_nothing_and_comes_back_to_the_open_question(
    qtbot: QtBot, store: Store
) -> None:
    first = Hand(qtbot, store)
    first.key(*PAPER[:5])
    first.close()
    again = Hand(qtbot, store)
    assert len(again.kept()) == 5
    assert again.at == "item/K05"
    again.close()


def test_the_second_pass_is_blind_to_the_first(hand: Hand) -> None:
    hand.key(*PAPER[:4])
    hand.page.turn(Step.SECOND)
    assert hand.at == "item/K01"
    assert hand.page.desk.card.line.text() == ""
    assert {line.keyed for line in hand.page.desk.passes.model.rows} == {""}
    assert not hand.page.desk.card.beside.isVisible()


def test_backspace_in_an_untouched_line_goes_back_and_otherwise_deletes(hand: Hand) -> None:
    hand.key("4", "3")
    hand.press(Qt.Key.Key_Backspace)
    assert (hand.at, hand.page.desk.card.line.text()) == ("item/K02", "3")
    hand.page.desk.point("item/K04")
    hand.key("2,0")
    hand.press(Qt.Key.Key_Backspace)
    assert (hand.at, hand.page.desk.card.line.text()) == ("item/K04", "2,")


def test_an_entry_that_cannot_be_is_refused_as_it_is_typed_with_a_short_line(hand: Hand) -> None:
    hand.key("7")
    card = hand.page.desk.card
    assert "请按 1 到 4" in card.fault.text()
    assert (hand.at, card.line.text(), hand.kept()) == ("item/K01", "", {})
    hand.key("2")
    assert hand.kept() == {"item/K01": ("2", "")}


def test_too_few_numbers_are_refused_at_enter_and_stay_to_be_mended(hand: Hand) -> None:
    hand.page.desk.point("item/K04")
    hand.key("2\n")
    assert "要录 3 个数，录了 1 个" in hand.page.desk.card.fault.text()
    hand.key(",0,1\n")
    assert hand.kept() == {"item/K04": ("2,0,1", "")}


def test_not_applicable_is_keyed_with_its_reason(
    hand: Hand, type_text: Callable[[QWidget, str], None]
) -> None:
    hand.key("N")
    type_text(hand.field(), "园区没有公共管廊")
    hand.press(Qt.Key.Key_Return)
    assert hand.kept() == {"item/K01": ("N 园区没有公共管廊", "")}


def test_what_differs_is_listed_and_settled_by_a_third_entry_and_only_then_written(hand: Hand) -> None:
    hand.key(*PAPER)
    hand.page.turn(Step.SECOND)
    hand.key("4", "1", *PAPER[2:])
    hand.page.turn(Step.WRITE)
    assert not hand.page.preview.button.isEnabled()
    assert "还有 1 处不一致" in hand.page.preview.summary.text()
    hand.page.turn(Step.SETTLE)
    assert [line.subject for line in hand.page.desk.settling.model.rows] == ["item/K02"]
    assert "第一遍：3　　第二遍：1" in hand.page.desk.card.beside.text()
    hand.key("2")
    assert hand.kept()["item/K02"] == ("2", "2")
    hand.page.turn(Step.WRITE)
    hand.page.preview.button.click()
    assert hand.answers().items["K02"] == Chosen(1)


def test_answers_that_would_change_come_first_in_the_preview(hand: Hand) -> None:
    answering.answer(hand.store, WHO, "a1", "item/K03", Chosen(0))
    answering.answer(hand.store, WHO, "a1", "item/K01", Chosen(3))
    hand.page.refresh(None)
    for step in (Step.FIRST, Step.SECOND):
        hand.page.turn(step)
        hand.page.desk.point("item/K01")
        hand.key("4", "3", "3")
    hand.page.turn(Step.WRITE)
    rows = hand.page.preview.table.model.rows
    outcomes = [hand.page.preview.table.model.columns[1].shown(row) for row in rows]
    assert [row.subject for row in rows] == ["item/K03", "item/K02", "item/K01"]
    assert outcomes == ["更改", "新填", "相同"]
    assert "另有 14 处两遍都没有录入" in hand.page.preview.summary.text()


def test_a_closed_round_takes_no_entry(hand: Hand) -> None:
    rounds.submit(hand.store, WHO, "a1", TODAY)
    hand.page.refresh(None)
    assert "不能录入" in hand.page.note.text()
    assert not hand.page.desk.card.line.isEnabled()


def test_emptying_all_that_was_keyed_can_be_undone(hand: Hand) -> None:
    hand.key(*PAPER[:3])
    hand.page.clear()
    assert hand.kept() == {}
    hand.session.undo()
    assert len(hand.kept()) == 3


def test_without_a_round_the_page_leads_to_where_one_begins(qtbot: QtBot, tmp_path: Path) -> None:
    with stores.open_store(tmp_path / "empty.sqlite", WHO) as empty:
        parks.add(empty, WHO, Park(id="p1", name="示例园区"))
        hand = Hand(qtbot, empty)
        assert "还没有评估" in hand.page.nothing._text.text()
        hand.page.nothing._button.click()
        assert hand.window.key == "assessment"
        hand.close()
