"""The headline figures as quiet tiles, in one row where there is room and in two where there is not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.pages.overview_texts import Figure

_LEAST = 150
"""Pixels below which a tile's words no longer stand in two lines."""


class Tile(QFrame):
    """What is counted, the figure, and what one must know beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title, self.value, self.note = QLabel(), QLabel(), QLabel(wordWrap=True)
        theme.say(self.title, "small")
        theme.say(self.value, "title")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 5, 8, 5)
        column.setSpacing(1)
        for part in (self.title, self.value, self.note):
            part.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(part)
        column.addStretch()

    def show_figure(self, figure: Figure) -> None:
        """Show another figure."""
        self.title.setText(figure.title)
        self.value.setText(figure.value)
        self.note.setText(figure.note)
        theme.say(self.note, figure.role if figure.role != "ink" else "small")
        self.setAccessibleName(f"{figure.title}：{figure.value}，{figure.note}")
        self.setToolTip(f"{figure.title}：{figure.value}\n{figure.note}")


class Tiles(QWidget):
    """As many tiles as there are figures."""

    def __init__(self) -> None:
        super().__init__()
        self.tiles: tuple[Tile, ...] = ()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.GRID)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show the figures; the tiles stay where they are."""
        if len(figures) != len(self.tiles):
            for tile in self.tiles:
                tile.deleteLater()
            self.tiles = tuple(Tile() for _ in figures)
            self._columns = 0
        for tile, figure in zip(self.tiles, figures, strict=True):
            tile.show_figure(figure)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take another row where the words would not fit."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        count = len(self.tiles)
        columns = count if self.width() >= count * _LEAST else (count + 1) // 2
        if columns == self._columns or not count:
            return
        for at in range(count):
            self._grid.setColumnStretch(at, int(at < columns))
        self._columns = columns
        for at, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, at // columns, at % columns)
