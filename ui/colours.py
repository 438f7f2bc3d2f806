"""The named colours, light and dark: the only place where a colour is written down.

A widget or a chart names a role (``palette.ink_soft``), never a value. ``PAIRS`` lists which text stands on
which ground; a test holds each pair to a contrast of 4.5 : 1.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

GRADES = ("A", "B", "C", "D")


@dataclass(frozen=True, slots=True)
class Palette:
    """One set of colours as ``#RRGGBB``."""

    dark: bool
    ground: str  # the window behind everything
    surface: str  # tables, fields, cards, charts
    raised: str  # rail, table heads, buttons
    line: str  # quiet dividers
    edge: str  # borders of what can be typed into or pressed
    ink: str
    ink_soft: str
    accent: str
    on_accent: str
    chosen: str  # selected row, current page
    on_chosen: str
    focus: str
    good: str
    warn: str
    bad: str
    info_ground: str
    warn_ground: str
    bad_ground: str
    grade_a: str  # text in the grade's colour
    grade_b: str
    grade_c: str
    grade_d: str
    fill_a: str = "#B3261E"  # areas in the grade's colour, the same in light, dark and print
    fill_b: str = "#C96F00"
    fill_c: str = "#8A7A00"
    fill_d: str = "#1B7F5C"
    on_fill_a: str = "#FFFFFF"
    on_fill_b: str = "#000000"
    on_fill_c: str = "#000000"
    on_fill_d: str = "#FFFFFF"

    def role(self, name: str) -> str:
        """The colour of the role ``name``."""
        return str(getattr(self, name))

    def grade(self, letter: str) -> str:
        """Text in the colour of a grade; plain ink for a letter that is no grade."""
        return self.role(f"grade_{letter.lower()}") if letter in GRADES else self.ink

    def fill(self, letter: str) -> str:
        """An area in the colour of a grade; a quiet line for a letter that is no grade."""
        return self.role(f"fill_{letter.lower()}") if letter in GRADES else self.line

    def on_fill(self, letter: str) -> str:
        """Text upon ``fill``."""
        return self.role(f"on_fill_{letter.lower()}") if letter in GRADES else self.ink


LIGHT = Palette(
    dark=False,
    ground="#F3F5F7",
    surface="#FFFFFF",
    raised="#E9EDF1",
    line="#D3D9E0",
    edge="#7A8591",
    ink="#1A1F25",
    ink_soft="#525C67",
    accent="#1B4F8F",
    on_accent="#FFFFFF",
    chosen="#D6E4F5",
    on_chosen="#12253D",
    focus="#1B6FD0",
    good="#14694B",
    warn="#8A4A00",
    bad="#A3211A",
    info_ground="#E3EDF9",
    warn_ground="#FFF1D6",
    bad_ground="#FCE6E4",
    grade_a="#A3211A",
    grade_b="#8F4C00",
    grade_c="#665900",
    grade_d="#14694B",
)

DARK = Palette(
    dark=True,
    ground="#16191D",
    surface="#1E2329",
    raised="#262C33",
    line="#39414A",
    edge="#7B8794",
    ink="#E6E9ED",
    ink_soft="#B3BBC5",
    accent="#8FBCF5",
    on_accent="#0C1F38",
    chosen="#23446E",
    on_chosen="#F2F6FB",
    focus="#8FBCF5",
    good="#66D0A6",
    warn="#F5B25F",
    bad="#FFA197",
    info_ground="#1D3047",
    warn_ground="#3B2D12",
    bad_ground="#43211E",
    grade_a="#FFA197",
    grade_b="#F5B25F",
    grade_c="#DCCB58",
    grade_d="#66D0A6",
)

_GROUNDS = ("ground", "surface", "raised", "chosen")
_TEXTS = ("ink", "ink_soft", "good", "warn", "bad", "grade_a", "grade_b", "grade_c", "grade_d")

PAIRS = (
    *((text, ground) for text in _TEXTS for ground in _GROUNDS),
    *(
        (text, ground)
        for text in ("ink", "ink_soft")
        for ground in ("info_ground", "warn_ground", "bad_ground")
    ),
    *((f"on_fill_{letter.lower()}", f"fill_{letter.lower()}") for letter in GRADES),
    *(("accent", ground) for ground in ("ground", "surface", "raised", "info_ground")),
    ("on_accent", "accent"),
    ("on_chosen", "chosen"),
    ("warn", "warn_ground"),
    ("bad", "bad_ground"),
)
"""Text role and ground role that meet somewhere in the window."""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 reckons it, from 1 to 21.

    >>> round(contrast("#FFFFFF", "#000000"))
    21
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def named() -> tuple[str, ...]:
    """Every role that is a colour."""
    return tuple(field.name for field in fields(Palette) if field.name != "dark")


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4
