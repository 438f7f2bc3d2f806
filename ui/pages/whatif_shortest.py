"""达 D 最短路径: the ways that were found with their works and the front, or what forbids every way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app import wording_shortest, wording_whatif
from app.core.shortest import Way
from app.errors import UserError
from app.reports import charts_whatif
from ui import colours, theme
from ui.pages.whatif_aims import AimBar
from ui.pages.whatif_board import Board
from ui.pages.whatif_kept import Kept
from ui.pages.whatif_solving import Question, Solved, Solver
from ui.pages.whatif_ways import WayList, Works
from ui.tasks import Tasks
from ui.widgets import chart_fit
from ui.widgets.chart import ChartView
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_THREE = 960
"""Pixels from which the chart stands beside the works."""

_SHARES = (11, 21, 16)
"""Of ways, works and chart in the width."""


class ShortestTab(QWidget):
    """Says ``taken`` with a name and the changes of the chosen way."""

    taken = Signal(str, object)

    def __init__(self, tasks: Tasks, clock: Callable[[], date]) -> None:
        super().__init__()
        self._clock = clock
        self._board: Board | None = None
        self.solved: Solved | None = None
        self.bar, self.ways, self.works, self.chart = AimBar(clock), WayList(), Works(), ChartView()
        self.kept = Kept()
        self.told = QLabel(wordWrap=True)
        self.take_button = QPushButton("存为推演方案")
        self.take_button.setToolTip("用选中的路径新建一个推演方案，可再逐项调整、转为整治方案")
        self._solver = Solver(tasks)
        self._lay_out()
        self._connect()

    def show_board(self, board: Board) -> None:
        """Show the shortest way from the record of this round; asked anew only if something bears on it."""
        before, self._board = self._board, board
        same = before is not None and (before.dossier, before.estimates) == (board.dossier, board.estimates)
        if not same:
            self._ask()

    def take(self) -> None:
        """Make a scenario of the chosen way."""
        way = self.ways.way
        if way is not None and way.works and self.solved is not None:
            self.taken.emit(wording_whatif.way_name(self.solved.question.aim), way.changes)

    def take_focus(self) -> None:
        """To the ways, or to what is asked where there are none."""
        if self._stack.currentIndex() == 0:
            self.ways.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.bar.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Three columns where there is room, else the works and the chart behind each other."""
        super().resizeEvent(event)
        wide = self.width() >= _THREE
        if wide == (self.chart.parent() is self._split):
            return
        if wide:
            self._split.addWidget(self.chart)
            for at, share in enumerate(_SHARES):
                self._split.setStretchFactor(at, share)
            self._split.setSizes([share * self.width() // sum(_SHARES) for share in _SHARES])
            self.chart.show()
        else:
            self._tabs.addTab(self.chart, "投入与工期")
        self._tabs.tabBar().setVisible(not wide)

    def _ask(self) -> None:
        if self._board is not None:
            limits = self.bar.limits
            board = self._board
            self._solver.ask(Question(board.dossier, board.estimates, self.bar.aim, limits))

    def _show(self, solved: Solved) -> None:
        self.solved = solved
        best, dossier = solved.found.best, solved.question.dossier
        if best is None:
            lines = [
                wording_shortest.block(one, dossier.standard, dossier.companion)
                for one in solved.found.blocked
            ]
            self.kept.say("达不到 D 级", lines)
        elif not best.works:
            self.kept.show_reached(solved)
        self._stack.setCurrentIndex(0 if best is not None and best.works else 1)
        self.take_button.setEnabled(best is not None and bool(best.works))
        self.told.setText(self._words(solved, best))
        self.ways.show_ways(solved)

    def _words(self, solved: Solved, best: Way | None) -> str:
        if best is None or not best.works:
            return ""
        return wording_shortest.answer(solved.found, solved.question.aim)

    def _pick(self, way: Way | None) -> None:
        if self._board is None or self.solved is None:
            return
        self.works.show_way(self._board, self.solved, way)
        self._draw(way)

    def _draw(self, way: Way | None) -> None:
        solved, today = self.solved, self._clock()
        if solved is None or not solved.front:
            self.chart.set_chart(None)
            return
        place = solved.question.dossier.park.name

        def draw(named: colours.Palette) -> Figure:
            looks, size = chart_fit.palette(named), chart_fit.size(self.chart)
            return charts_whatif.front(solved.front, place, today, chosen=way, palette=looks, size=size)

        self.chart.set_chart(draw, wording_whatif.front_found(solved.front, place))

    def _refused(self, error: UserError) -> None:
        self.solved = None
        self.kept.say(error.what, [error.remedy])
        self._stack.setCurrentIndex(1)
        self.take_button.setEnabled(False)

    def _connect(self) -> None:
        self.bar.changed.connect(self._ask)
        self.ways.picked.connect(self._pick)
        self.take_button.clicked.connect(lambda _on=False: self.take())
        self._solver.solved.connect(self._show)
        self._solver.refused.connect(self._refused)

    def _lay_out(self) -> None:
        theme.say(self.told, "soft")
        self._tabs = QTabWidget(documentMode=True)
        self._tabs.addTab(self.works, "工程清单")
        self._tabs.addTab(self.chart, "投入与工期")
        self._split = Splitter("whatif-shortest", self.ways, self._tabs, shares=_SHARES)
        self.ways.setMinimumWidth(220)
        shown, stack = QWidget(), QWidget()
        inside = QVBoxLayout(shown)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._split)
        self._stack = QStackedLayout(stack)
        self._stack.addWidget(shown)
        self._stack.addWidget(self.kept)
        upper = QHBoxLayout()
        upper.setSpacing(theme.GRID)
        upper.addWidget(self.bar, 1)
        upper.addWidget(self.take_button, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, theme.GRID)
        column.setSpacing(6)
        column.addLayout(upper)
        column.addWidget(self.told)
        column.addWidget(stack, 1)
