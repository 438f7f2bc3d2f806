"""A row of files: each with a small picture, its name, and whether it is out of date; walked by arrow keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget, QListWidgetItem

from app import wording_evidence
from app.core.evidence import Evidence
from ui import icons, theme
from ui.widgets.evidence_thumbs import thumbs

_CHIP = QSize(212, 46)
_PICTURE = QSize(38, 38)
_GAP = 4
_MOST_ROWS = 3
_ICONS: Mapping[str, str] = {"image": "photo", "application/pdf": "report", "text/plain": "report"}
_OWN_KEYS = {Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}


@dataclass(frozen=True, slots=True)
class Chip:
    """A file in the row; ``origin`` says whose it is where it is not the round's own."""

    evidence: Evidence
    origin: str = ""


class Chips(QListWidget):
    """Filled by ``show_chips``; it is as high as its rows."""

    opened = Signal(object)
    """Enter or a double click: the chip."""
    dropped = Signal(object)
    """Delete: the chip that shall prove this no longer."""
    left = Signal()
    """Esc: the cursor is wanted elsewhere."""

    def __init__(self, spoken: str) -> None:
        super().__init__()
        self.setAccessibleName(spoken)
        self.chips: tuple[Chip, ...] = ()
        self._told: tuple[date, int] = (date.min, 0)
        self._store: Path | None = None
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setSpacing(_GAP // 2)
        self.setUniformItemSizes(True)
        self.setIconSize(_PICTURE)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.itemDoubleClicked.connect(lambda _item: self._open())
        thumbs().ready.connect(self._paint)
        self.hide()

    def show_chips(self, chips: Sequence[Chip], store: Path, today: date, notice: int) -> None:
        """Show these files; the chosen one stays chosen."""
        given = (tuple(chips), (today, notice), store)
        if given == (self.chips, self._told, self._store):
            return
        chosen = self.chip()
        self.chips, self._told, self._store = given
        self.clear()
        for chip in self.chips:
            self._add(chip)
        keys = [chip.evidence.id for chip in self.chips]
        if chosen is not None and chosen.evidence.id in keys:
            self.setCurrentRow(keys.index(chosen.evidence.id))
        elif keys and chosen is not None:
            self.setCurrentRow(0)
        self.setVisible(bool(self.chips))
        self._fit()

    def chip(self) -> Chip | None:
        """The chosen file."""
        at = self.currentRow()
        return self.chips[at] if 0 <= at < len(self.chips) else None

    def take_focus(self) -> None:
        """To the first file, or the one chosen last."""
        if self.currentRow() < 0:
            self.setCurrentRow(0)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def event(self, event: QEvent) -> bool:
        """Enter, Delete and Esc are the row's own here, not the page's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete lets go, Esc leaves."""
        chip, key = self.chip(), event.key()
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif chip is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif chip is not None and key == Qt.Key.Key_Delete:
            self.dropped.emit(chip)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer in a row."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Tint anew when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for at in range(self.count()):
                self._dress(self.item(at), self.chips[at])

    def _add(self, chip: Chip) -> None:
        one = chip.evidence
        item = QListWidgetItem(f"{one.name}\n{self._about(chip)}")
        item.setSizeHint(_CHIP)
        item.setToolTip(f"{one.name}\n{self._about(chip)}\n{wording_evidence.size(one.size)}　Enter 预览")
        self.addItem(item)
        self._dress(item, chip)

    def _about(self, chip: Chip) -> str:
        said = wording_evidence.about(chip.evidence, *self._told)
        return f"{chip.origin} · {said}" if chip.origin else said

    def _dress(self, item: QListWidgetItem, chip: Chip) -> None:
        late = chip.evidence.lapsed(self._told[0])
        item.setForeground(theme.colour("bad" if late else "ink_soft" if chip.origin else "ink"))
        item.setIcon(self._icon(chip.evidence))

    def _icon(self, one: Evidence) -> QIcon:
        image = thumbs().ask(self._store, one) if self._store is not None else None
        if image is None:
            kind = "image" if one.media.startswith("image/") else one.media
            return icons.icon(_ICONS.get(kind, "evidence"))
        icon = QIcon(QPixmap.fromImage(image))
        icon.addPixmap(QPixmap.fromImage(image), QIcon.Mode.Selected)  # else Qt tints it in a chosen chip
        return icon

    def _paint(self, sha256: str) -> None:
        for at, chip in enumerate(self.chips):
            if chip.evidence.sha256 == sha256 and at < self.count():
                self.item(at).setIcon(self._icon(chip.evidence))

    def _open(self) -> None:
        self.opened.emit(self.chip())

    def _fit(self) -> None:
        across = max(1, self.viewport().width() // (_CHIP.width() + _GAP))
        rows = min(_MOST_ROWS, -(-max(1, len(self.chips)) // across))
        height = rows * (_CHIP.height() + _GAP) + 2 * self.frameWidth() + _GAP
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)


def _own(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in _OWN_KEYS and not held
