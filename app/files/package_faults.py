"""Why a package is not read or not written, in plain words, each with what to do about it."""

from __future__ import annotations

from app.errors import UserError


class Locked(UserError):
    """The package has a password, and it was not given or is not this one: ask for it and try again."""
