"""What others say of the question on show: the reviewer, the round it is made beside, and each of the experts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.core.dossier import Dossier, OpinionState
from app.core.rounds import Turn, after
from app.wording_voices import Heard
from ui import theme
from ui.answering import Answering
from ui.widgets.answer_reason import ReasonLine

_ACROSS = QBoxLayout.Direction.LeftToRight
_WIDE = 520
"""Pixels from which words and buttons stand beside each other."""


class Voices(QFrame):
    """Hidden while nobody says anything; also where the reviewer accepts an answer or returns it."""

    accepted = Signal()
    returned = Signal(str)
    """The reason."""
    kept = Signal()
    """A returned answer stays as it is."""
    taken = Signal()
    """The other round's answer, or the one carried over, is taken over."""
    left = Signal()
    """The cursor is wanted elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.opinion, self.pending, self.beside, self.more, self.experts = (
            QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText) for _ in range(5)
        )
        self.accept, self.give_back = QPushButton("认可（A）"), QPushButton("退回（R）…")
        self.keep, self.take = QPushButton("维持原答"), QPushButton("采用（=）")
        self.reason = ReasonLine()
        self._subject = ""
        self._rows = (QBoxLayout(_ACROSS), QBoxLayout(_ACROSS))
        self._lay_out()
        self._connect()
        self.hide()

    def serve(self, desk: Answering, subject: Callable[[], str]) -> None:
        """Let what is pressed here be done to the question on show, by way of ``desk``."""
        self.accepted.connect(lambda: desk.accept(subject()))
        self.returned.connect(lambda reason: desk.send_back(subject(), reason))
        self.kept.connect(lambda: desk.keep(subject()))
        self.taken.connect(lambda: desk.equal(subject()))

    def show_heard(self, heard: Heard, dossier: Dossier, subject: str) -> None:
        """Show what others say of a question; a reason that is being written stays."""
        head, said = dossier.assessment, dossier.opinions.get(subject)
        state = said.state if said else None
        reviewing = after(head.kind, head.state, Turn.SEND_BACK) is not None
        if subject != self._subject or not reviewing:
            self._subject = subject
            self.fold()
        self.opinion.setText(heard.opinion or ("尚未审核" if reviewing else ""))
        theme.say(self.opinion, heard.opinion_role)
        for label, text in (
            (self.pending, heard.pending),
            (self.beside, heard.beside),
            (self.more, heard.beside_more),
            (self.experts, "\n".join(heard.experts)),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.opinion.setVisible(bool(self.opinion.text()))
        self.accept.setText("撤回认可（A）" if state is OpinionState.ACCEPTED else "认可（A）")
        self.accept.setVisible(reviewing)
        self.give_back.setVisible(reviewing)
        self.keep.setVisible(head.state.open and state is OpinionState.RETURNED)
        self.take.setVisible(head.state.open and heard.takeable)
        shown = (heard.pending, heard.beside, heard.beside_more, heard.experts, self.opinion.text())
        self.setVisible(any(shown))

    def ask(self) -> None:
        """Ask why the answer is returned."""
        if self.give_back.isVisible():
            self.reason.ask("退回这一项的原因", "", required=True)
            self.reason.start()

    def fold(self) -> None:
        """Ask no longer."""
        self.reason.line.setModified(False)
        self.reason.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons below the words where there is no room beside them."""
        super().resizeEvent(event)
        for row in self._rows:
            row.setDirection(_ACROSS if self.width() >= _WIDE else QBoxLayout.Direction.TopToBottom)

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab goes, in order."""
        return (self.accept, self.give_back, self.reason.line, self.keep, self.take)

    def _return(self) -> None:
        if self.reason.complete():
            text = self.reason.text()
            self.fold()
            self.returned.emit(text)
            self.left.emit()

    def _abandon(self) -> None:
        self.fold()
        self.left.emit()

    def _connect(self) -> None:
        self.accept.clicked.connect(lambda _on=False: self.accepted.emit())
        self.give_back.clicked.connect(lambda _on=False: self.ask())
        self.keep.clicked.connect(lambda _on=False: self.kept.emit())
        self.take.clicked.connect(lambda _on=False: self.taken.emit())
        self.reason.confirmed.connect(self._return)
        self.reason.abandoned.connect(self._abandon)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, 4, theme.GRID, 4)
        column.setSpacing(4)
        for row in self._rows:
            row.setSpacing(theme.GRID)
        self._fill(self._rows[0], self.opinion, self.keep, self.accept, self.give_back)
        self._fill(self._rows[1], self.beside, self.take)
        column.addLayout(self._rows[0])
        column.addWidget(self.reason)
        column.addWidget(self.pending)
        column.addLayout(self._rows[1])
        column.addWidget(self.more)
        column.addWidget(self.experts)
        theme.say(self.pending, "warn")
        theme.say(self.more, "soft")
        for label in (self.opinion, self.beside, self.more, self.experts):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _fill(self, row: QBoxLayout, label: QLabel, *buttons: QPushButton) -> None:
        hand = QHBoxLayout()
        hand.setSpacing(theme.GRID)
        hand.addStretch()
        for button in buttons:
            hand.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)
        row.addLayout(hand)
