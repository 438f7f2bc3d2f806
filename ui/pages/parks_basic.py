"""基本情况: every field of a park, under headings, each saved at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.park import Park
from app.services import parks
from ui import theme
from ui.session import Session
from ui.widgets import record_fields
from ui.widgets.form import RecordForm
from ui.widgets.form_area import FormArea

_SECTIONS = {
    "名称和所在地": ("name", "code", "region_code", "province", "city", "county", "address"),
    "认定": ("recognition_status", "recognition_number", "recognition_date", "recognition_batch"),
    "规模": ("planned_area", "built_area", "longitude", "latitude", "leading_industries"),
    "管理机构和人员": (
        "body",
        "body_level",
        "safety_body",
        "head",
        "head_phone",
        "safety_head",
        "safety_head_phone",
        "contact",
        "contact_phone",
    ),
    "重点监管和重大危险源": (
        "key_processes",
        "key_chemicals",
        "hazards_1",
        "hazards_2",
        "hazards_3",
        "hazards_4",
    ),
    "其他": ("note",),
}
_WIDE = ("name", "address", "body")


class Basic(QWidget):
    """The form of the chosen park."""

    said = Signal(str, str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._record: str | None = None
        self.form = RecordForm(record_fields.in_sections(Park, _SECTIONS, _WIDE), columns=2)
        self._area = FormArea(self.form, self)
        self.form.edited.connect(self._edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.addWidget(self._area)

    def show_park(self, park: Park) -> None:
        """Show what is on file; what could not be saved of the park before is said."""
        if self._record not in (None, park.id):
            unsaved = self._area.unsaved()
            if unsaved:
                self.said.emit(f"没有保存——{unsaved}", "原来的内容没有变，请重新填写", "warn")
        self._record = park.id
        self.form.load(record_fields.values(park), record=park.id)

    def begin(self, name: str = "name") -> None:
        """Put the cursor into a field, so that typing replaces what stands there."""
        self._area.begin(name)

    def settle(self) -> bool:
        """Save what is typed; False where a field has a fault, which then has the cursor."""
        return self._record is None or self._area.settle()

    def _edit(self, name: str, value: Any) -> None:
        if self._record is not None:
            self.session.do(parks.edit, Park, self._record, name, value)
