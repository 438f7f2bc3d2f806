"""Where a fault of ours is written down: one log in the user's data folder, for the window and the command line."""

from __future__ import annotations

import platform
import traceback
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app import paths

_LOG_LIMIT = 1_000_000
"""Bytes after which the log starts anew and the old one is kept once."""


@dataclass(frozen=True, slots=True)
class Bug:
    """A fault of ours: what a person may copy and send, and where it was written."""

    details: str
    log: Path | None


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
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > _LOG_LIMIT:
        log.replace(log.with_suffix(".old.log"))
    with log.open("a", encoding="utf-8", errors="replace") as out:
        out.write(f"{details}\n")
    return log
