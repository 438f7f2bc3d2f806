"""One question in both rounds: both answers in words with what was found, and what taking the right's would change."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app import labels, wording_compare
from app.core.compare import End, Side
from app.core.dossier import Remark
from app.services.compare import Compared
from ui import theme
from ui.empty import Empty, EmptyState
from ui.pages.compare_lines import Line

_SIDE_BY_SIDE = 520
"""Pixels from which the two answers stand beside each other."""


class _Half(QFrame):
    """One side's view of the question."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name, self.answer, self.remark = QLabel(), _words(), _words()
        self.show_there = QPushButton()
        theme.say(self.name, "strong")
        theme.say(self.remark, "soft")
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.show_there)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        column.addLayout(head)
        for part in (self.answer, self.remark):
            column.addWidget(part)
        column.addStretch()
        self.show_there.clicked.connect(lambda _on=False: self.wanted.emit())

    def show_side(self, name: str, end: End | None, side: Side, line: Line) -> None:
        """Show the answer and what was written beside it."""
        self.name.setText(name)
        self.answer.setText(wording_compare.answer(end))
        self.remark.setText(_remark(side.remarks.get(line.row.subject)))
        page = "十有两禁" if line.row.subject.startswith("check/") else "评估"
        self.show_there.setText(f"在“{page}”中看")
        self.show_there.setAccessibleName(f"在“{page}”中看{name}的作答")
        self.show_there.setEnabled(end is not None)


class Detail(QWidget):
    """Says ``wanted`` with 0 for the left round and 1 for the right, where one is to be looked at on its own page."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._nothing = EmptyState(Empty("选中一行，这里对照两轮的作答和存在问题"))
        self.title, self.text, self.told = QLabel(), _words(), _words()
        theme.say(self.title, "strong")
        self.halves = (_Half(), _Half())
        self._area = QScrollArea(widgetResizable=True)
        self._area.setWidget(self._body())
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._nothing)
        column.addWidget(self._area)
        for at, half in enumerate(self.halves):
            half.wanted.connect(lambda at=at: self.wanted.emit(at))
        self.show_line(None, None, ("", ""))

    def show_line(self, line: Line | None, compared: Compared | None, called: tuple[str, str]) -> None:
        """Show a question, or the word that none is chosen."""
        self._nothing.setVisible(line is None)
        self._area.setVisible(line is not None)
        if line is None or compared is None:
            return
        row, found = line.row, compared.found
        self.title.setText(f"{wording_compare.title(row.entry)}　{line.group}")
        self.text.setText(row.entry.text)
        self.told.setText(_told(line, called))
        ends = ((row.left, found.left), (row.right, found.right))
        for half, name, (end, side) in zip(self.halves, called, ends, strict=True):
            half.show_side(name, end, side, line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sides one above the other where there is little width."""
        super().resizeEvent(event)
        wide = self.width() >= _SIDE_BY_SIDE
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def _body(self) -> QWidget:
        body = QWidget()
        body.setObjectName("scrolled")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, theme.GRID, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        for part in (self.title, self.text, self.told):
            column.addWidget(part)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(3 * theme.GRID)
        for half in self.halves:
            self._row.addWidget(half, 1)
        column.addLayout(self._row)
        column.addStretch()
        return body


def _told(line: Line, called: tuple[str, str]) -> str:
    """What became of the question, in one sentence."""
    reason = wording_compare.why(line.row)
    parts = [f"{line.change}{f'：{reason}' if reason else ''}"]
    parts += [f"{called[0]}{line.direction}"] if line.direction else []
    parts += [f"{called[0]}只改用{called[1]}的这一项作答：{line.effect}"] if line.effect else []
    return "；".join(parts)


def _remark(remark: Remark | None) -> str:
    """What was written beside an answer, each under its name."""
    if remark is None:
        return "没有写存在问题"
    named = (("finding", remark.finding), ("evidence", remark.evidence))
    told = [f"{labels.field(Remark, name)}：{text}" for name, text in named if text]
    return "\n".join(told) or "没有写存在问题"


def _words() -> QLabel:
    return QLabel(
        wordWrap=True,
        textFormat=Qt.TextFormat.PlainText,
        textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse,
    )
