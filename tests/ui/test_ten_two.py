"""十有两禁: marked by keyboard, on disk at once, judged at once, and only to be looked at once finished."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.answers import Check, CheckState
from app.core.dossier import Dossier
from app.core.park import Park
from app.core.rollup import Kind
from app.core.standard import LineKind, LineState
from app.services import assessments, dossiers, history, parks, rounds, stores
from app.services.stores import Store
from tests.conftest import TODAY, WHO
from ui.main_window import MainWindow, PageSpec
from ui.pages import ten_two_texts as texts
from ui.pages.ten_two import TenTwoPage
from ui.session import History, Session
from ui.tasks import Tasks

_HISTORY = History(history.undo, history.redo, history.undoable, history.redoable)
Key = Qt.Key


@pytest.fixture
def store(sample_file: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "示例县.sqlite"
    shutil.copy(sample_file, path)
    with stores.open_store(path, WHO) as opened:
        yield opened


class Hand:
    """A window with the page, and keys pressed where the cursor is."""

    def __init__(self, qtbot: QtBot, store: Store) -> None:
        self.qtbot, self.store = qtbot, store
        self.session = Session(store, WHO, _HISTORY, name="示例县")
        tasks = Tasks()
        spec = PageSpec("ten_two", "十有两禁", "ten_two", lambda: TenTwoPage(self.session, tasks))
        self.window = MainWindow(self.session, tasks, (spec,))
        qtbot.addWidget(self.window)
        self.window.resize(1366, 740)

    def open(self, part: str, *, draft: bool) -> TenTwoPage:
        """Open the page on a park whose name holds ``part``, on its draft or its latest finished round."""
        park = next(park for park in parks.listed(self.store) if part in park.name)
        rounds = assessments.listed(self.store, park.id)
        self.session.select(park.id, next(r.id for r in rounds if (r.state == "draft") is draft))
        with self.qtbot.waitActive(self.window):
            self.window.open()
        page = self.window.page("ten_two")
        assert isinstance(page, TenTwoPage)
        return page

    def press(self, *keys: Key) -> None:
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget(), key)

    def on_disk(self) -> Dossier:
        assert self.session.assessment is not None
        return dossiers.gather(self.store, self.session.assessment, TODAY)

    def checks(self) -> dict[str, Check]:
        return dict(self.on_disk().answers.checks)


@pytest.fixture
def hand(qtbot: QtBot, store: Store, dressed: QApplication) -> Hand:
    return Hand(qtbot, store)


@pytest.fixture
def page(hand: Hand) -> TenTwoPage:
    opened = hand.open("双溪", draft=True)
    assert not hand.checks()
    return opened


def state(page: TenTwoPage, row: int) -> str:
    return str(page.sheet.matrix.grid.index(row, 1).data())


def test_figure_keys_mark_the_checkpoint_and_it_is_on_disk(hand: Hand, page: TenTwoPage) -> None:
    page.sheet.matrix.go("Y01-1")
    hand.press(Key.Key_1, Key.Key_Right, Key.Key_2, Key.Key_Right, Key.Key_3)
    assert hand.checks() == {
        "Y01-1": Check(CheckState.MET),
        "Y01-2": Check(CheckState.PARTIAL),
        "Y01-3": Check(CheckState.UNMET),
    }


def test_a_cell_tells_its_state_by_sign_and_word(hand: Hand, page: TenTwoPage) -> None:
    page.sheet.matrix.go("Y01-1")
    index = page.sheet.matrix.currentIndex()
    assert index.data() == "·"
    hand.press(Key.Key_2)
    assert index.data() == "◐"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith("：部分满足")


def test_arrows_walk_over_short_lines_and_the_heading(hand: Hand, page: TenTwoPage) -> None:
    page.sheet.matrix.go("J02-7")
    hand.press(Key.Key_Down)
    assert page.sheet.current == "F16-1"
    hand.press(Key.Key_Up)
    assert page.sheet.current == "J02-1"
    hand.press(Key.Key_Left)
    assert page.sheet.current == "J02-1"


def test_enter_goes_on_across_lines_and_shift_enter_back(hand: Hand, page: TenTwoPage) -> None:
    page.sheet.matrix.go("Y01-7")
    hand.press(Key.Key_Return)
    assert page.sheet.current == "Y02-1"
    hand.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert page.sheet.current == "Y01-7"


def test_a_line_with_all_checkpoints_met_is_complete_and_counted_in_the_head(
    hand: Hand, page: TenTwoPage
) -> None:
    page.sheet.matrix.go("Y01-1")
    assert state(page, 0) == "未完成"
    for _ in range(7):
        hand.press(Key.Key_1, Key.Key_Return)
    assert state(page, 0) == "已完成"
    assert page.sheet.matrix.grid.index(0, 2).data() == "7/7"
    assert page.sheet.head.tally.text().startswith("已完成 1/12（未完成 11 项）")
    assert "已核查 7/86" in page.sheet.head.tally.text()


def test_what_is_shown_after_an_answer_is_what_is_read_from_disk(hand: Hand, page: TenTwoPage) -> None:
    page.sheet.matrix.go("Y03-1")
    hand.press(Key.Key_1, Key.Key_Return, Key.Key_3, Key.Key_Return, Key.Key_Delete)
    assert page.sheet.dossier is not None
    assert page.sheet.dossier.verdict == hand.on_disk().verdict


@pytest.mark.parametrize("key", [Key.Key_0, Key.Key_N])
def test_not_applicable_is_kept_only_with_its_reason(hand: Hand, page: TenTwoPage, key: Key) -> None:
    page.sheet.matrix.go("Y05-3")
    hand.press(key, Key.Key_Return)
    assert hand.checks() == {}
    assert page.sheet.pane.reason.line.property("fault") is True
    page.sheet.pane.reason.line.insert("园区没有集中供热")
    hand.press(Key.Key_Return)
    assert hand.checks() == {"Y05-3": Check(CheckState.NOT_APPLICABLE, "园区没有集中供热")}
    assert page.sheet.matrix.hasFocus()


def test_esc_gives_up_not_applicable(hand: Hand, page: TenTwoPage) -> None:
    page.sheet.matrix.go("Y05-3")
    hand.press(Key.Key_1, Key.Key_N, Key.Key_Escape)
    assert hand.checks() == {"Y05-3": Check(CheckState.MET)}
    assert page.sheet.pane.choices.chosen() == 0


def test_one_does_not_walk_away_from_a_missing_reason(hand: Hand, page: TenTwoPage) -> None:
    page.sheet.matrix.go("Y05-3")
    hand.press(Key.Key_N)
    page.sheet.matrix.setFocus()
    hand.press(Key.Key_Right)
    assert page.sheet.current == "Y05-3"


def test_del_takes_a_mark_back(hand: Hand, page: TenTwoPage) -> None:
    page.sheet.matrix.go("Y01-1")
    hand.press(Key.Key_1, Key.Key_Delete)
    assert hand.checks() == {}


def test_u_goes_to_the_next_checkpoint_nobody_looked_at(hand: Hand, page: TenTwoPage) -> None:
    page.sheet.matrix.go("Y01-1")
    hand.press(Key.Key_1, Key.Key_Right, Key.Key_1, Key.Key_Left, Key.Key_U)
    assert page.sheet.current == "Y01-3"


def test_undo_takes_the_mark_back_and_goes_where_it_was(hand: Hand, page: TenTwoPage) -> None:
    page.sheet.matrix.go("Y01-1")
    hand.press(Key.Key_1, Key.Key_Down, Key.Key_Down)
    hand.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hand.checks() == {}
    assert page.sheet.current == "Y01-1"
    assert page.sheet.matrix.currentIndex().data() == "·"


def test_a_finding_is_written_beside_the_checkpoint(hand: Hand, page: TenTwoPage) -> None:
    page.sheet.matrix.go("Y02-3")
    hand.press(Key.Key_3, Key.Key_F)
    field = QApplication.focusWidget()
    field.insertPlainText("示例问题 1")  # type: ignore[attr-defined]
    hand.press(Key.Key_Escape)
    assert hand.on_disk().remarks["check/Y02-3"].finding == "示例问题 1"
    assert page.sheet.matrix.hasFocus()


def test_search_goes_from_find_to_find(hand: Hand, page: TenTwoPage) -> None:
    page.sheet.matrix.go("Y01-1")
    hand.qtbot.keyClick(QApplication.focusWidget(), Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    page.sheet.search.insert("四至")
    found = [key for key in page.sheet.matrix.grid.places if key in (page.sheet.matrix.grid.sought or ())]
    assert len(found) > 1
    assert page.sheet.current == found[0]
    hand.press(Key.Key_Return)
    assert page.sheet.current == found[1]
    hand.press(Key.Key_Escape)
    assert page.sheet.matrix.grid.sought is None
    assert page.sheet.matrix.hasFocus()


def test_duties_by_law_stand_under_their_own_heading_and_enter_no_result(
    hand: Hand, page: TenTwoPage
) -> None:
    rows = page.sheet.matrix.grid.rows
    heading = rows.index(texts.LAW_NOTE)
    assert {row.kind for row in rows[heading + 1 :] if not isinstance(row, str)} == {LineKind.LAW}
    before = page.sheet.head.tally.text()
    page.sheet.matrix.go("F17-1")
    hand.press(Key.Key_1)
    assert "F17-1" in hand.checks()
    assert page.sheet.head.tally.text() == before


def test_the_page_says_whether_d_may_be_counted_and_by_which_editions(hand: Hand, page: TenTwoPage) -> None:
    found = hand.on_disk()
    assert page.sheet.head.counting.text() == "十有两禁未核查：得分达到 D 级也不计入达标率"
    for standard in (found.judged, found.standard):
        assert f"中 {standard.unverified} " in page.edition()
        assert standard.edition.title in page.edition()


def test_a_finished_round_is_only_looked_at_and_says_how_it_may_be_changed(hand: Hand) -> None:
    page = hand.open("东塘", draft=False)
    before = hand.checks()
    page.sheet.matrix.go("Y03-7")
    hand.press(Key.Key_1, Key.Key_N, Key.Key_Delete)
    assert (hand.checks(), page.sheet.current) == (before, "Y03-7")
    assert hand.window.message_bar.message.what == "本轮已结束，核查结果不能修改。"
    assert page.banner.isVisible()
    assert page.sheet.pane.form.editor("finding").isReadOnly()  # type: ignore[union-attr]
    assert not any(button.isEnabled() for button in page.sheet.pane.choices.buttons)


def test_submission_locks_the_page_at_once(hand: Hand, page: TenTwoPage) -> None:
    assert hand.session.assessment is not None
    assert not page.banner.isVisible()
    hand.session.do(rounds.submit, hand.session.assessment, TODAY)
    page.sheet.matrix.go("Y01-1")
    hand.press(Key.Key_1)
    assert hand.checks() == {}
    assert page.banner.isVisible()


def test_the_states_in_the_matrix_are_those_of_the_recorded_result(hand: Hand) -> None:
    page = hand.open("东塘", draft=False)
    found = hand.on_disk().verdict.low.ten_two
    assert found is not None
    said = {LineState.COMPLETE: "已完成", LineState.BASIC: "基本完成", LineState.INCOMPLETE: "未完成"}
    assert [state(page, row) for row in range(12)] == [said[result.state] for result in found.lines]
    assert page.sheet.head.counting.text().startswith(f"{len(found.open)} 项未达到要求")


def test_another_round_is_chosen_in_the_head(hand: Hand) -> None:
    page = hand.open("东塘", draft=False)
    rounds = page.choice.rounds
    rounds.setCurrentIndex(1)
    rounds.activated.emit(1)
    assert hand.session.assessment == rounds.itemData(1)
    assert page.sheet.dossier is not None
    assert page.sheet.dossier.assessment.id == rounds.itemData(1)


def test_a_park_without_a_round_says_where_to_begin(hand: Hand) -> None:
    parks.add(hand.store, WHO, Park(id="p-new", name="示例新园区"))
    hand.session.select("p-new", None)
    hand.window.open()
    page = hand.window.page("ten_two")
    assert isinstance(page, TenTwoPage)
    assert page.nothing.isVisible()
    head = assessments.fresh("p-new", Kind.SELF, 2026, TODAY)
    hand.session.do(assessments.begin, head)
    assert page.sheet.isVisible()


def test_tab_reaches_the_choice_of_park_and_round_and_the_search(hand: Hand, page: TenTwoPage) -> None:
    passed = set()
    for _ in range(20):
        hand.press(Key.Key_Tab)
        passed.add(QApplication.focusWidget())
    assert {page.choice.parks, page.choice.rounds, page.sheet.search} <= passed
