"""录入: a paper checklist keyed back by figures alone, twice; what differs is settled, then all is answered at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QStackedLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import wording, wording_round
from app.core import keying
from app.core.keying import Pass
from app.services import keying as service
from app.services.keying import Keying
from ui import theme
from ui.commands import Command
from ui.empty import Empty, EmptyState
from ui.page import Page
from ui.pages import keying_lines as lines
from ui.pages.keying_desk import Desk
from ui.pages.keying_lines import Line, Step
from ui.pages.keying_preview import Preview
from ui.session import Session
from ui.tasks import Tasks
from ui.widgets import editions
from ui.widgets.round_choice import RoundChoice

_PASSES = {Step.FIRST: Pass.FIRST, Step.SECOND: Pass.SECOND, Step.SETTLE: Pass.THIRD}
_NOTES = {
    Step.FIRST: "照纸逐项录入，每录一项立即存盘，随时可以停下。按 Backspace 回到上一项。存在问题以后在“评估”页填写。",
    Step.SECOND: "第二遍不显示第一遍所录，最好换一个人录入。",
    Step.SETTLE: "两遍不一致的，对照纸再录一次，以第三次为准。",
    Step.WRITE: "写入前请看清哪些现有作答会更改；写入后按 Ctrl+Z 可以一步撤销。",
}
_THEN = {
    Step.FIRST: ("第一遍录到了最后一项。", Step.SECOND),
    Step.SECOND: ("第二遍录到了最后一项。", Step.SETTLE),
    Step.SETTLE: ("不一致的都已核定。", Step.WRITE),
}


class KeyingPage(Page):
    """The steps above; below the desk, or what would be written."""

    title = "录入"

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__(session, tasks)
        self.found: Keying | None = None
        self.step = Step.FIRST
        self._lines: tuple[Line, ...] = ()
        self.choice, self.desk, self.preview = RoundChoice(session), Desk(), Preview()
        self.steps = {step: QToolButton() for step in Step}
        self.note = QLabel(wordWrap=True)
        self.nothing = EmptyState(Empty(""))
        self._lay_out()
        self._connect()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes here wants to key."""
        super().focusInEvent(event)
        self.desk.take_focus()

    def breadcrumb(self) -> tuple[str, ...]:
        """County, park, round."""
        park, head = self.choice.park, self.choice.round
        names = (park.county, park.name) if park else ()
        return tuple(filter(None, (*names, wording_round.name(head) if head else "")))

    def edition(self) -> str:
        """The editions that the paper rests on."""
        return editions.line(self.found.standard, self.found.companion) if self.found else ""

    def commands(self) -> tuple[Command, ...]:
        """The next open question, and the end of it all."""
        return (
            Command("下一个未录入", self.desk.go_open, "Ctrl+Return", icon="keying", when=self._keys),
            Command("写入作答", self.write, icon="check", when=self._may_write),
        )

    def more_commands(self) -> tuple[Command, ...]:
        """The steps, and beginning anew."""
        return (
            *(
                Command(f"转到{step.value}", run, f"Alt+{at}", when=self._has_round)
                for at, (step, run) in enumerate(self._turns.items(), 1)
            ),
            Command("清空录入", self.clear, menu="编辑", when=self._has_keyed),
        )

    def refresh(self, change: object | None) -> None:
        """Read what was keyed again."""
        touched = {row.table for row in getattr(change, "rows", ())}
        if not self.choice.refresh(ledger=change is None or "park" in touched):
            return
        head = self.choice.round
        if self.found is None or head is None or self.found.assessment.id != head.id:
            self.desk.forget()
        self.found = self.session.ask(service.gather, head.id) if head else None
        self._stack.setCurrentIndex(0 if self.found else 1)
        self.choice.setVisible(self.choice.park is not None)
        if self.found is None:
            self.nothing.show_empty(self._empty())
        else:
            self._show(self.found)

    def turn(self, step: Step) -> None:
        """Go to another step."""
        self.step = step
        self.steps[step].setChecked(True)
        if self.found is not None:
            self._show(self.found)
            self.desk.take_focus()
        self.header_changed.emit()

    def write(self) -> None:
        """Answer the round with all that both passes say."""
        if self.found is None:
            return
        count = len(keying.to_write(self.found.every))
        if self.session.do(service.write, self.found.assessment.id) is not None:
            there = Command("去“评估”页", partial(self.wanted.emit, "assessment"))
            remedy = "存在问题请在“评估”页填写；按 Ctrl+Z 可以一步撤销。"
            self.say(f"已写入 {count} 处作答。", remedy, action=there)
            self.preview.take_focus()  # the button that was pressed is off

    def clear(self) -> None:
        """Throw away what was keyed; it can be undone instead of being asked about."""
        if self.found is not None and self.session.do(service.clear, self.found.assessment.id) is not None:
            self.say("已清空这一轮的录入。", action=Command("撤销清空", self.session.undo))
            self.turn(Step.FIRST)

    def _keep(self, subject: str, text: str) -> None:
        """Keep an entry at once and move on; where it was so already nothing is written."""
        if self.found is None:
            return
        following = self.desk.after(subject)
        same = lines.text(self.found.entries[subject], self.step) == text.strip()
        done = self.session.do(service.key, self.found.assessment.id, subject, _PASSES[self.step], text)
        if done is None and not same:
            return
        if following:
            self.desk.point(following)
        else:
            self._ended()

    def _ended(self) -> None:
        """Behind the last question: say what comes next."""
        if self.step is Step.SETTLE and lines.done(self._lines, Step.SETTLE):
            return
        what, then = _THEN[self.step]
        self.say(what, action=Command(f"转到{then.value}", self._turns[then]))

    def _show(self, found: Keying) -> None:
        self._lines = lines.read(found.groups, found.entries, self.step)
        closed = self._closed()
        for step, button in self.steps.items():
            button.setText(lines.name(self._lines, step))
        self.note.setText(closed or _NOTES[self.step])
        theme.say(self.note, "warn" if closed else "small")
        writing = self.step is Step.WRITE
        self._inner.setCurrentIndex(1 if writing else 0)
        if writing:
            self.preview.show_lines(self._lines, may=self._may_write())
        else:
            shown = lines.shown(self._lines, self.step)
            self.desk.show_lines(shown, self.step, locked=bool(closed))

    def _closed(self) -> str:
        if self.found is None or self.found.assessment.state.open:
            return ""
        state = wording.name(self.found.assessment.state)
        return f"这一轮{state}，不能录入。确需修改，请由复核人退回或重新打开，并写明原因。"

    def _empty(self) -> Empty:
        if self.choice.park is None:
            return Empty("台账里还没有园区。", "去“园区”页", partial(self.wanted.emit, "parks"))
        text = f"{self.choice.park.name}还没有评估。新建一轮后，可以打印现场核查表，填好后在这里录入。"
        return Empty(text, "去“评估”页", partial(self.wanted.emit, "assessment"))

    def _has_round(self) -> bool:
        return self.found is not None

    def _keys(self) -> bool:
        return self.found is not None and self.step in _PASSES

    def _has_keyed(self) -> bool:
        return any(line.entered.first or line.entered.second for line in self._lines)

    def _may_write(self) -> bool:
        if self.found is None or self._closed():
            return False
        every = self.found.every
        return not keying.differing(every) and bool(keying.to_write(every))

    def _connect(self) -> None:
        self._turns = {step: partial(self.turn, step) for step in Step}
        for step, button in self.steps.items():
            button.clicked.connect(lambda _on=False, step=step: self.turn(step))
        self.desk.keyed.connect(self._keep)
        self.desk.ended.connect(self._ended)
        self.preview.wanted.connect(self.write)
        self.choice.chosen.connect(self.desk.take_focus)

    def _lay_out(self) -> None:
        theme.say(self.note, "small")
        group, row = QButtonGroup(self), QHBoxLayout()
        row.setSpacing(theme.GRID)
        for step, button in self.steps.items():
            button.setCheckable(True)
            button.setChecked(step is self.step)
            button.setText(step.value)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            group.addButton(button)
            row.addWidget(button)
        row.addWidget(self.note, 1)
        shown, work = QWidget(), QWidget()
        self._inner = QStackedLayout(work)
        self._inner.addWidget(self.desk)
        self._inner.addWidget(self.preview)
        inside = QVBoxLayout(shown)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.GRID)
        inside.addLayout(row)
        inside.addWidget(work, 1)
        self._stack = QStackedWidget()
        for part in (shown, self.nothing):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addWidget(self.choice)
        column.addWidget(self._stack, 1)
