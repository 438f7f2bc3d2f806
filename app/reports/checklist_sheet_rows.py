"""One question of the checklist of a site visit as a slab that no page divides: text, boxes, lines to write on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app import wording, wording_compare, wording_keying
from app.core import asked, compare, keying
from app.core.answers import Given, Reached
from app.core.asked import Question
from app.core.dossier import Dossier
from app.core.entries import Mendable, Share
from app.core.standard import Checkpoint, Item
from app.reports import checklist_sheet_pen as pen
from app.reports.blocks import Align
from app.reports.checklist_sheet_pen import BOX, FIELD, LINE, MUTED, Mark, words
from app.reports.fonts_found import Role
from app.reports.pdf_flow import Slab
from app.reports.pdf_sheet import MM, Sheet
from app.reports.pdf_text import Setter
from app.wording_keying import Choice

PAGE = pen.page_of(210, 297, (14, 37, 14))
WRITTEN_LINES = 2
_LEFT = 17 * MM
"""What the column of numbers takes."""
_GAP = 2.4 * MM
_ROW = BOX + 1.2 * MM
_SMALL, _CRITERION = 8.0, 9.5
_EDGE = 1.6 * MM

Draw = Callable[[Sheet, float], None]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a question: its height in points, and how it is drawn from a height downwards."""

    height: float
    draw: Draw


@dataclass(frozen=True, slots=True)
class Known:
    """What is on file for a question: the round's own answer, that of the round beside it, and what was found."""

    own: Given | None = None
    beside: Given | None = None
    findings: tuple[str, ...] = ()


def known(dossier: Dossier, question: Question) -> Known:
    """What the round and the one beside it say; the latter only where it was asked the same."""
    subject, beside = question.subject, dossier.beside
    own = asked.given(dossier.answers, subject)
    found = [("已记问题", dossier.remarks.get(subject))]
    other = None
    if beside is not None and _asks_same(dossier, question):
        other = asked.given(beside.answers, subject)
        found.append((f"{wording.name(beside.assessment.kind)}所记问题", beside.remarks.get(subject)))
    findings = tuple(f"{name}：{one.finding}" for name, one in found if one and one.finding)
    return Known(own, other, findings)


def slab(setter: Setter, question: Question, on_file: Known) -> Slab:
    """The question with all that belongs to it; never divided."""
    entry = question.entry
    parts = [_text(setter, question), *_answers(setter, question, on_file)]
    parts += [_small(setter, text, 2) for text in on_file.findings]
    if isinstance(entry, Mendable):
        methods = "、".join(method.value for method in entry.method)
        parts.append(_small(setter, f"查看：{'、'.join(entry.evidence)}（{methods}）", 2))
    parts.append(_writing(setter, entry, on_file))
    height = sum(part.height for part in parts) + 2 * _EDGE

    def draw(sheet: Sheet, top: float) -> None:
        at = top + _EDGE
        for part in parts:
            part.draw(sheet, at)
            at += part.height
        sheet.rule(0, top + height, PAGE.width, top + height)

    return Slab(height=height, draw=draw)


def heading(setter: Setter, title: str) -> Slab:
    """The title of a section or line; it stays with the question after it."""
    set_title = words(setter, title, PAGE.width, 13.0, role=Role.HEI)
    height = set_title.height + 5 * MM

    def draw(sheet: Sheet, top: float) -> None:
        set_title.write(sheet, 0, top + 3.4 * MM)
        sheet.rule(0, top + height, PAGE.width, top + height)

    return Slab(height=height, draw=draw, keep=True)


def _text(setter: Setter, question: Question) -> Part:
    """Number and id, what is asked, and what it is worth."""
    entry, worth = question.entry, _worth(question)
    right = words(setter, worth, 20 * MM, 9.0, colour=MUTED)
    main = words(setter, entry.text, PAGE.width - _LEFT - (22 * MM if worth else 0))
    number = words(
        setter,
        wording_compare.mark(entry),
        _LEFT - _GAP,
        13.0 if isinstance(entry, Item) else 9.0,
        role=Role.HEI,
    )
    small = words(setter, entry.id if isinstance(entry, Item) else "", _LEFT - _GAP, _SMALL, colour=MUTED)

    def draw(sheet: Sheet, top: float) -> None:
        number.write(sheet, 0, top - 1)
        small.write(sheet, 0, top - 1 + number.height)
        main.write(sheet, _LEFT, top)
        if right.lines:
            right.write(sheet, PAGE.width - 20 * MM, top, Align.RIGHT)

    return Part(max(main.height, number.height + small.height) + 1.2 * MM, draw)


def _worth(question: Question) -> str:
    match question.entry:
        case Item():
            return f"满分 {wording.points(question.entry.full)} 分"
        case Checkpoint(required=True):
            return "必备"
        case _:
            return ""


def _answers(setter: Setter, question: Question, on_file: Known) -> list[Part]:
    """The boxes: one below the other for levels, in one row for what has few words, or fields for numbers."""
    entry = question.entry
    chosen = wording_keying.choices(entry)
    if isinstance(entry, Item):
        if chosen:
            return [_level(setter, one, on_file, entry) for one in chosen]
        counted = wording_keying.counts(entry)
        return _counts(setter, entry, counted, on_file) if counted else _share(setter, entry, on_file)
    return [_row(setter, chosen, on_file, entry)]


def _level(setter: Setter, one: Choice, on_file: Known, entry: Item) -> Part:
    head = words(setter, one.head, 15 * MM, _CRITERION, role=Role.HEI)
    left = _LEFT + BOX + _GAP
    criterion = words(setter, one.text, PAGE.width - left - 15 * MM, _CRITERION)
    height = max(_ROW, criterion.height + 1.2 * MM)

    def draw(sheet: Sheet, top: float) -> None:
        pen.box(sheet, setter, (_LEFT, top), one.key, _mark(entry, one.key, on_file))
        head.write(sheet, left, top + (BOX - head.height) / 2)
        criterion.write(sheet, left + 15 * MM, top + max(0.0, (BOX - criterion.height) / 2))

    return Part(height, draw)


def _row(setter: Setter, chosen: Sequence[Choice], on_file: Known, entry: asked.Entry) -> Part:
    step = (PAGE.width - _LEFT) / 4
    labels = [words(setter, one.head, step - BOX - _GAP, 10.5) for one in chosen]

    def draw(sheet: Sheet, top: float) -> None:
        for place, (one, label) in enumerate(zip(chosen, labels, strict=True)):
            x = _LEFT + place * step
            pen.box(sheet, setter, (x, top), one.key, _mark(entry, one.key, on_file))
            label.write(sheet, x + BOX + _GAP, top + (BOX - label.height) / 2)

    return Part(_ROW, draw)


def _counts(setter: Setter, entry: Item, counted: Sequence[str], on_file: Known) -> list[Part]:
    figures = [_figures(entry, given, len(counted)) for given in (on_file.own, on_file.beside)]
    return [
        _number(setter, label, figures[0][place], figures[1][place]) for place, label in enumerate(counted)
    ]


def _number(setter: Setter, label: str, own: str, beside: str) -> Part:
    left = _LEFT + FIELD[0] + _GAP
    told = words(setter, label, PAGE.width - left, _CRITERION)
    height = max(FIELD[1], told.height) + 1.2 * MM

    def draw(sheet: Sheet, top: float) -> None:
        pen.field(sheet, setter, (_LEFT, top), own, beside)
        told.write(sheet, left, top + max(0.0, (FIELD[1] - told.height) / 2))

    return Part(height, draw)


def _share(setter: Setter, entry: Item, on_file: Known) -> list[Part]:
    """Two fields, one for what is counted and one for what it is counted against, and the steps below."""
    labels = wording_keying.share(entry) or ("", "")
    figures = [_shares(given) for given in (on_file.own, on_file.beside)]
    parts = [_number(setter, label, figures[0][at], figures[1][at]) for at, label in enumerate(labels)]
    steps = entry.scoring.steps if isinstance(entry.scoring, Share) else ()
    said = "；".join(
        f"达到 {wording.percentage(step.at_least)} 得 {wording.points(step.points)} 分：{step.criterion}"
        for step in steps
    )
    return [*parts, _small(setter, said, 4)]


def _small(setter: Setter, text: str, most: int) -> Part:
    told = words(setter, text, PAGE.width - _LEFT, _SMALL, colour=MUTED, most=most)
    return Part(told.height + 0.6 * MM, lambda sheet, top: told.write(sheet, _LEFT, top))


def _writing(setter: Setter, entry: asked.Entry, on_file: Known) -> Part:
    """Lines for what is found; at their left the box for 不适用, where no other row holds it."""
    label = words(setter, "存在问题", 16 * MM, _SMALL, colour=MUTED)
    below = words(setter, wording_keying.NOT_APPLICABLE, _LEFT - _GAP, _SMALL)
    own_box = isinstance(entry, Item)

    def draw(sheet: Sheet, top: float) -> None:
        if own_box:
            at = top + WRITTEN_LINES * LINE - BOX - below.height
            pen.box(sheet, setter, (0, at), keying.NONE, _mark(entry, keying.NONE, on_file))
            below.write(sheet, 0, at + BOX)
        label.write(sheet, _LEFT, top + LINE - label.height - 1)
        pen.rules(sheet, _LEFT, top, PAGE.width - _LEFT, WRITTEN_LINES)

    return Part(WRITTEN_LINES * LINE + 1 * MM, draw)


def _mark(entry: asked.Entry, key: str, on_file: Known) -> Mark:
    keys = [
        keying.write(entry, given)[:1] if given is not None else "" for given in (on_file.own, on_file.beside)
    ]
    return Mark.of(own=keys[0] == key, beside=keys[1] == key)


def _figures(entry: Item, given: Given | None, count: int) -> list[str]:
    """The numbers on file, in the order of the paper; empty where there are none."""
    text = keying.write(entry, given) if given is not None else ""
    if not text or text.startswith(keying.NONE):
        return [""] * count
    return ["0"] * count if text == "0" else text.split(",")


def _shares(given: Given | None) -> tuple[str, str]:
    return (
        (str(given.share.numerator), str(given.share.denominator)) if isinstance(given, Reached) else ("", "")
    )


def _asks_same(dossier: Dossier, question: Question) -> bool:
    """Whether the round beside asks the same under this id, so that its answer means the same."""
    beside = dossier.beside
    if beside is None or question.subject.startswith("check/"):
        return beside is not None  # its answer is kept by id; checkpoints have one form
    other = asked.questions(beside.standard).get(question.subject)
    return other is not None and compare.unlike(other.entry, question.entry) is None
