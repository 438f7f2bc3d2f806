"""What stands where nothing is yet: one sentence about what to do next, and the button that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui import theme


@dataclass(frozen=True, slots=True)
class Empty:
    """Text of an empty state; without ``run`` there is no button."""

    text: str
    button: str = ""
    run: Callable[[], object] | None = None


class EmptyState(QWidget):
    """Centred text with a button below."""

    def __init__(self, empty: Empty, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        theme.say(self._text, "soft")
        self._button = QPushButton()
        self._button.clicked.connect(self._run)
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.GRID)
        column.addStretch()
        column.addWidget(self._text)
        column.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self.show_empty(empty)

    def show_empty(self, empty: Empty) -> None:
        """Say something else."""
        self._empty = empty
        self._text.setText(empty.text)
        self._button.setText(empty.button)
        self._button.setVisible(empty.run is not None)

    def _run(self) -> None:
        if self._empty.run is not None:
            self._empty.run()
