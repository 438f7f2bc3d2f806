"""体检: what the checks find in a round and its park, and how the parks of a store stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from app import paths
from app.core import checkup
from app.core.checkup import Tally
from app.core.checkup_rules import Found, Rule
from app.core.dossier import Assessment, Dossier
from app.core.park import Park
from app.files import checks
from app.progress import Progress, silent
from app.services import assessments, dossiers, parks
from app.services.stores import Store


@dataclass(frozen=True, slots=True)
class Checked:
    """A round with all that was found in it, which its dossier holds as ``checks``."""

    dossier: Dossier
    tally: Tally

    @property
    def found(self) -> tuple[Found, ...]:
        """What was found, in the order of the rules."""
        return self.dossier.checks


@dataclass(frozen=True, slots=True)
class Standing:
    """How one park stands: its latest round, and what was found in it; None where it has no round."""

    park: Park
    round: Assessment | None
    tally: Tally | None
    worst: tuple[str, ...] = ()
    """The titles of the red checks that found something."""


@cache
def rules() -> tuple[Rule, ...]:
    """The checks that come with the program; they do not change while it runs."""
    return checks.load(paths.checkup())


def of_round(store: Store, assessment_id: str, today: date) -> Checked:
    """Check one round and its park; UserError if the round is gone."""
    dossier = checked(dossiers.gather(store, assessment_id, today))
    return Checked(dossier, checkup.tally(dossier.checks, rules()))


def checked(dossier: Dossier) -> Dossier:
    """The same dossier with what the checks find in it."""
    return replace(dossier, checks=checkup.checkup(dossier, rules()))


def everywhere(store: Store, today: date, progress: Progress = silent) -> tuple[Standing, ...]:
    """Every park by its latest round."""
    every = parks.listed(store)
    found = []
    for number, park in enumerate(every):
        progress(number / len(every), park.name)
        head = next(iter(assessments.listed(store, park.id)), None)
        found.append(_standing(store, park, head, today) if head else Standing(park, None, None))
    return tuple(found)


def _standing(store: Store, park: Park, head: Assessment, today: date) -> Standing:
    one = of_round(store, head.id, today)
    titles = dict.fromkeys(found.rule.title for found in checkup.red(one.found))
    return Standing(park, head, one.tally, tuple(titles))
