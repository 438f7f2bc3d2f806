"""What stands in the matrix of 十有两禁: lines as rows, checkpoints as cells, and how each of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app import wording, wording_verdict
from app.core.answers import Check
from app.core.standard import Checkpoint, Line, LineKind, Standard
from app.core.ten_two import LineResult, TenTwo
from ui.pages import ten_two_texts as texts

Index = QModelIndex | QPersistentModelIndex
Row = Line | str
"""A line, or a heading across."""
TITLE, STATE, RATE, FIRST = 0, 1, 2, 3
_NONE = QModelIndex()
_HEADS = ("项", "状态", "满足")
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


class Grid(QAbstractTableModel):
    """What stands in the matrix."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()
        self._points: tuple[tuple[Checkpoint, ...], ...] = ()
        self.places: dict[str, tuple[int, int]] = {}
        """Row and column of each checkpoint."""
        self._results: Mapping[str, LineResult] = {}
        self._checks: Mapping[str, Check] = {}
        self._signs: Mapping[str, str] = {}
        self.sought: frozenset[str] | None = None
        """The checkpoints that a search found; None while nothing is sought."""

    def load(self, standard: Standard) -> None:
        """Show another edition's lines: the twelve, then the duties by law under their own heading."""
        self.beginResetModel()
        law = [line for line in standard.lines if line.kind is LineKind.LAW]
        twelve = [line for line in standard.lines if line.kind is not LineKind.LAW]
        duties: tuple[Row, ...] = (texts.LAW_NOTE, *law) if law else ()
        self.rows = (*twelve, *duties)
        self._points = tuple(() if isinstance(row, str) else standard.points_of(row.id) for row in self.rows)
        self.places = {
            point.id: (at, FIRST + place)
            for at, points in enumerate(self._points)
            for place, point in enumerate(points)
        }
        self._results, self._checks, self._signs, self.sought = {}, {}, {}, None
        self.endResetModel()

    def show_found(
        self, found: TenTwo, checks: Mapping[str, Check], signs: Mapping[str, str] | None = None
    ) -> None:
        """Show how everything stands; only rows that changed are painted anew.

        ``signs`` say, by checkpoint, what others say of it.
        """
        results, before = self._results, self._checks
        said, self._signs = self._signs, signs or {}
        self._results = {result.line.id: result for result in (*found.lines, *found.law)}
        self._checks = checks
        for at, row in enumerate(self.rows):
            same = isinstance(row, str) or results.get(row.id) == self._results.get(row.id)
            points = self._points[at]
            if not same or any(
                _differ(each, p.id) for p in points for each in ((before, checks), (said, self._signs))
            ):
                self.dataChanged.emit(self.index(at, 0), self.index(at, self.columnCount() - 1))

    def seek(self, found: frozenset[str] | None) -> None:
        """Let what a search did not find stand back."""
        self.sought = found
        self.redraw()

    def redraw(self) -> None:
        """Every cell may be another now."""
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def point(self, index: Index) -> Checkpoint | None:
        """The checkpoint at a place."""
        if not index.isValid():
            return None
        points = self._points[index.row()]
        at = index.column() - FIRST
        return points[at] if 0 <= at < len(points) else None

    def check(self, point: Checkpoint) -> Check | None:
        """What was found at a checkpoint."""
        return self._checks.get(point.id)

    def sign(self, point: Checkpoint) -> str:
        """What others say of a checkpoint, in one sign."""
        return self._signs.get(point.id, "")

    def answered(self, key: str) -> bool:
        """Whether anybody looked at the checkpoint with this id."""
        return key in self._checks

    def result(self, index: Index) -> LineResult | None:
        """How the line of a row stands."""
        row = self.rows[index.row()]
        return None if isinstance(row, str) else self._results.get(row.id)

    def cells(self, row: int) -> int:
        """How many checkpoints a row has."""
        return len(self._points[row])

    def rowCount(self, parent: Index = _NONE) -> int:
        """Lines and headings."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NONE) -> int:
        """Three, and as many as the longest line has checkpoints."""
        return 0 if parent.isValid() else FIRST + max(map(len, self._points), default=0)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words; how they look is the painter's."""
        if role not in _ROLES:
            return None
        point, result = self.point(index), self.result(index)
        if point is not None:
            check = self.check(point)
            return (
                texts.mark(check).sign if role == Qt.ItemDataRole.DisplayRole else texts.spoken(point, check)
            )
        return self._line_text(index, result)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The first columns by name, the checkpoints by number."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return _HEADS[section] if section < FIRST else str(section - FIRST + 1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only checkpoints can be chosen."""
        if self.point(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _line_text(self, index: Index, result: LineResult | None) -> str | None:
        row = self.rows[index.row()]
        if isinstance(row, str):
            return row if index.column() == TITLE else None
        if index.column() == TITLE:
            return wording_verdict.line(row)
        if result is None or index.column() >= FIRST:
            return None
        return wording.name(result.state) if index.column() == STATE else texts.rate(result)


def _differ(sides: tuple[Mapping[str, object], Mapping[str, object]], key: str) -> bool:
    return sides[0].get(key) != sides[1].get(key)
