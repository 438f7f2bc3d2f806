"""标准: the editions at hand, where each rule comes from, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app import wording, wording_verdict
from app.core.entries import Mendable, Sourced, Status
from app.core.standard import Band, Standard, TenTwoRule
from app.services import standards
from ui import theme
from ui.commands import Command
from ui.page import Page
from ui.session import Session
from ui.table import Column, TableView
from ui.tasks import Tasks
from ui.widgets.splitter import Splitter

_Rule = Sourced | Band | TenTwoRule


@dataclass(frozen=True, slots=True)
class _Entry:
    """One rule as a line."""

    key: str
    kind: str
    text: str
    basis: str
    in_force: str
    status: Status
    measure: str = ""


_COLORS = {Status.VERIFIED: "good", Status.UNVERIFIED: "warn", Status.PROJECT: "ink_soft"}
_EDITIONS = (
    Column[Standard]("标准包", lambda s: s.edition.title, width=260),
    Column[Standard]("版本", lambda s: s.edition.version, width=90),
    Column[Standard]("项数", lambda s: s.asked, align="right", width=70),
    Column[Standard]("未核对", lambda s: s.unverified, align="right", width=70),
    Column[Standard]("校验和", lambda s: s.checksum[:8], width=90),
)
_ENTRIES = (
    Column[_Entry]("编号", lambda e: e.key, width=80),
    Column[_Entry]("类别", lambda e: e.kind, width=80),
    Column[_Entry]("内容", lambda e: e.text, width=420),
    Column[_Entry](
        "核对状态", lambda e: wording.name(e.status), width=100, colour=lambda e: _COLORS[e.status]
    ),
    Column[_Entry]("依据", lambda e: e.basis, width=320),
    Column[_Entry]("施行日期", lambda e: e.in_force, width=100),
    Column[_Entry]("常用措施", lambda e: e.measure, width=260, hidden=True),
)


class StandardsPage(Page):
    """The editions above, the rules of the chosen one below."""

    title = "标准"

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__(session, tasks)
        self.editions = TableView(
            _EDITIONS, key=lambda standard: standard.checksum, place="standards", filtered=False
        )
        self.editions.setMinimumHeight(13 * theme.GRID)  # head and two lines
        self.entries = TableView(
            _ENTRIES, key=lambda entry: (entry.kind, entry.key), place="standard-entries"
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
            "standards", self.editions, lower, shares=(1, 4), orientation=Qt.Orientation.Vertical
        )
        column.addWidget(vertical)

    def refresh(self, change: object | None) -> None:
        """Show the editions; they do not change while the program runs."""
        if not self.editions.model.rows:
            found = tuple(source.standard for source in standards.offered().values())
            self.editions.load(found)
            self.editions.select(found[0].checksum)

    def more_commands(self) -> tuple[Command, ...]:
        """Search."""
        return (Command("筛选条目", self.entries.focus_filter, "Ctrl+F"),)

    def _pick(self, standard: Standard | None) -> None:
        if standard is not None:
            line = wording_verdict.edition_line(standard)
            self.note.setText(f"{line}\n{standard.edition.note}")
            self.entries.load(tuple(_entries(standard)))


def _entries(standard: Standard) -> Iterator[_Entry]:
    for kind, found in _groups(standard):
        for entry in found:
            yield _Entry(
                key=entry.grade.value if isinstance(entry, Band) else getattr(entry, "id", "判定"),
                kind=kind,
                text=_text(entry),
                basis="；".join(f"{basis.document} {basis.clause}" for basis in entry.basis),
                in_force="" if isinstance(entry, TenTwoRule) else wording.since(entry.in_force),
                status=entry.status,
                measure=entry.measure if isinstance(entry, Mendable) else "",
            )


def _groups(standard: Standard) -> Iterator[tuple[str, tuple[_Rule, ...]]]:
    yield "评分项", standard.items
    yield "前置条件", tuple(standard.gate.values())
    yield "等级", standard.bands
    yield "否决情形", standard.vetoes
    yield "十有两禁", standard.lines
    yield "检查点", standard.checkpoints
    yield "判定规则", (standard.ten_two,) if standard.ten_two else ()
    yield "目标", standard.targets
    yield "任务", standard.tasks


def _text(entry: _Rule) -> str:
    match entry:
        case Band(name=name, consequence=consequence):
            return f"{name}：{consequence}"
        case TenTwoRule(basic_percent=percent):
            return f"必备检查点全部满足为已完成；无不满足且满足率不低于 {percent}% 为基本完成"
        case _:
            return str(getattr(entry, "text", ""))
