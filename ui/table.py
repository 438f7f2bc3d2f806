"""Every list of the program: a table with filter, sort, column choice, copy, and a memory for its place.

    columns = (Column("园区", lambda p: p.name), Column("得分", lambda p: p.score, align="right"))
    view = TableView(columns, key=lambda p: p.id, place="parks", empty=Empty("还没有园区", "新增园区", add))
    view.picked.connect(show)
    view.load(rows)

``load`` is called again after each change: selection, sort, filter and scroll stay where they were.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any, Generic

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui import icons, table_header, theme
from ui.empty import Empty, EmptyState
from ui.table_model import Column, Row, TableModel

__all__ = ["Column", "Empty", "TableModel", "TableView"]

ROW_HEIGHT = 28
NOTHING = Empty("这里还没有内容")


class TableView(QWidget, Generic[Row]):
    """A filter line above a table; ``view`` is the Qt table for the rare wish this class does not know."""

    picked = Signal(object)
    """Another row is current: the row object, or None."""
    opened = Signal(object)
    """Enter or a double click on a row: the row object."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        key: Callable[[Row], Hashable],
        place: str = "",
        empty: Empty = NOTHING,
        filtered: bool = True,
    ) -> None:
        """``place`` names the table in the settings; without it nothing is remembered."""
        super().__init__()
        self._key = key
        self._empty = empty
        self._current: Hashable | None = None
        self.model: TableModel[Row] = TableModel(columns)
        self.view = QTableView()
        self._filter = QLineEdit(placeholderText="筛选：可输入多个词或拼音首字母", clearButtonEnabled=True)
        self._filter.setAccessibleName("筛选")
        self._count = QLabel()
        theme.say(self._count, "small")
        self._nothing = EmptyState(empty)
        self._lay_out(filtered)
        self._prepare_view()
        self.head = table_header.Head(self.view, self.model, place)
        self._connect()
        self._restore_filter()

    def load(self, rows: Sequence[Row]) -> None:
        """Show ``rows``; the current row is found again by its key, and ``picked`` tells if it is gone."""
        with _Kept(self):
            self.model.load(rows)
        self._tell()

    def row(self) -> Row | None:
        """The current row."""
        return self.model.row_at(self.view.currentIndex())

    def rows(self) -> tuple[Row, ...]:
        """The selected rows in the order they are seen."""
        chosen = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        shown = self.model.shown
        return tuple(shown[at] for at in chosen)

    def select(self, key: Hashable) -> bool:
        """Make the row with this key current; False when it is not shown."""
        at = self.model.place(self._key, key)
        if at >= 0:
            self.select_line(at)
        return at >= 0

    def select_line(self, at: int) -> None:
        """Make the line at this place current, or the last where there are fewer; nothing where none is shown."""
        index = self.model.index(min(at, self.model.rowCount() - 1), self._first_column())
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag
            # The view's own way asks which keys are down, and with Ctrl held it turns the selection round.
            self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def search(self, text: str) -> None:
        """Filter as if ``text`` had been typed."""
        self._filter.setText(text)

    def focus_filter(self) -> None:
        """Put the cursor into the filter line (pages bind it to Ctrl+F)."""
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def copy(self) -> None:
        """Put the selected rows (all when none is) on the clipboard, with heads, as TSV."""
        lines = table_header.as_tsv(self.view, self.model, self.rows() or self.model.shown)
        QGuiApplication.clipboard().setText(lines)

    def set_empty(self, empty: Empty) -> None:
        """What is said when there is no row at all."""
        self._empty = empty
        self._tell()

    def _lay_out(self, filtered: bool) -> None:
        self._filter.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        line, self._stack = QHBoxLayout(), QStackedLayout()
        line.setSpacing(theme.GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(line)
        column.addLayout(self._stack, 1)
        # Only now: what is shown before it has a parent opens a window of its own.
        line.addWidget(self._filter, 1)
        line.addWidget(self._count)
        self._filter.setVisible(filtered)
        self._count.setVisible(filtered)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)

    def _prepare_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        view.setIconSize(QSize(10, 10))
        view.setAlternatingRowColors(True)
        view.setShowGrid(False)
        view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        view.verticalHeader().hide()

    def _connect(self) -> None:
        self._filter.textChanged.connect(self._search)
        self._filter.returnPressed.connect(self._leave_filter)
        self.view.selectionModel().currentRowChanged.connect(self._picked)
        self.view.activated.connect(self._open)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.view, self.copy)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)  # a context given beside a slot is lost on the way

    def _restore_filter(self) -> None:
        self._filter.setText(self.head.filter())
        self._tell()

    def _search(self, text: str) -> None:
        with _Kept(self):
            self.model.search(text)
        self.head.keep_filter(text)
        self._tell()

    def _leave_filter(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.view.currentIndex().isValid():
            self.select_line(0)

    def _picked(self, *_indexes: object) -> None:
        row = self.row()
        self._current = None if row is None else self._key(row)
        self.picked.emit(row)

    def menu(self) -> QMenu:
        """What the menu key or a right click offers: copying, sorting by this column, and the columns."""
        menu = QMenu(self.view)
        menu.addAction("复制（Ctrl+C）", self.copy)
        at = max(self.view.currentIndex().column(), 0)
        for name, order in (("升序", Qt.SortOrder.AscendingOrder), ("降序", Qt.SortOrder.DescendingOrder)):
            sort = partial(self.view.sortByColumn, at, order)
            menu.addAction(f"按“{self.model.columns[at].title}”{name}排列", sort)
        self.head.fill(menu.addMenu("显示哪些列"))
        return menu

    def _menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _open(self, index: Any) -> None:
        self.opened.emit(self.model.row_at(index))

    def _tell(self) -> None:
        shown, there = self.model.rowCount(), len(self.model.rows)
        self._count.setText(f"{shown} 条" if shown == there else f"{shown} / {there} 条")
        nothing = self._empty
        if there:
            nothing = Empty(f"没有符合“{self._filter.text()}”的内容", "清除筛选", self._filter.clear)
        if not shown:
            self._nothing.show_empty(nothing)
        self._stack.setCurrentIndex(0 if shown else 1)

    def _first_column(self) -> int:
        return self.view.horizontalHeader().logicalIndex(0)


class _Kept:
    """Holds selection and scroll of a table while its model is filled anew."""

    def __init__(self, table: TableView[Any]) -> None:
        self._table = table

    def __enter__(self) -> None:
        table = self._table
        self._keys = {table._key(row) for row in table.rows()}
        self._current = table._current
        self._scroll = table.view.verticalScrollBar().value()
        table.view.selectionModel().blockSignals(True)

    def __exit__(self, *_error: object) -> None:
        table = self._table
        places = [at for at, row in enumerate(table.model.shown) if table._key(row) in self._keys]
        chosen = QItemSelection()
        last = table.model.columnCount() - 1
        for top, bottom in _runs(places):
            chosen.select(table.model.index(top, 0), table.model.index(bottom, last))
        model = table.view.selectionModel()
        at = -1 if self._current is None else table.model.place(table._key, self._current)
        current = table.model.index(at, table._first_column())
        model.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
        model.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        model.blockSignals(False)
        table.view.verticalScrollBar().setValue(self._scroll)
        if self._current is not None and at < 0:
            table._picked()


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """First and last of each unbroken run: Qt is slow with ten thousand ranges of one row each."""
    starts = [at for at, place in enumerate(places) if at == 0 or place != places[at - 1] + 1]
    return [(places[a], places[b - 1]) for a, b in zip(starts, [*starts, len(places)][1:], strict=True)]
