"""登记人员: entering somebody, or oneself, with name, role and unit."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.core.rights import Person, Role
from app.errors import UserError
from app.services import people, stores
from ui import settings
from ui.dialogs.form_dialog import FormDialog
from ui.session import Session
from ui.widgets import editors, record_fields

_FIRST = "名单上的第一位是您本人；以后由名单上的人员登记其他人。登记后，每一步按角色办理。"
_ONESELF = "登记后以此姓名署名。角色按实际承担的工作选择，登记会记入修订记录。"
_OTHER = "姓名用来署名，不能与他人重复。密钥由本人以后在“人员”页设置。"


class PersonDialog(FormDialog):
    """With ``oneself`` the person at work is entered, and signs under the new name from then on."""

    def __init__(
        self, session: Session, *, oneself: bool, name: str = "", parent: QWidget | None = None
    ) -> None:
        self.fields = [record_fields.field(Person, each) for each in ("name", "role", "unit")]
        self.name, self.role, self.unit = (editors.editor(field) for field in self.fields)
        rows = [(field.label, each) for field, each in zip(self.fields, self._editors(), strict=True)]
        super().__init__("登记本人" if oneself else "登记人员", rows, "登记", parent)
        self._session, self._oneself = session, oneself
        self.name.show_value(name)
        self.role.show_value(Role.COMMITTEE)
        first = not session.ask(people.listed)
        self.say(_FIRST if oneself and first else _ONESELF if oneself else _OTHER)

    def take(self) -> None:
        """Enter the person."""
        name, role, unit = (each.value() for each in self._editors())
        for field, value in zip(self.fields, (name, role, unit), strict=True):
            if fault := field.fault(value):
                raise UserError(f"{field.label}：{fault}。")
        person = Person(id=stores.new_id(), name=str(name), role=Role(str(role)), unit=str(unit))
        if not self._oneself:
            self._session.attempt(people.add, person)
            return
        self._session.attempt(lambda store, _who: people.join(store, person.name, person))
        sign_as(self._session, person.name)

    def _editors(self) -> tuple[editors.Editor, ...]:
        return self.name, self.role, self.unit


def sign_as(session: Session, name: str) -> None:
    """Go on under this name, today and from now on."""
    settings.write(settings.WHO, name)
    session.sign_as(name)
