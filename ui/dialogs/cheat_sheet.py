"""The cheat sheet on F1: every shortcut that is registered, page by page, those of the page in front first."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.commands import Commands, Entry


class CheatSheet(QDialog):
    """Reads the registry when it is opened."""

    def __init__(self, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("快捷键")
        self.resize(560, 560)
        self._entries = _in_order([entry for entry in commands.entries() if entry.keys], parent)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._sheet())
        close = QDialogButtonBox()
        close.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(area)
        column.addWidget(close)

    def lines(self) -> tuple[tuple[str, str, str], ...]:
        """Heading, keys and name of each line."""
        return tuple((entry.group, entry.keys, entry.action.text()) for entry in self._entries)

    def _sheet(self) -> QWidget:
        sheet = QWidget()
        sheet.setObjectName("scrolled")
        grid = QGridLayout(sheet)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(3 * theme.GRID)
        line = 0
        for group, entries in groupby(self._entries, key=lambda one: one.group):
            grid.addWidget(_label(group, "strong"), line, 0, 1, 2)
            line += 1
            for entry in entries:
                grid.addWidget(_label(entry.keys, "soft"), line, 0)
                grid.addWidget(_label(entry.command.hint or entry.action.text(), ""), line, 1)
                line += 1
        grid.setRowStretch(line, 1)
        return sheet


def _in_order(entries: list[Entry], window: QWidget | None) -> list[Entry]:
    """By heading: the page in front, then the rest as they were registered."""
    groups = [entry.group for entry in entries]

    def place(entry: Entry) -> tuple[bool, int]:
        in_front = entry.on_screen and entry.action.parent() is not window
        return not in_front, groups.index(entry.group)

    return sorted(entries, key=place)


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        theme.say(label, role)
    return label
