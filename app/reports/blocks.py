"""What a paper consists of, before anyone decides how it is set: frozen blocks, and nothing about pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Tone(StrEnum):
    """What a stretch of text is for; each paper decides how it looks."""

    PLAIN = "plain"
    STRONG = "strong"
    WARNING = "warning"
    """Something is wrong or overdue; must be told from plain text in black and white too."""
    MUTED = "muted"
    LEAD = "lead"
    """The heading of a paragraph at its beginning, with its number."""


class Align(StrEnum):
    """Where the text of a column stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one tone."""

    text: str
    tone: Tone = Tone.PLAIN


Text = str | tuple[Run, ...]
"""Plain text, or stretches of it in different tones; ``\\n`` begins a new line."""


@dataclass(frozen=True, slots=True)
class Title:
    """The title (标题); ``\\n`` forces a break, otherwise lines are balanced."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4 with its number already in the text: see ``numbered``."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3, 4):
            raise ValueError(f"no heading of level {self.level}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, first line indented by two characters unless ``flush``."""

    text: Text
    flush: bool = False

    @property
    def lead(self) -> str:
        """The heading that stands at its beginning, without its full stop; empty if there is none."""
        first = self.text[0] if self.text and not isinstance(self.text, str) else Run("")
        return first.text.rstrip("。") if first.tone is Tone.LEAD else ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``share`` is its part of the width, relative to the other columns."""

    title: str
    share: float = 1.0
    align: Align = Align.LEFT


Cell = Text
"""What stands in one field of a table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a cell for each column, or one cell across all of them when ``across``."""

    cells: tuple[Cell, ...]
    across: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head is repeated on every page; a ``landscape`` one stands on turned pages.

    With a caption it is numbered (表1). ``note`` stands below it in small type.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    note: str = ""
    landscape: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != (1 if row.across else len(self.columns)):
                raise ValueError(f"a row of {len(row.cells)} cells in a table of {len(self.columns)} columns")


_LINE = 42
"""As many characters of the type of tables as stand in a line of the text area."""


@dataclass(frozen=True, slots=True)
class KeyTable:
    """Names and values side by side, such as the particulars of a park; ``pairs_across`` of them in a row."""

    pairs: tuple[tuple[str, Cell], ...]
    caption: str = ""
    pairs_across: int = 2

    def as_table(self) -> Table:
        """The same as a table without a head."""
        across = self.pairs_across
        lines = [self.pairs[start : start + across] for start in range(0, len(self.pairs), across)]
        blank: tuple[str, Cell] = ("", "")
        names = [
            max(len(name) for name, _ in self.pairs[place::across] or (("", ""),)) + 1.0
            for place in range(across)
        ]
        value = max(1.0, (_LINE - sum(names)) / across)
        columns = tuple(
            column for name in names for column in (Column("", name, Align.CENTRE), Column("", value))
        )
        rows = (
            Row(tuple(cell for name, value in line for cell in ((Run(name, Tone.STRONG),), value)))
            for line in (line + (blank,) * (across - len(line)) for line in lines)
        )
        return Table(columns, tuple(rows), self.caption)


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart; ``figure`` is a matplotlib Figure, ``width`` its part of the width of the text area."""

    figure: Any = field(repr=False)
    caption: str = ""
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Signatures:
    """Fields to sign by hand: a row for each person, with empty cells where the pen goes."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """署名 and 成文日期 at the end; the date as ``wording.official_day`` writes it."""

    unit: str
    date: str


@dataclass(frozen=True, slots=True)
class AnnexList:
    """附件说明 below the body: the titles of what is annexed, in order."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """The beginning of an annex on a page of its own; ``number`` is None where there is only one."""

    title: str
    number: int | None = None

    @property
    def label(self) -> str:
        """What stands at the head of the page: 附件 or 附件2."""
        return "附件" if self.number is None else f"附件{self.number}"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = (
    Title
    | Heading
    | Paragraph
    | Table
    | KeyTable
    | Figure
    | Signatures
    | Signed
    | AnnexList
    | Annex
    | PageBreak
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole paper. ``edition_line`` is the small note at the foot of each page: which rules it rests on."""

    title: str
    author: str
    date: date
    blocks: tuple[Block, ...]
    subject: str = ""
    edition_line: str = ""


def numbered(level: int, number: int) -> str:
    """The number in front of a heading of that level (GB/T 9704-2012).

    >>> [numbered(1, 3), numbered(2, 12), numbered(3, 4), numbered(4, 5)]
    ['三、', '（十二）', '4.', '（5）']
    """
    forms = {1: "{chinese}、", 2: "（{chinese}）", 3: "{number}.", 4: "（{number}）"}
    return forms[level].format(chinese=chinese_number(number), number=number)


def chinese_number(number: int) -> str:
    """A number from 1 to 99 in Chinese characters.

    >>> [chinese_number(n) for n in (1, 10, 11, 20, 99)]
    ['一', '十', '十一', '二十', '九十九']
    """
    if not 1 <= number <= 99:
        raise ValueError(f"no heading has number {number}")
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")


def captions(blocks: Iterable[Block]) -> tuple[str, ...]:
    """For each block its numbered caption (表1 …, 图1 …), empty where it has none.

    >>> captions((Paragraph("正文"), KeyTable((), "基本情况"), Table((), (), "清单")))
    ('', '表1　基本情况', '表2　清单')
    """
    counts = {"表": 0, "图": 0}
    found = []
    for block in blocks:
        caption = block.caption if isinstance(block, Table | KeyTable | Figure) else ""
        kind = "图" if isinstance(block, Figure) else "表"
        counts[kind] += bool(caption)
        found.append(f"{kind}{counts[kind]}　{caption}" if caption else "")
    return tuple(found)


def plain(text: Text) -> str:
    """The words alone.

    >>> plain((Run("共 "), Run("3", Tone.STRONG), Run(" 项")))
    '共 3 项'
    """
    return text if isinstance(text, str) else "".join(run.text for run in text)
