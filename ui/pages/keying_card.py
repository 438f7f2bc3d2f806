"""The question that is being keyed, large and clear, and the one line that takes its figures."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app import wording_compare, wording_keying
from app.core import keying
from app.core.keying import Entered
from ui import theme
from ui.widgets.answer_entry import AnswerLine

_LINE_TEXT = 26
"""Pixels of the figures that are typed: read from the paper, checked at a glance."""
_BACK, _UP, _DOWN = Qt.Key.Key_Backspace, Qt.Key.Key_Up, Qt.Key.Key_Down


class KeyLine(AnswerLine):
    """Takes the keys of one entry; says ``went`` with −1 or 1 for Backspace in an untouched line and the arrows."""

    went = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace goes back while nothing was typed here; the arrows walk."""
        untouched = event.key() == _BACK and not self.isModified()
        if untouched or event.key() == _UP:
            self.went.emit(-1)
        elif event.key() == _DOWN:
            self.went.emit(1)
        else:
            super().keyPressEvent(event)


class Card(QWidget):
    """Says ``keyed`` with the text when an entry is whole, ``went`` when another question is wanted."""

    keyed = Signal(str)
    went = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._entered: Entered | None = None
        self.title, self.text, self.hint = QLabel(), _words(), _words()
        self.fault, self.beside = _words(), _words()
        self.line = KeyLine()
        self.line.setAccessibleName("录入")
        self._choices = QWidget()
        self._grid = QGridLayout(self._choices)
        self._lay_out()
        self.line.textEdited.connect(self._typed)
        self.line.confirmed.connect(self._confirm)
        self.line.abandoned.connect(self._again)
        self.line.went.connect(self.went)

    def show_entry(self, entered: Entered, group: str, typed: str, beside: str = "") -> None:
        """Show a question; ``typed`` is what was keyed for it in this pass, ``beside`` what else may be known."""
        other = self._entered is None or self._entered.question != entered.question
        self._entered = entered
        entry = entered.question.entry
        self.title.setText(f"{wording_compare.title(entry)}　{group}")
        self.text.setText(entry.text)
        self.hint.setText(wording_keying.hint(entry))
        self.beside.setText(beside)
        self.beside.setVisible(bool(beside))
        if other:
            self._show_choices()
        if other or not self.line.isModified():
            self._put(typed)

    def lock(self, locked: bool) -> None:
        """Let nobody key."""
        self.line.setReadOnly(locked)
        self.line.setEnabled(not locked)

    def refuse(self, why: str) -> None:
        """Say in a short line why what was typed cannot be."""
        self.fault.setText(why)
        self.fault.setVisible(bool(why))
        self.line.setProperty("fault", bool(why))
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)

    def _put(self, text: str) -> None:
        self.line.setText(text)
        self.line.setModified(False)
        self.line.selectAll()
        self.refuse("")
        self._kept = text

    def _again(self) -> None:
        """Esc: what was there before."""
        self._put(self._kept)

    def _typed(self, text: str) -> None:
        if self._entered is None:
            return
        entry = self._entered.question.entry
        self.refuse("")
        fault = keying.hopeless(entry, text)
        if fault is not None:
            self._put("")
            self.line.setModified(True)
            self.refuse(f"{fault.what}。刚才的“{text.strip()[:12]}”没有录入")
        elif keying.whole(entry, text):
            self.line.setModified(False)
            self.keyed.emit(text)

    def _confirm(self) -> None:
        """Enter: take what is typed, or move on where nothing is new."""
        if self._entered is None:
            return
        text = self.line.text()
        if not self.line.isModified() or text.strip() == self._kept:
            self.went.emit(1)
            return
        found = keying.parse(self._entered.question.entry, text) if text.strip() else None
        if isinstance(found, keying.Fault):
            self.refuse(found.what)
        else:
            self.line.setModified(False)
            self.keyed.emit(text)

    def _show_choices(self) -> None:
        while (old := self._grid.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        assert self._entered is not None
        entry = self._entered.question.entry
        rows = [(one.key, f"{one.head}　{one.text}".rstrip("　")) for one in wording_keying.choices(entry)]
        rows += [(f"({at})", text) for at, text in enumerate(wording_keying.counts(entry), 1)]
        rows += [("", text) for text in wording_keying.share(entry) or ()]
        for at, (key, text) in enumerate(rows):
            figure, told = QLabel(key), _words()
            theme.say(figure, "strong")
            told.setText(text)
            self._grid.addWidget(figure, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(told, at, 1)

    def _lay_out(self) -> None:
        self._kept = ""
        theme.say(self.title, "strong")
        theme.say(self.hint, "soft")
        theme.say(self.fault, "bad")
        theme.say(self.beside, "warn")
        font = theme.number_font()
        font.setPixelSize(_LINE_TEXT)
        self.line.setFont(font)
        self.line.setMaximumWidth(440)
        self.line.setMinimumHeight(6 * theme.GRID)
        self.line.setStyleSheet(f"font-size: {_LINE_TEXT}px;")
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        body = QWidget()
        body.setObjectName("scrolled")
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, theme.GRID, 0)
        inside.setSpacing(theme.GRID)
        for part in (self.text, self._choices):
            inside.addWidget(part)
        inside.addStretch()
        area = QScrollArea(widgetResizable=True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        for part in (self.title, self.line, self.fault, self.beside, self.hint):
            column.addWidget(part)
        column.addWidget(area, 1)


def _words() -> QLabel:
    return QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
