"""A drop-down list of things with an id that the wheel does not turn, so that scrolling chooses nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class Pick(QComboBox):
    """Filled by ``offer``; ``activated`` comes only when a person chose."""

    def __init__(self, spoken: str = "") -> None:
        super().__init__()
        self.setAccessibleName(spoken)

    def offer(self, entries: Sequence[tuple[str, str]], chosen: str | None) -> None:
        """Show ``entries``, pairs of id and text; ``chosen`` is the id of the current one."""
        if [(self.itemData(at), self.itemText(at)) for at in range(self.count())] != list(entries):
            self.clear()
            for value, text in entries:
                self.addItem(text, value)
        values = [value for value, _ in entries]
        self.setCurrentIndex(values.index(chosen) if chosen in values else -1)
        self.setEnabled(bool(entries))

    def of_width(self, letters: int) -> None:
        """Be as wide as so many letters rather than as the longest entry; longer ones are cut."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls around it."""
        event.ignore()
