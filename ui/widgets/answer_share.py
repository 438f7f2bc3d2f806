"""A share (按比例分段): so many of so many, or a percentage, kept exact, with the step that it reaches."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLabel, QVBoxLayout

from app import wording
from app.core import scoring
from app.core.answers import Answer, Reached
from app.core.entries import Share
from app.core.standard import Item
from ui import theme
from ui.widgets.answer_editor import MARGIN, AnswerEditor
from ui.widgets.answer_entry import Entry
from ui.widgets.field import Field, RefusedError

_WIDE = 560
"""Pixels from which fields and steps stand beside each other."""


class ShareEditor(AnswerEditor):
    """Two numbers or one percentage; whichever was typed last counts."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        assert isinstance(item.scoring, Share)
        self._item, self._rule = item, item.scoring
        hint = "输入数字，Tab 换格，Enter 到下一项"
        self.part = Entry(Field("part", self._rule.part, "decimal", hint=hint))
        self.whole = Entry(Field("whole", self._rule.whole, "decimal", hint=hint))
        self.percent = Entry(Field("percent", "比例", "percent", hint=hint))
        self._fault = QLabel(wordWrap=True)
        theme.say(self._fault, "bad")
        self._result = QLabel(wordWrap=True)
        theme.say(self._result, "strong")
        self._steps = tuple(QLabel(wordWrap=True) for _ in self._rule.steps)
        self._lay_out()
        for entry in (self.part, self.whole, self.percent):
            entry.finished.connect(self._finished)
            entry.confirmed.connect(self._confirm)
            entry.abandoned.connect(self.abandoned)

    def show_answer(self, answer: Answer | None) -> None:
        """Show the share as a percentage where that is exact, else as a fraction."""
        given = answer if isinstance(answer, Reached) else None
        if given is None or self._typed() != given.share:
            self._fill(given)
        for entry in (self.part, self.whole, self.percent):
            entry.setModified(False)
        self._say("")
        self._result.setText(self._words(given))
        reached = self._step(given)
        for at, label in enumerate(self._steps):
            label.setText(f"{'✓ ' if at == reached else '　 '}{self._step_words(at)}")
            theme.say(label, "strong" if at == reached else "soft")

    def digit(self, number: int) -> None:
        """Begin to type into the first field."""
        if self.part.isReadOnly():
            return
        self.part.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.part.setText(str(number))
        self.part.setModified(True)

    def lock(self, locked: bool) -> None:
        """Let nobody type."""
        for entry in (self.part, self.whole, self.percent):
            entry.setReadOnly(locked)

    def settle(self) -> bool:
        """Say the share; half a share is a fault here."""
        return self._said() or self._refuse(f"请把{self._rule.part}和{self._rule.whole}都填上")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One below the other where there is no room beside each other."""
        super().resizeEvent(event)
        beside = self.width() >= _WIDE
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(direction)

    def _finished(self) -> None:
        """On the way to the other field half a share is no fault."""
        self._said()

    def _confirm(self) -> None:
        if self.percent.hasFocus() or self.whole.text() or not self.part.text():
            if self.settle():
                self.confirmed.emit()
        else:
            self.whole.setFocus(Qt.FocusReason.TabFocusReason)

    def _said(self) -> bool:
        """Say a complete share; whether nothing is left to type."""
        if not any(entry.isModified() for entry in (self.part, self.whole, self.percent)):
            return not self._fault.text()
        try:
            share = self._read()
        except RefusedError as refused:
            return self._refuse(str(refused))
        if share is None:
            return not (self.part.text() or self.whole.text() or self.percent.text())
        self._say("")
        self.answered.emit(Reached(share))
        return True

    def _refuse(self, fault: str) -> bool:
        self._say(self._fault.text() or fault)
        return False

    def _read(self) -> Fraction | None:
        if self.percent.isModified():
            percent = self.percent.number()
            if percent is not None:
                self.part.clear()
                self.whole.clear()
            return None if percent is None else Fraction(percent) / 100
        part, whole = self.part.number(), self.whole.number()
        if part is None or whole is None:
            return None
        if whole <= 0:
            raise RefusedError(f"{self._rule.whole}应大于 0；没有适用对象的，请选“不适用”并写明理由")
        if not 0 <= part <= whole:
            raise RefusedError(f"{self._rule.part}应在 0 与{self._rule.whole}之间")
        return Fraction(part) / Fraction(whole)

    def _typed(self) -> Fraction | None:
        try:
            part, whole = self.part.number(), self.whole.number()
        except RefusedError:
            return None
        return Fraction(part) / Fraction(whole) if part is not None and whole else None

    def _fill(self, given: Reached | None) -> None:
        for entry in (self.part, self.whole, self.percent):
            entry.clear()
        if given is None:
            return
        exact = _exact_percent(given.share)
        if exact is not None:
            self.percent.setText(exact)
        else:
            self.part.setText(str(given.share.numerator))
            self.whole.setText(str(given.share.denominator))

    def _step(self, given: Reached | None) -> int | None:
        if given is None:
            return None
        reached = [
            at for at, step in enumerate(self._rule.steps) if Fraction(step.at_least) <= 100 * given.share
        ]
        return reached[-1]

    def _step_words(self, at: int) -> str:
        step = self._rule.steps[at]
        points = wording.points(step.points)
        return f"{wording.percentage(step.at_least)} 起得 {points} 分：{step.criterion}"

    def _words(self, given: Reached | None) -> str:
        if given is None:
            return wording.UNANSWERED
        got, full = scoring.points(self._item, given), self._item.full
        return (
            f"{wording.percent(given.share)}，得 {wording.points(got)} 分（满分 {wording.points(full)} 分）"
        )

    def _say(self, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))

    def _lay_out(self) -> None:
        card = QFrame()
        card.setObjectName("card")
        grid = QGridLayout(card)
        grid.setColumnStretch(0, 1)
        rows = ((self._rule.part, self.part), (self._rule.whole, self.whole), ("或直接填比例", self.percent))
        for at, (name, entry) in enumerate(rows):
            label = QLabel(name, wordWrap=True)
            label.setBuddy(entry)
            entry.setFixedWidth(14 * theme.GRID)
            grid.addWidget(label, at, 0)
            grid.addWidget(entry, at, 1)
        grid.addWidget(QLabel("%"), 2, 2)
        steps = QVBoxLayout()
        steps.addStretch()
        for label in self._steps:
            steps.addWidget(label)
        steps.addWidget(self._result)
        steps.addWidget(self._fault)
        steps.addStretch()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._row.setSpacing(2 * theme.GRID)
        self._row.addWidget(card, 1)
        self._row.addLayout(steps, 1)


def _exact_percent(share: Fraction) -> str | None:
    """The percentage as typed, where at most six decimals write it in full."""
    scaled = share * 100 * 1_000_000
    if scaled.denominator != 1:
        return None
    return wording.number(Decimal(scaled.numerator) / 1_000_000)
