"""Which editions the grades on screen come from and how much of each nobody has verified, in one line."""

from __future__ import annotations

from app import wording_verdict
from app.core.standard import Standard


def line(*standards: Standard | None) -> str:
    """For the status line; each edition once, and an empty text where there is none."""
    named = dict.fromkeys(wording_verdict.edition_brief(each) for each in standards if each is not None)
    return f"依据：{'、'.join(named)}" if named else ""
