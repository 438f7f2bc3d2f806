"""What is on record of one file: its name, kind and dates, each saved at once, and what it proves, each to go to."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QListWidget, QVBoxLayout, QWidget

from app.core import evidence as core
from app.core.evidence import Evidence, Use
from app.services import evidence_adding
from app.services.evidence import Proof
from ui import places, theme
from ui.pages.evidence_rows import FileLine
from ui.session import Session
from ui.widgets import record_fields
from ui.widgets.field import Field
from ui.widgets.form import RecordForm
from ui.widgets.form_area import FormArea

_NAMES = ("name", "kind", "issued_on", "expires_on", "note")
_HINTS = {
    "issued_on": "照片为拍摄日期",
    "expires_on": "评估报告不填时，按出具之日起三年计",
}
_MOST_ROWS = 4


class FileDetail(QWidget):
    """Shows one file; saves through the session."""

    wanted = Signal(str)
    """The address of what a file proves."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.line: FileLine | None = None
        self.form = RecordForm(_fields(self))
        self.proofs = ProofList()
        self._used = QLabel()
        self._lay_out()
        self.form.edited.connect(self._edit)
        self.proofs.opened.connect(self._go)
        self.proofs.dropped.connect(self._drop)

    def show_line(self, line: FileLine | None) -> None:
        """Show a file, or none."""
        self.line = line
        self.area.setVisible(line is not None)
        for part in (self._used, self.proofs):
            part.setVisible(line is not None)
        if line is None:
            return
        fixed = any(proof.fixed for proof in line.filed.proofs)
        for name in _NAMES:
            self.form.lock(name, fixed and name != "note")
        self.form.load(record_fields.values(line.one), record=line.one.id)
        count = len(line.filed.proofs)
        note = "；已结束的评估所用，资料不能再改" if fixed else ""
        self._used.setText(
            f"证明 {count} 项{note}" if count else "还没有引用：在评估、十有两禁或整治方案中“选用已有”"
        )
        self.proofs.show_proofs(line.filed.proofs)

    def settle(self) -> bool:
        """Save what is typed."""
        return self.line is None or self.area.settle()

    def wrong(self, **changed: date | None) -> str | None:
        """What is wrong with the two dates once one of them is another."""
        if self.line is None:
            return None
        dates = {"issued": self.line.one.issued_on, "expires": self.line.one.expires_on, **changed}
        return core.dates_fault(dates["issued"], dates["expires"])

    def _edit(self, name: str, value: Any) -> None:
        if self.line is not None:
            self._session.do(evidence_adding.edit, self.line.one.id, name, value)

    def _drop(self, proof: Proof) -> None:
        if self.line is not None:
            self._session.do(evidence_adding.unlink, self.line.one.id, proof.use)

    def _go(self, proof: Proof) -> None:
        if self.line is not None:
            self._session.select(self.line.one.park_id, proof.use.assessment_id or self._session.assessment)
            self.wanted.emit(places.address(_subject(proof.use)))

    def _lay_out(self) -> None:
        theme.say(self._used, "soft")
        self._used.setWordWrap(True)
        self.area = FormArea(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        column.addWidget(self.area, 1)
        column.addWidget(self._used)
        column.addWidget(self.proofs)


class ProofList(QListWidget):
    """What a file proves: Enter goes there, Delete lets go of it."""

    opened = Signal(object)
    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("证明哪些项")
        self._proofs: tuple[Proof, ...] = ()
        self.itemDoubleClicked.connect(lambda _item: self._tell(self.opened))

    def show_proofs(self, proofs: tuple[Proof, ...]) -> None:
        """Show what a file proves."""
        self._proofs = proofs
        at = self.currentRow()
        self.clear()
        self.addItems([f"{proof.name}{'（已固定）' if proof.fixed else ''}" for proof in proofs])
        self.setCurrentRow(min(at, len(proofs) - 1))
        self.setToolTip("Enter 转到该项，Delete 取消引用")
        self.setVisible(bool(proofs))
        height = self.sizeHintForRow(0) * min(len(proofs), _MOST_ROWS) + 2 * self.frameWidth() + 2
        self.setFixedHeight(max(height, theme.GRID))

    def event(self, event: QEvent) -> bool:
        """Enter and Delete are the list's own here."""
        own = (Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in own
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there, Delete lets go."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell(self.opened)
        elif event.key() == Qt.Key.Key_Delete:
            self._tell(self.dropped)
        else:
            super().keyPressEvent(event)

    def _tell(self, signal: Any) -> None:
        if 0 <= self.currentRow() < len(self._proofs):
            signal.emit(self._proofs[self.currentRow()])


def _subject(use: Use) -> str:
    return f"measure/{use.measure_id}" if use.measure_id else use.subject


def _fields(detail: FileDetail) -> tuple[Field, ...]:
    checks = {
        "issued_on": lambda value: detail.wrong(issued=value),
        "expires_on": lambda value: detail.wrong(expires=value),
    }
    made = (record_fields.field(Evidence, name, hint=_HINTS.get(name, "")) for name in _NAMES)
    return tuple(record_fields.also(field, checks.get(field.name)) for field in made)
