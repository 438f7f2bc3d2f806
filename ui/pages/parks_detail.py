"""All that is on file about the chosen park: its grade above, and the tabs below."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from app import wording
from app.core.park import Enterprise, Settlement, Zone
from ui import theme
from ui.pages.parks_basic import Basic
from ui.pages.parks_grades import Grades
from ui.pages.parks_kinds import Enterprises, Settlements, Zones
from ui.pages.parks_records import Records
from ui.pages.parks_rows import UNGRADED, ParkLine, Result
from ui.session import Session
from ui.widgets.grade import GradeBadge, GradeText

_Tab = Basic | Records[Zone] | Records[Enterprise] | Records[Settlement] | Grades
_TABS: dict[type[_Tab], str] = {
    Basic: "基本情况",
    Zones: "片区",
    Enterprises: "企业",
    Settlements: "居民点",
    Grades: "评级记录",
}
_RECORDS: dict[str, type[_Tab]] = {"zone": Zones, "enterprise": Enterprises, "settlement": Settlements}
_Shown = TypeVar("_Shown", Basic, Zones, Enterprises, Settlements, Grades)


class Detail(QWidget):
    """A tab is built and read only when it is looked at."""

    said = Signal(str, str, str)
    opened = Signal(object)
    """A round's id, to be shown on the page 评估."""
    asked = Signal()
    """Why the grade is what it is."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.line: ParkLine | None = None
        self._session = session
        self._built: dict[type[_Tab], _Tab] = {}
        self._fresh: set[int] = set()
        self.name = QLabel()
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme.say(self.name, "strong")
        self.badge = GradeBadge("small")
        self.tabs = QTabWidget(documentMode=True)
        for title in _TABS.values():
            self.tabs.addTab(_holder(), title)
        self.tabs.currentChanged.connect(self._turn)
        self.badge.clicked.connect(self.asked)
        self._lay_out()

    @property
    def tab(self) -> _Tab:
        """The tab in front."""
        kind = list(_TABS)[self.tabs.currentIndex()]
        if kind not in self._built:
            self._built[kind] = self._build(kind)
        return self._built[kind]

    def show_line(self, line: ParkLine) -> None:
        """Show this park, read anew."""
        self.line = line
        self._fresh.clear()
        self.name.setText(line.park.name)
        self.name.setToolTip(line.park.name)
        self.badge.show_grade(_badge(line.review))
        counts = (None, line.zones, line.enterprises, line.settlements, None)
        for at, (title, count) in enumerate(zip(_TABS.values(), counts, strict=True)):
            self.tabs.setTabText(at, f"{title} {count}" if count else title)
        self._turn(self.tabs.currentIndex())

    def show_tab(self, kind: type[_Shown]) -> _Shown:
        """Bring the tab of this kind to the front."""
        self.tabs.setCurrentIndex(list(_TABS).index(kind))
        tab = self.tab
        assert isinstance(tab, kind)
        return tab

    def show_subject(self, subject: str) -> None:
        """Bring the tab of a field or a record to the front, with the cursor on it."""
        side, _, key = subject.partition("/")
        if side == "park":
            self.show_tab(Basic).begin(key)
        elif side in _RECORDS:
            self.tabs.setCurrentIndex(list(_TABS).index(_RECORDS[side]))
            tab = self.tab
            assert isinstance(tab, Records)
            tab.show_record(key)

    def settle(self) -> bool:
        """Save what is typed in the tab in front; False where a field has a fault."""
        return self.line is None or self.tab.settle()

    def focused(self) -> _Tab | None:
        """The tab whose table has the keyboard."""
        now = QApplication.focusWidget()
        tab = self.tab
        return tab if not isinstance(tab, Basic) and now is tab.table.view else None

    def _turn(self, at: int) -> None:
        if self.line is not None and at not in self._fresh:
            self._fresh.add(at)
            self.tab.show_park(self.line.park)

    def _build(self, kind: type[_Tab]) -> _Tab:
        holder = self.tabs.currentWidget()
        tab: _Tab = kind(self._session, holder)
        tab.said.connect(self.said)
        if isinstance(tab, Grades):
            tab.opened.connect(self.opened)
        inside = holder.layout()
        assert inside is not None
        inside.addWidget(tab)
        return tab

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * theme.GRID)
        head.addWidget(self.name, 1)
        head.addWidget(self.badge)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)


def _holder() -> QWidget:
    holder = QWidget()
    QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
    return holder


def _badge(review: Result | None) -> GradeText:
    if review is None:
        return GradeText("", f"复核等级：{UNGRADED}")
    graded = review.graded
    score = f"{wording.score(graded.score)} 分" if graded.score is not None else ""
    note = "十有两禁未完成，未计入" if graded.lines_open else ""
    return GradeText(graded.grade.value, review.name, score, note)
