"""How a typed word finds Chinese text: by its words, or by pinyin initials (``yq`` finds 园区).

GB 2312 lists its 3,755 common characters in the order of their pinyin, so initials and the order of names
come from the standard library. Rarer characters have no initial here and are found by themselves.
"""

from __future__ import annotations

from functools import cache

_FIRST = {
    "a": 0xB0A1, "b": 0xB0C5, "c": 0xB2C1, "d": 0xB4EE, "e": 0xB6EA, "f": 0xB7A2, "g": 0xB8C1, "h": 0xB9FE,
    "j": 0xBBF7, "k": 0xBFA6, "l": 0xC0AC, "m": 0xC2E8, "n": 0xC4C3, "o": 0xC5B6, "p": 0xC5BE, "q": 0xC6DA,
    "r": 0xC8BB, "s": 0xC8F6, "t": 0xCBFA, "w": 0xCDDA, "x": 0xCEF4, "y": 0xD1B9, "z": 0xD4D1,
}  # fmt: skip
_LAST = 0xD7F9
_PLACES = {"圳": "z", "鄱": "p", "亳": "b", "濮": "p", "漯": "l", "衢": "q", "泸": "l", "邳": "p"}
"""Characters of well-known places that stand outside the common set."""


def initials(text: str) -> str:
    """Pinyin initials of Chinese characters; everything else stays, in small letters.

    >>> initials("化工园区 A1")
    'hgyq a1'
    """
    return text.lower().translate(_table())


def haystack(*texts: str) -> str:
    """Prepare texts for ``found``; worth keeping when the same texts are searched again and again."""
    joined = "\n".join(texts).lower()
    return f"{joined}\n{joined.translate(_table())}"


def found(query: str, prepared: str) -> bool:
    """Whether each word of ``query`` occurs in a ``haystack``.

    >>> found("yq 示例", haystack("示例园区"))
    True
    """
    return all(word in prepared for word in query.lower().split())


def order(text: str) -> bytes:
    """Sort key by pinyin for common characters, as a Chinese reader expects a list of names."""
    return text.encode("gb18030")


@cache
def _table() -> dict[int, str]:
    bounds = sorted((code, letter) for letter, code in _FIRST.items())
    table: dict[int, str] = {}
    for (first, letter), (after, _) in zip(bounds, [*bounds[1:], (_LAST + 1, "")], strict=True):
        table |= {ord(character): letter for character in _characters(first, after)}
    return table | {ord(character): letter for character, letter in _PLACES.items()}


def _characters(first: int, after: int) -> str:
    codes = [code for code in range(first, after) if code & 0xFF >= 0xA1 and code & 0xFF <= 0xFE]
    return b"".join(code.to_bytes(2, "big") for code in codes).decode("gb2312")
