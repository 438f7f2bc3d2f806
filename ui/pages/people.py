"""人员: who works with this store, as what, with which key; entering, changing and retiring them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from app import wording
from app.core import seal
from app.core.rights import Person
from app.services import people
from ui import theme
from ui.commands import Command
from ui.dialogs.person import PersonDialog, sign_as
from ui.empty import Empty, EmptyState
from ui.page import Page
from ui.pages.people_key import KeyPanel
from ui.session import Session
from ui.table import Column, TableView
from ui.tasks import Tasks
from ui.widgets import record_fields
from ui.widgets.form import RecordForm
from ui.widgets.form_area import FormArea
from ui.widgets.splitter import Splitter

_NOTHING = (
    "还没有登记人员，一个人使用时不必登记，各步都可以办理。\n"
    "几个人共用这个数据文件时，先登记本人，再登记管委会、专家、复核人；各人按角色办理，评估可以签章。"
)
_COLUMNS = (
    Column[Person]("姓名", lambda person: person.name, width=84),
    Column[Person]("角色", lambda person: wording.name(person.role), width=70),
    Column[Person]("单位", lambda person: person.unit, width=136),
    Column[Person](
        "密钥指纹", lambda person: seal.grouped(seal.fingerprint(person.public_key or "")), width=162
    ),
    Column[Person](
        "在用",
        lambda person: "在用" if person.active else "已停用",
        width=64,
        colour=lambda person: None if person.active else "ink_soft",
    ),
)
_FIELDS = ("name", "role", "unit", "active")


class PeoplePage(Page):
    """People on the left; the chosen one's facts and key on the right."""

    title = "人员"

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__(session, tasks)
        self._chosen: Person | None = None
        self.table: TableView[Person] = TableView(
            _COLUMNS, key=lambda person: person.id, place="people", filtered=False
        )
        self.form = RecordForm([record_fields.field(Person, name) for name in _FIELDS])
        self.area = FormArea(self.form, self)
        self.key = KeyPanel(session)
        self._nothing = EmptyState(Empty(_NOTHING, "登记本人…", self.add))
        self._stack = QStackedLayout()
        self.table.picked.connect(self._pick)
        self.form.edited.connect(self._edit)
        self.key.said.connect(self.say)
        self._lay_out()

    def commands(self) -> tuple[Command, ...]:
        """Enter, sign as, retire."""
        return (
            Command("登记人员…", self.add, "Ctrl+N", icon="add", menu="编辑"),
            Command(
                "以此人署名", self.sign_as, icon="people", when=self._other, hint="修订记录和签章以此人署名"
            ),
            Command(
                "停用人员",
                self.retire,
                icon="delete",
                when=self._usable,
                hint="姓名留在已办的事项上，可以恢复",
            ),
        )

    def settle(self) -> bool:
        """Save what is typed."""
        return self._chosen is None or self.area.settle()

    def refresh(self, change: object | None) -> None:
        """Read the list again, and the chosen person."""
        staff = self.session.ask(people.listed) or ()
        self._stack.setCurrentIndex(1 if staff else 0)
        self.table.load(staff)
        if staff and self.table.row() is None:
            own = next((person.id for person in staff if person.name == self.session.who), staff[0].id)
            self.table.select(own)
        self._pick(self.table.row())

    def add(self) -> None:
        """Ask for a new person; the first one is the person at work."""
        staff = self.session.ask(people.listed) or ()
        named = "" if staff else self.session.who
        PersonDialog(self.session, oneself=not staff, name=named, parent=self.window()).open()

    def sign_as(self) -> None:
        """Go on under the chosen person's name."""
        if self._chosen is not None:
            sign_as(self.session, self._chosen.name)
            self.say(f"现在由{self._chosen.name}（{wording.name(self._chosen.role)}）署名")

    def retire(self) -> None:
        """Take the chosen people out of use."""
        chosen = [person for person in self.table.rows() if person.active]
        if chosen and self.session.do(people.retire, *(person.id for person in chosen)) is not None:
            names = "、".join(person.name for person in chosen)
            self.say(f"已停用{names}", "其办理过的事项不变；勾选“在用”可以恢复。")

    def _pick(self, person: Person | None) -> None:
        if self._chosen is not None and (person is None or person.id != self._chosen.id):
            unsaved = self.area.unsaved()
            if unsaved:
                self.say(f"没有保存——{unsaved}", "原来的内容没有变，请重新填写", kind="warn")
        self._chosen = person
        self.area.setVisible(person is not None)
        self.key.show_person(person)
        if person is not None:
            self.form.load(record_fields.values(person), record=person.id)
        self.header_changed.emit()

    def _edit(self, name: str, value: Any) -> None:
        person = self._chosen
        if person is None or self.session.do(people.edit, person.id, name, value) is None:
            return
        if name == "name" and person.name == self.session.who:
            sign_as(self.session, str(value).strip())

    def _usable(self) -> bool:
        return self._chosen is not None and self._chosen.active

    def _other(self) -> bool:
        return self._usable() and self._chosen is not None and self._chosen.name != self.session.who

    def _lay_out(self) -> None:
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        self.area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addWidget(self.area)
        column.addWidget(self.key)
        column.addStretch(1)
        holder = QWidget()
        holder.setLayout(self._stack)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(
            Splitter("people", self.table, beside, shares=(3, 2), orientation=Qt.Orientation.Horizontal)
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        whole.addWidget(holder)
