"""The county's three charts, one at a time: the share at D, the grades, and the twelve lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget

from app import wording_verdict
from app.reports import charts
from app.reports import charts_canvas as canvas
from app.services.overview import Overview
from ui import colours, settings
from ui.widgets import chart_fit
from ui.widgets.chart import ChartView

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_TAB = settings.choice("overview/chart", "share")
Drawing = Callable[[Overview, str, canvas.Palette, canvas.Size], "Figure"]


def _share(seen: Overview, place: str, palette: canvas.Palette, size: canvas.Size) -> Figure:
    targets = [aim.target for aim in seen.targets]
    return charts.share_over_time(
        seen.over_time, targets, place, sources=seen.sources, palette=palette, size=size
    )


def _mix(seen: Overview, place: str, palette: canvas.Palette, size: canvas.Size) -> Figure:
    return charts.grade_mix(seen.now, seen.names, place, sources=seen.sources, palette=palette, size=size)


def _lines(seen: Overview, place: str, palette: canvas.Palette, size: canvas.Size) -> Figure:
    shown = (seen.standings, seen.lines, seen.now, place)
    return charts.lines_over_parks(*shown, sources=seen.sources, palette=palette, size=size)


_CHARTS: tuple[tuple[str, str, Drawing], ...] = (
    ("share", "达标率", _share),
    ("mix", "等级分布", _mix),
    ("lines", "十有两禁", _lines),
)


class Charts(QTabWidget):
    """Only the chart in front is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.setDocumentMode(True)
        self.views = {key: ChartView() for key, _, _ in _CHARTS}
        for key, title, _ in _CHARTS:
            self.addTab(self.views[key], title)
        kept = settings.read(_TAB)
        self.setCurrentIndex(list(self.views).index(kept) if kept in self.views else 0)
        self.currentChanged.connect(lambda at: settings.write(_TAB, list(self.views)[at]))

    def show_overview(self, seen: Overview, place: str) -> None:
        """Draw the charts anew."""
        finding = wording_verdict.share_found(
            place, seen.now, charts.aimed(seen.now, [aim.target for aim in seen.targets])
        )
        basis = wording_verdict.counted_on(seen.now.basis)
        for key, title, drawing in _CHARTS:
            view = self.views[key]
            view.set_chart(_factory(drawing, seen, place, view), f"{title}：{finding}；{basis}")


def _factory(
    drawing: Drawing, seen: Overview, place: str, view: ChartView
) -> Callable[[colours.Palette], Figure]:
    return lambda named: drawing(seen, place, chart_fit.palette(named), chart_fit.size(view))
