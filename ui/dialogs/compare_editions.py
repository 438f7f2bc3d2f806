"""Any two editions at hand side by side: what became of each question, and which rules differ."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app import wording_edition
from app.core.standard import Standard
from app.services import edition_import
from ui import theme
from ui.dialogs import import_edition
from ui.widgets.edition_changes import EditionChanges
from ui.widgets.pick import Pick


class CompareEditions(QDialog):
    """Two lists to choose from, and below what differs; it never changes anything."""

    def __init__(
        self, editions: Sequence[Standard], old: Standard, new: Standard, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, sizeGripEnabled=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("比较标准包")
        self._editions = {one.checksum: one for one in editions}
        entries = [(one.checksum, wording_edition.edition(one)) for one in editions]
        self.sides = (Pick("原标准包"), Pick("新标准包"))
        for side, chosen in zip(self.sides, (old, new), strict=True):
            side.offer(entries, chosen.checksum)
            side.activated.connect(lambda _at: self._compare())
        self.summary = QLabel(wordWrap=True)
        theme.say(self.summary, "strong")
        self.changes = EditionChanges("compare-editions")
        self._lay_out()
        self._compare()

    def _compare(self) -> None:
        old, new = (self._editions[side.currentData()] for side in self.sides)
        found = edition_import.compare(old, new)
        told = wording_edition.counts(one.fate for one in found.differences) or "两个标准包都没有条目"
        self.summary.setText(f"{told}。")
        import_edition.show(self.changes, found)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for name, side in zip(("原标准包", "新标准包"), self.sides, strict=True):
            label = QLabel(name)
            label.setBuddy(side)
            theme.say(label, "soft")
            row.addWidget(label)
            row.addWidget(side, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText("关闭")
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(theme.GRID)
        column.addLayout(row)
        column.addWidget(self.summary)
        column.addWidget(self.changes, 1)
        column.addWidget(buttons)
        self.resize(QSize(980, 620).boundedTo(self.screen().availableSize() - QSize(40, 60)))
