"""总览: how far a region is from its targets, on which basis, who is nearest to D, and what is overdue."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import wording, wording_verdict
from app.core.rollup import Basis
from app.progress import Progress
from app.services import overview, papers
from app.services.overview import Overview
from ui import settings, theme
from ui.commands import Command
from ui.empty import Empty, EmptyState
from ui.page import Page
from ui.pages import overview_texts as texts
from ui.pages.overview_charts import Charts
from ui.pages.overview_tables import Tables, Target
from ui.pages.overview_tiles import Tiles
from ui.session import Session
from ui.tasks import Tasks
from ui.widgets.answer_entry import AnswerLine
from ui.widgets.splitter import Splitter

BASIS = settings.choice("overview/basis", Basis.REVIEW.value)
FOLDER = settings.choice("papers/folder")
NAMELESS = "本区域"
_MANY = 300
"""Parks from which rolling up takes long enough to be done in the background."""
_NARROW = 880
"""Pixels below which charts and tables stand one above the other."""
_NOTHING = (
    "还没有园区。登记园区并完成评估后，这里显示达标率、距目标的差距和逾期措施。\n"
    "想先看看样子，可以在“文件”菜单打开示例县，不影响本单位的数据。"
)


class OverviewPage(Page):
    """Figures above, one chart at the left, one table at the right."""

    title = "总览"

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__(session, tasks)
        self.seen: Overview | None = None
        self._asked = 0
        """Counts the roll-ups, so that a late one never replaces a newer one."""
        self.tiles, self.charts, self.tables = Tiles(), Charts(), Tables()
        self.switch = {basis: QToolButton() for basis in Basis}
        self.basis_note, self.edition_note = QLabel(wordWrap=True), QLabel(wordWrap=True)
        for label in (self.basis_note, self.edition_note):
            theme.say(label, "small")
        self.name_line = AnswerLine(placeholderText="区域名称，如 示例县")
        self.name_line.setAccessibleName("区域名称")
        self.name_line.setMaximumWidth(240)
        self._name = self._name_row()
        self._split = Splitter("overview", self.charts, self.tables, shares=(5, 6))
        self._stack = QStackedLayout()
        add = Empty(_NOTHING, "去“园区”页", partial(self.wanted.emit, "parks"))
        self._empty, self._area = EmptyState(add), self._body()
        self._waiting = EmptyState(Empty("正在汇总园区数据…"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addLayout(self._stack, 1)
        for part in (self._empty, self._area, self._waiting):
            self._stack.addWidget(part)
        self._connect()

    @property
    def basis(self) -> Basis:
        """Whose grades are counted; remembered."""
        kept = settings.read(BASIS)
        return Basis(kept) if kept in list(Basis) else Basis.REVIEW

    def breadcrumb(self) -> tuple[str, ...]:
        """The region."""
        return (self._place(),) if self.seen else ()

    def edition(self) -> str:
        """Every edition that a counted grade comes from."""
        return texts.editions_line(self.seen) if self.seen else ""

    def commands(self) -> tuple[Command, ...]:
        """The charts on paper, and the region's name."""
        return (
            Command("导出图表", self._export, icon="export", when=self._has_parks),
            Command("修改区域名称", self.rename, icon="edit"),
        )

    def more_commands(self) -> tuple[Command, ...]:
        """The basis, and search."""
        return (
            Command("按复核口径统计", self._count_reviews, on=self._counts_reviews),
            Command("按自评口径统计", self._count_self, on=self._counts_self),
            Command("筛选当前表", self.tables.focus_filter, "Ctrl+F"),
        )

    def refresh(self, change: object | None) -> None:
        """Roll the region up again; a large one in the background, so that the window is there at once."""
        store, basis, today = self.session.store, self.basis, date.today()
        count = self.session.ask(overview.park_count)
        if count is None:
            return
        self._asked += 1
        asked = self._asked
        if count <= _MANY or self.tasks.busy:
            self._show(self.session.ask(overview.overview, basis, today))
            return

        def work(progress: Progress) -> Overview:
            progress(-1, f"共 {count} 个园区")
            return overview.overview(store, basis, today)

        if self.seen is None:
            self._stack.setCurrentWidget(self._waiting)
        self.tasks.run("汇总园区数据", work, lambda seen: self._show(seen if asked == self._asked else None))

    def _show(self, seen: Overview | None) -> None:
        if seen is None:
            return
        self.seen = seen
        self._stack.setCurrentWidget(self._area if seen.standings else self._empty)
        if seen.standings:
            today = seen.now.on
            self.tiles.show_figures(texts.figures(seen, today))
            self.basis_note.setText(
                f"{wording_verdict.counted_on(seen.now.basis)}；截至 {wording.day(today)}"
            )
            self.edition_note.setText("\n".join(texts.editions(seen)) or "还没有计入的等级")
            self.charts.show_overview(seen, self._place())
            self.tables.show_overview(seen, today)
        self.header_changed.emit()

    def count(self, basis: Basis) -> None:
        """Count on another basis, and remember it."""
        settings.write(BASIS, basis.value)
        self.switch[basis].setChecked(True)
        self.refresh(None)

    def rename(self) -> None:
        """Let the region's name be typed, in its place."""
        self.name_line.setText(self.seen.region if self.seen else "")
        self._name.show()
        self.name_line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.name_line.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put charts and tables one above the other where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._split.orientation() != wanted:
            self._split.setOrientation(wanted)
        self._split.setMinimumHeight(600 if narrow else 260)

    def _body(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addLayout(self._top())
        column.addWidget(self.tiles)
        column.addWidget(self.edition_note)
        column.addWidget(self._split, 1)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _name_row(self) -> QWidget:
        """Where the region's name is typed; shown only for that."""
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, 0)
        label, hint = QLabel("区域名称"), QLabel("写完按 Enter，按 Esc 放弃")
        theme.say(hint, "small")
        for part in (label, self.name_line, hint):
            row.addWidget(part)
        row.addStretch()
        whole.hide()
        return whole

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        group = QButtonGroup(self)
        for basis, button in self.switch.items():
            button.setText(wording.name(basis))
            button.setToolTip(wording_verdict.counted_on(basis))
            button.setCheckable(True)
            button.setChecked(basis is self.basis)
            group.addButton(button)
            row.addWidget(button)
        row.addWidget(self.basis_note, 1)
        return row

    def _connect(self) -> None:
        for basis, button in self.switch.items():
            button.clicked.connect(lambda _on=False, basis=basis: self.count(basis))
        self.name_line.confirmed.connect(self._named)
        self.name_line.editingFinished.connect(self._named)
        self.name_line.abandoned.connect(self._unnamed)
        self.tables.assessment_wanted.connect(lambda to: self._lead(to, "assessment"))
        self.tables.plan_wanted.connect(lambda to: self._lead(to, "plan"))

    def _lead(self, to: Target, page: str) -> None:
        self.session.select(to.park_id, to.assessment_id)
        self.wanted.emit(page)

    def _named(self) -> None:
        typed, modified = self.name_line.text(), self.name_line.isModified()
        self._unnamed()
        if modified:
            self.session.do(overview.name_region, typed)

    def _unnamed(self) -> None:
        self.name_line.setModified(False)
        self._name.hide()

    def _place(self) -> str:
        return (self.seen.region if self.seen else "") or NAMELESS

    def _has_parks(self) -> bool:
        return bool(self.seen and self.seen.standings)

    def _count_reviews(self) -> None:
        self.count(Basis.REVIEW)

    def _count_self(self) -> None:
        self.count(Basis.SELF)

    def _counts_reviews(self) -> bool:
        return self.basis is Basis.REVIEW

    def _counts_self(self) -> bool:
        return self.basis is Basis.SELF

    def _export(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "导出图表到文件夹", settings.read(FOLDER))
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, folder: Path) -> None:
        """Write the three charts into a folder in the background."""
        settings.write(FOLDER, str(folder))
        store, basis, today = self.session.store, self.basis, date.today()

        def work(progress: Progress) -> int:
            progress(-1, "正在画图")
            return sum(
                len(papers.write_chart(chart, folder)) for chart in papers.county_charts(store, basis, today)
            )

        show = Command("打开文件夹", partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(folder))))
        self.tasks.run(
            "导出图表", work, lambda count: self.say(f"已导出 {count} 个图表文件", str(folder), action=show)
        )
