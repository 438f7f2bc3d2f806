"""Which questions the tree shows: a row of switches, with how many each holds."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QToolButton, QWidget

from ui import settings
from ui.pages.assessment_questions import Filter

_KEPT = settings.choice("assessment/filter")
_COUNTED = {Filter.OPEN, Filter.LOSING, Filter.RETURNED, Filter.DIFFERING}
_AT_NEED = {Filter.RETURNED, Filter.DIFFERING}
"""Only there where something was returned, or experts differ."""


class Filters(QWidget):
    """Says ``chosen`` when another one is in force; remembers it."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        kept = settings.read(_KEPT)
        self.current = Filter(kept) if kept in set(Filter) - _AT_NEED else Filter.ALL
        self.buttons = {one: QToolButton() for one in Filter}
        group = QButtonGroup(self)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        always, at_need = QHBoxLayout(), QHBoxLayout()
        for row in (always, at_need):  # before what they hold is shown, which would open windows
            row.setSpacing(0)
            self._rows.addLayout(row)
        for one, button in self.buttons.items():
            button.setText(one.value)
            button.setCheckable(True)
            button.setChecked(one is self.current)
            button.clicked.connect(lambda _on=False, one=one: self.choose(one))
            group.addButton(button)
            (at_need if one in _AT_NEED else always).addWidget(button)
            button.setVisible(one not in _AT_NEED)
        always.addStretch()
        at_need.addStretch()
        self._rows.setStretch(1, 1)

    def choose(self, wanted: Filter) -> None:
        """Put another one in force."""
        if self.buttons[wanted].isHidden():
            return
        self.current = wanted
        settings.write(_KEPT, wanted.value)
        self.buttons[wanted].setChecked(True)
        self.chosen.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two lines where one has no room for all."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wanted = sum(one.sizeHint().width() for one in self.buttons.values() if not one.isHidden())
        beside = self.width() >= wanted
        self._rows.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    def show_counts(self, held: Mapping[Filter, int]) -> None:
        """Show how many questions each holds; one that is in force stays, even with none left."""
        for one, button in self.buttons.items():
            text = f"{one.value} {held[one]}" if one in _COUNTED else one.value
            if button.text() != text:
                button.setText(text)
            hidden = one in _AT_NEED and not held[one] and one is not self.current
            if button.isHidden() != hidden:
                button.setHidden(hidden)
        self._arrange()
