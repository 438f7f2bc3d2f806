"""Answers given in the open window, each timed until it is on disk, regraded and drawn; run as a program."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.core import advice
from app.core.dossier import AssessmentState
from app.services import assessments, parks, standards
from ui import theme
from ui.__main__ import Shell
from ui.session import Session


def draft(session: Session) -> tuple[str, str]:
    """A park and its round that is still being edited; it is begun where there is none."""
    every = parks.listed(session.store)
    for park in every:
        for head in assessments.listed(session.store, park.id):
            if head.state is AssessmentState.DRAFT:
                return park.id, head.id
    raise SystemExit("the sample county has no round under way")


def measure(store: Path, times: int) -> list[float]:
    """Seconds of each answer."""
    app = QApplication(sys.argv)
    theme.install(app)
    shell = Shell(app)
    shell.open(store)
    session, window = shell.session, shell.window
    assert session is not None
    assert window is not None
    park, head = draft(session)
    session.select(park, head)
    window.show_page("assessment")
    for _ in range(20):
        app.processEvents()
    items = standards.find("guide-2023-trial").standard.items
    ways = (advice.best, advice.worst)
    found = []
    for number in range(times):
        item, way = items[number % len(items)], ways[number // len(items) % 2]
        started = time.perf_counter()
        session.do(assessments.answer, head, f"item/{item.id}", way(item))
        app.processEvents()
        found.append(time.perf_counter() - started)
    shell.close()
    return found


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
