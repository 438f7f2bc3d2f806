"""The checklist of one round: where one is in it, what is answered, and the grade that comes of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.core import replies
from app.core.answers import Given
from app.core.dossier import Dossier
from app.core.standard import LineKind
from app.services import assessments, linked
from ui import settings, theme
from ui.answering import Answering
from ui.dialogs.why import WhyDialog
from ui.pages import assessment_questions as questions
from ui.pages.assessment_grade import GradeStrip
from ui.pages.assessment_head import HeadForm
from ui.pages.assessment_question import QuestionPane
from ui.pages.assessment_questions import Branch, Standing
from ui.pages.assessment_tree import HEAD, QuestionTree
from ui.session import Session
from ui.widgets.splitter import Splitter

_AT = settings.choice("assessment/at")
"""Round and question that were open last."""
_PAUSE = 200
"""Milliseconds on one question before it is remembered: writing settings is slower than walking on."""


class Sheet(QWidget):
    """Keeps the dossier it shows: an answer is saved, then replaced in it, and all is shown anew."""

    noted = Signal(str, str)
    """A word to the person: what, and what to do."""
    elsewhere = Signal(str)
    """Key of the page on which what is asked for stands."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.desk = Answering(session)
        self.subject = ""
        self._branches: tuple[Branch, ...] = ()
        self._standings: Mapping[str, Standing] = {}
        self._places: dict[str, str] = {}
        self._reasons: WhyDialog | None = None
        self.strip, self.tree, self.pane, self.head = GradeStrip(), QuestionTree(), QuestionPane(), HeadForm()
        self._stack = QStackedWidget()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._keep)
        self._lay_out()
        self._connect()

    @property
    def dossier(self) -> Dossier | None:
        """The round on show."""
        return self.desk.dossier

    @property
    def saving(self) -> bool:
        """Whether the write under way is the sheet's own, which it shows without reading it again."""
        return self.desk.saving

    @property
    def locked(self) -> bool:
        """Whether the round left the hands of those who answer and can only be looked at."""
        return self.desk.locked

    def show_dossier(self, dossier: Dossier, *, follow: bool) -> None:
        """Show a round; ``follow`` goes to the question that is another now, as after an undo."""
        before = self.dossier
        if before is None or before.standard is not dossier.standard or before.judged is not dossier.judged:
            self._branches = questions.branches(dossier.standard, dossier.judged)
            self.tree.load(self._branches)
        self.desk.show(dossier)
        self.head.show_head(dossier, locked=self.locked)
        same = before is not None and before.assessment.id == dossier.assessment.id
        if not same:
            self.subject = ""
            self.go(self._place(dossier.assessment.id), focus=self._has_focus())
        elif before is not None and before.assessment.state is not dossier.assessment.state:
            self.go(self.subject, focus=self._has_focus())
        elif before is not None and follow:
            self.go(replies.changed(before, dossier, self._standings) or self.subject)

    def clear(self) -> None:
        """Show no round."""
        self.desk.show(None)
        self.subject = ""

    def show_subject(self, subject: str) -> None:
        """Go to a question, to the first one of ``branch/…``, or to a line of 十有两禁 on its own page."""
        side, _, key = subject.partition("/")
        if side == "line" and not self._is_law(key):
            self.elsewhere.emit("ten_two")
        elif side == "line" and self.dossier is not None:
            self.go(next((f"check/{one.id}" for one in self.dossier.judged.points_of(key)), None))
        elif side == "branch":
            self.go(next((one.questions[0].subject for one in self._branches if one.key == key), None))
        else:
            self.go(subject)

    def go(self, subject: str | None, *, focus: bool = True) -> bool:
        """Show a question; False where what is typed on the present one must be mended first."""
        question = self.tree.question(subject or "")
        if self.dossier is None or not subject or (question is None and subject != HEAD):
            return False
        if subject != self.subject and not self.settle():
            self.tree.select(self.subject)
            return False
        self._remember(subject)
        self.tree.select(subject)
        self._stack.setCurrentWidget(self.head if question is None else self.pane)
        if question is not None:
            self.pane.show_question(question, self.desk)
            self.pane.show_state(self.desk, self._standings[subject])
        if focus:
            self.take_focus()
        return True

    def step(self, by: int) -> None:
        """The next question, or the one before; going on confirms an answer that was carried over."""
        if not self.settle():
            return
        if by > 0:
            self.desk.confirm_pending(self.subject)
        if not self.go(self.tree.beside(by)):
            self.noted.emit("已经是最后一项。" if by > 0 else "已经是第一项。", "按 U 转到下一个未作答项。")

    def go_open(self) -> None:
        """The next question without an answer."""
        wanted = self.tree.next_open()
        if wanted is None:
            self.noted.emit("各项均已作答。", "")
        else:
            self.go(wanted)

    def answer(self, subject: str, given: Given | None) -> None:
        """Answer a question: graded, on disk, shown."""
        self.desk.answer(subject, given)

    def accept_offer(self) -> None:
        """Record what the answer on show offers to the questions that ask the same fact."""
        dossier, offered = self.dossier, self.pane.offer.offered
        if dossier is None or not offered or self.subject == HEAD or not self.settle():
            return
        if self._session.do(linked.accept, dossier.assessment.id, self.subject) is not None:
            self.noted.emit(f"已按关联作答 {len(offered)} 项。", "按 Ctrl+Z 可以撤销。")

    def clear_answer(self) -> None:
        """Take the answer on show back."""
        question = self.pane.question
        if question is not None and self.subject != HEAD:
            self.answer(question.subject, None)

    def why(self) -> None:
        """Open the reasons."""
        if self.dossier is None or not self.settle():
            return
        if self._reasons is None:
            self._reasons = WhyDialog(self)
            self._reasons.jumped.connect(self.show_subject)
        self._reasons.show_verdict(self.dossier.verdict, self.dossier.answers)
        self._reasons.open_beside()

    def settle(self) -> bool:
        """Save what is typed; False where it must be mended first."""
        return self.head.form.commit() if self.subject == HEAD else self.pane.settle()

    def take_focus(self) -> None:
        """Out of any field, ready for figure keys, or to look through what can only be looked at."""
        if self.subject == HEAD or self.locked:
            self.tree.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.pane.take_focus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the cursor on to where answers are given."""
        super().focusInEvent(event)
        self.take_focus()

    def changeEvent(self, event: QEvent) -> None:
        """Tint the signs anew when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.dossier is not None:
            self.tree.redraw()

    def _show(self) -> None:
        dossier = self.dossier
        if dossier is None:
            return
        self._standings = questions.standings(dossier, self.desk.who, self.desk.rows, self._branches)
        self.strip.show_verdict(dossier.verdict)
        self.tree.show_standings(self._standings, questions.subtotals(dossier))
        if self.subject in self._standings:
            self.pane.show_state(self.desk, self._standings[self.subject])
        if self._reasons is not None and self._reasons.isVisible():
            self._reasons.show_verdict(dossier.verdict, dossier.answers)

    def _edit_head(self, name: str, value: object) -> None:
        if self.dossier is not None:
            self._session.do(assessments.edit, self.dossier.assessment.id, name, value)

    def _place(self, assessment: str) -> str:
        round_, _, subject = settings.read(_AT).partition(" ")
        wanted = self._places.get(assessment) or (subject if round_ == assessment else "")
        return wanted if wanted == HEAD or self.tree.question(wanted) else self.tree.first()

    def _remember(self, subject: str) -> None:
        self.subject = subject
        if self.dossier is not None:
            self._places[self.dossier.assessment.id] = subject
            self._pause.start()

    def _keep(self) -> None:
        if self.dossier is not None and self.subject:
            settings.write(_AT, f"{self.dossier.assessment.id} {self.subject}")

    def _has_focus(self) -> bool:
        """Whether the cursor is where answers are given, or nowhere in particular."""
        field = self.window().focusWidget()
        return field is None or not field.isVisible() or self.pane.isAncestorOf(field)

    def _is_law(self, key: str) -> bool:
        lines = self.dossier.judged.lines if self.dossier else ()
        return any(line.id == key and line.kind is LineKind.LAW for line in lines)

    def _lay_out(self) -> None:
        for part in (self.pane, self.head):
            self._stack.addWidget(part)
        self.tree.setMinimumWidth(264)
        self._stack.setMinimumWidth(320)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.strip)
        column.addWidget(Splitter("assessment", self.tree, self._stack, shares=(3, 8)), 1)

    def _connect(self) -> None:
        self.tree.chosen.connect(lambda subject: self.go(subject, focus=False))
        self.tree.search_left.connect(self.take_focus)
        self.pane.answered.connect(self.answer)
        self.pane.remarked.connect(self.desk.write)
        self.pane.voices.serve(self.desk, lambda: self.subject)
        self.pane.voices.left.connect(self.take_focus)
        self.desk.shown.connect(self._show)
        self.pane.confirmed.connect(lambda: self.step(1))
        self.pane.offer.accepted.connect(self.accept_offer)
        self.pane.offer.elsewhere.connect(self.elsewhere)
        self.head.edited.connect(self._edit_head)
        self.strip.why.connect(self.why)
