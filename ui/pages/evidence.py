"""佐证: every file on record, until when it holds, what it proves; the chosen one looked at and described beside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from app import wording_evidence
from app.core.park import Park
from app.progress import Progress
from app.services import evidence, evidence_adding, evidence_contents, evidence_settings, parks
from app.services.evidence import Flaw
from app.services.evidence_contents import Room
from ui import settings, theme
from ui.commands import Command
from ui.dialogs.evidence_settings import EvidenceSettings
from ui.empty import Empty
from ui.page import Page
from ui.pages import evidence_rows as rows
from ui.pages.evidence_detail import FileDetail
from ui.pages.evidence_head import EvidenceHead
from ui.pages.evidence_rows import FileLine, Filter
from ui.session import Session
from ui.table import TableView
from ui.tasks import Tasks
from ui.widgets.evidence_sources import Drops, Found
from ui.widgets.evidence_taking import Taking
from ui.widgets.preview import Preview
from ui.widgets.splitter import Splitter

_EVERY = settings.Setting("evidence/every", False)
_HOW = "把文件拖到这里，按 Ctrl+V 粘贴截图，或点“添加文件”。也可以在评估的每一项下直接添加"


class EvidencePage(Page):
    """The list of the chosen park's files, or of all parks'; detail and preview beside."""

    title = "佐证"

    def __init__(self, session: Session, tasks: Tasks, clock: Callable[[], date] = date.today) -> None:
        super().__init__(session, tasks)
        self._clock = clock
        self._parks: tuple[Park, ...] = ()
        self._lines: tuple[FileLine, ...] = ()
        self._every = settings.read(_EVERY)
        self.head = EvidenceHead()
        self.table: TableView[FileLine] = TableView(
            rows.COLUMNS, key=lambda line: line.one.id, place="evidence"
        )
        self.detail, self.preview = FileDetail(session), Preview(session, tasks)
        self.tabs = QTabWidget(documentMode=True)
        self.taking = Taking(session, tasks, self)
        self._lay_out()
        self._connect()

    def breadcrumb(self) -> tuple[str, ...]:
        """County and park, or all parks."""
        park = self._park()
        if self._every or park is None:
            return ("全部园区",) if self._parks else ()
        return tuple(filter(None, (park.county, park.name)))

    def commands(self) -> tuple[Command, ...]:
        """Add, open."""
        return (
            Command("添加文件…", self.add, "Ctrl+N", icon="add", menu="编辑", when=self._has_park),
            Command(
                "用系统程序打开", self.preview.open_elsewhere, "Ctrl+Return", icon="open", when=self._has_line
            ),
        )

    def more_commands(self) -> tuple[Command, ...]:
        """Paste, delete, find, save a copy; what concerns all files."""
        return (
            Command(
                "粘贴佐证", self.paste, "Ctrl+V", "剪贴板里的截图或文件", menu="编辑", when=self._has_park
            ),
            Command("另存为…", self.preview.save_as, "Ctrl+S", menu="文件", when=self._has_line),
            Command("删除选中的佐证", self._remove_here, "Del", when=self._has_line),
            Command("查找佐证", self.table.focus_filter, "Ctrl+F"),
            Command("预览或资料", self._turn, "Ctrl+T"),
            Command("上一页", lambda: self.preview.turn(-1), "Alt+PgUp"),
            Command("下一页", lambda: self.preview.turn(1), "Alt+PgDown"),
            Command(
                "核对全部佐证文件", self.verify, hint="逐个核对内容与加入时是否一致", menu="文件", split=True
            ),
            Command("清理未引用的文件", self.clear, hint="删除从未登记过的文件内容", menu="文件"),
            Command("照片和文件设置…", self._settings, menu="文件"),
        )

    def settle(self) -> bool:
        """Save what is typed about the chosen file."""
        return self.detail.settle()

    def refresh(self, change: object | None) -> None:
        """Read the files again."""
        self._parks = self.session.ask(parks.listed) or ()
        if self._park() is None and self._parks and not self._every:
            self.session.select(self._parks[0].id)
            return
        wanted = self.session.ask(evidence_settings.read) or evidence_settings.Settings()
        park = None if self._every else self.session.park
        today = self._clock()
        found = self.session.ask(evidence.listed, park) or ()
        self._lines = tuple(FileLine(filed, today, wanted.notice) for filed in found)
        self.head.show_parks(self._parks, "" if self._every else self.session.park or "")
        self._show_lines()

    def show_subject(self, subject: str) -> None:
        """Go to the file ``evidence/ID``, wherever it is."""
        key = subject.partition("/")[2]
        filed = next((one for one in self.session.ask(evidence.listed) or () if one.evidence.id == key), None)
        if filed is None:
            self.say("这份佐证已经不在", "若误删，可以撤销", kind="warn")
            return
        self._choose_park(filed.evidence.park_id)
        self.refresh(None)
        if not self.table.select(key):
            self.table.search("")
            self._show_every()
            self.table.select(key)

    def add(self) -> None:
        """Ask for files."""
        self.receive(self.taking.pick(self.window()))

    def paste(self) -> None:
        """Add what was copied."""
        self.receive(self.taking.on_clipboard())

    def receive(self, found: tuple[Found, ...]) -> None:
        """Add files or a picture to the chosen park."""
        park = self._park()
        if found and park is None:
            self.say("还没有选定园区，文件不知归哪个园区", "请先在上方选择园区，再加入文件", kind="warn")
        elif found and park is not None:
            self._choose_park(park.id)
            self.taking.take(found, park.id, None)

    def remove(self) -> None:
        """Take the selected files off the record."""
        chosen, at = self.table.rows(), self.table.view.currentIndex().row()
        if not chosen or self.session.do(evidence_adding.remove, *(line.one.id for line in chosen)) is None:
            return
        self.table.select_line(at)
        self.say(f"已删除佐证 {len(chosen)} 个", "按 Ctrl+Z 可以撤销")

    def verify(self) -> None:
        """Compare every content with its hash."""
        store = self.session.store

        def work(progress: Progress) -> tuple[Flaw, ...]:
            return evidence.verify(store, progress)

        self.tasks.run("核对佐证文件", work, self._tell_flaws)

    def clear(self) -> None:
        """Delete contents that no record ever named."""
        store = self.session.store

        def work(progress: Progress) -> Room:
            return evidence_contents.clear(store, progress)

        self.tasks.run("清理未引用的文件", work, self._tell_cleared)

    def _tell_flaws(self, flaws: tuple[Flaw, ...]) -> None:
        if not flaws:
            self.say("全部佐证文件完好，与加入时一致")
            return
        named = "；".join(evidence.flaw(each) for each in flaws[:3])
        more = f"；等 {len(flaws)} 个" if len(flaws) > len(flaws[:3]) else ""
        self.say(f"{named}{more}", "请从备份恢复，或重新加入原文件", kind="error")

    def _tell_cleared(self, room: Room) -> None:
        kept = (
            f"现有 {room.count - len(room.idle)} 个文件，{wording_evidence.size(room.size - room.idle_size)}"
        )
        if not room.idle:
            self.say(f"没有可以清理的文件。{kept}", "已删除的佐证仍保留内容，以便撤销")
            return
        self.say(f"已清理 {len(room.idle)} 个文件，{wording_evidence.size(room.idle_size)}。{kept}")

    def _show_lines(self) -> None:
        shown = rows.filtered(self._lines, self.head.filter)
        sizes = {line.one.sha256: line.one.size for line in self._lines}
        self.head.tell(rows.summary(self._lines, sum(sizes.values())), self._lines)
        self.table.view.setColumnHidden(rows.COLUMNS.index(rows.PARK), not self._every)
        self.table.set_empty(self._empty())
        self.table.load(shown)
        if shown and self.table.row() is None:
            self.table.select_line(0)
        self._pick(self.table.row())

    def _empty(self) -> Empty:
        if not self._parks:
            return Empty("台账里还没有园区。先登记园区，再加入佐证", "去“园区”页", self._to_parks)
        if self._lines:
            return Empty(f"没有{self.head.filter.value}的佐证", "显示全部", self._show_every)
        return Empty(f"还没有佐证文件。{_HOW}", "添加文件", self.add if self._has_park() else None)

    def _pick(self, line: FileLine | None) -> None:
        self.detail.show_line(line)
        self.preview.show_file(line.one if line else None)
        self.header_changed.emit()

    def _enter(self) -> None:
        self.tabs.setCurrentWidget(self.preview)
        self.preview.take_focus()

    def _choose_park(self, key: str) -> None:
        self._every = not key
        settings.write(_EVERY, self._every)
        if key and key != self.session.park:
            self.session.select(key)
        else:
            self.refresh(None)
            self.header_changed.emit()

    def _show_every(self) -> None:
        self.head.choose(Filter.ALL)
        self._show_lines()

    def _park(self) -> Park | None:
        return next((park for park in self._parks if park.id == self.session.park), None)

    def _has_park(self) -> bool:
        return self._park() is not None

    def _has_line(self) -> bool:
        return self.table.row() is not None

    def _remove_here(self) -> None:
        if self.table.view.hasFocus():
            self.remove()

    def _turn(self) -> None:
        self.tabs.setCurrentIndex(1 - self.tabs.currentIndex())

    def _settings(self) -> None:
        EvidenceSettings(self.session, self).open()

    def _to_parks(self) -> None:
        self.wanted.emit("parks")

    def _connect(self) -> None:
        self.table.picked.connect(self._pick)
        self.table.opened.connect(lambda _line: self._enter())
        self.head.park_chosen.connect(self._choose_park)
        self.head.filtered.connect(self._show_lines)
        self.detail.wanted.connect(self.wanted)
        for part in (self.taking, self.preview):
            part.said.connect(self.said)
        Drops(self, self.receive)

    def _lay_out(self) -> None:
        for part, name in ((self.preview, "预览"), (self.detail, "资料和引用")):
            part.setContentsMargins(0, theme.GRID, 0, 0)
            self.tabs.addTab(part, name)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addWidget(self.head)
        column.addWidget(Splitter("evidence", self.table, self.tabs, shares=(3, 2)), 1)
