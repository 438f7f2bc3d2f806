"""Where one question is answered: its choices or its numbers, and the reason that some answers need."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.answers import Answer, Chosen, Counted, Given, NotApplicable, Reached
from app.core.entries import Levels, Share
from app.core.standard import Item
from ui import theme
from ui.widgets import answer_options
from ui.widgets.answer_choice import Choices
from ui.widgets.answer_counts import CountsEditor
from ui.widgets.answer_editor import AnswerEditor
from ui.widgets.answer_options import Entry
from ui.widgets.answer_reason import ReasonLine
from ui.widgets.answer_share import ShareEditor

CHOSEN = "已选"
_WAITING = "待写理由"


class AnswerArea(QWidget):
    """Made for one question; ``answered`` carries what was answered, ``confirmed`` means «on to the next»."""

    answered = Signal(object)
    confirmed = Signal()
    moved = Signal()
    """The cursor is somewhere else in it."""

    def __init__(self, entry: Entry, *, locked: bool) -> None:
        super().__init__()
        self._options = answer_options.options(entry)
        self._given: Given | None = None
        self._word, self._again = CHOSEN, False
        self._waiting: int | None = None
        """The choice that was pressed and still lacks its reason."""
        self._locked = locked
        self.choices = Choices([option.text for option in self._options])
        self.editor = _editor(entry)
        self.reason = ReasonLine()
        self._lay_out()
        self._connect()
        self._lock()

    def show_given(self, given: Given | None, word: str = CHOSEN, *, again: bool = False) -> None:
        """Show what is on file; a reason that is being written stays.

        ``word`` says how it is chosen; ``again`` lets the same choice be given once more, as a confirmation.
        """
        self._given, self._word, self._again = given, word, again
        if self.editor is not None:
            self.editor.show_answer(_answer(given))
        if self._waiting is None:
            self._show_picked()

    def digit(self, number: int) -> None:
        """A figure key outside of any field."""
        if self._locked:
            return
        if number == 0 and not isinstance(self.editor, ShareEditor):
            self.not_applicable()
        elif self.editor is not None:
            self.editor.digit(number)
            self.moved.emit()
        else:
            self.press(str(number))

    def not_applicable(self) -> None:
        """The question does not apply: ask why."""
        self.press("N")

    def none(self) -> None:
        """Nothing of what is counted is there."""
        if self.editor is not None and not self._locked:
            self.editor.none()

    def press(self, key: str) -> None:
        """Press the choice with this key."""
        for at, option in enumerate(self._options):
            if option.text.key == key and not self._locked:
                self._press(at)

    def settle(self) -> bool:
        """Say what is typed and not yet said; False where something is missing, which is then on show."""
        if self._waiting is not None and not self.reason.complete():
            self.reason.start()
            return False
        self.reason.say()
        return self.editor is None or self.editor.settle()

    def take_focus(self) -> None:
        """The chosen choice, else where one begins."""
        chosen = self.choices.chosen()
        if self.editor is not None and chosen is None:
            # The cursor must not stand in a field: figure keys choose the row first.
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.choices.buttons[chosen or 0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.moved.emit()

    def _press(self, at: int) -> None:
        option = self._options[at]
        same = answer_options.picked(self._options, self._given) == at
        text = answer_options.reason_of(self._given) if same else ""
        self._waiting = at if option.required and not text else None
        if option.asks:
            self.choices.show_picked(at, _WAITING if self._waiting is not None else self._word)
            self.reason.ask(option.asks, text, required=option.required)
            self.reason.start()
        if self._waiting is None and (self._again or not same):
            self.answered.emit(option.make(text))
        if not option.asks:
            self.choices.buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)
        self.moved.emit()

    def _written(self, text: str) -> None:
        at = self._waiting if self._waiting is not None else answer_options.picked(self._options, self._given)
        self._waiting = None
        if at is not None and self._options[at].asks:
            self.answered.emit(self._options[at].make(text))

    def _abandon(self) -> None:
        self._waiting = None
        self.reason.line.setModified(False)
        self._show_picked()
        self.take_focus()

    def _show_picked(self) -> None:
        at = answer_options.picked(self._options, self._given)
        self.choices.show_picked(at, self._word)
        option = self._options[at] if at is not None else None
        if option is not None and option.asks:
            self.reason.ask(option.asks, answer_options.reason_of(self._given), required=option.required)
        else:
            self.reason.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        if self.editor is not None:
            self.editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            column.addWidget(self.editor)
        column.addWidget(self.choices)
        column.addWidget(self.reason)

    def _connect(self) -> None:
        self.choices.picked.connect(self._press)
        self.reason.written.connect(self._written)
        self.reason.abandoned.connect(self._abandon)
        self.reason.confirmed.connect(self.take_focus)
        if self.editor is not None:
            self.editor.answered.connect(self._counted)
            self.editor.confirmed.connect(self.confirmed)
            self.editor.abandoned.connect(self.take_focus)

    def _counted(self, answer: Answer) -> None:
        self._waiting = None
        self.answered.emit(answer)

    def _lock(self) -> None:
        self.choices.lock(self._locked)
        self.reason.lock(self._locked)
        if self.editor is not None:
            self.editor.lock(self._locked)


def _editor(entry: Entry) -> AnswerEditor | None:
    match entry:
        case Item(scoring=Levels()):
            return None
        case Item(scoring=Share()):
            return ShareEditor(entry)
        case Item():
            return CountsEditor(entry)
        case _:
            return None


def _answer(given: Given | None) -> Answer | None:
    """An answer to an item; marks and checks have no numbers to show."""
    return given if isinstance(given, (Chosen, Counted, NotApplicable, Reached)) else None
