"""How the window is tested: no screen, no box that waits for a hand, settings that vanish with the test."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("MPLBACKEND", "Agg")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMessageBox, QWidget

from ui import settings, theme

_BOXES = (
    (QDialog, "exec"),
    (QMessageBox, "exec"),
    (QMessageBox, "question"),
    (QMessageBox, "warning"),
    (QMessageBox, "information"),
    (QMessageBox, "critical"),
    (QInputDialog, "getText"),
    (QInputDialog, "getItem"),
    (QFileDialog, "getSaveFileName"),
    (QFileDialog, "getOpenFileName"),
    (QFileDialog, "getOpenFileNames"),
    (QFileDialog, "getExistingDirectory"),
)


@pytest.fixture(scope="session")
def dressed(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> QApplication:
    settings.keep_in(tmp_path_factory.mktemp("settings") / "window.ini")
    theme.install(qapp)
    return qapp


@pytest.fixture(autouse=True)
def own_place(dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test has its own settings and data folder, and any modal box fails it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache")))
    settings.keep_in(tmp_path / "window.ini")
    for owner, name in _BOXES:
        monkeypatch.setattr(owner, name, _forbidden(f"{owner.__name__}.{name}"))
    yield
    dressed.clipboard().clear()


@pytest.fixture(scope="session")
def type_text() -> Callable[[QWidget, str], None]:
    """Types as a Chinese input method does; qtbot.keyClicks aborts the program on such characters."""

    def send(editor: QWidget, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(editor, event)

    return send


def _forbidden(name: str) -> object:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError(f"{name} waits for a hand that a test does not have")

    return refuse
