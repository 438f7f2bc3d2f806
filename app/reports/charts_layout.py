"""Where the axes of a chart stand on its sheet: margins from the words around them, measured by their face."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.layout_engine import LayoutEngine
from matplotlib.text import Text

from app.reports import fonts

LINE = 1.3
"""From line to line, in em."""

_EDGE, _GAP, _TICK, _RIGHT = 5.0, 6.0, 6.0, 16.0
"""Points: around the sheet, between words and axes, for a tick, and where a last label may reach."""

_SMALLEST = 0.1
"""Least part of the sheet that is left to the axes, however small a window is."""


@dataclass(slots=True)
class Around:
    """The words around the axes; what is added to the chart later is noted here."""

    head: Text
    foot: Text
    rows: float = 0.0
    """The widest label of the y axis, in points."""
    below: float = 0.0
    """The height of the labels of the x axis, in points."""
    x_title: float = 0.0
    y_title: float = 0.0
    above: float = 0.0
    """What stands between the title and the axes."""


class Margins(LayoutEngine):
    """Lays a sheet out anew whenever it is drawn, so also after its window changed its size."""

    _adjust_compatible = True
    _colorbar_gridspec = True

    def __init__(self, around: Around) -> None:
        super().__init__()
        self._around = around
        for words in (around.head, around.foot):
            words.set_linespacing(LINE)

    def execute(self, fig: Figure) -> None:
        """Put title, axes and note in their places."""
        around = self._around
        wide, high = (float(inches) * 72 for inches in fig.get_size_inches())
        around.head.set_y(1 - _EDGE / high)
        around.foot.set_y(_EDGE / high)
        left = _EDGE + around.y_title + around.rows + (_TICK if around.rows else 0.0)
        top = _EDGE + _height(around.head) + _GAP + around.above
        bottom = _EDGE + _height(around.foot) + _GAP + around.x_title + around.below
        box = (
            left / wide,
            bottom / high,
            max(_SMALLEST, 1 - (left + _RIGHT) / wide),
            max(_SMALLEST, 1 - (top + bottom) / high),
        )
        for axes in fig.axes:
            axes.set_position(box)


def width(labels: Iterable[str], size: float) -> float:
    """The widest of the labels, each in one line, in points."""
    face = fonts.sans()
    return max((sum(face.advance(char) for char in label) for label in labels), default=0.0) * size


def _height(words: Text) -> float:
    lines = words.get_text().count("\n") + 1 if words.get_text() else 0
    return lines * float(words.get_fontsize()) * LINE
