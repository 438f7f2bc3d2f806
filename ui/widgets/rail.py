"""The rail at the left: one button per page with icon and word, foldable to icons; below it where we work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import icons, theme

WIDE, NARROW = 192, 52
_LOW, _HIGH, _GAP = 26, 35, 2
_WITH_WORD = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly


class Rail(QFrame):
    """``chosen`` tells the key of the page that a person asked for."""

    chosen = Signal(str)
    folded = Signal(bool)
    """A person folded or unfolded it."""

    def __init__(self, entries: Sequence[tuple[str, str, str]]) -> None:
        """``entries`` are key, word and icon of each page."""
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName("页面")
        self._folded = False
        self._area = QScrollArea()
        self._group = QButtonGroup(self)
        self._buttons = {key: self._button(word, icon) for key, word, icon in entries}
        self._icons = {key: icon for key, _, icon in entries}
        for key, button in self._buttons.items():
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, key=key: self.chosen.emit(key))
            self._group.addButton(button)
        self._region, self._store = QLabel(wordWrap=True), QLabel(wordWrap=True)
        theme.say(self._region, "strong")
        theme.say(self._store, "small")
        self._fold = self._button("收起", "fold")
        self._fold.clicked.connect(lambda _on=False: self.turn())
        self._lay_out()
        self.fold(False)

    @property
    def is_folded(self) -> bool:
        """Whether only icons are shown."""
        return self._folded

    def fold(self, folded: bool) -> None:
        """Show icons only, or icons with words."""
        self._folded = folded
        self.setFixedWidth(NARROW if folded else WIDE)
        self._fold.setText("展开" if folded else "收起")
        self._fold.setToolTip("展开左侧栏" if folded else "收起左侧栏")
        self._fold.setAccessibleName(self._fold.toolTip())
        for button in (*self._buttons.values(), self._fold):
            button.setToolButtonStyle(_ICON_ONLY if folded else _WITH_WORD)
        self._region.setVisible(not folded)
        self._store.setVisible(not folded)
        self._tint()

    def turn(self) -> None:
        """Fold or unfold it because a person asked for it."""
        self.fold(not self._folded)
        self.folded.emit(self._folded)

    def mark(self, key: str) -> None:
        """Show which page is on screen."""
        self._buttons[key].setChecked(True)
        self._area.ensureWidgetVisible(self._buttons[key], 0, theme.GRID)
        self._tint()

    def say_place(self, region: str, store: str) -> None:
        """Name the region and the store that are open."""
        self._region.setText(region)
        self._store.setText(store)
        self._store.setToolTip(store)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen the buttons draw together before anything has to be scrolled."""
        super().resizeEvent(event)
        share = self._area.viewport().height() // len(self._buttons) - _GAP
        for button in self._buttons.values():
            button.setFixedHeight(max(_LOW, min(_HIGH, share)))

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icons anew when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_fold"):
            self._tint()

    def _button(self, word: str, icon: str) -> QToolButton:
        button = QToolButton()
        button.setText(word)
        button.setToolTip(word)
        button.setAccessibleName(word)
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(icons.SIZE, icons.SIZE))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return button

    def _tint(self) -> None:
        for key, button in self._buttons.items():
            button.setIcon(icons.icon(self._icons[key], "on_chosen" if button.isChecked() else "ink_soft"))
        self._fold.setIcon(icons.icon("unfold" if self._folded else "fold"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(6, theme.GRID, 6, theme.GRID)
        column.setSpacing(2)
        pages = QWidget()
        pages.setObjectName("scrolled")
        inner = QVBoxLayout(pages)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(_GAP)
        for button in self._buttons.values():
            inner.addWidget(button)
        inner.addStretch()
        # On a small screen there are more pages than fit; the wheel and the Tab key reach them all.
        self._area.setWidget(pages)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for policy in (self._area.setHorizontalScrollBarPolicy, self._area.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._area, 1)
        for label in (self._region, self._store):
            label.setContentsMargins(theme.GRID, 0, 0, 4)
            column.addWidget(label)
        column.addWidget(self._fold)
