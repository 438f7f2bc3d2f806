"""Which scenario is on show, what can be done with one as a whole, and the line in which it gets its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from app.core import whatif
from app.core.whatif import Scenario
from ui import icons, theme
from ui.commands import Command
from ui.widgets.answer_reason import ReasonLine
from ui.widgets.pick import Pick

_NONE = "（还没有推演方案）"


class ScenarioChoice(QWidget):
    """Says ``chosen`` with a scenario's id; the menu beside it runs the page's own commands."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.scenarios = Pick("推演方案")
        self.scenarios.of_width(8)
        self.scenarios.setPlaceholderText(_NONE)
        self.more = QPushButton(icons.icon("down"), "方案")
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
        self.scenarios.activated.connect(lambda _at: self.chosen.emit(str(self.scenarios.currentData())))

    def show_scenarios(self, found: Sequence[Scenario], chosen: Scenario | None) -> None:
        """Offer the scenarios of a round."""
        self.scenarios.offer([(one.id, one.name) for one in found], chosen.id if chosen else None)
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
class Wish:
    """What the line asks for: ``act`` tells the page, ``label`` the person."""

    act: str
    label: str
    text: str = ""
    required: bool = True


class NameLine(QFrame):
    """Asks for a name or a note in its place; says ``given`` with the wish and what was typed."""

    given = Signal(object, str)
    folded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._wish = Wish("", "")
        self.reason = ReasonLine()
        self._save, self._cancel = QPushButton("保存"), QPushButton("取消")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GRID, 6, theme.GRID, 6)
        row.setSpacing(theme.GRID)
        row.addWidget(self.reason, 1)
        for button in (self._save, self._cancel):
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignBottom)
        self._save.clicked.connect(lambda _on=False: self._give())
        self._cancel.clicked.connect(lambda _on=False: self.fold())
        self.reason.confirmed.connect(self._give)
        self.reason.abandoned.connect(self.fold)
        self.hide()

    def ask(self, wish: Wish) -> None:
        """Ask, with a text that typing replaces."""
        self._wish = wish
        self.reason.line.setModified(False)
        self.reason.ask(wish.label, wish.text, required=wish.required)
        self.show()
        self.reason.start()
        self.reason.line.selectAll()

    def refuse(self, fault: str) -> None:
        """Say what is wrong with what was typed."""
        self.reason.refuse(fault)
        self.reason.start()

    def fold(self) -> None:
        """Ask no longer."""
        self.reason.line.setModified(False)
        self.hide()
        self.folded.emit()

    def _give(self) -> None:
        if self.reason.complete():
            self.given.emit(self._wish, whatif.tidy(self.reason.text()))


def _entry(command: Command) -> str:
    return f"{command.name}\t{command.shortcut}" if command.shortcut else command.name
