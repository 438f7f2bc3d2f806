"""One measure: its state and the steps it may take, and every field, each saved at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app import wording, wording_plan
from app.core import plan
from app.core.plan import Measure, MeasureState
from app.services import plans
from ui import theme
from ui.pages.plan_evidence import MeasureEvidence
from ui.pages.plan_lines import MeasureLine
from ui.session import Session
from ui.tasks import Tasks
from ui.widgets import record_fields
from ui.widgets.field import Field
from ui.widgets.form import RecordForm
from ui.widgets.form_area import FormArea

_SECTIONS = {
    "问题和措施": ("finding", "action", "goal"),
    "责任": ("unit", "person", "supporting_unit"),
    "资金和时限": ("funds", "fund_source", "start", "due"),
    "进展和验收": ("progress", "verifier", "verified_on", "conclusion", "evidence"),
}
_NEEDED_TO_CLOSE = {"verifier": "销号前请填写验收人", "verified_on": "销号前请填写验收日期"}


class ReturnLine(QWidget):
    """Asks, in place, why a measure is sent back."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.reason = QLineEdit(placeholderText="退回原因，留存备查")
        self.reason.setAccessibleName("退回原因")
        self.send, cancel = QPushButton("确认退回"), QPushButton("取消")
        self.send.clicked.connect(lambda _on=False: self._give())
        self.reason.returnPressed.connect(self._give)
        cancel.clicked.connect(lambda _on=False: self.hide())
        buttons = QHBoxLayout()
        buttons.addStretch()
        for button in (self.send, cancel):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        column.addWidget(self.reason)
        column.addLayout(buttons)
        self.hide()

    def ask(self) -> None:
        """Show the line, empty."""
        self.reason.clear()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the line away."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        self.given.emit(self.reason.text())


class MeasureDetail(QWidget):
    """Shows one line of the plan; saves through the session."""

    said = Signal(str, str, str)

    told = Signal(object)
    """A ``Message`` on what came of adding files."""

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self.session = session
        self.line: MeasureLine | None = None
        self._subject, self._state, self._returned = QLabel(wordWrap=True), QLabel(), QLabel(wordWrap=True)
        self.step, self.back = QPushButton(), QPushButton("退回整改")
        self.returning = ReturnLine()
        self.form = RecordForm(self._fields(), columns=2)
        self.area = FormArea(self.form)
        self.evidence = MeasureEvidence(session, tasks)
        self.area.put_below(self.evidence)
        self.evidence.take_drops_of(self)
        self._connect()
        self._lay_out()

    def show_line(self, line: MeasureLine) -> None:
        """Show a measure; what could not be saved of the one before is said."""
        if self.line is not None and self.line.measure.id != line.measure.id:
            self.returning.hide()
            unsaved = self.area.unsaved()
            if unsaved:
                self.said.emit(f"没有保存——{unsaved}", "原来的内容没有变，请重新填写", "warn")
        self.line = line
        self.form.load(record_fields.values(line.measure), record=line.measure.id)
        self.evidence.show_line(line)
        self._show_head(line)

    def advance(self) -> None:
        """Move the measure on; where 销号 lacks a verifier the cursor goes there."""
        if self.line is None or not self.area.settle():
            return
        measure = self.line.measure
        to = plan.following(measure.state)
        if to is None or self.session.do(plans.move, measure.id, to) is not None:
            return
        lacking = [name for name in _NEEDED_TO_CLOSE if not getattr(measure, name)]
        for name in lacking:
            self.form.refuse(name, _NEEDED_TO_CLOSE[name])
        for name in lacking[:1]:
            self.area.focus(name)

    def ask_back(self) -> None:
        """Ask why the measure is sent back."""
        if self.may_go_back():
            self.returning.ask()

    def may_go_on(self) -> bool:
        """Whether there is a next step."""
        return self.line is not None and plan.following(self.line.measure.state) is not None

    def may_go_back(self) -> bool:
        """Whether it may be sent back."""
        return self.line is not None and plan.returnable(self.line.measure.state)

    def _send_back(self, reason: str) -> None:
        if self.line is None or not self.area.settle():
            return
        if self.session.do(plans.move, self.line.measure.id, MeasureState.DOING, reason) is not None:
            self.returning.hide()
        else:
            self.returning.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit(self, name: str, value: Any) -> None:
        if self.line is not None:
            self.session.do(plans.edit, self.line.measure.id, name, value)

    def _show_head(self, line: MeasureLine) -> None:
        measure = line.measure
        lost = f"，失 {wording.points(measure.lost)} 分" if measure.lost is not None else ""
        self._subject.setText(f"{line.number}. {line.subject}{lost}")
        self._subject.setToolTip(line.text)
        self._state.setText(wording_plan.state(measure, line.today))
        theme.say(self._state, "bad" if line.late else "soft")
        self._returned.setText(f"曾退回：{measure.returned_reason}")
        self._returned.setVisible(bool(measure.returned_reason))
        self.step.setText(wording_plan.STEPS.get(measure.state, ""))
        self.step.setVisible(self.may_go_on())
        self.back.setVisible(self.may_go_back())

    def _fields(self) -> tuple[Field, ...]:
        made = record_fields.in_sections(Measure, _SECTIONS, wide=("unit", "supporting_unit", "conclusion"))
        checks = {"start": self._wrong_start, "due": self._wrong_due}
        return tuple(record_fields.also(field, checks.get(field.name)) for field in made)

    def _wrong_start(self, start: date) -> str | None:
        return plan.dates_fault(start, self.line.measure.due) if self.line else None

    def _wrong_due(self, due: date) -> str | None:
        return plan.dates_fault(self.line.measure.start, due) if self.line else None

    def _connect(self) -> None:
        self.form.edited.connect(self._edit)
        self.evidence.said.connect(self.told)
        self.step.clicked.connect(lambda _on=False: self.advance())
        self.back.clicked.connect(lambda _on=False: self.ask_back())
        self.returning.given.connect(self._send_back)

    def _lay_out(self) -> None:
        theme.say(self._subject, "strong")
        theme.say(self._returned, "warn")
        self.step.setProperty("primary", True)
        steps = QHBoxLayout()
        steps.setSpacing(theme.GRID)
        steps.addWidget(self._state, 1)
        steps.addWidget(self.back)
        steps.addWidget(self.step)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self._subject)
        column.addLayout(steps)
        column.addWidget(self._returned)
        column.addWidget(self.returning)
        column.addWidget(self.area, 1)
