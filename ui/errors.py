"""Where an error that nobody caught ends up: a user's error inline, ours in a log and a calm notice.

Without a screen (PARKGRADE_HEADLESS set, or the offscreen platform) nothing is shown, because a box that
nobody can close would hang the run: the error is printed and the program ends with 1.
"""

from __future__ import annotations

import os
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from app import paths
from app.errors import UserError

_LOG_LIMIT = 1_000_000
"""Bytes after which the log starts anew and the old one is kept once."""


@dataclass(frozen=True, slots=True)
class Bug:
    """A fault of ours: what a person may copy and send, and where it was written."""

    details: str
    log: Path | None


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


def record(error: BaseException) -> Bug:
    """Write ``error`` to the log; a log that cannot be written must not hide the error itself."""
    trace = "".join(traceback.format_exception(error))
    machine = f"{platform.platform()}  Python {platform.python_version()}"
    details = f"{datetime.now():%Y-%m-%d %H:%M:%S}  {machine}\n{trace}"
    try:
        return Bug(details, _append(paths.user_data() / "errors.log", details))
    except OSError:
        return Bug(details, None)


def _append(log: Path, details: str) -> Path:
    if log.exists() and log.stat().st_size > _LOG_LIMIT:
        log.replace(log.with_suffix(".old.log"))
    with log.open("a", encoding="utf-8") as out:
        out.write(f"{details}\n")
    return log


def _late(error: BaseException | None) -> None:
    # No widget may be touched from a helper thread, so its error is only written down.
    if error is not None and not isinstance(error, SystemExit):
        print(record(error).details, file=sys.stderr)
