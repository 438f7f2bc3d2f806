"""Above the list of files: which park, which of its files, and all of them in one line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.core.park import Park
from ui import theme
from ui.pages.evidence_rows import FileLine, Filter
from ui.widgets.pick import Pick

_EVERY = ("", "全部园区")


class EvidenceHead(QWidget):
    """Says what a person chose; the page reads and shows."""

    park_chosen = Signal(str)
    """Id of a park; empty for all parks."""
    filtered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.filter = Filter.ALL
        self.parks, self.filters, self.totals = Pick("园区"), Pick("列出哪些"), QLabel()
        self.parks.of_width(12)
        self.totals.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme.say(self.totals, "soft")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self.parks, 2)
        row.addWidget(self.filters)
        row.addWidget(self.totals, 3)
        self.parks.activated.connect(lambda _at: self.park_chosen.emit(self.parks.currentData()))
        self.filters.activated.connect(lambda _at: self._turn())

    def show_parks(self, parks: Sequence[Park], chosen: str) -> None:
        """Offer these parks and all of them."""
        self.parks.offer([_EVERY, *((park.id, park.name) for park in parks)], chosen)

    def tell(self, totals: str, lines: Sequence[FileLine]) -> None:
        """Say how many there are, of each kind that can be chosen."""
        self.totals.setText(totals)
        self.totals.setToolTip(totals)
        counts = {one: sum(line.passes(one) for line in lines) for one in Filter}
        self.filters.offer([(one.value, f"{one.value} {counts[one]}") for one in Filter], self.filter.value)

    def choose(self, wanted: Filter) -> None:
        """List these, as if a person had chosen them."""
        self.filter = wanted

    def _turn(self) -> None:
        self.filter = Filter(self.filters.currentData())
        self.filtered.emit()
