"""A form that scrolls, in as many columns as there is room for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.form import RecordForm

_TWO_FROM = 620
"""Pixels of width from which two columns stand side by side."""
_ABOVE_BELOW = 340
"""Pixels of width below which a label stands above its field."""


class FormArea(QScrollArea):
    """Holds ``form``; the field that gets the keyboard is scrolled into sight."""

    def __init__(self, form: RecordForm, parent: QWidget | None = None) -> None:
        """With its ``parent`` given the many widgets of a form are styled once, not again at each new parent."""
        super().__init__(parent)
        self.form = form
        form.setObjectName("scrolled")
        layout = form.layout()
        if layout is not None:
            layout.setContentsMargins(2, theme.GRID // 2, theme.GRID, theme.GRID)
        self.setWidget(form)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def put_below(self, *parts: QWidget) -> None:
        """Let ``parts`` scroll along below the form."""
        self.takeWidget()
        body = QWidget()
        body.setObjectName("scrolled")
        column = QVBoxLayout(body)
        column.setContentsMargins(2, 0, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        for part in (self.form, *parts):
            column.addWidget(part)
        column.addStretch()
        self.setWidget(body)
        self.form.show()

    def settle(self) -> bool:
        """Save what is typed; False where a field has a fault, which then has the cursor."""
        if self.form.commit():
            return True
        for name in self._faulty()[:1]:
            self.focus(name)
        return False

    def focus(self, name: str) -> None:
        """Put the cursor into a field, and the field into sight."""
        self.form.focus(name)
        self._show(self.form.editor(name))

    def unsaved(self) -> str:
        """Save what is typed; what could not be saved and why, or an empty text."""
        if self.form.commit():
            return ""
        told = [
            f"{self.form.editor(name).accessibleName()}：{self.form.fault(name)}" for name in self._faulty()
        ]
        return "；".join(told)

    def begin(self, name: str) -> None:
        """Put the cursor into a field, so that typing replaces what stands there."""
        self.focus(name)
        editor = self.form.editor(name)
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def _faulty(self) -> list[str]:
        return [name for name in self.form.values() if self.form.fault(name)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column in a narrow place."""
        super().resizeEvent(event)
        width = self.viewport().width()
        self.form.arrange(2 if width >= _TWO_FROM else 1, above=width < _ABOVE_BELOW)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.form.isAncestorOf(now):
            self._show(now)

    def _show(self, widget: QWidget) -> None:
        self.ensureWidgetVisible(widget, 0, 3 * theme.GRID)
