"""体检: every check over one round and its park, as data says; pure, in the order of the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.core import checkup_answers as answers
from app.core import checkup_park as park
from app.core import checkup_plan as plan
from app.core import checkup_proof as proof
from app.core.checkup_rules import Found, Hit, Rule, Severity
from app.core.dossier import Dossier

FUNCTIONS: Mapping[str, Callable[..., Iterator[Hit]]] = {
    function.__name__: function
    for function in (
        answers.full_but_wanting,
        answers.zero_but_met,
        answers.linked_otherwise,
        answers.veto_without_finding,
        answers.zero_without_finding,
        park.areas_differ,
        park.areas_unknown,
        park.residents_but_claimed,
        park.firms_but_claimed,
        park.unrecognised_but_claimed,
        park.recognised_without_document,
        proof.reports_lapsed,
        proof.others_lapsed,
        proof.unproved,
        plan.closed_without_verifier,
        plan.closed_without_proof,
        plan.dates_reversed,
        plan.misses_next_target,
        plan.target_past,
        plan.open_without_duty,
    )
}
"""The functions that rules may name; each takes a dossier and what the rule gives as ``limits``."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How a round stands: the places found, the checks that found them, and those that found nothing."""

    red: int
    yellow: int
    red_checks: int
    yellow_checks: int
    passed: int


def checkup(dossier: Dossier, rules: Iterable[Rule]) -> tuple[Found, ...]:
    """All that the rules find, in their order."""
    return tuple(Found(rule, hit) for rule in rules for hit in _look(dossier, rule))


def tally(found: Iterable[Found], rules: Iterable[Rule]) -> Tally:
    """Count places and checks by severity, and the checks that found nothing."""
    every, known = tuple(found), tuple(rules)
    places = Counter(one.rule.severity for one in every)
    checks = Counter({one.rule.id: one.rule.severity for one in every}.values())
    return Tally(
        red=places[Severity.RED],
        yellow=places[Severity.YELLOW],
        red_checks=checks[Severity.RED],
        yellow_checks=checks[Severity.YELLOW],
        passed=len(known) - checks.total(),
    )


def red(found: Iterable[Found]) -> tuple[Found, ...]:
    """What papers list."""
    return tuple(one for one in found if one.red)


def _look(dossier: Dossier, rule: Rule) -> Iterator[Hit]:
    limits: Mapping[str, Any] = rule.limits
    return FUNCTIONS[rule.function](dossier, **limits)
