"""县域情况: how a region stands against the dated targets, park by park, for those who steer it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app import wording, wording_verdict
from app.core import rollup
from app.core.rollup import Basis, Graded, Rollup, Standing
from app.core.standard import LineKind, LineState, Standard
from app.reports import charts
from app.reports import content_text as text
from app.reports.blocks import Align, Block, Column, Document, Figure, Paragraph, Row, Run, Table, Title, Tone


def county(
    place: str,
    standings: Sequence[Standing],
    standard: Standard,
    judged: Standard,
    today: date,
    *,
    basis: Basis = Basis.REVIEW,
) -> Document:
    """A short report on a region; ``standard`` names the grades, ``judged`` holds lines and targets."""
    over_time = rollup.over_time(standings, basis, today)
    now = over_time[-1]
    chart = charts.share_over_time(over_time, judged.targets, place)
    parts: list[text.Part] = [
        ("达标情况", [*_share(place, now, judged), Figure(chart, "达到D级的园区占比")]),
        ("等级分布", _grades(place, now, standard)),
        ("“十有两禁”完成情况", _lines(place, standings, judged, now)),
        ("各园区情况", [_parks(standings, standard, now)]),
        ("距D级最近的园区", _nearest(standings, now)),
    ]
    title = f"{place}化工园区安全提质情况"
    return Document(
        title=title,
        author=place,
        date=today,
        blocks=(Title(f"{place}\n化工园区安全提质情况"), *_banner(basis), *text.chapters(1, parts)),
        subject=wording_verdict.share_found(place, now, charts.aimed(now, judged.targets)),
        edition_line=f"{wording_verdict.counted_on(basis)}\n{wording_verdict.edition_foot(standard)}",
    )


def _banner(basis: Basis) -> list[Block]:
    if basis is Basis.REVIEW:
        return []
    words = "【自评口径】所列等级为园区自评，未经复核确认，不作为达标依据。"
    return [Paragraph((Run(words, Tone.WARNING),), flush=True)]


def _share(place: str, now: Rollup, judged: Standard) -> list[Block]:
    if not now.recognised:
        return [Paragraph(f"{place}没有已公布认定的化工园区。")]
    head = (
        f"截至{wording.official_day(now.on)}，{place}已公布认定的化工园区{now.recognised}个，"
        f"已评级{now.assessed}个，达到D级{now.at_top}个，占{wording.percent(now.share)}；"
        f"基本完成“十有”建设任务{now.haves_basic}个。"
    )
    return [Paragraph(head), *text.listed(_against(now, judged))]


def _against(now: Rollup, judged: Standard) -> list[str]:
    said = []
    for target in sorted(judged.targets, key=lambda target: target.by):
        found = rollup.against(now, target)
        state = f"还差{found.missing}个" if found.missing else "已达到"
        late = "，时限已过" if found.missing and target.by < now.on else ""
        said.append(f"{text.stopped(target.text)}按此目标须有{found.needed}个园区达到D级，{state}{late}。")
    return said


def _grades(place: str, now: Rollup, standard: Standard) -> list[Block]:
    names = {band.grade: band.name for band in standard.bands}
    counts = "、".join(
        f"{wording.tight(wording.grade_prose(band.grade, band.name))}{now.grades.get(band.grade, 0)}个"
        for band in reversed(standard.bands)
    )
    ungraded = f"；另有{now.recognised - now.assessed}个尚未评级" if now.recognised > now.assessed else ""
    prose = (
        f"已评级的{now.assessed}个园区中，{counts}{ungraded}。"
        "得分达到D级但“十有两禁”未完成的，不计入达到D级的园区数。"
    )
    return [Paragraph(prose), Figure(charts.grade_mix(now, names, place), "各等级园区数")]


def _lines(place: str, standings: Sequence[Standing], judged: Standard, now: Rollup) -> list[Block]:
    rounds = [standing.current(now.basis, now.on) for standing in standings if standing.counts(now.on)]
    looked = [found for found in rounds if found and found.lines]
    twelve = [line for line in judged.lines if line.kind is not LineKind.LAW]
    open_ = {
        line.id: sum(found.lines.get(line.id) is LineState.INCOMPLETE for found in looked) for line in twelve
    }
    worst = sorted((line for line in twelve if open_[line.id]), key=lambda line: -open_[line.id])[:3]
    named = "、".join(f"{wording.quoted(line.title)}（{open_[line.id]}个园区未完成）" for line in worst)
    prose = f"已核查“十有两禁”的园区{len(looked)}个。" + (f"短板主要是{named}。" if named else "")
    chart = charts.lines_over_parks(standings, judged.lines, now, place)
    return [Paragraph(prose), Figure(chart, "“十有两禁”完成情况")]


_TABLE_NOTE = "等级按{}；各园区的等级和得分由其评估所锁定的标准包得出，或为公布结果。"


def _parks(standings: Sequence[Standing], standard: Standard, now: Rollup) -> Table:
    names = {band.grade: band.name for band in standard.bands}
    rows = []
    for position, standing in enumerate(standings, 1):
        graded = standing.current(now.basis, now.on)
        grade = wording.grade(graded.grade, names[graded.grade]) if graded else "尚未评级"
        counted = "不计入" if not standing.counts(now.on) else "是" if graded and graded.reached else "否"
        score = wording.score(graded.score) if graded and graded.score is not None else "—"
        on = wording.day(graded.decided_on) if graded else "—"
        status = wording.name(standing.recognition)
        rows.append(Row((str(position), standing.name, status, grade, score, on, counted)))
    columns = (
        Column("序号", 0.7, Align.CENTRE),
        Column("园区", 3.0),
        Column("认定状态", 1.75, Align.CENTRE),
        Column("等级", 2.0, Align.CENTRE),
        Column("得分", 0.9, Align.RIGHT),
        Column("日期", 1.5, Align.CENTRE),
        Column("计为\n达标", 1.05, Align.CENTRE),
    )
    return Table(columns, tuple(rows), "各园区等级", _TABLE_NOTE.format(wording.name(now.basis)))


def _nearest(standings: Sequence[Standing], now: Rollup) -> list[Block]:
    return text.listed(
        text.stopped("，".join([standing.name, *_lacking(graded)]))
        for standing, graded in rollup.nearest(standings, now.basis, now.on)[:5]
    )


def _lacking(graded: Graded) -> list[str]:
    """What stands between a park and D."""
    gap = graded.points_to_top
    return [
        f"距D级还差{wording.lacking(gap)}分（百分制）" if gap else "得分已达到D级",
        *(["另须先消除否决情形或方面最低分的限制"] if graded.held_by else []),
        *(["“十有两禁”尚未完成"] if LineState.INCOMPLETE in graded.lines.values() else []),
    ]
