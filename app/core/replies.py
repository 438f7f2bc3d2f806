"""A dossier after one answer or remark: what a page shows at once, by the same rules as the services write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from app.core import asked, compare, subjects, team
from app.core.answers import Answers, Given
from app.core.compare import Row, Side
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


def own(dossier: Dossier, who: str) -> Answers:
    """The answers as ``who`` sees them chosen: the round's, and where it has none yet, his own."""
    if dossier.team is None:
        return dossier.answers
    answers = dossier.answers
    for subject in dossier.team.judged:
        current = asked.given(dossier.answers, subject)
        given = team.shown(dossier.team, subject, who, current)
        if given is not None and current is None:
            answers = asked.answered(answers, subject, given)
    return answers


def own_remark(dossier: Dossier, who: str, subject: str) -> Remark:
    """What stands beside an answer for ``who``: an expert's finding is his own until the leader writes the round's."""
    remark = dossier.remarks.get(subject, Remark())
    if dossier.team is None:
        return remark
    where = section(dossier, subject)
    return replace(remark, finding=team.own_finding(dossier.team, where, subject, who, remark.finding))


def beside(dossier: Dossier, who: str) -> Mapping[str, Row]:
    """By subject: the other round (left) against this one (right) as ``who`` sees it; empty where there is none."""
    other = dossier.beside
    if other is None:
        return {}
    left = Side(standard=other.standard, companion=other.companion, answers=other.answers)
    right = Side(standard=dossier.standard, companion=dossier.companion, answers=own(dossier, who))
    return {row.subject: row for row in compare.compare(left, right).rows}


def differing(dossier: Dossier, subject: str) -> bool:
    """Whether experts differ on a question that nobody settled."""
    if dossier.team is None:
        return False
    current = asked.given(dossier.answers, subject)
    return team.differing(dossier.team, section(dossier, subject), subject, current)


def to_settle(dossier: Dossier, who: str, subject: str) -> bool:
    """Whether ``who`` leads experts who differ on a question that nobody settled."""
    if dossier.team is None or not differing(dossier, subject):
        return False
    return team.settles(dossier.team, section(dossier, subject), subject, who)


def changed(before: Dossier, after: Dossier, subjects: Iterable[str]) -> str | None:
    """The first of these questions whose answer, remark, opinion or files are others now."""
    return next((one for one in subjects if _state(before, one) != _state(after, one)), None)


def _state(dossier: Dossier, subject: str) -> tuple[object, ...]:
    """All of a question that ``changed`` looks at."""
    files = frozenset(one.id for one in dossier.evidence.get(subject, ()))
    remark, opinion = dossier.remarks.get(subject), dossier.opinions.get(subject)
    return asked.given(dossier.answers, subject), remark, opinion, files


def section(dossier: Dossier, subject: str) -> str:
    """Where a question stands, as experts are assigned to it."""
    return subjects.section(dossier.standard, dossier.companion, subject)
