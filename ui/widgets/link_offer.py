"""The quiet line below an answer: another question asks the same fact, and what that means for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea

from app import wording_links
from app.core import links
from app.core.dossier import Dossier
from app.core.links import Clash, Hint, Offer
from ui import icons, places, theme

_BESIDE = 460
"""Pixels of width from which the buttons stand beside the words."""


class LinkOffer(QFrame):
    """Hidden where nothing follows from the answer; it never asks, and never waits for an answer."""

    accepted = Signal()
    """The offered answers are to be recorded."""
    elsewhere = Signal(str)
    """The page and the question that one wants to look at."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        self.offered: tuple[Offer, ...] = ()
        """What would be recorded."""
        self._leads: tuple[str, ...] = ()
        self._subject = ""
        self._sign, self.text = QLabel(), QLabel(wordWrap=True)
        self.accept = QPushButton("记上（L）")
        self.accept.setToolTip("按本项的结论作答，并带上佐证；可以撤销（L）")
        self.look = QPushButton("去核对")
        self.accept.clicked.connect(lambda _on=False: self.accepted.emit())
        self.look.clicked.connect(lambda _on=False: self._lead())
        self._lay_out()
        self.hide()

    def show_said(self, dossier: Dossier, subject: str, *, locked: bool) -> None:
        """Show what the answer to ``subject`` says of other questions; in a finished round nothing is offered."""
        found = links.of(dossier.standard, dossier.judged, dossier.answers, subject)
        offers = [
            one
            for one in found
            if isinstance(one, Offer) and not locked and one.subject not in dossier.pending
        ]
        others = [one for one in found if isinstance(one, Clash) or (isinstance(one, Hint) and not locked)]
        self.offered = tuple(offers)
        self._leads = tuple(_other(one, subject) for one in others)
        fresh = self.isHidden() and subject == self._subject
        self._subject = subject
        self.setVisible(bool(offers or others))
        if self.isHidden():
            return
        words = [wording_links.offers(dossier, offers), *(_words(dossier, one, subject) for one in others)]
        self.text.setText("\n".join(f"{one}。" for one in words if one))
        self.text.setToolTip(wording_links.about(dossier, [*(one.subject for one in offers), *self._leads]))
        self.accept.setVisible(bool(offers))
        self.look.setVisible(bool(others))
        self._dress("warn" if any(isinstance(one, Clash) for one in others) else "info")
        if fresh:
            QTimer.singleShot(0, self, self._reveal)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons below the words where there is no room beside them."""
        super().resizeEvent(event)
        narrow = self.width() < _BESIDE
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._parts.direction() != direction:
            self._parts.setDirection(direction)

    def changeEvent(self, event: QEvent) -> None:
        """Tint the sign anew when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and not self.isHidden():
            self._dress(str(self.property("kind")))

    def _reveal(self) -> None:
        """Scroll to it, once it has its place: it follows from what was answered just now."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea) and self.isVisible():
            around.ensureWidgetVisible(self, 0, theme.GRID)

    def _lay_out(self) -> None:
        words, buttons = QHBoxLayout(), QHBoxLayout()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        words.addWidget(self._sign)
        words.addWidget(self.text, 1)
        buttons.addStretch()
        for button in (self.look, self.accept):
            buttons.addWidget(button)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(theme.GRID, 4, 4, 4)
        self._parts.setSpacing(theme.GRID // 2)
        self._parts.addLayout(words, 1)
        self._parts.addLayout(buttons)

    def _lead(self) -> None:
        for subject in self._leads[:1]:
            self.elsewhere.emit(places.address(subject))

    def _dress(self, kind: str) -> None:
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            self.style().unpolish(self)
            self.style().polish(self)
        self._sign.setPixmap(icons.pixmap(kind, "warn" if kind == "warn" else "accent"))


def _words(dossier: Dossier, one: Clash | Hint, subject: str) -> str:
    if isinstance(one, Clash):
        return wording_links.clash(dossier, one, subject)
    return wording_links.hint(dossier, one)


def _other(one: Clash | Hint, subject: str) -> str:
    """The question at the other end."""
    if isinstance(one, Hint):
        return one.subject
    return one.checks[0] if subject == one.item else one.item
