"""照片和文件设置: how photos are kept, how large a file may be, when to warn; for all who use this store."""

from __future__ import annotations

from app.errors import UserError
from app.services import evidence_settings
from ui.dialogs.form_dialog import FormDialog
from ui.session import Session
from ui.widgets import editors
from ui.widgets.field import Field, RefusedError

_FIELDS = (
    Field("longest", evidence_settings.NAMES["longest"], "int", hint="填 0 保留原大小"),
    Field("keep_camera", "拍摄信息", "bool", hint="保留拍摄地点和相机信息"),
    Field("limit", evidence_settings.NAMES["limit"], "int"),
    Field("notice", evidence_settings.NAMES["notice"], "int"),
)


class EvidenceSettings(FormDialog):
    """Open it with ``open()``; what is changed is saved at once when it closes."""

    def __init__(self, session: Session, parent: object = None) -> None:
        self._session = session
        self._editors = {field.name: editors.editor(field) for field in _FIELDS}
        rows = [(field.label, self._editors[field.name]) for field in _FIELDS]
        super().__init__("照片和文件设置", rows, "保存", parent)  # type: ignore[arg-type]
        held = session.ask(evidence_settings.read) or evidence_settings.Settings()
        self._held = {field.name: getattr(held, field.name) for field in _FIELDS}
        for name, editor in self._editors.items():
            editor.show_value(self._held[name])
        self.say("只影响以后加入的文件。照片加入时转正、缩小，默认去掉拍摄地点和相机信息。")

    def take(self) -> None:
        """Save what is another now."""
        wanted = {name: self._value(name) for name in self._editors}
        for name, value in wanted.items():
            if wrong := evidence_settings.fault(name, value):
                raise UserError(f"{evidence_settings.NAMES[name]}：{wrong}。")
        for name, value in wanted.items():
            if value != self._held[name]:
                self._session.do(evidence_settings.change, name, value)

    def _value(self, name: str) -> int | bool:
        try:
            value = self._editors[name].value()
        except RefusedError as refused:
            raise UserError(f"{evidence_settings.NAMES[name]}：{refused}。") from refused
        return value if isinstance(value, (int, bool)) else 0
