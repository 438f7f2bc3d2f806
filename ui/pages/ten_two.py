"""十有两禁: the twelve lines of a park's round, checkpoint by checkpoint, all by keyboard."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout

from app import wording_round
from app.services import dossiers
from app.wording_round import name as round_name
from ui import theme
from ui.commands import Command
from ui.empty import Empty, EmptyState
from ui.page import Page
from ui.pages.ten_two_sheet import Sheet
from ui.session import Session
from ui.tasks import Tasks
from ui.widgets import editions
from ui.widgets.evidence_strip import EvidenceStrip
from ui.widgets.round_choice import RoundChoice


class TenTwoPage(Page):
    """Chooses park and round; the sheet below does the rest."""

    title = "十有两禁"

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__(session, tasks)
        self.choice = RoundChoice(session)
        self.sheet = Sheet(session)
        self.nothing = EmptyState(Empty(""))
        self.banner, self._closed = QFrame(), QLabel(wordWrap=True)
        self._stack = QStackedWidget()
        self.evidence = EvidenceStrip(session, tasks)
        self.evidence.said.connect(self.said)
        self.sheet.pane.hold(self.evidence)
        self._lay_out()
        self.sheet.noted.connect(self.say)
        self.sheet.elsewhere.connect(self.wanted)
        for key in ("0", "Enter"):
            run = partial(self.sheet.press, key) if key == "0" else partial(self.sheet.step, 1)
            QShortcut(QKeySequence(key), self, run).setAutoRepeat(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin in the matrix; a focus proxy would take all that stands above it out of reach of Tab."""
        super().focusInEvent(event)
        self.sheet.matrix.setFocus(event.reason())

    def breadcrumb(self) -> tuple[str, ...]:
        """The park and the round."""
        park, found = self.choice.park, self.choice.round
        names = (park.county, park.name) if park else ()
        return tuple(filter(None, (*names, round_name(found) if found else "")))

    def edition(self) -> str:
        """The editions of the lines and of the grade."""
        dossier = self.sheet.dossier
        return editions.line(dossier.judged, dossier.standard) if dossier else ""

    def commands(self) -> tuple[Command, ...]:
        """The way through what is still open."""
        return (
            Command("下一个未核查", self.sheet.go_open, "U", icon="check", when=self._has_round),
            Command("整治方案", self._to_plan, icon="plan", when=self._has_round),
        )

    def more_commands(self) -> tuple[Command, ...]:
        """Marking, walking, writing, finding."""
        return (
            Command("满足", self._met, "1", when=self._has_round),
            Command("部分满足", self._partial, "2", when=self._has_round),
            Command("不满足", self._unmet, "3", when=self._has_round),
            Command("不适用", self._not_applicable, "N", "也可按 0，须写明理由", when=self._has_round),
            Command("取消核查结果", self.sheet.clear_answer, "Delete", when=self._has_round),
            Command("下一个检查点", self._next, "Return", "方向键也可移动", when=self._has_round),
            Command("上一个检查点", self._back, "Shift+Return", when=self._has_round),
            Command("采用对照的作答，或确认沿用", self.sheet.equal, "=", when=self._has_round),
            Command("认可这一项", self.sheet.accept, "A", "审核已提交的一轮", when=self._has_round),
            Command("退回这一项", self.sheet.pane.voices.ask, "R", "写明原因", when=self._has_round),
            Command("写存在问题", self._finding, "F", when=self._has_round),
            Command("写核查佐证", self._evidence, "E", "按 Esc 离开文字框", when=self._has_round),
            Command(
                "按关联作答",
                self.sheet.accept_offer,
                "L",
                "把结论和佐证记到问同一件事的评估项",
                when=self._has_round,
            ),
            *self.evidence.commands(),
            Command("查找检查点", self.sheet.focus_search, "Ctrl+F", when=self._has_round),
        )

    def refresh(self, change: object | None) -> None:
        """Read the round again."""
        touched = {row.table for row in getattr(change, "rows", ())}
        if not self.choice.refresh(ledger=change is None or "park" in touched):
            return
        head = self.choice.round
        dossier = self.session.ask(dossiers.gather, head.id, date.today()) if head else None
        if dossier is None or dossier.verdict.low.ten_two is None:
            self._show_nothing()
            return
        said = wording_round.standing(dossier)
        self._closed.setText(said)
        self.banner.setVisible(bool(said))
        self.banner.setProperty("kind", "warn" if dossier.assessment.state.open else "info")
        self.banner.style().unpolish(self.banner)
        self.banner.style().polish(self.banner)
        self._stack.setCurrentWidget(self.sheet)
        for part in (self.choice, self.sheet.search):
            part.show()
        self.sheet.show_dossier(dossier, follow=getattr(change, "kind", "do") != "do")

    def show_subject(self, subject: str) -> None:
        """Go to a checkpoint, such as ``check/Y01-1``."""
        self.sheet.matrix.go(subject.partition("/")[2])

    def _changed(self, change: object) -> None:
        # The sheet shows its own write faster than by reading all again.
        if not self.sheet.saving:
            super()._changed(change)

    def _show_nothing(self) -> None:
        self.sheet.clear()
        self.banner.hide()
        self.sheet.search.hide()
        self.choice.setVisible(self.choice.park is not None)
        self.nothing.show_empty(self._empty())
        self._stack.setCurrentWidget(self.nothing)

    def _empty(self) -> Empty:
        park, head = self.choice.park, self.choice.round
        if park is None:
            return Empty(
                "台账里还没有园区。先登记园区，再新建评估。", "去“园区”页", partial(self.wanted.emit, "parks")
            )
        if head is None:
            text = f"{park.name}还没有评估。新建一轮评估后，在这里逐个核查“十有两禁”的检查点。"
            return Empty(text, "去“评估”页", partial(self.wanted.emit, "assessment"))
        return Empty(
            f"{round_name(head)}所用的标准包没有十有两禁检查点。请新建评估并选用含十有两禁的标准包。"
        )

    def _lay_out(self) -> None:
        self.banner.setObjectName("message")
        self.banner.setProperty("kind", "info")
        self.banner.hide()
        lead = QPushButton("去“评估”页")
        lead.clicked.connect(lambda _on=False: self.wanted.emit("assessment"))
        row = QHBoxLayout(self.banner)
        row.setContentsMargins(2 * theme.GRID, 4, theme.GRID, 4)
        row.addWidget(self._closed, 1)
        row.addWidget(lead)
        self._stack.addWidget(self.sheet)
        self._stack.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        top = QHBoxLayout()
        top.setSpacing(2 * theme.GRID)
        top.addWidget(self.choice, 3)
        top.addWidget(self.sheet.search, 1)
        column.addLayout(top)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)

    def _has_round(self) -> bool:
        return self.sheet.dossier is not None

    def _to_plan(self) -> None:
        self.wanted.emit("plan")

    def _met(self) -> None:
        self.sheet.press("1")

    def _partial(self) -> None:
        self.sheet.press("2")

    def _unmet(self) -> None:
        self.sheet.press("3")

    def _not_applicable(self) -> None:
        self.sheet.press("N")

    def _next(self) -> None:
        self.sheet.step(1)

    def _back(self) -> None:
        self.sheet.step(-1)

    def _finding(self) -> None:
        self.sheet.pane.write("finding")

    def _evidence(self) -> None:
        self.sheet.pane.write("evidence")
