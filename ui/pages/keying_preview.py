"""What writing the keyed entries would change, before it is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.pages import keying_lines as lines
from ui.pages.keying_lines import Line, Step
from ui.table import Empty, TableView


class Preview(QWidget):
    """Says ``wanted`` when all is to be written."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.summary, self.button = QLabel(wordWrap=True), QPushButton("写入作答")
        self.button.setProperty("primary", True)
        self.table: TableView[Line] = TableView(
            lines.WRITE,
            key=lambda line: line.subject,
            place="keying-write",
            empty=Empty("还没有两遍一致的录入"),
        )
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(self.summary, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.button.clicked.connect(lambda _on=False: self.wanted.emit())

    def take_focus(self) -> None:
        """Into the list."""
        self.table.view.setFocus()

    def show_lines(self, every: Sequence[Line], *, may: bool) -> None:
        """Show what would become of the round; ``may`` whether it can be written now."""
        differing = lines.done(every, Step.SETTLE)
        first = f"两遍还有 {differing} 处不一致，请先在“比对”中核定。" if differing else ""
        self.summary.setText(f"{first}{lines.summary(every)}。")
        theme.say(self.summary, "warn" if differing else "soft")
        self.table.load(lines.preview(every))
        self.button.setEnabled(may)
