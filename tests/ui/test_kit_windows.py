"""Only the window is a window: no part of a page flashes up by itself, and takes the cursor, while it is built."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.services import history, stores
from ui import catalogue
from ui.main_window import MainWindow
from ui.session import History, Session
from ui.tasks import Tasks

_STEPS = History(history.undo, history.redo, history.undoable, history.redoable)


class _Watch(QObject):
    """Notes every widget without a parent that is shown."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
        if shown and watched.isWindow() and watched is not self._window:
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


@pytest.fixture
def window(qtbot, sample_file, tmp_path):
    path = tmp_path / "county.sqlite"
    shutil.copy(sample_file, path)
    with stores.open_store(path, "测试员") as store:
        session, tasks = Session(store, "测试员", _STEPS), Tasks()
        made = MainWindow(session, tasks, catalogue.pages(session, tasks))
        qtbot.addWidget(made)
        made.show()
        yield made
        made.hide()
        qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)


def test_no_page_opens_a_window_of_its_own_while_it_is_built(window) -> None:
    watch = _Watch(window)
    app = QApplication.instance()
    app.installEventFilter(watch)
    seen = {}
    for key, *_ in catalogue._PAGES:
        watch.seen = []
        window.show_page(key)
        seen[key] = watch.seen
    app.removeEventFilter(watch)
    assert {key: parts for key, parts in seen.items() if parts} == {}
