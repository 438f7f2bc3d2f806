"""Lines inside an answer: Enter means done, Esc means out, and Ctrl+Z is the program's once all is said."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import theme
from ui.widgets.field import Field, RefusedError

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OUT = (*_ENTER, Qt.Key.Key_Escape)


class AnswerLine(QLineEdit):
    """A line that keeps Enter and Esc, which mean something else outside of it."""

    confirmed = Signal()
    """Enter."""
    abandoned = Signal()
    """Esc."""

    def event(self, event: QEvent) -> bool:
        """Claim the two keys; leave Ctrl+Z and Ctrl+Y to the program when nothing here is unsaid."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in _OUT:
                event.accept()
                return True
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier and not self.isModified():
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The two ways out."""
        if event.key() == Qt.Key.Key_Escape:
            self.abandoned.emit()
        elif event.key() in _ENTER:
            self.confirmed.emit()
        else:
            super().keyPressEvent(event)


class Entry(AnswerLine):
    """A number; says ``finished`` when it is left, ``stepped`` on + and −, ``moved`` on ↑ and ↓."""

    finished = Signal()
    stepped = Signal(int)
    moved = Signal(int)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFont(theme.number_font())
        self.setAccessibleName(field.label)
        self.setToolTip(field.hint)
        self.editingFinished.connect(self.finished)

    def number(self) -> Decimal | int | None:
        """What is typed; None for nothing. Raises RefusedError."""
        value = self._field.parsed(self.text())
        fault = self._field.fault(value)
        if fault:
            raise RefusedError(fault)
        return value if isinstance(value, (Decimal, int)) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Steps and moves."""
        step = {"+": 1, "-": -1, "＋": 1, "－": -1}.get(event.text())
        move = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        elif move is not None:
            self.moved.emit(move)
        else:
            super().keyPressEvent(event)
