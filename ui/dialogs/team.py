"""分工: which expert looks at which part of a round, who leads, and how far they agree.

    dialog = TeamDialog(session, assessment_id, parent)
    dialog.open()

Each tick is saved at once; a refusal is said in the dialog.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import wording_compare, wording_team
from app.core import asked, team
from app.core.agreement import Pair
from app.core.asked import Group
from app.core.dossier import Dossier
from app.core.rights import Person
from app.errors import UserError
from app.services import division, dossiers
from ui import theme
from ui.session import Session
from ui.table import Column, Empty, TableView
from ui.widgets.pick import Pick

_NOBODY = "人员名单上还没有专家。请先在“人员”页登记，角色选专家。"
_HINT = "方向键移动，空格勾选。一部分由几位专家负责的，各自作答；全部一致即为结果，不一致的由组长确定。"
_NONE = Empty("还没有两位专家评定过同一项。")


class TeamDialog(QDialog):
    """Experts across, parts down; below it the agreement of every two."""

    def __init__(self, session: Session, assessment_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("分工")
        self._session, self._id = session, assessment_id
        self._people: tuple[Person, ...] = ()
        self._groups: tuple[Group, ...] = ()
        self._names: dict[str, str] = {}
        self.leader = Pick("组长")
        self.matrix = QTableWidget()
        self.found, self.fault = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.pairs: TableView[Pair] = TableView(
            self._columns(), key=lambda one: (one.one, one.other, one.section), empty=_NONE, filtered=False
        )
        self._lay_out()
        self.leader.activated.connect(lambda _at: self._lead())
        self.matrix.itemChanged.connect(self._ticked)
        session.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Read people, assignments and judgements again."""
        dossier = self._session.ask(dossiers.gather, self._id, date.today())
        if dossier is None:
            self.reject()
            return
        self._people = self._session.ask(division.experts) or ()
        self._groups = asked.groups(dossier.standard, dossier.companion)
        self._names = {one.id: one.name for one in self._people}
        if dossier.team is not None:
            self._names = {one.id: one.name for one in dossier.team.people.values()} | self._names
        entries = [("", "未指定"), *((one.id, one.name) for one in self._people)]
        self.leader.offer(entries, dossier.assessment.leader_id or "")
        self._fill(dossier)
        pairs = team.agreements(dossier.team, self._groups) if dossier.team else ()
        self.pairs.load(pairs)
        self.found.setText(wording_team.agreements(pairs) if self._people else _NOBODY)

    def _changed(self, _change: object) -> None:
        self.refresh()

    def _fill(self, dossier: Dossier) -> None:
        assigned = dossier.team.assigned if dossier.team else {}
        table = self.matrix
        table.blockSignals(True)
        table.setRowCount(len(self._groups))
        table.setColumnCount(len(self._people))
        table.setHorizontalHeaderLabels([one.name for one in self._people])
        table.setVerticalHeaderLabels([wording_compare.group(one) for one in self._groups])
        for row, group in enumerate(self._groups):
            for column, person in enumerate(self._people):
                if (item := table.item(row, column)) is None:
                    table.setItem(row, column, item := QTableWidgetItem())
                on = person.id in assigned.get(group.key, frozenset())
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
                item.setFlags(_FLAGS if dossier.assessment.state.open else Qt.ItemFlag.ItemIsEnabled)
                spoken = f"{wording_compare.group(group)}，{person.name}"
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        table.blockSignals(False)
        self.leader.setEnabled(bool(self._people) and dossier.assessment.state.open)

    def _ticked(self, item: QTableWidgetItem) -> None:
        person, group = self._people[item.column()], self._groups[item.row()]
        on = item.checkState() is Qt.CheckState.Checked
        self._try(lambda: self._session.attempt(division.assign, self._id, person.id, group.key, on=on))

    def _lead(self) -> None:
        chosen = self.leader.currentData() or None
        self._try(lambda: self._session.attempt(division.lead, self._id, chosen))

    def _try(self, act: Callable[[], object]) -> None:
        self.fault.hide()
        try:
            act()
        except UserError as error:
            self.fault.setText(f"{error.what}{error.remedy}")
            self.fault.show()
            self.refresh()

    def _columns(self) -> tuple[Column[Pair], ...]:
        return (
            Column("专家", lambda one: f"{self._named(one.one)}、{self._named(one.other)}", width=140),
            Column("部分", self._part, width=190),
            Column("一致率", lambda one: wording_team.share(one.found), align="right", width=120),
            Column("Kappa", lambda one: wording_team.kappa(one.found.kappa), align="right", width=90),
        )

    def _named(self, person_id: str) -> str:
        return self._names.get(person_id, "（已删除）")

    def _part(self, pair: Pair) -> str:
        if pair.section is None:
            return "全部"
        return next((wording_compare.group(one) for one in self._groups if one.key == pair.section), "")

    def _lay_out(self) -> None:
        theme.say(self.fault, "bad")
        self.fault.hide()
        hint = QLabel(_HINT, wordWrap=True)
        theme.say(hint, "soft")
        label = QLabel("组长")
        label.setBuddy(self.leader)
        top = QHBoxLayout()
        top.addWidget(label)
        top.addWidget(self.leader)
        top.addStretch()
        table = self.matrix
        table.setAccessibleName("分工表")
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(26)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText("关闭")
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(theme.GRID)
        column.addLayout(top)
        column.addWidget(hint)
        column.addWidget(table, 3)
        column.addWidget(self.fault)
        column.addWidget(self.found)
        column.addWidget(self.pairs, 2)
        column.addWidget(buttons)
        self.resize(720, 480)


_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
