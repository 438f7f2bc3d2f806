"""评级记录: a park's rounds with what they came to, and the grades that were published without a round here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import wording, wording_park
from app.core import verdict
from app.core.dossier import Assessment
from app.core.entries import Grade
from app.core.park import Park
from app.core.rollup import Graded, Kind, Standing
from app.core.standard import Standard
from app.services import assessments, overview, parks, standards
from app.services.parks import Published
from app.services.stores import Store
from ui import icons, theme
from ui.session import Session
from ui.table import Column, Empty, TableView
from ui.widgets.field import Field
from ui.widgets.form import RecordForm
from ui.widgets.form_area import FormArea


@dataclass(frozen=True, slots=True)
class GradeLine:
    """One round, or one published grade."""

    key: str
    kind: Kind
    year: int
    day: date | None
    grade: Grade | None
    said: str
    score: Fraction | None
    outcome: str
    source: str
    assessment_id: str | None = None


def lines(store: Store, park_id: str) -> tuple[GradeLine, ...]:
    """Rounds and published grades, the latest first."""
    edition = standards.grading()
    standing = next((each for each in overview.standings(store) if each.park_id == park_id), None)
    results = _results(standing)
    found = [_round(each, results.get(each.id), edition) for each in assessments.listed(store, park_id)]
    found += [_published(each, edition) for each in parks.published(store, park_id)]
    return tuple(sorted(found, key=lambda line: line.day or date(line.year, 12, 31), reverse=True))


def _results(standing: Standing | None) -> Mapping[str, Graded]:
    graded = standing.rounds if standing else ()
    return {each.assessment_id: each for each in graded if each.assessment_id}


def _round(head: Assessment, found: Graded | None, edition: Standard) -> GradeLine:
    return GradeLine(
        head.id,
        head.kind,
        head.year,
        (found.decided_on if found else None) or head.confirmed_on or head.submitted_on or head.assessed_on,
        found.grade if found else None,
        wording.grade(found.grade, verdict.name_of(edition, found.grade)) if found else "尚无结果",
        found.score if found else None,
        wording_park.conclusion(found) if found else "",
        f"本系统评估，{wording.name(head.state)}",
        head.id,
    )


def _published(given: Published, edition: Standard) -> GradeLine:
    graded = Graded(given.kind, given.decided_on, given.grade, reached=given.grade is Grade.D)
    return GradeLine(
        given.id,
        given.kind,
        given.decided_on.year,
        given.decided_on,
        given.grade,
        wording.grade(given.grade, verdict.name_of(edition, given.grade)),
        None,
        wording_park.conclusion(graded),
        given.document,
    )


def _score(value: Fraction | None) -> str:
    return "" if value is None else wording.score(value)


_COLUMNS = (
    Column[GradeLine]("年度", lambda line: line.year, align="right", width=56),
    Column[GradeLine]("类型", lambda line: wording.name(line.kind), width=80),
    Column[GradeLine]("日期", lambda line: line.day, width=96),
    Column[GradeLine](
        "等级",
        lambda line: line.said,
        width=134,
        sort_key=lambda line: line.grade.rank if line.grade else None,
        colour=lambda line: f"grade_{line.grade.value.lower()}" if line.grade else "ink_soft",
        mark=lambda line: f"fill_{line.grade.value.lower()}" if line.grade else None,
        hint="A 高安全风险，D 最好",
    ),
    Column[GradeLine]("得分", lambda line: line.score, text=_score, align="right", width=62),
    Column[GradeLine]("结论", lambda line: line.outcome, width=200),
    Column[GradeLine]("出处", lambda line: line.source, width=190),
)


class Grades(QWidget):
    """The table, and below it, when asked for, the line in which a published grade is filed."""

    said = Signal(str, str, str)
    opened = Signal(object)
    """A round's id, to be shown on the page 评估; None for the park as it is."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._park: Park | None = None
        self._draft: dict[str, Any] = {}
        self._token = object()
        self.table = TableView(
            _COLUMNS,
            key=lambda line: line.key,
            place="parks-grades",
            filtered=False,
            empty=Empty(
                "还没有评级记录。可以在“评估”页开始自评，或登记已公布的等级", "登记已公布等级", self.begin
            ),
        )
        self.form = RecordForm(_fields(), columns=2)
        self._box = QWidget()
        self._add = QPushButton(icons.icon("add"), "登记已公布等级")
        self._remove = QPushButton(icons.icon("delete"), "删除登记")
        self._open = QPushButton(icons.icon("assessment"), "打开评估")
        self._connect()
        self._lay_out()

    def show_park(self, park: Park) -> None:
        """Read this park's record again."""
        if self._park is None or self._park.id != park.id:
            self.end()
        self._park = park
        found = self.session.ask(lines, park.id) or ()
        self.table.load(found)
        if found and self.table.row() is None:
            self.table.select_line(0)
        self._pick(self.table.row())

    def begin(self) -> None:
        """Offer the line for a published grade."""
        self._draft = {"kind": Kind.REVIEW, "grade": None, "decided_on": None, "document": ""}
        self._token = object()
        self.form.load(self._draft, record=self._token)
        self._box.show()
        self.form.focus("grade")

    def end(self) -> None:
        """Put the line away."""
        self._box.hide()

    def file(self) -> None:
        """File the published grade as it was filled in."""
        if self._park is None or not self._complete():
            return
        if self.session.do(parks.record_grade, self._park.id, Published(**self._draft)) is not None:
            self.end()

    def add(self) -> None:
        """The same as ``begin``, as every tab has it."""
        self.begin()

    def remove(self) -> None:
        """Take the chosen published grade off the file."""
        line = self.table.row()
        if line is None or line.assessment_id:
            return
        if self.session.do(parks.remove_grade, line.key) is not None:
            self.said.emit(f"已删除登记的等级 {line.said}", "按 Ctrl+Z 可以撤销", "info")

    def settle(self) -> bool:
        """Nothing here is saved before 登记."""
        return True

    def _complete(self) -> bool:
        sound = self.form.commit()
        for field in _fields():
            if not self.form.fault(field.name) and self._draft[field.name] in (None, ""):
                self.form.refuse(field.name, f"请填写{field.label}")
                sound = False
        return sound

    def _keep(self, name: str, value: Any) -> None:
        self._draft[name] = value
        self.form.load(self._draft, record=self._token)

    def _pick(self, line: GradeLine | None) -> None:
        self._remove.setEnabled(line is not None and line.assessment_id is None)
        self._open.setEnabled(line is not None and line.assessment_id is not None)

    def _open_round(self, line: GradeLine | None) -> None:
        if line is not None and line.assessment_id:
            self.opened.emit(line.assessment_id)

    def _connect(self) -> None:
        self.table.picked.connect(self._pick)
        self.table.opened.connect(self._open_round)
        self.form.edited.connect(self._keep)
        self._add.clicked.connect(lambda _on=False: self.begin())
        self._remove.clicked.connect(lambda _on=False: self.remove())
        self._open.clicked.connect(lambda _on=False: self._open_round(self.table.row()))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.GRID)
        note = QLabel("只有复核确认的等级计入达标率", wordWrap=True)
        theme.say(note, "soft")
        line.addWidget(note, 1)
        for button in (self._open, self._add, self._remove):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(line)
        column.addWidget(self.table, 1)
        column.addWidget(self._box)
        self._lay_out_box()

    def _lay_out_box(self) -> None:
        file, cancel = QPushButton("登记"), QPushButton("取消")
        file.setProperty("primary", True)
        file.clicked.connect(lambda _on=False: self.file())
        cancel.clicked.connect(lambda _on=False: self.end())
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(file)
        line.addWidget(cancel)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(0, 0, 0, theme.GRID)
        area = FormArea(self.form)
        area.setMaximumHeight(15 * theme.GRID)
        column.addWidget(area)
        column.addLayout(line)
        self._box.hide()


def _fields() -> tuple[Field, ...]:
    edition = standards.grading()
    grades = tuple((grade, wording.grade(grade, verdict.name_of(edition, grade))) for grade in Grade)
    kinds = tuple((kind, wording.name(kind)) for kind in Kind)
    return (
        Field("kind", "类型", "choice", kinds, required=True),
        Field("grade", "等级", "choice", grades, required=True, hint="A 为高安全风险，D 最好"),
        Field("decided_on", "公布日期", "date", required=True),
        Field("document", "公布文件", required=True, hint="文号或文件名称"),
    )
