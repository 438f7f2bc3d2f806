"""整治方案: the measures of the chosen park, their way to 已销号, and when each is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QTabWidget, QVBoxLayout, QWidget

from app.core.park import Park
from app.core.plan import Measure, totals
from app.services import assessments, papers, parks, plans, stores
from ui import theme
from ui.commands import Command
from ui.empty import Empty, EmptyState
from ui.page import Page
from ui.pages import plan_lines
from ui.pages.plan_detail import MeasureDetail
from ui.pages.plan_gantt import Gantt
from ui.pages.plan_head import PlanHead
from ui.pages.plan_lines import MeasureLine
from ui.pages.plan_proposals import Proposals
from ui.session import Session
from ui.table import TableView
from ui.tasks import Tasks
from ui.widgets.splitter import Splitter

_FIRST = "先在“园区”页新增园区，再编制整治方案"
_NO_MATCH = "没有符合筛选条件的整改措施"


class PlanPage(Page):
    """The list with the chosen measure beside it, the Gantt chart, or the proposals of a round."""

    title = "整治方案"

    def __init__(self, session: Session, tasks: Tasks, clock: Callable[[], date] = date.today) -> None:
        super().__init__(session, tasks)
        self._clock = clock
        self._lines: tuple[MeasureLine, ...] = ()
        self._parks: tuple[Park, ...] = ()
        self.head = PlanHead()
        self.table: TableView[MeasureLine] = TableView(
            plan_lines.COLUMNS, key=lambda line: line.measure.id, place="plan"
        )
        self.detail = MeasureDetail(session, tasks)
        self.gantt = Gantt()
        self.proposals = Proposals(session, clock)
        self.tabs = QTabWidget(documentMode=True)
        self._nothing = EmptyState(Empty(_FIRST, "去“园区”页", lambda: self.wanted.emit("parks")))
        self._stack = QStackedLayout()
        self._connect()
        self._lay_out()

    def breadcrumb(self) -> tuple[str, ...]:
        """County and park."""
        park = self._park()
        return tuple(filter(None, (park.county, park.name))) if park else ()

    def commands(self) -> tuple[Command, ...]:
        """Generate, add, print."""
        return (
            Command("从失分项生成", self.propose, "Ctrl+G", icon="plan", menu="编辑", when=self._has_park),
            Command("新增措施", self.add, "Ctrl+N", icon="add", menu="编辑", when=self._has_park),
            Command("打印方案", self._print, "Ctrl+P", icon="print", menu="文件", when=self._has_park),
        )

    def more_commands(self) -> tuple[Command, ...]:
        """Steps of the chosen measure, filters, search."""
        detail = self.detail
        return (
            Command(
                "推进到下一步",
                detail.advance,
                "Alt+Right",
                "开始整改、申请验收或销号",
                when=detail.may_go_on,
            ),
            Command("退回整改", detail.ask_back, "Alt+Left", when=detail.may_go_back),
            Command("删除选中的措施", self._remove_here, "Del", when=self._has_line),
            *detail.evidence.commands(),
            Command("查找措施", self.table.focus_filter, "Ctrl+F"),
            Command("只看逾期", self.head.late.click, "Ctrl+L", on=self.head.late.isChecked),
            Command("清单或甘特图", self._turn, "Ctrl+T"),
        )

    def settle(self) -> bool:
        """Save what is typed about the chosen measure."""
        return self.detail.line is None or self.detail.isHidden() or self.detail.area.settle()

    def refresh(self, change: object | None) -> None:
        """Read the plan again."""
        self._parks = self.session.ask(parks.listed) or ()
        park = self._park()
        if park is None and self._parks:
            self.session.select(self._parks[0].id)
            return
        self._stack.setCurrentIndex(1 if park else 0)
        if park is None:
            return
        other = self.head.show_parks(self._parks, park.id)
        if other:
            self.show_list()
        self._lines = self.session.ask(plan_lines.lines, park.id, self._clock()) or ()
        self._show_lines()

    def add(self) -> None:
        """Add a measure by hand, and put the cursor into its finding."""
        park = self._park()
        if park is None or not self.settle():
            return
        key = stores.new_id()
        if self.session.do(plans.add, Measure(id=key, park_id=park.id, start=self._clock())) is None:
            return
        self.show_subject(f"measure/{key}")
        self.detail.area.begin("finding")

    def show_subject(self, subject: str) -> None:
        """Go to ``measure/…``, whatever the filters hide."""
        key = subject.partition("/")[2]
        self.show_list()
        self.tabs.setCurrentIndex(0)
        if not self.table.select(key):
            self.head.clear()
            self._show_lines()
            self.table.search("")
            self.table.select(key)
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self) -> None:
        """Take the selected measures out of the plan."""
        chosen, at = self.table.rows(), self.table.view.currentIndex().row()
        if not chosen or self.session.do(plans.remove, *(line.measure.id for line in chosen)) is None:
            return
        self.table.select_line(at)
        self.say(f"已删除整改措施 {len(chosen)} 条", "按 Ctrl+Z 可以撤销")

    def propose(self) -> None:
        """Offer what a round asks for and the plan does not have."""
        park = self._park()
        if park is None or not self.settle():
            return
        rounds = self.session.ask(assessments.listed, park.id) or ()
        first = self.session.ask(papers.round_for, park.id)
        if first is None:
            return
        self.proposals.show_rounds(park.id, rounds, first.id)
        self._inner.setCurrentIndex(1)

    def show_list(self) -> None:
        """Go back from the proposals."""
        self._inner.setCurrentIndex(0)

    def _show_lines(self) -> None:
        shown = plan_lines.filtered(self._lines, self.head.state, late=self.head.late.isChecked())
        today = self._clock()
        self.head.tell(totals([line.measure for line in self._lines], today), len(shown))
        self.table.set_empty(self._empty())
        self.table.load(shown)
        if shown and self.table.row() is None:
            self.table.select_line(0)
        self.gantt.show_lines(shown, today)
        self._pick(self.table.row())

    def _empty(self) -> Empty:
        if self._lines:
            return Empty(_NO_MATCH, "显示全部", self._show_every)
        return Empty(
            "还没有整改措施。可以从评估的失分项和未满足的检查点生成，也可以手工新增",
            "从失分项生成",
            self.propose,
        )

    def _show_every(self) -> None:
        self.head.clear()
        self._show_lines()

    def _pick(self, line: MeasureLine | None) -> None:
        self.detail.setVisible(line is not None)
        if line is not None:
            self.detail.show_line(line)
        self.header_changed.emit()

    def _adopted(self, count: int) -> None:
        self.show_list()
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.say(f"已采纳整改措施 {count} 条", "请补齐责任人、资金和时限；按 Ctrl+Z 可以一步撤销")

    def _park(self) -> Park | None:
        return next((park for park in self._parks if park.id == self.session.park), None)

    def _has_park(self) -> bool:
        return self._park() is not None

    def _has_line(self) -> bool:
        return self.table.row() is not None

    def _remove_here(self) -> None:
        if self.table.view.hasFocus():
            self.remove()

    def _print(self) -> None:
        if self.settle():
            self.wanted.emit("papers")

    def _turn(self) -> None:
        self.tabs.setCurrentIndex(1 - self.tabs.currentIndex())

    def _connect(self) -> None:
        self.table.picked.connect(self._pick)
        self.head.chosen.connect(self.session.select)
        self.head.filtered.connect(self._show_lines)
        self.detail.told.connect(self.said)
        self.detail.said.connect(lambda what, remedy, kind: self.say(what, remedy, kind=kind))
        self.proposals.adopted.connect(self._adopted)
        self.proposals.left.connect(self.show_list)

    def _lay_out(self) -> None:
        listed = Splitter("plan", self.table, self.detail, shares=(3, 2))
        listed.setContentsMargins(0, theme.GRID, 0, 0)
        self.tabs.addTab(listed, "清单")
        self.tabs.addTab(self.gantt, "甘特图")
        plan = QWidget()
        inside = QVBoxLayout(plan)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.GRID)
        inside.addWidget(self.head)
        inside.addWidget(self.tabs, 1)
        holder, shown = QWidget(), QWidget()
        self._inner = QStackedLayout(shown)
        self._inner.addWidget(plan)
        self._inner.addWidget(self.proposals)
        holder.setLayout(self._stack)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        column.addWidget(holder)
