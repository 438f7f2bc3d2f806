"""What every editor of an answer with numbers is: it shows an answer, takes keys, and says what was answered."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.core.answers import Answer
from ui import theme

MARGIN = 4
"""Pixels around an editor, for the frame that shows the cursor."""


class AnswerEditor(QWidget):
    """Base of the editors for 按次扣分, 累加 and 按比例分段."""

    answered = Signal(object)
    """An ``Answer`` that is complete and sound."""
    confirmed = Signal()
    """Enter in a field: what is typed is said, go on."""
    abandoned = Signal()
    """Esc in a field: out of it."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Show where the cursor is while it is in no field: figure keys choose one."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
            painter.end()

    def show_answer(self, answer: Answer | None) -> None:
        """Show ``answer``; None and answers of another kind show as nothing answered."""
        raise NotImplementedError

    def digit(self, number: int) -> None:
        """A figure key was pressed outside of any field."""
        raise NotImplementedError

    def none(self) -> None:
        """Nothing of what is asked for is there: all counts are zero."""

    def lock(self, locked: bool) -> None:
        """Let nobody change anything."""
        raise NotImplementedError

    def settle(self) -> bool:
        """Say what is typed and not yet said; False where it cannot be an answer, which is then on show."""
        return True
