"""One question of a scenario: what is on record, what is tried instead, and what it would take."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app import wording, wording_compare, wording_whatif
from app.core import options
from app.core.asked import Question
from app.core.options import Choice, Estimate
from app.core.standard import Checkpoint, Item
from ui import theme
from ui.pages.whatif_board import Board, Line
from ui.widgets.answer_area import AnswerArea
from ui.widgets.form import Field, RecordForm


def _not_negative(value: Any) -> str | None:
    return "应大于或等于 0" if value < 0 else None


def _a_day(value: Any) -> str | None:
    return None if 1 <= value <= options.MOST_DAYS else f"应在 1 到 {options.MOST_DAYS} 之间"


_FIELDS = (
    Field("cost", "投入（T）", "decimal", unit="万元", check=_not_negative),
    Field("days", "天数（G）", "int", unit="天", check=_a_day),
    Field("cannot", "不能改变（B）", "bool", hint="求最短路径时不动这一项"),
)


class TryPane(QScrollArea):
    """``answered`` with a subject and an answer (None: back to the record), ``estimated`` with an Estimate."""

    answered = Signal(str, object)
    estimated = Signal(str, object)
    confirmed = Signal()
    """Done with this question, on to the next."""
    left = Signal()
    """Out of a field, back to the table."""

    def __init__(self) -> None:
        super().__init__()
        self.line: Line | None = None
        self.area: AnswerArea | None = None
        self._estimate = Estimate()
        self._key: tuple[str, Question] | None = None
        self._head, self._text, self._was, self._takes = (QLabel(wordWrap=True) for _ in range(4))
        self.back = QPushButton("恢复现状（退格）")
        self.form = RecordForm(_FIELDS)
        self._place = QVBoxLayout()
        self.back.clicked.connect(lambda _on=False: self._give(None))
        self.form.edited.connect(self._edited)
        for name in ("cost", "days"):
            editor = self.form.editor(name)
            if isinstance(editor, QLineEdit):
                editor.returnPressed.connect(self.left)
        self._lay_out()

    def show_line(self, line: Line, board: Board) -> None:
        """Show a question, or the one on show as it stands now; what is being typed stays."""
        key = (board.round_id, line.question)
        other, self._key, self.line = key != self._key, key, line
        if other:
            self._make_area(line)
            entry = line.question.entry
            self._head.setText(wording_compare.title(entry))
            self._text.setText(entry.text)
            self.verticalScrollBar().setValue(0)
        self._was.setText(f"{wording_whatif.RECORD}：{wording_compare.answer(line.was)}")
        self.back.setVisible(line.now is not None)
        if self.area is not None:
            self.area.show_given(board.given(line.subject))
        self._show_takes(line, board)

    def forget(self) -> None:
        """Let go of what is half answered: it belongs to a scenario that is not on show any more."""
        self._key = None

    def settle(self) -> bool:
        """Save what is typed; False where it must be mended first."""
        return self.form.commit() and (self.area is None or self.area.settle())

    def write(self, name: str) -> None:
        """Put the cursor into a field of the estimate, so that typing replaces what stands there."""
        if self.form.isVisible():
            self.form.focus(name)
            editor = self.form.editor(name)
            if isinstance(editor, QLineEdit):
                editor.selectAll()
            self.ensureWidgetVisible(editor)

    def turn(self) -> None:
        """Tick 不能改变, or take the tick away."""
        if self.line is not None and self.line.open:
            self._edited("cannot", not self._estimate.cannot)

    def _make_area(self, line: Line) -> None:
        if self.area is not None:
            self.area.hide()
            self.area.deleteLater()
        self.area = area = AnswerArea(line.question.entry, locked=False)
        area.answered.connect(self._give)
        area.confirmed.connect(self.confirmed)
        area.moved.connect(self._reveal)
        self._place.addWidget(area)
        area.show()

    def _show_takes(self, line: Line, board: Board) -> None:
        choice = line.choice
        self._estimate = board.estimates.get(line.subject, Estimate())
        self.form.setVisible(choice is not None and line.open)
        self._takes.setVisible(self.form.isVisibleTo(self))
        if choice is None:
            return
        values = {
            "cost": None if choice.unknown_cost else choice.cost,
            "days": choice.days,
            "cannot": self._estimate.cannot,
        }
        self.form.load(values, record=(board.round_id, line.subject, choice.key))
        self._takes.setText(_aim(line, choice))

    def _edited(self, name: str, value: Any) -> None:
        line = self.line
        if line is None:
            return
        estimate = self._estimate
        if name == "cannot":
            self.estimated.emit(line.subject, replace(estimate, cannot=bool(value)))
        elif line.choice is not None:
            key = line.choice.key
            cost, days = estimate.at.get(key, (None, None))
            pair = (value, days) if name == "cost" else (cost, value)
            at = {**estimate.at, key: pair}
            if pair == (None, None):
                del at[key]
            self.estimated.emit(line.subject, replace(estimate, at=at))

    def _give(self, answer: object) -> None:
        if self.line is not None:
            self.answered.emit(self.line.subject, answer)

    def _reveal(self) -> None:
        field = self.window().focusWidget()
        if field is not None and self.isAncestorOf(field):
            self.ensureWidgetVisible(field, 0, 2 * theme.GRID)

    def _lay_out(self) -> None:
        for label, role in ((self._head, "soft"), (self._text, "strong"), (self._was, "soft")):
            theme.say(label, role)
        theme.say(self._takes, "small")
        body = QWidget()
        body.setObjectName("scrolled")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        for part in (self._head, self._text, self._was):
            part.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(part)
        column.addLayout(self._place)
        column.addWidget(self.back, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._takes)
        column.addWidget(self.form)
        column.addStretch()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(body)


def _aim(line: Line, choice: Choice) -> str:
    """Which change the figures below are for, and whose figures they are."""
    entry = line.question.entry
    aim = "整改到位"
    if isinstance(entry, Item):
        aim = f"达到 {wording.points(choice.points)} 分"
    elif isinstance(entry, Checkpoint):
        aim = "达到满足"
    source = (
        "本园区填写的估算，清空即恢复标准包的估算" if choice.estimated else "标准包估算，可按本园区实际修改"
    )
    return f"{aim}所需（{source}）"
