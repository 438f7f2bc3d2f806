"""What the scenario comes to, always in sight: 现状 and 推演 with their grades, and what the way takes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from app import wording_whatif
from app.core.verdict import Verdict
from ui import theme
from ui.pages.whatif_board import Board
from ui.widgets import answer_grade
from ui.widgets.grade import GradeBadge, GradeText


class Strip(QFrame):
    """``why`` carries True for the reasons of the scenario, False for those of the record."""

    why = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.before, self.after = GradeBadge("small"), GradeBadge("small")
        self.takes, self._said = QLabel(), QLabel()
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        theme.say(self.takes, "strong")
        theme.say(self._said, "soft")
        self.before.clicked.connect(lambda: self.why.emit(False))
        self.after.clicked.connect(lambda: self.why.emit(True))
        self._lay_out()

    def show_board(self, board: Board) -> None:
        """Show what the scenario comes to."""
        found = board.outcome
        self.before.show_grade(_badge(found.before))
        self.after.show_grade(_badge(found.after))
        self.takes.setText(wording_whatif.takes(found) if board.changes else wording_whatif.UNTRIED)
        self.takes.setToolTip(wording_whatif.SIDE_BY_SIDE)
        said = [wording_whatif.comes_to(found.after)]
        if board.dropped:
            said.append(wording_whatif.left_out(len(board.dropped)))
        self._said.setText("。".join(said))
        self._said.setToolTip(self._said.text())

    @property
    def said(self) -> str:
        """The conclusion in words."""
        return self._said.text()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.GRID)
        for part in (QLabel(wording_whatif.RECORD), self.before, QLabel("→ 推演"), self.after):
            line.addWidget(part)
        line.addStretch()
        lower = QHBoxLayout()
        lower.setSpacing(2 * theme.GRID)
        lower.addWidget(self.takes)
        # Words that are too long are cut rather than widen the window; the tip has them whole.
        self._said.setMinimumWidth(80)
        lower.addWidget(self._said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, 4, theme.GRID, 6)
        column.setSpacing(2)
        column.addLayout(line)
        column.addLayout(lower)


def _badge(found: Verdict) -> GradeText:
    """The badge in one line: two of them stand beside each other."""
    return replace(answer_grade.of_verdict(found), provisional="暂定" if found.provisional else "")
