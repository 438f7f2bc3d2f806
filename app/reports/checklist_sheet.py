"""现场核查表: everything that is asked in a round as a paper for the clipboard, blank or with what is on file."""

from __future__ import annotations

import io
from collections.abc import Iterator

from app import wording, wording_compare, wording_verdict
from app.core import asked
from app.core.dossier import Dossier
from app.reports import checklist_sheet_pen as pen
from app.reports import checklist_sheet_rows as rows
from app.reports import fonts, pdf, pdf_flow
from app.reports.blocks import Align, Document
from app.reports.checklist_sheet_pen import MUTED, words
from app.reports.checklist_sheet_rows import PAGE, Known
from app.reports.fonts_found import Role
from app.reports.pdf_flow import Page, Slab
from app.reports.pdf_sheet import MM, Sheet
from app.reports.pdf_text import Setter

TITLE = "现场核查表"
QR_SIDE = 27 * MM
_HEAD = PAGE.top - 7 * MM
"""How far above the text area the head of a page begins."""
_GUIDE = (
    "在框内打勾，一问一勾；问题写在横线上，N 的理由也写在横线上。录入时：选档按框内数字，"
    "个数按从上到下的次序，比例录分子和分母。"
)
_LEGEND = "已印的勾和数字为本轮已有作答，{beside}改动时划去重勾。"


def code(dossier: Dossier, page: int) -> str:
    """What the QR code of a page says: which park, round, edition and page it is."""
    standard = dossier.standard
    return (
        f"parkgrade:1;park={dossier.park.id};round={dossier.assessment.id};"
        f"edition={standard.edition.id}@{standard.checksum[:12]};page={page}"
    )


def compose(
    dossier: Dossier,
    *,
    blank: bool,
    progress: pdf.Progress = lambda _done, _what: None,
    faces: fonts.Faces | None = None,
) -> pdf.Composed:
    """The checklist of a round; unless ``blank`` with its answers, and those of the round beside it in grey."""
    progress(0.0, "正在排版")
    setter = Setter(faces or fonts.faces())
    pages = pdf_flow.pages(_slabs(dossier, setter, blank=blank), PAGE)
    buffer = io.BytesIO()
    canvas = pdf.canvas_for(buffer, _document(dossier), setter.faces)
    for number, page in enumerate(pages, 1):
        progress(number / (len(pages) + 1), f"正在输出第 {number} 页")
        sheet = Sheet(canvas, setter, page.area)
        _draw(sheet, setter, dossier, page, (number, len(pages)))
        canvas.showPage()
    canvas.save()
    used = tuple(face.name for face in setter.used)
    return pdf.Composed(buffer.getvalue(), len(pages), used, tuple(setter.missing))


def _slabs(dossier: Dossier, setter: Setter, *, blank: bool) -> Iterator[Slab]:
    yield _guide(dossier, setter, blank=blank)
    for group in asked.groups(dossier.standard, dossier.companion):
        yield rows.heading(setter, wording_compare.group(group))
        for question in group.questions:
            on_file = Known() if blank else rows.known(dossier, question)
            yield rows.slab(setter, question, on_file)


def _guide(dossier: Dossier, setter: Setter, *, blank: bool) -> Slab:
    """How the sheet is filled in, and who did it: on the first page."""
    beside = dossier.beside
    pale = f"灰底和框角小字为{wording.name(beside.assessment.kind)}的作答，" if beside else ""
    text = _GUIDE if blank else f"{_GUIDE}{_LEGEND.format(beside=pale)}"
    told = words(setter, text, PAGE.width, 9.0)
    names = [words(setter, name, 26 * MM, 10.5) for name in ("核查人：", "陪同人：", "核查日期：")]
    step = PAGE.width / 3
    height = told.height + 11 * MM

    def draw(sheet: Sheet, top: float) -> None:
        told.write(sheet, 0, top)
        base = top + told.height + 8 * MM
        for place, name in enumerate(names):
            name.write(sheet, place * step, base - name.height)
            sheet.rule(place * step + 19 * MM, base, (place + 1) * step - 4 * MM, base)

    return Slab(height=height, draw=draw)


def _draw(sheet: Sheet, setter: Setter, dossier: Dossier, page: Page, place: tuple[int, int]) -> None:
    """A page: its head with the code, the questions, and the rules it rests on."""
    number, count = place
    room = PAGE.width - QR_SIDE - 4 * MM
    head = dossier.assessment
    title = words(setter, TITLE, room, 16.0, role=Role.HEI)
    park = words(setter, dossier.park.name, room, 12.0, most=1)
    which = f"{head.year} 年{wording.name(head.kind)}　第 {number} 页，共 {count} 页"
    told = words(setter, which, room, 10.5)
    top = -_HEAD
    for part in (title, park, told):
        part.write(sheet, 0, top)
        top += part.height + 1.2 * MM
    pen.qr(sheet, code(dossier, number), PAGE.width - QR_SIDE + 4 * MM, -_HEAD - 3 * MM, QR_SIDE)
    sheet.rule(0, -1.5 * MM, PAGE.width, -1.5 * MM)
    page.draw(sheet)
    editions = [dossier.standard, *([dossier.companion] if dossier.companion else [])]
    foot = words(
        setter, "；".join(map(wording_verdict.edition_foot, editions)), PAGE.width, 7.5, colour=MUTED, most=2
    )
    foot.write(sheet, 0, PAGE.height + 2 * MM, Align.LEFT)


def _document(dossier: Dossier) -> Document:
    """The particulars that a PDF carries."""
    name = f"{dossier.park.name}{dossier.assessment.year}年{TITLE}"
    return Document(
        title=name,
        author=dossier.park.body or dossier.park.name,
        date=dossier.today,
        blocks=(),
        subject=TITLE,
    )
