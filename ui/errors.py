"""Where an error that nobody caught ends up: a user's error inline, ours in a log and a calm notice.

Without a screen (PARKGRADE_HEADLESS set, or the offscreen platform) nothing is shown, because a box that
nobody can close would hang the run: the error is printed and the program ends with 1.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from app.errors import UserError
from ui.bugs import Bug, record

__all__ = ["Bug", "headless", "install", "record"]


def headless() -> bool:
    """Whether nobody can see or close a message."""
    return bool(os.environ.get("PARKGRADE_HEADLESS")) or QGuiApplication.platformName() in (
        "offscreen",
        "minimal",
    )


def install(show_error: Callable[[UserError], object], show_bug: Callable[[Bug], object]) -> None:
    """Send every uncaught error to one of the two; both are called in the thread that failed."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QCoreApplication.exit(130)
        elif headless():
            traceback.print_exception(kind, error, trace)
            QCoreApplication.exit(1)
        elif isinstance(error, UserError):
            show_error(error)
        else:
            show_bug(record(error))

    sys.excepthook = hook
    threading.excepthook = lambda told: _late(told.exc_value)


def _late(error: BaseException | None) -> None:
    # No widget may be touched from a helper thread, so its error is only written down.
    if error is not None and not isinstance(error, SystemExit):
        print(record(error).details, file=sys.stderr)
