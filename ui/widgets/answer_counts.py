"""Counting: how often each deduction occurred (按次扣分), or how many of each part are there (累加)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout

from app import wording
from app.core import scoring
from app.core.answers import Answer, Counted
from app.core.entries import Deduction, Deductions, Part, Sum
from app.core.standard import Item
from ui import theme
from ui.widgets.answer_editor import MARGIN, AnswerEditor
from ui.widgets.answer_entry import Entry
from ui.widgets.field import Field, RefusedError

_MOST = 1_000_000
"""What the core accepts as a count of occurrences."""


@dataclass(frozen=True, slots=True)
class CountText:
    """One thing to count: its key, its words, how many there can be, and what it is counted in."""

    key: str
    name: str
    text: str
    most: int
    unit: str
    worth: str


class CountRow(QFrame):
    """One thing to count; a tick where there is at most one."""

    counted = Signal()
    confirmed = Signal()
    abandoned = Signal()
    moved = Signal(int)

    def __init__(self, text: CountText) -> None:
        super().__init__()
        self.setObjectName("card")
        self._text = text
        self.tick = QCheckBox("有") if text.most == 1 else None
        self.entry = Entry(_field(text))
        self._less, self._more = _step_button("−", "减一"), _step_button("+", "加一")
        self._effect = QLabel()
        theme.say(self._effect, "strong")
        self._fault = QLabel(wordWrap=True)
        theme.say(self._fault, "bad")
        self._fault.hide()
        self._lay_out()
        self._connect()

    @property
    def key(self) -> str:
        """Id of what is counted."""
        return self._text.key

    def count(self) -> int | None:
        """How many; None where what is typed is no count, which is then said."""
        if self.tick is not None:
            return int(self.tick.isChecked())
        try:
            number = int(self.entry.number() or 0)
        except RefusedError as refused:
            self._say(str(refused))
            return None
        self._say("")
        return number

    def show_count(self, count: int, effect: str) -> None:
        """Show how many, and what that does to the points."""
        self._effect.setText(effect)
        self._effect.setVisible(bool(effect))
        self._say("")
        if self.tick is not None:
            self.tick.setChecked(bool(count))
        elif not self.entry.isModified():
            self.entry.setText(str(count))

    def start(self) -> None:
        """The row's key was pressed: tick it, or go into its field."""
        if self.tick is not None:
            self.tick.click()
            self.tick.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.entry.selectAll()

    def step(self, by: int) -> None:
        """One more or one fewer."""
        count = self.count()
        if count is None or self.entry.isReadOnly():
            return
        self.entry.setText(str(min(self._text.most, max(0, count + by))))
        self.entry.setModified(True)
        self.counted.emit()

    def settled(self) -> None:
        """What is typed is said."""
        self.entry.setModified(False)

    def lock(self, locked: bool) -> None:
        """Let nobody change the count."""
        self.entry.setReadOnly(locked)
        for part in (self.tick, self._less, self._more):
            if part is not None:
                part.setEnabled(not locked)

    def _lay_out(self) -> None:
        name = QLabel(self._text.text, wordWrap=True)
        worth = QLabel(self._text.worth, wordWrap=True)
        theme.say(worth, "small")
        key = QLabel(self._text.name)
        theme.say(key, "soft")
        key.setObjectName("card")
        key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        key.setFixedSize(3 * theme.GRID, 3 * theme.GRID)
        self.entry.setFixedWidth(8 * theme.GRID)
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (name, worth, self._effect):
            words.addWidget(label)
        line = QHBoxLayout()
        line.setSpacing(theme.GRID)
        line.addWidget(key)
        line.addLayout(words, 1)
        hands = (self.tick,) if self.tick is not None else (self._less, self.entry, self._more)
        for hand in hands:
            line.addWidget(hand)
        if self.tick is None:
            line.addWidget(QLabel(self._text.unit))
        else:
            self.entry.setParent(None)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID + 4, 6, theme.GRID, 6)
        column.addLayout(line)
        column.addWidget(self._fault)

    def _connect(self) -> None:
        self._less.clicked.connect(lambda _on=False: self.step(-1))
        self._more.clicked.connect(lambda _on=False: self.step(1))
        self.entry.finished.connect(self._finished)
        self.entry.stepped.connect(self.step)
        self.entry.moved.connect(self.moved)
        self.entry.confirmed.connect(self.confirmed)
        self.entry.abandoned.connect(self.abandoned)
        if self.tick is not None:
            self.tick.setAccessibleName(self._text.text)
            self.tick.clicked.connect(self.counted)

    def _finished(self) -> None:
        if self.entry.isModified():
            self.counted.emit()

    def _say(self, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))


class CountsEditor(AnswerEditor):
    """Rows to count, the sum below, and one press for «none at all»."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._item = item
        self._asked = _texts(item)
        self.rows = tuple(CountRow(text) for text in self._asked)
        self._sum = QLabel(wordWrap=True)
        theme.say(self._sum, "strong")
        self.nothing = QPushButton(f"{_nothing(item)}（Z）")
        self.nothing.clicked.connect(lambda _on=False: self.none())
        self._lay_out()
        for at, row in enumerate(self.rows):
            row.counted.connect(self._say)
            row.confirmed.connect(self._confirm)
            row.abandoned.connect(self.abandoned)
            row.moved.connect(lambda by, at=at: self._move(at + by))

    def show_answer(self, answer: Answer | None) -> None:
        """Show the counts, what each does, and what comes out."""
        given = answer if isinstance(answer, Counted) else None
        counts = given.counts if given else {}
        for row in self.rows:
            count = counts.get(row.key, 0)
            row.show_count(count, _effect(self._item, row.key, count))
        self._sum.setText(_result(self._item, given))

    def digit(self, number: int) -> None:
        """Row ``number``, counted from 1."""
        if 1 <= number <= len(self.rows):
            self.rows[number - 1].start()

    def none(self) -> None:
        """All counts are zero."""
        for row in self.rows:
            row.settled()
        self.answered.emit(Counted({}))

    def lock(self, locked: bool) -> None:
        """Let nobody count."""
        self.nothing.setEnabled(not locked)
        for row in self.rows:
            row.lock(locked)

    def settle(self) -> bool:
        """Say a count that is typed and not yet said."""
        if any(row.entry.isModified() for row in self.rows):
            return self._say()
        return True

    def _confirm(self) -> None:
        if self.settle():
            self.confirmed.emit()

    def _say(self) -> bool:
        counts = {row.key: row.count() for row in self.rows}
        sound = {key: count for key, count in counts.items() if count is not None}
        if len(sound) < len(counts):
            return False
        for row in self.rows:
            row.settled()
        self.answered.emit(Counted({key: count for key, count in sound.items() if count}))
        return True

    def _move(self, at: int) -> None:
        if 0 <= at < len(self.rows):
            self.rows[at].start() if self.rows[at].tick is None else self.rows[at].setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(6)
        for row in self.rows:
            column.addWidget(row)
        foot = QHBoxLayout()
        foot.addWidget(self._sum, 1)
        foot.addWidget(self.nothing)
        column.addLayout(foot)


def _texts(item: Item) -> tuple[CountText, ...]:
    rule = item.scoring
    if isinstance(rule, Deductions):
        return tuple(_deduction(at, entry) for at, entry in enumerate(rule.deductions, 1))
    assert isinstance(rule, Sum)
    return tuple(_part(at, entry) for at, entry in enumerate(rule.parts, 1))


def _deduction(at: int, entry: Deduction) -> CountText:
    limit = f"，最多 {wording.points(entry.limit)}" if entry.limit is not None else ""
    worth = f"每次扣 {wording.points(entry.points)} 分{limit}"
    return CountText(entry.id, str(at), entry.text, _MOST, "次", worth)


def _part(at: int, entry: Part) -> CountText:
    most = f"，最多计 {entry.most}" if entry.most > 1 else ""
    worth = f"{'每个' if entry.most > 1 else ''}得 {wording.points(entry.points)} 分{most}"
    return CountText(entry.id, str(at), entry.text, entry.most, "个", worth)


def _effect(item: Item, key: str, count: int) -> str:
    if not count:
        return ""
    rule = item.scoring
    if isinstance(rule, Deductions):
        entry = next(entry for entry in rule.deductions if entry.id == key)
        lost = count * Fraction(entry.points)
        capped = entry.limit is not None and lost > Fraction(entry.limit)
        shown = min(lost, Fraction(entry.limit)) if entry.limit is not None else lost
        return f"−{wording.points(shown)} 分{'（到上限）' if capped else ''}"
    assert isinstance(rule, Sum)
    part = next(part for part in rule.parts if part.id == key)
    return f"+{wording.points(count * Fraction(part.points))} 分"


def _result(item: Item, given: Counted | None) -> str:
    if given is None:
        return wording.UNANSWERED
    got = scoring.points(item, given)
    lost = f"，失 {wording.points(item.full - got)} 分" if got < item.full else ""
    return f"得 {wording.points(got)} 分{lost}（满分 {wording.points(item.full)} 分）"


def _nothing(item: Item) -> str:
    return "没有扣分情形" if isinstance(item.scoring, Deductions) else "均没有"


def _field(text: CountText) -> Field:
    def fault(value: Mapping[str, int] | int) -> str | None:
        ok = isinstance(value, int) and 0 <= value <= text.most
        return None if ok else f"应在 0 到 {text.most} 之间"

    hint = "输入数字，或按 + − 增减，↑ ↓ 换行，Enter 到下一项"
    return Field(text.key, text.text, "int", hint=hint, check=fault)


def _step_button(sign: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(sign)
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setProperty("boxed", True)
    button.setFixedSize(4 * theme.GRID, 4 * theme.GRID)
    return button
