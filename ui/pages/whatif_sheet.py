"""逐项推演: every question with what is on record and what is tried instead; each key shows its effect at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from ui import settings, theme
from ui.pages import whatif_board, whatif_lines
from ui.pages.whatif_board import Board, Line
from ui.pages.whatif_lines import Show
from ui.pages.whatif_pane import TryPane
from ui.table import Empty, TableView
from ui.widgets.answer_area import AnswerArea
from ui.widgets.splitter import Splitter

_SHOW = settings.choice("whatif/show", Show.ALL.value)
_NOTHING = {
    Show.ALL: "标准包里没有可推演的项目",
    Show.OPEN: "各项都已满分，检查点都已满足，没有可以再提高的项目",
    Show.CHANGED: "这个方案还没有改动。选“全部”或“未满分”，用数字键改任一项",
}


class TrySheet(QWidget):
    """Says what is tried and estimated; the page saves it and shows the next board."""

    tried = Signal(object)
    """Answers by subject; None gives a question back to the record."""
    estimated = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._board: Board | None = None
        self.table: TableView[Line] = TableView(
            whatif_lines.COLUMNS, key=lambda line: line.subject, place="whatif"
        )
        self.pane = TryPane()
        self.shows = {one: QToolButton() for one in Show}
        self.corner = QWidget()
        kept = settings.read(_SHOW)
        self._show = Show(kept) if kept in list(Show) else Show.ALL
        self._lay_out()
        self._connect()

    def show_board(self, board: Board) -> None:
        """Show a round and a scenario, or the same after an edit; the line one is at stays."""
        before, self._board = self._board, board
        if before is not None and before.scenario is not None and before.chosen != board.chosen:
            self.pane.forget()
        self._lines = whatif_board.lines(board)
        self._load()

    def show_subject(self, subject: str) -> None:
        """Go to a question, whatever the filters hide."""
        if not self.table.select(subject):
            self.table.search("")
            self.choose(Show.ALL)
            self.table.select(subject)

    def choose(self, show: Show) -> None:
        """Show all questions, those that can be better, or those that are changed."""
        self._show = show
        settings.write(_SHOW, show.value)
        self._load()

    def digit(self, number: int) -> None:
        """A figure key: a level, a state, or the row to be counted."""
        if area := self._area():
            area.digit(number)
            self._home()

    def press(self, key: str) -> None:
        """The key of a choice that is no figure."""
        if area := self._area():
            area.press(key)
            self._home()

    def none(self) -> None:
        """Nothing of what is counted is there."""
        if area := self._area():
            area.none()

    def restore(self) -> None:
        """Give the selected questions back to the record."""
        changed = {line.subject: None for line in self.table.rows() if line.now is not None}
        if changed and self.isVisible():
            self.tried.emit(changed)

    def step(self, by: int) -> None:
        """The next line, or the one before."""
        self.take_focus()
        self.table.select_line(max(0, self.table.view.currentIndex().row() + by))

    def take_focus(self) -> None:
        """Back to the table, ready for figure keys."""
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self) -> None:
        """Tick 不能改变 for the question on show, or take the tick away."""
        if self._area():
            self.pane.turn()

    def _area(self) -> AnswerArea | None:
        """Where the question on show is answered; None while nobody sees it: keys must not answer unseen."""
        return self.pane.area if self.isVisible() and self.table.row() is not None else None

    def _load(self) -> None:
        at = max(0, self.table.view.currentIndex().row())
        self.table.set_empty(Empty(_NOTHING[self._show]))
        self.table.load(whatif_lines.filtered(self._lines, self._show))
        if self.table.row() is None:
            self.table.select_line(at)
        self._pick(self.table.row())
        for one, button in self.shows.items():
            button.setChecked(one is self._show)
            count = sum(one.holds(line) for line in self._lines)
            button.setText(f"{one.value} {count}" if one is not Show.ALL else one.value)

    def _pick(self, line: Line | None) -> None:
        self.pane.setVisible(line is not None)
        if line is not None and self._board is not None:
            self.pane.show_line(line, self._board)

    def _home(self) -> None:
        """The keyboard belongs to the table again, unless something has to be typed first."""
        if not isinstance(self.window().focusWidget(), QLineEdit):
            self.take_focus()

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == whatif_lines.CANNOT:
            self.pane.turn()

    def _into(self, _line: object) -> None:
        if self.pane.area is not None:
            self.pane.area.take_focus()

    def _connect(self) -> None:
        table, pane = self.table, self.pane
        table.picked.connect(self._pick)
        table.opened.connect(self._into)
        table.view.clicked.connect(self._clicked)
        turn = QShortcut(QKeySequence("Space"), table.view, pane.turn)
        turn.setContext(Qt.ShortcutContext.WidgetShortcut)  # so that Space still presses a button
        leave = QShortcut(QKeySequence("Escape"), pane, self.take_focus)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        pane.answered.connect(lambda subject, given: self.tried.emit({subject: given}))
        pane.estimated.connect(self.estimated)
        pane.left.connect(self.take_focus)
        pane.confirmed.connect(partial(self.step, 1))

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        row = QHBoxLayout(self.corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at, (one, button) in enumerate(self.shows.items(), 1):
            button.setCheckable(True)
            button.setToolTip(
                f"只看{one.value}的（Alt+{at}）" if one is not Show.ALL else "全部项目（Alt+1）"
            )
            button.clicked.connect(lambda _on=False, one=one: self.choose(one))
            group.addButton(button)
            row.addWidget(button)
        self.pane.setMinimumWidth(264)
        self.table.setMinimumWidth(320)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.addWidget(Splitter("whatif", self.table, self.pane, shares=(13, 8)))
