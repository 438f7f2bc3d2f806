"""What the assessment comes to, always in sight: grade, points, range, margins, conclusion, progress."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout

from app import wording, wording_verdict
from app.core.verdict import Verdict
from ui import theme
from ui.widgets import answer_grade
from ui.widgets.grade import GradeBadge


class GradeStrip(QFrame):
    """``why`` comes when a person wants the reasons."""

    why = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.badge = GradeBadge("small")
        self.badge.clicked.connect(self.why)
        self._raw = QLabel()
        self._said = QLabel(wordWrap=True)
        # Room for two lines always: what stands below must not jump while one types.
        self._said.setMinimumHeight(2 * self._said.fontMetrics().lineSpacing())
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._bar = QProgressBar()
        self._bar.setFixedWidth(14 * theme.GRID)
        self._bar.setAccessibleName("作答进度")
        self._lay_out()

    def show_verdict(self, found: Verdict) -> None:
        """Show a verdict."""
        self.badge.show_grade(answer_grade.of_verdict(found))
        card = found.low.card
        self._raw.setText(f"原始合计 {wording.points(card.got)}/{wording.points(card.full)}")
        asked = len(found.standard.items) + len(found.standard.gate)
        done = asked - len(found.unanswered)
        self._bar.setFormat(f"已答 {done}/{asked}")
        self._bar.setMaximum(asked)
        self._bar.setValue(done)
        self._said.setText("　".join(f"{one}。" for one in _words(found)))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(2 * theme.GRID)
        line.addWidget(self.badge)
        line.addWidget(self._raw)
        line.addStretch()
        line.addWidget(self._bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, 4, theme.GRID, 6)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self._said)


def _words(found: Verdict) -> tuple[str, ...]:
    """Conclusion and margins in words."""
    up = wording_verdict.margin_up(found)
    down = wording_verdict.margin_down(found)
    return (wording_verdict.conclusion(found), up, down)
