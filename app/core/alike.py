"""Whether two editions ask the same under one id: fingerprints of what is asked and of how it is scored."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from app.core.asked import Entry
from app.core.standard import Checkpoint, Gate, Item, Veto


class Unlike(StrEnum):
    """In what two entries of the same id differ."""

    TEXT = "text"
    SCORING = "scoring"


@dataclass(frozen=True, slots=True)
class Print:
    """SHA-256, in hex, of an entry's wording, and of what its answers are worth."""

    text: str
    scoring: str


def fingerprint(entry: Entry) -> Print:
    """The fingerprint of an entry; spaces, widths of signs and the digits of a number do not count."""
    return Print(_hash(entry.text), _hash(_worth(entry)))


def unlike(left: Print, right: Print) -> Unlike | None:
    """In what two entries differ; None where they ask the same and score it the same."""
    if left.text != right.text:
        return Unlike.TEXT
    return Unlike.SCORING if left.scoring != right.scoring else None


def _worth(entry: Entry) -> Any:
    """What answers to the entry lead to, with the wording of each choice."""
    match entry:
        case Item():
            return entry.scoring.model_dump()
        case Veto():
            return entry.effect.value
        case Checkpoint():
            return entry.required
        case Gate():
            return ""


def _hash(content: Any) -> str:
    plain = json.dumps(_plain(content), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def _plain(content: Any) -> Any:
    match content:
        case str():
            return "".join(unicodedata.normalize("NFKC", content).split())
        case Decimal():
            return str(Fraction(content))
        case dict():
            return {key: _plain(value) for key, value in content.items()}
        case list() | tuple():
            return [_plain(value) for value in content]
        case _:
            return content
