"""What every chart shares: colours, patterns, the Chinese font, a sheet with its finding and its note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from app.core.entries import Grade
from app.core.standard import LineState
from app.reports import fonts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from matplotlib.text import Text

    from app.reports.charts_layout import Around

TITLE, BODY, SMALL = 11.0, 8.5, 7.5
"""The three sizes of type on a chart, in points."""

Size = tuple[float, float]
"""Width and height in mm."""

PAGE: Size = (156.0, 92.0)
"""As wide as the text area of a paper (GB/T 9704-2012)."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a chart as ``#RRGGBB``; black on white unless a window says otherwise."""

    text: str = "#000000"
    muted: str = "#555555"
    background: str = "#FFFFFF"
    grid: str = "#CFCFCF"
    accent: str = "#1B4F8F"
    warning: str = "#B3261E"
    grades: Mapping[Grade, str] = field(
        default_factory=lambda: {
            Grade.A: "#B3261E",
            Grade.B: "#C96F00",
            Grade.C: "#8A7A00",
            Grade.D: "#1B7F5C",
        }
    )

    def line(self, state: LineState) -> str:
        """The colour of a line's state: done as D, half done as C, not done as A."""
        grade = {LineState.COMPLETE: Grade.D, LineState.BASIC: Grade.C, LineState.INCOMPLETE: Grade.A}
        return self.grades[grade[state]] if state in grade else self.grid


PAPER = Palette()

GRADE_PATTERN: Mapping[Grade, str] = {Grade.A: "xxx", Grade.B: "///", Grade.C: "...", Grade.D: ""}
"""Grades are told apart in black and white too; the best one is plain."""

LINE_PATTERN: Mapping[LineState, str] = {
    LineState.COMPLETE: "",
    LineState.BASIC: "...",
    LineState.INCOMPLETE: "xxx",
    LineState.NOT_APPLICABLE: "",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A figure with one pair of axes, its finding above and its note below."""

    figure: Figure
    axes: Axes
    palette: Palette
    around: Around


def sheet(title: str, note: str, palette: Palette, size: Size) -> Sheet:
    """An empty sheet; ``note`` says on what basis and date the chart stands."""
    from matplotlib.figure import Figure

    from app.reports import charts_layout

    figure = Figure(figsize=(size[0] / 25.4, size[1] / 25.4), facecolor=palette.background)
    head = figure.suptitle(wrap(title, size[0], TITLE), **_words(palette.text, TITLE), va="top")
    foot = figure.supxlabel(wrap(note, size[0], SMALL), **_words(palette.muted, SMALL), va="bottom")
    plain(head, foot)
    around = charts_layout.Around(head, foot)
    figure.set_layout_engine(charts_layout.Margins(around))
    axes = figure.add_subplot()
    axes.set_facecolor(palette.background)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(palette.muted)
    axes.tick_params(colors=palette.muted, labelcolor=palette.text, length=2.5, width=0.6)
    return Sheet(figure, axes, palette, around)


def _words(colour: str, size: float) -> dict[str, Any]:
    """How the words above and below the axes are set."""
    return {"x": 0.012, "ha": "left", "color": colour, "font": font(size)}


def nothing(title: str, sentence: str, palette: Palette, size: Size) -> Figure:
    """A sheet that says why there is nothing to draw."""
    made = sheet(title, "", palette, size)
    made.axes.set_axis_off()
    write(made, 0.5, 0.5, sentence, ha="center", va="center", transform=made.axes.transAxes)
    return made.figure


def write(made: Sheet, x: Any, y: Any, text: str, **how: Any) -> Text:
    """Put words on the axes; never read as formulas, whatever people typed."""
    style: dict[str, Any] = {"color": made.palette.text, "font": font(how.pop("size", BODY)), "va": "center"}
    return made.axes.text(x, y, shown(text), parse_math=False, **(style | how))


def beside(made: Sheet, x: float, y: float, text: str, **how: Any) -> None:
    """Words just right of a place in the data, or ``offset`` points from it, whatever the scale."""
    how = {"va": "center", "color": made.palette.text} | how
    made.axes.annotate(
        shown(text),
        (x, y),
        xytext=how.pop("offset", (4, 0)),
        textcoords="offset points",
        font=font(SMALL),
        parse_math=False,
        bbox={"facecolor": made.palette.background, "edgecolor": "none", "pad": 0.6, "alpha": 0.85},
        zorder=5,
        **how,
    )


def axis_titles(made: Sheet, x: str = "", y: str = "") -> None:
    """Name the axes, with their units."""
    for set_label, text in ((made.axes.set_xlabel, x), (made.axes.set_ylabel, y)):
        if text:
            set_label(text, color=made.palette.muted, font=font(SMALL))
    made.around.x_title = 1.5 * SMALL if x else made.around.x_title
    made.around.y_title = 1.8 * SMALL if y else made.around.y_title


def ticks(made: Sheet, axis: str, places: Sequence[float], labels: Sequence[str]) -> None:
    """Mark places on the ``x`` or ``y`` axis with words."""
    from app.reports import charts_layout

    one = made.axes.xaxis if axis == "x" else made.axes.yaxis
    words = [shown(label) for label in labels]
    one.set_ticks(list(places), labels=words)
    for label in one.get_ticklabels():
        label.set_fontproperties(font(BODY))
    plain(*one.get_ticklabels())
    if axis == "x":
        made.around.below = 2 * BODY
    else:
        made.around.rows = charts_layout.width(words, BODY)


def grid(made: Sheet, axis: str) -> None:
    """Quiet lines behind the data."""
    made.axes.grid(axis=axis, color=made.palette.grid, linewidth=0.6)  # type: ignore[arg-type]


def month_axis(made: Sheet, low: date, high: date) -> None:
    """Name the first day of so many months that the names do not meet."""
    months = (high.year - low.year) * 12 + high.month - low.month
    step = next((step for step in (1, 2, 3, 6, 12) if months / step <= 8), 24)
    marks = list(_months(low, high, step))
    ticks(made, "x", [days(mark) for mark in marks], [f"{mark:%Y-%m}" for mark in marks])
    axis_titles(made, "日期（年-月）")


def _months(low: date, high: date, step: int) -> Iterator[date]:
    number = low.year * 12 + low.month - 1
    number += -number % step
    while (mark := date(number // 12, number % 12 + 1, 1)) <= high:
        if mark >= low:
            yield mark
        number += step


def days(value: date) -> float:
    """A date as a place on a time axis."""
    return float(value.toordinal())


# No line begins with what closes or ends with what opens.
_WORD = re.compile(r"\n|[（“《〔]*(?:[!-~–]+ ?|[^\n])[，。；：、）”》〕？！…]*")


def wrap(text: str, width: float, size: float) -> str:
    """Break ``text`` into lines that fit ``width`` mm at ``size`` points; words and numbers stay whole.

    >>> wrap("全县 12 个园区，D 级 7 个（58.3%）", 44, 11)
    '全县 12 个园区，\\nD 级 7 个\\n（58.3%）'
    """
    room = (width - 8) / 25.4 * 72 / size
    lines, used = [""], 0.0
    for word in _WORD.findall(text):
        length = _length(word)
        if word == "\n" or (lines[-1] and used + length > room):
            lines.append("")
            used = 0.0
        lines[-1] += word.strip("\n") if used else word.lstrip()
        used += length
    return "\n".join(line.rstrip() for line in lines)


def clip(text: str, most: float) -> str:
    """The beginning of ``text``, at most ``most`` Chinese characters wide.

    >>> clip("园区未设特勤消防站", 6), clip("GB 36894", 6)
    ('园区未设特…', 'GB 36894')
    """
    line = " ".join(text.split())
    if _length(line) <= most:
        return line
    while line and _length(line) > most - 1:
        line = line[:-1]
    return f"{line}…"


def _length(text: str) -> float:
    """The width in Chinese characters."""
    return sum(0.55 if char < "\u2000" else 1.0 for char in text)


def plain(*texts: Text) -> None:
    """Let no dollar sign turn words into a formula."""
    for text in texts:
        text.set_parse_math(False)


@cache
def font(size: float) -> FontProperties:
    """The Chinese face at a size in points."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=fonts.sans_path(), size=size)


def shown(text: str) -> str:
    """``text`` with 〓, the printer's sign for a missing type, for what the face lacks."""
    covered = fonts.sans()
    return "".join(char if char == "\n" or covered.shape(char) else "〓" for char in text)
