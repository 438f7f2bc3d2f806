"""Checks of what proves the answers: files out of date, and claims that nothing proves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.core import proof
from app.core.checkup_rules import Hit, Value
from app.core.dossier import Dossier
from app.core.evidence import Evidence, EvidenceKind


def reports_lapsed(dossier: Dossier) -> Iterator[Hit]:
    """An answer whose assessment reports are all more than three years old, or past their own date."""
    yield from (hit for file, hit in _lapsed(dossier) if file.kind is EvidenceKind.REPORT)


def others_lapsed(dossier: Dossier) -> Iterator[Hit]:
    """An answer whose plans, permits or other files of a kind are all past their date."""
    yield from (hit for file, hit in _lapsed(dossier) if file.kind is not EvidenceKind.REPORT)


def unproved(dossier: Dossier) -> Iterator[Hit]:
    """Full points or 满足, with neither a file nor a word of evidence."""
    for subject in proof.unproved(dossier):
        yield Hit(subject, {"claim": subject})


def _lapsed(dossier: Dossier) -> Iterator[tuple[Evidence, Hit]]:
    """The last of each kind of files that are all out of date, subject by subject."""
    for subject, files in dossier.evidence.items():
        alive = {one.kind for one in files if not one.lapsed(dossier.today)}
        last: dict[EvidenceKind, Evidence] = {}
        for one in files:
            if one.kind not in alive and (one.kind not in last or _until(one) > _until(last[one.kind])):
                last[one.kind] = one
        for one in last.values():
            values: dict[str, Value] = {"name": one.name, "until": _until(one), "claim": subject}
            yield one, Hit(subject, values, beside=f"evidence/{one.id}")


def _until(file: Evidence) -> date:
    return file.valid_until or date.min
