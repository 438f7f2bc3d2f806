"""The cost–time front of a park on its way to grade D: what money and patience buy, and which way is on show."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app import wording, wording_whatif
from app.core.shortest import Way
from app.reports import charts_canvas as canvas
from app.reports.charts_canvas import PAGE, PAPER, Palette, Sheet, Size

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Point = tuple[int, Decimal]
"""Days and 万元."""

_ABOVE: dict[str, Any] = {"offset": (6, 7), "va": "bottom"}
_WORDS, _LINE = 36.0, 7.0
"""Width and height in mm of the words beside a point: so far labelled points are apart."""
_LOW = 60.0
"""Height in mm below which the note has to be short."""


def front(
    ways: Sequence[Way],
    place: str,
    on: date,
    *,
    chosen: Way | None = None,
    palette: Palette = PAPER,
    size: Size = PAGE,
) -> Figure:
    """Every way that no other beats in both cost and days, the fastest first; the one on show is marked.

    Between two points the line is a stair: less money than a point's buys nothing sooner than the next.
    """
    if not ways:
        return canvas.nothing(f"{place}的投入与工期", "没有可以比较的路径。", palette, size)
    points = [(way.days, way.cost) for way in ways]
    made = canvas.sheet(
        wording_whatif.front_found(ways, place), _note(ways, on, brief=size[1] < _LOW), palette, size
    )
    shown = (chosen.days, chosen.cost) if chosen else None
    most = (max(day for day, _ in _with(points, shown)), max(cost for _, cost in _with(points, shown)))
    room = (max(20.0, 0.65 * size[0]), max(12.0, size[1] - 42))
    _axes(made, most, room)
    _stair(made, points)
    if shown:
        _mark(made, shown)
    scale = (room[0] / (most[0] or 1), room[1] / float(most[1] or 1))
    for point in _labelled(points, shown, scale):
        words = wording_whatif.point(*point)
        ends = room[0] < 2 * _WORDS and 2 * point[0] > most[0]
        canvas.beside(made, point[0], float(point[1]), words, ha="right" if ends else "left", **_ABOVE)
    return made.figure


def _stair(made: Sheet, points: Sequence[Point]) -> None:
    """The front itself."""
    made.axes.plot(
        [days for days, _ in points],
        [float(cost) for _, cost in points],
        drawstyle="steps-post",
        color=made.palette.accent,
        linewidth=1.4,
        marker="o",
        markersize=5,
        zorder=3,
    )


def _note(ways: Sequence[Way], on: date, *, brief: bool) -> str:
    unknown = len({subject for way in ways for subject in way.unknown})
    left = f"；另有 {unknown} 项投入未知，没有计入" if unknown else ""
    if brief:
        return f"{wording_whatif.SIDE_BY_SIDE}{left}"
    means = "每个点是一条路径，再省钱就要更久、再快就要更贵"
    return f"{means}；{wording_whatif.SIDE_BY_SIDE}{left}；截至 {wording.day(on)}"


def _with(points: Sequence[Point], shown: Point | None) -> list[Point]:
    return [*points, *([shown] if shown else [])]


def _axes(made: Sheet, most: Point, room: Size) -> None:
    """Both axes from 0, with round numbers and room for the words beside the last point."""
    days, cost = float(most[0] or 1), float(most[1] or 1)
    for axis, most_, marks in (("x", days, room[0] / 16), ("y", cost, room[1] / _LINE)):
        step = _step(most_, min(6, max(1, int(marks))))
        places = [step * at for at in range(math.ceil(most_ / step) + 1)]
        canvas.ticks(
            made, axis, places, [wording.grouped(Decimal(str(place)).normalize()) for place in places]
        )
    made.axes.set_xlim(0, days * 1.3)
    made.axes.set_ylim(0, cost * (1 + max(0.22, 9 / room[1])))
    canvas.axis_titles(made, "工期（天）", "投入（万元）")
    canvas.grid(made, "both")


def _step(most: float, marks: int) -> float:
    """A round step that makes at most so many marks.

    >>> _step(540, 6), _step(4592, 6), _step(4592, 2), _step(0.3, 6)
    (100.0, 1000.0, 5000.0, 0.05)
    """
    power = math.floor(math.log10(most / marks))
    steps = (round(factor * 10.0**power, max(0, -power)) for factor in (1, 2, 5, 10))
    return next(step for step in steps if most / step <= marks)


def _mark(made: Sheet, shown: Point) -> None:
    """The way on show: a ring around its point, and its name."""
    made.axes.plot(
        [shown[0]],
        [float(shown[1])],
        marker="o",
        markersize=12,
        markerfacecolor="none",
        markeredgecolor=made.palette.warning,
        markeredgewidth=1.8,
        linestyle="none",
        zorder=4,
    )
    place = (float(shown[0]), float(shown[1]))
    canvas.beside(
        made, *place, "当前方案", offset=(0, -11), ha="center", va="top", color=made.palette.warning
    )


def _labelled(points: Sequence[Point], shown: Point | None, scale: Size) -> Iterator[Point]:
    """The points that get words: the ends, the one on show, and others that stand far enough from these."""
    ends = [points[0], points[-1], *([shown] if shown else [])]
    kept: list[Point] = []
    for point in [*ends, *points]:
        if all(_far(point, other, scale) for other in kept):
            kept.append(point)
            yield point


def _far(one: Point, other: Point, scale: Size) -> bool:
    """Whether the words beside two points do not meet; ``scale`` is mm for a day and for 1 万元."""
    across = abs(one[0] - other[0]) * scale[0]
    return across > _WORDS or abs(float(one[1] - other[1])) * scale[1] > _LINE
