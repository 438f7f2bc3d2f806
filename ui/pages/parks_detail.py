"""All that is on file about the chosen park: its grade above, and the tabs below."""

from __future__ import annotations

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


class Detail(QWidget):
    """A tab is read only when it is looked at."""

    said = Signal(str, str, str)
    opened = Signal(object)
    """A round's id, to be shown on the page 评估."""
    asked = Signal()
    """Why the grade is what it is."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.line: ParkLine | None = None
        self.basic, self.zones = Basic(session), Zones(session)
        self.enterprises, self.settlements = Enterprises(session), Settlements(session)
        self.grades = Grades(session)
        self._every: dict[str, _Tab] = {
            "基本情况": self.basic,
            "片区": self.zones,
            "企业": self.enterprises,
            "居民点": self.settlements,
            "评级记录": self.grades,
        }
        self._fresh: set[int] = set()
        self.name = QLabel()
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme.say(self.name, "strong")
        self.badge = GradeBadge("small")
        self.tabs = QTabWidget(documentMode=True)
        for title, tab in self._every.items():
            self.tabs.addTab(tab, title)
            tab.said.connect(self.said)
        self.tabs.currentChanged.connect(self._turn)
        self.grades.opened.connect(self.opened)
        self.badge.clicked.connect(self.asked)
        self._lay_out()

    @property
    def tab(self) -> _Tab:
        """The tab in front."""
        return list(self._every.values())[self.tabs.currentIndex()]

    def show_line(self, line: ParkLine) -> None:
        """Show this park, read anew."""
        self.line = line
        self._fresh.clear()
        self.name.setText(line.park.name)
        self.name.setToolTip(line.park.name)
        self.badge.show_grade(_badge(line.review))
        counts = (None, line.zones, line.enterprises, line.settlements, None)
        for at, (title, count) in enumerate(zip(self._every, counts, strict=True)):
            self.tabs.setTabText(at, f"{title} {count}" if count else title)
        self._turn(self.tabs.currentIndex())

    def show_tab(self, tab: _Tab) -> None:
        """Bring a tab to the front."""
        self.tabs.setCurrentWidget(tab)

    def settle(self) -> bool:
        """Save what is typed in the tab in front; False where a field has a fault."""
        return self.tab.settle()

    def focused(self) -> _Tab | None:
        """The tab whose table has the keyboard."""
        now = QApplication.focusWidget()
        tab = self.tab
        return tab if not isinstance(tab, Basic) and now is tab.table.view else None

    def _turn(self, at: int) -> None:
        if self.line is not None and at not in self._fresh:
            self._fresh.add(at)
            self.tab.show_park(self.line.park)

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


def _badge(review: Result | None) -> GradeText:
    if review is None:
        return GradeText("", f"复核等级：{UNGRADED}")
    graded = review.graded
    score = f"{wording.score(graded.score)} 分" if graded.score is not None else ""
    note = "十有两禁未完成，未计入" if graded.lines_open else ""
    return GradeText(graded.grade.value, review.name, score, note)
