"""甘特图: the measures that the list shows, each from start to due, as on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app import wording_plan
from app.core.plan import totals
from ui import theme
from ui.colours import Palette
from ui.pages.plan_lines import MeasureLine
from ui.widgets import chart_fit
from ui.widgets.chart import ChartView

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MOST = 100
"""Lines on one chart; more cannot be read."""
_HEAD, _ROW = 132, 24
"""Pixels that the title and the axis take, and one measure."""


class Gantt(QWidget):
    """As high as the measures need; it scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.chart = ChartView()
        self._cut = QLabel(wordWrap=True)
        theme.say(self._cut, "soft")
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self.chart)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.addWidget(self._cut)
        column.addWidget(area, 1)

    def show_lines(self, lines: Sequence[MeasureLine], today: date) -> None:
        """Draw these measures."""
        shown = lines[:_MOST]
        self._cut.setText(f"共 {len(lines)} 条，图上只画前 {_MOST} 条，可用上方筛选缩小范围")
        self._cut.setVisible(len(lines) > _MOST)
        self.chart.setMinimumHeight(_HEAD + _ROW * max(4, len(shown)))
        measures = [line.measure for line in shown]

        def draw(palette: Palette) -> Figure:
            from app.reports import charts_park

            numbers = [line.number for line in shown]
            colours, size = chart_fit.palette(palette), chart_fit.size(self.chart)
            return charts_park.gantt(measures, today, numbers=numbers, palette=colours, size=size)

        self.chart.set_chart(draw, f"整改措施进度：{wording_plan.totals(totals(measures, today))}")
