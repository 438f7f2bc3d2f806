"""Opening another round for a park: its kind, its year, and the edition that it is pinned to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from app import wording, wording_verdict
from app.core.dossier import Assessment
from app.core.rollup import Kind
from app.core.rounds import offered_beside
from app.core.standard import Standard
from ui import theme
from ui.widgets import editors, round_choice
from ui.widgets.field import Field, RefusedError
from ui.widgets.pick import Pick


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked for; ``edition`` is the edition's id."""

    kind: Kind
    year: int
    edition: str
    beside: str | None = None
    """Id of the round that it is made beside."""


class NewAssessment(QDialog):
    """Says ``wanted`` once it is complete; open it with ``open()``."""

    wanted = Signal(object)

    def __init__(
        self,
        park: str,
        editions: Sequence[Standard],
        rounds: Sequence[Assessment],
        year: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"新建评估 · {park}")
        self._editions = {standard.edition.id: standard for standard in editions}
        self._rounds = tuple(rounds)
        self._taken = {(one.kind, one.year): one for one in rounds}
        fields = _fields(tuple(editions))
        self.kind, self.year, self.edition = (editors.editor(field) for field in fields)
        self.kind.show_value(Kind.SELF)
        self.year.show_value(year)
        self.edition.show_value(next(iter(self._editions), None))
        self.beside = Pick("对照")
        self._note, self._fault = QLabel(wordWrap=True), QLabel(wordWrap=True)
        theme.say(self._note, "soft")
        theme.say(self._fault, "bad")
        self._lay_out(fields)
        for editor in (self.kind, self.year, self.edition):
            editor.finished.connect(self._tell)
        self.kind.finished.connect(self._offer)
        self._offer()
        self._tell()

    def accept(self) -> None:
        """Say what is wanted, or what is missing."""
        year = self._year()
        edition = self.edition.value()
        if year is None:
            self._fault.setText("年份请写成 2026 的样子，在 2019 到 2099 之间。")
            self.year.setFocus()
        elif edition is None:
            self._fault.setText("没有可用的标准包，请先在“标准”页导入。")
        else:
            beside = self.beside.currentData() or None
            self.wanted.emit(Wanted(Kind(str(self.kind.value())), year, str(edition), beside))
            super().accept()

    def _offer(self) -> None:
        """Offer the rounds that this kind can be made beside, the most fitting chosen."""
        found = offered_beside(self._rounds, Kind(str(self.kind.value())))
        entries = round_choice.entries(found)
        self.beside.offer([*entries, ("", "不对照")], entries[0][0] if entries else "")
        self.beside.setEnabled(bool(entries))

    def _year(self) -> int | None:
        try:
            year = self.year.value()
        except RefusedError:
            return None
        return year if isinstance(year, int) and 2019 <= year <= 2099 else None

    def _tell(self) -> None:
        self._fault.clear()
        lines = []
        standard = self._editions.get(str(self.edition.value()))
        if standard is not None:
            lines.append(f"{wording_verdict.edition_line(standard)}。")
        year = self._year()
        taken = self._taken.get((Kind(str(self.kind.value())), year)) if year is not None else None
        if taken is not None:
            state = wording.name(taken.state)
            lines.append(f"{taken.year} 年已有一轮{wording.name(taken.kind)}（{state}），新建后两轮并存。")
        self._note.setText("\n".join(lines))

    def _lay_out(self, fields: Sequence[Field]) -> None:
        form = QFormLayout()
        for field, editor in zip(fields, (self.kind, self.year, self.edition), strict=True):
            form.addRow(field.label, editor)
        form.addRow("对照", self.beside)
        self.beside.setToolTip("逐项看着对照的一轮作答；对照的一轮不会被改动")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        names = {QDialogButtonBox.StandardButton.Ok: "新建", QDialogButtonBox.StandardButton.Cancel: "取消"}
        for which, name in names.items():
            buttons.button(which).setText(name)
            buttons.button(which).setIcon(QIcon())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self._note)
        column.addWidget(self._fault)
        column.addStretch()
        column.addWidget(buttons)
        self.resize(520, 320)


def _fields(editions: Sequence[Standard]) -> tuple[Field, ...]:
    kinds = tuple((kind, wording.name(kind)) for kind in Kind)
    offered = tuple(
        (one.edition.id, f"{one.edition.title} v{one.edition.version.removeprefix('v')}") for one in editions
    )
    return (
        Field("kind", "类型", "choice", choices=kinds, required=True),
        Field("year", "年份", "int", required=True),
        Field("edition", "标准包", "choice", choices=offered, required=True),
    )
