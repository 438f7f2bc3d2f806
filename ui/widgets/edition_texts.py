"""A question in two editions side by side, with what differs marked by more than colour."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from app.core import edition_diff
from app.core.edition_diff import Piece
from ui import theme

_NONE = "（没有这一条）"


class EditionTexts(QWidget):
    """Old on the left, new on the right; what only one of them says is struck out there, or underlined here."""

    def __init__(self) -> None:
        super().__init__()
        self.heads = (QLabel("原标准包"), QLabel("新标准包"))
        self.texts = (QTextBrowser(openLinks=False), QTextBrowser(openLinks=False))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, theme.GRID // 2, 0, 0)
        self._row.setSpacing(theme.GRID)
        for head, text in zip(self.heads, self.texts, strict=True):
            theme.say(head, "small")
            text.setTabChangesFocus(True)
            text.setMinimumHeight(7 * theme.GRID)
            head.setBuddy(text)
            head.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            column = QVBoxLayout()
            column.setSpacing(theme.GRID // 2)
            column.addWidget(head)
            column.addWidget(text, 1)
            self._row.addLayout(column, 1)

    def stack(self, stacked: bool) -> None:
        """Put the old above the new rather than beside it."""
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)

    def call(self, old: str, new: str) -> None:
        """Say which edition stands on which side."""
        for head, text, name in zip(self.heads, self.texts, (old, new), strict=True):
            head.setText(name)
            text.setAccessibleName(name)

    def show_texts(self, old: str, new: str) -> None:
        """Show both; an empty one is told in words."""
        before, after = edition_diff.marked(old, new) if old and new else (_whole(old), _whole(new))
        for text, pieces, tag in zip(self.texts, (before, after), ("s", "u"), strict=True):
            text.setHtml(_html(pieces, tag))

    def clear(self) -> None:
        """Show nothing."""
        for text in self.texts:
            text.clear()


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text or _NONE, own=False),)


def _html(pieces: Iterable[Piece], tag: str) -> str:
    ground = theme.palette().warn_ground
    marked = f'<{tag} style="background: {ground};">{{}}</{tag}>'
    parts = [marked.format(_lines(piece.text)) if piece.own else _lines(piece.text) for piece in pieces]
    return f"<p>{''.join(parts)}</p>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
