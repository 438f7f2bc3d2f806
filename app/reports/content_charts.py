"""The charts of one round as blocks: those that have something to show."""

from __future__ import annotations

from app.core.dossier import Dossier
from app.reports import charts_park
from app.reports.blocks import Block, Figure


def of_round(dossier: Dossier) -> list[Block]:
    """The scores by section, and the twelve lines where somebody looked at them."""
    found = dossier.verdict
    judged, on, park = found.low.ten_two, dossier.today, dossier.park.name
    made: list[Block] = [Figure(charts_park.sections(found, park, on, size=charts_park.UPPER), "各方面得分")]
    if judged and judged.looked_at:
        chart = charts_park.ten_two(judged, park, on, size=charts_park.LOWER)
        made.append(Figure(chart, "“十有两禁”核查情况"))
    return made


def of_plan(dossier: Dossier) -> list[Block]:
    """The same, and the measures over time where any has a date."""
    made = of_round(dossier)
    if any(measure.start or measure.due for measure in dossier.measures):
        sheets = charts_park.gantt_sheets(dossier.measures, dossier.today)
        made += [Figure(sheet, "整改措施进度") for sheet in sheets]
    return made
