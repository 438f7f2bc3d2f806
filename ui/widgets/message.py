"""The line above a page that says what happened and what to do: in the place of a box that must be closed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from app.errors import UserError
from ui import icons, theme
from ui.commands import Command

_GONE_AFTER = 8000
"""Milliseconds a mere piece of news stays; warnings and errors stay until closed."""
_COLOURS = {"info": "accent", "warn": "warn", "error": "bad"}
_SPOKEN = {"info": "提示", "warn": "注意", "error": "错误"}


@dataclass(frozen=True, slots=True)
class Message:
    """What happened, what to do about it, and perhaps a button that does it."""

    what: str
    remedy: str = ""
    kind: str = "info"
    """info, warn or error"""
    action: Command | None = None


def of_error(error: UserError) -> Message:
    """A user's error as a message."""
    return Message(error.what, error.remedy, "error")


class MessageBar(QFrame):
    """Shows one message at a time; the newest wins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._message: Message | None = None
        self._sign = QLabel()
        self._text = QLabel(wordWrap=True, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton()
        self._button.clicked.connect(self._act)
        self._close = QToolButton()
        self._close.setToolTip("关闭提示")
        self._close.setAccessibleName("关闭提示")
        self._close.clicked.connect(self.clear)
        self._timer = QTimer(self, singleShot=True, interval=_GONE_AFTER)
        self._timer.timeout.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        row.setSpacing(theme.GRID)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self.hide()

    @property
    def message(self) -> Message | None:
        """What is on show."""
        return self._message

    def say(self, message: Message) -> None:
        """Show ``message``."""
        self._message = message
        text = _sentence(message)
        self._text.setText(text)
        self.setAccessibleName(f"{_SPOKEN[message.kind]}：{text}")
        self._button.setVisible(message.action is not None)
        if message.action is not None:
            self._button.setText(message.action.name)
        self.setProperty("kind", message.kind)
        self._dress()
        self.show()
        self._timer.stop()
        if message.kind == "info" and message.action is None:
            self._timer.start()

    def clear(self) -> None:
        """Take the message away."""
        self._message = None
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Tint the signs anew when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._message is not None:
            self._tint(self._message)

    def _dress(self) -> None:
        self.style().unpolish(self)
        self.style().polish(self)
        if self._message is not None:
            self._tint(self._message)

    def _tint(self, message: Message) -> None:
        self._sign.setPixmap(icons.pixmap(message.kind, _COLOURS[message.kind]))
        self._close.setIcon(icons.icon("close"))

    def _act(self) -> None:
        message = self._message
        self.clear()
        if message is not None and message.action is not None:
            message.action.run()


def _sentence(message: Message) -> str:
    if not message.remedy:
        return message.what
    joint = "" if message.what.endswith(("。", "！", "？", "）")) or message.remedy.startswith("\n") else "。"
    return f"{message.what}{joint}{message.remedy}"
