"""What proves an answer or a measure, as the papers say it: what was written, then the files on record by name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app import wording
from app.core.dossier import Dossier
from app.core.evidence import Evidence, Side
from app.core.plan import Measure

_NAMED = 3
"""Files named one by one; of more, the number is given."""


def of_answer(dossier: Dossier, subject: str) -> str:
    """What proves an answer; empty where nothing is on record."""
    remark = dossier.remarks.get(subject)
    files = dossier.evidence.get(subject, ())
    return _joined((remark.evidence if remark else "", _files(_names(files, dossier.today))))


def of_measure(dossier: Dossier, measure: Measure) -> str:
    """What proves a measure, with the files before and after it apart."""
    held = dossier.measure_evidence.get(measure.id, ())
    sides = (
        (side, _names([each for at, each in held if at is side], dossier.today))
        for side in (Side.BEFORE, Side.AFTER)
    )
    return _joined(
        (measure.evidence, *(f"{wording.name(side)}：{_files(names)}" for side, names in sides if names)),
        "\n",
    )


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
