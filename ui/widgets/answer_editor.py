"""What every editor of an answer with numbers is: it shows an answer, takes keys, and says what was answered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.answers import Answer


class AnswerEditor(QWidget):
    """Base of the editors for 按次扣分, 累加 and 按比例分段."""

    answered = Signal(object)
    """An ``Answer`` that is complete and sound."""
    confirmed = Signal()
    """Enter in a field: what is typed is said, go on."""
    abandoned = Signal()
    """Esc in a field: out of it."""

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

    def take_focus(self) -> None:
        """Put the cursor where one begins."""
        self.setFocus()
