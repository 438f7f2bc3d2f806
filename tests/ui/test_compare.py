"""对比 through the window: the pair that belongs to a round, what changed, and the way to the question itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.answers import Chosen
from app.core.compare import Change
from app.core.dossier import Assessment
from app.core.rollup import Kind
from app.services import answering, assessments, compare, history, parks, stores
from app.services.stores import Store
from tests.conftest import TODAY, WHO
from ui.main_window import MainWindow, PageSpec
from ui.page import Page
from ui.pages import compare_lines
from ui.pages.compare import ComparePage
from ui.session import History, Session
from ui.tasks import Tasks

_STEPS = History(history.undo, history.redo, history.undoable, history.redoable)
PARK = "示例东塘农药化工园"


class Elsewhere(Page):
    """A page that remembers what it was asked to show."""

    shown = ""

    def show_subject(self, subject: str) -> None:
        self.shown = subject


class Desk:
    """The window with the page on the sample county."""

    def __init__(self, qtbot: QtBot, store: Store, park: str = PARK) -> None:
        self.bot, self.store = qtbot, store
        self.session = Session(store, WHO, _STEPS, name="示例县")
        tasks = Tasks()
        specs = [
            PageSpec("compare", "对比", "compare", lambda: ComparePage(self.session, tasks, lambda: TODAY)),
            *(PageSpec(key, key, "check", lambda: Elsewhere(self.session, tasks)) for key in _OTHERS),
        ]
        self.window = MainWindow(self.session, tasks, specs)
        self.window.resize(1366, 720)
        found = [one for one in parks.listed(store) if one.name == park]
        if found:
            self.session.select(found[0].id, self.rounds(found[0].id)[0].id)
        self.window.show()
        self.window.show_page("compare")

    @property
    def page(self) -> ComparePage:
        page = self.window.page("compare")
        assert isinstance(page, ComparePage)
        return page

    def rounds(self, park_id: str) -> tuple[Assessment, ...]:
        return assessments.listed(self.store, park_id)

    def shown(self) -> list[str]:
        return [line.row.subject for line in self.page.table.model.rows]

    def choose(self, wanted: str) -> None:
        at = self.page.filter.findData(wanted)
        self.page.filter.setCurrentIndex(at)
        self.page.filter.activated.emit(at)

    def choose_left(self, park: str) -> None:
        pick = self.page.sides.left.parks
        pick.setCurrentIndex(pick.findText(park))
        pick.activated.emit(pick.currentIndex())

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


_OTHERS = ("assessment", "ten_two", "parks")


@pytest.fixture
def store(sample_file: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "示例县.sqlite"
    shutil.copy(sample_file, path)
    with stores.open_store(path, WHO) as opened:
        yield opened


@pytest.fixture
def desk(qtbot: QtBot, store: Store) -> Iterator[Desk]:
    made = Desk(qtbot, store)
    yield made
    made.close()


def test_a_review_is_shown_against_the_self_assessment_of_its_year_with_the_finding_in_one_line(
    desk: Desk,
) -> None:
    compared = desk.page.compared
    assert compared is not None
    assert [(one.year, one.kind) for one in (compared.left, compared.right)] == [
        (2026, Kind.SELF),
        (2026, Kind.REVIEW),
    ]
    told = desk.page.finding.text()
    assert told.startswith("复核比自评低 14.70 分（D 较低安全风险 → C 一般安全风险）；高估 8 项，低估 0 项")
    assert "高估最多的方面是五、配套功能设施（−9 分）" in told


def test_only_what_changed_is_listed_first_and_every_filter_lists_what_it_counts(desk: Desk) -> None:
    found = desk.page.compared.found  # type: ignore[union-attr]
    for wanted in (*(change.value for change in Change), compare_lines.EVERY, compare_lines.CHANGED):
        desk.choose(wanted)
        count = int(desk.page.filter.currentText().split()[-1])
        assert len(desk.shown()) == count
        if wanted in set(Change):
            assert desk.shown() == [row.subject for row in found.rows if row.change.value == wanted]


def test_both_answers_stand_in_words_below_with_what_was_found(desk: Desk) -> None:
    desk.page.table.select("item/G04")
    left, right = desk.page.detail.halves
    assert (left.name.text(), right.name.text()) == ("自评", "复核")
    assert left.answer.text().startswith("5 分：")
    assert right.answer.text().startswith("3 分：")
    assert right.remark.text().startswith("存在问题：")
    assert "自评高估；自评只改用复核的这一项作答：得分 −1.18" in desk.page.detail.told.text()


def test_enter_leads_to_the_question_in_the_right_round(desk: Desk) -> None:
    desk.page.table.select("item/G04")
    desk.page.table.view.setFocus()
    desk.bot.keyClick(desk.page.table.view, Qt.Key.Key_Return)
    assert desk.window.key == "assessment"
    assert desk.window.page("assessment").shown == "item/G04"  # type: ignore[attr-defined]
    assert desk.session.assessment == desk.page.compared.right.id  # type: ignore[union-attr]


def test_a_checkpoint_leads_to_its_own_page_in_the_left_round(desk: Desk) -> None:
    subject = next(one for one in desk.shown() if one.startswith("check/"))
    desk.page.table.select(subject)
    desk.page.detail.halves[0].show_there.click()
    assert desk.window.key == "ten_two"
    assert desk.window.page("ten_two").shown == subject  # type: ignore[attr-defined]
    assert desk.session.assessment == desk.page.compared.left.id  # type: ignore[union-attr]


def test_coming_back_from_a_question_the_pair_is_still_there(desk: Desk) -> None:
    pair = desk.page.sides.rounds
    desk.page.detail.halves[0].show_there.click()
    desk.window.show_page("compare")
    assert desk.page.sides.rounds == pair


def test_exchanging_the_sides_turns_every_change_round(desk: Desk) -> None:
    before = {line.row.subject: line.row.change for line in desk.page.table.model.rows}
    desk.page.sides.turn.click()
    after = {line.row.subject: line.row.change for line in desk.page.table.model.rows}
    assert set(before.values()) >= {Change.NEW}
    assert set(after) == set(before)
    assert desk.page.finding.text().startswith("自评比复核高 14.70 分")
    assert "高估" not in desk.page.finding.text()


def test_rounds_of_two_parks_are_compared_under_their_names(desk: Desk) -> None:
    desk.choose_left("示例临港新材料产业园")
    assert desk.page.finding.text().startswith(f"{PARK} 2026 复核比示例临港新材料产业园 2026 复核低")


def test_another_answer_is_seen_at_once(desk: Desk) -> None:
    park = next(one for one in parks.listed(desk.store) if one.name == "示例双溪涂料产业园")
    draft = desk.rounds(park.id)[0]
    desk.session.select(park.id, draft.id)
    desk.choose_left("示例临港新材料产业园")
    before = desk.page.finding.text()
    desk.session.do(answering.answer, draft.id, "item/G01", Chosen(0))
    assert desk.page.finding.text() != before
    assert "项未作答，得分按最低档暂计" in desk.page.caution.text()


def test_a_park_with_one_round_says_what_to_do(qtbot: QtBot, store: Store) -> None:
    desk = Desk(qtbot, store, "示例双溪涂料产业园")
    assert "只有一轮评估" in desk.page.nothing._text.text()
    assert not desk.page.tabs.isTabEnabled(1)
    desk.close()


def test_without_any_park_the_page_leads_to_the_ledger(qtbot: QtBot, tmp_path: Path) -> None:
    with stores.open_store(tmp_path / "empty.sqlite", WHO) as empty:
        desk = Desk(qtbot, empty)
        assert desk.page.nothing._text.text() == "台账里还没有园区。"
        desk.page.nothing._button.click()
        assert desk.window.key == "parks"
        desk.close()


def test_the_county_tab_lists_what_is_over_rated_and_writes_its_basis(desk: Desk) -> None:
    desk.page.tabs.setCurrentIndex(2)
    wanted = compare.region(desk.store, TODAY)
    shown = desk.page.region.table.model.rows
    assert shown[0] == wanted.items[0]
    assert desk.page.region.finding.text() in desk.page.region.chart.toolTip()
    assert desk.page.region.basis.text().startswith("口径：各园区已结束的自评与同年复核")
    assert not desk.page.sides.isVisible()


def test_another_year_is_counted_when_it_is_chosen(desk: Desk) -> None:
    desk.page.tabs.setCurrentIndex(2)
    years = desk.page.region.years
    years.setCurrentIndex(years.findData("2024"))
    years.activated.emit(years.currentIndex())
    wanted = compare.region(desk.store, TODAY, 2024).items
    assert desk.page.region.table.model.rows[0] == wanted[0]


def test_the_table_is_copied_with_its_heads(desk: Desk) -> None:
    desk.page.table.view.selectAll()
    desk.page.table.copy()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:4] == ["编号", "变化", "要求", "左"]
    assert len(lines) == 1 + len(desk.shown())
