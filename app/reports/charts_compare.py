"""The charts of comparison: points by section between two rounds, and the items over-rated most often."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from app import wording, wording_compare, wording_verdict
from app.core.compare import Comparison, Difference
from app.core.overrated import Overrated
from app.core.standard import Standard
from app.reports import charts_canvas as canvas
from app.reports.charts_canvas import PAGE, PAPER, Palette, Sheet, Size

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MOST_ITEMS = 12
_ROW, _AROUND = 5.0, 38.0
"""Millimetres that an item needs, and that the words around the axes take."""
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 10**9)


def sections(
    found: Comparison,
    called: tuple[str, str],
    on: date,
    *,
    rated: bool,
    palette: Palette = PAPER,
    size: Size = PAGE,
) -> Figure:
    """For each section the points of the right less those of the left: lost to the left, won to the right."""
    title = wording_compare.finding(found, called, rated=rated)
    note = wording_compare.basis(found, called, on)
    shown = [one for one in found.sections if one.compared]
    if not shown:
        return canvas.nothing(title, "两轮评估没有可比的项。", palette, size)
    made = canvas.sheet(title, f"斜线为减少，实心为增加。{note}", palette, size)
    for place, one in enumerate(shown):
        _difference(made, place, one, rated=rated)
    canvas.ticks(made, "y", range(len(shown)), [canvas.clip(one.section.title, 14) for one in shown])
    made.axes.set_ylim(len(shown) - 0.5, -0.5)
    made.axes.axvline(0, color=palette.text, linewidth=0.9)
    _scale(made, [float(one.points) for one in shown])
    canvas.axis_titles(made, f"{called[1]}减{wording_compare.apart(called[0])}（原始分，分）")
    canvas.grid(made, "x")
    return made.figure


def _difference(made: Sheet, place: int, one: Difference, *, rated: bool) -> None:
    value = float(one.points)
    lost = value < 0
    made.axes.barh(
        place,
        value,
        height=0.56,
        color=made.palette.background if lost else made.palette.accent,
        edgecolor=made.palette.warning if lost else made.palette.accent,
        hatch="///" if lost else "",
        linewidth=1.1,
    )
    words = wording_compare.section_words(one, rated=rated)
    # Beside the bar, on the side of the axis that it leaves free: there is always room for the words.
    canvas.beside(made, 0.0, place, words, offset=(5, 0) if lost else (-5, 0), ha="left" if lost else "right")


def _scale(made: Sheet, values: Sequence[float]) -> None:
    """Both ways alike, so that a bar to the left reads as one to the right."""
    most = max((abs(value) for value in values), default=1.0) or 1.0
    reach = most * 1.15
    step = next(step for step in _STEPS if reach <= 4 * step)
    marks = [mark for mark in range(-4 * step, 4 * step + 1, step) if abs(mark) <= reach]
    canvas.ticks(
        made, "x", marks, [f"{'−' if mark < 0 else '+' if mark else ''}{abs(mark)}" for mark in marks]
    )
    made.axes.set_xlim(-reach, reach)


def _room(size: Size) -> int:
    """As many items as a chart of this size can name."""
    return max(3, min(_MOST_ITEMS, int((size[1] - _AROUND) / _ROW)))


def overrated(  # noqa: PLR0913  what is drawn, and how
    items: Sequence[Overrated],
    place: str,
    parks: int,
    on: date,
    *,
    sources: Iterable[Standard] = (),
    palette: Palette = PAPER,
    size: Size = PAGE,
) -> Figure:
    """The items rated too high most often: in how many parks, and by how many points on average."""
    title = wording_compare.region_finding(place, parks, tuple(items))
    shown = [one for one in items if one.over][: _room(size)]
    if not shown:
        return canvas.nothing(title, "没有被高估的项。", palette, size)
    editions = "、".join(wording_verdict.edition_brief(standard) for standard in sources)
    note = f"{wording_compare.REGION_BASIS}；共 {parks} 个园区；依据：{editions}；截至 {wording.day(on)}"
    made = canvas.sheet(title, note, palette, size)
    for row, one in enumerate(shown):
        made.axes.barh(row, one.over, height=0.6, color=palette.accent)
        words = f"{one.over}/{one.compared} 个，平均高估 {wording_compare.mean(one.mean)} 分"
        canvas.beside(made, one.over, row, words)
    labels = [f"{one.item.number} {canvas.clip(one.item.text, 12)}" for one in shown]
    canvas.ticks(made, "y", range(len(shown)), labels)
    made.axes.set_ylim(len(shown) - 0.5, -0.5)
    most = shown[0].over
    step = next(step for step in _STEPS if most <= 6 * step)
    places = range(0, most + step, step)
    canvas.ticks(made, "x", places, [str(mark) for mark in places])
    made.axes.set_xlim(0, most * 1.9)
    canvas.axis_titles(made, "自评高估的园区数（个）")
    canvas.grid(made, "x")
    return made.figure
