"""What of a round is claimed without proof, or proved by what is out of date."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.answers import CheckState
from app.core.dossier import Dossier
from app.core.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Lapsed:
    """An answer that rests on files of which some are out of date."""

    subject: str
    files: tuple[Evidence, ...]
    """Those that are."""
    all: bool
    """Whether no file that still counts is left."""


def unproved(dossier: Dossier) -> tuple[str, ...]:
    """The subjects that claim full points, or 满足, with neither a file nor a word of evidence, in their order."""
    return tuple(subject for subject in claimed(dossier) if not _proved(dossier, subject))


def lapsed(dossier: Dossier) -> tuple[Lapsed, ...]:
    """The subjects with a file that is out of date on the dossier's day."""
    found = []
    for subject, files in dossier.evidence.items():
        gone = tuple(one for one in files if one.lapsed(dossier.today))
        if gone:
            found.append(Lapsed(subject, gone, all=len(gone) == len(files)))
    return tuple(found)


def claimed(dossier: Dossier) -> tuple[str, ...]:
    """The subjects that claim to be wholly met: items at full points, gates and checkpoints that are met."""
    items = [
        f"item/{one.item.id}"
        for one in dossier.verdict.low.card.items
        if one.answered and one.applicable and not one.lost
    ]
    gates = [f"gate/{key}" for key, met in dossier.answers.gates.items() if met]
    marks = dossier.answers.checks
    checks = [
        f"check/{point.id}"
        for point in dossier.judged.checkpoints
        if point.id in marks and marks[point.id].state is CheckState.MET
    ]
    return (*items, *gates, *checks)


def _proved(dossier: Dossier, subject: str) -> bool:
    remark = dossier.remarks.get(subject)
    return bool(dossier.evidence.get(subject) or (remark and remark.evidence.strip()))
