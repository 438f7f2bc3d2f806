"""On which page a subject is seen, as ``Page.wanted`` names it."""

from __future__ import annotations

_PAGES = {
    "item": "assessment",
    "gate": "assessment",
    "veto": "assessment",
    "check": "ten_two",
    "park": "parks",
    "zone": "parks",
    "enterprise": "parks",
    "settlement": "parks",
    "measure": "plan",
    "evidence": "evidence",
}


def address(subject: str) -> str:
    """The page and the subject on it.

    >>> address("check/J02-1"), address("enterprise/e1")
    ('ten_two:check/J02-1', 'parks:enterprise/e1')
    """
    return f"{_PAGES[subject.partition('/')[0]]}:{subject}"
