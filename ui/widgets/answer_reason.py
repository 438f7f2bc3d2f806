"""The line for a text that belongs to an answer, in its place and not in a box: why not applicable, what was found."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from ui import theme
from ui.widgets.answer_entry import AnswerLine


class _Line(AnswerLine):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class ReasonLine(QFrame):
    """Says ``written`` when a new text is finished, ``confirmed`` on Enter, ``abandoned`` on Esc."""

    written = Signal(str)
    confirmed = Signal()
    abandoned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._required = False
        self._label = QLabel()
        theme.say(self._label, "strong")
        self.line = _Line()
        self._fault = QLabel(wordWrap=True)
        theme.say(self._fault, "bad")
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * theme.GRID, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._label, self.line, self._fault):
            column.addWidget(part)
        self._label.setBuddy(self.line)
        self.line.confirmed.connect(self._confirm)
        self.line.abandoned.connect(self.abandoned)
        self.line.left.connect(self.say)
        self.hide()

    def ask(self, name: str, text: str, *, required: bool) -> None:
        """Show the line under its name, with the text as it is on file."""
        self._required = required
        self._label.setText(f"{name}（必填）" if required else name)
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText("写完按 Enter，按 Esc 放弃" if required else "写完按 Enter")
        if not (self.line.isModified() and self.isVisible()):
            self.line.setText(text)
            self.line.home(False)
            self.line.setToolTip(text)
            self.line.setModified(False)
        self.refuse("")
        self.show()

    def start(self) -> None:
        """Put the cursor behind the text; a reason that took minutes to write is not replaced by one key."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.end(False)

    def text(self) -> str:
        """What is typed."""
        return self.line.text().strip()

    def complete(self) -> bool:
        """Whether the text may stand; says so where it may not."""
        if self._required and not self.text():
            self.refuse(f"请写明{self._label.text().removesuffix('（必填）')}，或按 Esc 放弃")
            return False
        return True

    def refuse(self, fault: str) -> None:
        """Show a fault below the line."""
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self.line.setProperty("fault", bool(fault))
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)

    def say(self) -> None:
        """Say a text that is typed and not yet said, if it may stand."""
        if self.line.isModified() and (self.text() or not self._required):
            self.line.setModified(False)
            self.refuse("")
            self.written.emit(self.text())

    def lock(self, locked: bool) -> None:
        """Let nobody type."""
        self.line.setReadOnly(locked)

    def _confirm(self) -> None:
        if self.complete():
            self.say()
            self.confirmed.emit()
