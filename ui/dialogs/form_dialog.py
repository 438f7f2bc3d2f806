"""A few fields in a box: labels and editors, a note, a fault said in the box, and two buttons named in Chinese."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from app.errors import UserError
from ui import theme

Row = tuple[str, QWidget]


class FormDialog(QDialog):
    """Open it with ``open()``. A subclass does its work in ``take``; a UserError from there stays in the box."""

    def __init__(self, title: str, rows: Sequence[Row], done: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.note, self.fault = _words("soft"), _words("bad")
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        for which, name in ((_OK, done), (_CANCEL, "取消")):
            self.buttons.button(which).setText(name)
            self.buttons.button(which).setIcon(QIcon())
        self.buttons.button(_OK).setProperty("primary", True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.setSpacing(theme.GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, field in rows:
            form.addRow(label, field)
        column = QVBoxLayout(self)
        column.setSpacing(theme.GRID)
        column.addLayout(form)
        for part in (self.note, self.fault):
            column.addWidget(part)
        column.addStretch()
        column.addWidget(self.buttons)
        self.setMinimumWidth(_WIDTH)

    def take(self) -> None:
        """Do what the box is for; raise UserError where that cannot be."""

    def accept(self) -> None:
        """Close only once it is done."""
        try:
            self.take()
        except UserError as error:
            self.fault.setText(f"{error.what}{error.remedy}")
            self.fault.setVisible(True)
            self._grow()
            return
        super().accept()

    def say(self, note: str) -> None:
        """Write the note under the fields."""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._grow()

    def _grow(self) -> None:
        """Make room for what is said now, rather than take it from the fields."""
        inside = self.layout()
        if inside is None:
            return
        inside.activate()
        width = max(self.width(), self.minimumWidth())
        self.resize(width, max(self.height(), inside.totalHeightForWidth(width)))


_OK, _CANCEL = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
_WIDTH = 460


def _words(role: str) -> QLabel:
    made = QLabel(wordWrap=True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    theme.say(made, role)
    made.hide()
    return made
