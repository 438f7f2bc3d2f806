"""How a chart fits the window: its colours come from the theme, its size from the view that shows it."""

from __future__ import annotations

from app.core.entries import Grade
from app.reports import charts_canvas
from ui.colours import Palette
from ui.widgets.chart import ChartView

_DPI = 96
_LEAST = (90.0, 50.0)


def palette(named: Palette) -> charts_canvas.Palette:
    """The colours of a chart under a theme; grades keep the areas that they have everywhere."""
    return charts_canvas.Palette(
        text=named.ink,
        muted=named.ink_soft,
        background=named.surface,
        grid=named.line,
        accent=named.accent,
        warning=named.bad,
        grades={grade: named.fill(grade.value) for grade in Grade},
    )


def size(view: ChartView) -> charts_canvas.Size:
    """The view's size in mm, so that a figure breaks its lines where the view ends."""
    width, height = (25.4 * pixels / _DPI for pixels in (view.width(), view.height()))
    return max(width, _LEAST[0]), max(height, _LEAST[1])
