"""转为整治方案: the measures that a scenario would become, shown before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import labels, wording, wording_plan
from app.core import plan, whatif_plan
from app.core.plan import Measure
from app.core.whatif_plan import Proposal
from app.services import plans
from ui import theme
from ui.pages.whatif_board import Board
from ui.session import Session
from ui.table import Column, Empty, TableView


class Preview(QWidget):
    """Nothing is written before 采纳; what an open measure covers already is skipped."""

    adopted = Signal(int, int)
    """How many measures went into the plan, and how many were there already."""
    left = Signal()

    def __init__(self, session: Session, clock: Callable[[], date]) -> None:
        super().__init__()
        self._session, self._clock = session, clock
        self._board: Board | None = None
        self._found: tuple[Proposal, ...] = ()
        self.table: TableView[Proposal] = TableView(
            self._columns(),
            key=lambda one: one.measure.subject,
            place="whatif-plan",
            empty=Empty("这个方案没有需要整改的项目，不产生整改措施", "返回推演", self.left.emit),
        )
        self.told = QLabel(wordWrap=True)
        self.adopt_button = QPushButton("采纳")
        self.adopt_button.clicked.connect(lambda _on=False: self.adopt())
        leave = QShortcut(QKeySequence("Escape"), self, self.left.emit)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._lay_out()

    def show_board(self, board: Board) -> None:
        """Show what the scenario on show would become."""
        self._board, today = board, self._clock()
        self._found = whatif_plan.proposals(board.dossier, board.outcome, today)
        fresh = whatif_plan.fresh(self._found)
        self.table.load(self._found)
        if self._found and self.table.row() is None:
            self.table.select_line(0)
        funds = plan.totals(fresh, today)
        parts = [f"将新增整改措施 {len(fresh)} 条"]
        if funds.funds:
            parts.append(f"资金合计 {wording.grouped(funds.funds)} 万元")
        if funds.unfunded:
            parts.append(f"{funds.unfunded} 条未填资金")
        if len(self._found) > len(fresh):
            parts.append(f"{len(self._found) - len(fresh)} 条已有未销号的措施，不重复生成")
        self.told.setText(f"{'，'.join(parts)}。资金和时限为估算值，采纳后可逐条修改。")
        self.adopt_button.setText(f"采纳 {len(fresh)} 条")
        self.adopt_button.setEnabled(bool(fresh))

    def adopt(self) -> None:
        """Take the new ones into the plan in one step."""
        fresh = whatif_plan.fresh(self._found)
        if fresh and self._session.do(plans.adopt, fresh) is not None:
            self.adopted.emit(len(fresh), len(self._found) - len(fresh))

    def take_focus(self) -> None:
        """On the button, or on the list where there is nothing to adopt."""
        ready = self.adopt_button.isEnabled()
        (self.adopt_button if ready else self.table.view).setFocus(Qt.FocusReason.OtherFocusReason)

    def _columns(self) -> tuple[Column[Proposal], ...]:
        def field(name: str, width: int) -> Column[Proposal]:
            title = labels.field(Measure, name)
            return Column[Proposal](title, lambda one: getattr(one.measure, name), width=width)

        return (
            Column("处理", lambda one: "已有，跳过" if one.covered else "新增", width=80, colour=_covered),
            Column(labels.field(Measure, "subject"), self._subject, width=104),
            field("finding", 190),
            field("action", 190),
            field("goal", 190),
            Column(
                "资金（万元）", lambda one: one.measure.funds, text=wording.amount, align="right", width=98
            ),
            field("due", 100),
            field("unit", 120),
        )

    def _subject(self, one: Proposal) -> str:
        if self._board is None:
            return one.measure.subject
        dossier = self._board.dossier
        return wording_plan.subject(dossier.standard, dossier.judged, one.measure.subject)

    def _lay_out(self) -> None:
        theme.say(self.told, "soft")
        self.adopt_button.setProperty("primary", True)
        back = QPushButton("返回推演")
        back.clicked.connect(lambda _on=False: self.left.emit())
        head = QLabel("转为整治方案：采纳前请先核对")
        theme.say(head, "strong")
        lower = QHBoxLayout()
        lower.addWidget(self.told, 1)
        for button in (back, self.adopt_button):
            lower.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addWidget(head)
        column.addWidget(self.table, 1)
        column.addLayout(lower)


def _covered(one: Proposal) -> str | None:
    return "ink_soft" if one.covered else None
