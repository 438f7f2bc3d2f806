"""The end of a round: how far it is, what can be done with it as a whole, and the reason where it is given back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import wording_round
from app.core import rounds
from app.core.dossier import Assessment, AssessmentState, Dossier, OpinionState
from app.core.rollup import Kind
from app.core.rounds import Turn
from ui import icons, theme
from ui.widgets.answer_reason import ReasonLine
from ui.widgets.seal_line import SealLine

_ASKS = {Turn.SEND_BACK: "退回原因", Turn.REOPEN: "重新打开的原因"}


class RoundBanner(QFrame):
    """Says where a round stands once it left the hands of those who answer; takes the reason for giving it back."""

    given_back = Signal(object, str)
    """The turn, SEND_BACK or REOPEN, and its reason."""
    seal_wanted = Signal()
    rest_accepted = Signal()
    returned_wanted = Signal()
    """A person wants to see what was returned."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        self._head: Assessment | None = None
        self._items = 0
        """How many answers stand returned one by one."""
        self._asking = False
        self._sign, self._text = QLabel(), QLabel(wordWrap=True)
        self.rest, self.show_returned = QPushButton("全部认可其余"), QPushButton("看退回的项")
        self.seal = QPushButton("签章…")
        self._do, self._cancel = QPushButton("退回"), QPushButton("取消")
        self.reason, self.seals = ReasonLine(), SealLine()
        self._lay_out()
        self._connect()
        self.hide()

    def show_round(self, dossier: Dossier) -> None:
        """Show how far the round is; nothing for a draft."""
        head = dossier.assessment
        self._head, self._asking = head, False
        self._items = sum(one.state is OpinionState.RETURNED for one in dossier.opinions.values())
        back = head.state is AssessmentState.RETURNED
        self.setProperty("kind", "warn" if back else "info")
        self.style().unpolish(self)
        self.style().polish(self)
        self._sign.setPixmap(icons.pixmap("warn" if back else "info", "warn" if back else "accent"))
        self._text.setText(wording_round.standing(dossier))
        self.seals.show_seals(dossier.seals)
        self.reason.line.setModified(False)
        self._arrange()
        self.setVisible(head.state is not AssessmentState.DRAFT)

    def ask(self) -> None:
        """Ask for the reason, which may stay empty where single answers were returned with theirs."""
        turn = self.turn_back()
        if turn is None:
            return
        self._asking = True
        self.reason.ask(_ASKS[turn], "", required=not self._optional(turn))
        self._do.setText("重新打开" if turn is Turn.REOPEN else "退回")
        self._arrange()
        self.reason.start()

    def fold(self) -> None:
        """Ask no longer."""
        self._asking = False
        self.reason.line.setModified(False)
        self._arrange()

    def turn_back(self) -> Turn | None:
        """How the round on show can be given back."""
        return next((turn for turn in (Turn.SEND_BACK, Turn.REOPEN) if self._can(turn)), None)

    def _can(self, turn: Turn) -> bool:
        head = self._head
        return head is not None and rounds.after(head.kind, head.state, turn) is not None

    def _sealable(self) -> bool:
        """Whether the committee may seal what it submitted; for a confirmed round the page itself offers it."""
        head = self._head
        return head is not None and (head.kind, head.state) == (Kind.SELF, AssessmentState.SUBMITTED)

    def _optional(self, turn: Turn) -> bool:
        return turn is Turn.SEND_BACK and self._items > 0

    def _return(self) -> None:
        turn = self.turn_back()
        if turn is not None and self.reason.complete():
            self.reason.line.setModified(False)
            self.given_back.emit(turn, self.reason.text())

    def _arrange(self) -> None:
        reviewing = self._can(Turn.SEND_BACK)
        parts: tuple[tuple[QWidget, bool], ...] = (
            (self._sign, not self._asking),
            (self._text, not self._asking),
            (self.rest, reviewing and not self._asking),
            (self.show_returned, not reviewing and self.turn_back() is None and self._items > 0),
            (self.seal, self._sealable() and not self._asking),
            (self.reason, self._asking),
            (self._do, self._asking),
            (self._cancel, self._asking),
        )
        for part, shown in parts:
            part.setVisible(shown)

    def _connect(self) -> None:
        self.seal.clicked.connect(lambda _on=False: self.seal_wanted.emit())
        self.rest.clicked.connect(lambda _on=False: self.rest_accepted.emit())
        self.show_returned.clicked.connect(lambda _on=False: self.returned_wanted.emit())
        self._do.clicked.connect(lambda _on=False: self._return())
        self._cancel.clicked.connect(lambda _on=False: self.fold())
        self.reason.confirmed.connect(self._return)
        self.reason.abandoned.connect(self.fold)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        row.addWidget(self.reason, 1)
        buttons = (self.show_returned, self.seal, self.rest, self._do, self._cancel)
        for button in buttons:
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, 6, theme.GRID, 6)
        column.addLayout(row)
        column.addWidget(self.seals)


def turn_name(head: Assessment, turn: Turn) -> str:
    """What submitting or confirming this round is called."""
    if turn is Turn.SUBMIT:
        return "提交自评" if head.kind is Kind.SELF else "提交专家评级"
    return "认可自评" if head.kind is Kind.SELF else "确认评级"
