"""Checks of the park's file against itself and against what the round claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.core import checkup_claims as claims
from app.core.checkup_rules import Hit, Value
from app.core.dossier import Dossier
from app.core.park import Enterprise, EnterpriseKind, Recognition, Settlement, area_check

_NAMED = 3
"""As many firms and settlements as a sentence names."""


def areas_differ(dossier: Dossier) -> Iterator[Hit]:
    """The zones' areas, all known, do not add up to the planned area (domain.md §4 有3)."""
    found = area_check(dossier.park, dossier.zones)
    known = dossier.zones and not found.unknown and found.planned is not None
    if known and found.planned is not None and not found.agrees:
        values = {"zones": found.zones, "planned": found.planned, "apart": abs(found.zones - found.planned)}
        yield Hit("park/planned_area", values, beside=f"zone/{dossier.zones[0].id}")


def areas_unknown(dossier: Dossier) -> Iterator[Hit]:
    """A zone without an area, so that nobody can add them up."""
    for zone in dossier.zones:
        if zone.area is None:
            yield Hit(f"zone/{zone.id}", {"name": zone.name})


def residents_but_claimed(
    dossier: Dossier, full: Iterable[str], above_zero: Iterable[str], outside: Iterable[str]
) -> Iterator[Hit]:
    """Households or people on file inside the park, and a claim that nobody lives there.

    ``outside`` are words that say in a settlement's place that it is not in the park.
    """
    beyond = tuple(outside)
    inside = [one for one in dossier.settlements if _lived_in(one) and not _any_in(one.place, beyond)]
    if not inside:
        return
    values: dict[str, Value] = {
        "names": _names(one.name for one in inside),
        "count": len(inside),
        "households": sum(one.households or 0 for one in inside),
        "people": sum(one.people or 0 for one in inside),
    }
    for subject in (*claims.met(dossier, full), *claims.scored(dossier, above_zero)):
        yield Hit(subject, {**values, "claim": subject}, beside=f"settlement/{inside[0].id}")


def firms_but_claimed(dossier: Dossier, which: Iterable[str], full: Iterable[str]) -> Iterator[Hit]:
    """Firms on file of the kinds ``which`` (labour, other; both where both are given), and a claim of none."""
    kinds = tuple(which)
    firms = [one for one in dossier.enterprises if all(_is(one, kind) for kind in kinds)]
    if not firms:
        return
    values: dict[str, Value] = {"names": _names(one.name for one in firms), "count": len(firms)}
    for subject in claims.met(dossier, full):
        yield Hit(subject, {**values, "claim": subject}, beside=f"enterprise/{firms[0].id}")


def unrecognised_but_claimed(
    dossier: Dossier, full: Iterable[str], above_zero: Iterable[str]
) -> Iterator[Hit]:
    """A park that is not on file as recognised, and a claim that it is."""
    if dossier.park.recognition_status is Recognition.RECOGNISED:
        return
    for subject in (*claims.met(dossier, full), *claims.scored(dossier, above_zero)):
        values: dict[str, Value] = {"state": dossier.park.recognition_status, "claim": subject}
        yield Hit(subject, values, beside="park/recognition_status")


def recognised_without_document(dossier: Dossier) -> Iterator[Hit]:
    """A recognised park without the number or the day of the document."""
    park = dossier.park
    if park.recognition_status is not Recognition.RECOGNISED:
        return
    missing = [
        name
        for name, there in (
            ("recognition_number", park.recognition_number.strip()),
            ("recognition_date", park.recognition_date),
        )
        if not there
    ]
    if missing:
        yield Hit(f"park/{missing[0]}", {"fields": tuple(missing)})


def _lived_in(settlement: Settlement) -> bool:
    return bool(settlement.households or settlement.people)


def _any_in(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)


def _is(firm: Enterprise, kind: str) -> bool:
    return firm.labour_intensive if kind == "labour" else firm.kind is EnterpriseKind.OTHER


def _names(names: Iterable[str]) -> str:
    every = [name.strip() for name in names if name.strip()]
    return "、".join(every[:_NAMED]) + ("等" if len(every) > _NAMED else "")
