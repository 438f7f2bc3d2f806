"""What the county page says in words: the headline figures, what keeps a park from D, and the editions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app import wording, wording_park, wording_verdict
from app.core import ten_two
from app.core.entries import Grade
from app.core.rollup import Against, Graded, Standing
from app.core.verdict import Conclusion
from app.services.overview import Overview
from ui.widgets import editions as shown_editions


@dataclass(frozen=True, slots=True)
class Figure:
    """One headline figure: what it counts, how many, and what one must know beside it."""

    title: str
    value: str
    note: str = ""
    role: str = "ink"
    """good, warn or bad where the figure itself says so; the words say it as well."""


def figures(seen: Overview, today: date) -> tuple[Figure, ...]:
    """The headline figures in the order of the page; the basis is named wherever a grade is counted."""
    now, basis = seen.now, wording.name(seen.now.basis)
    others = len(seen.standings) - now.recognised
    ungraded = now.recognised - now.assessed
    return (
        Figure("已公布认定", f"{now.recognised} 个", f"另有 {others} 个不计入" if others else "达标率的分母"),
        Figure(
            f"已评级（{basis}）",
            f"{now.assessed} 个",
            f"尚未评级 {ungraded} 个" if ungraded else "全部已评级",
        ),
        Figure(f"达到 D 级（{basis}）", f"{now.at_top} 个 {wording.percent(now.share)}", _beside(seen)),
        *(_target(aim, basis, today) for aim in seen.targets),
        Figure("基本完成“十有”", f"{now.haves_basic} 个", f"{basis}，共 {now.recognised} 个园区"),
        _late(seen),
    )


def _beside(seen: Overview) -> str:
    """The parks that reach D by their score alone are named as such, and not counted."""
    count = len(open_at_top(seen))
    return f"得分达到 D 级、十有两禁未完成 {count} 个，不计入" if count else "只计十有两禁已完成的"


def open_at_top(seen: Overview) -> tuple[str, ...]:
    """The names of recognised parks at grade D that do not count, because 十有两禁 is not done."""
    counted = ((each.name, current(seen, each)) for each in seen.standings if each.counts(seen.now.on))
    return tuple(name for name, graded in counted if graded and graded.lines_open)


def current(seen: Overview, standing: Standing) -> Graded | None:
    """The result of a park on the page's basis and day."""
    return standing.current(seen.now.basis, seen.now.on)


def _target(aim: Against, basis: str, today: date) -> Figure:
    percent, by = wording.percentage(aim.target.percent), wording.day(aim.target.by)
    past = aim.target.by < today
    state = f"期限 {by} 已过" if past else f"期限 {by}"
    title = f"{percent} 目标（{basis}）"
    note = f"须有 {aim.needed} 个，{state}"
    if not aim.missing:
        return Figure(title, "已达到", note, "good")
    return Figure(title, f"还差 {aim.missing} 个", note, "bad" if past else "warn")


def _late(seen: Overview) -> Figure:
    owing = len({late.measure.park_id for late in seen.late})
    if not seen.late:
        return Figure("逾期措施", "0 条", "没有逾期", "good")
    return Figure("逾期措施", f"{len(seen.late)} 条", f"涉及 {owing} 个园区", "bad")


def grade(seen: Overview, found: Graded) -> str:
    """A grade with its name in the edition that gave it; a published one takes the usual names."""
    own = [used.standard for used in seen.used if used.standard.checksum in found.editions]
    for standard in own:
        if standard.bands:
            return wording_verdict.grade_in(standard, found.grade)
    return wording.grade(found.grade, seen.names[found.grade])


def conclusion(found: Graded | None) -> str:
    """What a result comes to for the share at D."""
    return wording_park.conclusion(found) if found else "尚未评级"


def blockers(seen: Overview, found: Graded) -> str:
    """What stands between a park and D beside missing points, as far as it was recorded."""
    return "；".join(_blockers(seen, found)) or "仅差得分"


def _blockers(seen: Overview, found: Graded) -> Iterator[str]:
    if found.held_by is None and found.grade is not Grade.D and not found.points_to_top:
        yield "否决情形或方面最低分（未记录是哪一条）"
    for key in found.held_by or ():
        yield _held(seen, found, key)
    if found.conclusion is Conclusion.TEN_TWO_UNKNOWN:
        yield "十有两禁未核查"
    elif open_ := _open(seen, found):
        yield f"十有两禁 {len(open_)} 项未达到要求（{'、'.join(open_)}）"
    if found.provisional:
        yield "尚有未作答项"


def _open(seen: Overview, found: Graded) -> list[str]:
    """The marks of the lines that are not as far as grade D asks."""
    rule = seen.edition.ten_two
    if rule is None or not rule.enabled:
        return []
    marks = {line.id: wording_verdict.line_mark(line) for line in seen.lines}
    return [marks.get(key, key) for key, state in found.lines.items() if not ten_two.fulfils(rule, state)]


def _held(seen: Overview, found: Graded, key: str) -> str:
    for used in seen.used:
        if used.standard.checksum not in found.editions:
            continue
        if key in used.standard.veto:
            return f"否决情形 {key}：{used.standard.veto[key].text.rstrip('。')}"
        for section in used.standard.sections:
            if section.id == key:
                return f"方面“{section.title}”低于最低分"
    return f"否决情形或方面最低分（{key}）"


def gap(value: Fraction | None) -> str:
    """Points missing to grade D, out of 100."""
    if value is None:
        return ""
    return wording.lacking(value) if value else "得分已够"


def late_by(due: date, today: date) -> str:
    """How late a measure is; the word stands beside the colour."""
    return f"逾期 {(today - due).days} 天"


def editions(seen: Overview) -> tuple[str, ...]:
    """A line for every edition that a counted grade comes from, and one for grades from elsewhere."""
    lines = [
        f"{wording_verdict.edition_line(used.standard)}（{used.rounds} 个园区的结果）" for used in seen.used
    ]
    if seen.published:
        lines.append(f"另有 {seen.published} 个园区的等级为登记的公布结果，所用标准包不详")
    return tuple(lines)


def editions_line(seen: Overview) -> str:
    """The same in one line, for the status line."""
    return shown_editions.line(*(used.standard for used in seen.used))
