"""Which park and which round: two lists, the state of the round, and what can be done with a finished one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import wording
from app.core.dossier import Assessment, AssessmentState
from app.core.park import Park
from app.core.rollup import Kind
from ui import icons, theme
from ui.widgets.answer_reason import ReasonLine


class _Choice(QComboBox):
    """A list that the wheel does not turn by accident."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class RoundBar(QWidget):
    """Says which park or round a person chose; ``new`` asks for another round."""

    park_chosen = Signal(str)
    round_chosen = Signal(str)
    new = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.parks, self.rounds = _Choice(), _Choice()
        self.parks.setAccessibleName("园区")
        self.rounds.setAccessibleName("评估轮次")
        self.parks.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.parks.setMinimumContentsLength(12)
        self.rounds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.another = QPushButton("新建评估")
        self.another.setIcon(icons.icon("add"))
        self._lay_out()
        self.parks.activated.connect(lambda at: self.park_chosen.emit(self.parks.itemData(at)))
        self.rounds.activated.connect(lambda at: self.round_chosen.emit(self.rounds.itemData(at)))
        self.another.clicked.connect(lambda _on=False: self.new.emit())

    def show_parks(self, parks: Sequence[Park], chosen: str | None) -> None:
        """Offer ``parks``."""
        _fill(self.parks, [(park.id, park.name) for park in parks], chosen)

    def show_rounds(self, rounds: Sequence[Assessment], chosen: str | None) -> None:
        """Offer a park's rounds."""
        _fill(self.rounds, [(one.id, f"{round_name(one)}　{state_name(one)}") for one in rounds], chosen)
        self.rounds.setEnabled(bool(rounds))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        for name, choice, share in (("园区", self.parks, 3), ("轮次", self.rounds, 2)):
            label = QLabel(name)
            label.setBuddy(choice)
            theme.say(label, "soft")
            row.addWidget(label)
            row.addWidget(choice, share)
        row.addWidget(self.another)


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
            f"{round_name(head)}已{day}{done}，作答已固定，只能查看。确需修改，请点“退回”并写明原因。"
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


def round_name(head: Assessment) -> str:
    """'2026 自评'."""
    return f"{head.year} {wording.name(head.kind)}"


def state_name(head: Assessment) -> str:
    """The state in words: '编制中'."""
    return wording.name(head.state)


def finish_name(head: Assessment) -> str:
    """What bringing this round to its end is called."""
    return "提交自评" if head.kind is Kind.SELF else "确认评级"


def _fill(box: QComboBox, entries: Sequence[tuple[str, str]], chosen: str | None) -> None:
    shown = [(box.itemData(at), box.itemText(at)) for at in range(box.count())]
    if shown != list(entries):
        box.clear()
        for value, text in entries:
            box.addItem(text, value)
    values = [value for value, _ in entries]
    box.setCurrentIndex(values.index(chosen) if chosen in values else -1)
