"""One finding in words: what is wrong, what to do about it, where the check is from, and the way to the spot."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app import wording, wording_checkup, wording_verdict
from app.core.checkup_rules import Found
from app.core.dossier import Dossier
from ui import icons, theme

_WIDEST = 168
"""Pixels of text on a button: what is wider would push the words above it out of sight."""


class Detail(QScrollArea):
    """Says ``wanted`` with the subject one is to be led to."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._found: Found | None = None
        self.title, self.said, self.text, self.remedy, self.basis = (QLabel(wordWrap=True) for _ in range(5))
        self.mend, self.other = QPushButton(icons.icon("edit"), "去处理"), QPushButton()
        self.mend.setToolTip("转到要改的地方（Enter）")
        self.mend.clicked.connect(lambda _on=False: self.lead())
        self.other.clicked.connect(lambda _on=False: self.lead(beside=True))
        self._lay_out()
        self._body.hide()

    def show_found(self, dossier: Dossier, found: Found | None) -> None:
        """Show a finding; nothing where there is none."""
        self._found = found
        self._body.setVisible(found is not None)
        if found is None:
            return
        rule = found.rule
        self.title.setText(f"{wording_checkup.SEVERITY[rule.severity]}　{rule.title}")
        self.said.setText(wording_checkup.detail(dossier, found))
        self.text.setText(rule.text)
        self.remedy.setText(f"怎样处理：{rule.remedy}")
        basis = "；".join(wording_verdict.basis(one) for one in rule.basis)
        self.basis.setText(f"依据：{basis}（{wording.name(rule.status)}）")
        self.other.setVisible(bool(found.hit.beside))
        if found.hit.beside:
            other = f"看{wording_checkup.place(dossier, found.hit.beside)}"
            metrics = self.other.fontMetrics()
            self.other.setText(metrics.elidedText(other, Qt.TextElideMode.ElideMiddle, _WIDEST))
            self.other.setToolTip(other)

    def lead(self, *, beside: bool = False) -> None:
        """To the spot, or to the other side of it."""
        if self._found is not None:
            subject = self._found.hit.beside if beside else self._found.subject
            if subject:
                self.wanted.emit(subject)

    def _lay_out(self) -> None:
        for label, role in ((self.title, "strong"), (self.text, "soft"), (self.basis, "small")):
            theme.say(label, role)
        for label in (self.title, self.said, self.text, self.remedy, self.basis):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        buttons.addWidget(self.mend)
        buttons.addWidget(self.other)
        buttons.addStretch()
        self._body = body = QWidget()
        body.setObjectName("scrolled")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        for part in (self.title, self.said, self.remedy):
            column.addWidget(part)
        column.addLayout(buttons)
        for part in (self.text, self.basis):
            column.addWidget(part)
        column.addStretch()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(body)
