"""A dossier after one answer or remark: what a page shows at once, by the same rules as the services write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.core import asked, subjects, team
from app.core.answers import Given
from app.core.dossier import Dossier, Opinion, OpinionState, Remark
from app.core.verdict import verdict


def answered(dossier: Dossier, who: str, subject: str, given: Given | None) -> Dossier:
    """The dossier with one answer by ``who`` (None: taken back), graded anew; UserError as the service."""
    current = asked.given(dossier.answers, subject)
    after, says = dossier.team, given
    if dossier.team is not None:
        after, says = team.judge(dossier.team, section(dossier, subject), subject, who, given, current)
    answers = asked.answered(dossier.answers, subject, says)
    found = (
        dossier.verdict
        if answers == dossier.answers
        else verdict(dossier.standard, answers, dossier.companion)
    )
    pending = {key: value for key, value in dossier.pending.items() if key != subject}
    return replace(
        looked_again(dossier, subject), answers=answers, verdict=found, pending=pending, team=after
    )


def remarked(dossier: Dossier, who: str, subject: str, changes: Mapping[str, Any]) -> Dossier:
    """The dossier with something written beside an answer; an expert's finding is his own."""
    after, written, before = dossier.team, dict(changes), dossier.remarks.get(subject, Remark())
    if after is not None and "finding" in written:
        found = str(written["finding"])
        after, written["finding"] = team.write(
            after, section(dossier, subject), subject, who, found, before.finding
        )
    remark = replace(before, **written)
    return replace(looked_again(dossier, subject), remarks={**dossier.remarks, subject: remark}, team=after)


def looked_again(dossier: Dossier, subject: str) -> Dossier:
    """Noted that a question was dealt with since the reviewer looked.

    What was returned is mended; what was accepted is accepted no longer.
    """
    said = dossier.opinions.get(subject)
    if said is None or said.state is OpinionState.MENDED:
        return dossier
    rest = {key: one for key, one in dossier.opinions.items() if key != subject}
    if said.state is OpinionState.RETURNED:
        rest[subject] = replace(said, state=OpinionState.MENDED)
    return replace(dossier, opinions=rest)


def judged(dossier: Dossier, subject: str, opinion: Opinion | None) -> Dossier:
    """The dossier with the reviewer's opinion on one answer; None takes it back."""
    rest = {key: one for key, one in dossier.opinions.items() if key != subject}
    return replace(dossier, opinions=rest if opinion is None else {**rest, subject: opinion})


def section(dossier: Dossier, subject: str) -> str:
    """Where a question stands, as experts are assigned to it."""
    return subjects.section(dossier.standard, dossier.companion, subject)
