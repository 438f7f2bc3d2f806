"""The seals of a round in a line each: who signed when, the checksum, and whether they still hold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app import wording_seal
from app.core.seal import Holding, SealShown
from ui import theme

_ROLES = {Holding.SIGNED: "good", Holding.UNSIGNED: "soft", Holding.BROKEN: "bad"}


class SealLine(QWidget):
    """Hidden where the round is not sealed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.show_seals(())

    def show_seals(self, seals: Sequence[SealShown]) -> None:
        """Show these, the latest first."""
        while len(self._lines) < len(seals):
            self._lines.append(self._line())
        for at, label in enumerate(self._lines):
            label.setVisible(at < len(seals))
            if at < len(seals):
                self._fill(label, seals[at])
        self.setVisible(bool(seals))

    def texts(self) -> tuple[str, ...]:
        """What can be read."""
        return tuple(label.text() for label in self._lines if not label.isHidden())

    def _line(self) -> QLabel:
        label = QLabel(wordWrap=True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(label)
        return label

    def _fill(self, label: QLabel, shown: SealShown) -> None:
        label.setText(wording_seal.line(shown))
        label.setToolTip(f"校验和 {shown.seal.checksum}")
        theme.say(label, _ROLES[shown.holding])
