"""园区: the ledger of parks, and everything on file about the chosen one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.core.park import Park
from app.services import dossiers, parks, plans, stores
from ui import theme
from ui.commands import Command
from ui.dialogs.why import WhyDialog
from ui.empty import Empty, EmptyState
from ui.page import Page
from ui.pages import parks_rows
from ui.pages.parks_basic import Basic
from ui.pages.parks_detail import Detail
from ui.pages.parks_grades import Grades
from ui.pages.parks_kinds import Enterprises, Settlements, Zones
from ui.pages.parks_records import UNDO
from ui.pages.parks_rows import ParkLine
from ui.session import Session
from ui.table import TableView
from ui.tasks import Tasks
from ui.widgets import editions
from ui.widgets.splitter import Splitter

NEW_NAME = "新园区"
_NOTHING = (
    "台账里还没有园区。新增后依次填写基本情况、片区、企业和居民点，每填一栏即保存。\n"
    "想先看看样子，可以在“文件”菜单打开示例县，不影响本单位的数据。"
)


class ParksPage(Page):
    """Parks on the left; basic facts, zones, enterprises, settlements and grades of one on the right."""

    title = "园区"

    def __init__(self, session: Session, tasks: Tasks, clock: Callable[[], date] = date.today) -> None:
        super().__init__(session, tasks)
        self._clock = clock
        self._old = True
        self._why: WhyDialog | None = None
        self._explained = ""
        self.table: TableView[ParkLine] = TableView(
            parks_rows.COLUMNS, key=lambda line: line.park.id, place="parks"
        )
        self.detail = Detail(session)
        self._nothing = EmptyState(Empty(_NOTHING, "新增园区", self.add))
        self._stack = QStackedLayout()
        self._connect()
        self._lay_out()

    def breadcrumb(self) -> tuple[str, ...]:
        """County and park."""
        line = self._line()
        return tuple(filter(None, (line.park.county, line.park.name))) if line else ()

    def edition(self) -> str:
        """Where the grade of the chosen park comes from."""
        line = self._line()
        round_id = line.review.graded.assessment_id if line and line.review else None
        if line is None or round_id is None:
            return ""
        found = self.session.ask(plans.editions, line.park.id) or {}
        return editions.line(*found.get(round_id, ()))

    def commands(self) -> tuple[Command, ...]:
        """Add, assess, delete."""
        return (
            Command("新增园区", self.add, "Ctrl+N", icon="add", menu="编辑"),
            Command("打开评估", self._open_assessment, icon="assessment", when=self._chosen),
            Command("删除园区", self.remove, icon="delete", when=self._chosen, hint="可以撤销"),
        )

    def more_commands(self) -> tuple[Command, ...]:
        """Search, and the same for what stands in the tabs."""
        detail = self.detail
        return (
            Command("查找园区", self.table.focus_filter, "Ctrl+F"),
            Command("新增一行", self._add_row, "Ctrl+Shift+N", hint="在当前标签中新增", when=self._chosen),
            Command("删除选中的行", self._remove_here, "Del", hint="光标在哪个表就删哪个表的行"),
            Command("查看片区", partial(detail.show_tab, Zones), when=self._chosen),
            Command("查看企业", partial(detail.show_tab, Enterprises), when=self._chosen),
            Command("查看居民点", partial(detail.show_tab, Settlements), when=self._chosen),
            Command("查看评级记录", partial(detail.show_tab, Grades), when=self._chosen),
            Command("为什么是这个等级", self._explain, when=self._chosen),
        )

    def settle(self) -> bool:
        """Save what is typed in the tab in front."""
        return self.detail.settle()

    def refresh(self, change: object | None) -> None:
        """Read the ledger again where it may have changed, and show the chosen park."""
        if change is not None or self._old:
            self._old = False
            at = self.table.view.currentIndex().row()
            self.table.load(self.session.ask(parks_rows.lines, self._clock()) or ())
            self._stack.setCurrentIndex(1 if self.table.model.rows else 0)
            self._keep_chosen(at)
        line = self._line()
        if line is None:
            return
        shown = self.table.row()
        if shown is None or shown.park.id != line.park.id:
            self.table.select(line.park.id)
        self.detail.show_line(line)

    def show_subject(self, subject: str) -> None:
        """Go to a field of the chosen park, such as ``park/planned_area``, or to a record, such as ``zone/…``."""
        self.detail.show_subject(subject)

    def add(self) -> None:
        """File a new park and put the cursor into its name."""
        if not self.detail.settle():
            return
        key = stores.new_id()
        if self.session.do(parks.add, Park(id=key, name=NEW_NAME)) is None:
            return
        self.session.select(key)
        if not self.table.select(key):
            self.table.search("")
            self.table.select(key)
        self.detail.show_tab(Basic).begin()

    def remove(self) -> None:
        """Take the selected parks off the file, with all that belongs to them."""
        chosen = self.table.rows() or tuple(filter(None, (self._line(),)))
        if not chosen or self.session.do(parks.remove, Park, *(line.park.id for line in chosen)) is None:
            return
        name = chosen[0].park.name if len(chosen) == 1 else f" {len(chosen)} 个园区"
        self.say(f"已删除{name}及其片区、企业、居民点、评估和整改措施", UNDO)
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_chosen(self, at: int) -> None:
        """Choose the neighbour where the chosen park is gone, and the first where none was chosen."""
        if self._line() is None:
            shown = self.table.model.shown or self.table.model.rows
            near = shown[min(max(at, 0), len(shown) - 1)] if shown else None
            self.session.select(near.park.id if near else None)

    def _line(self) -> ParkLine | None:
        wanted = self.session.park
        return next((line for line in self.table.model.rows if line.park.id == wanted), None)

    def _chosen(self) -> bool:
        return self._line() is not None

    def _pick(self, line: ParkLine | None) -> None:
        if line is not None and line.park.id != self.session.park:
            self.session.select(line.park.id)

    def _add_row(self) -> None:
        tab = self.detail.tab
        if isinstance(tab, Basic):
            self.detail.show_tab(Zones).add()
        else:
            tab.add()

    def _remove_here(self) -> None:
        tab = self.detail.focused()
        if self.table.view.hasFocus():
            self.remove()
        elif tab is not None and not isinstance(tab, Basic):
            tab.remove()

    def _open_assessment(self) -> None:
        self.wanted.emit("assessment")

    def _open_round(self, round_id: str) -> None:
        self.session.select(self.session.park, round_id)
        self.wanted.emit("assessment")

    def _explain(self) -> None:
        line = self._line()
        round_id = line.review.graded.assessment_id if line and line.review else None
        dossier = self.session.ask(dossiers.gather, round_id, self._clock()) if round_id else None
        if dossier is None:
            self.detail.show_tab(Grades)
            return
        if self._why is None:
            self._why = WhyDialog(self)
            self._why.jumped.connect(lambda _subject: self._open_round(self._explained))
        self._explained = dossier.assessment.id
        self._why.show_verdict(dossier.verdict, dossier.answers)
        self._why.open_beside()

    def _age(self, _change: object) -> None:
        self._old = not self.isVisible()

    def _connect(self) -> None:
        self.table.picked.connect(self._pick)
        self.detail.said.connect(lambda what, remedy, kind: self.say(what, remedy, kind=kind))
        self.detail.opened.connect(self._open_round)
        self.detail.asked.connect(self._explain)
        self.session.changed.connect(self._age)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        holder = QWidget()
        holder.setLayout(self._stack)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(Splitter("parks", self.table, self.detail, shares=(2, 3)))
        column.addWidget(holder)
