"""One round's dossier on screen, kept in step with what is on disk: each write is saved, then shown by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QObject, Signal

from app import wording_voices
from app.core import asked, replies
from app.core.answers import Given
from app.core.compare import Row
from app.core.dossier import Dossier, Opinion, OpinionState, Remark
from app.errors import UserError
from app.services import answering, opinions
from app.wording_voices import Heard
from ui.session import Session


class Answering(QObject):
    """Pages give it what a person did to a question; ``shown`` says that all of it must be shown again."""

    shown = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.dossier: Dossier | None = None
        self.rows: Mapping[str, Row] = {}
        """The round it is made beside, question by question."""
        self.saving = False
        """Whether the write under way is its own, which is shown without reading all again."""

    @property
    def who(self) -> str:
        """The person at work."""
        return self._session.who

    @property
    def locked(self) -> bool:
        """Whether the round left the hands of those who answer and can only be looked at."""
        return self.dossier is not None and not self.dossier.assessment.state.open

    def show(self, dossier: Dossier | None) -> None:
        """Take a dossier as it now is."""
        self.dossier = dossier
        self.rows = replies.beside(dossier, self.who) if dossier is not None else {}
        if dossier is not None:
            self.shown.emit()

    def given(self, subject: str) -> Given | None:
        """What is chosen for who is at work: an answer, or what was carried over and waits."""
        if self.dossier is None:
            return None
        chosen = asked.given(replies.own(self.dossier, self.who), subject)
        return self.dossier.pending.get(subject) if chosen is None else chosen

    def remark(self, subject: str) -> Remark:
        """What stands in the fields for who is at work."""
        return replies.own_remark(self.dossier, self.who, subject) if self.dossier else Remark()

    def returned(self, subject: str) -> bool:
        """Whether the reviewer returned an answer and nobody dealt with it yet."""
        said = self.dossier.opinions.get(subject) if self.dossier else None
        return said is not None and said.state is OpinionState.RETURNED

    def repeatable(self, subject: str) -> bool:
        """Whether what is chosen may be given again: it was carried over or returned, or the leader settles by it."""
        dossier = self.dossier
        if dossier is None:
            return False
        waits = subject in dossier.pending or self.returned(subject)
        return waits or replies.to_settle(dossier, self.who, subject)

    def heard(self, subject: str) -> Heard:
        """What others say of a question."""
        return wording_voices.heard(self.dossier, self.who, subject, self.rows) if self.dossier else Heard()

    def answer(self, subject: str, given: Given | None) -> None:
        """Answer a question (None: take it back): graded, on disk, shown."""
        dossier = self.dossier
        if dossier is None or self.locked:
            return
        after = self._reckoned(lambda: replies.answered(dossier, self.who, subject, given))
        self._write(after, answering.answer, dossier.assessment.id, subject, given)

    def write(self, subject: str, name: str, value: object) -> None:
        """Write a field of the remark."""
        dossier = self.dossier
        if dossier is None:
            return
        after = self._reckoned(lambda: replies.remarked(dossier, self.who, subject, {name: value}))
        self._write(after, answering.remark, dossier.assessment.id, subject, **{name: value})

    def confirm_pending(self, subject: str) -> None:
        """Let an answer that was carried over stand."""
        dossier = self.dossier
        if dossier is None or self.locked or subject not in dossier.pending:
            return
        carried = dossier.pending[subject]
        after = self._reckoned(lambda: replies.answered(dossier, self.who, subject, carried))
        self._write(after, answering.confirm_pending, dossier.assessment.id, subject)

    def equal(self, subject: str) -> None:
        """Take over what is there already: what waits to be confirmed, else what the round beside says."""
        dossier, row = self.dossier, self.rows.get(subject)
        if dossier is None or self.locked:
            return
        if subject in dossier.pending:
            self.confirm_pending(subject)
        elif row is None or row.left is None or wording_voices.refusal(row):
            what = wording_voices.refusal(row) if row else "这一轮没有对照的评估。"
            self._session.failed.emit(UserError(what, "请按本轮的标准包自行选择。"))
        elif self.repeatable(subject) or self.given(subject) != row.left.given:
            self.answer(subject, row.left.given)

    def keep(self, subject: str) -> None:
        """Leave a returned answer as it is: looked at again."""
        dossier = self.dossier
        if dossier is not None and not self.locked:
            after = replies.looked_again(dossier, subject)
            self._write(after, opinions.keep, dossier.assessment.id, subject)

    def accept(self, subject: str) -> None:
        """The reviewer accepts an answer; once more takes it back."""
        said = self.dossier.opinions.get(subject) if self.dossier else None
        if said is not None and said.state is OpinionState.ACCEPTED:
            self.withdraw(subject)
        else:
            self._judge(subject, OpinionState.ACCEPTED, "", opinions.accept)

    def send_back(self, subject: str, reason: str) -> None:
        """The reviewer returns an answer, with a reason."""
        self._judge(subject, OpinionState.RETURNED, reason, opinions.send_back, reason)

    def withdraw(self, subject: str) -> None:
        """The reviewer takes back what was said of an answer."""
        dossier = self.dossier
        if dossier is not None:
            after = replies.judged(dossier, subject, None)
            self._write(after, opinions.withdraw, dossier.assessment.id, subject)

    def _judge(
        self, subject: str, state: OpinionState, reason: str, service: Callable[..., object], *more: str
    ) -> None:
        dossier, today = self.dossier, date.today()
        if dossier is not None:
            after = replies.judged(dossier, subject, Opinion(state, reason.strip(), self.who, today))
            self._write(after, service, dossier.assessment.id, subject, *more, today)

    def _reckoned(self, make: Callable[[], Dossier]) -> Dossier | None:
        """What ``make`` makes of the dossier; None where that cannot be, which was told."""
        try:
            return make()
        except UserError as error:
            self._session.failed.emit(error)
            self.show(self.dossier)
            return None

    def _write(
        self, after: Dossier | None, service: Callable[..., object], *given: object, **changes: object
    ) -> None:
        """Save, then show ``after``; where it could not be saved, what stood there before; None saves nothing."""
        if after is None:
            return
        self.saving = True
        try:
            saved = self._session.do(service, *given, **changes) is not None
        finally:
            self.saving = False
        # What was refused may have been read anew meanwhile: that stays.
        self.show(after if saved else self.dossier)
