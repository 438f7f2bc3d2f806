"""我的姓名: who is at work, chosen among the people on file; where nobody is on file a name is typed."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from app import wording
from app.core.rights import Person
from app.errors import UserError
from app.services import people
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.person import PersonDialog, sign_as
from ui.session import Session
from ui.widgets import editors
from ui.widgets.field import Field

_NOBODY = "修订记录以此署名。几个人共用这个数据文件时，请在“人员”页登记，各人按角色办理。"
_SOMEBODY = "修订记录和签章以此署名，办理各步按角色确定。"


class WhoDialog(FormDialog):
    """Open it with ``open()``; the session then goes on under the name, which is remembered."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        staff = session.ask(lambda store: people.listed(store, active=True)) or ()
        choices = tuple((person.name, described(person)) for person in staff)
        kind = Field("who", "姓名", "choice" if choices else "text", choices=choices, required=True)
        self.name = editors.editor(kind)
        super().__init__("我的姓名", [("姓名", self.name)], "确定", parent)
        self._session = session
        self.name.show_value(session.who)
        self.say(_SOMEBODY if choices else _NOBODY)
        if choices:
            join = self.buttons.addButton("登记本人…", QDialogButtonBox.ButtonRole.ActionRole)
            join.setToolTip("名单上没有您时，登记本人")
            join.clicked.connect(lambda _on=False: self._join())

    def take(self) -> None:
        """Sign under the chosen or typed name from now on."""
        name = str(self.name.value() or "").strip()
        if not name:
            raise UserError("还没有选择姓名。", "名单上没有您的，请登记本人。")
        sign_as(self._session, name)

    def _join(self) -> None:
        known = {person.name for person in self._session.ask(people.listed) or ()}
        proposed = "" if self._session.who in known else self._session.who
        PersonDialog(self._session, oneself=True, name=proposed, parent=self.parentWidget()).open()
        self.reject()


def described(person: Person) -> str:
    """Name, role and unit in one line."""
    return f"{person.name}（{'，'.join(filter(None, (wording.name(person.role), person.unit)))}）"
