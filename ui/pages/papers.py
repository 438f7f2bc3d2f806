"""报告: the papers of a park's round, what will be in them, and one click to write them."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QGroupBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import wording, wording_round, wording_verdict
from app.core.dossier import Assessment, Dossier
from app.core.park import Park
from app.progress import Progress
from app.services import assessments, dossiers, papers, parks
from app.services.papers import Paper
from ui import settings, theme
from ui.commands import Command
from ui.empty import Empty, EmptyState
from ui.page import Page
from ui.session import Session
from ui.table import Column, TableView
from ui.tasks import Tasks
from ui.widgets import editions
from ui.widgets.splitter import Splitter

FOLDER = settings.choice("papers/folder")
_ROUNDS = (
    Column[Assessment]("年度", lambda found: found.year, align="right", width=70),
    Column[Assessment]("类型", lambda found: wording.name(found.kind), width=90),
    Column[Assessment]("状态", lambda found: wording.name(found.state), width=90),
    Column[Assessment]("评估日期", lambda found: found.assessed_on, width=110),
    Column[Assessment]("确认日期", lambda found: found.confirmed_on, width=110),
)
_PARKS = (
    Column[Park]("园区", lambda park: park.name, width=220),
    Column[Park]("县（市、区）", lambda park: park.county, width=110),
)


class PapersPage(Page):
    """Parks on the left, the chosen one's rounds in the middle, what the papers will say on the right."""

    title = "报告"

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__(session, tasks)
        self._dossier: Dossier | None = None
        self.parks = TableView(_PARKS, key=lambda park: park.id, place="papers-parks", empty=self._no_park())
        self.rounds = TableView(
            _ROUNDS, key=lambda found: found.id, place="papers-rounds", filtered=False, empty=self._no_round()
        )
        self.summary = QLabel(
            wordWrap=True, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.summary.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing = EmptyState(Empty("选中一轮评估，这里显示将要写进报告的结论"))
        self.parks.picked.connect(self._pick_park)
        self.rounds.picked.connect(self._pick_round)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        column.addWidget(Splitter("papers", self.parks, self._right(), shares=(2, 5)))

    def breadcrumb(self) -> tuple[str, ...]:
        """The park and the round that the papers are about."""
        park, found = self.parks.row(), self.rounds.row()
        names = (park.county, park.name) if park else ()
        return tuple(filter(None, (*names, wording_round.name(found) if found else "")))

    def edition(self) -> str:
        """Where the grade on show comes from."""
        return editions.line(self._dossier.standard, self._dossier.companion) if self._dossier else ""

    def commands(self) -> tuple[Command, ...]:
        """The two papers, and the figures."""
        return (
            Command("导出整治方案", self._write_plan, "Ctrl+P", icon="print", when=self._has_round),
            Command("导出评级报告", self._write_rating, "Ctrl+Shift+P", icon="report", when=self._has_round),
            Command("导出图表", self._write_charts, icon="export", when=self._has_round),
        )

    def more_commands(self) -> tuple[Command, ...]:
        """The checklist for a site visit, with the answers on file or without."""
        return (
            Command("导出现场核查表", self._write_checklist, menu="文件", when=self._has_round, split=True),
            Command("导出空白现场核查表", self._write_blank, menu="文件", when=self._has_round),
        )

    def refresh(self, change: object | None) -> None:
        """Read parks and rounds again."""
        self.parks.load(self.session.ask(parks.listed) or ())
        self.parks.select(self.session.park)
        self._pick_park(self.parks.row())

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rounds, 2)
        box = QGroupBox("将写入报告的结论")
        inside = QVBoxLayout(box)
        inside.addWidget(self.summary)
        inside.addWidget(self.nothing, 1)
        column.addWidget(box, 3)
        column.addLayout(self._site_row())
        return right

    def _site_row(self) -> QHBoxLayout:
        """The checklist for the clipboard, within reach of the hand."""
        row = QHBoxLayout()
        row.addWidget(QLabel("带到现场填写，回来在“录入”页录入"))
        row.addStretch()
        for name, run in (("现场核查表", self._write_checklist), ("空白现场核查表", self._write_blank)):
            button = QPushButton(name)
            button.clicked.connect(lambda _on=False, run=run: run())
            row.addWidget(button)
        return row

    def _no_park(self) -> Empty:
        return Empty("还没有园区，登记并评估后才能写报告", "去“园区”页", partial(self.wanted.emit, "parks"))

    def _no_round(self) -> Empty:
        return Empty("这个园区还没有评估", "去“评估”页", partial(self.wanted.emit, "assessment"))

    def _has_round(self) -> bool:
        return self.rounds.row() is not None

    def _pick_park(self, park: Park | None) -> None:
        if park is not None and park.id != self.session.park:
            self.session.select(park.id)
            return
        found = (self.session.ask(assessments.listed, park.id) or ()) if park else ()
        self.rounds.load(found)
        if found and self.rounds.row() not in found:
            self.rounds.select(papers.round_for(self.session.store, found[0].park_id).id)
        self._pick_round(self.rounds.row())

    def _pick_round(self, found: Assessment | None) -> None:
        dossier = self.session.ask(dossiers.gather, found.id, date.today()) if found else None
        self._dossier = dossier
        self.summary.setText(_summary(dossier) if dossier else "")
        self.summary.setVisible(dossier is not None)
        self.nothing.setVisible(dossier is None)
        self.header_changed.emit()

    def _write_plan(self) -> None:
        self._write(Paper.PLAN)

    def _write_rating(self) -> None:
        self._write(Paper.RATING)

    def _write_checklist(self) -> None:
        self._write(Paper.CHECKLIST)

    def _write_blank(self) -> None:
        self._write(Paper.BLANK)

    def _write(self, paper: Paper) -> None:
        park, found = self.parks.row(), self.rounds.row()
        if park is None or found is None:
            return
        proposed = Path(settings.read(FOLDER) or Path.home()) / papers.file_name(paper, park, found)
        chosen, _ = QFileDialog.getSaveFileName(self, papers.TITLES[paper], str(proposed), "PDF (*.pdf)")
        if chosen:
            self.write_to(paper, found.id, Path(chosen))

    def write_to(self, paper: Paper, assessment_id: str, path: Path) -> None:
        """Write a paper in the background and offer to open it."""
        settings.write(FOLDER, str(path.parent))
        store, today = self.session.store, date.today()

        def work(progress: Progress) -> papers.Written:
            return papers.write(store, paper, assessment_id, path, today, progress)

        self.tasks.run(f"生成{papers.TITLES[paper]}", work, self._tell)

    def _tell(self, written: papers.Written) -> None:
        remedy = f"共 {written.pages} 页。"
        if written.missing:
            remedy += f"字体中没有这些字，已用方框代替：{'、'.join(written.missing)}。"
        show = Command("打开", partial(_open, written.path))
        self.say(f"已写好 {written.path}", remedy, kind="warn" if written.missing else "info", action=show)

    def _write_charts(self) -> None:
        found = self.rounds.row()
        chosen = QFileDialog.getExistingDirectory(self, "导出图表到文件夹", settings.read(FOLDER))
        if not chosen or found is None:
            return
        self.write_charts_to(found.id, Path(chosen))

    def write_charts_to(self, assessment_id: str, folder: Path) -> None:
        """Write a round's figures in the background and offer to open their folder."""
        settings.write(FOLDER, str(folder))
        store, today = self.session.store, date.today()

        def work(progress: Progress) -> int:
            charts = papers.park_charts(dossiers.gather(store, assessment_id, today))
            for at, chart in enumerate(charts):
                progress(at / len(charts), f"第 {at + 1} 张，共 {len(charts)} 张")
                papers.write_chart(chart, folder)
            return len(charts)

        show = Command("打开文件夹", partial(_open, folder))
        told = partial(self.say, remedy=str(folder), action=show)
        self.tasks.run("导出图表", work, lambda count: told(f"已导出 {count} 张图表，各有 PNG 和 PDF"))


def _summary(dossier: Dossier) -> str:
    found = dossier.verdict
    lines = [
        f"等级：{wording_verdict.grade_of(found)}　得分：{wording.score(found.score)}",
        wording_verdict.conclusion(found),
        wording_verdict.provisional(found) if found.provisional else "",
        f"整改措施 {len(dossier.measures)} 条",
        wording_verdict.edition_line(dossier.standard),
        wording_verdict.edition_line(dossier.companion) if dossier.companion else "",
    ]
    return "\n".join(filter(None, lines))


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
