"""Asking the core for the shortest way: at once where that is quick, beside the window where it is not."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.core import advice, options, shortest
from app.core.advice import Effect
from app.core.dossier import Dossier
from app.core.entries import Grade
from app.core.options import Estimate, Option
from app.core.shortest import Aim, Found, Limits, Way
from app.errors import UserError
from app.progress import Progress
from ui.tasks import Tasks

_QUICK = 0.05
"""Seconds; what took longer runs beside the window the next time."""
_MANY = 60
"""More open questions than these are not tried at once."""
_TITLE = "求达 D 最短路径"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: from the record of this round, by this aim, within these limits."""

    dossier: Dossier
    estimates: Mapping[str, Estimate]
    aim: Aim
    limits: Limits


@dataclass(frozen=True, slots=True)
class Solved:
    """The answer, with the question that it belongs to."""

    question: Question
    prices: Mapping[str, Option]
    """By subject: what each open question can be brought to."""
    found: Found
    front: tuple[Way, ...]
    keeps: tuple[Effect, ...]
    """Where D is reached already: the items that lose it if they fall, the most dangerous first."""


def solve(question: Question) -> Solved:
    """Ask the core. UserError where the round cannot be graded."""
    dossier = question.dossier
    place = (dossier.standard, dossier.companion, dossier.answers)
    open_ones = options.options(*place, question.estimates)
    found = shortest.solve(*place, open_ones, aim=question.aim, limits=question.limits)
    front = shortest.front(*place, open_ones) if found.best and found.best.works else ()
    keeps = _keeps(dossier) if found.best and not found.best.works else ()
    return Solved(question, {one.subject: one for one in open_ones}, found, front, keeps)


def _keeps(dossier: Dossier) -> tuple[Effect, ...]:
    effects = advice.effects(dossier.standard, dossier.answers, dossier.companion)
    losing = (effect for effect in effects if effect.worst_grade is not Grade.D)
    return tuple(sorted(losing, key=lambda effect: effect.risk(dossier.verdict), reverse=True))


class Solver(QObject):
    """Says ``solved`` for the last question asked; answers to earlier ones are dropped."""

    solved = Signal(object)
    refused = Signal(object)
    """A UserError about the last question."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._wanted: Question | None = None
        self._asked: Question | None = None
        """What is being worked on beside the window."""
        self._quick = True
        tasks.ended.connect(self._freed)

    def ask(self, question: Question) -> None:
        """Ask; a question that is still being worked on is forgotten."""
        self._wanted = question
        if self._asked is not None:
            return  # asked when that is over
        if self._quick and len(question.dossier.standard.items) <= _MANY:
            self._at_once(question)
        elif not self._tasks.busy:
            self._beside(question)  # else when other work is over

    def _at_once(self, question: Question) -> None:
        began = time.perf_counter()
        try:
            self._done(solve(question))
        except UserError as error:
            self._failed(question, error)
        self._quick = time.perf_counter() - began <= _QUICK

    def _beside(self, question: Question) -> None:
        def work(_progress: Progress) -> Solved:
            began = time.perf_counter()
            answer = solve(question)
            self._quick = time.perf_counter() - began <= _QUICK
            return answer

        self._asked = question
        if not self._tasks.run(_TITLE, work, self._done, partial(self._failed, question)):
            self._asked = None

    def _done(self, answer: Solved) -> None:
        if self._wanted is answer.question:
            self._wanted = None
            self.solved.emit(answer)

    def _failed(self, question: Question, error: UserError) -> None:
        if self._wanted is question:
            self._wanted = None
            self.refused.emit(error)

    def _freed(self) -> None:
        """Work beside the window is over; its answer is handed over next, and what waited can begin."""
        over, self._asked = self._asked, None
        if self._wanted is not None and self._wanted is not over:
            self.ask(self._wanted)
