"""Checks within the answers: linked answers that cannot both be so, and verdicts that nothing on site explains."""

from __future__ import annotations

from collections.abc import Iterator

from app.core import checkup_claims as claims
from app.core import links
from app.core.answers import CheckState, VetoState
from app.core.checkup_rules import Hit
from app.core.dossier import Dossier
from app.core.links import Clash


def full_but_wanting(dossier: Dossier) -> Iterator[Hit]:
    """An item at full points, and a linked checkpoint that is not met."""
    yield from (hit for kind, hit in _clashes(dossier) if kind == "full")


def zero_but_met(dossier: Dossier) -> Iterator[Hit]:
    """An item without a point, and a linked checkpoint that is met."""
    yield from (hit for kind, hit in _clashes(dossier) if kind == "zero")


def linked_otherwise(dossier: Dossier) -> Iterator[Hit]:
    """Any other two linked answers that cannot both be so."""
    yield from (hit for kind, hit in _clashes(dossier) if kind == "other")


def veto_without_finding(dossier: Dossier) -> Iterator[Hit]:
    """A veto that holds, with neither a word of what was found nor a finding."""
    for veto in dossier.standard.vetoes:
        mark = dossier.answers.vetoes.get(veto.id)
        holds = mark is not None and mark.state is VetoState.TRIGGERED
        if holds and not (mark and mark.reason.strip()) and not _finding(dossier, f"veto/{veto.id}"):
            yield Hit(f"veto/{veto.id}", {"veto": veto.id})


def zero_without_finding(dossier: Dossier) -> Iterator[Hit]:
    """An item without a point and without a finding."""
    for score in dossier.verdict.low.card.items:
        zero = score.answered and score.applicable and not score.got and score.full
        if zero and not _finding(dossier, f"item/{score.item.id}"):
            yield Hit(f"item/{score.item.id}", {"number": score.item.number})


def _finding(dossier: Dossier, subject: str) -> str:
    remark = dossier.remarks.get(subject)
    return remark.finding.strip() if remark else ""


def _clashes(dossier: Dossier) -> Iterator[tuple[str, Hit]]:
    """Each clash, and which kind it is: at full points, at none, or between."""
    for clash in links.clashes(dossier.standard, dossier.judged, dossier.answers):
        points = [subject.partition("/")[2] for subject in clash.checks]
        states = [dossier.answers.checks[point].state for point in points]
        score = claims.item(dossier, clash.item)
        values = {
            "number": dossier.standard.item[clash.link.item].number,
            "got": score.got if score else 0,
            "full": dossier.standard.item[clash.link.item].full,
            "points": tuple(points),
            "states": tuple(dict.fromkeys(states)),
        }
        yield _kind(dossier, clash, states), Hit(clash.item, values, beside=clash.checks[0])


def _kind(dossier: Dossier, clash: Clash, states: list[CheckState]) -> str:
    score = claims.item(dossier, clash.item)
    if score is None:
        return "other"
    if not score.lost and {CheckState.PARTIAL, CheckState.UNMET} & set(states):
        return "full"
    return "zero" if not score.got and CheckState.MET in states else "other"
