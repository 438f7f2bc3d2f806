"""The charts of one park: points by section, the twelve lines and their checkpoints, the plan over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app import wording, wording_verdict
from app.core.plan import Measure, MeasureState, totals
from app.core.scoring import SectionScore
from app.core.standard import LineState
from app.core.ten_two import LineResult, TenTwo
from app.core.verdict import Verdict
from app.reports import charts_canvas as canvas
from app.reports.charts_canvas import PAGE, PAPER, Palette, Sheet, Size

if TYPE_CHECKING:
    from matplotlib.figure import Figure

GANTT_ROWS = 28
"""As many measures as fit on one sheet; a longer plan takes several (``gantt_sheets``)."""


UPPER, LOWER = (156.0, 66.0), (156.0, 92.0)
"""The sizes of two charts that share the first page of an annex, in mm."""


def sections(found: Verdict, place: str, on: date, *, palette: Palette = PAPER, size: Size = PAGE) -> Figure:
    """Points got of full points in each section; what is unanswered is shown as still open."""
    scores = found.low.card.sections
    hatched = "斜线为未作答部分，按最低档计；" if found.provisional else ""
    note = f"{hatched}{wording_verdict.edition_line(found.standard)}；截至 {wording.day(on)}"
    made = canvas.sheet(_sections_found(found, place), note, palette, size)
    for row, (low, high) in enumerate(zip(scores, found.high.card.sections, strict=True)):
        _section(made, row, low, high)
    canvas.ticks(made, "y", range(len(scores)), [canvas.clip(s.section.title, 14) for s in scores])
    made.axes.set_ylim(len(scores) - 0.5, -0.5)
    most = max((float(score.full) for score in scores), default=1.0) or 1.0
    made.axes.set_xlim(0, most * 1.42)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 10**9) if most <= 7 * step)
    places = range(0, int(most * 1.42) + 1, step)
    canvas.ticks(made, "x", places, [str(place) for place in places])
    canvas.axis_titles(made, "原始分（分）")
    canvas.grid(made, "x")
    return made.figure


def _sections_found(found: Verdict, place: str) -> str:
    head = f"{place}得分 {wording.score(found.score)} 分，{wording_verdict.grade_of(found)}"
    if found.provisional:
        head += f"（暂定）；可能为 {wording_verdict.possible(found)}"
    # What is lost for certain: what is unanswered may still be won.
    worst = max(found.high.card.sections, key=lambda score: score.full - score.got)
    lost = worst.full - worst.got
    return (
        f"{head}；失分最多的是“{worst.section.title.split('、', 1)[-1]}”（{wording.points(lost)} 分）"
        if lost
        else head
    )


def _section(made: Sheet, row: int, low: SectionScore, high: SectionScore) -> None:
    colour, full, got = made.palette.accent, float(low.full), float(low.got)
    made.axes.barh(row, full, height=0.6, color=made.palette.background, edgecolor=made.palette.muted)
    if high.got > low.got:
        made.axes.barh(
            row,
            float(high.got) - got,
            left=got,
            height=0.6,
            color=made.palette.background,
            edgecolor=colour,
            hatch="///",
        )
    made.axes.barh(row, got, height=0.6, color=colour)
    canvas.beside(made, full, row, _section_words(low, high))


def _section_words(low: SectionScore, high: SectionScore) -> str:
    if not low.full:
        return "本方面均不适用"
    words = f"{wording.points(low.got)}/{wording.points(low.full)} 分，{wording.percent(low.got / low.full)}"
    if high.got > low.got:
        words += "，含未作答"
    notes = [
        *(["前置条件不满足"] if low.gate is False and high.gate is False else []),
        *([f"距最低分差 {wording.points(low.short)} 分"] if low.short else []),
    ]
    return "\n".join([words, *notes])


def ten_two(
    found: TenTwo | None, place: str, on: date, *, palette: Palette = PAPER, size: Size = (156.0, 120.0)
) -> Figure:
    """The twelve lines of one park: checkpoints met, partly met, unmet and not looked at, and the state."""
    title = f"{place}十有两禁核查情况"
    if found is None or not found.looked_at:
        return canvas.nothing(title, "十有两禁尚未核查。", palette, size)
    made = canvas.sheet(_ten_two_found(found, place), _ten_two_note(found, on), palette, size)
    most = max(1, *(_applicable(result) for result in found.lines))
    for row, result in enumerate(found.lines):
        _line(made, row, result)
    names = [wording_verdict.line(result.line) for result in found.lines]
    canvas.ticks(made, "y", range(len(names)), [canvas.clip(name, 20) for name in names])
    made.axes.set_ylim(len(names) - 0.5, -0.5)
    canvas.ticks(made, "x", range(most + 1), [str(count) for count in range(most + 1)])
    made.axes.set_xlim(0, most * 1.24)
    canvas.axis_titles(made, "适用的检查点数（个）")
    return made.figure


def _applicable(result: LineResult) -> int:
    return result.met + result.partial + result.unmet + result.unanswered


def _ten_two_found(found: TenTwo, place: str) -> str:
    done = len(found.lines) - len(found.open)
    head = f"{place}十有两禁 {len(found.lines)} 项，{done} 项达到要求"
    open_ = "、".join(result.line.title for result in found.open[:3])
    more = "等" if len(found.open) > 3 else ""
    return f"{head}；尚未达到：{open_}{more}" if found.open else head


def _ten_two_note(found: TenTwo, on: date) -> str:
    return (
        "每条自左至右：满足（实心）、部分满足（点）、不满足（叉）、未核查（空白）的检查点数；"
        f"达到要求指“{wording.name(found.rule.needed_state)}”（{wording.name(found.rule.status)}）；"
        f"截至 {wording.day(on)}"
    )


def _line(made: Sheet, row: int, result: LineResult) -> None:
    palette, left = made.palette, 0
    pieces = (
        (result.met, palette.accent, ""),
        (result.partial, palette.background, "..."),
        (result.unmet, palette.background, "xxx"),
        (result.unanswered, palette.background, ""),
    )
    for count, colour, pattern in pieces:
        if count:
            edge = palette.background if colour == palette.accent else palette.muted
            made.axes.barh(
                row, count, left=left, height=0.62, color=colour, edgecolor=edge, hatch=pattern, linewidth=0.8
            )
        left += count
    late = result.state is LineState.INCOMPLETE
    words = f"{wording.name(result.state)} {result.met}/{_applicable(result)}"
    canvas.beside(made, left, row, words, color=palette.warning if late else palette.text)


def gantt(
    measures: Sequence[Measure],
    today: date,
    *,
    numbers: Sequence[int] = (),
    palette: Palette = PAPER,
    size: Size | None = None,
) -> Figure:
    """Each measure from start to due with its state; the overdue ones in red and named so.

    ``numbers`` are their serial numbers in the plan, 1, 2, … unless given; the height follows the number
    of measures unless ``size`` is given.
    """
    size = size or (156.0, 34.0 + 6.2 * max(4, len(measures)))
    title = "整改措施进度"
    if not measures:
        return canvas.nothing(title, "还没有整改措施。", palette, size)
    dates = [day for measure in measures for day in (measure.start, measure.due) if day]
    if not dates:
        return canvas.nothing(title, "整改措施都还没有填写起止时间。", palette, size)
    made = canvas.sheet(_gantt_found(measures, today), _gantt_note(today), palette, size)
    low, high = min(*dates, today), max(*dates, today)
    span = max(30, (high - low).days)
    for row, measure in enumerate(measures):
        _measure(made, row, measure, today, low)
    serial = numbers or range(1, len(measures) + 1)
    labels = [f"{number} {_short(one)}" for number, one in zip(serial, measures, strict=False)]
    canvas.ticks(made, "y", range(len(labels)), labels)
    made.axes.set_ylim(len(labels) - 0.4, -0.6)
    canvas.month_axis(made, low, low + timedelta(days=span))
    canvas.grid(made, "x")
    made.axes.set_xlim(canvas.days(low) - span * 0.01, canvas.days(low) + span * 1.24)
    made.axes.axvline(canvas.days(today), color=palette.warning, linewidth=1, linestyle="--", zorder=1)
    made.around.above = 1.2 * canvas.SMALL
    canvas.beside(made, canvas.days(today), -0.6, wording.day(today), offset=(0, 1), ha="center", va="bottom")
    return made.figure


def gantt_sheets(measures: Sequence[Measure], today: date, *, palette: Palette = PAPER) -> tuple[Figure, ...]:
    """The Gantt of a plan of any length, as many sheets as it takes."""
    starts = range(0, max(1, len(measures)), GANTT_ROWS)
    return tuple(
        gantt(
            measures[start : start + GANTT_ROWS],
            today,
            numbers=range(start + 1, len(measures) + 1),
            palette=palette,
        )
        for start in starts
    )


def _gantt_found(measures: Sequence[Measure], today: date) -> str:
    figures = totals(measures, today)
    late = f"，逾期 {figures.overdue} 项" if figures.overdue else "，无逾期"
    return f"整改措施 {figures.count} 项，已销号 {figures.closed} 项{late}"


def _gantt_note(today: date) -> str:
    return f"竖虚线为 {wording.day(today)}；空白为待整改，斜线为整改中，点为待验收，实心为已销号；红色为逾期"


def _short(measure: Measure) -> str:
    return canvas.clip(measure.finding or measure.action or wording.MISSING, 15)


_STATE_PATTERN = {
    MeasureState.OPEN: "",
    MeasureState.DOING: "///",
    MeasureState.CHECKING: "...",
    MeasureState.CLOSED: "",
}


def _measure(made: Sheet, row: int, measure: Measure, today: date, low: date) -> None:
    late = measure.overdue(today)
    colour = made.palette.warning if late else made.palette.accent
    start, due = measure.start or measure.due, measure.due or measure.start
    if start is None or due is None:
        canvas.write(made, canvas.days(low), row, "未定起止时间", size=canvas.SMALL, color=made.palette.muted)
        return
    made.axes.barh(
        row,
        max(2, (due - start).days),
        left=canvas.days(start),
        height=0.58,
        color=colour if measure.state is MeasureState.CLOSED else made.palette.background,
        edgecolor=colour,
        hatch=_STATE_PATTERN[measure.state],
        linewidth=1.4 if late else 0.9,
        zorder=2,
    )
    words = wording.name(measure.state)
    if late:
        words += f"，逾期 {(today - due).days} 天"
    canvas.beside(made, canvas.days(max(start, due)), row, words, color=colour if late else made.palette.text)
