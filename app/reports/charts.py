"""The charts of a region: its share at D against the targets, its grades, and its ten haves and two bans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app import wording, wording_verdict
from app.core import rollup
from app.core.entries import Grade
from app.core.rollup import Against, Basis, Rollup, Standing
from app.core.standard import Line, LineKind, LineState, Standard, Target
from app.reports import charts_canvas as canvas
from app.reports.charts_canvas import GRADE_PATTERN, LINE_PATTERN, PAGE, PAPER, Palette, Sheet, Size

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def share_over_time(
    rolled: Sequence[Rollup],
    targets: Iterable[Target],
    place: str,
    *,
    sources: Iterable[Standard] = (),
    palette: Palette = PAPER,
    size: Size = PAGE,
) -> Figure:
    """The share at D over time (``rollup.over_time``), with the targets as lines.

    ``sources`` are the editions of the counted results; a chart that travels alone names them.
    """
    title = f"{place}达到 D 级的园区占比"
    if not rolled or not rolled[-1].recognised:
        return canvas.nothing(title, f"{place}没有已公布认定的园区，无法计算达标率。", palette, size)
    last, aims = rolled[-1], sorted(targets, key=lambda target: target.by)
    made = canvas.sheet(
        wording_verdict.share_found(place, last, aimed(last, aims)),
        _note(last.basis, last.on, sources),
        palette,
        size,
    )
    graded = next((place for place, found in enumerate(rolled) if found.assessed), len(rolled) - 1)
    shown = rolled[max(0, graded - 1) :]
    first = rolled[graded].on - timedelta(days=120)
    final = max(last.on, *(target.by for target in aims), first + timedelta(days=180))
    _targets(made, aims, canvas.days(first))
    _share_line(made, shown, (final - first).days)
    canvas.month_axis(made, first, final)
    made.axes.set_xlim(canvas.days(first), canvas.days(final) + (final - first).days * 0.1)
    made.axes.set_ylim(0, 108)
    canvas.ticks(made, "y", range(0, 101, 20), [f"{step}%" for step in range(0, 101, 20)])
    canvas.axis_titles(made, y="D 级园区占已公布认定园区的比例（%）")
    canvas.grid(made, "y")
    return made.figure


def aimed(rolled: Rollup, targets: Iterable[Target]) -> Against | None:
    """The first target not reached yet, or the last one where all are; None without targets."""
    every = [rollup.against(rolled, target) for target in sorted(targets, key=lambda target: target.by)]
    return next((found for found in every if found.missing), every[-1] if every else None)


def _targets(made: Sheet, targets: Sequence[Target], first: float) -> None:
    for target in targets:
        percent, by = float(target.percent), canvas.days(target.by)
        made.axes.axhline(percent, color=made.palette.muted, linewidth=0.9, linestyle=(0, (6, 3)))
        made.axes.plot(
            [by], [percent], marker="D", markersize=5, color=made.palette.muted, linestyle="", zorder=4
        )
        words = f"{wording.percentage(target.percent)} 目标（{wording.year_end(target.by)}前）"
        canvas.beside(made, first, percent, words, offset=(4, 1), va="bottom")


def _share_line(made: Sheet, rolled: Sequence[Rollup], span: int) -> None:
    xs = [canvas.days(found.on) for found in rolled]
    ys = [float(100 * found.share) for found in rolled]
    made.axes.step(xs, ys, where="post", color=made.palette.accent, linewidth=2, zorder=3)
    made.axes.plot(xs[-1:], ys[-1:], "o", color=made.palette.accent, markersize=5, zorder=4)
    canvas.beside(made, xs[-1], ys[-1], _share_words(rolled[-1]), offset=(6, 0))
    free = 0.0
    for place, found in enumerate(rolled[:-1]):
        before = ys[place - 1] if place else 0.0
        if ys[place] in (before, ys[-1]) or xs[place] < free:
            continue
        # Where the line has just risen, the place to its upper left is free; where it fell, the upper right.
        rising = ys[place] > before
        canvas.beside(
            made,
            xs[place],
            ys[place],
            _share_words(found),
            offset=(-3 if rising else 3, 1),
            ha="right" if rising else "left",
            va="bottom",
        )
        free = xs[place] + span * 0.07


def _share_words(found: Rollup) -> str:
    return f"{wording.percent(found.share)}\n{found.at_top}/{found.recognised} 个"


def grade_mix(
    rolled: Rollup,
    names: Mapping[Grade, str],
    place: str,
    *,
    sources: Iterable[Standard] = (),
    palette: Palette = PAPER,
    size: Size = PAGE,
) -> Figure:
    """How many parks stand at each grade; ``names`` are the grades' Chinese names, ``sources`` the editions."""
    if not rolled.assessed:
        sentence = f"{place}在{wording.name(rolled.basis)}下还没有已评级的园区。"
        return canvas.nothing(f"{place}各等级园区数", sentence, palette, size)
    note = f"{_note(rolled.basis, rolled.on, sources)}{_not_counted(rolled)}"
    made = canvas.sheet(_mix_found(rolled, names, place), note, palette, size)
    rows = [*reversed(Grade)]
    ungraded = rolled.recognised - rolled.assessed
    for row, grade in enumerate(rows):
        _bar(made, row, rolled.grades.get(grade, 0), palette.grades[grade], GRADE_PATTERN[grade])
    if ungraded:
        made.axes.barh(
            len(rows), ungraded, height=0.62, color="none", edgecolor=palette.muted, linestyle="--"
        )
    counts = [*(rolled.grades.get(grade, 0) for grade in rows), *([ungraded] if ungraded else [])]
    for row, count in enumerate(counts):
        canvas.beside(made, count, row, f"{count} 个")
    labels = [wording.grade(grade, names[grade]) for grade in rows] + (["尚未评级"] if ungraded else [])
    labels[0] += "（最好）"
    canvas.ticks(made, "y", range(len(labels)), labels)
    made.axes.set_ylim(len(labels) - 0.5, -0.5)
    _count_axis(made, max(counts))
    return made.figure


def _mix_found(rolled: Rollup, names: Mapping[Grade, str], place: str) -> str:
    most = max(Grade, key=lambda grade: (rolled.grades.get(grade, 0), grade.rank))
    return (
        f"{place}已评级 {rolled.assessed} 个园区，{wording.grade(most, names[most])}最多，"
        f"有 {rolled.grades[most]} 个"
    )


def _not_counted(rolled: Rollup) -> str:
    """Why fewer parks count for the share than stand at D."""
    top = Grade.D.value
    held = rolled.grades.get(Grade.D, 0) - rolled.at_top
    if not held:
        return ""
    return f"。{top} 级中有 {held} 个因十有两禁未完成、未核查或结果暂定，不计入达标率"


def lines_over_parks(  # noqa: PLR0913  what is drawn, and how
    standings: Iterable[Standing],
    lines: Sequence[Line],
    rolled: Rollup,
    place: str,
    *,
    sources: Iterable[Standard] = (),
    palette: Palette = PAPER,
    size: Size = (156.0, 120.0),
) -> Figure:
    """For each of the twelve lines, in how many recognised parks it is done, basically done, or not.

    ``rolled`` says on which basis and day the parks' rounds are taken.
    """
    twelve = [line for line in lines if line.kind is not LineKind.LAW]
    basis, on = rolled.basis, rolled.on
    rounds = [standing.current(basis, on) for standing in standings if standing.counts(on)]
    looked = [found for found in rounds if found and found.lines]
    title = f"{place}十有两禁完成情况"
    if not looked or not twelve:
        return canvas.nothing(title, f"{place}还没有核查过十有两禁的园区。", palette, size)
    done = sum(found.haves_basic is True for found in looked)
    made = canvas.sheet(
        f"{place}已核查 {len(looked)} 个园区，基本完成“十有”的 {done} 个{_weakest(twelve, looked)}",
        f"{_note(basis, on, sources)}。每条自左至右：已完成、基本完成、未完成、不适用的园区数。",
        palette,
        size,
    )
    for row, line in enumerate(twelve):
        _stack(made, row, Counter(found.lines[line.id] for found in looked if line.id in found.lines))
    canvas.ticks(made, "y", range(len(twelve)), [wording_verdict.line(line) for line in twelve])
    made.axes.set_ylim(len(twelve) - 0.5, -0.5)
    _count_axis(made, len(looked))
    return made.figure


def _weakest(lines: Sequence[Line], looked: Sequence[rollup.Graded]) -> str:
    open_ = {
        line.id: sum(found.lines.get(line.id) is LineState.INCOMPLETE for found in looked) for line in lines
    }
    worst = max(lines, key=lambda line: open_[line.id])
    if not open_[worst.id]:
        return ""
    return f"；未完成最多的是{wording.quoted(worst.title)}（{open_[worst.id]} 个）"


def _stack(made: Sheet, row: int, counts: Mapping[LineState, int]) -> None:
    left = 0
    for state in LineState:
        count = counts.get(state, 0)
        if count:
            _bar(made, row, count, made.palette.line(state), LINE_PATTERN[state], left)
            boxed(made, left + count / 2, row, f"{wording.name(state)} {count}" if count > 1 else str(count))
        left += count


def boxed(made: Sheet, x: float, y: float, words: str) -> None:
    """Words on top of a pattern, on a ground of their own so that they stay legible."""
    box = {"facecolor": made.palette.background, "edgecolor": "none", "pad": 1.0}
    canvas.write(made, x, y, words, ha="center", size=canvas.SMALL, bbox=box)


def _bar(made: Sheet, row: int, count: int, colour: str, pattern: str, left: int = 0) -> None:
    made.axes.barh(
        row,
        count,
        left=left,
        height=0.62,
        color=colour,
        edgecolor=made.palette.background,
        hatch=pattern,
        linewidth=0.8,
    )


def _count_axis(made: Sheet, most: int) -> None:
    step = max(1, -(-most // 8))
    places = range(0, most + step, step)
    canvas.ticks(made, "x", places, [str(place) for place in places])
    made.axes.set_xlim(0, most * 1.08 + 0.2)
    canvas.axis_titles(made, "园区数（个）")
    canvas.grid(made, "x")


def _note(basis: Basis, on: date, sources: Iterable[Standard]) -> str:
    editions = "、".join(wording_verdict.edition_brief(standard) for standard in sources)
    return (
        f"口径：{wording_verdict.counted_on(basis)}；截至 {wording.day(on)}；"
        f"分母为已公布认定的园区（安委办〔2024〕1号）{f'；依据：{editions}' if editions else ''}"
    )
