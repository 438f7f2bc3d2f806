"""A file beside the window while one answers: the preview in a window of its own that blocks nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.evidence import Evidence
from ui import theme
from ui.session import Session
from ui.tasks import Tasks
from ui.widgets.preview import Preview

_SIZE = QSize(720, 640)


class EvidenceWindow(QWidget):
    """Alt+← and Alt+→ walk through the files of the row; Esc puts it away."""

    said = Signal(object)

    def __init__(self, session: Session, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.preview = Preview(session, tasks)
        self.preview.said.connect(self.said)
        self._files: tuple[Evidence, ...] = ()
        self._at = 0
        self.before, self.after = QPushButton("上一个文件"), QPushButton("下一个文件")
        self._lay_out()
        self.before.clicked.connect(lambda _on=False: self.step(-1))
        self.after.clicked.connect(lambda _on=False: self.step(1))
        for keys, run in (
            ("Esc", self.close),
            ("Alt+Left", self.before.click),
            ("Alt+Right", self.after.click),
        ):
            QShortcut(QKeySequence(keys), self, run)
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))

    def show_one(self, one: Evidence, files: Sequence[Evidence]) -> None:
        """Show a file out of several."""
        self._files = tuple(files)
        self._at = next((at for at, each in enumerate(self._files) if each.id == one.id), 0)
        self._show()
        self.show()
        self.raise_()
        self.activateWindow()
        self.preview.take_focus()

    def step(self, by: int) -> None:
        """Another file of the row."""
        if 0 <= self._at + by < len(self._files):
            self._at += by
            self._show()

    def _show(self) -> None:
        one = self._files[self._at]
        self.setWindowTitle(f"佐证 · {one.name}")
        self.preview.show_file(one)
        for button in (self.before, self.after):
            button.setVisible(len(self._files) > 1)
        self.before.setEnabled(self._at > 0)
        self.after.setEnabled(self._at + 1 < len(self._files))

    def _lay_out(self) -> None:
        walk = QHBoxLayout()
        for button in (self.before, self.after):
            walk.addWidget(button)
        walk.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        column.addLayout(walk)
        column.addWidget(self.preview, 1)
