"""A small window for work that comes before the main one: what is done, how far, and a way to stop."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressDialog

from app.errors import Stopped, UserError
from ui.tasks import Tasks, Work


def wait_for(title: str, work: Work) -> None:
    """Run ``work`` and return when it is done; raises its UserError, or one that says it was stopped."""
    window = QProgressDialog(f"{title}…", "停止", 0, 100)
    window.setWindowTitle("园评")
    window.setWindowModality(Qt.WindowModality.ApplicationModal)
    window.setMinimumDuration(200)
    window.setAutoClose(False)
    tasks = Tasks(window)
    faults: list[BaseException] = []
    window.canceled.connect(tasks.stop)
    tasks.moved.connect(lambda done, what: _show(window, done, what))
    tasks.stopped.connect(lambda _title: faults.append(Stopped()))
    tasks.ended.connect(lambda: window.done(0))
    tasks.run(title, work, None, faults.append)
    window.exec()
    window.deleteLater()
    for fault in faults:
        if isinstance(fault, Stopped):
            raise UserError(f"已停止{title}。", "可以稍后再打开。")
        raise fault


def _show(window: QProgressDialog, done: float, what: str) -> None:
    window.setLabelText(what)
    window.setValue(round(100 * max(0.0, done)))
