"""Which scenario is on show, what can be done with one as a whole, and the line in which it gets its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from app.core import whatif
from ui import icons, theme
from ui.commands import Command
from ui.pages.whatif_bench import STEM, Bench
from ui.pages.whatif_board import Board
from ui.widgets.answer_reason import ReasonLine
from ui.widgets.pick import Pick

_NONE = "（还没有推演方案）"


class ScenarioChoice(QWidget):
    """A list of the scenarios, and beside it a menu with what can be done with one."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.scenarios = Pick("推演方案")
        self.scenarios.of_width(8)
        self.scenarios.setPlaceholderText(_NONE)
        self.more = QPushButton(icons.icon("down"), "方案…")
        self.more.setToolTip("新建、复制、改名、备注、删除推演方案")
        label = QLabel("方案")
        label.setBuddy(self.scenarios)
        theme.say(label, "soft")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(label)
        row.addWidget(self.scenarios, 1)
        row.addWidget(self.more)
        self.scenarios.activated.connect(lambda _at: bench.choose(str(self.scenarios.currentData())))

    def show_board(self, board: Board) -> None:
        """Offer the scenarios of the round."""
        chosen = board.scenario
        self.scenarios.offer([(one.id, one.name) for one in board.scenarios], chosen.id if chosen else None)
        self.scenarios.setToolTip(chosen.note if chosen else "")

    def offer(self, commands: Sequence[Command]) -> None:
        """Fill the menu; its entries can be chosen when their commands can be run."""
        menu = QMenu(self.more)
        entries = [(menu.addAction(_entry(command), command.run), command) for command in commands]

        def ask_again() -> None:
            for action, command in entries:
                action.setEnabled(command.when is None or bool(command.when()))

        menu.aboutToShow.connect(ask_again)
        self.more.setMenu(menu)

    def open(self) -> None:
        """Unfold the list, ready for the arrow keys."""
        self.scenarios.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.scenarios.showPopup()


@dataclass(frozen=True, slots=True)
class _Wish:
    act: str
    label: str
    text: str
    required: bool = True


class NameLine(QFrame):
    """Asks for a name or a note in its place, and says there what is wrong with it."""

    folded = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setObjectName("card")
        self._bench = bench
        self._wish = _Wish("", "", "")
        self.reason = ReasonLine()
        save, cancel = QPushButton("保存"), QPushButton("取消")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GRID, 6, theme.GRID, 6)
        row.setSpacing(theme.GRID)
        row.addWidget(self.reason, 1)
        for button in (save, cancel):
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignBottom)
        save.clicked.connect(lambda _on=False: self._give())
        cancel.clicked.connect(lambda _on=False: self.fold())
        self.reason.confirmed.connect(self._give)
        self.reason.abandoned.connect(self.fold)
        self.hide()

    def begin(self) -> None:
        """Ask for the name of a new scenario."""
        self._ask(_Wish("new", "新方案的名称", self._bench.free_name(STEM)))

    def copy(self) -> None:
        """Ask for the name of a copy of the scenario on show."""
        if scenario := self._bench.scenario:
            stem = scenario.name.rstrip("0123456789")
            self._ask(_Wish("copy", f"“{scenario.name}”复制为", self._bench.free_name(stem)))

    def rename(self) -> None:
        """Ask for another name of the scenario on show."""
        if scenario := self._bench.scenario:
            self._ask(_Wish("rename", f"“{scenario.name}”改名为", scenario.name))

    def remark(self) -> None:
        """Ask for the note of the scenario on show."""
        if scenario := self._bench.scenario:
            self._ask(_Wish("note", f"“{scenario.name}”的备注", scenario.note, required=False))

    def fold(self) -> None:
        """Ask no longer."""
        self.reason.line.setModified(False)
        self.hide()
        self.folded.emit()

    def _ask(self, wish: _Wish) -> None:
        self._wish = wish
        self.reason.line.setModified(False)
        self.reason.ask(wish.label, wish.text, required=wish.required)
        self.show()
        self.reason.start()
        self.reason.line.selectAll()

    def _give(self) -> None:
        if not self.reason.complete():
            return
        text = whatif.tidy(self.reason.text())
        if fault := self._fault(text):
            self.reason.refuse(f"{fault}，请修改")
            self.reason.start()
        elif self._done(text):
            self.fold()

    def _fault(self, text: str) -> str | None:
        board, scenario = self._bench.board, self._bench.scenario
        if self._wish.act == "note":
            return whatif.note_fault(text)
        own = scenario.name if scenario and self._wish.act == "rename" else ""
        return whatif.name_fault(text, [name for name in board.names if name != own] if board else [])

    def _done(self, text: str) -> bool:
        scenario = self._bench.scenario
        match self._wish.act:
            case "new":
                return self._bench.save(text, {})
            case "copy" if scenario:
                return self._bench.save(text, scenario.changes, scenario.note)
            case "rename":
                return self._bench.rename(text)
            case "note":
                return self._bench.remark(text)
        return False


def _entry(command: Command) -> str:
    return f"{command.name}\t{command.shortcut}" if command.shortcut else command.name
