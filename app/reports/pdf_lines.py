"""Chinese text in lines: where a line may end, and how its edges are made even."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.reports.blocks import Align
from app.reports.pdf_text import Ink, Kind, Piece, Style

_NOT_FIRST = frozenset("，。、；：？！）】》〉」』〕｝”’·％‰℃°㎡㎥㎞＊,.;:?!)]}%")
_NOT_LAST = frozenset("（【《〈「『〔｛“‘([{")
_CLOSING = {"“": "”", "《": "》", "（": "）"}
_ONLY_WHOLE = frozenset("—…")
_WIDEST_GAP = 0.3
_SLACK = 0.01


@dataclass(frozen=True, slots=True)
class Line:
    """The pieces of one line; ``closes`` if the paragraph ends here, and the line stays short."""

    pieces: tuple[Piece, ...]
    closes: bool
    indent: float = 0.0

    @property
    def width(self) -> float:
        """Its natural width, in points."""
        return sum(piece.width for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Stroke:
    """Characters to be drawn from ``x`` on with ``spacing`` after each of them."""

    x: float
    ink: Ink
    style: Style
    spacing: float


def lines(pieces: Sequence[Piece], measure: float, indent: float = 0.0) -> list[Line]:
    """Break a paragraph into lines of at most ``measure`` points, the first one indented.

    A mark that may not begin a line takes the character before it along, one that may not end
    a line moves on. An empty paragraph is one empty line.
    """
    broken: list[Line] = []
    start, count = 0, len(pieces)
    while start < count:
        end = _fill(pieces, start, measure - indent)
        end = end if end == count else _last_break(pieces, start, end)
        broken.append(Line(_trimmed(pieces[start:end]), end == count, indent))
        indent = 0.0
        while end < count and pieces[end].kind is Kind.SPACE:
            end += 1
        start = end
    return broken or [Line((), True, indent)]


def balanced(pieces: Sequence[Piece], measure: float) -> list[Line]:
    """As few lines as ``lines`` gives, of lengths as even as may be: for titles.

    What stands in quotation or book title marks is not divided if it is short.
    """
    pieces = list(_bound(pieces, measure / 2))
    best = lines(pieces, measure)
    low, high = measure / len(best) / 2, measure
    while len(best) > 1 and high - low > 1.0:
        middle = (low + high) / 2
        tried = lines(pieces, middle)
        if len(tried) == len(best) and max(line.width for line in tried) <= middle + _SLACK:
            best, high = tried, middle
        else:
            low = middle
    return best


def _bound(pieces: Sequence[Piece], longest: float) -> Iterator[Piece]:
    start = 0
    while start < len(pieces):
        close = _CLOSING.get(pieces[start].text, "")
        ends = (end for end in range(start + 1, len(pieces)) if pieces[end].text == close)
        end = next(ends, start)
        inside = pieces[start : end + 1]
        if end > start and sum(piece.width for piece in inside) <= longest:
            text, inks = "".join(p.text for p in inside), tuple(ink for p in inside for ink in p.inks)
            yield Piece(text, Kind.SIGN, inside[0].style, inks, sum(p.width for p in inside))
            start = end
        else:
            yield pieces[start]
        start += 1


def _fill(pieces: Sequence[Piece], start: int, room: float) -> int:
    end, width = start, 0.0
    while end < len(pieces):
        width += pieces[end].width
        if width > room + _SLACK and pieces[end].kind is not Kind.SPACE:
            break
        end += 1
    return end


def _last_break(pieces: Sequence[Piece], start: int, end: int) -> int:
    for place in range(end, start, -1):
        if _may_break(pieces[place - 1], pieces[place]):
            return place
    return max(end, start + 1)


def _may_break(before: Piece, after: Piece) -> bool:
    if after.kind is Kind.SPACE:
        return False
    if before.text in _ONLY_WHOLE and after.text == before.text:
        return False
    if before.text[-1] == "/" and after.kind is Kind.SIGN:
        return False
    if after.text == "号" and before.text[-1].isdigit():
        return False
    return after.text[0] not in _NOT_FIRST and before.text[-1] not in _NOT_LAST


def _trimmed(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    end = len(pieces)
    while end and pieces[end - 1].kind is Kind.SPACE:
        end -= 1
    return tuple(pieces[:end])


def strokes(line: Line, measure: float, align: Align | None = None) -> Iterable[Stroke]:
    """Where the characters of a line go; without ``align`` both edges are even, save on the last line."""
    spare = measure - line.indent - line.width
    shift = {Align.CENTRE: spare / 2, Align.RIGHT: spare}.get(align, 0.0) if align else 0.0
    stretch = 0.0 if align or line.closes else _stretch(line, spare)
    return _merged(_placed(line, line.indent + shift, stretch))


def _stretch(line: Line, spare: float) -> float:
    """What is added to each gap; nothing where the gaps would become holes."""
    gaps = sum(_is_gap(*pair) for pair in pairwise(line.pieces))
    stretch = spare / gaps if gaps else 0.0
    return stretch if stretch <= line.pieces[0].style.size * _WIDEST_GAP else 0.0


def _is_gap(before: Piece, after: Piece) -> bool:
    return after.kind is not Kind.SPACE and not before.kind is after.kind is Kind.WORD


def _placed(line: Line, x: float, stretch: float) -> Iterator[Stroke]:
    for piece, after in zip(line.pieces, (*line.pieces[1:], None), strict=False):
        extra = stretch if after and _is_gap(piece, after) else 0.0
        sign = piece.kind is Kind.SIGN
        at = x
        for ink in piece.inks:
            yield Stroke(at, ink, piece.style, piece.style.tracking + extra if sign else 0.0)
            at += ink.width
        x += piece.width + extra


def _merged(placed: Iterable[Stroke]) -> Iterator[Stroke]:
    """Neighbours that look alike are drawn in one go."""
    run: list[Stroke] = []
    for stroke in placed:
        if run and not _alike(run[-1], stroke):
            yield _as_one(run)
            run = []
        run.append(stroke)
    if run:
        yield _as_one(run)


def _alike(left: Stroke, right: Stroke) -> bool:
    one, other = left.ink, right.ink
    if one.face is None or left.style != right.style:
        return False
    end = left.x + one.width + left.spacing * len(one.text)
    same = (one.face, one.size, one.rise) == (other.face, other.size, other.rise)
    return same and abs(left.spacing - right.spacing) < _SLACK / 10 and abs(end - right.x) < _SLACK


def _as_one(run: list[Stroke]) -> Stroke:
    first, ink = run[0], run[0].ink
    text = "".join(stroke.ink.text for stroke in run)
    width = sum(stroke.ink.width for stroke in run)
    return Stroke(first.x, Ink(text, ink.face, ink.size, ink.rise, width), first.style, first.spacing)
