"""Everything that is asked in a round, in the order of the paper, and the way from a subject to its answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.core.answers import Answers, Given
from app.core.standard import Checkpoint, Gate, Item, Line, Section, Standard, Veto

Entry = Item | Gate | Veto | Checkpoint

VETOES = "veto"
"""The key of the group that holds the vetoes."""
_FIELDS = {"item": "items", "gate": "gates", "veto": "vetoes", "check": "checks"}


@dataclass(frozen=True, slots=True)
class Question:
    """One question by its subject, such as ``item/G01``."""

    subject: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that stand together; ``of`` is their section or line, None for the vetoes."""

    key: str
    of: Section | Line | None
    questions: tuple[Question, ...]


def groups(standard: Standard, companion: Standard | None = None) -> tuple[Group, ...]:
    """Sections with their gates and items, then the vetoes, then the lines with their checkpoints."""
    made = [_section(standard, section) for section in standard.sections]
    vetoes = tuple(Question(f"veto/{veto.id}", veto) for veto in standard.vetoes)
    made.append(Group(VETOES, None, vetoes))
    judged = companion or standard
    for line in judged.lines:
        points = tuple(Question(f"check/{point.id}", point) for point in judged.points_of(line.id))
        made.append(Group(line.id, line, points))
    return tuple(group for group in made if group.questions)


def questions(standard: Standard, companion: Standard | None = None) -> Mapping[str, Question]:
    """Every question by its subject, in the order of the paper."""
    return {one.subject: one for group in groups(standard, companion) for one in group.questions}


def given(answers: Answers, subject: str) -> Given | None:
    """What was answered; None where nothing was."""
    side, _, key = subject.partition("/")
    found: Mapping[str, Given] = getattr(answers, _FIELDS[side])
    return found.get(key)


def every(answers: Answers) -> Iterator[tuple[str, Given]]:
    """All that was answered, with its subject."""
    for side, name in _FIELDS.items():
        for key, value in getattr(answers, name).items():
            yield f"{side}/{key}", value


def answered(answers: Answers, subject: str, value: Given | None) -> Answers:
    """The same answers but for one; None takes it back."""
    side, _, key = subject.partition("/")
    held: Mapping[str, Given] = getattr(answers, _FIELDS[side])
    rest = {name: one for name, one in held.items() if name != key}
    changed: dict[str, Any] = {_FIELDS[side]: rest if value is None else {**rest, key: value}}
    return replace(answers, **changed)


def _section(standard: Standard, section: Section) -> Group:
    gate = (Question(f"gate/{section.gate.id}", section.gate),) if section.gate else ()
    items = tuple(Question(f"item/{item.id}", item) for item in standard.items_of(section.id))
    return Group(section.id, section, (*gate, *items))
