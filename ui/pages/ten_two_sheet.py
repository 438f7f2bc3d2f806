"""十有两禁 of one round: the head, the matrix and the checkpoint on show, kept in step with what is on disk."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QVBoxLayout, QWidget

from app.core import replies
from app.core.answers import Check
from app.core.dossier import Dossier
from app.core.ten_two import TenTwo
from app.services import linked
from ui import icons, matching, settings, theme
from ui.answering import Answering
from ui.pages import ten_two_texts as texts
from ui.pages.ten_two_matrix import Matrix
from ui.pages.ten_two_pane import CheckPane, Shown
from ui.session import Session
from ui.widgets.answer_area import CHOSEN
from ui.widgets.answer_entry import AnswerLine
from ui.widgets.splitter import Splitter

_AT = settings.choice("ten_two/at")
_WIDE = 860
_LEGEND = "✓ 满足　◐ 部分满足　✗ 不满足　— 不适用　· 未核查　◤ 必备"


class Head(QFrame):
    """How far the lines are, and what that means for grade D."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.tally, self.conclusion = QLabel(wordWrap=True), QLabel()
        self.counting = QLabel(wordWrap=True)
        theme.say(self.tally, "strong")
        theme.say(self.conclusion, "soft")
        self._first = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._first.addWidget(self.tally, 1)
        self._first.addWidget(self.conclusion)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 10, 4)
        column.setSpacing(1)
        column.addLayout(self._first)
        column.addWidget(self.counting)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One below the other where they would not fit beside each other."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self._first.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def show_found(self, dossier: Dossier, found: TenTwo) -> None:
        """Say how things stand."""
        self.tally.setText("　　".join((texts.tally(found), texts.haves(found), texts.seen(found))))
        said, role = texts.counting(found)
        self.counting.setText(said)
        if self.counting.property("role") != role:
            theme.say(self.counting, role)
        self.conclusion.setText(texts.conclusion(dossier))


class Sheet(QWidget):
    """Keeps the dossier it shows: a finding is saved, then replaced in it, and judged again."""

    noted = Signal(str, str)
    """A word to the person: what, and what to do."""
    elsewhere = Signal(str)
    """The page, and the question on it, that one wants to look at."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.desk = Answering(session)
        self._words: dict[str, str] = {}
        self.head, self.matrix, self.pane = Head(), Matrix(), CheckPane()
        self.search = AnswerLine(placeholderText="查找检查点（Ctrl+F）", clearButtonEnabled=True)
        self.search.setAccessibleName("查找检查点")
        self._legend = QLabel(_LEGEND)
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

    @property
    def current(self) -> str:
        """Id of the checkpoint one is at."""
        point = self.matrix.current()
        return point.id if point else ""

    @property
    def subject(self) -> str:
        """The same as the services know it."""
        return f"check/{self.current}"

    def show_dossier(self, dossier: Dossier, *, follow: bool) -> None:
        """Show a round; ``follow`` goes to the checkpoint that is another now, as after an undo."""
        before = self.dossier
        if before is None or before.judged is not dossier.judged:
            self.matrix.load(dossier.judged)
            self._words = {point.id: texts.haystack(point) for point in dossier.judged.checkpoints}
        self.desk.show(dossier)
        same = before is not None and before.assessment.id == dossier.assessment.id
        if not self.current:
            kept = settings.read(_AT)
            self.matrix.go(kept) or self.matrix.go(next(iter(self.matrix.grid.places), ""))
        elif same and follow and before is not None:
            subjects = (f"check/{point.id}" for point in dossier.judged.checkpoints)
            other = replies.changed(before, dossier, subjects)
            self.matrix.go(other.partition("/")[2] if other else self.current)
        self._show_point()

    def clear(self) -> None:
        """Show no round."""
        self.desk.show(None)

    def answer(self, key: str, check: Check | None) -> None:
        """Mark a checkpoint (None: take the mark back): on disk, judged, shown."""
        self.desk.answer(f"check/{key}", check)

    def clear_answer(self) -> None:
        """Take the mark of the checkpoint on show back."""
        if self._open():
            self.answer(self.current, None)

    def accept_offer(self) -> None:
        """Record what the checkpoint on show offers to the questions that ask the same fact."""
        dossier, offered = self.dossier, self.pane.offer.offered
        if dossier is None or not offered or not self.pane.settle():
            return
        if self._session.do(linked.accept, dossier.assessment.id, f"check/{self.current}") is not None:
            self.noted.emit(f"已按关联作答 {len(offered)} 项。", "按 Ctrl+Z 可以撤销。")

    def press(self, key: str) -> None:
        """The key of a state."""
        if self._open():
            self.pane.press(key)

    def equal(self) -> None:
        """Take over what is there already: the round beside, or what was carried over."""
        if self._open():
            self.desk.equal(self.subject)

    def accept(self) -> None:
        """The reviewer accepts the mark on show."""
        if self.pane.shown is not None:
            self.desk.accept(self.subject)

    def step(self, by: int) -> None:
        """The next checkpoint, or the one before; going on confirms a mark that was carried over."""
        if not self.pane.settle():
            return
        if by > 0:
            self.desk.confirm_pending(self.subject)
        wanted = self.matrix.beside(by)
        if wanted is None:
            self.noted.emit("已经是最后一个检查点。" if by > 0 else "已经是第一个检查点。", "")
        else:
            self.matrix.go(wanted)
            self.take_focus()

    def go_open(self) -> None:
        """The next checkpoint that nobody looked at."""
        if not self.pane.settle():
            return
        wanted = self.matrix.next_open()
        if wanted is None:
            self.noted.emit("各检查点均已核查。", "")
        else:
            self.matrix.go(wanted)
            self.take_focus()

    def take_focus(self) -> None:
        """Back to the matrix."""
        self.matrix.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Into the search line."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _open(self) -> bool:
        """Whether marks can be changed; says so where not."""
        if self.locked:
            self.noted.emit("本轮已结束，核查结果不能修改。", "确需修改，请在“评估”页退回并写明原因。")
        return not self.locked

    def _show(self) -> None:
        dossier = self.dossier
        found = dossier.verdict.low.ten_two if dossier is not None else None
        if dossier is None or found is None:
            return
        self.head.show_found(dossier, found)
        checks = replies.own(dossier, self.desk.who).checks
        signs = texts.signs(dossier, self.desk.rows)
        self.matrix.grid.show_found(found, checks, signs)
        self._legend.setText(_LEGEND + texts.legend(signs))
        self._show_point()

    def _show_point(self) -> None:
        point, dossier = self.matrix.current(), self.dossier
        if point is None or dossier is None:
            return
        line = next(line for line in dossier.judged.lines if line.id == point.line)
        subject = self.subject
        given, waits = self.desk.given(subject), subject in dossier.pending
        shown = Shown(
            dossier.assessment.id,
            line,
            point,
            given if isinstance(given, Check) else None,
            self.desk.remark(subject),
            self.locked,
            "待确认" if waits else CHOSEN,
            self.desk.repeatable(subject),
        )
        self.pane.show_point(shown)
        self.pane.voices.show_heard(self.desk.heard(subject), dossier, subject)
        self.pane.offer.show_said(dossier, f"check/{point.id}", locked=self.locked)
        if self.pane.evidence is not None:
            self.pane.evidence.show_answer(dossier, f"check/{point.id}")

    def _go(self, key: str) -> None:
        shown = self.pane.shown
        if shown is not None and shown.point.id != key and not self.pane.settle():
            self.matrix.go(shown.point.id)
            return
        settings.write(_AT, key)
        self._show_point()

    def _seek(self, query: str) -> None:
        words = query.strip()
        found = [key for key, text in self._words.items() if matching.found(words, text)] if words else None
        self.matrix.grid.seek(None if found is None else frozenset(found))
        if found and self.current not in found:
            self.matrix.go(found[0])

    def _found(self) -> None:
        """Enter in the search line: on to the next that was found."""
        sought = self.matrix.grid.sought
        order = [key for key in self.matrix.grid.places if sought and key in sought]
        if not order:
            self.noted.emit(f"没有找到“{self.search.text().strip()}”。", "请换一个词，或用拼音首字母。")
            return
        at = order.index(self.current) + 1 if self.current in order else 0
        self.matrix.go(order[at % len(order)])

    def _leave_search(self) -> None:
        self.search.clear()
        self.take_focus()

    def _lay_out(self) -> None:
        theme.say(self._legend, "small")
        self.search.addAction(icons.icon("search"), AnswerLine.ActionPosition.LeadingPosition)
        left = QWidget()
        below = QVBoxLayout(left)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(4)
        below.addWidget(self.matrix, 1)
        below.addWidget(self._legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.head)
        column.addWidget(Splitter("ten_two", left, self.pane, shares=(9, 4)), 1)
        self.pane.setMinimumWidth(284)
        left.setMinimumWidth(402)

    def _connect(self) -> None:
        self.matrix.chosen.connect(self._go)
        self.pane.answered.connect(self.answer)
        self.pane.remarked.connect(lambda key, name, value: self.desk.write(f"check/{key}", name, value))
        self.pane.voices.serve(self.desk, lambda: self.subject)
        self.pane.voices.left.connect(self.take_focus)
        self.desk.shown.connect(self._show)
        self.pane.left.connect(self.take_focus)
        self.pane.offer.accepted.connect(self.accept_offer)
        self.pane.offer.elsewhere.connect(self.elsewhere)
        self.search.textChanged.connect(self._seek)
        self.search.confirmed.connect(self._found)
        self.search.abandoned.connect(self._leave_search)
