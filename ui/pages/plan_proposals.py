"""从失分项生成: what a round asks to be mended and the plan does not have yet, to be ticked and adopted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import wording
from app.core.dossier import Assessment
from app.core.plan import totals
from app.services import plans
from ui import theme
from ui.pages import plan_lines
from ui.pages.plan_lines import MeasureLine
from ui.session import Session
from ui.table import Column, Empty, TableView
from ui.widgets import round_choice
from ui.widgets.pick import Pick


class Proposals(QWidget):
    """The measures of one round with check boxes; nothing is written before 采纳."""

    adopted = Signal(int)
    """How many measures were taken into the plan."""
    left = Signal()
    """The person goes back to the plan."""

    def __init__(self, session: Session, clock: Callable[[], date]) -> None:
        super().__init__()
        self.session = session
        self._clock = clock
        self._chosen: set[str] = set()
        self._park = ""
        self.rounds = Pick("按哪一轮评估生成")
        self.table: TableView[MeasureLine] = TableView(
            self._columns(),
            key=lambda line: line.measure.subject,
            place="plan-proposals",
            empty=Empty("这一轮的失分项都已有未销号的整改措施，没有需要新增的", "返回清单", self.left.emit),
        )
        self._told = QLabel(wordWrap=True)
        self.adopt_button = QPushButton("采纳")
        self._connect()
        self._lay_out()

    def show_rounds(self, park_id: str, rounds: Sequence[Assessment], first: str) -> None:
        """Offer these rounds, beginning with ``first``."""
        self._park = park_id
        self.rounds.offer(round_choice.entries(rounds), first)
        self._propose()
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle(self) -> None:
        """Turn the ticks of the selected lines."""
        keys = {line.measure.subject for line in self.table.rows()}
        self._choose(self._chosen - keys if keys <= self._chosen else self._chosen | keys)

    def adopt(self) -> None:
        """Take the ticked measures into the plan in one step."""
        chosen = [line.measure for line in self._ticked()]
        if self.session.do(plans.adopt, chosen) is not None:
            self.adopted.emit(len(chosen))

    def _columns(self) -> tuple[Column[MeasureLine], ...]:
        tick = Column[MeasureLine](
            "采纳",
            lambda line: line.measure.subject in self._chosen,
            text=lambda chosen: "是" if chosen else "否",
            width=64,
            tick=lambda line: line.measure.subject in self._chosen,
            hint="空格或单击勾选",
        )
        return (
            tick,
            plan_lines.SUBJECT,
            plan_lines.FINDING,
            plan_lines.LOST,
            plan_lines.ACTION,
            plan_lines.UNIT,
            plan_lines.FUNDS,
            plan_lines.DUE,
        )

    def _propose(self) -> None:
        round_id, today = self.rounds.currentData(), self._clock()
        found = self.session.ask(plans.proposed, round_id, today) or () if round_id else ()
        editions = self.session.ask(plans.editions, self._park) or {}
        lines = plan_lines.of_measures(found, editions, today)
        self._chosen = {line.measure.subject for line in lines}
        self.table.load(lines)
        if lines and self.table.row() is None:
            self.table.select_line(0)
        self._choose(self._chosen)

    def _choose(self, keys: set[str]) -> None:
        self._chosen = keys
        self.table.load(self.table.model.rows)
        found = totals([line.measure for line in self._ticked()], self._clock())
        told = f"建议 {len(self.table.model.rows)} 条，已勾选 {found.count} 条"
        funds = f"，估算资金合计 {wording.grouped(found.funds)} 万元" if found.funds else ""
        self._told.setText(f"{told}{funds}（标准包所列估算值，采纳后可逐条修改）")
        self.adopt_button.setText(f"采纳勾选的 {found.count} 条")
        self.adopt_button.setEnabled(bool(found.count))

    def _ticked(self) -> list[MeasureLine]:
        return [line for line in self.table.model.rows if line.measure.subject in self._chosen]

    def _clicked(self, index: QModelIndex) -> None:
        line = self.table.model.row_at(index)
        if index.column() == 0 and line is not None:
            self._choose(self._chosen ^ {line.measure.subject})

    def _every(self) -> None:
        self._choose({line.measure.subject for line in self.table.model.rows})

    def _connect(self) -> None:
        view = self.table.view
        view.clicked.connect(self._clicked)
        tick = QShortcut(QKeySequence("Space"), view, self.toggle)
        tick.setContext(Qt.ShortcutContext.WidgetShortcut)  # so that Space still presses a button
        leave = QShortcut(QKeySequence("Escape"), self, self.left.emit)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.rounds.activated.connect(lambda _at: self._propose())
        self.adopt_button.clicked.connect(lambda _on=False: self.adopt())

    def _lay_out(self) -> None:
        theme.say(self._told, "soft")
        self.adopt_button.setProperty("primary", True)
        every, none, back = QPushButton("全选"), QPushButton("全不选"), QPushButton("返回清单")
        every.clicked.connect(lambda _on=False: self._every())
        none.clicked.connect(lambda _on=False: self._choose(set()))
        back.clicked.connect(lambda _on=False: self.left.emit())
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.addWidget(QLabel("按这一轮评估的失分项和未满足的检查点生成"))
        upper.addWidget(self.rounds)
        upper.addStretch()
        lower.addWidget(self._told, 1)
        for button in (every, none, back, self.adopt_button):
            lower.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(upper)
        column.addWidget(self.table, 1)
        column.addLayout(lower)
