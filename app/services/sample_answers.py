"""What the sample county's assessors answered: weaknesses spread the same way on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from app.core.answers import Check, CheckState, Chosen, Given, VetoMark, VetoState
from app.core.dossier import Assessment
from app.core.entries import Levels
from app.core.standard import Item, LineKind, Standard
from app.services import answering, standards, stores
from app.services.stores import Store

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Weakness:
    """How weak a park is in one round, as its assessor saw it."""

    seed: str
    """The park's code: it decides where the weaknesses lie, the same in every year."""
    lost: int
    """Raw points to lose, about."""
    missing: int
    """Checkpoints of the twelve lines not met."""
    blind: int = 0
    """Weak items that the assessor did not see."""
    vetoes: Mapping[str, str] = field(default_factory=dict)
    """Vetoes that hold, with what was found."""


def open_subjects(standard: Standard, judged: Standard, weak: Weakness) -> frozenset[str]:
    """The subjects that such a round finds wanting."""
    items = (f"item/{item.id}" for item, level in _levels(standard.items, weak).items() if _weak(item, level))
    checks = (
        f"check/{key}" for key, check in _checks(judged, weak).items() if check.state is not CheckState.MET
    )
    return frozenset((*items, *checks, *(f"veto/{key}" for key in weak.vetoes)))


def fill(store: Store, who: str, head: Assessment, weak: Weakness, only: int | None = None) -> None:
    """Answer everything, or the first ``only`` items, in one step; each weakness with a finding."""
    with stores.read(store) as records:
        standard = standards.pinned(records, head.edition_checksum)
        judged = standards.pinned(records, head.ten_two_checksum or head.edition_checksum)
    levels = _levels(standard.items[:only], weak)
    given: dict[str, Given | None] = {f"item/{item.id}": Chosen(level) for item, level in levels.items()}
    findings = {
        f"item/{item.id}": _finding(item, level) for item, level in levels.items() if _weak(item, level)
    }
    if only is None:
        given |= {f"check/{key}": check for key, check in _checks(judged, weak).items()}
        given |= {f"veto/{veto.id}": _mark(veto.id, weak) for veto in standard.vetoes}
        findings |= {f"veto/{key}": found for key, found in weak.vetoes.items()}
    action = f"录入{head.year}年评估"
    answering.answer_all(store, who, head.id, given, findings=findings, action=action)


def _levels(items: Iterable[Item], weak: Weakness) -> dict[Item, int]:
    """Best levels, but for weak items in the park's own order until enough points are lost."""
    ordered = _shuffled(items, weak.seed, lambda item: item.id)
    left, skipped = weak.lost, weak.blind
    chosen: dict[Item, int] = {}
    for place, item in enumerate(ordered):
        levels = item.scoring.levels if isinstance(item.scoring, Levels) else ()
        best = len(levels) - 1
        level = max(0, best - 1 - place % 2)
        loss = int(levels[best].points - levels[level].points)
        if loss > left:
            chosen[item] = best
            continue
        left -= loss
        skipped -= 1
        chosen[item] = level if skipped < 0 else best
    return chosen


def _checks(judged: Standard, weak: Weakness) -> dict[str, Check]:
    law = {line.id for line in judged.lines if line.kind is LineKind.LAW}
    twelve = [point for point in judged.checkpoints if point.line not in law]
    ordered = _shuffled(twelve, weak.seed, lambda point: point.id)
    open_ones = {point.id: place for place, point in enumerate(ordered[: max(0, weak.missing - weak.blind)])}
    return {point.id: Check(_state(open_ones.get(point.id))) for point in judged.checkpoints}


def _state(place: int | None) -> CheckState:
    if place is None:
        return CheckState.MET
    return CheckState.UNMET if place % 3 == 0 else CheckState.PARTIAL


def _mark(veto_id: str, weak: Weakness) -> VetoMark:
    if veto_id in weak.vetoes:
        return VetoMark(VetoState.TRIGGERED, weak.vetoes[veto_id])
    return VetoMark(VetoState.CLEAR)


def _weak(item: Item, level: int) -> bool:
    return isinstance(item.scoring, Levels) and level < len(item.scoring.levels) - 1


def _finding(item: Item, level: int) -> str:
    return item.scoring.levels[level].criterion if isinstance(item.scoring, Levels) else ""


def _shuffled(entries: Iterable[Entry], seed: str, key: Callable[[Entry], str]) -> list[Entry]:
    return sorted(entries, key=lambda entry: hashlib.sha256(f"{seed}/{key(entry)}".encode()).hexdigest())
