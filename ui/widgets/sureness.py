"""How sure an entry of an edition is: its word with a sign and a colour, the same on every page."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from app import wording
from app.core.entries import Status
from ui import theme

_SIGNS = {Status.VERIFIED: ("✓", "good"), Status.UNVERIFIED: ("！", "warn"), Status.PROJECT: ("※", "soft")}


def tell(label: QLabel, status: Status) -> None:
    """Say on ``label`` how sure it is."""
    sign, role = _SIGNS[status]
    label.setText(f"{sign} {wording.name(status)}")
    theme.say(label, role)
