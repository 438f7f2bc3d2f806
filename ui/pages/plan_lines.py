"""One line of the plan: a measure with its number and what it mends by name; its columns, and what is filtered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app import labels, wording, wording_plan
from app.core.plan import Measure, MeasureState
from app.core.standard import Standard
from app.services import plans
from app.services.stores import Store
from ui.table import Column

EVERY, UNCLOSED = "", "unclosed"
"""Filters beside the four states."""


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure as the list shows it on ``today``."""

    number: int
    measure: Measure
    subject: str
    text: str
    """What the item or checkpoint asks for; empty where it is not known."""
    today: date

    @property
    def late(self) -> bool:
        """Whether it is overdue."""
        return self.measure.overdue(self.today)


def lines(store: Store, park_id: str, today: date) -> tuple[MeasureLine, ...]:
    """The park's plan."""
    editions = plans.editions(store, park_id)
    return of_measures(plans.listed(store, park_id), editions, today)


def of_measures(
    measures: Sequence[Measure], editions: Mapping[str, tuple[Standard, Standard]], today: date
) -> tuple[MeasureLine, ...]:
    """Lines numbered in the order of the plan; ``editions`` by round name what each mends."""
    made = []
    for number, measure in enumerate(measures, 1):
        standard, judged = editions.get(measure.assessment_id or "", (None, None))
        named = wording_plan.subject(standard, judged, measure.subject)
        made.append(MeasureLine(number, measure, named, _asked(standard, judged, measure), today))
    return tuple(made)


def _asked(standard: Standard | None, judged: Standard | None, measure: Measure) -> str:
    kind, _, key = measure.subject.partition("/")
    if standard is None or judged is None:
        return ""
    if kind == "item" and key in standard.item:
        return standard.item[key].text
    return judged.checkpoint[key].text if kind == "check" and key in judged.checkpoint else ""


def filtered(found: Sequence[MeasureLine], state: str, *, late: bool) -> tuple[MeasureLine, ...]:
    """The lines in this state (or ``EVERY``, ``UNCLOSED``), and only the overdue ones if asked."""
    return tuple(line for line in found if _fits(line.measure.state, state) and (line.late or not late))


def _fits(state: MeasureState, wanted: str) -> bool:
    if wanted == UNCLOSED:
        return state is not MeasureState.CLOSED
    return wanted in (EVERY, state.value)


def _points(value: Fraction | None) -> str:
    return "" if value is None else wording.points(value)


_ORDER = {state: at for at, state in enumerate(MeasureState)}

NUMBER = Column[MeasureLine]("序号", lambda line: line.number, align="right", width=48)
SUBJECT = Column[MeasureLine](
    labels.field(Measure, "subject"),
    lambda line: line.subject,
    width=104,
    tooltip=lambda line: line.text or line.subject,
)
FINDING = Column[MeasureLine](labels.field(Measure, "finding"), lambda line: line.measure.finding, width=190)
LOST = Column[MeasureLine]("失分", lambda line: line.measure.lost, text=_points, align="right", width=52)
ACTION = Column[MeasureLine](labels.field(Measure, "action"), lambda line: line.measure.action, width=190)
UNIT = Column[MeasureLine](labels.field(Measure, "unit"), lambda line: line.measure.unit, width=120)
FUNDS = Column[MeasureLine](
    "资金（万元）", lambda line: line.measure.funds, text=wording.amount, align="right", width=98
)
DUE = Column[MeasureLine](
    labels.field(Measure, "due"),
    lambda line: line.measure.due,
    width=100,
    colour=lambda line: "bad" if line.late else None,
)


def _state_colour(line: MeasureLine) -> str | None:
    if line.late:
        return "bad"
    return "good" if line.measure.state is MeasureState.CLOSED else None


def _plain(name: str, width: int, *, hidden: bool = False) -> Column[MeasureLine]:
    return Column[MeasureLine](
        labels.field(Measure, name), lambda line: getattr(line.measure, name), width=width, hidden=hidden
    )


COLUMNS = (
    NUMBER,
    SUBJECT,
    Column[MeasureLine](
        labels.field(Measure, "state"),
        lambda line: wording_plan.state(line.measure, line.today),
        width=152,
        sort_key=lambda line: _ORDER[line.measure.state],
        colour=_state_colour,
    ),
    FINDING,
    LOST,
    ACTION,
    UNIT,
    _plain("person", 80),
    FUNDS,
    _plain("start", 100),
    DUE,
    _plain("goal", 160, hidden=True),
    _plain("supporting_unit", 120, hidden=True),
    _plain("fund_source", 100, hidden=True),
    _plain("progress", 140, hidden=True),
    _plain("returned_reason", 140, hidden=True),
    _plain("conclusion", 140, hidden=True),
    _plain("verifier", 90, hidden=True),
    _plain("verified_on", 100, hidden=True),
    _plain("evidence", 140, hidden=True),
)
