"""A process killed a hundred times while answering: every acknowledged answer is there, the chain verifies."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from app.core.answers import Chosen
from app.core.park import Park
from app.core.rollup import Kind
from app.services import answering, assessments, dossiers, history, parks, stores
from tests.conftest import TODAY, WHO
from tests.models import kills

ITEMS = 34


def levels_after(answered: int) -> dict[str, Chosen]:
    """What is on file after so many answers: the n-th one gives item n modulo 34 a level that depends on n."""
    return {f"G{n % ITEMS + 1:02d}": Chosen(n // ITEMS % 2) for n in range(answered)}


def begin(path: Path) -> str:
    with stores.open_store(path, WHO) as store:
        parks.add(store, WHO, Park(id="p", name="示例园区"))
        head = assessments.fresh("p", Kind.SELF, 2026, TODAY)
        assessments.begin(store, WHO, head)
    return head.id


def test_no_acknowledged_answer_is_ever_lost(tmp_path: Path) -> None:
    path = tmp_path / "killed.sqlite"
    round_id = begin(path)
    chance = random.Random(20261123)
    done = 0

    def work(at: Path, acknowledge: Callable[[int], None]) -> None:
        with stores.open_store(at, WHO) as store:
            for number in range(done, done + 1000):
                subject = f"item/G{number % ITEMS + 1:02d}"
                answering.answer(store, WHO, round_id, subject, Chosen(number // ITEMS % 2))
                acknowledge(number)

    for _ in range(100):
        patience = chance.choice((0, 1, 2, 5))
        told = kills.kill_one(work, path, patience=patience, delay=chance.uniform(0, 0.005))
        acknowledged = told[-1] + 1 if told else done
        with stores.open_store(path, WHO) as store:
            assert history.verify(store) == ()
            found = dict(dossiers.gather(store, round_id, TODAY).answers.items)
        # The one write under way may have reached the disk before its acknowledgement.
        assert found in (levels_after(acknowledged), levels_after(acknowledged + 1))
        done = acknowledged if found == levels_after(acknowledged) else acknowledged + 1
    assert done > 100
