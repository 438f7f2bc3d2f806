"""A table's head and memory: which columns, how wide, in what order, sorted how, filtered by what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from ui import settings
from ui.table_model import Row, TableModel

_PAUSE = 400
"""Milliseconds after the last move before the head is remembered."""

_PADDING = 8
"""Pixels that the stylesheet leaves free beside the text of a cell; a column's width is that of its text."""


class Head:
    """Cares for the head of ``view``; ``place`` is its name in the settings, empty for no memory."""

    def __init__(self, view: QTableView, model: TableModel[Any], place: str) -> None:
        self._view, self._model, self._place = view, model, place
        self._head = view.horizontalHeader()
        self._titles = [column.title for column in model.columns]
        self._pause = QTimer(view, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._keep)
        self._prepare()
        self._restore()
        for moved in (self._head.sectionResized, self._head.sectionMoved, self._head.sortIndicatorChanged):
            moved.connect(self._later)

    def filter(self) -> str:
        """The filter that was typed last."""
        return str(self._kept().get("filter", ""))

    def keep_filter(self, text: str) -> None:
        """Remember the filter."""
        if self._place:
            settings.write(settings.table(self._place), self._kept() | {"filter": text})

    def reset(self) -> None:
        """Widths, order and choice of columns as they were at first."""
        for at, column in enumerate(self._model.columns):
            self._head.moveSection(self._head.visualIndex(at), at)
            self._head.setSectionHidden(at, column.hidden)
            self._head.resizeSection(at, column.width + _PADDING)

    def _prepare(self) -> None:
        head = self._head
        head.setSectionsMovable(True)
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        head.setMinimumSectionSize(40)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._view.setSortingEnabled(True)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._menu)
        self.reset()

    def _restore(self) -> None:
        kept = self._kept()
        if kept.get("titles") == self._titles:
            self._head.restoreState(QByteArray.fromHex(str(kept.get("state", "")).encode()))
            self._model.sort(self._head.sortIndicatorSection(), self._head.sortIndicatorOrder())

    def _later(self, *_moved: object) -> None:
        self._pause.start()

    def _keep(self) -> None:
        if self._place:
            state = bytes(self._head.saveState().toHex().data()).decode()
            kept = self._kept() | {"titles": self._titles, "state": state}
            settings.write(settings.table(self._place), kept)

    def _kept(self) -> dict[str, object]:
        return settings.read(settings.table(self._place)) if self._place else {}

    def fill(self, menu: QMenu) -> None:
        """Offer every column to be shown or hidden, and the way back."""
        for number, column in enumerate(self._model.columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not self._head.isSectionHidden(number))
            action.setEnabled(not self._is_last_shown(number))
            action.toggled.connect(lambda on, number=number: self._choose(number, on))
        menu.addSeparator()
        menu.addAction("恢复默认列").triggered.connect(lambda _on=False: self.reset())

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(menu)
        menu.popup(self._head.mapToGlobal(at))

    def _choose(self, number: int, on: bool) -> None:
        self._head.setSectionHidden(number, not on)
        self._later()

    def _is_last_shown(self, number: int) -> bool:
        shown = self._head.count() - self._head.hiddenSectionCount()
        return shown == 1 and not self._head.isSectionHidden(number)


def as_tsv(view: QTableView, model: TableModel[Row], rows: Sequence[Row]) -> str:
    """``rows`` under their heads, columns as they are seen, ready for a spreadsheet."""
    columns = [model.columns[at] for at in _seen(view.horizontalHeader())]
    lines = [[column.title for column in columns]]
    lines += [[_cell(column.shown(row)) for column in columns] for row in rows]
    return "\n".join("\t".join(line) for line in lines)


def _seen(head: QHeaderView) -> list[int]:
    order = [head.logicalIndex(at) for at in range(head.count())]
    return [at for at in order if not head.isSectionHidden(at)]


def _cell(text: str) -> str:
    return " ".join(text.split())
