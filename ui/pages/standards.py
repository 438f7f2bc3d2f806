"""标准: the editions at hand, where each rule comes from, how sure it is; out to Excel and in from it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from app import wording_edition, wording_verdict
from app.core.standard import Standard
from app.errors import UserError
from app.progress import Progress
from app.services import edition_import, standards
from app.services.edition_import import Kept, Proposal
from app.services.moving import Moved
from ui import settings, theme
from ui.commands import Command
from ui.dialogs import move_edition
from ui.dialogs.compare_editions import CompareEditions
from ui.dialogs.import_edition import ImportEdition
from ui.page import Page
from ui.pages import standards_rows
from ui.pages.standards_rows import EditionRow, Entry
from ui.session import Session
from ui.table import TableView
from ui.tasks import Tasks
from ui.widgets.splitter import Splitter

FOLDER = settings.choice("standards/folder")
_LOW = 480
"""Pixels of height below which the note of an edition is told on demand."""
_EXCEL = "Excel 工作簿 (*.xlsx)"


class StandardsPage(Page):
    """The editions above, the rules of the chosen one below."""

    title = "标准"

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__(session, tasks)
        self.dialog: ImportEdition | None = None
        self._low = False
        self.editions: TableView[EditionRow] = TableView(
            standards_rows.EDITIONS, key=lambda row: row.key, place="standards", filtered=False
        )
        self.editions.setMinimumHeight(13 * theme.GRID)  # head and two lines
        self.entries: TableView[Entry] = TableView(
            standards_rows.ENTRIES, key=lambda entry: (entry.kind, entry.key), place="standard-entries"
        )
        self.note = QLabel(wordWrap=True)
        theme.say(self.note, "soft")
        self.editions.picked.connect(self._pick)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, theme.GRID, 0, 0)
        below.addWidget(self.note)
        below.addWidget(self.entries, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        vertical = Splitter(
            "standards", self.editions, lower, shares=(1, 3), orientation=Qt.Orientation.Vertical
        )
        column.addWidget(vertical)

    def commands(self) -> tuple[Command, ...]:
        """Out to Excel, in from it, and two editions side by side."""
        return (
            Command("导入 Excel", self._choose, icon="import", hint="从填好的模板做成标准包"),
            Command("导出 Excel 模板", self._export, icon="export", when=self._sound),
            Command("比较标准包", self.compare, icon="compare", when=self._sound),
        )

    def more_commands(self) -> tuple[Command, ...]:
        """Search, and what is rarely wanted."""
        return (
            Command("筛选条目", self.entries.focus_filter, "Ctrl+F"),
            Command("使用须知", self._tell_note, menu="查看", when=self._sound),
            Command("评估转用其他标准包…", self._move, menu="编辑", when=self._has_round),
            Command("移除自己的标准包", self.remove, menu="编辑", when=self._own),
            Command("打开自己的标准包所在文件夹", self._open_folder, menu="文件", when=self._own),
        )

    def refresh(self, change: object | None) -> None:
        """Read again what is at hand, and how many rounds rest on each."""
        self.editions.load(standards_rows.editions(self.session.ask(edition_import.used) or {}))
        if self.editions.row() is None:
            self.editions.select_line(0)

    def export_to(self, standard: Standard, path: Path) -> None:
        """Write the edition as a workbook in the background, and offer to open it."""
        settings.write(FOLDER, str(path.parent))

        def work(progress: Progress) -> Path:
            return edition_import.export(standard, path, progress)

        show = Command("打开", partial(_open, path))
        self.tasks.run("导出 Excel 模板", work, lambda done: self.say(f"已写好 {done}", action=show))

    def read(self, path: Path) -> None:
        """Read a workbook in the background, then show its faults or what it changes."""
        if not self._may_change():
            return
        settings.write(FOLDER, str(path.parent))

        def work(progress: Progress) -> Proposal:
            return edition_import.read(path, progress)

        self.tasks.run(
            "读取工作簿",
            work,
            lambda found: self._shown(path).show_proposal(found),
            partial(self._refused, path),
        )

    def compare(self) -> CompareEditions:
        """Show the chosen edition beside the one that it supersedes, that supersedes it, or another."""
        known = [row.standard for row in self.editions.model.rows if row.standard]
        row = self.editions.row()
        chosen = row.standard if row and row.standard else known[0]
        before = [one for one in known if one.edition.id == chosen.edition.supersedes]
        after = [one for one in known if one.edition.supersedes == chosen.edition.id]
        alike = [one for one in known if one is not chosen and bool(one.items) is bool(chosen.items)]
        old, new = (before[0], chosen) if before else (chosen, (*after, *alike, chosen)[0])
        dialog = CompareEditions(known, old, new, self)
        dialog.open()
        return dialog

    def remove(self) -> None:
        """Put the chosen edition of one's own out of the way."""
        row = self.editions.row()
        if row is None or row.own is None:
            return
        name = row.standard.edition.id if row.standard else row.own.folder.name
        aside = self.session.ask(edition_import.remove, self.session.who, name)
        if aside is not None:
            self.refresh(None)
            show = Command("打开文件夹", partial(_open, aside.parent))
            self.say(f"已移除“{row.title}”。", f"文件夹移到了 {aside}，移回原处即可恢复。", action=show)

    def _export(self) -> None:
        row = self.editions.row()
        if row is None or row.standard is None:
            return
        edition = row.standard.edition
        folder = Path(settings.read(FOLDER) or Path.home())
        proposed = folder / f"{edition.id}-{edition.version}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, "导出 Excel 模板", str(proposed), _EXCEL)
        if chosen:
            self.export_to(row.standard, Path(chosen))

    def _choose(self) -> None:
        if self._may_change():
            chosen, _ = QFileDialog.getOpenFileName(self, "导入 Excel", settings.read(FOLDER), _EXCEL)
            if chosen:
                self.read(Path(chosen))

    def _shown(self, path: Path) -> ImportEdition:
        """The dialog on this workbook, opened where it is not."""
        if self.dialog is None:
            self.dialog = ImportEdition(path.name, self)
            self.dialog.again.connect(partial(self.read, path))
            self.dialog.wanted.connect(self.keep)
            self.dialog.finished.connect(self._closed)
            self.dialog.open()
        return self.dialog

    def _refused(self, path: Path, error: UserError) -> None:
        self._shown(path).show_faults(error)

    def _closed(self, _result: int) -> None:
        self.dialog = None

    def keep(self, proposal: Proposal) -> None:
        """Keep what was read, in the background."""

        def work(progress: Progress) -> Kept:
            return edition_import.keep(proposal, progress=progress)

        self.tasks.run("导入标准包", work, partial(self._kept, proposal))

    def _kept(self, proposal: Proposal, kept: Kept) -> None:
        self.refresh(None)
        self.editions.select(proposal.standard.checksum)
        aside = f"原来的版本移到了 {kept.aside}。" if kept.aside else ""
        name = wording_edition.edition(proposal.standard)
        usable = bool(proposal.standard.items) and self._has_round()
        move = Command("评估转用它…", self._move) if usable else None
        self.say(f"已导入“{name}”，新建评估时可以选用。", aside, action=move)

    def _move(self) -> None:
        move_edition.begin(self.session, self, self._moved)

    def _moved(self, moved: Moved) -> None:
        show = Command("去“评估”页", partial(self.wanted.emit, "assessment"))
        self.say(f"已转用“{wording_edition.edition(moved.after)}”，新的一轮已建好。", action=show)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the low screen to the rules: what to know before use is told on demand there."""
        super().resizeEvent(event)
        if self._low is not (event.size().height() < _LOW):
            self._low = not self._low
            self._pick(self.editions.row())

    def _tell_note(self) -> None:
        row = self.editions.row()
        if row is not None and row.standard is not None:
            self.say(f"{row.standard.edition.title}：使用须知", row.standard.edition.note, kind="warn")

    def _open_folder(self) -> None:
        _open(standards.own_root())

    def _may_change(self) -> bool:
        try:
            edition_import.require(self.session.store, self.session.who)
        except UserError as error:
            self.session.failed.emit(error)
            return False
        return True

    def _sound(self) -> bool:
        row = self.editions.row()
        return row is not None and row.standard is not None

    def _own(self) -> bool:
        row = self.editions.row()
        return row is not None and row.own is not None

    def _has_round(self) -> bool:
        return self.session.assessment is not None

    def _pick(self, row: EditionRow | None) -> None:
        standard = row.standard if row else None
        self.entries.load(tuple(standards_rows.entries(standard)) if standard else ())
        if standard is not None:
            note = standard.edition.note
            self.note.setToolTip(note)
            self.note.setText(
                "\n".join((wording_verdict.edition_line(standard), *([] if self._low else [note])))
            )
        elif row is not None and row.own is not None and row.own.faults is not None:
            told = "\n".join(str(fault) for fault in row.own.faults.faults[:3])
            self.note.setText(f"{row.own.faults.what}：{row.own.folder}\n{told}")
        self.header_changed.emit()


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
