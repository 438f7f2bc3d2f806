"""What was found, check by check: the red first, each place below its check, and what passed at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import wording_checkup
from app.core.checkup_rules import Found, Rule, Severity
from app.core.dossier import Dossier
from ui import icons, matching, theme
from ui.widgets.answer_entry import AnswerLine

_FOUND = Qt.ItemDataRole.UserRole
_MANY = 12
"""Places of a check that are folded at first."""
_ROW, _CHECK = 26, 170
"""Pixels: height of a line, first width of the column of places."""
_SIGNS = {Severity.RED: ("error", "bad"), Severity.YELLOW: ("warn", "warn")}


class FoundTree(QWidget):
    """Says ``picked`` with what one is at (None: a check as a whole), and ``opened`` on Enter or a double click."""

    picked = Signal(object)
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._turned: dict[str, bool] = {}
        """Checks that a person folded or unfolded."""
        self.search = AnswerLine(placeholderText="筛选：词语或拼音首字母", clearButtonEnabled=True)
        self.search.setAccessibleName("筛选")
        self.tree = QTreeWidget()
        self._prepare()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        self._connect()

    def load(self, dossier: Dossier, found: Sequence[Found], passed: Sequence[Rule]) -> None:
        """Show what was found; the place one was at is found again, or the next one."""
        kept, at = _key(self.found()), self._number(self.tree.currentItem())
        self.tree.blockSignals(True)
        self.tree.clear()
        for rule, places in groupby(sorted(found, key=_order), key=lambda one: one.rule):
            self._add(dossier, rule, list(places))
        self._add_passed(passed)
        self._sieve(self.search.text())
        self.tree.blockSignals(False)
        self._return_to(kept, at)

    def found(self) -> Found | None:
        """What one is at; of a check as a whole its first place."""
        line = self.tree.currentItem()
        if line is not None and line.childCount() and line.data(0, _FOUND) is None:
            line = line.child(0)
        given = line.data(0, _FOUND) if line is not None else None
        return given if isinstance(given, Found) else None

    def go(self, subject: str) -> bool:
        """Go to the first place that is this subject; False where there is none."""
        for line in self._places():
            one = line.data(0, _FOUND)
            if isinstance(one, Found) and one.subject == subject:
                self.tree.setCurrentItem(line)
                return True
        return False

    def _add(self, dossier: Dossier, rule: Rule, places: list[Found]) -> None:
        sign, role = _SIGNS[rule.severity]
        word = wording_checkup.SEVERITY[rule.severity]
        above = QTreeWidgetItem(self.tree, [f"{word}　{rule.title}　{len(places)} 处"])
        above.setFirstColumnSpanned(True)
        above.setIcon(0, icons.icon(sign, role))
        above.setData(1, _FOUND, rule.id)
        font = above.font(0)
        font.setBold(True)
        above.setFont(0, font)
        for one in places:
            said = wording_checkup.detail(dossier, one)
            line = QTreeWidgetItem(above, [wording_checkup.place(dossier, one.subject), said])
            line.setToolTip(1, said)
            line.setData(0, _FOUND, one)
        above.setExpanded(self._turned.get(rule.id, len(places) <= _MANY))

    def _add_passed(self, passed: Sequence[Rule]) -> None:
        if not passed:
            return
        above = QTreeWidgetItem(self.tree, [f"通过　{len(passed)} 项"])
        above.setFirstColumnSpanned(True)
        above.setIcon(0, icons.icon("check", "good"))
        above.setData(1, _FOUND, "passed")
        for rule in passed:
            line = QTreeWidgetItem(above, [rule.title, rule.text])
            line.setToolTip(1, rule.text)
        above.setExpanded(self._turned.get("passed", False))

    def _return_to(self, kept: tuple[str, str] | None, at: int) -> None:
        lines = [line for line in self._places() if isinstance(line.data(0, _FOUND), Found)]
        same = next((line for line in lines if _key(line.data(0, _FOUND)) == kept), None)
        near = lines[min(max(at, 0), len(lines) - 1)] if lines else None
        wanted = same or near or self.tree.topLevelItem(0)
        if wanted is not None:
            above = wanted.parent()
            self.tree.setCurrentItem(wanted if above is None or above.isExpanded() else above)
        self.picked.emit(self.found())

    def _number(self, line: QTreeWidgetItem | None) -> int:
        found = [one for one in self._places() if isinstance(one.data(0, _FOUND), Found)]
        return next((at for at, one in enumerate(found) if one is line), 0)

    def _above(self) -> list[QTreeWidgetItem]:
        every = (self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount()))
        return [line for line in every if line is not None]

    def _places(self) -> Iterator[QTreeWidgetItem]:
        for above in self._above():
            yield from _below(above)

    def _sieve(self, query: str) -> None:
        """Hide the places in which the words do not occur, and the checks without any left."""
        words = query.strip()
        for above in self._above():
            lines = _below(above)
            for line in lines:
                text = f"{above.text(0)} {line.text(0)} {line.text(1)}"
                line.setHidden(bool(words) and not matching.found(words, matching.haystack(text)))
            above.setHidden(all(line.isHidden() for line in lines))

    def _turn(self, line: QTreeWidgetItem, on: bool) -> None:
        self._turned[str(line.data(1, _FOUND))] = on

    def _prepare(self) -> None:
        tree = self.tree
        tree.setColumnCount(2)
        tree.setHeaderLabels(["检查和位置", "情况"])
        tree.setAccessibleName("体检结果")
        tree.setUniformRowHeights(True)
        tree.setAlternatingRowColors(True)
        tree.setIconSize(QSize(18, 18))
        tree.setStyleSheet(f"QTreeView::item {{ min-height: {_ROW}px; }}")
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setExpandsOnDoubleClick(False)
        head = tree.header()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        head.resizeSection(0, _CHECK)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._sieve)
        self.search.confirmed.connect(self.tree.setFocus)
        self.search.abandoned.connect(self._leave)
        self.tree.itemExpanded.connect(lambda line: self._turn(line, True))
        self.tree.itemCollapsed.connect(lambda line: self._turn(line, False))
        self.tree.currentItemChanged.connect(lambda *_lines: self.picked.emit(self.found()))
        self.tree.itemActivated.connect(lambda *_line: self.opened.emit())

    def _leave(self) -> None:
        self.search.clear()
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)


def _below(above: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    every = (above.child(at) for at in range(above.childCount()))
    return [line for line in every if line is not None]


def _order(one: Found) -> bool:
    """The red first; otherwise the order of the rules stays."""
    return not one.red


def _key(one: Found | None) -> tuple[str, str] | None:
    return (one.rule.id, one.subject) if one is not None else None
