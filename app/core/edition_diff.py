"""What became of each question from one edition to another, by its permanent id, its wording and its scoring."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import assert_never

from app.core.entries import Deductions, Entry, Grade, Levels, Scoring, Share, Sum
from app.core.standard import Checkpoint, Gate, Item, Standard, Veto

Question = Item | Gate | Veto | Checkpoint


class Fate(StrEnum):
    """What became of a question, as far as an answer to it is concerned."""

    CARRIED = "carried"
    """Wording and scoring are the same: an answer still answers it."""
    REWORDED = "reworded"
    """The wording is another, the scoring the same: an answer fits, but somebody must look again."""
    LEVELS_CHANGED = "levels_changed"
    """What can be answered, or what it leads to, is another: an answer no longer means the same."""
    NEW = "new"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Difference:
    """One question in two editions; the side on which it does not stand is None."""

    subject: str
    fate: Fate
    old: Question | None
    new: Question | None
    fields: tuple[str, ...] = ()
    """What else differs and touches no answer: names of fields such as ``status`` or ``measure``."""

    @property
    def question(self) -> Question:
        """The question as it now stands, or last stood."""
        found = self.new or self.old
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Ruling:
    """A rule that asks nothing and decides all the same, where it differs; None on the side without it.

    ``key`` is ``band/A``, ``minimum/S1`` or ``ten_two/``.
    """

    key: str
    old: Entry | None
    new: Entry | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether it stands in this version alone."""

    text: str
    own: bool


_ASIDE = {"id", "text", "scoring", "effect"}


def questions(standard: Standard, companion: Standard | None = None) -> Mapping[str, Question]:
    """Everything that a round asks, by subject such as ``item/G01``, in the edition's order.

    ``companion`` is the edition that holds the checkpoints, where it is another.
    """
    found: dict[str, Question] = {f"item/{item.id}": item for item in standard.items}
    found |= {f"gate/{gate.id}": gate for gate in standard.gate.values()}
    found |= {f"veto/{veto.id}": veto for veto in standard.vetoes}
    return found | {f"check/{point.id}": point for point in (companion or standard).checkpoints}


def compare(old: Mapping[str, Question], new: Mapping[str, Question]) -> tuple[Difference, ...]:
    """Every question of both sides once: in the order of the new edition, then what it no longer asks."""
    kept = [_difference(subject, old.get(subject), question) for subject, question in new.items()]
    gone = [
        Difference(subject, Fate.RETIRED, question, None)
        for subject, question in old.items()
        if subject not in new
    ]
    return (*kept, *gone)


def rulings(old: Standard, new: Standard) -> tuple[Ruling, ...]:
    """The grade bands, section minimums and the rule for 十有两禁, where they differ."""
    before, after = dict(_rules(old)), dict(_rules(new))
    keys = dict.fromkeys((*before, *after))
    return tuple(
        Ruling(key, before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)
    )


def texts(question: Question) -> tuple[str, ...]:
    """All the wording that an answer rests on: the text, then the criteria or the parts by their ids."""
    if not isinstance(question, Item):
        return (question.text,)
    match question.scoring:
        case Levels(levels=levels):
            inner = [level.criterion for level in levels]
        case Deductions(deductions=deductions):
            inner = [one.text for one in sorted(deductions, key=lambda one: one.id)]
        case Sum(parts=parts):
            inner = [part.text for part in sorted(parts, key=lambda part: part.id)]
        case Share(part=part, whole=whole, steps=steps):
            inner = [part, whole, *(step.criterion for step in steps)]
        case _:
            assert_never(question.scoring)
    return (question.text, *inner)


def text_hash(question: Question) -> str:
    """SHA-256 in hex over the wording; spaces and full-width forms make no other wording.

    An annex that is typed anew differs in just these from an earlier typing of the same words.
    """
    plain = ("".join(unicodedata.normalize("NFKC", text).split()) for text in texts(question))
    return hashlib.sha256("\n".join(plain).encode()).hexdigest()


def scored(question: Question) -> Hashable:
    """What can be answered and what it is worth; for a veto, what it leads to. Equal where answers mean the same."""
    match question:
        case Item(scoring=scoring):
            return _points(scoring)
        case Veto(effect=effect):
            return effect
        case _:
            return None


def marked(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces, with what differs marked."""
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    before = tuple(Piece(old[a:b], step != "equal") for step, a, b, _, _ in steps if b > a)
    after = tuple(Piece(new[a:b], step != "equal") for step, _, _, a, b in steps if b > a)
    return before, after


def _difference(subject: str, old: Question | None, new: Question) -> Difference:
    if old is None:
        return Difference(subject, Fate.NEW, None, new)
    if scored(old) != scored(new):
        fate = Fate.LEVELS_CHANGED
    elif text_hash(old) != text_hash(new):
        fate = Fate.REWORDED
    else:
        fate = Fate.CARRIED
    return Difference(subject, fate, old, new, _differing(old, new))


def _differing(old: Entry, new: Entry) -> tuple[str, ...]:
    names = [name for name in type(new).model_fields if name not in _ASIDE]
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))


def _rules(standard: Standard) -> Iterator[tuple[str, Entry]]:
    """Bands, minimums and the ten-two rule by key, without where they stand written."""
    unsourced = {"basis": (), "in_force": "待核", "status": "project"}
    for band in standard.bands:
        yield f"band/{Grade(band.grade).value}", band.model_copy(update=unsourced)
    for section in standard.sections:
        if section.minimum:
            yield f"minimum/{section.id}", section.minimum
    if standard.ten_two:
        yield "ten_two/", standard.ten_two.model_copy(update={"basis": (), "status": "project"})


def _points(scoring: Scoring) -> Hashable:
    match scoring:
        case Levels(levels=levels):
            return ("levels", *(level.points for level in levels))
        case Deductions(points=points, floor=floor, deductions=deductions):
            return ("deductions", points, floor, frozenset((d.id, d.points, d.limit) for d in deductions))
        case Sum(points=points, parts=parts):
            return ("sum", points, frozenset((part.id, part.points, part.most) for part in parts))
        case Share(steps=steps):
            return ("share", *((step.at_least, step.points) for step in steps))
        case _:
            assert_never(scoring)
