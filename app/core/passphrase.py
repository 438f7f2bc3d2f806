"""口令: what a passphrase must be, and the one form in which it is used however it was typed."""

from __future__ import annotations

import unicodedata

LEAST = 8
MOST = 200


def fault(passphrase: str) -> str | None:
    """What is wrong with a new passphrase, in Chinese; None if it may serve.

    >>> fault("1234567"), fault("安全生产，人人有责"), fault("        ")
    ('口令至少 8 位', None, '口令不能全是空格')
    """
    normal = plain(passphrase)
    if len(normal) < LEAST:
        return f"口令至少 {LEAST} 位"
    if len(normal) > MOST:
        return f"口令最多 {MOST} 位"
    if not normal.strip():
        return "口令不能全是空格"
    if len(set(normal)) == 1:
        return "口令不能是同一个字符"
    return None


def plain(passphrase: str) -> str:
    """The same passphrase whether an input method wrote its figures narrow or wide.

    >>> plain("ＡＢ１２")
    'AB12'
    """
    return unicodedata.normalize("NFKC", passphrase)
