"""One editor per kind of field: each shows a value, gives it back, and says when a person finished with it.

None of them changes under the mouse wheel, and Ctrl+Z belongs to the program once the typed text is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit

from ui import icons, theme
from ui.widgets.calendar import Calendar
from ui.widgets.field import Field, RefusedError
from ui.widgets.pick import Pick

_STEPS_BACK = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_DATE_WIDTH = 168
_NUMBERS = ("int", "decimal", "percent")


class Line(QLineEdit):
    """Text, numbers and dates; finished by Enter or by leaving the field."""

    finished = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._field = field
        self.setReadOnly(field.read_only)
        self.setPlaceholderText(field.hint)
        self.editingFinished.connect(self.finished)
        if field.kind in _NUMBERS:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.setFont(theme.number_font())

    def show_value(self, value: Any) -> None:
        """Show ``value`` as saved."""
        self.setText(self._field.written(value))
        self.setModified(False)

    def value(self) -> Any:
        """What is typed; raises RefusedError."""
        return self._field.parsed(self.text())

    def pending(self) -> bool:
        """Whether something was typed that is not yet saved."""
        return self.isModified()

    def settle(self) -> None:
        """What is typed is saved."""
        self.setModified(False)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z and Ctrl+Y to the program when nothing here is unsaved."""
        if event.type() == QEvent.Type.ShortcutOverride and not self.isModified() and _is_step_back(event):
            event.ignore()
            return False
        return super().event(event)


class DateLine(Line):
    """A date as yyyy-MM-dd, typed or picked from a calendar; emptied to clear it."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.setPlaceholderText(field.hint or "年-月-日")
        self.setClearButtonEnabled(not field.read_only)
        self.setMinimumWidth(_DATE_WIDTH)
        if not field.read_only:
            self._button = QAction(icons.icon("calendar"), "日历（Alt+↓）", self)
            self._button.triggered.connect(lambda _on=False: self.open_calendar())
            self.addAction(self._button, QLineEdit.ActionPosition.TrailingPosition)
        self.textEdited.connect(self._emptied)

    def show_value(self, value: Any) -> None:
        """Show a date, or a text that is one."""
        super().show_value(value.isoformat() if isinstance(value, date) else value)

    def open_calendar(self) -> None:
        """Offer a calendar under the field."""
        Calendar(self, self._day(), self._take).show_below(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+↓ opens the calendar, as in a choice."""
        down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if down and not self.isReadOnly():
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Tint the calendar sign anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_button"):
            self._button.setIcon(icons.icon("calendar"))

    def _day(self) -> date | None:
        try:
            day = self.value()
        except RefusedError:
            return None
        return day if isinstance(day, date) else None

    def _take(self, day: date) -> None:
        self.setText(day.isoformat())
        self.setModified(True)
        self.finished.emit()

    def _emptied(self, text: str) -> None:
        if not text:
            self.setModified(True)
            self.finished.emit()


class Long(QPlainTextEdit):
    """Several lines of text; finished by leaving the field or Ctrl+Enter."""

    finished = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.setReadOnly(field.read_only)
        self.setPlaceholderText(field.hint)
        self.setTabChangesFocus(True)
        self.setFixedHeight(9 * theme.GRID)

    def show_value(self, value: Any) -> None:
        """Show ``value`` as saved."""
        text = "" if value is None else str(value)
        if text != self.toPlainText():
            self.setPlainText(text)
        self.settle()

    def value(self) -> str:
        """What is typed."""
        return self.toPlainText().strip()

    def pending(self) -> bool:
        """Whether something was typed that is not yet saved."""
        return self.document().isModified()

    def settle(self) -> None:
        """What is typed is saved."""
        self.document().setModified(False)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z and Ctrl+Y to the program when nothing here is unsaved."""
        if event.type() == QEvent.Type.ShortcutOverride and not self.pending() and _is_step_back(event):
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving saves."""
        super().focusOutEvent(event)
        self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
        else:
            super().keyPressEvent(event)


class Choice(Pick):
    """One of a few; finished as soon as it is chosen."""

    finished = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._saved: Any = None
        self._unset = () if field.required else ((None, field.unset),)
        self.propose(field.choices)
        self.setEnabled(not field.read_only)
        self.setToolTip(field.hint)
        self.of_width(6)
        self.activated.connect(self.finished)

    def propose(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer other choices; the saved value stays chosen where it is among them."""
        self.clear()
        for value, text in (*self._unset, *choices):
            self.addItem(text, value)
        self.show_value(self._saved)

    def show_value(self, value: Any) -> None:
        """Show ``value``; one that is not offered shows as nothing chosen."""
        self._saved = value
        values = [self.itemData(at) for at in range(self.count())]
        self.setCurrentIndex(values.index(value) if value in values else -1)

    def value(self) -> Any:
        """The chosen value, or None."""
        return self.currentData()

    def pending(self) -> bool:
        """Whether another value is shown than the saved one."""
        return bool(self.currentIndex() >= 0 and self.value() != self._saved)

    def settle(self) -> None:
        """What is chosen is saved."""
        self._saved = self.value()


class Tick(QCheckBox):
    """Yes or no; finished by each click."""

    finished = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__(field.hint or "是")
        self.setEnabled(not field.read_only)
        self._saved = False
        self.clicked.connect(self.finished)

    def show_value(self, value: Any) -> None:
        """Show ``value``; None is no."""
        self._saved = bool(value)
        self.setChecked(self._saved)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def pending(self) -> bool:
        """Whether it differs from what is saved."""
        return self.isChecked() != self._saved

    def settle(self) -> None:
        """What is ticked is saved."""
        self._saved = self.isChecked()


Editor = Line | Long | Choice | Tick

_MAKERS: dict[str, Callable[[Field], Editor]] = {
    "long": Long,
    "date": DateLine,
    "choice": Choice,
    "bool": Tick,
}


def editor(field: Field) -> Editor:
    """The editor for a field."""
    made = _MAKERS.get(field.kind, Line)(field)
    made.setAccessibleName(f"{field.label}（{field.unit}）" if field.unit else field.label)
    made.setAccessibleDescription(field.hint)
    return made


def _is_step_back(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and any(event.matches(keys) for keys in _STEPS_BACK)
