"""The park's files to choose from: what is on record already can prove something more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import wording
from app.core.evidence import Evidence
from ui import theme
from ui.table import Column, Empty, TableView

_SIZE = QSize(620, 340)
_COLUMNS = (
    Column[Evidence]("文件", lambda one: one.name, width=300),
    Column[Evidence]("类别", lambda one: wording.name(one.kind), width=120),
    Column[Evidence]("出具", lambda one: one.issued_on, width=90),
    Column[Evidence]("有效期至", lambda one: one.valid_until, width=90),
)


class EvidenceChoice(QFrame):
    """Calls ``take`` with the chosen files and goes; Esc goes without."""

    def __init__(
        self, parent: QWidget, files: Sequence[Evidence], take: Callable[[tuple[Evidence, ...]], object]
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._take = take
        self.table: TableView[Evidence] = TableView(
            _COLUMNS,
            key=lambda one: one.id,
            place="evidence-choice",
            empty=Empty("本园区没有其他佐证文件可选。请用“添加…”加入新文件"),
        )
        self.table.search("")
        self.table.load(files)
        self.use = QPushButton("选用选中的文件（Enter）")
        self.use.setProperty("primary", True)
        self.use.setEnabled(bool(files))
        self.use.clicked.connect(lambda _on=False: self._done())
        self.table.opened.connect(lambda _one: self._done())
        self._lay_out()

    def show_below(self, place: QWidget) -> None:
        """Open under ``place``, ready to search."""
        room = place.screen().availableGeometry()
        size = _SIZE.boundedTo(room.size())
        self.resize(size)
        corner = place.mapToGlobal(QPoint(0, place.height()))
        corner.setX(max(room.left(), min(corner.x(), room.right() - size.width())))
        if corner.y() + size.height() > room.bottom():
            corner.setY(max(room.top(), place.mapToGlobal(QPoint(0, 0)).y() - size.height()))
        self.move(corner)
        self.show()
        self.table.focus_filter()

    def _done(self) -> None:
        chosen = self.table.rows()
        if chosen and self.isVisible():
            self.close()
            self._take(chosen)

    def _lay_out(self) -> None:
        hint = QLabel("选一个或几个：Ctrl 或 Shift 加点击可多选")
        theme.say(hint, "small")
        foot = QHBoxLayout()
        foot.addWidget(hint, 1)
        foot.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
