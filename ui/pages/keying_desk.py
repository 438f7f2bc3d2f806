"""Where the figures are keyed: the list of questions of one pass, and the one that is at hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.empty import Empty, EmptyState
from ui.pages import keying_lines as lines
from ui.pages.keying_card import Card
from ui.pages.keying_lines import Line, Step
from ui.table import Column, TableView
from ui.widgets.splitter import Splitter

_AGREED = "两遍录入没有不一致的地方"


class Desk(QWidget):
    """Says ``keyed`` with a subject and what was typed for it, and ``ended`` when there is none after it."""

    keyed = Signal(str, str)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.step = Step.FIRST
        self.subject = ""
        self._shown: tuple[Line, ...] = ()
        self.passes = _table(lines.PASS, "keying-pass", "")
        self.settling = _table(lines.SETTLE, "keying-settle", _AGREED)
        self.card = Card()
        self._agreed = EmptyState(Empty(_AGREED))
        self._lists, self._hands = QStackedWidget(), QStackedWidget()
        for table in (self.passes, self.settling):
            self._lists.addWidget(table)
            table.picked.connect(self._picked)
        for part in (self.card, self._agreed):
            self._hands.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Splitter("keying", self._lists, self._hands, shares=(2, 3)))
        self.card.keyed.connect(lambda text: self.keyed.emit(self.subject, text))
        self.card.went.connect(self.go)

    @property
    def table(self) -> TableView[Line]:
        """The list of the step on show."""
        return self.settling if self.step is Step.SETTLE else self.passes

    def show_lines(self, shown: Sequence[Line], step: Step, *, locked: bool) -> None:
        """Show the questions of a step; the one at hand stays, else the first that is not keyed yet comes."""
        if step is not self.step:
            self.subject = ""
        self.step, self._shown = step, tuple(shown)
        self._lists.setCurrentWidget(self.table)
        self._hands.setCurrentIndex(0 if shown else 1)
        self.card.lock(locked)
        self.table.load(shown)
        subjects = [line.subject for line in shown]
        if self.subject not in subjects:
            self.subject = next((line.subject for line in shown if not line.keyed), "") or "".join(
                subjects[:1]
            )
        self.point(self.subject)

    def forget(self) -> None:
        """Begin at the first open question next time: another round comes."""
        self.subject = ""

    def take_focus(self) -> None:
        """Ready for the next key."""
        self.card.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def point(self, subject: str) -> None:
        """Bring a question to hand, here and in the list."""
        line = next((line for line in self._shown if line.subject == subject), None)
        if line is None:
            return
        self.subject = subject
        self.table.select(subject)
        beside = ""
        if self.step is Step.SETTLE:
            first, second = (text or lines.BLANK for text in (line.entered.first, line.entered.second))
            beside = f"第一遍：{first}　　第二遍：{second}"
        self.card.show_entry(line.entered, line.group, line.keyed, beside)

    def after(self, subject: str) -> str:
        """The question behind one, empty at the end."""
        subjects = [line.subject for line in self._shown]
        at = subjects.index(subject) + 1 if subject in subjects else len(subjects)
        return subjects[at] if at < len(subjects) else ""

    def go(self, by: int) -> None:
        """To the question before or after."""
        subjects = [line.subject for line in self._shown]
        at = subjects.index(self.subject) + by if self.subject in subjects else -1
        if 0 <= at < len(subjects):
            self.point(subjects[at])
        elif by > 0:
            self.ended.emit()

    def go_open(self) -> None:
        """To the next question that this pass has not keyed, beginning anew behind the last."""
        subjects = [line.subject for line in self._shown]
        at = subjects.index(self.subject) + 1 if self.subject in subjects else 0
        wanted = next((line.subject for line in (*self._shown[at:], *self._shown[:at]) if not line.keyed), "")
        if wanted:
            self.point(wanted)
        else:
            self.ended.emit()

    def _picked(self, line: Line | None) -> None:
        if line is not None and line.subject != self.subject:
            self.point(line.subject)


def _table(columns: Sequence[Column[Line]], place: str, empty: str) -> TableView[Line]:
    table: TableView[Line] = TableView(
        columns, key=lambda line: line.subject, place=place, filtered=False, empty=Empty(empty)
    )
    table.view.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    return table
