"""A form that scrolls, in as many columns as there is room for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QScrollArea, QWidget

from ui import theme
from ui.widgets.form import RecordForm

_TWO_FROM = 620
"""Pixels of width from which two columns stand side by side."""


class FormArea(QScrollArea):
    """Holds ``form``; the field that gets the keyboard is scrolled into sight."""

    def __init__(self, form: RecordForm) -> None:
        super().__init__()
        self.form = form
        form.setObjectName("scrolled")
        form.setContentsMargins(theme.GRID, 0, theme.GRID, 0)
        self.setWidget(form)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def settle(self) -> bool:
        """Save what is typed; False where a field has a fault, which then has the cursor."""
        if self.form.commit():
            return True
        for name in self._faulty()[:1]:
            self.form.focus(name)
        return False

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
        self.form.focus(name)
        editor = self.form.editor(name)
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def _faulty(self) -> list[str]:
        return [name for name in self.form.values() if self.form.fault(name)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column in a narrow place."""
        super().resizeEvent(event)
        self.form.arrange(2 if self.viewport().width() >= _TWO_FROM else 1)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.form.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, 3 * theme.GRID)
