"""The head of a round on show: the day, the people, a note."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app import wording
from app.core.dossier import Assessment
from ui import theme
from ui.widgets.form import Field, RecordForm

_FIELDS = (
    Field("assessed_on", "评估日期", "date"),
    Field("team", "评估组成员", "long", hint="每行一人：姓名，单位"),
    Field("note", "备注", "long"),
)


class HeadForm(QWidget):
    """Says ``edited`` with a field's name and its new value."""

    edited = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._title = QLabel()
        theme.say(self._title, "strong")
        self.form = RecordForm(_FIELDS)
        self.form.edited.connect(self.edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, theme.GRID, theme.GRID)
        column.addWidget(self._title)
        column.addWidget(self.form)
        column.addStretch()

    def show_head(self, head: Assessment, *, locked: bool) -> None:
        """Show what is on file."""
        self._title.setText(f"评估信息　{head.year} {wording.name(head.kind)}，{wording.name(head.state)}")
        values = {"assessed_on": head.assessed_on, "team": head.team, "note": head.note}
        self.form.load(values, record=head.id)
        self.form.set_read_only(locked)
