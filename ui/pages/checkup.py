"""体检: what the checks find in a round and its park, with the way to each spot; and how all parks stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QStackedLayout, QTabWidget, QVBoxLayout, QWidget

from app import wording_checkup, wording_round
from app.progress import Progress
from app.services import checkup as service
from app.services import parks
from app.services.checkup import Checked, Standing
from ui import places, settings, theme
from ui.commands import Command
from ui.empty import Empty, EmptyState
from ui.page import Page
from ui.pages.checkup_detail import Detail
from ui.pages.checkup_tree import FoundTree
from ui.session import Session
from ui.table import Column, TableView
from ui.tasks import Tasks
from ui.widgets import editions, round_choice
from ui.widgets.round_choice import RoundChoice
from ui.widgets.splitter import Splitter

_TAB = settings.choice("checkup/tab", "0")
_MANY = 15
"""Parks that are checked while one waits; more are checked beside the window."""
_NARROW = 780
"""Pixels of width below which the detail stands below the list."""
_ALL_PASSED = "本轮各项检查全部通过。\n每次改动后会自动重新检查。"


def _count(which: str) -> Callable[[Standing], int | None]:
    return lambda one: getattr(one.tally, which) if one.tally else None


def _colour(which: str, role: str) -> Callable[[Standing], str | None]:
    return lambda one: role if one.tally and getattr(one.tally, which) else None


_PARKS = (
    Column[Standing]("园区", lambda one: one.park.name, width=200),
    Column[Standing](
        "轮次", lambda one: round_choice.entry(one.round) if one.round else "还没有评估", width=172
    ),
    Column[Standing]("红色（处）", _count("red"), align="right", width=86, colour=_colour("red", "bad")),
    Column[Standing](
        "黄色（处）", _count("yellow"), align="right", width=86, colour=_colour("yellow", "warn")
    ),
    Column[Standing]("通过（项）", _count("passed"), align="right", width=86),
    Column[Standing]("红色问题", lambda one: "；".join(one.worst), width=398),
)


class CheckupPage(Page):
    """Chooses park and round; the list on the left, what it means on the right; all parks on a tab of their own."""

    title = "体检"

    def __init__(self, session: Session, tasks: Tasks, clock: Callable[[], date] = date.today) -> None:
        super().__init__(session, tasks)
        self._clock = clock
        self.checked: Checked | None = None
        self._asked = 0
        """Counts the tours of all parks, so that a late one never replaces a newer one."""
        self.choice, self.tree, self.detail = RoundChoice(session), FoundTree(), Detail()
        self.tally, self.told = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.every: TableView[Standing] = TableView(
            _PARKS, key=lambda one: one.park.id, place="checkup-parks", empty=Empty("台账里还没有园区")
        )
        self.nothing = EmptyState(Empty(""))
        self.tabs = QTabWidget(documentMode=True)
        self._split = Splitter("checkup", self.tree, self.detail, shares=(8, 5))
        self._stack = QStackedLayout()
        self._lay_out()
        self._connect()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin in the list."""
        super().focusInEvent(event)
        (self.every.view if self._of_all() else self.tree.tree).setFocus(event.reason())

    def breadcrumb(self) -> tuple[str, ...]:
        """The park and the round, or that it is about all."""
        if self._of_all():
            return ("全部园区",)
        park, found = self.choice.park, self.choice.round
        names = (park.county, park.name) if park else ()
        return tuple(filter(None, (*names, wording_round.name(found) if found else "")))

    def edition(self) -> str:
        """The editions of the round on show."""
        found = self.checked.dossier if self.checked and not self._of_all() else None
        return editions.line(found.standard, found.companion) if found else ""

    def commands(self) -> tuple[Command, ...]:
        """To the spot, and the other view."""
        if self._of_all():
            return (Command("查看所选园区", self._open_park, icon="checkup", when=self._has_park),)
        return (
            Command("去处理", self.mend, icon="edit", hint="转到要改的地方", when=self._has_found),
            Command("全部园区", partial(self.tabs.setCurrentIndex, 1), icon="parks"),
        )

    def more_commands(self) -> tuple[Command, ...]:
        """The other side of a finding, and search."""
        if self._of_all():
            return (
                Command("筛选园区", self.every.focus_filter, "Ctrl+F"),
                Command("本轮体检", partial(self.tabs.setCurrentIndex, 0), "Ctrl+T"),
            )
        return (
            Command("看另一处", self._look_beside, "Shift+Return", "不一致的另一边", when=self._has_found),
            Command("筛选问题", self._focus_search, "Ctrl+F"),
            Command("全部园区体检", partial(self.tabs.setCurrentIndex, 1), "Ctrl+T"),
        )

    def refresh(self, change: object | None) -> None:
        """Check again."""
        touched = {row.table for row in getattr(change, "rows", ())}
        if not self.choice.refresh(ledger=change is None or "park" in touched):
            return
        if self._of_all():
            self._tour()
            return
        head = self.choice.round
        self.checked = self.session.ask(service.of_round, head.id, self._clock()) if head else None
        self._show_round()

    def show_subject(self, subject: str) -> None:
        """Show the round on show elsewhere, at what was found at a subject; ``round`` is all of it."""
        self.tabs.setCurrentIndex(0)
        self.tree.go(subject)

    def mend(self) -> None:
        """To the spot of the finding one is at."""
        self.detail.lead()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The detail below the list where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._split.orientation() != wanted:
            self._split.setOrientation(wanted)

    def _show_round(self) -> None:
        checked = self.checked
        self.choice.setVisible(self.choice.park is not None)
        self._card.setVisible(checked is not None)
        if checked is None:
            self.nothing.show_empty(self._empty())
            self._stack.setCurrentWidget(self.nothing)
            return
        self.tally.setText(wording_checkup.tally(checked.tally))
        self.told.setText(wording_checkup.consequence(checked.dossier, checked.tally))
        touched = {one.rule.id for one in checked.found}
        passed = [rule for rule in service.rules() if rule.id not in touched]
        self.tree.load(checked.dossier, checked.found, passed)
        if not checked.found:
            self.nothing.show_empty(Empty(_ALL_PASSED))
        self._stack.setCurrentWidget(self._split if checked.found else self.nothing)

    def _tour(self) -> None:
        """Check every park by its latest round."""
        count = len(self.session.ask(parks.listed) or ())
        store, today = self.session.store, self._clock()
        self._asked += 1
        asked = self._asked
        if count <= _MANY or self.tasks.busy:
            self._show_every(asked, self.session.ask(service.everywhere, today) or ())
            return

        def work(progress: Progress) -> tuple[Standing, ...]:
            return service.everywhere(store, today, progress)

        self.tasks.run("体检全部园区", work, partial(self._show_every, asked))

    def _show_every(self, asked: int, found: tuple[Standing, ...]) -> None:
        if asked != self._asked:
            return
        self.every.load(sorted(found, key=lambda one: -(one.tally.red if one.tally else -1)))
        if self.every.row() is None:
            self.every.select_line(0)
        self.header_changed.emit()

    def _empty(self) -> Empty:
        park = self.choice.park
        if park is None:
            text = "台账里还没有园区。先登记园区，再新建评估。"
            return Empty(text, "去“园区”页", partial(self.wanted.emit, "parks"))
        text = f"{park.name}还没有评估。新建一轮评估后，在这里检查各处是否一致。"
        return Empty(text, "去“评估”页", partial(self.wanted.emit, "assessment"))

    def _open_park(self) -> None:
        row = self.every.row()
        if row is not None:
            self.session.select(row.park.id, row.round.id if row.round else None)
            self.tabs.setCurrentIndex(0)

    def _turn(self, at: int) -> None:
        settings.write(_TAB, str(at))
        self.refresh(None)
        self.header_changed.emit()
        (self.every.view if at else self.tree.tree).setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self, found: object) -> None:
        if self.checked is not None:
            self.detail.show_found(self.checked.dossier, self.tree.found() if found is not None else None)
        self.header_changed.emit()

    def _look_beside(self) -> None:
        self.detail.lead(beside=True)

    def _focus_search(self) -> None:
        self.tree.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tree.search.selectAll()

    def _of_all(self) -> bool:
        return self.tabs.currentIndex() == 1

    def _has_found(self) -> bool:
        return self.checked is not None and self.tree.found() is not None

    def _has_park(self) -> bool:
        return self.every.row() is not None

    def _lay_out(self) -> None:
        self._card = QFrame()
        self._card.setObjectName("card")
        theme.say(self.tally, "strong")
        theme.say(self.told, "soft")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(10, 4, 10, 4)
        inside.setSpacing(1)
        for label in (self.tally, self.told):
            inside.addWidget(label)
        holder, of_round = QWidget(), QWidget()
        holder.setLayout(self._stack)
        self._stack.addWidget(self._split)
        self._stack.addWidget(self.nothing)
        own = QVBoxLayout(of_round)
        own.setContentsMargins(0, theme.GRID, 0, 0)
        own.setSpacing(theme.GRID)
        for part in (self.choice, self._card):
            own.addWidget(part)
        own.addWidget(holder, 1)
        of_all = QWidget()
        column = QVBoxLayout(of_all)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.addWidget(self.every)
        self.tabs.addTab(of_round, "本轮")
        self.tabs.addTab(of_all, "全部园区")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * theme.GRID, 0, 2 * theme.GRID, theme.GRID)
        whole.addWidget(self.tabs)
        self.tabs.setCurrentIndex(1 if settings.read(_TAB) == "1" else 0)

    def _connect(self) -> None:
        self.tree.picked.connect(self._pick)
        self.tree.opened.connect(self.mend)
        self.detail.wanted.connect(lambda subject: self.wanted.emit(places.address(subject)))
        self.every.opened.connect(lambda _row: self._open_park())
        self.tabs.currentChanged.connect(self._turn)
