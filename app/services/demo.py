"""The sample county from end to end without a window: built, graded, and put on paper in a folder."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from app import wording, wording_verdict
from app.core.entries import Grade
from app.core.rollup import Basis, Graded, Standing
from app.core.standard import Standard
from app.errors import UserError, because
from app.services import dossiers, overview, papers, sample, standards, stores
from app.services.overview import Overview
from app.services.papers import Paper
from app.services.stores import Store

_BASIS = Basis.REVIEW
_PAPERS = (Paper.PLAN, Paper.RATING, Paper.CHECKLIST)


def run(out: Path, today: date) -> Iterator[str]:
    """Grade the sample county, and write its plan, report and charts to ``out``; says each thing as it is done.

    UserError where the folder cannot be written to; the user's own store is not touched.
    """
    _folder(out)
    where = tempfile.TemporaryDirectory(prefix="parkgrade-", ignore_cleanup_errors=True)
    with where as folder, stores.scratch(Path(folder) / "sample.sqlite", sample.WHO) as store:
        sample.build(store, today)
        seen = overview.overview(store, _BASIS, today)
        yield from _county(seen, standards.grading(), today)
        yield ""
        yield "湖北省公布数，按同一算法汇总："
        for each in sample.published():
            share = wording.percent(each.share)
            yield f"  {each.name}：{each.recognised} 个园区，D 级 {each.at_top} 个，占 {share}"
        yield ""
        for path in _written(store, seen, out, today):
            yield f"已写出 {path}"


def _folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UserError(
            f"不能使用文件夹“{out}”（{because(fault)}）。", "请换一个文件夹，或检查写入权限。"
        ) from fault


def _county(seen: Overview, standard: Standard, today: date) -> Iterator[str]:
    from app.reports import charts

    yield f"示例数据，不是真实园区。{wording_verdict.edition_line(standard)}"
    aim = charts.aimed(seen.now, [aim.target for aim in seen.targets])
    yield wording_verdict.share_found(seen.region, seen.now, aim)
    yield f"口径：{wording_verdict.counted_on(seen.now.basis)}，截至 {wording.day(today)}"
    for standing in seen.standings:
        graded = standing.current(_BASIS, today)
        yield f"  {standing.name}：{_standing(standing, graded, standard, today)}"


def _standing(standing: Standing, graded: Graded | None, standard: Standard, today: date) -> str:
    if graded is None:
        return "尚无复核等级" if standing.counts(today) else "未公布认定，不计入"
    score = "" if graded.score is None else f"，{wording.score(graded.score)} 分"
    open_lines = "，十有两禁未完成" if graded.grade is Grade.D and not graded.reached else ""
    held = "，受否决情形或方面最低分限制" if graded.held_by else ""
    return f"{wording_verdict.grade_in(standard, graded.grade)}{score}{held}{open_lines}"


def _written(store: Store, seen: Overview, out: Path, today: date) -> Iterator[Path]:
    """The papers and the charts of the park below D that is nearest to it, then the county's charts."""
    below = [standing for standing, graded in seen.nearest if graded.grade is not Grade.D]
    park_id = (below or list(seen.standings))[0].park_id
    head = papers.round_for(store, park_id)
    dossier = dossiers.gather(store, head.id, today)
    for paper in _PAPERS:
        path = out / papers.file_name(paper, dossier.park, head)
        yield papers.write(store, paper, head.id, path, today).path
    for chart in (*papers.county_charts(store, _BASIS, today), *papers.park_charts(dossier)):
        yield from papers.write_chart(chart, out)
