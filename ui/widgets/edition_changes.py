"""What became of each question from one edition to another: a list by kind of change, and both texts below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app import wording_compare, wording_edition
from app.core.answers import Given
from app.core.compare import End
from app.core.edition_diff import Difference, Fate
from app.core.standard import Standard
from ui import theme
from ui.table import Column, Empty, TableView
from ui.widgets.edition_texts import EditionTexts
from ui.widgets.pick import Pick
from ui.widgets.splitter import Splitter

_LOW = 400
"""Pixels of height below which the texts stand beside the table and not below it."""
_ALL, _CHANGED = "all", "changed"
_COLOURS = {Fate.REWORDED: "warn", Fate.LEVELS_CHANGED: "bad", Fate.NEW: "accent", Fate.RETIRED: "ink_soft"}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One question, and what the old round says of it where one is moved."""

    difference: Difference
    given: Given | None = None
    finding: str = ""
    files: int = 0

    @property
    def answer(self) -> str:
        """The old answer in full; empty where the old edition did not ask."""
        old = self.difference.old
        return wording_compare.answer(End(old, self.given, None, Fraction())) if old is not None else ""


_COLUMNS = (
    Column[ChangeLine](
        "变化",
        lambda line: wording_edition.FATES[line.difference.fate],
        width=84,
        colour=lambda line: _COLOURS.get(line.difference.fate),
        tooltip=lambda line: wording_edition.MEANINGS[line.difference.fate],
    ),
    Column[ChangeLine]("条目", lambda line: wording_compare.title(line.difference.question), width=150),
    Column[ChangeLine]("内容", lambda line: line.difference.question.text, width=360),
)
_MOVED = (
    Column[ChangeLine]("原作答", lambda line: line.answer, width=200),
    Column[ChangeLine]("存在问题", lambda line: line.finding, width=140, hidden=True),
    Column[ChangeLine]("佐证", lambda line: line.files or None, align="right", width=56, hidden=True),
)
_BESIDE = (Column[ChangeLine]("另有改动", lambda line: wording_edition.fields(line.difference), width=180),)


class EditionChanges(QWidget):
    """``place`` names its table in the settings; ``moved`` is whether it shows a round's answers as well."""

    def __init__(self, place: str, *, moved: bool = False) -> None:
        super().__init__()
        self._lines: tuple[ChangeLine, ...] = ()
        self._editions: tuple[Standard, Standard] | None = None
        self.filter = Pick("按变化筛选")
        self.filter.of_width(11)
        self.rules = QLabel(wordWrap=True)
        theme.say(self.rules, "small")
        columns = (*_COLUMNS, *(_MOVED if moved else _BESIDE))
        self.table: TableView[ChangeLine] = TableView(
            columns,
            key=lambda line: line.difference.subject,
            place=place,
            empty=Empty("没有这一类变化"),
        )
        self.texts = EditionTexts()
        self._lay_out(place)
        self.filter.activated.connect(lambda _at: self._load())
        self.table.picked.connect(self._show)

    def show_changes(
        self, old: Standard, new: Standard, lines: Sequence[ChangeLine], rules: Sequence[str]
    ) -> None:
        """Show the questions of both editions, and the rules that differ besides."""
        self._lines, self._editions = tuple(lines), (old, new)
        self.texts.call(wording_edition.edition(old), wording_edition.edition(new))
        self.rules.setText("\n".join(rules))
        many = Counter(line.difference.fate for line in lines)
        changed = len(lines) - many[Fate.CARRIED]
        entries = [(_ALL, f"全部 {len(lines)} 条"), (_CHANGED, f"有变化的 {changed} 条")]
        entries += [(fate.value, f"{word} {many[fate]} 条") for fate, word in wording_edition.FATES.items()]
        kept = self.filter.currentData()
        self.filter.offer(entries, kept or (_CHANGED if changed else _ALL))
        self._load()

    def _load(self) -> None:
        wanted = self.filter.currentData()
        shown = [line for line in self._lines if _passes(line.difference.fate, wanted)]
        self.table.load(shown)
        if self.table.row() is None:
            self.table.select_line(0)
        self._show(self.table.row())

    def _show(self, line: ChangeLine | None) -> None:
        if line is None or self._editions is None:
            self.texts.clear()
            return
        found = line.difference
        old, new = (
            wording_edition.body(question, edition) if question else ""
            for question, edition in zip((found.old, found.new), self._editions, strict=True)
        )
        self.texts.show_texts(old, new)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the texts beside the table where there is little height."""
        super().resizeEvent(event)
        low = event.size().height() < _LOW
        wanted = Qt.Orientation.Horizontal if low else Qt.Orientation.Vertical
        if self._split.orientation() != wanted:
            self._split.setOrientation(wanted)
            self.texts.stack(low)

    def _lay_out(self, place: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        label = QLabel("显示")
        label.setBuddy(self.filter)
        theme.say(label, "soft")
        row.addWidget(label)
        row.addWidget(self.filter)
        row.addSpacing(theme.GRID)
        row.addWidget(self.rules, 1)
        vertical = Qt.Orientation.Vertical
        self._split = Splitter(place, self.table, self.texts, shares=(3, 2), orientation=vertical)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(row)
        column.addWidget(self._split, 1)


def _passes(fate: Fate, wanted: str) -> bool:
    return wanted == _ALL or (fate is not Fate.CARRIED if wanted == _CHANGED else fate.value == wanted)
