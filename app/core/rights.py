"""Who may do what: the one table of roles and acts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.core.rollup import Kind


class Role(StrEnum):
    """What a person is in the work on a park."""

    COMMITTEE = "committee"
    EXPERT = "expert"
    REVIEWER = "reviewer"
    READER = "reader"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who works with the store; the name is unique and signs what they do."""

    id: str
    name: str
    role: Role = Role.READER
    unit: str = ""
    public_key: str | None = None
    """Ed25519, raw, in hex; None where the person signs without a key."""
    active: bool = True


class Act(StrEnum):
    """What can be done that not everybody may do."""

    WRITE = "write"
    """Anything at all that changes the store."""
    LEDGER = "ledger"
    """Parks, enterprises, settlements, and the plan."""
    BEGIN = "begin"
    ANSWER = "answer"
    SUBMIT = "submit"
    SEND_BACK = "send_back"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    SEAL = "seal"
    """Sign a round off."""
    JUDGE = "judge"
    """Give one's own answer as one of several experts."""
    LEAD = "lead"
    """Assign sections and settle differences."""
    VERIFY = "verify"
    """Close a measure."""
    PEOPLE = "people"
    STANDARD = "standard"


_C, _E, _R = Role.COMMITTEE, Role.EXPERT, Role.REVIEWER
_ANY: frozenset[Role] = frozenset({_C, _E, _R})

_MAY: dict[Act, frozenset[Role]] = {
    Act.WRITE: _ANY,
    Act.LEDGER: frozenset({_C, _R}),
    Act.JUDGE: frozenset({_E}),
    Act.LEAD: frozenset({_E, _R}),
    Act.VERIFY: frozenset({_E, _R}),
    Act.PEOPLE: _ANY,
    Act.STANDARD: _ANY,
    Act.CONFIRM: frozenset({_R}),
    Act.SEND_BACK: frozenset({_R}),
    Act.REOPEN: frozenset({_R}),
}
_OWN: dict[Kind, frozenset[Role]] = {
    Kind.SELF: frozenset({_C}),
    Kind.EXPERT: frozenset({_E}),
    Kind.REVIEW: frozenset({_R}),
}
"""Who begins, answers and submits a round of each kind."""
_BESIDE: dict[Act, frozenset[Role]] = {Act.SEAL: frozenset({_R})}
"""Who may besides those whose round it is: the reviewer puts his seal to what he confirmed."""


def may(role: Role | None, act: Act, kind: Kind | None = None) -> bool:
    """Whether the role may do this, to a round of this kind where it is about one.

    ``role`` None is a store without people: one person alone keeps it and may do everything.
    """
    if role is None:
        return True
    if act in _MAY:
        return role in _MAY[act]
    return role in (_OWN[kind] if kind else _ANY) | _BESIDE.get(act, frozenset())


def may_appoint(by: Role | None, role: Role, reviewers: int) -> bool:
    """Whether somebody may be given this role, or relieved of it: where there is a reviewer, by reviewers alone.

    Else whoever submits could confirm it himself. ``by`` is the role of the one who appoints, perhaps himself.
    """
    return role is not Role.REVIEWER or not reviewers or by in {None, Role.REVIEWER}


def who_may(act: Act, kind: Kind | None = None) -> tuple[Role, ...]:
    """The roles that may, for the sentence that refuses."""
    return tuple(role for role in Role if may(role, act, kind))
