"""What the shortest way should be first of all, and what it may cost and until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app import wording, wording_shortest
from app.core.shortest import Aim, Limits
from ui import settings, theme
from ui.widgets import editors
from ui.widgets.field import Field, RefusedError
from ui.widgets.pick import Pick

_AIM = settings.choice("whatif/aim", Aim.CHEAPEST.value)
_BUDGET = Field("budget", "预算上限（万元）", "decimal", hint="不限")
_DUE = Field("due", "完成期限", "date", hint="不限")
_FARTHEST = 36500


class AimBar(QWidget):
    """Says ``changed`` when something else is wanted that can be asked; a fault is shown in its place."""

    changed = Signal()

    def __init__(self, clock: Callable[[], date]) -> None:
        super().__init__()
        self._clock = clock
        self.aims = Pick("目标")
        self.aims.offer(
            [(aim.value, name) for aim, name in wording_shortest.AIMS.items()], settings.read(_AIM)
        )
        if self.aims.currentIndex() < 0:
            self.aims.setCurrentIndex(0)
        self.budget, self.due = editors.editor(_BUDGET), editors.editor(_DUE)
        self._fault = QLabel(wordWrap=True)
        theme.say(self._fault, "bad")
        self._limits = Limits()
        self._lay_out()
        self.aims.activated.connect(lambda _at: self._choose())
        for editor in (self.budget, self.due):
            editor.finished.connect(self._read)

    @property
    def aim(self) -> Aim:
        """What is wanted first of all."""
        return Aim(str(self.aims.currentData()))

    @property
    def limits(self) -> Limits:
        """The limits as they were last sound."""
        return self._limits

    @property
    def fault(self) -> str:
        """What is wrong with what is typed."""
        return self._fault.text()

    def take_focus(self) -> None:
        """To the first of them."""
        self.aims.setFocus()

    def _choose(self) -> None:
        settings.write(_AIM, self.aim.value)
        self.changed.emit()

    def _read(self) -> None:
        try:
            limits = Limits(self._money(), self._days())
        except RefusedError as refused:
            self._say(str(refused))
            return
        self._say("")
        for editor in (self.budget, self.due):
            editor.settle()
        if limits != self._limits:
            self._limits = limits
            self.changed.emit()

    def _money(self) -> Decimal | None:
        try:
            value = self.budget.value()
        except RefusedError as refused:
            raise RefusedError(f"预算上限：{refused}") from None
        if not isinstance(value, Decimal):
            return None
        if value < 0:
            raise RefusedError("预算上限应大于或等于 0")
        return value

    def _days(self) -> int | None:
        try:
            day = self.due.value()
        except RefusedError as refused:
            raise RefusedError(f"完成期限：{refused}") from None
        if not isinstance(day, date):
            return None
        left = (day - self._clock()).days
        if not 1 <= left <= _FARTHEST:
            raise RefusedError(f"完成期限应晚于今天（{wording.day(self._clock())}），且在一百年以内")
        return left

    def _say(self, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        self.budget.setMaximumWidth(15 * theme.GRID)
        self.due.setMaximumWidth(21 * theme.GRID)
        for name, editor in (("目标", self.aims), (_BUDGET.label, self.budget), (_DUE.label, self.due)):
            label = QLabel(name)
            label.setBuddy(editor)
            theme.say(label, "soft")
            row.addWidget(label)
            row.addWidget(editor)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._fault)
        self._fault.hide()
