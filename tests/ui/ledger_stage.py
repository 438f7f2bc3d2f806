"""A window with the ledger and the plan on a small store of its own, driven by keyboard."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.core.answers import Chosen
from app.core.park import Enterprise, Park, Zone
from app.core.rollup import Kind
from app.services import answering, assessments, history, parks, rounds, stores
from app.services.stores import Store
from ui.main_window import MainWindow, PageSpec
from ui.page import Page
from ui.pages.parks import ParksPage
from ui.pages.plan import PlanPage
from ui.session import History, Session
from ui.tasks import Tasks

TODAY = date(2026, 11, 23)
WHO = "测试员"
_STEPS = History(history.undo, history.redo, history.undoable, history.redoable)


def fill(store: Store) -> None:
    """Two parks; the first with zones that do not add up, an enterprise, and a finished self-assessment."""
    parks.add(
        store, WHO, Park(id="p1", name="示例青江化工园区", county="示例县", planned_area=Decimal("9.00"))
    )
    parks.add(store, WHO, Park(id="p2", name="示例石桥化工集中区", county="示例县"))
    for number, area in enumerate(("5.20", "3.60"), 1):
        name = f"{number}片区"
        parks.add(store, WHO, Zone(id=f"z{number}", park_id="p1", name=name, area=Decimal(area)))
    parks.add(store, WHO, Enterprise(id="e1", park_id="p1", zone_id="z1", name="示例青江助剂有限公司"))
    head = assessments.fresh("p1", Kind.SELF, 2026, TODAY)
    assessments.begin(store, WHO, head)
    answers = {"item/G01": Chosen(0), "item/G02": Chosen(0), "item/G03": Chosen(2)}
    answering.answer_all(store, WHO, head.id, answers, findings={"item/G01": "认定文件缺页"})
    rounds.submit(store, WHO, head.id, TODAY)


@dataclass
class Desk:
    """The window with its page, and hands."""

    window: MainWindow
    page: Any
    store: Store
    session: Session
    qtbot: Any

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the cursor is."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def enter(self, form: Any, name: str, value: str) -> None:
        """Type ``value`` in the place of what stands in a field, and press Enter."""
        editor = form.editor(name)
        editor.setFocus()
        editor.selectAll()
        editor.insert(value) if value else editor.clear()
        editor.setModified(True)
        self.qtbot.keyClick(editor, Qt.Key.Key_Return)

    @property
    def message(self) -> str:
        """What the line above the page says."""
        shown = self.window.message_bar.message
        return f"{shown.what}{shown.remedy}" if shown else ""


@contextmanager
def opened(qtbot: Any, file: Path, folder: Path, key: str) -> Iterator[Desk]:
    """The window on a copy of ``file``, with the page ``key`` in front."""
    path = folder / "store.sqlite"
    shutil.copy(file, path)
    with stores.open_store(path, WHO) as store:
        session, tasks = Session(store, WHO, _STEPS), Tasks()
        pages = (
            PageSpec("parks", "园区", "parks", lambda: ParksPage(session, tasks, lambda: TODAY)),
            PageSpec("plan", "整治方案", "plan", lambda: PlanPage(session, tasks, lambda: TODAY)),
            PageSpec("assessment", "评估", "assessment", lambda: Page(session, tasks)),
            PageSpec("papers", "报告", "report", lambda: Page(session, tasks)),
        )
        window = MainWindow(session, tasks, pages)
        qtbot.addWidget(window)
        window.open()
        window.show_page(key)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        yield Desk(window, window.page(key), store, session, qtbot)
        window.hide()
