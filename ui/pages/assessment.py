"""评估: a park's rounds, the checklist of the chosen one, and how a round begins and ends."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.core.dossier import AssessmentState
from app.errors import UserError
from app.services import assessments, dossiers, standards
from app.wording_round import name as round_name
from ui import icons, theme
from ui.commands import Command
from ui.dialogs import move_edition
from ui.dialogs.new_assessment import NewAssessment, Wanted
from ui.empty import Empty, EmptyState
from ui.page import Page
from ui.pages import assessment_keys as keys
from ui.pages.assessment_round import RoundBanner
from ui.pages.assessment_sheet import Sheet
from ui.pages.assessment_turns import Turns
from ui.session import Session
from ui.tasks import Tasks
from ui.widgets import editions
from ui.widgets.evidence_strip import EvidenceStrip
from ui.widgets.round_choice import RoundChoice


class AssessmentPage(Page):
    """Chooses park and round; the sheet below does the rest."""

    title = "评估"

    def __init__(self, session: Session, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(session, tasks, parent)
        self.choice, self.banner, self.sheet = RoundChoice(session), RoundBanner(), Sheet(session)
        self.turns = Turns(self, self.sheet, self.banner)
        self.another = QPushButton(icons.icon("add"), "新建评估")
        self.nothing = EmptyState(Empty(""))
        self.evidence = EvidenceStrip(session, tasks)
        self.sheet.pane.hold(self.evidence)
        self._lay_out()
        self._connect()

    def breadcrumb(self) -> tuple[str, ...]:
        """County, park, round."""
        park, dossier = self.choice.park, self.sheet.dossier
        names = (park.county, park.name) if park else ()
        return tuple(filter(None, (*names, round_name(dossier.assessment) if dossier else "")))

    def edition(self) -> str:
        """Where the grade on show comes from."""
        dossier = self.sheet.dossier
        return editions.line(dossier.verdict.standard, dossier.verdict.companion) if dossier else ""

    def commands(self) -> tuple[Command, ...]:
        """What one most likely wants next."""
        dossier = self.sheet.dossier
        if dossier is None:
            return ()
        why = Command("为什么", self.sheet.why, "W", "等级的理由，和改一项会怎样", "why")
        turns = self.turns.commands(dossier.assessment)
        if self.sheet.locked:
            return (*turns, why)
        return (Command("下一个未作答", self.sheet.go_open, "U", icon="assessment"), why, *turns)

    def more_commands(self) -> tuple[Command, ...]:
        """Everything else, by keyboard."""
        begin = Command("新建评估", self.begin, "Ctrl+N", menu="文件", when=self._has_park)
        dossier = self.sheet.dossier
        if dossier is None:
            return (begin,)
        remove = Command("删除草稿", self.remove, menu="编辑", when=self._is_draft)
        choose = Command("选择园区", partial(self.choice.open, self.choice.parks), "Ctrl+G")
        turn = Command("选择评估轮次", partial(self.choice.open, self.choice.rounds), "Ctrl+R")
        return (
            *keys.walking(self.sheet),
            *self.evidence.commands(),
            *self.turns.more_commands(dossier.assessment),
            *move_edition.commands(self.session, self, self.say, dossier),
            choose,
            turn,
            begin,
            remove,
        )

    def refresh(self, change: object | None) -> None:
        """Read the round again, after a write from elsewhere, an undo, or another choice."""
        touched = {row.table for row in getattr(change, "rows", ())}
        if not self.choice.refresh(ledger=change is None or "park" in touched):
            return
        wanted = self.session.assessment
        found = self.session.ask(dossiers.gather, wanted, date.today()) if wanted else None
        if found is None:
            self._show_nothing()
            return
        self._bar.show()
        self._stack.setCurrentWidget(self.sheet)
        self.banner.show_round(found)
        self.sheet.show_dossier(found, follow=getattr(change, "kind", "do") != "do")

    def show_subject(self, subject: str) -> None:
        """Go to ``item/G01``, ``gate/…``, ``veto/…``, ``check/…``, ``branch/…`` or ``line/…``."""
        self.sheet.show_subject(subject)

    def begin(self) -> None:
        """Ask for the kind, year and edition of another round."""
        park = self.choice.park
        if park is None:
            return
        offered = [one.standard for one in standards.offered().values() if one.standard.items]
        dialog = NewAssessment(park.name, offered, self.choice.every, date.today().year, self)
        dialog.wanted.connect(partial(self._begin, park.id))
        dialog.open()

    def remove(self) -> None:
        """Delete the draft on show; it can be undone instead of being asked about."""
        dossier = self.sheet.dossier
        if dossier is None:
            return
        gone = self.session.do(assessments.remove, dossier.assessment.id)
        if gone is not None:
            back = Command("撤销删除", self.session.undo)
            self.say(f"已删除{round_name(dossier.assessment)}及其作答。", action=back)

    def _begin(self, park_id: str, wanted: Wanted) -> None:
        try:
            head = assessments.fresh(
                park_id, wanted.kind, wanted.year, date.today(), wanted.edition, based_on=wanted.beside
            )
        except UserError as error:
            self.session.failed.emit(error)
            return
        if self.session.do(assessments.begin, head):
            self.session.select(park_id, head.id)
            self.sheet.take_focus()

    def _changed(self, change: object) -> None:
        # The sheet shows its own write faster than by reading all again; the head of the page stays as it is.
        if not self.sheet.saving:
            super()._changed(change)

    def _is_draft(self) -> bool:
        dossier = self.sheet.dossier
        return dossier is not None and dossier.assessment.state is AssessmentState.DRAFT

    def _has_park(self) -> bool:
        return self.choice.park is not None

    def _show_nothing(self) -> None:
        self.sheet.clear()
        park = self.choice.park
        if park is None:
            text = "台账里还没有园区。先登记园区，再为它新建评估。"
            self.nothing.show_empty(Empty(text, "去“园区”页", lambda: self.wanted.emit("parks")))
        else:
            text = f"{park.name}还没有评估。新建一轮，就可以逐项作答，等级随时可见。"
            self.nothing.show_empty(Empty(text, "新建评估", self.begin))
        self._bar.setVisible(park is not None)
        self.banner.hide()
        self._stack.setCurrentWidget(self.nothing)

    def _lay_out(self) -> None:
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self.choice, 1)
        row.addWidget(self.another)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sheet)
        self._stack.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self._bar)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.choice.chosen.connect(self.sheet.take_focus)
        self.another.clicked.connect(lambda _on=False: self.begin())
        self.sheet.noted.connect(self.say)
        self.sheet.elsewhere.connect(self.wanted)
        self.evidence.said.connect(self.said)
        self.setFocusProxy(self.sheet)
        for number in (0, *range(2, 10)):
            self._figure(str(number), number)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_Enter), self, lambda: self.sheet.step(1))
        shortcut.setAutoRepeat(False)

    def _figure(self, key: str, number: int) -> None:
        shortcut = QShortcut(QKeySequence(key), self, partial(keys.figure, self.sheet, number))
        shortcut.setAutoRepeat(False)
