"""Papers and figures of one round and of the county, written to files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.dossier import Assessment, Dossier
from app.core.entries import Grade
from app.core.park import Park
from app.core.rollup import Basis, Kind
from app.core.verdict import name_of
from app.errors import UserError, because
from app.progress import Progress, silent
from app.services import assessments, checkup, dossiers, overview, parks, standards, stores
from app.services.stores import Store

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from app.reports.pdf import Written as Written  # noqa: PLC0414  pages name the type


class Paper(StrEnum):
    """The papers that can be written about a round."""

    PLAN = "plan"
    RATING = "rating"
    CHECKLIST = "checklist"
    """For the clipboard on site, with the answers on file."""
    BLANK = "blank"
    """The same without any answer."""


TITLES: Mapping[Paper, str] = {
    Paper.PLAN: "一园一策整治提升方案",
    Paper.RATING: "评级报告",
    Paper.CHECKLIST: "现场核查表",
    Paper.BLANK: "空白现场核查表",
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure with the name of its file."""

    name: str
    figure: Figure


def write(
    store: Store, paper: Paper, assessment_id: str, path: Path, today: date, progress: Progress = silent
) -> Written:
    """Write a paper about a round as PDF; UserError where the round is gone or the file cannot be written."""
    from app.reports import checklist_sheet, content_plan, content_rating, pdf

    stores.spare(store, path)
    dossier = dossiers.gather(store, assessment_id, today)
    if paper in {Paper.CHECKLIST, Paper.BLANK}:
        sheet = checklist_sheet.compose(dossier, blank=paper is Paper.BLANK, progress=progress)
        return pdf.put(sheet, path, progress)
    compose = {Paper.PLAN: content_plan.plan, Paper.RATING: content_rating.rating}[paper]
    return pdf.write(compose(checkup.checked(dossier)), path, progress)


def file_name(paper: Paper, park: Park, assessment: Assessment) -> str:
    """The proposed name of a paper's file, without signs that file systems refuse."""
    name = "".join(char for char in park.name if char not in '\\/:*?"<>|\r\n\t').strip() or "园区"
    return f"{name}{assessment.year}年{TITLES[paper]}.pdf"


def round_for(store: Store, park_id: str) -> Assessment:
    """The round that papers are about: the latest finished review, else the latest finished, else the latest."""
    rounds = assessments.listed(store, park_id)
    if not rounds:
        name = parks.get(store, park_id).name
        raise UserError(f"{name}还没有评估记录，无法生成报告。", "请先在“评估”页新建一轮评估。")
    finished = [each for each in rounds if not each.state.open]
    reviews = [each for each in finished if each.kind is Kind.REVIEW]
    return (reviews or finished or rounds)[0]


def site_round(store: Store, park_id: str) -> Assessment:
    """The round that a checklist for the site is about: the latest that is still open, else as ``round_for``."""
    open_ones = [each for each in assessments.listed(store, park_id) if each.state.open]
    return open_ones[0] if open_ones else round_for(store, park_id)


def find_park(store: Store, wanted: str) -> Park:
    """The park with this id or code, or whose name holds ``wanted``; UserError unless there is exactly one."""
    every = parks.listed(store)
    exact = [park for park in every if wanted and wanted in (park.id, park.code, park.name)]
    found = exact or [park for park in every if wanted and wanted in park.name]
    if len(found) == 1:
        return found[0]
    if found:
        names = "、".join(park.name for park in found[:5])
        raise UserError(f"“{wanted}”对应多个园区：{names}。", "请写园区编码或完整名称。")
    raise UserError(f"台账里没有园区“{wanted}”。", "请核对园区名称或编码。")


def county_charts(store: Store, basis: Basis, today: date) -> tuple[Chart, ...]:
    """The figures of the county page."""
    from app.reports import charts

    seen = overview.overview(store, basis, today)
    place, graded = seen.region or "本区域", standards.grading()
    names = {grade: name_of(graded, grade) for grade in Grade}
    targets = [aim.target for aim in seen.targets]
    lines = (seen.standings, seen.lines, seen.now, place)
    return (
        Chart("全县达标率", charts.share_over_time(seen.over_time, targets, place, sources=seen.sources)),
        Chart("全县等级分布", charts.grade_mix(seen.now, names, place, sources=seen.sources)),
        Chart("全县十有两禁", charts.lines_over_parks(*lines, sources=seen.sources)),
    )


def park_charts(dossier: Dossier) -> tuple[Chart, ...]:
    """The figures of one park."""
    from app.reports import charts_park

    name, today = dossier.park.name, dossier.today
    gantt = charts_park.gantt_sheets(dossier.measures, today)
    return (
        Chart(f"{name}方面得分", charts_park.sections(dossier.verdict, name, today)),
        Chart(f"{name}十有两禁", charts_park.ten_two(dossier.verdict.low.ten_two, name, today)),
        *(Chart(f"{name}整改进度{number}", figure) for number, figure in enumerate(gantt, 1)),
    )


def write_chart(chart: Chart, folder: Path) -> tuple[Path, ...]:
    """Write a figure as PNG and PDF, each complete under its name or not at all; the same bytes every time."""
    written = []
    for suffix, options in _FORMATS.items():
        path = folder / f"{chart.name}.{suffix}"
        part = path.with_name(f"{path.name}.part")
        try:
            chart.figure.savefig(part, format=suffix, **options)
            part.replace(path)
        except OSError as fault:
            raise UserError(
                f"不能写入“{path}”（{because(fault)}）。", "请检查磁盘剩余空间和写入权限。"
            ) from fault
        finally:
            part.unlink(missing_ok=True)
        written.append(path)
    return tuple(written)


_FORMATS: Mapping[str, dict[str, Any]] = {
    "png": {"dpi": 200, "metadata": {"Software": None}},
    "pdf": {"metadata": {"CreationDate": None, "Producer": None, "Creator": "ParkGrade"}},
}
