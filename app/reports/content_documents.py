"""How papers name and order the documents they cite: titles in 书名号, laws first, standards last."""

from __future__ import annotations

import re

from app.core.entries import Basis

UNREAD = "待核"
"""What stands in a clause that nobody has read."""

_DOCUMENT_NUMBER = r"[^〔〕（）\s]+〔\d{4}〕\d+号"
_STANDARD_NUMBER = r"(?:[A-Z]+(?:/[A-Z]+)?|建标)\s?[\d.]+-\d{4}"
_NUMBER_FIRST = re.compile(f"(?P<number>{_DOCUMENT_NUMBER}|{_STANDARD_NUMBER})(?P<rest>.*)")
_NUMBER_LAST = re.compile(f"(?P<title>.+?)（(?P<number>{_DOCUMENT_NUMBER}|{_STANDARD_NUMBER})）")

_HIGHEST = ("中共中央", "中办", "厅字", "国发", "国办", "国务院", "安委")
_STANDARDS = (("GB/T", 5), ("GB", 4), ("DB", 7), ("T/", 8))
_OTHER_STANDARD, _MINISTRY, _STATE_COUNCIL, _REGULATION, _LAW = 6, 3, 2, 1, 0


def titled(document: str) -> str:
    """A document with its title in 书名号 and its number in brackets behind; a bare number stays bare.

    >>> titled("安委办〔2024〕1号 三年行动方案"), titled("排查治理导则（试行）（应急〔2019〕78号）")
    ('《三年行动方案》（安委办〔2024〕1号）', '《排查治理导则（试行）》（应急〔2019〕78号）')
    >>> titled("危险化学品安全法"), titled("GB 36894-2018"), titled("建标152-2017 城市消防站建设标准")
    ('《危险化学品安全法》', 'GB 36894-2018', '《城市消防站建设标准》（建标152-2017）')
    """
    number, rest = _parts(document)
    if rest.startswith("《"):
        return document
    if not number:
        return f"《{rest}》"
    if not rest or rest.startswith("（"):
        return f"{number}{rest}"
    return f"《{rest}》（{number}）"


def cited(basis: Basis) -> str:
    """A document and the place in it, for the middle of a sentence."""
    clause = basis.clause.strip()
    return f"{titled(basis.document)}{f'（{clause}）' if UNREAD in clause else clause}"


def rank(document: str) -> int:
    """The place of a document among the grounds: laws, regulations, notices, then standards by their reach.

    >>> sorted(["T/CPCIF 0050-2020", "GB/T 37243-2019", "安委办〔2024〕1号", "危险化学品安全法"], key=rank)
    ['危险化学品安全法', '安委办〔2024〕1号', 'GB/T 37243-2019', 'T/CPCIF 0050-2020']
    """
    number, title = _parts(document)
    if number and "〔" not in number:
        return next((place for start, place in _STANDARDS if number.startswith(start)), _OTHER_STANDARD)
    if not number and re.sub("（.*）", "", title).endswith("法"):
        return _LAW
    if not number and re.sub("（.*）", "", title).endswith("条例"):
        return _REGULATION
    return _STATE_COUNCIL if number.startswith(_HIGHEST) else _MINISTRY


def kind(document: str) -> str:
    """The heading under which a document is cited.

    >>> kind("危险化学品安全法"), kind("安委办〔2024〕1号"), kind("GB 36894-2018")
    ('法律法规', '文件', '标准')
    """
    place = rank(document)
    return "法律法规" if place <= _REGULATION else "文件" if place <= _MINISTRY else "标准"


def _parts(document: str) -> tuple[str, str]:
    """Its number and the rest; either may be empty."""
    name = document.strip()
    found = _NUMBER_FIRST.fullmatch(name)
    if found:
        return found["number"], found["rest"].strip()
    found = _NUMBER_LAST.fullmatch(name)
    return (found["number"], found["title"].strip()) if found else ("", name)
