"""The one table model: columns are data, rows are any frozen objects, sorted and filtered here.

Ten thousand rows are sorted and filtered in plain lists, which is faster than asking a proxy row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPixmap

from ui import matching, theme

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Align = Literal["left", "right", "centre"]

_ALIGNED = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "centre": Qt.AlignmentFlag.AlignHCenter,
}
_NONE = QModelIndex()


@dataclass(frozen=True)  # slots and Generic do not go together in Python 3.11
class Column(Generic[Row]):
    """One column: ``value`` takes what stands in it out of a row, the rest says how it is shown.

    ``text`` writes the value (default: as it is, nothing for None); ``sort_key`` replaces the value when
    sorting; ``colour`` names a role of the theme for the text, such as ``grade_a`` or ``bad``; ``mark`` names
    a role for a small square before the text; ``tick`` shows a check box, which the page turns, and none
    where it gives None; ``hidden`` columns can be called up from the head's menu.
    """

    title: str
    value: Callable[[Row], Any]
    text: Callable[[Any], str] | None = None
    align: Align = "left"
    width: int = 120
    sort_key: Callable[[Row], Any] | None = None
    tooltip: Callable[[Row], str] | None = None
    colour: Callable[[Row], str | None] | None = None
    mark: Callable[[Row], str | None] | None = None
    tick: Callable[[Row], bool | None] | None = None
    hint: str = ""
    hidden: bool = False

    def shown(self, row: Row) -> str:
        """What is written in the cell."""
        value = self.value(row)
        if self.text is not None:
            return self.text(value)
        return "" if value is None else str(value)


class TableModel(QAbstractTableModel, Generic[Row]):
    """``rows`` under ``columns``; the model index row counts what is shown, not what is there."""

    def __init__(self, columns: Sequence[Column[Row]], rows: Sequence[Row] = ()) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._rows = tuple(rows)
        self._shown: list[Row] = list(self._rows)
        self._searched: list[str] | None = None
        self._query = ""
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self._numbers = theme.number_font()
        self._painters: dict[int, Callable[[Column[Row], Row], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda column, row: column.shown(row),
            Qt.ItemDataRole.ToolTipRole: _tooltip,
            Qt.ItemDataRole.TextAlignmentRole: _alignment,
            Qt.ItemDataRole.ForegroundRole: _foreground,
            Qt.ItemDataRole.DecorationRole: _mark,
            Qt.ItemDataRole.CheckStateRole: _tick,
            Qt.ItemDataRole.FontRole: self._font,
        }

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, in the order they were given."""
        return self._rows

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows that pass the filter, in the order they are seen."""
        return tuple(self._shown)

    def load(self, rows: Sequence[Row]) -> None:
        """Replace the rows; sort and filter stay."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._searched = None
        self._arrange()
        self.endResetModel()

    def search(self, query: str) -> None:
        """Show only rows in which each word of ``query`` occurs, written or as pinyin initials."""
        self.beginResetModel()
        self._query = query.strip()
        self._arrange()
        self.endResetModel()

    def row_at(self, index: Index) -> Row | None:
        """The row object behind a model index."""
        return self._shown[index.row()] if index.isValid() else None

    def place(self, key: Callable[[Row], Hashable], wanted: Hashable) -> int:
        """Where the row with this key is seen, or -1."""
        return next((at for at, row in enumerate(self._shown) if key(row) == wanted), -1)

    def rowCount(self, parent: Index = _NONE) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NONE) -> int:
        """How many columns there are, hidden ones included."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell, as Qt asks for it."""
        painter = self._painters.get(role)
        if painter is None or not index.isValid():
            return None
        return painter(self.columns[index.column()], self._shown[index.row()])

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The head of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.hint or column.title
        return _alignment(column, None) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; a column below 0 gives the order back in which the rows came."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [(self._shown[index.row()], index.column()) for index in before]
        self._sorted = (column, order)
        self._arrange()
        places = {id(row): at for at, row in enumerate(self._shown)}
        after = [self.index(places[id(row)], at) if id(row) in places else _NONE for row, at in held]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        rows = self._matching()
        column, order = self._sorted
        if 0 <= column < len(self.columns):
            rows = _sorted(rows, self.columns[column], order == Qt.SortOrder.DescendingOrder)
        self._shown = rows

    def _matching(self) -> list[Row]:
        if not self._query:
            return list(self._rows)
        if self._searched is None:
            self._searched = [self._text(row) for row in self._rows]
        return [
            row
            for row, text in zip(self._rows, self._searched, strict=True)
            if matching.found(self._query, text)
        ]

    def _text(self, row: Row) -> str:
        return matching.haystack(*(column.shown(row) for column in self.columns))

    def _font(self, column: Column[Row], _row: Row) -> QFont | None:
        return self._numbers if column.align == "right" else None


def _sorted(rows: list[Row], column: Column[Row], descending: bool) -> list[Row]:
    key = column.sort_key or column.value
    keyed = [(key(row), row) for row in rows]
    empty = [row for value, row in keyed if value is None or value == ""]
    filled = [(value, row) for value, row in keyed if value is not None and value != ""]
    written = any(isinstance(value, str) for value, _ in filled)
    filled.sort(key=lambda pair: matching.order(str(pair[0])) if written else pair[0], reverse=descending)
    return [row for _, row in filled] + empty


def _tooltip(column: Column[Row], row: Row) -> str:
    return column.tooltip(row) if column.tooltip is not None else column.shown(row)


def _alignment(column: Column[Row], _row: Row | None) -> Qt.AlignmentFlag:
    return _ALIGNED[column.align] | Qt.AlignmentFlag.AlignVCenter


def _foreground(column: Column[Row], row: Row) -> QColor | None:
    role = column.colour(row) if column.colour is not None else None
    return theme.colour(role) if role else None


def _mark(column: Column[Row], row: Row) -> QIcon | None:
    role = column.mark(row) if column.mark is not None else None
    return _square(theme.palette().role(role)) if role else None


def _tick(column: Column[Row], row: Row) -> Qt.CheckState | None:
    ticked = column.tick(row) if column.tick is not None else None
    if ticked is None:
        return None
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked


@cache
def _square(colour: str) -> QIcon:
    square = QPixmap(10, 10)
    square.fill(QColor(colour))
    icon = QIcon(square)
    icon.addPixmap(square, QIcon.Mode.Selected)  # else Qt tints it in a selected row
    return icon
