"""记录: every write with who, when and what; the fields of one before and after; and the check of the chain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app import wording_history, wording_verdict
from app.core.entries import Grade
from app.progress import Progress
from app.services import history, standards
from app.services.history import Entry, Finding, RowChange
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


class HistoryPage(Page):
    """The revisions, newest first; whose record one changed, and what of it, stands beside."""

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
        self.owner = QLabel(wordWrap=True)
        theme.say(self.owner, "strong")
        self._rest = QLabel(f"只列最近 {_MOST} 条；“校验全部记录”核对每一条")
        theme.say(self._rest, "small")
        self._rest.hide()
        self.entries.picked.connect(self._pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        column.addWidget(
            Splitter(
                "history", _column(self.entries, self._rest), _column(self.owner, self.fields), shares=(3, 2)
            )
        )

    def refresh(self, change: object | None) -> None:
        """Read the latest revisions again."""
        found = self.session.ask(history.entries, limit=_MOST) or ()
        self._rest.setVisible(len(found) == _MOST)
        self.entries.load(found)
        if found and self.entries.row() is None:
            self.entries.select_line(0)

    def commands(self) -> tuple[Command, ...]:
        """The check of the whole chain."""
        return (Command("校验全部记录", self._verify, icon="check", hint="逐条核对修订记录和现有内容"),)

    def more_commands(self) -> tuple[Command, ...]:
        """Search."""
        return (Command("筛选记录", self.entries.focus_filter, "Ctrl+F"),)

    def _pick(self, entry: Entry | None) -> None:
        changes = (self.session.ask(history.changes, entry.seq) if entry else None) or ()
        self.owner.setText((self.session.ask(history.owner, changes[0]) if changes else "") or "")
        self.fields.load(_fields(changes, self.session.ask(history.zone_names) or {}))

    def _verify(self) -> None:
        store = self.session.store

        def work(progress: Progress) -> tuple[Finding, ...]:
            return history.verify(store, progress)

        self.tasks.run("校验记录", work, self._tell)

    def _tell(self, findings: tuple[Finding, ...]) -> None:
        if not findings:
            self.say("全部修订记录完整，与现有内容一致。")
            return
        first = findings[0]
        place = f"第 {first.seq} 号" if first.seq else wording_history.record(first.table)
        self.say(
            f"发现 {len(findings)} 处异常；首处：{place}，{wording_history.fault(first.what)}",
            "请停止使用这个数据文件，改用最近的备份，并保留原文件备查。",
            kind="error",
        )


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


def _fields(changes: tuple[RowChange, ...], zones: Mapping[str, str]) -> list[_Field]:
    found: list[_Field] = []
    for change in changes:
        before, after = change.before or {}, change.after or {}
        for column in dict.fromkeys((*before, *after)):
            if not wording_history.told(column) or not _differ(before.get(column), after.get(column)):
                continue
            texts = (
                _value(change.table, column, side.get(column), zones) if side else "—"
                for side in (before, after)
            )
            names = wording_history.record(change.table), wording_history.field(change.table, column)
            found.append(_Field(len(found), *names, *texts))
    return found


def _differ(before: Plain, after: Plain) -> bool:
    """Whether anything was written: nothing and an empty text are the same to a person."""
    return (before if before != "" else None) != (after if after != "" else None)


def _value(table: str, column: str, raw: Plain, zones: Mapping[str, str]) -> str:
    if column == "grade" and raw:
        return wording_verdict.grade_in(standards.grading(), Grade(str(raw)))
    if column == "zone_id" and raw:
        return zones.get(str(raw), "（已删除的片区）")
    return wording_history.value(table, column, raw)
