"""How long work reports: ``progress(done, what)``, which may stop it by raising ``Stopped``."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float, str], None]
"""Takes the share done from 0 to 1 (negative: unknown) and what is being done, in Chinese."""


def silent(done: float, what: str) -> None:
    """Nobody is watching."""
