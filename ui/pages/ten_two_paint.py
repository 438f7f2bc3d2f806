"""How the matrix looks: states by sign, word and colour, required checkpoints by a corner, the current one framed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from app import wording
from app.core.standard import Checkpoint
from ui import theme
from ui.pages import ten_two_texts as texts
from ui.pages.ten_two_grid import STATE, TITLE, Grid, Index

_WORDS_FROM = 54
"""Pixels of a cell from which its word stands beside its sign."""
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_CORNER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_TINY = 10
"""Pixels of the sign in a cell's corner."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class CellPainter(QStyledItemDelegate):
    """Paints with the colours in force."""

    def __init__(self, view: QTableView, grid: Grid) -> None:
        super().__init__(view)
        self._view = view
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        point = self._grid.point(index)
        if point is not None:
            current = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_point(painter, rect, point, current=current)
        else:
            self._paint_line(painter, rect, index)
        painter.restore()

    def _paint_point(self, painter: QPainter, rect: QRect, point: Checkpoint, *, current: bool) -> None:
        mark = texts.mark(self._grid.check(point))
        sought = self._grid.sought
        if sought is not None and point.id not in sought:
            painter.setOpacity(0.3)
        box = QRectF(rect).adjusted(2, 3, -2, -3)
        painter.setBrush(theme.colour(mark.ground))
        seen = self._grid.answered(point.id)
        painter.setPen(QPen(theme.colour("line"), 1, Qt.PenStyle.SolidLine if seen else Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box, 3, 3)
        if point.required:
            _paint_corner(painter, box)
        painter.setPen(theme.colour(mark.ink))
        words = f"{mark.sign}{mark.word}" if rect.width() >= _WORDS_FROM else mark.sign
        painter.setFont(_font(theme.SMALL if len(words) > 1 else theme.BODY, strong=seen))
        sign = self._grid.sign(point)
        painter.drawText(box.adjusted(0, 0, -_TINY if sign else 0, 0), _MIDDLE, words)
        if sign:
            painter.setPen(theme.colour("bad" if sign == "退" else "ink"))
            painter.setFont(_font(_TINY, strong=True))
            painter.drawText(box.adjusted(0, 0, -2, 0), _CORNER, sign)
        if current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            role = "focus" if self._view.hasFocus() else "edge"
            painter.setPen(QPen(theme.colour(role), 2.5))
            painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 2, -1.5, -2), 4, 4)

    def _paint_line(self, painter: QPainter, rect: QRect, index: Index) -> None:
        text = index.data()
        if text is None:
            return
        row = self._grid.rows[index.row()]
        if isinstance(row, str):
            painter.fillRect(rect, theme.colour("raised"))
            painter.setPen(theme.colour("ink_soft"))
            painter.setFont(_font(theme.SMALL, strong=True))
            painter.drawText(rect.adjusted(8, 0, -4, 0), _LEFT, text)
        elif index.column() == STATE:
            self._paint_state(painter, rect, index)
        else:
            self._paint_words(painter, rect, index)

    def _paint_words(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """A title in the usual size where it fits a line, else small in two."""
        title, text = index.column() == TITLE, str(index.data())
        place = rect.adjusted(8 if title else 4, 0, -2, 0)
        font = _font(theme.BODY)
        if QFontMetrics(font).horizontalAdvance(text) > place.width():
            font = _font(theme.SMALL)
            text = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, 2 * place.width() - 16)
        painter.setPen(theme.colour("ink"))
        painter.setFont(font)
        painter.drawText(place, int(_LEFT | Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere), text)

    def _paint_state(self, painter: QPainter, rect: QRect, index: Index) -> None:
        result = self._grid.result(index)
        if result is None:
            return
        named, letter = theme.palette(), texts.FILLS[result.state].upper()
        badge = QRectF(rect).adjusted(4, 6, -4, -6)
        looked_at = result.met + result.partial + result.unmet + result.not_applicable
        if looked_at:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(named.fill(letter)))
            painter.drawRoundedRect(badge, 4, 4)
            painter.setPen(QColor(named.on_fill(letter)))
        else:
            # Nobody looked: not done by the rule, but no finding that should shine.
            painter.setPen(QPen(theme.colour("edge"), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(badge, 4, 4)
            painter.setPen(theme.colour("ink_soft"))
        painter.setFont(_font(theme.SMALL, strong=True))
        painter.drawText(badge, _MIDDLE, wording.name(result.state))


def _paint_corner(painter: QPainter, box: QRectF) -> None:
    """The sign of a required checkpoint."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("ink_soft"))
    corner = box.topLeft()
    painter.drawPolygon(QPolygonF([corner, corner + QPointF(9, 0), corner + QPointF(0, 9)]))
    painter.restore()


def _font(size: int, *, strong: bool = False) -> QFont:
    font = theme.number_font()
    font.setPixelSize(size)
    font.setBold(strong)
    return font
