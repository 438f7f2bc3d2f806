"""What one sample park tries out: its own estimates of cost and days, and a scenario that reaches grade D."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.core.answers import Check, CheckState, Chosen, Given
from app.core.options import Estimate
from app.core.whatif import Scenario
from app.services import estimates, scenarios, stores
from app.services.stores import Store


def lay(store: Store, who: str, assessment_id: str, entry: Mapping[str, Any]) -> None:
    """Keep the estimates and the scenario of ``entry`` with a round."""
    for subject, choices in entry["estimates"].items():
        at = {key: (Decimal(cost), int(days)) for key, (cost, days) in choices.items()}
        estimates.put(store, who, assessment_id, subject, Estimate(at=at))
    levels: dict[str, Given] = {f"item/{key}": Chosen(level) for key, level in entry["levels"].items()}
    met: dict[str, Given] = {f"check/{key}": Check(CheckState.MET) for key in entry["met"]}
    made = Scenario(
        id=stores.new_id(),
        assessment_id=assessment_id,
        name=entry["name"],
        changes={**levels, **met},
        note=entry["note"],
    )
    scenarios.save(store, who, made)
