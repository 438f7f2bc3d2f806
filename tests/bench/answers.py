"""Answers given by key in the open window, each timed until it is on disk, regraded and drawn; run as a program."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.core.answers import Chosen
from app.core.dossier import AssessmentState
from app.services import assessments, dossiers, parks, standards
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


def answered(session: Session, head: str) -> Mapping[str, Chosen]:
    """The answers on disk; the shipped guide asks for levels alone."""
    given = dossiers.gather(session.store, head, date.today()).answers.items
    return {key: one for key, one in given.items() if isinstance(one, Chosen)}


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
    window.activateWindow()
    for _ in range(20):
        app.processEvents()
    page = window.page("assessment")
    items = standards.find("guide-2023-trial").standard.items
    levels = {key: given.level for key, given in answered(session, head).items()}
    found = []
    for number in range(times):
        item = items[number % len(items)]
        last = len(item.scoring.levels) - 1
        levels[item.id] = 0 if levels.get(item.id) == last else last
        page.show_subject(f"item/{item.id}")
        app.processEvents()
        started = time.perf_counter()
        QTest.keyClick(app.focusWidget() or window, Qt.Key(Qt.Key.Key_1 + levels[item.id]))
        app.processEvents()
        found.append(time.perf_counter() - started)
    if levels != {key: given.level for key, given in answered(session, head).items()}:
        raise SystemExit("not every key reached the page")
    shell.close()
    return found


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
