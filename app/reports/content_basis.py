"""依据: the documents that a paper rests on, the editions it was graded by, and how sure both are."""

from __future__ import annotations

from collections.abc import Iterable

from app import wording, wording_verdict
from app.core.dossier import Dossier
from app.core.standard import Standard
from app.reports import content_text as text
from app.reports.blocks import Block, Paragraph, Run, Tone

UNREAD = "待核"
"""What stands in a clause that nobody has read."""

_OWN = "项目约定"


def documents(dossier: Dossier) -> list[Block]:
    """The documents cited, in order; one of which no clause was read is marked so."""
    cited = _cited((dossier.standard, *([dossier.companion] if dossier.companion else [])))
    marked = (name if read else f"{name}（所引条款待核对原文）" for name, read in cited.items())
    return text.listed(text.stopped(sentence) for sentence in marked)


def editions(dossier: Dossier) -> list[Block]:
    """Which editions graded this park, how much of them is unverified, and what their publisher warns of."""
    made: list[Block] = [
        Paragraph("本文件的得分、等级和核查结果由下列标准包得出，评估已锁定所用标准包的版本和校验和。")
    ]
    for standard in (dossier.standard, dossier.companion):
        if standard is not None:
            made.append(Paragraph((Run(text.stopped(wording_verdict.edition_line(standard)), Tone.STRONG),)))
            made.append(
                Paragraph(f"发布单位：{standard.edition.publisher}。说明：{text.stopped(_note(standard))}")
            )
    made.append(Paragraph(_scale(dossier.standard)))
    return made


def _note(standard: Standard) -> str:
    return " ".join(standard.edition.note.split())


def _scale(standard: Standard) -> str:
    """The grade bands in words; the scale runs from A, the worst, to D, the best."""
    bands = "；".join(
        f"{wording.grade(band.grade, band.name)}：{wording.number(band.at_least)}分及以上"
        + (f"、不足{wording.number(band.below)}分" if band.below is not None else "")
        for band in standard.bands
    )
    return f"等级按百分制得分划分，D级最好、A级最差。{bands}。得分按未经四舍五入的数值与界限比较。"


def _cited(standards: Iterable[Standard]) -> dict[str, bool]:
    """Documents in the order of their first mention, and whether any of their clauses was read."""
    found: dict[str, bool] = {}
    named = (basis for standard in standards for entry in standard.sourced() for basis in entry.basis)
    for basis in named:
        if not basis.document.startswith(_OWN):
            read = UNREAD not in basis.clause
            found[basis.document] = found.get(basis.document, False) or read
    return found
