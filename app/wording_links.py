"""How linked questions are put into words: what is offered, what clashes, and what is left open."""

from __future__ import annotations

from collections.abc import Sequence

from app import wording, wording_checkup, wording_verdict
from app.core.answers import Check, CheckState, Given, NotApplicable
from app.core.dossier import Dossier
from app.core.entries import Levels
from app.core.links import Clash, Hint, Offer
from app.core.standard import Item, Link, Standard

_NAMED = 4
"""As many checkpoints as a line names."""


def link(standard: Standard, found: Link) -> str:
    """A link as the list of an edition's rules tells it: what each level says of the checkpoints."""
    item = standard.item[found.item]
    asked = f"第 {item.number} 项与检查点 {'、'.join(found.checkpoints)} 问同一件事"
    if found.says is None:
        return f"{asked}（满分即满足，零分即不满足）"
    levels = (f"{_level(item, at)}：{wording.name(word)}" for at, word in enumerate(found.says))
    return f"{asked}（{'；'.join(levels)}）"


def offers(dossier: Dossier, found: Sequence[Offer]) -> str:
    """What one click would record, in one line; empty where nothing is offered."""
    by_state: dict[str, list[str]] = {}
    for offer in found:
        by_state.setdefault(_given(dossier, offer.subject, offer.given), []).append(offer.subject)
    said = "；".join(
        f"{wording_checkup.joined(_called(dossier, subjects))}问的是同一件事：记为{given}"
        for given, subjects in by_state.items()
    )
    return f"{said}，并带上佐证" if said else ""


def clash(dossier: Dossier, found: Clash, subject: str) -> str:
    """Two answers that cannot both be so, as seen from ``subject``."""
    if subject != found.item:
        item = dossier.standard.item[found.link.item]
        given = wording_verdict.answer(item, dossier.answers.items.get(item.id)).partition("：")[0]
        return f"与第 {item.number} 项（{given}）不一致，请核对"
    states = dict.fromkeys(_state(dossier, check) for check in found.checks)
    return f"与{_called(dossier, found.checks)}（{'、'.join(states)}）不一致，请核对"


def hint(dossier: Dossier, found: Hint) -> str:
    """What the checkpoints leave open of an item."""
    item = dossier.standard.item[found.subject.partition("/")[2]]
    levels = "、".join(_level(item, level) for level in found.levels)
    return f"第 {item.number} 项问的是同一件事，按已核查的检查点可记 {levels}"


def about(dossier: Dossier, subjects: Sequence[str]) -> str:
    """What the questions ask, one a line, for who wants to compare."""
    asked = {"item": dossier.standard.item, "check": dossier.judged.checkpoint}
    lines = []
    for subject in dict.fromkeys(subjects):
        side, _, key = subject.partition("/")
        if key in asked[side]:
            lines.append(f"{wording_checkup.place(dossier, subject)}：{asked[side][key].text}")
    return "\n".join(lines)


def _called(dossier: Dossier, subjects: Sequence[str]) -> str:
    """The questions of one side, by their ids."""
    if subjects[0].startswith("item/"):
        return "、".join(wording_checkup.place(dossier, subject) for subject in subjects)
    keys = [subject.partition("/")[2] for subject in subjects]
    more = f"等 {len(keys)} 个检查点" if len(keys) > _NAMED else ""
    return f"十有两禁 {'、'.join(keys[:_NAMED])}{more}"


def _given(dossier: Dossier, subject: str, given: Given) -> str:
    match given:
        case Check(state):
            return wording.quoted(wording.name(state))
        case NotApplicable():
            return wording.quoted(wording.name(CheckState.NOT_APPLICABLE))
        case _:
            item = dossier.standard.item[subject.partition("/")[2]]
            return f" {_level(item, getattr(given, 'level', 0))}"


def _level(item: Item, level: int) -> str:
    levels = item.scoring.levels if isinstance(item.scoring, Levels) else ()
    return f"{wording.points(levels[level].points)} 分" if level < len(levels) else ""


def _state(dossier: Dossier, subject: str) -> str:
    check = dossier.answers.checks.get(subject.partition("/")[2])
    return wording.name(check.state) if check else wording.UNANSWERED
