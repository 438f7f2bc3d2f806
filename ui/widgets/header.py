"""The head of a page: where one is, what the page is called, and its two or three main actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from ui import icons, theme

_HEIGHT = 7 * theme.GRID
"""The same with a breadcrumb and without, so that pages begin at one height."""


class Header(QFrame):
    """Filled anew for each page."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("header")
        self._crumbs, self._title = QLabel(), QLabel()
        self._crumbs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # buttons first
        theme.say(self._crumbs, "small")
        theme.say(self._title, "title")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.GRID)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._crumbs)
        words.addWidget(self._title)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.GRID, 6, 2 * theme.GRID, 6)
        self.setMinimumHeight(_HEIGHT)
        row.addLayout(words, 1)
        row.addLayout(self._buttons)

    def show_page(self, title: str, crumbs: Sequence[str]) -> None:
        """Say where one is; the breadcrumb is written 县 › 园区 › 2026 自评."""
        self._title.setText(title)
        self._crumbs.setText(" › ".join(crumbs))
        self._crumbs.setToolTip(self._crumbs.text())
        self._crumbs.setVisible(bool(crumbs))

    def show_actions(self, actions: Sequence[tuple[QAction, str]]) -> None:
        """Buttons for actions with the names of their icons; the first is the main one."""
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, (action, icon) in enumerate(actions):
            self._buttons.addWidget(_button(action, icon, primary=at == 0))


def _button(action: QAction, icon: str, *, primary: bool) -> QPushButton:
    button = QPushButton(action.text())
    button.setProperty("primary", primary)
    button.setToolTip(action.toolTip())
    button.setEnabled(action.isEnabled())
    if icon:
        button.setIcon(icons.icon(icon, "on_accent" if primary else "ink_soft"))
        button.setIconSize(QSize(16, 16))
    button.clicked.connect(lambda _on=False: action.trigger())
    action.enabledChanged.connect(button.setEnabled)
    return button
