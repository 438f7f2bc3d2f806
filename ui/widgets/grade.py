"""The grade badge: letter and Chinese name together, the exact score, the range while provisional, the scale.

It is given texts, never records. A letter never stands alone and colour is never the only sign: the scale
says which end is best. The badge is a button: ``clicked`` leads to the reasons (为什么).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme
from ui.colours import GRADES

Size = Literal["small", "large"]

_SCALE_ENDS = ("A 高安全风险", "D 最好")
_BLOCK = {"small": 24, "large": 48}


@dataclass(frozen=True, slots=True)
class GradeText:
    """What a badge says; ``letter`` empty: not graded, and ``name`` says so."""

    letter: str
    name: str
    score: str = ""
    """The shown score with its unit, such as ``84.99 分``."""
    provisional: str = ""
    """The range and why, such as ``暂定 C–D（未答 5 项）``."""
    span: tuple[str, str] | None = None
    """Worst and best letter while provisional."""

    @property
    def spoken(self) -> str:
        """The whole badge as one line of text."""
        said = (f"{self.letter} {self.name}".strip(), self.score, self.provisional)
        return "，".join(part for part in said if part)


@dataclass(frozen=True, slots=True)
class _Style:
    size: int
    strong: bool = False
    role: str = "ink"


_NAME = _Style(theme.LARGE, True)
_LINE = _Style(theme.BODY, True)
_SCORE = _Style(theme.BODY, role="ink_soft")
_RANGE = _Style(theme.BODY, role="warn")
_ENDS = _Style(theme.SMALL, role="ink_soft")

UNGRADED = GradeText("", "尚未评估")


class GradeBadge(QAbstractButton):
    """``small``: one line for lists and heads; ``large``: with score, range and scale."""

    def __init__(self, size: Size = "small", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size: Size = size
        self._grade = UNGRADED
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_grade(UNGRADED)

    @property
    def grade(self) -> GradeText:
        """What is on show."""
        return self._grade

    def show_grade(self, grade: GradeText) -> None:
        """Show ``grade``."""
        self._grade = grade
        self.setAccessibleName(f"等级：{grade.spoken}。A 为高安全风险，D 最好")
        self.setToolTip(f"{grade.spoken}\n为什么？点击查看理由")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As much as the texts need."""
        block = _BLOCK[self._size]
        if self._size == "small":
            return QSize(block + self._wide(self._line(), _LINE) + 2 * theme.GRID, block + 4)
        grade = self._grade
        texts = max(self._wide(grade.name, _NAME), self._wide(grade.score, _SCORE))
        whole = max(block + theme.GRID + texts, self._wide(grade.provisional, _RANGE), 232)
        return QSize(whole + 2 * theme.GRID, block + 4 + 24 * bool(grade.provisional) + 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw with the colours in force."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._size == "small":
            self._paint_small(painter)
        else:
            self._paint_large(painter)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _paint_small(self, painter: QPainter) -> None:
        block = QRectF(2, 2, _BLOCK["small"], _BLOCK["small"])
        self._paint_letter(painter, block, theme.BODY)
        self._write(painter, (block.right() + 6, 0, self.height()), self._line(), _LINE)

    def _paint_large(self, painter: QPainter) -> None:
        block = QRectF(4, 4, _BLOCK["large"], _BLOCK["large"])
        left = block.right() + theme.GRID
        grade = self._grade
        self._paint_letter(painter, block, theme.LARGE)
        self._write(painter, (left, 4, 28), grade.name, _NAME)
        self._write(painter, (left, 30, 22), grade.score, _SCORE)
        top = block.bottom() + 4
        if grade.provisional:
            self._write(painter, (4, top, 22), grade.provisional, _RANGE)
            top += 24
        self._paint_scale(painter, top + 2)

    def _paint_letter(self, painter: QPainter, block: QRectF, size: int) -> None:
        letter, colours = self._grade.letter, theme.palette()
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.setBrush(QColor(colours.fill(letter)))
        painter.drawRoundedRect(block, 4, 4)
        painter.setPen(QColor(colours.on_fill(letter)))
        painter.setFont(self._font(size, True))
        painter.drawText(block, Qt.AlignmentFlag.AlignCenter, letter or "—")

    def _paint_scale(self, painter: QPainter, top: float) -> None:
        colours = theme.palette()
        step = (self.width() - 8 - 3 * 3) / len(GRADES)
        for at, letter in enumerate(GRADES):
            box = QRectF(4 + at * (step + 3), top + 5, step, 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.fill(letter) if self._covers(letter) else colours.line))
            painter.drawRoundedRect(box.adjusted(0, -3, 0, 3) if letter == self._grade.letter else box, 2, 2)
        end = self.width() - 4 - self._wide(_SCALE_ENDS[1], _ENDS)
        self._write(painter, (4, top + 14, 18), _SCALE_ENDS[0], _ENDS)
        self._write(painter, (end, top + 14, 18), _SCALE_ENDS[1], _ENDS)

    def _covers(self, letter: str) -> bool:
        if self._grade.span is None:
            return letter == self._grade.letter
        worst, best = self._grade.span
        return worst <= letter <= best

    def _line(self) -> str:
        grade = self._grade
        return "  ".join(part for part in (grade.name, grade.score, grade.provisional) if part)

    def _write(self, painter: QPainter, at: tuple[float, float, int], text: str, style: _Style) -> None:
        left, top, height = at
        painter.setFont(self._font(style.size, style.strong))
        painter.setPen(theme.colour(style.role))
        place = QRectF(left, top, self.width() - left, height)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _wide(self, text: str, style: _Style) -> int:
        return QFontMetrics(self._font(style.size, style.strong)).horizontalAdvance(text) + 4

    def _font(self, size: int, strong: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(size)
        font.setBold(strong)
        return font
