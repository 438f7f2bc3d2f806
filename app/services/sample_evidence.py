"""The sample parks' files: an invented report and papers that prove most of what a round claims, and two pictures."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from app import wording
from app.core import asked, proof
from app.core.dossier import Dossier
from app.core.evidence import Side, Use
from app.core.park import Park
from app.core.plan import MeasureState
from app.services import dossiers, evidence_adding, plans, stores, values
from app.services.evidence_adding import Pasted, Taken
from app.services.stores import Store
from models import evidence as tables

_REPORT = "整体性安全风险评估"
"""What the report proves: the questions that name it."""
_MADE_UP = "示例材料，全部虚构，不是真实园区的文件。"
_STANDS_FOR = "它代替园区的规划、批复、制度、台账和验收意见，供试用“佐证”和“体检”。"
_UNPROVED = 40
"""About one claim in so many has no evidence, so that 体检 finds some."""
_PICTURED = 4
"""As many closed measures have pictures, the last ones."""
_SIZE = (480, 320)
_SKY, _GROUND, _STEEL, _RUST, _INK = "#dfe8ef", "#b9b3a6", "#7d8b99", "#a5643c", "#2b3440"


def papers(store: Store) -> Taken:
    """One text that stands for the papers of every park."""
    return _taken(store, Pasted("示例佐证汇编.txt", f"示例佐证汇编\n\n{_MADE_UP}\n{_STANDS_FOR}\n".encode()))


def prove(store: Store, who: str, assessment_id: str, day: date, lapses: date | None, general: Taken) -> None:
    """Put ``general`` papers of ``day`` on file for an open round, and let them prove most of its claims.

    Where the park has a report, good until ``lapses``, that proves what names it.
    """
    dossier = dossiers.gather(store, assessment_id, day)
    park, claims = dossier.park, _claims(dossier)
    own = replace(general, name=f"{park.name}佐证汇编.txt")
    report = _taken(store, _report(park, lapses)) if lapses else own
    evidence_adding.add(store, who, park.id, (own, report))
    with stores.begin(store, who, f"整理{dossier.assessment.year}年佐证") as records:
        rows = {row.sha256: row for row in records.query(tables.Evidence).filter_by(park_id=park.id)}
        values.fill(rows[own.sha256], {"issued_on": day})
        if lapses:
            values.fill(rows[report.sha256], {"issued_on": _issued(lapses)})
        for subject, text in claims.items():
            one = rows[report.sha256 if _REPORT in text else own.sha256]
            key = stores.new_id()
            records.add(
                tables.EvidenceLink(id=key, evidence_id=one.id, assessment_id=assessment_id, subject=subject)
            )


def picture(store: Store, who: str, park: Park) -> None:
    """Show the park's last closed measures before and after, with one picture for each side."""
    closed = [one for one in plans.listed(store, park.id) if one.state is MeasureState.CLOSED]
    closed.sort(key=lambda one: (one.verified_on or date.min, one.position))
    for side, name in ((Side.BEFORE, "整改前"), (Side.AFTER, "整改后")):
        taken = _taken(store, Pasted(f"示例{name}.png", _drawn(side)))
        for measure in closed[-_PICTURED:]:
            evidence_adding.add(store, who, park.id, [taken], Use(measure_id=measure.id, side=side))


def _taken(store: Store, source: Pasted) -> Taken:
    intake = evidence_adding.take_in(store, [source])
    for refused in intake.refused:
        raise refused
    return intake.taken[0]


def _claims(dossier: Dossier) -> Mapping[str, str]:
    """What the round claims and has proof of, by subject, with the text of the question."""
    questions = asked.questions(dossier.standard, dossier.companion)
    claimed = (questions[subject] for subject in proof.claimed(dossier))
    return {one.subject: one.entry.text for one in claimed if not _left_out(dossier.park, one.subject)}


def _left_out(park: Park, subject: str) -> bool:
    found = hashlib.sha256(f"{park.code}/{subject}".encode()).digest()
    return int.from_bytes(found[:4]) % _UNPROVED == 0


def _report(park: Park, lapses: date) -> Pasted:
    """A paper of one page that says that it is none."""
    from app.reports import blocks, pdf

    title, issued = f"{park.name}{_REPORT}报告", _issued(lapses)
    paper = blocks.Document(
        title=title,
        author="示例安全技术中心",
        date=issued,
        subject=_MADE_UP,
        edition_line=_MADE_UP,
        blocks=(
            blocks.Title(title),
            blocks.Paragraph(_MADE_UP),
            blocks.Paragraph(f"出具单位：示例安全技术中心。出具日期：{wording.day(issued)}。"),
        ),
    )
    return Pasted(f"{title}.pdf", pdf.render(paper))


def _issued(lapses: date) -> date:
    """The day on which a report was issued that is good until ``lapses`` (危险化学品安全法 第19条: three years)."""
    after = lapses + timedelta(days=1)
    return after.replace(year=after.year - 3, day=min(after.day, 28))


def _drawn(side: Side) -> bytes:
    """A pipe on its supports under a plain sky, rusty before, sound and painted after; it shows no real place."""
    from PIL import Image, ImageDraw, ImageFont

    from app.reports import fonts
    from app.reports.fonts_found import Role

    before = side is Side.BEFORE
    canvas = Image.new("RGB", _SIZE, _SKY)
    pen = ImageDraw.Draw(canvas)
    width, height = _SIZE
    pen.rectangle((0, height * 3 // 4, width, height), fill=_GROUND)
    for x in range(60, width, 120):
        pen.rectangle((x, 140, x + 14, height * 3 // 4), fill=_STEEL)
    pen.rounded_rectangle((20, 110, width - 20, 146), 18, fill=_RUST if before else _STEEL)
    if before:
        for x in (110, 250, 330):
            pen.ellipse((x, 100, x + 34, 156), fill=_GROUND)
    face = ImageFont.truetype(str(fonts.faces().by_role[Role.HEI].path), 40)
    pen.text((24, 24), "示例 整改前" if before else "示例 整改后", fill=_INK, font=face)
    made = io.BytesIO()
    canvas.save(made, "PNG")
    return made.getvalue()
