"""Above the plan: whose it is, which part of it is shown, and the whole of it in one line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from app import wording, wording_plan
from app.core.park import Park
from app.core.plan import MeasureState, Totals
from ui import settings, theme
from ui.pages import plan_lines
from ui.widgets.pick import Pick

_STATE = settings.choice("plan/state")
_LATE = settings.choice("plan/late")
_WIDEST = 280


class PlanHead(QWidget):
    """Says ``chosen`` with a park's id, and ``filtered`` when another part is to be shown."""

    chosen = Signal(str)
    filtered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.parks, self.states = Pick("园区"), Pick("按状态筛选")
        self.late = QCheckBox("只看逾期")
        self.totals = QLabel(wordWrap=True)
        self._fill()
        self._lay_out()
        self.parks.activated.connect(lambda _at: self.chosen.emit(self.parks.currentData()))
        self.states.activated.connect(lambda _at: self._filter())
        self.late.toggled.connect(lambda _on: self._filter())

    @property
    def state(self) -> str:
        """A measure's state, or one of the filters of ``plan_lines``."""
        return str(self.states.currentData())

    def show_parks(self, parks: Sequence[Park], park_id: str) -> bool:
        """Offer these parks, with this one chosen; whether it was another one before."""
        other = bool(self.parks.currentData() != park_id)
        self.parks.offer([(park.id, park.name) for park in parks], park_id)
        return other

    def tell(self, found: Totals, shown: int) -> None:
        """The whole plan in one line, and how much of it is shown."""
        part = f"（当前显示 {shown} 条）" if shown != found.count else ""
        self.totals.setText(f"{wording_plan.totals(found)}{part}")
        self.late.setText(f"只看逾期 {found.overdue} 条" if found.overdue else "只看逾期")

    def clear(self) -> None:
        """Show the whole plan; the caller reads anew."""
        self.late.blockSignals(True)
        self.late.setChecked(False)
        self.late.blockSignals(False)
        self.states.setCurrentIndex(0)
        self._keep()

    def _filter(self) -> None:
        self._keep()
        self.filtered.emit()

    def _keep(self) -> None:
        settings.write(_STATE, self.state)
        settings.write(_LATE, "late" if self.late.isChecked() else "")

    def _fill(self) -> None:
        self.states.addItem("全部状态", plan_lines.EVERY)
        self.states.addItem("未销号", plan_lines.UNCLOSED)
        for state in MeasureState:
            self.states.addItem(wording.name(state), state.value)
        self.states.setCurrentIndex(max(0, self.states.findData(settings.read(_STATE))))
        self.late.setChecked(bool(settings.read(_LATE)))

    def _lay_out(self) -> None:
        self.parks.setMaximumWidth(_WIDEST)
        self.parks.of_width(12)
        self.late.setToolTip("只看已过完成时限仍未销号的措施（Ctrl+L）")
        self.totals.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        theme.say(self.totals, "soft")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2 * theme.GRID)
        for widget, share in ((self.parks, 2), (self.states, 0), (self.late, 0), (self.totals, 3)):
            line.addWidget(widget, share)
