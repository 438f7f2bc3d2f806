"""What the page is about at one moment: a round, the scenario on show, and what it comes to; a frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.core import asked, compare, whatif
from app.core.answers import Answers, Check, Given, VetoMark
from app.core.asked import Question
from app.core.compare import End
from app.core.dossier import Dossier
from app.core.options import Choice, Estimate, Option
from app.core.standard import Item
from app.core.whatif import Changes, Outcome, Scenario


@dataclass(frozen=True, slots=True)
class Board:
    """Everything is reckoned when it is made; an edit makes another."""

    dossier: Dossier
    scenarios: tuple[Scenario, ...]
    scenario: Scenario | None
    estimates: Mapping[str, Estimate]
    questions: Mapping[str, Question]
    changes: Changes
    """Those of the scenario that stand."""
    dropped: tuple[str, ...]
    prices: Mapping[str, Option]
    outcome: Outcome

    @property
    def round_id(self) -> str:
        """Id of the round."""
        return self.dossier.assessment.id

    @property
    def chosen(self) -> str:
        """Id of the scenario; empty where there is none."""
        return self.scenario.id if self.scenario else ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names that are taken."""
        return tuple(one.name for one in self.scenarios)

    def given(self, subject: str) -> Given | None:
        """What the scenario says of a question, else the record."""
        if subject in self.changes:
            return self.changes[subject]
        return asked.given(self.dossier.answers, subject)


@dataclass(frozen=True, slots=True)
class Line:
    """One question as the sheet shows it; ``now`` is None where the scenario leaves it as it is."""

    question: Question
    was: End
    now: End | None
    choice: Choice | None
    """What it takes to get to ``now``, or to the best where it is left as it is."""
    open: bool
    """Whether it can be better than it is on record."""
    cannot: bool

    @property
    def subject(self) -> str:
        """Its subject."""
        return self.question.subject


def of(
    dossier: Dossier,
    scenarios: tuple[Scenario, ...],
    chosen: str | None,
    estimates: Mapping[str, Estimate],
    before: Board | None = None,
) -> Board:
    """The board of a round; without the chosen scenario its first one, or the record alone.

    What the board ``before`` has reckoned is taken over where it is the same.
    """
    found = next((one for one in scenarios if one.id == chosen), scenarios[0] if scenarios else None)
    standard, companion, answers = dossier.standard, dossier.companion, dossier.answers
    given = found.changes if found else {}
    changes = whatif.standing(standard, companion, answers, given)
    prices = _known_prices(before, dossier, changes, estimates)
    if prices is None:
        prices = whatif.priced(standard, companion, answers, changes, estimates)
    return Board(
        dossier=dossier,
        scenarios=scenarios,
        scenario=found,
        estimates=estimates,
        questions=asked.questions(standard, companion),
        changes=changes,
        dropped=tuple(subject for subject in given if subject not in changes),
        prices=prices,
        outcome=whatif.outcome(dossier.verdict, answers, changes, prices),
    )


def _known_prices(
    before: Board | None, dossier: Dossier, changes: Changes, estimates: Mapping[str, Estimate]
) -> Mapping[str, Option] | None:
    """The prices that the board before had, where nothing bears on them that is another now."""
    if before is None or before.dossier is not dossier or before.estimates != estimates:
        return None
    paid = whatif.paid(dossier.standard, changes) == whatif.paid(dossier.standard, before.changes)
    return before.prices if paid else None


def lines(board: Board) -> tuple[Line, ...]:
    """Every question in the order of the paper."""
    return tuple(_line(board, question) for question in board.questions.values())


def _line(board: Board, question: Question) -> Line:
    subject = question.subject
    changed = board.changes.get(subject)
    option = board.prices.get(subject)
    choice = None
    if changed is not None:
        choice = whatif.choice_for(question, option, changed)
    elif option is not None:
        choice = option.choices[-1]
    return Line(
        question=question,
        was=end(question, asked.given(board.dossier.answers, subject)),
        now=None if changed is None else end(question, changed),
        choice=choice,
        open=option is not None,
        cannot=board.estimates.get(subject, Estimate()).cannot,
    )


def end(question: Question, given: Given | None) -> End:
    """How an answer to a question reads beside another."""
    entry = question.entry
    if isinstance(entry, Item):
        held = {} if given is None or isinstance(given, (bool, Check, VetoMark)) else {entry.id: given}
        return compare.of_item(entry, Answers(items=held))
    return End(entry, given, None, Fraction(1))
