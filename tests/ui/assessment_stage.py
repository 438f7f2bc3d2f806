"""A window with the assessment page on a store of its own, and hands that only use the keyboard."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.core.dossier import Assessment, Dossier
from app.core.park import Park
from app.core.rollup import Kind
from app.services import assessments, dossiers, history, parks, standards, stores
from ui.main_window import MainWindow, PageSpec
from ui.page import Page
from ui.pages.assessment import AssessmentPage
from ui.pages.ten_two import TenTwoPage
from ui.session import History, Session
from ui.tasks import Tasks

WHO = "王工"
PARK = "示例沿江化工园区"
TODAY = date(2026, 11, 20)
ALL_KINDS = Path(__file__).parents[1] / "editions" / "all-kinds"
_STEPS = History(history.undo, history.redo, history.undoable, history.redoable)


class Desk:
    """The window, the page, and what is on disk."""

    def __init__(self, qtbot, store) -> None:
        self.bot, self.store = qtbot, store
        self.session = Session(store, WHO, _STEPS, name="示例县")
        self.tasks = Tasks()
        specs = [
            PageSpec("assessment", "评估", "assessment", lambda: AssessmentPage(self.session, self.tasks)),
            PageSpec("parks", "园区", "parks", lambda: Page(self.session, self.tasks)),
            PageSpec("ten_two", "十有两禁", "ten_two", lambda: TenTwoPage(self.session, self.tasks)),
        ]
        self.window = MainWindow(self.session, self.tasks, specs)
        self.window.resize(1366, 720)

    def open(self) -> None:
        self.window.show()
        self.window.show_page("assessment")
        self.window.activateWindow()
        self.bot.waitUntil(self.window.isActiveWindow)

    @property
    def page(self) -> AssessmentPage:
        return self.window.page("assessment")

    @property
    def sheet(self):
        return self.page.sheet

    def press(self, *keys, held=Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.bot.keyClick(self.field(), key, held)

    def type(self, text: str) -> None:
        """As a Chinese input method does; figures and letters key by key."""
        if text.isascii():
            for sign in text:  # each goes to where the one before left the cursor
                self.bot.keyClicks(self.field(), sign)
            return
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.field(), event)

    def field(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def on_disk(self) -> Dossier:
        return dossiers.gather(self.store, self.session.assessment, TODAY)

    def said(self) -> str:
        message = self.window.message_bar.message
        return f"{message.what}{message.remedy}" if message else ""

    def shown_lines(self) -> list[str]:
        lines = self.sheet.tree._lines
        return [key for key, line in lines.items() if not key.startswith("branch/") and not line.isHidden()]


@contextmanager
def opened(qtbot, folder: Path, prepared: str) -> Iterator[Desk]:
    """A window on a copy of a prepared store: ``empty``, ``park``, ``guide`` or ``kinds``."""
    path = folder / "desk.sqlite"
    shutil.copy(_prepared() / f"{prepared}.sqlite", path)
    with stores.open_store(path, WHO) as store:
        desk = Desk(qtbot, store)
        desk.open()
        yield desk
        desk.window.close()
        desk.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@cache
def _prepared() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="assessment-stage-"))
    park = Park(id="p1", name=PARK, county="示例县")
    for name in ("empty", "park", "guide", "kinds"):
        with stores.open_store(folder / f"{name}.sqlite", WHO) as store:
            if name != "empty":
                parks.add(store, WHO, park)
            if name == "guide":
                assessments.begin(store, WHO, assessments.fresh("p1", Kind.SELF, 2026, TODAY))
            if name == "kinds":
                _begin_all_kinds(store)
    return folder


def _begin_all_kinds(store) -> None:
    source = standards.find(str(ALL_KINDS))
    with stores.begin(store, WHO, "导入标准包") as records:
        standards.pin(records, source)
    head = Assessment(
        id="a1", park_id="p1", kind=Kind.SELF, year=2026, edition_checksum=source.standard.checksum
    )
    assessments.begin(store, WHO, head)
