"""What proves an answer or a measure, as the papers say it: what was written, then the files on record by name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app import wording
from app.core.dossier import Dossier
from app.core.evidence import Evidence, Side
from app.core.plan import Measure
from app.reports import content_measures
from app.reports.blocks import Align, Column, Row, Table

_SIDES = (Side.BEFORE, Side.AFTER)
_NAMED = 3
"""Files named one by one; of more, the number is given."""


def of_answer(dossier: Dossier, subject: str) -> str:
    """What proves an answer; empty where nothing is on record."""
    remark = dossier.remarks.get(subject)
    files = dossier.evidence.get(subject, ())
    return _joined((remark.evidence if remark else "", _files(_names(files, dossier.today))))


def of_measure(dossier: Dossier, measure: Measure) -> str:
    """What proves a measure in a narrow column: what was written, then how many files, before and after."""
    counts = [f"{wording.name(side)}{len(files)}份" for side, files in _sides(dossier, measure) if files]
    return _joined((measure.evidence, *counts, "见附件4" if counts else ""), "\n")


def is_indexed(dossier: Dossier) -> bool:
    """Whether any measure of the plan has files, so that the plan lists them by name."""
    return any(dossier.measure_evidence.get(measure.id) for measure in dossier.measures)


def index(dossier: Dossier) -> Table:
    """The files of every measure by name, before and after; numbers are those of the list of measures."""
    columns = (
        Column("序号", 0.8, Align.CENTRE),
        Column("项目/条款", 2.2),
        *(Column(f"{wording.name(side)}佐证", 3.6) for side in _SIDES),
    )
    rows = tuple(
        Row((str(position), content_measures.subject(dossier, measure), *_named(dossier, measure)))
        for position, measure in enumerate(dossier.measures, 1)
        if dossier.measure_evidence.get(measure.id)
    )
    return Table(columns, rows)


def _named(dossier: Dossier, measure: Measure) -> tuple[str, ...]:
    return tuple("\n".join(_names(files, dossier.today)) or "—" for _side, files in _sides(dossier, measure))


def _sides(dossier: Dossier, measure: Measure) -> list[tuple[Side, list[Evidence]]]:
    held = dossier.measure_evidence.get(measure.id, ())
    return [(side, [one for at, one in held if at is side]) for side in _SIDES]


def _names(files: Iterable[Evidence], today: date) -> list[str]:
    """The names; a file that is out of date says so."""
    return [f"{one.name}（已过期）" if one.lapsed(today) else one.name for one in files]


def _files(names: list[str]) -> str:
    """Names of files, the first few of many.

    >>> _files(["甲.pdf", "乙.jpg"]), _files(["1", "2", "3", "4"])
    ('甲.pdf、乙.jpg', '1、2、3等 4 份')
    """
    more = f"等 {len(names)} 份" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more


def _joined(parts: Iterable[str], between: str = "；") -> str:
    return between.join(part.strip() for part in parts if part.strip())
