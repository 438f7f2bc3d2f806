"""A file looked at in place: a picture, a PDF page by page, a text; unpacked beside the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFontDatabase, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app import wording, wording_evidence
from app.core.evidence import Evidence
from app.errors import UserError
from app.progress import Progress
from app.services import evidence_contents
from app.services.evidence_contents import Look, Picture, Text
from ui import theme
from ui.empty import Empty, EmptyState
from ui.looks import Looks
from ui.session import Session
from ui.tasks import Tasks
from ui.widgets.evidence_thumbs import image_of
from ui.widgets.message import Message
from ui.widgets.preview_picture import PictureView

_PAGE_WIDTH = 1240
"""Pixels of a page: 150 to the inch of an A4 sheet."""
_NAMED = 440
"""Pixels of width from which the name stands beside the ways through the pages."""
_NOTHING = "选中一个文件，在这里预览"


class Preview(QWidget):
    """``show_file`` may be called as fast as one likes: the newest wins."""

    said = Signal(object)
    """A ``Message``."""

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self._session, self._tasks = session, tasks
        self._one: Evidence | None = None
        self._page, self._pages = 0, 1
        self._focused = False
        self.looks = Looks(self)
        self.name, self._count = QLabel(), QLabel()
        self.picture, self.text = PictureView(), QPlainTextEdit(readOnly=True)
        self._facts = EmptyState(Empty(_NOTHING))
        self.before, self.after = QPushButton("上一页"), QPushButton("下一页")
        self.whole = QPushButton("100 %")
        self.open, self.save = QPushButton("用系统程序打开"), QPushButton("另存为…")
        self._stack = QStackedLayout()
        self._lay_out()
        self._connect()
        self.show_file(None)

    def show_file(self, one: Evidence | None) -> None:
        """Show a file from its beginning; nothing where it is on show already."""
        if one is not None and self._one is not None and one.id == self._one.id:
            self._one = one
            self.name.setText(one.name)
            return
        self._one, self._page, self._pages = one, 0, 1
        self._focused = False
        self.name.setText(one.name if one else "")
        self.name.setToolTip(one.name if one else "")
        for part in (self.open, self.save):
            part.setEnabled(one is not None)
        self._say_pages()
        self._tell("正在打开…" if one else _NOTHING)
        self._look()

    def turn(self, by: int) -> None:
        """Another page."""
        wanted = self._page + by
        if self._one is not None and 0 <= wanted < self._pages:
            self._page = wanted
            self._say_pages()
            self._look()

    def open_elsewhere(self) -> None:
        """Open a copy with the program that the system has for it."""
        one, store = self._one, self._session.store
        if one is None:
            return

        def work(progress: Progress) -> Path:
            return evidence_contents.lend(store, one, progress)

        self._tasks.run("准备文件", work, self._lent)

    def save_as(self) -> None:
        """Save a copy."""
        one, store = self._one, self._session.store
        chosen, _ = QFileDialog.getSaveFileName(self, "另存佐证", one.name) if one else ("", "")
        if one is None or not chosen:
            return

        def work(progress: Progress) -> Path:
            return evidence_contents.take_out(store, one, Path(chosen), progress)

        self._tasks.run(
            "另存佐证",
            work,
            lambda path: self.said.emit(Message(f"已另存到 {path}")),
            self._session.failed.emit,
        )

    def take_focus(self) -> None:
        """Ready for the arrow and page keys, once it is on show."""
        self._focused = True
        shown = self._stack.currentWidget()
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        one, page, store = self._one, self._page, self._session.store
        if one is None:
            self.looks.forget()
            return
        width = round(_PAGE_WIDTH * self.devicePixelRatioF())

        def work() -> Look:
            return evidence_contents.look(store, one, page, width)

        self.looks.look(work, lambda look: self._show(one, look), self._refuse)

    def _show(self, one: Evidence, look: Look) -> None:
        if isinstance(look, Picture):
            self._pages = look.pages
            self.picture.show_pixels(QPixmap.fromImage(image_of(look)), tall=look.pages > 1 or _is_paper(one))
            self._stack.setCurrentWidget(self.picture)
        elif isinstance(look, Text):
            rest = "\n\n……后面还有内容，请用系统程序打开查看全文。" if look.cut else ""
            self.text.setPlainText(look.text + rest)
            self._stack.setCurrentWidget(self.text)
        else:
            self._tell(f"{wording_evidence.media(one.media)}不能在这里预览")
        self._say_pages()
        if self._focused:
            self.take_focus()

    def _refuse(self, error: UserError) -> None:
        self._tell(f"{error.what}{error.remedy}")
        self._say_pages()

    def _tell(self, what: str) -> None:
        facts = ""
        if self._one is not None:
            one = self._one
            told = [
                wording_evidence.media(one.media),
                wording_evidence.size(one.size),
                wording.name(one.kind),
            ]
            facts = f"\n\n{'　'.join(told)}\n{one.added_by} {one.added_at[:10]} 加入"
        self._facts.show_empty(Empty(f"{what}{facts}"))
        self._stack.setCurrentWidget(self._facts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the name gives way to the pages."""
        super().resizeEvent(event)
        self._say_pages()

    def _say_pages(self) -> None:
        many = self._pages > 1
        self.name.setVisible(not many or self.width() >= _NAMED)
        self._count.setText(f"第 {self._page + 1} / {self._pages} 页")
        for part in (self._count, self.before, self.after):
            part.setVisible(many)
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page + 1 < self._pages)
        self.whole.setVisible(self._stack.currentWidget() is self.picture)

    def _lent(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.said.emit(
                Message("系统里没有能打开这种文件的程序", f"文件的副本在 {path}，可以手工打开", "warn")
            )

    def _connect(self) -> None:
        self.before.clicked.connect(lambda _on=False: self.turn(-1))
        self.after.clicked.connect(lambda _on=False: self.turn(1))
        self.whole.toggled.connect(self.picture.show_whole)
        self.picture.turned.connect(self.turn)
        self.picture.toggled.connect(self.whole.toggle)
        self.open.clicked.connect(lambda _on=False: self.open_elsewhere())
        self.save.clicked.connect(lambda _on=False: self.save_as())

    def _lay_out(self) -> None:
        theme.say(self.name, "strong")
        self.whole.setCheckable(True)
        theme.say(self._count, "soft")
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.whole.setToolTip("按原大小显示，或适合窗口（双击图片）")
        pages, foot = QHBoxLayout(), QHBoxLayout()
        pages.setSpacing(theme.GRID)
        pages.addWidget(self.name, 1)
        pages.addStretch()
        for part in (self.before, self._count, self.after, self.whole):
            pages.addWidget(part)
        foot.setSpacing(theme.GRID)
        foot.addStretch()
        foot.addWidget(self.save)
        foot.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        column.addLayout(pages)
        column.addLayout(self._stack, 1)
        for shown in (self._facts, self.picture, self.text):  # a stack without a parent would open a window
            self._stack.addWidget(shown)
        column.addLayout(foot)


def _is_paper(one: Evidence) -> bool:
    return one.media == "application/pdf"
