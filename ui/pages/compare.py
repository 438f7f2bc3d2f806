"""对比: two rounds side by side, question by question, and what committees over-rate over the whole region."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QStackedLayout, QTabWidget, QVBoxLayout, QWidget

from app import wording_compare
from app.core import pairs
from app.progress import Progress
from app.reports import charts_compare
from app.services import assessments, overview, parks
from app.services import compare as service
from app.services.compare import Compared, Region
from ui import settings, theme
from ui.commands import Command
from ui.empty import Empty, EmptyState
from ui.page import Page
from ui.pages import compare_lines
from ui.pages.compare_detail import Detail
from ui.pages.compare_lines import Line
from ui.pages.compare_region import RegionPane
from ui.pages.compare_sides import Sides
from ui.session import Session
from ui.table import TableView
from ui.tasks import Tasks
from ui.widgets import chart_fit, editions
from ui.widgets.chart import ChartView
from ui.widgets.pick import Pick
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ui.colours import Palette

_FILTER = settings.choice("compare/filter", compare_lines.CHANGED)
_TAB = settings.choice("compare/tab", "0")
_LOW = 480
"""Pixels of height below which the detail stands beside the table and not below it."""
_MANY = 300
"""Parks from which counting over all of them takes long enough to be done in the background."""
_REGION = 2
"""The place of the tab that is about all parks: it needs no two rounds."""
_ALL_SAME = "两轮评估可比的各处都没有变化"
_ALONE = "这个园区只有一轮评估，还没有可以对比的另一轮。可以在左边选别的园区的一轮，或新建一轮评估。"


class ComparePage(Page):
    """Both sides above; below the table with its detail, the chart by section, or the whole region."""

    title = "对比"

    def __init__(self, session: Session, tasks: Tasks, clock: Callable[[], date] = date.today) -> None:
        super().__init__(session, tasks)
        self._clock = clock
        self.compared: Compared | None = None
        self._lines: tuple[Line, ...] = ()
        self._called = ("", "")
        self._shown_for: tuple[str | None, str | None] = (None, None)
        self.sides, self.region = Sides(session), RegionPane()
        self.finding, self.caution = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.filter = Pick("按变化筛选")
        self.table: TableView[Line] = TableView(
            compare_lines.COLUMNS, key=lambda line: line.row.subject, place="compare"
        )
        self.filter.of_width(7)
        self.detail, self.chart = Detail(), ChartView()
        self.tabs = QTabWidget(documentMode=True)
        self.nothing = EmptyState(Empty(""))
        self._lay_out()
        self._connect()

    def breadcrumb(self) -> tuple[str, ...]:
        """The park, where both are of one, and the two rounds."""
        if self.compared is None:
            return ()
        left, right = self.compared.left, self.compared.right
        same = left.park_id == right.park_id
        names = (
            wording_compare.round_name(head, "" if same else park)
            for head, park in zip((left, right), self.compared.parks, strict=True)
        )
        return (*([self.compared.parks[0]] if same else []), " 与 ".join(names))

    def edition(self) -> str:
        """The editions of both sides."""
        if self.compared is None:
            return ""
        left, right = self.compared.found.left, self.compared.found.right
        return editions.line(left.standard, right.standard, left.companion, right.companion)

    def commands(self) -> tuple[Command, ...]:
        """The way to the question itself, and the other way round."""
        return (
            Command("到右侧作答", self._show_right, icon="assessment", when=self._has_line),
            Command("左右对调", self.sides.exchange, "Ctrl+Shift+T", icon="compare", when=self._has_pair),
        )

    def more_commands(self) -> tuple[Command, ...]:
        """Search and the left side's answer."""
        return (
            Command("到左侧作答", self._show_left, when=self._has_line),
            Command("筛选当前表", self._focus_filter, "Ctrl+F"),
            Command("下一个标签", self._turn, "Ctrl+T"),
        )

    def refresh(self, change: object | None) -> None:
        """Read both rounds again; another round chosen elsewhere brings the pair that belongs to it."""
        every = self.session.ask(parks.listed) or ()
        left, right = self.sides.left, self.sides.right
        ours = (self.session.park, self.session.assessment)
        if ours != self._shown_for and self.session.assessment not in (left.round, right.round):
            self.sides.offer(every, *self._proposed())
        else:
            self.sides.offer(every, (left.park, left.round), (right.park, right.round))
        self._shown_for = ours
        self.compare()
        self._read_region()

    def compare(self) -> None:
        """Compare what is chosen, and show it."""
        pair = self.sides.rounds
        self.compared = self.session.ask(service.rounds, *pair) if pair else None
        self._pair_stack.setCurrentIndex(0 if self.compared else 1)
        self.tabs.setTabEnabled(1, self.compared is not None)
        self.filter.setEnabled(self.compared is not None)
        if self.compared is None:
            self.nothing.show_empty(self._empty())
            self.finding.clear()
            self.caution.clear()
        else:
            self._show(self.compared)
        self._show_head()
        self.header_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the detail beside the table where there is little height."""
        super().resizeEvent(event)
        low = self.height() < _LOW
        self._listed.setOrientation(Qt.Orientation.Horizontal if low else Qt.Orientation.Vertical)

    def _show_head(self) -> None:
        """What is about the two rounds gives way to what is about all parks."""
        pair = self.tabs.currentIndex() != _REGION
        for part in (self.sides, self.filter):
            part.setVisible(pair)
        for label in (self.finding, self.caution):
            label.setVisible(pair and bool(label.text()))

    def _show(self, compared: Compared) -> None:
        heads = (compared.left, compared.right)
        rated = wording_compare.rates(*heads)
        self._called = wording_compare.names(heads, compared.parks)
        self.finding.setText(wording_compare.finding(compared.found, self._called, rated=rated))
        self.caution.setText(wording_compare.caution(compared.found, self._called))
        self._lines = compare_lines.lines(compared, rated=rated)
        self.filter.offer(compare_lines.filters(self._lines), settings.read(_FILTER))
        self._filter()
        self.chart.set_chart(partial(self._draw, compared, rated), self.finding.text())

    def _draw(self, compared: Compared, rated: bool, named: Palette) -> Figure:
        return charts_compare.sections(
            compared.found,
            self._called,
            self._clock(),
            rated=rated,
            palette=chart_fit.palette(named),
            size=chart_fit.size(self.chart),
        )

    def _filter(self) -> None:
        wanted = str(self.filter.currentData() or compare_lines.CHANGED)
        settings.write(_FILTER, wanted)
        shown = compare_lines.filtered(self._lines, wanted)
        text = _ALL_SAME if wanted == compare_lines.CHANGED else "没有这样的项"
        self.table.set_empty(Empty(text, "看全部", self._show_every))
        self.table.load(shown)
        if shown and self.table.row() is None:
            self.table.select_line(0)
        self._pick(self.table.row())

    def _show_every(self) -> None:
        self.filter.setCurrentIndex(self.filter.findData(compare_lines.EVERY))
        self._filter()

    def _pick(self, line: Line | None) -> None:
        self.detail.show_line(line, self.compared, self._called)

    def _proposed(self) -> tuple[tuple[str | None, str | None], tuple[str | None, str | None]]:
        """Park and round of both sides, for the round that is chosen in the program."""
        park, chosen = self.session.park, self.session.assessment
        rounds = (self.session.ask(assessments.listed, park) or ()) if park else ()
        head = next((one for one in rounds if one.id == chosen), rounds[0] if rounds else None)
        if head is None:
            return (park, None), (park, None)
        left, right = pairs.beside(rounds, head) or (None, head)
        return (park, left.id if left else None), (park, right.id)

    def _empty(self) -> Empty:
        if not self.sides.right.parks.count():
            return Empty("台账里还没有园区。", "去“园区”页", partial(self.wanted.emit, "parks"))
        if not self.sides.right.rounds.count():
            return Empty("这个园区还没有评估。", "去“评估”页", partial(self.wanted.emit, "assessment"))
        if not self.sides.left.rounds.count() or self.sides.left.rounds.count() == 1:
            return Empty(_ALONE, "去“评估”页", partial(self.wanted.emit, "assessment"))
        return Empty("请在左边选要对比的一轮。")

    def _read_region(self) -> None:
        """Count over all parks, when one looks at it; a large region in the background."""
        if self.tabs.currentIndex() != _REGION:
            return
        store, today, year = self.session.store, self._clock(), self.region.year
        count = self.session.ask(overview.park_count) or 0

        def work(progress: Progress) -> Region:
            progress(-1, f"共 {count} 个园区")
            return service.region(store, today, year)

        if count > _MANY and not self.tasks.busy:
            self.tasks.run("统计高估项", work, self._show_region)
        else:
            self._show_region(self.session.ask(service.region, today, year))

    def _show_region(self, found: Region | None) -> None:
        if found is not None and found.year == self.region.year:
            self.region.show_region(found, found.name or "本区域")

    def _show_left(self) -> None:
        self._lead(0)

    def _show_right(self) -> None:
        self._lead(1)

    def _lead(self, side: int) -> None:
        """Go to the question in one of the two rounds."""
        line = self.table.row()
        if line is None or self.compared is None:
            return
        head = (self.compared.left, self.compared.right)[side]
        self.session.select(head.park_id, head.id)
        page = "ten_two" if line.row.subject.startswith("check/") else "assessment"
        self.wanted.emit(f"{page}:{line.row.subject}")

    def _turned(self, at: int) -> None:
        settings.write(_TAB, str(at))
        self._show_head()
        self._read_region()

    def _has_line(self) -> bool:
        return self.compared is not None and self.table.row() is not None

    def _has_pair(self) -> bool:
        return self.compared is not None

    def _focus_filter(self) -> None:
        (self.region.table if self.tabs.currentIndex() == _REGION else self.table).focus_filter()

    def _turn(self) -> None:
        at, count = self.tabs.currentIndex(), self.tabs.count()
        following = ((at + by) % count for by in range(1, count + 1))
        self.tabs.setCurrentIndex(next(one for one in following if self.tabs.isTabEnabled(one)))

    def _connect(self) -> None:
        self.sides.chosen.connect(self.compare)
        self.filter.activated.connect(lambda _at: self._filter())
        self.table.picked.connect(self._pick)
        self.table.opened.connect(lambda _line: self._lead(1))
        self.detail.wanted.connect(self._lead)
        self.region.chosen.connect(self._read_region)
        self.tabs.currentChanged.connect(self._turned)

    def _lay_out(self) -> None:
        theme.say(self.finding, "strong")
        theme.say(self.caution, "small")
        self.finding.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.table.setMinimumHeight(96)
        listed = self._listed = Splitter(
            "compare", self.table, self.detail, shares=(3, 2), orientation=Qt.Orientation.Vertical
        )
        listed.setContentsMargins(0, theme.GRID, 0, 0)
        pair = QWidget()
        self._pair_stack = QStackedLayout(pair)
        self._pair_stack.addWidget(listed)
        self._pair_stack.addWidget(self.nothing)
        for part, title in ((pair, "逐项对比"), (self.chart, "各方面差异"), (self.region, "全县高估")):
            self.tabs.addTab(part, title)
        self.tabs.setCornerWidget(self.filter)
        self.tabs.setCurrentIndex(int(settings.read(_TAB)) if settings.read(_TAB) in {"0", "1", "2"} else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        for part in (self.sides, self.finding, self.caution):
            column.addWidget(part)
        column.addWidget(self.tabs, 1)
