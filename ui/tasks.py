"""Long work beside the window: one job at a time, with progress, that a person can stop.

``work`` is a plain function of ``progress``; ``progress(done, what)`` takes the share done from 0 to 1
(negative: unknown) and raises ``Stopped`` once the person pressed stop. ``work`` runs in another thread and
must not touch widgets; ``done(result)`` and ``failed(error)`` are called back in the window's thread.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from app.errors import Stopped, UserError
from app.progress import Progress

Work = Callable[[Progress], Any]

_MOMENT = 0.05
"""Seconds between two reports, so that a fast worker does not flood the window."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    result: object = None
    error: BaseException | None = None


class _Worker(QThread):
    """Runs one piece of work; lives in the window's thread, only ``run`` does not."""

    moved = Signal(float, str)
    ended = Signal(object)

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()
        self._reported = 0.0

    def ask_stop(self) -> None:
        self._stop.set()

    def run(self) -> None:
        try:
            outcome = _Outcome(result=self._work(self._progress))
        except BaseException as error:  # handed over, never lost in a thread
            outcome = _Outcome(error=error)
        self.ended.emit(outcome)

    def _progress(self, done: float, what: str = "") -> None:
        if self._stop.is_set():
            raise Stopped
        now = time.monotonic()
        if now - self._reported >= _MOMENT:
            self._reported = now
            self.moved.emit(float(done), what)


class Tasks(QObject):
    """The one place for work that may take longer than 0.2 s."""

    began = Signal(str)
    """The title of the job."""
    moved = Signal(float, str)
    """Share done (negative: unknown) and what is being done."""
    ended = Signal()
    """The job is over, however it ended."""
    stopped = Signal(str)
    """A person stopped the job with this title."""
    failed = Signal(object)
    """A UserError nobody else took."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker: _Worker | None = None
        self._title = ""
        self._done: Callable[[Any], object] | None = None
        self._failed: Callable[[UserError], object] | None = None

    @property
    def busy(self) -> str:
        """The title of the job under way, or an empty text."""
        return self._title if self._worker is not None else ""

    def run(
        self,
        title: str,
        work: Work,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
    ) -> bool:
        """Start ``work``; False, with a message in words, while another job is under way."""
        if self._worker is not None:
            self.failed.emit(UserError(f"正在{self._title}", "请等它完成，或先在状态栏停止它，再重试"))
            return False
        self._title, self._done, self._failed = title, done, failed
        self._worker = _Worker(work, self)
        self._worker.moved.connect(self.moved)
        self._worker.ended.connect(self._end)
        self.began.emit(title)
        self._worker.start()
        return True

    def stop(self) -> None:
        """Ask the job to stop at its next report."""
        if self._worker is not None:
            self._worker.ask_stop()

    def _end(self, outcome: _Outcome) -> None:
        worker, done, failed, title = self._worker, self._done, self._failed, self._title
        self._worker = self._done = self._failed = None
        if worker is not None:
            worker.wait()
            worker.deleteLater()
        self.ended.emit()
        error = outcome.error
        if error is None:
            if done is not None:
                done(outcome.result)
        elif isinstance(error, Stopped):
            self.stopped.emit(title)
        elif isinstance(error, UserError):
            (failed or self.failed.emit)(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)
