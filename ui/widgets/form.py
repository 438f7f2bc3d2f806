"""A record on screen, made from fields: each edit is said at once, each fault beside its field.

    form = RecordForm((Field("name", "名称", required=True), Field("area", "面积", "decimal", unit="km²")))
    form.edited.connect(lambda name, value: session.do(parks.edit, park_id, name, value))
    form.load({"name": "示例园区", "area": Decimal("12.5")}, record=park_id)

The page answers ``edited`` by saving; the change that follows makes it ``load`` what the store now holds. An
edit that is not answered by ``load`` was not saved, and its field says so.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import editors
from ui.widgets.field import Field, RefusedError

_WIDEST_LABEL = 120
"""Pixels; a longer label takes two lines rather than room from the fields."""
_NOT_SAVED = "没有保存，请改后再试"

__all__ = ["Field", "RecordForm", "RefusedError"]


class RecordForm(QWidget):
    """There is no save button: ``edited`` comes when a field is finished and its value is new and sound."""

    edited = Signal(str, object)
    """Name of the field and its new value."""

    def __init__(self, fields: Sequence[Field], *, columns: int = 1) -> None:
        super().__init__()
        self._rows = {field.name: _Row(field, self) for field in fields}
        self._record: Hashable = None
        self._columns, self._above = 0, False
        self._grid = QGridLayout(self)
        self._grid.setHorizontalSpacing(2 * theme.GRID)
        self._grid.setVerticalSpacing(theme.GRID)
        self._headings: list[QLabel] = []
        self.arrange(columns)

    def load(self, values: Mapping[str, Any], *, record: Hashable = None) -> None:
        """Show ``values``; a field with unsaved typing keeps it unless ``record`` is another one."""
        other = record != self._record
        self._record = record
        for name, row in self._rows.items():
            row.load(values.get(name), keep_typing=not other)

    def values(self) -> dict[str, Any]:
        """The saved values."""
        return {name: row.saved for name, row in self._rows.items()}

    def commit(self) -> bool:
        """Say every unsaved edit now; False when a field has a fault."""
        sound = [row.finish() for row in self._rows.values()]
        return all(sound)

    def refuse(self, name: str, fault: str) -> None:
        """Show a fault that only the caller could know beside a field."""
        self._rows[name].show_fault(fault)

    def fault(self, name: str) -> str:
        """The fault shown beside a field, or an empty text."""
        return self._rows[name].message.text()

    def editor(self, name: str) -> editors.Editor:
        """The editor of a field."""
        return self._rows[name].editor

    def focus(self, name: str) -> None:
        """Put the cursor into a field."""
        self._rows[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def lock(self, name: str, read_only: bool) -> None:
        """Lock or unlock one field."""
        self._rows[name].lock(read_only)

    def set_read_only(self, read_only: bool) -> None:
        """Lock or unlock the whole record."""
        for row in self._rows.values():
            row.lock(read_only)

    def arrange(self, columns: int, *, above: bool = False) -> None:
        """Lay the fields out in so many columns, or each label ``above`` its field; typing and faults stay."""
        if (columns, above) == (self._columns, self._above):
            return
        self._clear()
        self._columns, self._above = columns, above
        if above:
            self._stack()
        else:
            self._beside(columns)

    def _beside(self, columns: int) -> None:
        grid = self._grid
        for at in range(columns):
            grid.setColumnStretch(2 * at + 1, 1)
        line, at, section = 0, 0, ""
        for row in self._rows.values():
            field = row.field
            opens = bool(field.section) and field.section != section
            if opens or (_wide(field) and at):
                line, at = line + bool(at), 0
            if opens:
                section = field.section
                self._headings.append(_heading(section))
                grid.addWidget(self._headings[-1], line, 0, 1, 2 * columns)
                line += 1
            span = 2 * columns - 1 if _wide(field) else 1
            grid.addWidget(row.label, line, 2 * at, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(row, line, 2 * at + 1, 1, span)
            at += columns if _wide(field) else 1
            line, at = (line + 1, 0) if at >= columns else (line, at)
        grid.setRowStretch(line + 1, 1)

    def _stack(self) -> None:
        section = ""
        for row in self._rows.values():
            if row.field.section != section:
                section = row.field.section
                self._headings.append(_heading(section))
                self._grid.addWidget(self._headings[-1], self._grid.rowCount(), 0)
            self._grid.addWidget(row.label, self._grid.rowCount(), 0)
            self._grid.addWidget(row, self._grid.rowCount(), 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def _clear(self) -> None:
        for heading in self._headings:
            heading.deleteLater()
        self._headings = []
        while self._grid.takeAt(0) is not None:
            pass
        for at in range(self._grid.columnCount()):
            self._grid.setColumnStretch(at, 0)
        for at in range(self._grid.rowCount()):
            self._grid.setRowStretch(at, 0)


class _Row(QWidget):
    """Label, editor, unit and fault of one field, and the value that is saved."""

    def __init__(self, field: Field, form: RecordForm) -> None:
        super().__init__(form)
        self.field = field
        self.saved: Any = None
        self._answered = True
        self._form = form
        self.editor = editors.editor(field)
        self.editor.finished.connect(self.finish)
        self.label = QLabel(f"{field.label} ＊" if field.required else field.label)
        self.label.setToolTip(f"{field.hint}（必填）" if field.required else field.hint)
        self.label.setBuddy(self.editor)
        self.label.setContentsMargins(0, 6, 0, 0)
        if self.label.sizeHint().width() > _WIDEST_LABEL:
            self.label.setWordWrap(True)
            self.label.setFixedWidth(_WIDEST_LABEL)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # columns of one width
        theme.say(self.label, "soft")
        self.message = QLabel(wordWrap=True)
        theme.say(self.message, "bad")
        self.message.hide()
        self._lay_out()

    def load(self, value: Any, *, keep_typing: bool) -> None:
        self.saved = value
        self._answered = True
        if keep_typing and self.editor.pending():
            return
        self.editor.show_value(value)
        self.show_fault("")

    def finish(self) -> bool:
        """Say the value if it is new and sound; whether it is sound."""
        if self._answered and not self.editor.pending():
            return not self.message.text()
        try:
            value = self.editor.value()
        except RefusedError as refused:
            return self._refuse(str(refused))
        fault = self.field.fault(value)
        if fault:
            return self._refuse(fault)
        self._accept(value)
        return True

    def show_fault(self, fault: str) -> None:
        self.message.setText(fault)
        self.message.setVisible(bool(fault))
        if self.editor.property("fault") != bool(fault):
            self.editor.setProperty("fault", bool(fault))
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)
        self.editor.setAccessibleDescription(fault or self.field.hint)

    def lock(self, read_only: bool) -> None:
        locked = read_only or self.field.read_only
        if isinstance(self.editor, editors.Choice | editors.Tick):
            self.editor.setEnabled(not locked)
        else:
            self.editor.setReadOnly(locked)

    def _accept(self, value: Any) -> None:
        self.show_fault("")
        self.editor.settle()
        if value == self.saved:
            return
        self._answered = False
        self._form.edited.emit(self.field.name, value)
        if not self._answered and not self.message.text():
            self.show_fault(_NOT_SAVED)

    def _refuse(self, fault: str) -> bool:
        self.show_fault(fault)
        return False

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.GRID)
        line.addWidget(self.editor, 1)
        if self.field.unit:
            unit = QLabel(self.field.unit)
            theme.say(unit, "soft")
            line.addWidget(unit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self.message)
        column.addStretch(1)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setContentsMargins(0, theme.GRID, 0, 0)
    theme.say(label, "strong")
    return label


def _wide(field: Field) -> bool:
    return field.wide or field.kind == "long"
