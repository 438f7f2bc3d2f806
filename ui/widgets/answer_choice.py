"""A choice as large as the hand wants it: its key, what it is worth, its words, and whether it is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme

_KEY, _GAP = 24, theme.GRID
_MARK, _SIGN = 72, 20
"""Pixels for the word that says «chosen», and for its sign alone."""
_WIDE = 520
"""Pixels from which there is room for the word."""
_LEAST = 5 * theme.GRID
_WRAP = Qt.TextFlag.TextWordWrap
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class ChoiceText:
    """``key`` as it is pressed, ``head`` what it is worth or called, ``text`` what must be so."""

    key: str
    head: str
    text: str = ""


class ChoiceButton(QAbstractButton):
    """Chosen is told by a sign, a word, a bar and a ground, never by colour alone."""

    def __init__(self, text: ChoiceText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._head = self.least_head()
        self._chosen = ""
        self._over = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_chosen("")

    def least_head(self) -> int:
        """Pixels that its head needs."""
        return QFontMetrics(self._strong()).horizontalAdvance(self._text.head) + 2 * _GAP

    def align_head(self, wide: int) -> None:
        """Let the words begin where those of its neighbours begin."""
        self._head = wide
        self.updateGeometry()

    @property
    def chosen(self) -> str:
        """The word that says how it is chosen; empty when it is not."""
        return self._chosen

    def show_chosen(self, word: str) -> None:
        """Show it as chosen, with the word that says so (已选, 待写理由); empty: not chosen."""
        if word == self._chosen and self.accessibleName():
            return
        self._chosen = word
        said = f"{self._text.head} {self._text.text}".strip()
        self.setAccessibleName(f"{said}（按 {self._text.key}）{word}")
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the wrapped words need."""
        room = QRect(0, 0, self._room(width), 10_000)
        wrapped = QFontMetrics(self.font()).boundingRect(room, int(_WRAP), self._text.text or "园")
        return max(_LEAST, wrapped.height() + 2 * _GAP)

    def sizeHint(self) -> QSize:
        """A line of text."""
        return QSize(420, self.heightForWidth(420))

    def minimumSizeHint(self) -> QSize:
        """Narrow windows wrap the words more."""
        return QSize(_KEY + self._head + _SIGN + 120, _LEAST)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        self._over = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """No longer under the pointer."""
        self._over = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw with the colours in force."""
        painter = QPainter(self)
        # It paints its own corners too, so that nothing below it is painted with every answer.
        painter.fillRect(self.rect(), theme.colour("ground"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_words(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = "chosen" if self._chosen else "raised" if self._over and self.isEnabled() else "surface"
        edge = "focus" if self.hasFocus() else "accent" if self._chosen else "line"
        painter.setPen(QPen(theme.colour(edge), 2 if self.hasFocus() or self._chosen else 1))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(whole, 4, 4)
        if self._chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRect(QRectF(1, 3, 5, self.height() - 6))

    def _paint_words(self, painter: QPainter) -> None:
        ink = theme.colour("on_chosen" if self._chosen else "ink")
        cap = QRectF(_GAP + 4, (self.height() - _KEY) / 2, _KEY, _KEY)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawRoundedRect(cap, 3, 3)
        painter.setPen(theme.colour("on_chosen" if self._chosen else "ink_soft"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._text.key)
        painter.setPen(ink)
        painter.setFont(self._strong())
        left = round(cap.right()) + _GAP
        painter.drawText(QRect(left, 0, self._head, self.height()), _MIDDLE, self._text.head)
        painter.setFont(self.font())
        words = QRect(left + self._head, 0, self._room(self.width()), self.height())
        painter.drawText(words, int(_MIDDLE | _WRAP), self._text.text)
        if self._chosen:
            self._paint_mark(painter, words.right() + _GAP)

    def _paint_mark(self, painter: QPainter, left: int) -> None:
        middle = self.height() // 2
        painter.drawPixmap(left, middle - 8, icons.pixmap("check", "on_chosen", 16))
        if self.width() < _WIDE:
            return
        painter.setFont(self._strong(theme.SMALL))
        painter.drawText(QRect(left + 18, 0, _MARK - 18, self.height()), _MIDDLE, self._chosen)

    def _room(self, width: int) -> int:
        return max(60, width - 4 - _KEY - self._head - (_MARK if width >= _WIDE else _SIGN) - 4 * _GAP)

    def _strong(self, size: int = theme.BODY) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(size)
        font.setBold(True)
        return font


class Choices(QWidget):
    """Choices one below the other; at most one is chosen."""

    picked = Signal(int)
    """The place of the choice that was pressed."""

    def __init__(self, texts: Sequence[ChoiceText], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = tuple(ChoiceButton(text, self) for text in texts)
        wide = max((button.least_head() for button in self.buttons), default=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for at, button in enumerate(self.buttons):
            button.align_head(wide)
            column.addWidget(button)
            button.clicked.connect(lambda _on=False, at=at: self.picked.emit(at))

    def show_picked(self, at: int | None, word: str = "已选") -> None:
        """Show the choice at this place as chosen, all others as not."""
        for place, button in enumerate(self.buttons):
            button.show_chosen(word if place == at else "")

    def chosen(self) -> int | None:
        """The place of the choice that is shown as chosen."""
        return next((at for at, button in enumerate(self.buttons) if button.chosen), None)

    def lock(self, locked: bool) -> None:
        """Let nobody press."""
        for button in self.buttons:
            button.setEnabled(not locked)
