"""What a park has several of, as a table above the form of the chosen one; each edit is saved at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Generic

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import labels
from app.core.park import Park
from app.services import parks, stores
from app.services.parks import Filed
from ui import icons, theme
from ui.session import Session
from ui.table import Column, Empty, TableView
from ui.widgets import record_fields
from ui.widgets.field import Field
from ui.widgets.form import RecordForm
from ui.widgets.form_area import FormArea
from ui.widgets.splitter import Splitter

UNDO = "按 Ctrl+Z 可以撤销"


class Records(QWidget, Generic[Filed]):
    """One kind of record; a subclass names the kind and says how it is shown."""

    kind: ClassVar[Any]
    """Its class in the core."""
    filtered: ClassVar[bool] = False
    """Whether there may be so many that one filters them."""
    nothing: ClassVar[str]
    """What is said where the park has none."""
    said = Signal(str, str, str)
    """For the line above the page: what happened, what to do, and info or warn."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.called = labels.KINDS[self.kind]
        self._park: Park | None = None
        self._record: str | None = None
        place = f"parks-{self.kind.__name__.lower()}"
        self.table: TableView[Filed] = TableView(
            self.columns(),
            key=lambda record: record.id,
            place=place,
            empty=Empty(self.nothing, f"新增{self.called}", self.add),
            filtered=self.filtered,
        )
        self.form = RecordForm(self.fields(), columns=2)
        self._area = FormArea(self.form, self)
        self._told = QLabel(wordWrap=True)
        self._buttons = self._make_buttons()
        self.table.picked.connect(self._pick)
        self.form.edited.connect(self._edit)
        self._lay_out(place)

    def columns(self) -> Sequence[Column[Filed]]:
        """The columns of the table."""
        raise NotImplementedError

    def fields(self) -> Sequence[Field]:
        """The fields of the form."""
        raise NotImplementedError

    def fresh(self, park_id: str, key: str) -> Filed:
        """A new record."""
        raise NotImplementedError

    def summary(self, park: Park, records: Sequence[Filed]) -> tuple[str, str]:
        """One line about them all, and the role it is written in."""
        raise NotImplementedError

    def values(self, record: Filed) -> dict[str, Any]:
        """What the form shows of a record."""
        return record_fields.values(record)

    def column_of(self, record: Filed, name: str, value: Any) -> tuple[str, Any]:
        """The field on file, and its value, that an edit in the form's field ``name`` stands for."""
        return name, value

    def show_park(self, park: Park) -> None:
        """Read this park's records again."""
        other = self._park is None or self._park.id != park.id
        self._park = park
        records: tuple[Filed, ...] = self.session.ask(parks.of_park, self.kind, park.id) or ()
        self.prepare(park)
        self.table.load(records)
        text, role = self.summary(park, records)
        self._told.setText(text)
        theme.say(self._told, role)
        if records and (other or self.table.row() is None):
            self.table.select_line(0)
        self._pick(self.table.row())

    def show_record(self, key: str) -> None:
        """Make this record the current one, whatever the filter hides."""
        if not self.table.select(key):
            self.table.search("")
            self.table.select(key)
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def prepare(self, park: Park) -> None:
        """Read what else the form and the table need."""

    def add(self) -> None:
        """File a new record, and put the cursor into its name."""
        if self._park is None or not self.settle():
            return
        key = stores.new_id()
        if self.session.do(parks.add, self.fresh(self._park.id, key)) is None:
            return
        self.show_record(key)
        self._area.begin("name")

    def remove(self) -> None:
        """Take the selected records off the file."""
        chosen = self.table.rows() or tuple(filter(None, (self.table.row(),)))
        at = self.table.view.currentIndex().row()
        if not chosen or self.session.do(parks.remove, self.kind, *(each.id for each in chosen)) is None:
            return
        self.table.select_line(at)
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
        name = chosen[0].name if len(chosen) == 1 else f"{len(chosen)} 个"
        self.said.emit(f"已删除{self.called} {name}".strip(), UNDO, "info")

    def settle(self) -> bool:
        """Save what is typed; False where a field has a fault, which then has the cursor."""
        return self._record is None or self._area.settle()

    def _pick(self, record: Filed | None) -> None:
        if self._record is not None and (record is None or record.id != self._record):
            unsaved = self._area.unsaved()
            if unsaved:
                self.said.emit(f"没有保存——{unsaved}", "原来的内容没有变，请重新填写", "warn")
        self._area.setVisible(record is not None)
        for button in self._buttons[1:]:
            button.setEnabled(record is not None)
        self._record = record.id if record else None
        if record is not None:
            self.form.load(self.values(record), record=record.id)

    def _edit(self, name: str, value: Any) -> None:
        record = next((each for each in self.table.model.rows if each.id == self._record), None)
        if record is not None:
            column, changed = self.column_of(record, name, value)
            self.session.do(parks.edit, self.kind, record.id, column, changed)

    def _make_buttons(self) -> tuple[QPushButton, QPushButton]:
        add = QPushButton(icons.icon("add"), f"新增{self.called}")
        add.setToolTip(f"新增{self.called}（Ctrl+Shift+N）")
        add.clicked.connect(lambda _on=False: self.add())
        remove = QPushButton(icons.icon("delete"), "删除")
        remove.setToolTip("删除选中的行（Del），可以撤销")
        remove.clicked.connect(lambda _on=False: self.remove())
        return add, remove

    def _lay_out(self, place: str) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.GRID)
        line.addWidget(self._told, 1)
        for button in self._buttons:
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(line)
        split = Splitter(place, self.table, self._area, shares=(2, 3), orientation=Qt.Orientation.Vertical)
        column.addWidget(split, 1)
