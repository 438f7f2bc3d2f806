"""The county's three tables: who is nearest to D, every park with its grade, and the measures that are late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from app import wording
from app.core.rollup import Graded, Standing
from app.services.overview import Late, Overview
from ui import settings, theme
from ui.pages import overview_texts as texts
from ui.table import Column, Empty, TableView

NO_EXPANSION = "未达到 D 级，原则上不得扩区（安委办〔2024〕1号 二（七））。"
_TAB = settings.choice("overview/table", "nearest")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a row leads: a park, and the round that its result comes from."""

    park_id: str
    assessment_id: str | None = None


@dataclass(frozen=True, slots=True)
class ParkRow:
    """A park with the result that counts for it."""

    to: Target
    name: str
    recognition: str
    letter: str
    grade: str
    score: Fraction | None
    gap: Fraction | None
    conclusion: str
    blockers: str
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class LateRow:
    """A measure that is late."""

    key: str
    to: Target
    park: str
    measure: str
    unit: str
    due: date
    days: int
    said: str


def _grade_colour(row: ParkRow) -> str | None:
    return f"grade_{row.letter.lower()}" if row.letter else "ink_soft"


def _grade_mark(row: ParkRow) -> str | None:
    return f"fill_{row.letter.lower()}" if row.letter else None


def _score(value: Fraction | None) -> str:
    return "" if value is None else wording.score(value)


_NAME = Column[ParkRow]("园区", lambda row: row.name, width=164, colour=lambda _row: "accent")
_GRADE = Column[ParkRow](
    "等级",
    lambda row: row.grade,
    width=132,
    sort_key=lambda row: row.letter,
    colour=_grade_colour,
    mark=_grade_mark,
    hint="A 高安全风险，D 最好",
)
_SCORE = Column[ParkRow](
    "得分", lambda row: row.score, text=_score, align="right", width=58, hint="百分制，只舍不入"
)
_GAP = Column[ParkRow](
    "距 D 级差", lambda row: row.gap, text=texts.gap, align="right", width=78, hint="还差的分数（百分制）"
)
_NEAREST = (
    _NAME,
    _GRADE,
    _SCORE,
    _GAP,
    Column[ParkRow]("受阻于", lambda row: row.blockers, width=220),
    Column[ParkRow]("结论", lambda row: row.conclusion, width=220),
)
_ALL = (
    _NAME,
    _GRADE,
    _SCORE,
    Column[ParkRow]("结论", lambda row: row.conclusion, width=220),
    Column[ParkRow]("认定", lambda row: row.recognition, width=96),
    Column[ParkRow]("评定日期", lambda row: row.decided_on, width=96),
)
_LATE = (
    Column[LateRow]("园区", lambda row: row.park, width=170, colour=lambda _row: "accent"),
    Column[LateRow](
        "逾期", lambda row: row.said, sort_key=lambda row: row.days, width=104, colour=lambda _row: "bad"
    ),
    Column[LateRow]("完成时限", lambda row: row.due, width=96),
    Column[LateRow]("责任单位", lambda row: row.unit, width=130),
    Column[LateRow]("整改措施", lambda row: row.measure, width=320),
)


class LinkTable(QWidget):
    """A table whose first column leads on with one click; Enter or a double click lead on from anywhere."""

    wanted = Signal(object)

    def __init__(self, table: TableView[ParkRow] | TableView[LateRow], note: str = "") -> None:
        super().__init__()
        self.table = table
        self.note = QLabel(note, wordWrap=True)
        theme.say(self.note, "soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(table, 1)
        column.addWidget(self.note)
        self.note.setVisible(bool(note))
        view = table.view
        view.setMouseTracking(True)
        view.entered.connect(self._point)
        view.clicked.connect(self._clicked)
        table.opened.connect(self._lead)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0 and not self._choosing_many():
            self._lead(self.table.model.row_at(index))

    def _choosing_many(self) -> bool:
        return len(self.table.rows()) > 1

    def _lead(self, row: ParkRow | LateRow | None) -> None:
        if row is not None:
            self.wanted.emit(row.to)

    def _point(self, index: QModelIndex) -> None:
        hand = Qt.CursorShape.PointingHandCursor if index.column() == 0 else Qt.CursorShape.ArrowCursor
        self.table.view.viewport().setCursor(hand)


class Tables(QTabWidget):
    """``assessment_wanted`` and ``plan_wanted`` carry the ``Target`` of the row that was followed."""

    assessment_wanted = Signal(object)
    plan_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setDocumentMode(True)
        self.nearest = TableView(
            _NEAREST,
            key=lambda row: row.to.park_id,
            place="overview-nearest",
            filtered=False,
            empty=Empty("没有距离 D 级可算的园区"),
        )
        self.parks = TableView(_ALL, key=lambda row: row.to.park_id, place="overview-parks")
        self.late = TableView(
            _LATE, key=lambda row: row.key, place="overview-late", empty=Empty("没有逾期的整改措施")
        )
        self._keys = ("nearest", "parks", "late")
        self._below = LinkTable(self.nearest, NO_EXPANSION)
        self.nearest.picked.connect(self._tell)
        links = (self._below, LinkTable(self.parks), LinkTable(self.late))
        for link in links:
            self.addTab(link, "")
        for link in links[:2]:
            link.wanted.connect(self.assessment_wanted)
        links[2].wanted.connect(self.plan_wanted)
        kept = settings.read(_TAB)
        self.setCurrentIndex(self._keys.index(kept) if kept in self._keys else 0)
        self.currentChanged.connect(lambda at: settings.write(_TAB, self._keys[at]))

    def show_overview(self, seen: Overview, today: date) -> None:
        """Fill all three."""
        nearest = [_park(seen, standing, graded) for standing, graded in seen.nearest]
        parks = [_park(seen, standing, texts.current(seen, standing)) for standing in seen.standings]
        late = [_late(late, today) for late in seen.late]
        self.nearest.load(nearest)
        self.parks.load(parks)
        self.late.load(late)
        counts: Sequence[tuple[str, int]] = (
            ("距 D 级最近", len(nearest)),
            ("全部园区", len(parks)),
            ("逾期措施", len(late)),
        )
        for at, (title, count) in enumerate(counts):
            self.setTabText(at, f"{title} {count}")

    def _tell(self, row: ParkRow | None) -> None:
        held = f"{row.name}：{row.conclusion}；受阻于：{row.blockers}。\n" if row else ""
        self._below.note.setText(f"{held}{NO_EXPANSION}")

    def focus_filter(self) -> None:
        """Put the cursor into the filter of the table in front."""
        (self.late if self.currentIndex() == 2 else self.parks).focus_filter()


def _park(seen: Overview, standing: Standing, found: Graded | None) -> ParkRow:
    to = Target(standing.park_id, found.assessment_id if found else None)
    if found is None:
        return ParkRow(
            to, standing.name, wording.name(standing.recognition), "", "尚未评级", None, None, "", "", None
        )
    return ParkRow(
        to=to,
        name=standing.name,
        recognition=wording.name(standing.recognition),
        letter=found.grade.value,
        grade=texts.grade(seen, found),
        score=found.score,
        gap=found.points_to_top,
        conclusion=texts.conclusion(found),
        blockers="" if found.reached else texts.blockers(seen, found),
        decided_on=found.decided_on,
    )


def _late(late: Late, today: date) -> LateRow:
    measure = late.measure
    due = measure.due or today
    return LateRow(
        key=measure.id,
        to=Target(measure.park_id, measure.assessment_id),
        park=late.park,
        measure=measure.action or measure.finding,
        unit=measure.unit,
        due=due,
        days=(today - due).days,
        said=texts.late_by(due, today),
    )
