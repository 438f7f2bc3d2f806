"""Small papers, and what an independent reader sees in them."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

import pdfplumber

from app.reports import fonts, pdf
from app.reports.blocks import Block, Document

MM = 72 / 25.4
OPEN = fonts.faces(())


def document(*blocks: Block, edition_line: str = "") -> Document:
    """A paper of these blocks."""
    return Document(
        title="示例方案",
        author="示例管委会",
        subject="一园一策",
        date=date(2026, 1, 3),
        blocks=blocks,
        edition_line=edition_line,
    )


def composed(*blocks: Block) -> pdf.Composed:
    """The paper in the open faces, the same on every machine."""
    return pdf.compose(document(*blocks), faces=OPEN)


@cache
def pages(*blocks: Block) -> list[Any]:
    """The pages of the paper as pdfplumber reads them."""
    return read(composed(*blocks).data)


def read(data: bytes) -> list[Any]:
    """The pages of a finished paper."""
    return list(pdfplumber.open(io.BytesIO(data)).pages)


def rows(page: Any, size: float = 16.0) -> list[tuple[float, list[dict[str, Any]]]]:
    """The characters of one size, line by line: distance from the top of the page, characters from left to right."""
    found: dict[float, list[dict[str, Any]]] = defaultdict(list)
    for char in page.chars:
        if abs(char["size"] - size) < 0.01:
            found[round(char["top"], 1)].append(char)
    return [(top, sorted(chars, key=lambda char: char["x0"])) for top, chars in sorted(found.items())]


def texts(page: Any, size: float = 16.0) -> list[str]:
    """The same lines as text."""
    return ["".join(char["text"] for char in chars) for _, chars in rows(page, size)]


def words(pages_read: Iterable[Any]) -> str:
    """All text without spaces and line ends."""
    return "".join((page.extract_text() or "") for page in pages_read).replace("\n", "").replace(" ", "")
