"""What the tests of papers share: the texts of a finished paper, and parks that are hard to write about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from app.core.answers import Answers, Chosen, Counted, Reached
from app.core.dossier import Assessment, Dossier
from app.core.park import Park
from app.core.rollup import Kind
from app.core.verdict import verdict
from app.reports import blocks, content_plan, content_rating
from app.reports.blocks import Annex, Document, Heading, KeyTable, Signatures, Table
from tests.core import standards
from tests.reports import sample

PAPERS = [content_plan.plan, content_rating.rating]
both = pytest.mark.parametrize("paper", PAPERS)
Paper = Callable[[Dossier], Document]


def texts(document: Document) -> list[str]:
    """Every piece of text of a paper, in order."""
    found: list[str] = [document.title, document.subject, document.edition_line, document.author]
    for block in document.blocks:
        if isinstance(block, KeyTable):
            found += [piece for name, cell in block.pairs for piece in (name, blocks.plain(cell))]
        elif isinstance(block, Table):
            found += [column.title for column in block.columns]
            found += [blocks.plain(cell) for row in block.rows for cell in row.cells]
            found.append(block.note)
        elif isinstance(block, Signatures):
            found += [cell for row in block.rows for cell in row]
        elif hasattr(block, "text"):
            found.append(blocks.plain(block.text))
    return found


def whole(document: Document) -> str:
    return "\n".join(texts(document))


def headings(document: Document, level: int) -> list[str]:
    return [one.text for one in document.blocks if isinstance(one, Heading) and one.level == level]


def table(document: Document, title: str) -> Table:
    """The first table after the annex or the caption with this title."""
    after = False
    for block in document.blocks:
        after = after or (isinstance(block, Annex) and block.title == title)
        if isinstance(block, Table) and (after or block.caption == title):
            return block
    raise LookupError(title)


def bare() -> Dossier:
    """A park with nothing on file and nothing answered."""
    full = sample.dossier()
    return replace(
        full,
        park=Park(id="p0", name="示例空白园区"),
        zones=(),
        enterprises=(),
        settlements=(),
        assessment=Assessment(id="a0", park_id="p0", kind=Kind.SELF, year=2026, edition_checksum="0"),
        answers=Answers(),
        remarks={},
        verdict=verdict(full.standard, Answers(), full.companion),
        measures=(),
    )


def every_kind() -> Dossier:
    """An edition with all kinds of scoring, a gate that is not met and a minimum, and no companion."""
    rules = standards.make(
        {
            "sections": [{"id": "S1", "gate": True}, {"id": "S2", "minimum": {"percent": 60, "cap": "C"}}],
            "items": [
                {"id": "P1", "levels": [0, 1, 5]},
                {"id": "P2", "section": "S2", "full": 10, "deduct": {"a": Decimal("1.5")}},
                {
                    "id": "P3",
                    "section": "S2",
                    "full": 5,
                    "sum": {"a": Decimal("0.5")},
                    "most": {"a": 4},
                },
                {"id": "P4", "section": "S2", "share": [[0, 0], [50, 1], [100, 2]]},
            ],
        }
    )
    given = Answers(
        items={
            "P1": Chosen(2),
            "P2": Counted({"a": 4}),
            "P3": Counted({"a": 3}),
            "P4": Reached(Fraction(1, 2)),
        },
        gates=dict.fromkeys(rules.gate, False),
    )
    full = sample.dossier()
    return replace(
        full,
        standard=rules,
        companion=None,
        answers=given,
        remarks={},
        verdict=verdict(rules, given),
        measures=(),
    )
