"""记录: every write with who, when and what; the fields of one before and after; and the check of the chain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app import wording_history, wording_verdict
from app.core.entries import Grade
from app.progress import Progress
from app.services import history, soundness, standards
from app.services.history import Entry, RowChange
from app.services.soundness import Checked, Wrong
from ui import theme
from ui.commands import Command
from ui.page import Page
from ui.session import Session
from ui.table import Column, Empty, TableView
from ui.tasks import Tasks
from ui.widgets.splitter import Splitter

Plain = str | int | bool | None
_MOST = 2000
_KINDS = {"do": "", "undo": "撤销：", "redo": "重做："}


@dataclass(frozen=True, slots=True)
class _Field:
    """One field that a revision changed."""

    number: int
    record: str
    field: str
    before: str
    after: str


_ENTRIES = (
    Column[Entry]("序号", lambda entry: entry.seq, align="right", width=70),
    Column[Entry]("时间", lambda entry: _local(entry.at), width=160),
    Column[Entry]("操作人", lambda entry: entry.who, width=110),
    Column[Entry]("操作", lambda entry: f"{_KINDS[entry.kind]}{entry.action}", width=320),
)
_FIELDS = (
    Column[_Field]("记录", lambda line: line.record, width=66),
    Column[_Field]("栏目", lambda line: line.field, width=96),
    Column[_Field]("修改前", lambda line: line.before, width=110),
    Column[_Field]("修改后", lambda line: line.after, width=150),
)
_WRONGS = (
    Column[Wrong]("位置", lambda wrong: wrong.place, width=270),
    Column[Wrong]("哪一项", lambda wrong: wrong.entry, width=240),
    Column[Wrong]("情况", lambda wrong: wrong.what, width=230),
)


class HistoryPage(Page):
    """The revisions, newest first; whose record one changed, and what of it, stands beside.

    What the last check found wrong stands above, until a check finds nothing.
    """

    title = "记录"

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__(session, tasks)
        self.entries = TableView(
            _ENTRIES, key=lambda entry: entry.seq, place="history", empty=Empty("还没有任何修改")
        )
        self.fields = TableView(
            _FIELDS,
            key=lambda line: line.number,
            place="history-fields",
            filtered=False,
            empty=Empty("选中一条记录，这里显示修改前后的内容"),
        )
        self.wrongs = TableView(
            _WRONGS, key=lambda wrong: wrong, place="history-wrongs", filtered=False, empty=Empty("没有异常")
        )
        self.owner = QLabel(wordWrap=True)
        theme.say(self.owner, "strong")
        self._rest = QLabel(f"只列最近 {_MOST} 条；“校验全部记录”核对每一条")
        theme.say(self._rest, "small")
        self._rest.hide()
        self.entries.picked.connect(self._pick)
        self._lay_out()

    def refresh(self, change: object | None) -> None:
        """Read the latest revisions again."""
        found = self.session.ask(history.entries, limit=_MOST) or ()
        self._rest.setVisible(len(found) == _MOST)
        self.entries.load(found)
        if found and self.entries.row() is None:
            self.entries.select_line(0)

    def commands(self) -> tuple[Command, ...]:
        """The check of the whole chain and of every seal."""
        hint = "逐条核对修订记录、签章、佐证文件和现有内容"
        return (Command("校验全部记录", self.verify, icon="check", hint=hint),)

    def more_commands(self) -> tuple[Command, ...]:
        """Search."""
        return (Command("筛选记录", self.entries.focus_filter, "Ctrl+F"),)

    def _pick(self, entry: Entry | None) -> None:
        changes = (self.session.ask(history.changes, entry.seq) if entry else None) or ()
        self.owner.setText((self.session.ask(history.owner, changes[0]) if changes else "") or "")
        self.fields.load(_fields(changes, self.session.ask(history.names, changes) or {}))

    def verify(self) -> None:
        """Check everything beside the window; a person can stop it."""
        store = self.session.store

        def work(progress: Progress) -> Checked:
            return soundness.check(store, progress)

        self.tasks.run("校验记录和签章", work, self._tell)

    def _tell(self, checked: Checked) -> None:
        self.wrongs.load(checked.wrongs)
        self._found.setVisible(bool(checked.wrongs))
        if not checked.wrongs:
            self.say(f"{checked.revisions} 条修订记录完整，{checked.seals} 枚签章有效，均与现有内容一致。")
            return
        self._told.setText(f"校验发现 {len(checked.wrongs)} 处异常")
        self.say(
            f"发现 {len(checked.wrongs)} 处异常；首处：{checked.wrongs[0].sentence}",
            "请停止使用这个数据文件，改用最近的备份，并保留原文件备查。",
            kind="error",
        )

    def _lay_out(self) -> None:
        self._told = QLabel()
        theme.say(self._told, "bad")
        self._found = _column(self._told, self.wrongs)
        self._found.hide()
        revisions = Splitter(
            "history", _column(self.entries, self._rest), _column(self.owner, self.fields), shares=(3, 2)
        )
        both = Splitter(
            "history-check", self._found, revisions, shares=(1, 1), orientation=Qt.Orientation.Vertical
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        column.addWidget(both)


def _local(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M:%S}"


def _column(*parts: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.GRID)
    for part in parts:
        column.addWidget(part, int(isinstance(part, TableView)))
    return whole


def _fields(changes: tuple[RowChange, ...], names: Mapping[str, str]) -> list[_Field]:
    found: list[_Field] = []
    for change in changes:
        before, after = change.before or {}, change.after or {}
        for column in dict.fromkeys((*before, *after)):
            if not wording_history.told(column) or not _differ(before.get(column), after.get(column)):
                continue
            texts = (
                _value(change.table, column, side.get(column), names) if side else "—"
                for side in (before, after)
            )
            called = wording_history.record(change.table), wording_history.field(change.table, column)
            found.append(_Field(len(found), *called, *texts))
    return found


def _differ(before: Plain, after: Plain) -> bool:
    """Whether anything was written: nothing, an empty text and a mark never set are the same to a person."""
    return _written(before) != _written(after)


def _written(raw: Plain) -> Plain:
    return None if raw == "" or raw is False else raw


def _value(table: str, column: str, raw: Plain, names: Mapping[str, str]) -> str:
    if column == "grade" and raw:
        return wording_verdict.grade_in(standards.grading(), Grade(str(raw)))
    if column in history.POINTING and raw:
        return names.get(str(raw), "（已删除）")
    return wording_history.value(table, column, raw)
