"""自查发现的不一致: what the 体检 found red and nobody has mended, told on paper as it is."""

from __future__ import annotations

from app import wording_checkup
from app.core import checkup
from app.core.dossier import Dossier
from app.core.entries import Basis
from app.reports import content_documents
from app.reports import content_text as text
from app.reports.blocks import Align, Block, Column, Paragraph, Row, Table

TITLE = "自查发现的不一致"
_OWN = "项目约定"

_COLUMNS = (
    Column("序号", 0.8, Align.CENTRE),
    Column("不一致的事项", 3.2),
    Column("情况", 5.0),
    Column("依据", 2.0),
)


def found(dossier: Dossier, title: str = "") -> list[Block]:
    """A sentence and the list, under ``title``; nothing where nothing red was found."""
    red = checkup.red(dossier.checks)
    if not red:
        return []
    rows = tuple(
        Row(
            (
                str(number),
                text.said(one.rule.title),
                text.said(wording_checkup.detail(dossier, one)),
                "；".join(dict.fromkeys(_cited(basis) for basis in one.rule.basis)),
            )
        )
        for number, one in enumerate(red, 1)
    )
    prose = (
        f"对照园区台账、{text.round_name(dossier)}和整改清单自查，有下列{len(red)}处不一致或者缺少凭据，"
        "截至本文出具之日尚未改正，请评审、复核时核实。"
    )
    return [Paragraph(prose), Table(_COLUMNS, rows, title)]


def mention(dossier: Dossier, where: str) -> str:
    """A sentence that leads to the list; empty where there is none."""
    count = len(checkup.red(dossier.checks))
    return f"自查发现不一致{count}处，见{where}。" if count else ""


def _cited(basis: Basis) -> str:
    """A document and its clause; what this project made up stands there as just that."""
    own = basis.document.startswith(_OWN)
    return _OWN if own else content_documents.cited(basis)
