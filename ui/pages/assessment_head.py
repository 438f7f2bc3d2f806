"""The head of a round on show: the day, the people, a note, what it is made beside, and why it was given back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import wording, wording_round
from app.core import rounds
from app.core.dossier import Dossier
from app.core.rollup import Kind
from ui import theme
from ui.widgets.form import Field, RecordForm
from ui.widgets.form_area import FormArea

_FIELDS = (
    Field("assessed_on", "评估日期", "date"),
    Field("team", "评估组成员", "long", hint="每行一人：姓名，单位"),
    Field("note", "备注", "long"),
)


class HeadForm(QWidget):
    """Says ``edited`` with a field's name and its new value."""

    edited = Signal(str, object)
    team_wanted = Signal()
    """A person wants to divide the work among experts."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._beside, self.log = QLabel(), QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.team = QPushButton("分工…")
        self.form = RecordForm(_FIELDS)
        self.form.edited.connect(self.edited)
        self.team.clicked.connect(lambda _on=False: self.team_wanted.emit())
        theme.say(self._title, "strong")
        theme.say(self._beside, "soft")
        self.log.setTextFormat(Qt.TextFormat.PlainText)
        self.log.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.log.setAccessibleName("退回记录")
        row = QHBoxLayout()
        row.addWidget(self._title, 1)
        row.addWidget(self.team)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, theme.GRID, theme.GRID)
        column.addLayout(row)
        column.addWidget(self._beside)
        column.addWidget(self.log)
        column.addWidget(FormArea(self.form, self), 1)

    def show_head(self, dossier: Dossier, *, locked: bool) -> None:
        """Show what is on file."""
        head = dossier.assessment
        self._title.setText(f"评估信息　{wording_round.name(head)}，{wording.name(head.state)}")
        self.team.setVisible(head.kind is Kind.EXPERT)
        other = dossier.beside.assessment if dossier.beside else None
        self._beside.setText(
            f"对照：{wording_round.name(other)}（{wording.name(other.state)}）" if other else ""
        )
        self._beside.setVisible(other is not None)
        written, log = rounds.read_note(head.note)
        self.log.setText("\n".join(("退回记录", *map(wording_round.given_back, reversed(log)))))
        self.log.setVisible(bool(log))
        values = {"assessed_on": head.assessed_on, "team": head.team, "note": written}
        self.form.load(values, record=head.id)
        self.form.set_read_only(locked)
