"""Short looks at files beside the window: they show no progress, and keep no longer work waiting.

``Tasks`` is for work that a person starts, watches and may stop; this is for what follows the cursor. Only the
newest look of a ``Looks`` is answered: one that was asked for earlier is not wanted any more.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.errors import UserError


@dataclass(frozen=True, slots=True)
class _Seen:
    number: int
    result: object = None
    error: BaseException | None = None


class Looks(QObject):
    """``look`` may be called as often as one likes."""

    _seen = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._number = 0
        self._waiting: tuple[Callable[[Any], object], Callable[[UserError], object]] | None = None
        self._seen.connect(self._answer)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._waiting is not None

    def look(
        self, work: Callable[[], Any], done: Callable[[Any], object], failed: Callable[[UserError], object]
    ) -> None:
        """Run ``work`` in another thread; then ``done`` or ``failed`` in this one, unless asked anew meanwhile."""
        self._number += 1
        self._waiting = done, failed
        hands().submit(self._run, self._number, work)

    def forget(self) -> None:
        """Want no answer any more."""
        self._number += 1
        self._waiting = None

    def _run(self, number: int, work: Callable[[], Any]) -> None:
        if number != self._number:
            return
        try:
            seen = _Seen(number, result=work())
        except BaseException as error:  # handed over, never lost in a thread
            seen = _Seen(number, error=error)
        with suppress(RuntimeError):  # the window may be gone by now
            self._seen.emit(seen)

    def _answer(self, seen: _Seen) -> None:
        waiting, error = self._waiting, seen.error
        if seen.number != self._number or waiting is None:
            return
        self._waiting = None
        done, failed = waiting
        if error is None:
            done(seen.result)
        elif isinstance(error, UserError):
            failed(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)


@cache
def hands() -> ThreadPoolExecutor:
    """Who looks: few, since a look is mostly the unpacking of a picture."""
    return ThreadPoolExecutor(2, thread_name_prefix="looks")
