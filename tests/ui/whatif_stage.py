"""A window with the page 推演 and the plan beside it, on a copy of the sample county, driven by keyboard."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from app.core.answers import Answer as Answered
from app.core.dossier import Assessment, Dossier
from app.core.park import Park
from app.core.plan import Measure
from app.core.rollup import Kind
from app.core.verdict import verdict
from app.core.whatif import Scenario as Tried
from app.services import assessments, dossiers, history, parks, plans, scenarios, standards, stores
from app.services.stores import Store
from models.assessment import Answer
from models.scenario import Estimate, Scenario
from tests.conftest import TODAY, WHO
from ui.main_window import MainWindow, PageSpec
from ui.page import Page
from ui.pages.plan import PlanPage
from ui.pages.whatif import WhatifPage
from ui.session import History, Session
from ui.tasks import Tasks

_STEPS = History(history.undo, history.redo, history.undoable, history.redoable)


@dataclass
class Desk:
    """The window, the page, and what is on disk."""

    window: MainWindow
    page: WhatifPage
    store: Store
    session: Session
    tasks: Tasks
    qtbot: Any

    def go(self, park: str) -> None:
        """Choose the latest round of the park whose name holds ``park``."""
        found = next(one for one in parks.listed(self.store) if park in one.name)
        self.session.select(found.id, assessments.listed(self.store, found.id)[0].id)

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys where the cursor is."""
        for key in keys:
            self.qtbot.keyClick(self.field(), key, held)

    def type(self, text: str) -> None:
        """Type figures and letters where the cursor is."""
        for sign in text:
            self.qtbot.keyClicks(self.field(), sign)

    def at(self, subject: str) -> None:
        """Go to a question on the sheet."""
        self.page.show_subject(subject)
        self.page.sheet.take_focus()

    def field(self) -> Any:
        return QApplication.focusWidget() or self.window

    @property
    def said(self) -> str:
        """What the line above the page says."""
        message = self.window.message_bar.message
        return f"{message.what}{message.remedy}" if message else ""

    @property
    def grades(self) -> tuple[str, str]:
        """The letters of the two badges."""
        return self.page.strip.before.grade.letter, self.page.strip.after.grade.letter

    @property
    def scenarios(self) -> tuple[Tried, ...]:
        return scenarios.listed(self.store, self.session.assessment or "")

    @property
    def measures(self) -> tuple[Measure, ...]:
        return plans.listed(self.store, self.session.park or "")

    @property
    def dossier(self) -> Dossier:
        return dossiers.gather(self.store, self.session.assessment or "", TODAY)

    def record(self) -> str:
        """A hash over every answer on file."""
        with stores.read(self.store) as records:
            rows = records.execute(select(*Answer.__table__.columns).order_by(Answer.id)).all()
        return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()


def with_items(dossier: Dossier, items: dict[str, Answered]) -> Dossier:
    """The dossier as if these were the answers to its items."""
    answers = replace(dossier.answers, items=items)
    graded = verdict(dossier.standard, answers, dossier.companion)
    return replace(dossier, answers=answers, verdict=graded)


def every_kind(folder: Path) -> Path:
    """A store with one round by an edition that has every kind of scoring, nothing answered."""
    path = folder / "kinds.sqlite"
    source = standards.find(str(Path(__file__).parents[1] / "editions" / "all-kinds"))
    with stores.open_store(path, WHO) as store:
        parks.add(store, WHO, Park(id="p1", name="示例园区"))
        with stores.begin(store, WHO, "导入标准包") as records:
            standards.pin(records, source)
        checksum = source.standard.checksum
        head = Assessment(id="a1", park_id="p1", kind=Kind.SELF, year=2026, edition_checksum=checksum)
        assessments.begin(store, WHO, head)
    return path


def _bare(store: Store) -> None:
    """Take away what the sample county has tried out: the tests begin with nothing."""
    with stores.begin(store, WHO, "清空推演") as records:
        for table in (Scenario, Estimate):
            for row in records.scalars(select(table)):
                records.delete(row)


@contextmanager
def opened(qtbot: Any, file: Path | None, folder: Path, park: str = "东塘") -> Iterator[Desk]:
    """The window on a copy of ``file`` (None: an empty store), with the park's latest round on the page."""
    path = folder / "store.sqlite"
    if file is not None:
        shutil.copy(file, path)
    with stores.open_store(path, WHO) as store:
        _bare(store)
        session, tasks = Session(store, WHO, _STEPS), Tasks()
        pages = (
            PageSpec("whatif", "推演", "whatif", lambda: WhatifPage(session, tasks, lambda: TODAY)),
            PageSpec("plan", "整治方案", "plan", lambda: PlanPage(session, tasks, lambda: TODAY)),
            PageSpec("parks", "园区", "parks", lambda: Page(session, tasks)),
            PageSpec("assessment", "评估", "assessment", lambda: Page(session, tasks)),
        )
        window = MainWindow(session, tasks, pages)
        window.resize(1366, 720)
        qtbot.addWidget(window)
        page = window.page("whatif")
        assert isinstance(page, WhatifPage)
        desk = Desk(window, page, store, session, tasks, qtbot)
        if file is not None:
            desk.go(park)
        window.open()
        window.show_page("whatif")
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        yield desk
        window.hide()
