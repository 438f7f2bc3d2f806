"""Which slab stands on which page: nothing that belongs together is parted, and no page is left empty."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from app.reports.pdf_sheet import LEADING, TURNED, UPRIGHT, Area, Sheet

_SLACK = 0.01

Draw = Callable[[Sheet, float], None]
"""Draws on a sheet, from a height (points below the top of the text area) downwards."""


def nothing(sheet: Sheet, top: float) -> None:
    """Draws nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slab:
    """What is never divided: a line, a row, a figure; ``height`` in points."""

    height: float
    draw: Draw
    keep: bool = False
    """Stays on the page of the slab after it."""
    starts_page: bool = False
    turned: bool = False
    on_grid: bool = False
    """Begins at one of the 22 lines of the page, as text does."""
    space: bool = False
    """Nothing but space: vanishes at the top of a page."""
    head: Slab | None = None
    """Repeated above this slab where it is the first on a page."""
    seam: Draw | None = None
    """Closes what a page break cuts through, at the bottom of one page and the top of the next."""


@dataclass(slots=True)
class Page:
    """A page and what stands on it at which height."""

    area: Area
    slabs: list[tuple[float, Slab]] = field(default_factory=list)
    end: float = 0.0

    def fits(self, group: list[Slab]) -> bool:
        """Whether there is room for all of it below what is there."""
        end = self.end
        for slab in group:
            end = _start(end, slab) + slab.height
        return end <= self.area.height + _SLACK

    def put(self, slab: Slab) -> None:
        """Set a slab below what is there."""
        top = _start(self.end, slab)
        self.slabs.append((top, slab))
        self.end = top + slab.height

    def draw(self, sheet: Sheet) -> None:
        """Everything on the page."""
        for top, slab in self.slabs:
            slab.draw(sheet, top)
        for place, height in ((0, self.slabs[0][0]), (-1, self.end)) if self.slabs else ():
            seam = self.slabs[place][1].seam
            if seam:
                seam(sheet, height)


def _start(end: float, slab: Slab) -> float:
    return math.ceil((end - _SLACK) / LEADING) * LEADING if slab.on_grid else end


def pages(slabs: Iterable[Slab], upright: Area = UPRIGHT) -> list[Page]:
    """The slabs in order, page by page; ``upright`` is the text area of a page that is not turned."""
    made: list[Page] = []
    for group in _groups(slabs):
        # What is kept with a turned table turns with it.
        area = TURNED if any(slab.turned for slab in group) else upright
        if not made or group[0].starts_page or made[-1].area is not area or not made[-1].fits(group):
            if all(slab.space for slab in group):
                continue
            made.append(Page(area))
        for slab in group:
            _set(made, slab)
    return made


def _set(made: list[Page], slab: Slab) -> None:
    page = made[-1]
    if page.slabs and not page.fits([slab]):
        page = Page(page.area)
        made.append(page)
    if not page.slabs and slab.space:
        return
    if not page.slabs and slab.head:
        page.put(slab.head)
    page.put(slab)


def _groups(slabs: Iterable[Slab]) -> Iterator[list[Slab]]:
    group: list[Slab] = []
    for slab in slabs:
        group.append(slab)
        if not slab.keep:
            yield group
            group = []
    if group:
        yield group
