"""The lines as rows, their checkpoints as cells; one walks from cell to cell with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.core.standard import Checkpoint, Standard
from ui.pages.ten_two_grid import FIRST, RATE, STATE, TITLE, Grid
from ui.pages.ten_two_paint import CellPainter

_STEPS = {
    QAbstractItemView.CursorAction.MoveLeft: (0, -1),
    QAbstractItemView.CursorAction.MoveRight: (0, 1),
    QAbstractItemView.CursorAction.MoveUp: (-1, 0),
    QAbstractItemView.CursorAction.MoveDown: (1, 0),
    QAbstractItemView.CursorAction.MoveHome: (0, -99),
    QAbstractItemView.CursorAction.MoveEnd: (0, 99),
    QAbstractItemView.CursorAction.MovePageUp: (-99, 0),
    QAbstractItemView.CursorAction.MovePageDown: (99, 0),
}
_ROOMY, _NARROW = (150, 78, 46), (80, 64, 40)
"""Least widths of title, state and rate in pixels."""
_WIDE = 560


class Matrix(QTableView):
    """Says ``chosen`` when another checkpoint is the current one."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.grid = Grid()
        self.setModel(self.grid)
        self.setItemDelegate(CellPainter(self, self.grid))
        self.setAccessibleName("十有两禁核查表")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(24)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentChanged.connect(self._told)

    def load(self, standard: Standard) -> None:
        """Show another edition's lines."""
        self.grid.load(standard)
        self.clearSpans()
        for at, row in enumerate(self.grid.rows):
            heading = isinstance(row, str)
            self.setRowHeight(at, 28 if heading else 34)
            if heading:
                self.setSpan(at, 0, 1, self.grid.columnCount())
        self._fit()

    def current(self) -> Checkpoint | None:
        """The checkpoint one is at."""
        return self.grid.point(self.currentIndex())

    def go(self, key: str) -> bool:
        """Go to a checkpoint; False where there is none of that id."""
        place = self.grid.places.get(key)
        if place is not None:
            self.setCurrentIndex(self.grid.index(*place))
            self.scrollTo(self.currentIndex())
        return place is not None

    def beside(self, by: int) -> str | None:
        """The checkpoint so many further on, line by line; None beyond the ends."""
        order = list(self.grid.places)
        point = self.current()
        at = order.index(point.id) + by if point else 0
        return order[at] if 0 <= at < len(order) else None

    def next_open(self) -> str | None:
        """The next checkpoint that nobody looked at, from here on and round again."""
        order = list(self.grid.places)
        point = self.current()
        at = order.index(point.id) + 1 if point else 0
        return next((key for key in (*order[at:], *order[:at]) if self._open(key)), None)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """From checkpoint to checkpoint; headings and short lines are stepped over."""
        index = self.currentIndex()
        if not index.isValid() or action not in _STEPS:
            return index
        down, right = _STEPS[action]
        rows = [at for at in range(self.grid.rowCount()) if self.grid.cells(at)]
        at = min(max(rows.index(index.row()) + down, 0), len(rows) - 1)
        row = rows[at]
        last = FIRST + self.grid.cells(row) - 1
        return self.grid.index(row, min(max(index.column() + right, FIRST), last))

    def keyboardSearch(self, _search: str) -> None:
        """Letters and figures are commands here."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out: words in the cells where there is room, signs alone where there is not."""
        super().resizeEvent(event)
        self._fit()

    def _open(self, key: str) -> bool:
        return not self.grid.answered(key)

    def _fit(self) -> None:
        cells = self.grid.columnCount() - FIRST
        if cells <= 0:
            return
        room = self.viewport().width()
        title, state, rate = _NARROW if room < _WIDE else _ROOMY
        cell = min(64, max(25, (room - title - state - rate) // cells))
        self.setColumnWidth(TITLE, max(title, room - state - rate - cells * cell))
        self.setColumnWidth(STATE, state)
        self.setColumnWidth(RATE, rate)
        for at in range(FIRST, FIRST + cells):
            self.setColumnWidth(at, cell)

    def _told(self, index: QModelIndex, _before: QModelIndex) -> None:
        point = self.grid.point(index)
        if point is not None:
            self.chosen.emit(point.id)
