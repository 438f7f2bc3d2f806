"""The end of a round: what bringing it to its end is called, and how a finished one is given back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import wording
from app.core.dossier import Assessment, AssessmentState
from app.core.rollup import Kind
from ui import icons, theme
from ui.widgets import round_choice
from ui.widgets.answer_reason import ReasonLine


class ClosedBanner(QFrame):
    """Says that a round is finished, and takes the reason for giving it back."""

    returned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        self.setProperty("kind", "info")
        self._sign, self._text = QLabel(), QLabel(wordWrap=True)
        self.give_back = QPushButton("退回…")
        self._confirm, self._cancel = QPushButton("确认退回"), QPushButton("取消")
        self.reason = ReasonLine()
        self._lay_out()
        self.give_back.clicked.connect(lambda _on=False: self.ask())
        self._confirm.clicked.connect(lambda _on=False: self._return())
        self._cancel.clicked.connect(lambda _on=False: self.fold())
        self.reason.confirmed.connect(self._return)
        self.reason.abandoned.connect(self.fold)
        self.hide()

    def show_round(self, head: Assessment) -> None:
        """Show what is finished; nothing for a draft."""
        self.setVisible(head.state is not AssessmentState.DRAFT)
        self.fold()
        self._sign.setPixmap(icons.pixmap("info", "accent"))
        day = f"于 {wording.day(head.confirmed_on)} " if head.confirmed_on else ""
        done = "提交" if head.state is AssessmentState.SUBMITTED else "确认"
        self._text.setText(
            f"{round_choice.name(head)}已{day}{done}，作答已固定，只能查看。确需修改，请点“退回”并写明原因。"
        )

    def ask(self) -> None:
        """Ask for the reason."""
        self.reason.ask("退回原因", "", required=True)
        self.reason.start()
        self._show_asking(True)

    def fold(self) -> None:
        """Ask no longer."""
        self.reason.line.setModified(False)
        self._show_asking(False)

    def _return(self) -> None:
        if self.reason.complete():
            self.reason.line.setModified(False)
            self.returned.emit(self.reason.text())

    def _show_asking(self, asking: bool) -> None:
        said: tuple[QWidget, ...] = (self._sign, self._text, self.give_back)
        wanted: tuple[QWidget, ...] = (self.reason, self._confirm, self._cancel)
        for part in said:
            part.setVisible(not asking)
        for part in wanted:
            part.setVisible(asking)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        for button in (self.give_back, self._confirm, self._cancel):
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, 6, theme.GRID, 6)
        row.insertWidget(2, self.reason, 1)
        column.addLayout(row)


def finish_name(head: Assessment) -> str:
    """What bringing this round to its end is called."""
    return "提交自评" if head.kind is Kind.SELF else "确认评级"
