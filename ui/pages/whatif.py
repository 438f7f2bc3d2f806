"""推演: what would become of a round if some answers were others, and the shortest way to grade D."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QTabWidget, QVBoxLayout, QWidget

from app import wording_round, wording_whatif
from app.core import whatif
from app.core.whatif import Changes
from app.services import dossiers
from ui import theme
from ui.commands import Command
from ui.dialogs.why import WhyDialog
from ui.empty import Empty, EmptyState
from ui.page import Page
from ui.pages import whatif_keys
from ui.pages.whatif_bench import Bench
from ui.pages.whatif_board import Board
from ui.pages.whatif_choice import NameLine, ScenarioChoice
from ui.pages.whatif_lines import Show
from ui.pages.whatif_preview import Preview
from ui.pages.whatif_scenarios import Scenarios
from ui.pages.whatif_sheet import TrySheet
from ui.pages.whatif_shortest import ShortestTab
from ui.pages.whatif_strip import Strip
from ui.session import Session
from ui.tasks import Tasks
from ui.widgets import editions
from ui.widgets.round_choice import RoundChoice

_HIGH = 440
"""Pixels of height from which there is room for everything."""


class WhatifPage(Page):
    """A round, a scenario beside it, and three ways to look at it; the record is never touched."""

    title = "推演"

    def __init__(self, session: Session, tasks: Tasks, clock: Callable[[], date] = date.today) -> None:
        super().__init__(session, tasks)
        self._clock = clock
        self._reasons: WhyDialog | None = None
        self.bench = Bench(session)
        self.choice, self.scenarios = RoundChoice(session), ScenarioChoice(self.bench)
        self.naming, self.strip = NameLine(self.bench), Strip()
        self.sheet, self.compared = TrySheet(), Scenarios()
        self.shortest = ShortestTab(tasks, clock)
        self.preview = Preview(session, clock)
        self.tabs = QTabWidget(documentMode=True)
        self._nothing = EmptyState(Empty(""))
        self._can = (False, False, False)
        self._scenario_keys = whatif_keys.of_scenario(self.bench, self.naming)
        self._keys = (*whatif_keys.of_sheet(self.sheet), *self._scenario_keys[1:], *self._own_keys())
        self._lay_out()
        self._connect()

    @property
    def board(self) -> Board | None:
        """What is on show."""
        return self.bench.board

    def breadcrumb(self) -> tuple[str, ...]:
        """County, park, round."""
        if self.board is None:
            return ()
        park, head = self.board.dossier.park, self.board.dossier.assessment
        return tuple(filter(None, (park.county, park.name, wording_round.name(head))))

    def edition(self) -> str:
        """Where the grades on show come from."""
        found = self.board.outcome.before if self.board else None
        return editions.line(found.standard, found.companion) if found else ""

    def commands(self) -> tuple[Command, ...]:
        """What one most likely wants next."""
        if self.board is None:
            return ()
        works = self.bench.has_works
        return (
            Command("转为整治方案", self.propose, "Ctrl+P", "先预览，再采纳", "plan", when=works),
            self._scenario_keys[0],
        )

    def more_commands(self) -> tuple[Command, ...]:
        """Everything else, by keyboard."""
        return self._keys if self.board is not None else ()

    def settle(self) -> bool:
        """Save what is typed."""
        return self.board is None or self.sheet.pane.settle()

    def refresh(self, change: object | None) -> None:
        """Read the round and its scenarios again."""
        touched = {row.table for row in getattr(change, "rows", ())}
        if not self.choice.refresh(ledger=change is None or "park" in touched):
            return
        wanted = self.session.assessment
        found = self.session.ask(dossiers.gather, wanted, self._clock()) if wanted else None
        if found is None:
            self.bench.load(None)
            self._show_nothing()
            return
        if self.board is None or self.board.round_id != found.assessment.id:
            self.show_tabs()
            self.naming.fold()
        self._bar.show()
        self._outer.setCurrentIndex(0)
        self.bench.load(found)

    def show_subject(self, subject: str) -> None:
        """Go to a question on the sheet."""
        if self.board is not None and subject in self.board.questions:
            self.tabs.setCurrentWidget(self.sheet)
            self.sheet.show_subject(subject)

    def propose(self) -> None:
        """Show what the scenario would become in the plan."""
        if self.board is not None and self.settle():
            self._inner.setCurrentIndex(1)
            self.preview.show_board(self.board)
            self.preview.take_focus()

    def show_tabs(self) -> None:
        """Back from the preview."""
        self._inner.setCurrentIndex(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen the tabs that are not about one scenario have the room of its strip."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        self.strip.setVisible(self.tabs.currentWidget() is self.sheet or self.height() >= _HIGH)

    def _changed(self, change: object) -> None:
        # The bench shows its own write faster than by reading all again; the head of the page stays as it is.
        if not self.bench.saving:
            super()._changed(change)

    def _show(self, board: Board) -> None:
        self.scenarios.show_board(board)
        self.strip.show_board(board)
        if self._inner.currentIndex() == 1:
            self.preview.show_board(board)
        self._show_tab()
        can = (board.scenario is not None, self.bench.has_changes(), self.bench.has_works())
        if can != self._can:
            self._can = can
            self.header_changed.emit()
        if self._reasons is not None and self._reasons.isVisible():
            self._tell_reasons(board)

    def _show_tab(self) -> None:
        """Only the tab in front is reckoned; the others when they come to the front."""
        board, shown = self.board, self.tabs.currentWidget()
        self.sheet.corner.setVisible(shown is self.sheet)
        self._make_room()
        if board is None:
            return
        if shown is self.sheet:
            self.sheet.show_board(board)
        elif shown is self.shortest:
            self.shortest.show_board(board)
        elif shown is self.compared:
            self.compared.show_board(board)

    def _own_keys(self) -> tuple[Command, ...]:
        choice = self.choice
        return (
            Command("下一个标签", self._turn, "Ctrl+T"),
            Command("为什么", partial(self._why, True), "W", "推演后等级的理由"),
            Command("选择园区", partial(choice.open, choice.parks), "Ctrl+G"),
            Command("选择评估轮次", partial(choice.open, choice.rounds), "Ctrl+R"),
            Command("选择推演方案", self.scenarios.open, "Ctrl+E"),
        )

    def _why(self, scenario: bool) -> None:
        if self.board is None or not self.settle():
            return
        if self._reasons is None:
            self._reasons = WhyDialog(self)
            self._reasons.jumped.connect(self.show_subject)
        self._of_scenario = scenario
        self._tell_reasons(self.board)
        self._reasons.open_beside()

    def _tell_reasons(self, board: Board) -> None:
        if self._reasons is None:
            return
        answers = board.dossier.answers
        if self._of_scenario:
            self._reasons.show_verdict(board.outcome.after, whatif.applied(answers, board.changes))
        else:
            self._reasons.show_verdict(board.outcome.before, answers)

    def _adopted(self, count: int, skipped: int) -> None:
        self.show_tabs()
        self.wanted.emit("plan")
        self.say(wording_whatif.adopted(count, skipped), "请补齐责任人；按 Ctrl+Z 可以一步撤销")

    def _open(self, key: str) -> None:
        self.tabs.setCurrentWidget(self.sheet)
        self.bench.choose(key)
        self.sheet.take_focus()

    def _take(self, stem: str, changes: Changes) -> None:
        if self.bench.save(self.bench.free_name(stem), changes):
            self.tabs.setCurrentWidget(self.sheet)
            self.sheet.choose(Show.CHANGED)
            self.sheet.take_focus()

    def _turn(self) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % self.tabs.count())

    def _show_nothing(self) -> None:
        park = self.choice.park
        if park is None:
            text = "台账里还没有园区。先登记园区并评估，再推演怎样达到 D 级。"
            self._nothing.show_empty(Empty(text, "去“园区”页", partial(self.wanted.emit, "parks")))
        else:
            text = f"{park.name}还没有评估。先新建一轮并作答，再推演怎样达到 D 级。"
            self._nothing.show_empty(Empty(text, "去“评估”页", partial(self.wanted.emit, "assessment")))
        self._bar.setVisible(park is not None)
        self.naming.hide()
        self._outer.setCurrentIndex(1)

    def _lay_out(self) -> None:
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self.choice, 3)
        row.addWidget(self.scenarios, 2)
        self.tabs.addTab(self.sheet, "逐项推演")
        self.tabs.addTab(self.shortest, "达 D 最短路径")
        self.tabs.addTab(self.compared, "方案比较")
        self.tabs.setCornerWidget(self.sheet.corner)
        tried, inner, outer = QWidget(), QWidget(), QWidget()
        shown = QVBoxLayout(tried)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.setSpacing(theme.GRID // 2)
        shown.addWidget(self.strip)
        shown.addWidget(self.tabs, 1)
        self._inner, self._outer = QStackedLayout(inner), QStackedLayout(outer)
        for stack, parts in ((self._inner, (tried, self.preview)), (self._outer, (inner, self._nothing))):
            for part in parts:
                stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, 0)
        column.setSpacing(theme.GRID)
        for part in (self._bar, self.naming):
            column.addWidget(part)
        column.addWidget(outer, 1)
        self.setFocusProxy(self.sheet.table.view)

    def _connect(self) -> None:
        self._of_scenario = True
        self.bench.shown.connect(self._show)
        self.bench.noted.connect(self.say)
        self.scenarios.offer(self._scenario_keys)
        self.naming.folded.connect(self.sheet.take_focus)
        self.sheet.tried.connect(self.bench.attempt)
        self.sheet.estimated.connect(self.bench.estimate)
        self.tabs.currentChanged.connect(lambda _at: self._show_tab())
        self.tabs.currentChanged.connect(
            lambda _at: self.header_changed.emit()
        )  # keys of the sheet go on and off
        self.strip.why.connect(self._why)
        self.shortest.taken.connect(self._take)
        self.compared.opened.connect(self._open)
        self.preview.adopted.connect(self._adopted)
        self.preview.left.connect(self.show_tabs)
        whatif_keys.figures(self.sheet)
