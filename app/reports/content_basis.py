"""依据: the documents that a paper rests on, the editions it was graded by, and how sure both are."""

from __future__ import annotations

from collections.abc import Iterable

from app import wording, wording_verdict
from app.core.dossier import Dossier
from app.core.standard import Band, Standard
from app.reports import content_documents
from app.reports import content_text as text
from app.reports.blocks import Align, Block, Column, Paragraph, Row, Table

_OWN = "项目约定"
_UNREAD_MARK = "＊"


def grounds(dossier: Dossier) -> list[Block]:
    """The chapter 依据: the documents by kind, then the editions."""
    return text.led([*_documents(dossier), ("评估所用标准包", _graded_by(dossier))])


def _documents(dossier: Dossier) -> list[text.Part]:
    """The documents cited, in the order of papers; one of which no clause was read is marked."""
    cited = _cited(_editions(dossier))
    groups: dict[str, list[str]] = {}
    for name in sorted(cited, key=content_documents.rank):
        mark = "" if cited[name] else _UNREAD_MARK
        kind = content_documents.kind(name)
        groups.setdefault(kind, []).append(f"{content_documents.titled(name)}{mark}")
    said = {kind: f"{'、'.join(names)}。" for kind, names in groups.items()}
    if not all(cited.values()):
        said[list(said)[-1]] += f"标{_UNREAD_MARK}的，所引条款尚未与原文核对。"
    return [(kind, [Paragraph(names)]) for kind, names in said.items()]


def _graded_by(dossier: Dossier) -> list[Block]:
    """Which editions graded this park, how much of them is unverified, and what their publisher warns of."""
    rows = tuple(Row(_edition(standard)) for standard in _editions(dossier))
    columns = (
        Column("标准包", 2.6),
        Column("版本", 1.1, Align.CENTRE),
        Column("校验和", 1.35, Align.CENTRE),
        Column("核对情况", 3.0),
        Column("发布单位", 2.2),
    )
    notes = (f"{standard.edition.title}：{text.stopped(_note(standard))}" for standard in _editions(dossier))
    return [
        Paragraph(f"得分、等级和核查结果由下列标准包得出。{_scale(dossier.standard)}"),
        Table(columns, rows, "评估所用标准包", "\n".join(notes)),
    ]


def _editions(dossier: Dossier) -> tuple[Standard, ...]:
    return (dossier.standard, *([dossier.companion] if dossier.companion else []))


def _edition(standard: Standard) -> tuple[str, ...]:
    edition = standard.edition
    checked = wording.tight(wording_verdict.checked(standard))
    return (
        edition.title,
        edition.version,
        wording_verdict.short(standard.checksum),
        checked,
        edition.publisher,
    )


def _note(standard: Standard) -> str:
    return " ".join(standard.edition.note.split())


def _scale(standard: Standard) -> str:
    """The grade bands in words; the scale runs from A, the worst, to D, the best."""
    bands = "、".join(
        f"{wording.tight(wording.grade_prose(band.grade, band.name))}{_span(band)}"
        for band in reversed(standard.bands)
    )
    return f"等级按百分制得分划分，D级最好、A级最差：{bands}；得分按未经四舍五入的数值与界限比较。"


def _span(band: Band) -> str:
    least = wording.number(band.at_least)
    if band.below is None:
        return f"{least}分及以上"
    return (f"{least}分以上" if band.at_least else "") + f"不足{wording.number(band.below)}分"


def _cited(standards: Iterable[Standard]) -> dict[str, bool]:
    """Documents in the order of their first mention, and whether any of their clauses was read."""
    found: dict[str, bool] = {}
    named = (basis for standard in standards for entry in standard.sourced() for basis in entry.basis)
    for basis in named:
        if not basis.document.startswith(_OWN):
            read = content_documents.UNREAD not in basis.clause
            found[basis.document] = found.get(basis.document, False) or read
    return found
