"""全县高估: over all parks, the items that committees rate too high most often, as table and chart."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from app import wording, wording_compare
from app.core.overrated import Overrated
from app.reports import charts_compare
from app.services.compare import Region
from ui import theme
from ui.colours import Palette
from ui.empty import Empty, EmptyState
from ui.table import Column, TableView
from ui.widgets import chart_fit
from ui.widgets.chart import ChartView
from ui.widgets.pick import Pick
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_NOTHING = (
    "还没有可对照的园区。一个园区同一年的自评提交、复核（或专家评级）也结束后，这里列出各园区最常高估的项。"
)


class RegionPane(QWidget):
    """Says ``chosen`` when another year is to be counted."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._parks: dict[str, str] = {}
        self.years = Pick("统计年度")
        self.finding = QLabel(wordWrap=True)
        theme.say(self.finding, "strong")
        self.table: TableView[Overrated] = TableView(
            self._columns(), key=lambda one: (one.item.id, one.item.text), place="compare-region"
        )
        self.basis = QLabel(wordWrap=True)
        theme.say(self.basis, "small")
        self.chart = ChartView()
        self._stack = QStackedLayout(self)
        self._lay_out()
        self.years.activated.connect(lambda _at: self.chosen.emit())

    @property
    def year(self) -> int | None:
        """The year that is counted; None for the latest pair of each park."""
        chosen = str(self.years.currentData() or "")
        return int(chosen) if chosen else None

    def show_region(self, region: Region, place: str) -> None:
        """Show the items, the most often over-rated first."""
        self._parks = dict(region.parks)
        years = [("", "各园区最近一次"), *((str(year), f"{year} 年") for year in region.years)]
        self.years.offer(years, str(region.year or ""))
        self._stack.setCurrentIndex(0 if region.parks else 1)
        self.finding.setText(wording_compare.region_finding(place, len(region.parks), region.items))
        self.basis.setText(f"{wording_compare.REGION_BASIS}；截至 {wording.day(region.on)}")
        self.table.load([one for one in region.items if one.over or one.under])
        self.chart.set_chart(partial(self._draw, region, place), self.finding.text())

    def _draw(self, region: Region, place: str, named: Palette) -> Figure:
        return charts_compare.overrated(
            region.items,
            place,
            len(region.parks),
            region.on,
            sources=region.standards,
            palette=chart_fit.palette(named),
            size=chart_fit.size(self.chart),
        )

    def _columns(self) -> tuple[Column[Overrated], ...]:
        return (
            Column("项", lambda one: one.item.number, align="right", width=44),
            Column("要求", lambda one: one.item.text, width=150),
            Column("高估", lambda one: one.over, text=_parks, align="right", width=62),
            Column("占比", lambda one: one.share, text=wording.percent, align="right", width=64),
            Column(
                "平均高估",
                lambda one: one.mean,
                text=_mean,
                align="right",
                width=80,
                hint="高估时平均高多少原始分",
            ),
            Column("低估", lambda one: one.under, text=_parks, align="right", width=66),
            Column("可比", lambda one: one.compared, text=_parks, align="right", width=66),
            Column("高估的园区", self._names, width=320),
        )

    def _names(self, one: Overrated) -> str:
        return "、".join(self._parks.get(park, "") for park in one.parks)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.years)
        top.addWidget(self.finding, 1)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(top)
        column.addWidget(Splitter("compare-region", self.table, self.chart, shares=(1, 1)), 1)
        column.addWidget(self.basis)
        self._stack.addWidget(shown)
        self._stack.addWidget(EmptyState(Empty(_NOTHING)))


def _parks(count: int) -> str:
    return f"{count} 个"


def _mean(value: Fraction) -> str:
    return f"{wording_compare.mean(value)} 分" if value else ""
