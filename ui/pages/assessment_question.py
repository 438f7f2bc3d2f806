"""One question on show: what is asked, how it is answered, what was found, what is wanted, and where it is from."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app import wording, wording_verdict
from app.core.entries import Mendable
from app.core.standard import Item, Veto
from ui import theme
from ui.answering import Answering
from ui.pages.assessment_questions import Question, Standing
from ui.widgets import remark_fields, sureness
from ui.widgets.answer_area import CHOSEN, AnswerArea
from ui.widgets.evidence_strip import EvidenceStrip
from ui.widgets.form import RecordForm
from ui.widgets.link_offer import LinkOffer
from ui.widgets.voices import Voices

_SIDE_BY_SIDE = 720
"""Pixels from which the fields and the sources stand beside each other."""
_OUT = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class QuestionPane(QScrollArea):
    """Says what was answered and what was written beside it, each with the question's subject."""

    answered = Signal(str, object)
    remarked = Signal(str, str, object)
    """Subject, field of the remark, value."""
    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._question: Question | None = None
        self._fresh = True
        """Whether nothing was done yet to the question on show."""
        self.area: AnswerArea | None = None
        self._head, self._tally, self._text = QLabel(), QLabel(), QLabel(wordWrap=True)
        self._place = QVBoxLayout()
        self.form, self.offer = RecordForm(remark_fields.FIELDS), LinkOffer()
        self.voices = Voices()
        self.evidence: EvidenceStrip | None = None
        self._source = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._status = QLabel()
        self._fields: tuple[QWidget, ...] = ()
        self._lower, self._written = QBoxLayout(QBoxLayout.Direction.LeftToRight), QVBoxLayout()
        self._lay_out()
        self.form.edited.connect(self._edited)
        self._fields = tuple(self.form.editor(field.name) for field in remark_fields.FIELDS)
        for editor in self._fields:
            editor.installEventFilter(self)

    @property
    def question(self) -> Question | None:
        """The question on show."""
        return self._question

    def hold(self, strip: EvidenceStrip) -> None:
        """Keep the row of files below the fields, and let files be dropped anywhere here."""
        self.evidence = strip
        self._written.addWidget(strip)
        strip.take_drops_of(self)
        strip.left.connect(self.take_focus)

    def show_question(self, question: Question, desk: Answering) -> None:
        """Show another question."""
        self._question, self._fresh = question, True
        self._head.setText(f"{question.title}　{question.branch}")
        self._text.setText(question.entry.text)
        self._show_source(question)
        if self.area is not None:
            self.area.hide()
            self.area.deleteLater()
        self.area = area = AnswerArea(question.entry, locked=desk.locked)
        area.answered.connect(lambda given: self.answered.emit(question.subject, given))
        area.confirmed.connect(self.confirmed)
        area.moved.connect(self._reveal)
        self._place.addWidget(area)
        # A layout shows its new parts only when there is time; a key that was already pressed is for it.
        area.show()
        stops = [one for one in area.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for one, after in pairwise((*self.voices.stops(), *stops, *self._fields)):
            self.setTabOrder(one, after)
        self.form.set_read_only(desk.locked)
        self.show_state(desk)
        self.verticalScrollBar().setValue(0)

    def show_state(self, desk: Answering, standing: Standing | None = None) -> None:
        """Show what is on file about the question, and what others say of it."""
        question, dossier = self._question, desk.dossier
        if question is None or self.area is None or dossier is None:
            return
        subject = question.subject
        waits = subject in dossier.pending
        word = "待确认" if waits else CHOSEN
        self.area.show_given(desk.given(subject), word, again=desk.repeatable(subject))
        self.voices.show_heard(desk.heard(subject), dossier, subject)
        remark = desk.remark(subject)
        self.form.load(
            {"finding": remark.finding, "evidence": remark.evidence, "checked_on": remark.checked_on},
            record=(dossier.assessment.id, question.subject),
        )
        self.offer.show_said(dossier, question.subject, locked=not dossier.assessment.state.open)
        if self.evidence is not None:
            self.evidence.show_answer(dossier, subject)
        if standing is not None:
            self._tally.setText(_tally(question, standing))

    def settle(self) -> bool:
        """Say all that is typed; False where something on show must be mended first."""
        if self.area is None:
            return True
        return self.form.commit() and self.area.settle()

    def take_focus(self) -> None:
        """Out of any field, ready for figure keys."""
        if self.area is not None:
            self.area.take_focus()

    def write(self, name: str) -> None:
        """Put the cursor into the finding or the evidence."""
        self.form.focus(name)
        self._reveal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Inside a field Enter and Esc belong to the field; Esc, and Enter in a single line, leave it."""
        # A scroll area also watches its own body, whose keys are the window's.
        if watched not in self._fields or not isinstance(event, QKeyEvent) or event.key() not in _OUT:
            return bool(super().eventFilter(watched, event))
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        leaves = event.key() == Qt.Key.Key_Escape or watched is self.form.editor("checked_on")
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.type() == QEvent.Type.KeyPress and (leaves or held):
            self.take_focus()
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be too narrow."""
        super().resizeEvent(event)
        wide = self.viewport().width() >= _SIDE_BY_SIDE
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._lower.direction() != direction:
            self._lower.setDirection(direction)

    def _reveal(self) -> None:
        """Scroll to where the cursor is, once everything has its place."""
        QTimer.singleShot(0, self, self._scroll)

    def _scroll(self) -> None:
        field = self.window().focusWidget()
        if field is not None and self.isAncestorOf(field):
            if self._fresh and not self.voices.isHidden():
                self._fresh = False  # read first what others say; the next key shows where it goes
                self.ensureWidgetVisible(self.voices, 0, theme.GRID)
                return
            self.ensureWidgetVisible(field, 0, 2 * theme.GRID)

    def _edited(self, name: str, value: object) -> None:
        if self._question is not None:
            self.remarked.emit(self._question.subject, name, value)

    def _show_source(self, question: Question) -> None:
        entry = question.entry
        sureness.tell(self._status, entry.status)
        self._source.setText("\n".join(_source(question)))

    def _lay_out(self) -> None:
        theme.say(self._head, "soft")
        theme.say(self._text, "strong")
        theme.say(self._tally, "strong")
        for label in (self._text, self._source):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QHBoxLayout()
        head.addWidget(self._head, 1)
        head.addWidget(self._status)
        head.addWidget(self._tally)
        head.setSpacing(2 * theme.GRID)
        card = QFrame()
        card.setObjectName("card")
        inner = QVBoxLayout(card)
        inner.addWidget(self._source)
        inner.addStretch()
        self._lower.setSpacing(2 * theme.GRID)
        self._written.setSpacing(theme.GRID)
        self._written.addWidget(self.form)
        self._lower.addLayout(self._written, 3)
        self._lower.addWidget(card, 2)
        body = QWidget()
        body.setObjectName("scrolled")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, theme.GRID, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        for part in (head, self._place, self._lower):
            column.addLayout(part)
        column.insertWidget(1, self._text)
        column.insertWidget(2, self.voices)
        column.insertWidget(4, self.offer)
        column.addStretch()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(body)


def _tally(question: Question, standing: Standing) -> str:
    if isinstance(question.entry, Item) and "/" in standing.tally:
        got, full = standing.tally.split("/")
        return (
            f"得 {got} 分 / 满分 {full} 分" if standing.answered else f"{wording.UNANSWERED} / 满分 {full} 分"
        )
    return standing.tally if standing.answered else wording.UNANSWERED


def _source(question: Question) -> list[str]:
    entry = question.entry
    lines = []
    if isinstance(entry, Item):
        lines.append(f"计分方式：{wording_verdict.scoring(entry)}")
    if isinstance(entry, Veto):
        lines.append(f"后果：{entry.reason}")
    if isinstance(entry, Mendable):
        lines.append(f"核查方式：{wording_verdict.methods(entry.method)}")
        lines += ["所需资料：", *(f"  · {wanted}" for wanted in entry.evidence)]
    lines += ["依据：", *(f"  · {wording_verdict.basis(basis)}" for basis in entry.basis)]
    lines.append(f"  {wording.since(entry.in_force)}")
    return lines
