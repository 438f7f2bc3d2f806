"""What a round claims: whether a question is answered as wholly met, or as met at least in part."""

from __future__ import annotations

from collections.abc import Iterable

from app.core.answers import CheckState
from app.core.dossier import Dossier
from app.core.scoring import ItemScore


def met(dossier: Dossier, subjects: Iterable[str]) -> tuple[str, ...]:
    """Those of the subjects that claim to be wholly met: full points, or 满足."""
    return tuple(subject for subject in subjects if _met(dossier, subject))


def scored(dossier: Dossier, subjects: Iterable[str]) -> tuple[str, ...]:
    """Those of the subjects that claim anything: points above zero, or 满足."""
    return tuple(subject for subject in subjects if _met(dossier, subject) or _points(dossier, subject))


def item(dossier: Dossier, subject: str) -> ItemScore | None:
    """What an answered item gives; None for any other subject, and where it does not apply."""
    side, _, key = subject.partition("/")
    given = next((one for one in dossier.verdict.low.card.items if one.item.id == key), None)
    return given if side == "item" and given and given.answered and given.applicable else None


def _met(dossier: Dossier, subject: str) -> bool:
    side, _, key = subject.partition("/")
    if side == "check":
        check = dossier.answers.checks.get(key)
        return check is not None and check.state is CheckState.MET and key in dossier.judged.checkpoint
    given = item(dossier, subject)
    return given is not None and not given.lost


def _points(dossier: Dossier, subject: str) -> bool:
    given = item(dossier, subject)
    return given is not None and given.got > 0
