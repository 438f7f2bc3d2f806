"""The table: sorts as an office sorts, finds by initials, keeps its place, and stays quick at ten thousand rows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.table import Column, Empty, TableView


@dataclass(frozen=True)
class Park:
    id: int
    name: str
    score: Decimal | None = None


EAST = Park(1, "示例东港化工园区", Decimal("84.99"))
WEST = Park(2, "示例西岭化工园区", Decimal("9.5"))
SOUTH = Park(3, "示例南湖化工园区")
COLUMNS = (
    Column[Park]("园区", lambda park: park.name),
    Column[Park](
        "得分", lambda park: park.score, text=lambda score: f"{score} 分" if score else "", align="right"
    ),
)
DESCENDING = Qt.SortOrder.DescendingOrder


@pytest.fixture
def table(qtbot):
    return _table(qtbot, "")


def _table(qtbot, place):
    table = TableView(
        COLUMNS, key=lambda park: park.id, place=place, empty=Empty("还没有园区", "新增园区", list)
    )
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.load((EAST, WEST, SOUTH))
    table.show()
    return table


def _names(table):
    return [park.name[2:4] for park in table.model.shown]


def test_numbers_are_sorted_as_numbers_and_the_unknown_stand_last_both_ways(table):
    table.model.sort(1)
    up = _names(table)
    table.model.sort(1, DESCENDING)
    assert (up, _names(table)) == (["西岭", "东港", "南湖"], ["东港", "西岭", "南湖"])


def test_names_are_sorted_by_pinyin(table):
    table.model.sort(0)
    assert _names(table) == ["东港", "南湖", "西岭"]


def test_a_third_click_on_a_head_gives_the_given_order_back(table):
    table.model.sort(0)
    table.model.sort(-1)
    assert _names(table) == ["东港", "西岭", "南湖"]


@pytest.mark.parametrize("query", ["南湖", "nh", "SL NH", "化工 nh"])
def test_a_row_is_found_by_words_or_initials(table, query):
    table.search(query)
    assert _names(table) == ["南湖"]


def test_a_written_value_is_found_as_it_is_written(table):
    table.search("84.99 分")
    assert _names(table) == ["东港"]


def test_the_current_row_stays_current_when_the_rows_are_read_again(table, qtbot):
    table.select(2)
    fresh = Park(2, "示例西岭化工园区", Decimal("70"))
    with qtbot.assertNotEmitted(table.picked):
        table.load((SOUTH, fresh, EAST))
    assert table.row() is fresh


def test_the_current_row_stays_current_through_sorting(table):
    table.select(2)
    table.model.sort(1, DESCENDING)
    assert table.row() is WEST


def test_it_is_told_when_the_current_row_is_gone(table, qtbot):
    table.select(2)
    with qtbot.waitSignal(table.picked) as told:
        table.load((EAST,))
    assert told.args == [None]


def test_a_row_stays_selected_by_a_key_that_is_pressed_with_ctrl(table, qtbot):
    table.select(2)
    QShortcut(QKeySequence("Ctrl+J"), table, lambda: table.select(2))
    table.activateWindow()
    qtbot.waitUntil(table.isActiveWindow)
    window, ctrl = table.windowHandle(), Qt.KeyboardModifier.ControlModifier
    QTest.keyPress(window, Qt.Key.Key_Control, ctrl)
    QTest.keyClick(window, Qt.Key.Key_J, ctrl)
    QTest.keyRelease(window, Qt.Key.Key_Control)
    assert table.rows() == (WEST,)


def test_several_selected_rows_survive_a_filter_that_keeps_them(table):
    table.view.selectAll()
    table.search("nh")
    assert table.rows() == (SOUTH,)


def test_copying_gives_heads_and_selected_rows_as_tsv(table):
    table.select(1)
    table.copy()
    assert QGuiApplication.clipboard().text() == "园区\t得分\n示例东港化工园区\t84.99 分"


def test_ctrl_c_copies_from_the_table_with_the_keyboard_though_another_stands_beside_it(qtbot):
    both = QWidget()
    qtbot.addWidget(both)
    column = QVBoxLayout(both)
    tables = [TableView(COLUMNS, key=lambda park: park.id) for _ in range(2)]
    for each, park in zip(tables, (EAST, WEST), strict=True):
        each.load((park,))
        column.addWidget(each)
    both.show()
    both.activateWindow()
    tables[1].view.setFocus()
    qtbot.waitUntil(tables[1].view.hasFocus)
    qtbot.keyClick(tables[1].view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "西岭" in QGuiApplication.clipboard().text()


def test_the_menu_key_offers_sorting_and_the_choice_of_columns(table):
    menu = table.menu()
    next(action for action in menu.actions() if "降序" in action.text()).trigger()
    columns = next(action.menu() for action in menu.actions() if action.menu())
    next(action for action in columns.actions() if action.text() == "得分").trigger()
    assert (_names(table), table.view.isColumnHidden(1)) == (["西岭", "南湖", "东港"], True)


def test_a_hidden_column_is_not_copied(table):
    table.view.setColumnHidden(1, True)
    table.select(1)
    table.copy()
    assert QGuiApplication.clipboard().text() == "园区\n示例东港化工园区"


def test_enter_opens_the_current_row(table, qtbot):
    table.select(3)
    with qtbot.waitSignal(table.opened) as told:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert told.args == [SOUTH]


def test_tab_goes_through_filter_and_rows_and_is_not_caught_where_there_are_none(qtbot):
    both = QWidget()
    qtbot.addWidget(both)
    column = QVBoxLayout(both)
    full, empty = (TableView(COLUMNS, key=lambda park: park.id) for _ in range(2))
    for each in (full, empty):
        column.addWidget(each)
    full.load((EAST,))
    both.show()
    both.activateWindow()
    qtbot.waitUntil(both.isActiveWindow)
    full._filter.setFocus()
    passed = []
    for _ in range(3):
        QTest.keyClick(both.windowHandle(), Qt.Key.Key_Tab)
        passed.append(both.focusWidget())
    assert passed == [full.view, empty._filter, full._filter]


def test_an_empty_table_says_what_to_do_next(table):
    table.load(())
    assert [label.text() for label in table.findChildren(type(table._count)) if label.isVisible()][
        -1
    ] == "还没有园区"


def test_numbers_stand_right(table):
    aligned = table.model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole)
    assert aligned & Qt.AlignmentFlag.AlignRight


def test_widths_sort_and_filter_are_there_again_next_time(qtbot):
    first = _table(qtbot, "parks")
    first.view.setColumnWidth(0, 222)
    first.view.sortByColumn(0, DESCENDING)
    first.search("化工")
    first.head._keep()
    again = _table(qtbot, "parks")
    assert (again.view.columnWidth(0), _names(again)) == (222, ["西岭", "南湖", "东港"])
    assert again.head.filter() == "化工"


def test_ten_thousand_rows_are_filtered_without_asking_each_cell_again(qtbot):
    asked = []
    counted = Column[Park]("园区", lambda park: asked.append(1) or park.name)
    table = TableView((counted,), key=lambda park: park.id)
    qtbot.addWidget(table)
    table.load(tuple(Park(at, f"示例{at}园区") for at in range(10_000)))
    table.search("1")
    before = len(asked)
    table.search("12")
    table.search("123")
    assert len(asked) == before
    assert all("123" in park.name for park in table.model.shown)
