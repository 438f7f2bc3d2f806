"""Every public function of the services that writes, and something to give it that could change a sealed round."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import app.services
from app.core.answers import Chosen
from app.core.entries import Grade
from app.core.evidence import Use
from app.core.keying import Pass
from app.core.options import Estimate
from app.core.park import Park, Zone
from app.core.plan import Measure, MeasureState
from app.core.rights import Person
from app.core.rollup import Kind
from app.core.whatif import Scenario
from app.errors import UserError
from app.services import assessments
from app.services.parks import Published
from tests.conftest import TODAY
from tests.services.seal_stage import NOW, SECRET, Sealed

OPENING = {"rounds.reopen", "rounds.send_back"}
"""The only doors: they open the seal, with a reason."""
OUTSIDE = {
    "edition_import.remove",
    "edition_import.require",
    "stores.begin",
}
"""What writes no record."""


def doors() -> dict[str, Callable[..., Any]]:
    """Every public function of the services that takes a store and who is at work."""
    found: dict[str, Callable[..., Any]] = {}
    for each in pkgutil.iter_modules(app.services.__path__):
        if each.name.startswith("sample"):
            continue  # builds the sample county through the others
        module = importlib.import_module(f"app.services.{each.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            given = list(inspect.signature(function).parameters)
            if function.__module__ == module.__name__ and given[:2] == ["store", "who"] and name[0] != "_":
                found[f"{each.name}.{name}"] = function
    return {name: function for name, function in found.items() if name not in OUTSIDE}


def arguments(sealed: Sealed) -> dict[str, Any]:
    """By the name of a parameter, or of ``door.parameter``: something that could change the sealed round."""
    use = Use(assessment_id=sealed.round_id, subject="item/G03")
    fresh = assessments.fresh("p1", Kind.EXPERT, 2027, TODAY)
    about = {
        "assessment_id": sealed.round_id,
        "assessment": fresh,
        "subject": "item/G02",
        "given": {"item/G02": Chosen(0)},
        "answering.answer.given": Chosen(0),
        "answering.remark.changes": {"finding": "改写"},
        "parks.record_grade.given": Published(Kind.REVIEW, Grade.D, TODAY, "示例文号"),
        "findings": {"item/G02": "改写"},
        "action": "改写",
        "name": "note",
        "value": "改写",
        "parks.add.value": Zone(id="z9", park_id="p1", name="新片区"),
        "people.edit.name": "unit",
        "evidence_settings.change.name": "limit",
        "evidence_settings.change.value": 5,
        "edition": "guide-2023-trial",
        "new_id": "moved",
        "estimate": Estimate(),
    }
    return about | _ledger(sealed, use)


def _ledger(sealed: Sealed, use: Use) -> dict[str, Any]:
    return {
        "park_id": "p1",
        "kind": Park,
        "key": "p1",
        "keys": ("p1",),
        "person": Person(id="new", name="新人"),
        "person_id": "z",
        "person_ids": ("z",),
        "passphrase": SECRET,
        "old": SECRET,
        "new": "another one 8",
        "evidence_id": sealed.evidence_id,
        "evidence_ids": (sealed.evidence_id,),
        "use": use,
        "taken": (),
        "measure": Measure(id="m9", park_id="p1", assessment_id=sealed.round_id, action="示例"),
        "measures": (Measure(id="m8", park_id="p1", assessment_id=sealed.round_id, action="示例"),),
        "to": MeasureState.DOING,
        "reason": "示例原因",
        "today": TODAY,
        "now": NOW,
        "when": Pass.FIRST,
        "text": "1",
        "note": "改写",
        "section": "S1",
        "on": False,
        "scenario": Scenario(id="c9", assessment_id=sealed.round_id, name="示例"),
    }


def knock(door: str, function: Callable[..., Any], sealed: Sealed, who: str) -> None:
    known = arguments(sealed)
    positional: list[Any] = [sealed.store, who]
    named: dict[str, Any] = {}
    for name, parameter in list(inspect.signature(function).parameters.items())[2:]:
        value = known.get(f"{door}.{name}", known.get(name))
        assert value is not None, f"say above what {door} takes for {name}"
        match parameter.kind:
            case inspect.Parameter.VAR_POSITIONAL:
                positional.extend(value)
            case inspect.Parameter.VAR_KEYWORD:
                named.update(value)
            case inspect.Parameter.KEYWORD_ONLY:
                named[name] = value
            case _:
                positional.append(value)
    with suppress(UserError):
        function(*positional, **named)
