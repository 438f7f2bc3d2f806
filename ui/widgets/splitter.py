"""A splitter that remembers where it stands; its line is thin, and what the mouse takes hold of is wide."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from ui import settings, theme


class Splitter(QSplitter):
    """``place`` is its name in the settings; ``shares`` says how the parts divide the room at first."""

    def __init__(
        self,
        place: str,
        *parts: QWidget,
        shares: tuple[int, ...] = (),
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
    ) -> None:
        super().__init__(orientation)
        self._setting = settings.splitter(place)
        self.setChildrenCollapsible(False)
        self.setOrientation(orientation)
        for at, part in enumerate(parts):
            self.addWidget(part)
            self.setStretchFactor(at, shares[at] if at < len(shares) else 1)
        if shares:
            self.setSizes([100 * share for share in shares])
        kept = settings.read(self._setting)
        if kept:
            self.restoreState(QByteArray.fromHex(kept.encode()))
        self.splitterMoved.connect(self._keep)

    def setOrientation(self, orientation: Qt.Orientation) -> None:
        """Turn it; the handle takes the width that belongs to its new direction."""
        super().setOrientation(orientation)
        # The stylesheet draws the pixel in the middle; Qt adds its margins to a lying handle only.
        self.setHandleWidth(2 * theme.GRID + 1 if orientation is Qt.Orientation.Horizontal else 1)

    def _keep(self, _place: int, _part: int) -> None:
        settings.write(self._setting, bytes(self.saveState().toHex().data()).decode())
