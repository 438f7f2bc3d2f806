"""Everything a person can do, in one registry: menus, the palette (Ctrl+K) and the cheat sheet (F1) read it.

A page offers ``Command`` values; the window turns them into Qt actions that live as long as the page is
shown. A shortcut is written as Qt writes it ("Ctrl+F", "Shift+Return", "1").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do: its name in words of the office, and how it is reached."""

    name: str
    run: Callable[[], object]
    shortcut: str = ""
    hint: str = ""
    """What it does, when the name alone does not say it."""
    icon: str = ""
    """Name of a file in assets/icons."""
    menu: str = ""
    """文件, 编辑, 查看 or 帮助; empty: in the palette and the cheat sheet only."""
    when: Callable[[], bool] | None = None
    """Whether it can be done now; asked again after every change and choice."""
    on: Callable[[], bool] | None = None
    """For a switch: whether it is on."""
    split: bool = False
    """Whether a line stands above it in its menu."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A registered command with its Qt action and the heading it is listed under."""

    command: Command
    action: QAction
    group: str

    @property
    def keys(self) -> str:
        """The shortcut as this system writes it, or an empty text."""
        return self.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    @property
    def on_screen(self) -> bool:
        """Whether what it belongs to is shown."""
        owner = self.action.parent()
        return isinstance(owner, QWidget) and owner.isVisible()


class Commands(QObject):
    """The registry; entries keep the order in which they came."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def add(self, command: Command, group: str, owner: QWidget) -> QAction:
        """Make ``command`` reachable while ``owner`` is on screen."""
        action = QAction(command.name, owner)
        if command.shortcut:
            action.setShortcut(QKeySequence(command.shortcut))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setToolTip(_tip(command, action))
        action.setAutoRepeat(False)
        run = command.run
        action.triggered.connect(lambda _checked=False: run())
        owner.addAction(action)
        self._entries.append(Entry(command, action, group))
        _enable(self._entries[-1])
        self.changed.emit()
        return action

    def replace(self, commands: Iterable[Command], group: str, owner: QWidget) -> tuple[QAction, ...]:
        """Put ``commands`` in the place of all that ``group`` had; nothing happens when they are the same.

        Commands are compared as values: give bound methods rather than new lambdas each time.
        """
        wanted = tuple(commands)
        held = [entry for entry in self._entries if entry.group == group and entry.action.parent() is owner]
        if wanted == tuple(entry.command for entry in held):
            return tuple(entry.action for entry in held)
        for entry in held:
            self._entries.remove(entry)
            owner.removeAction(entry.action)
            entry.action.deleteLater()
        return tuple(self.add(command, group, owner) for command in wanted)

    def entries(self) -> tuple[Entry, ...]:
        """Everything registered, page by page."""
        return tuple(self._entries)

    def reachable(self) -> tuple[Entry, ...]:
        """What can be done at this moment: enabled, and its owner on screen."""
        self.refresh()
        return tuple(entry for entry in self._entries if entry.action.isEnabled() and entry.on_screen)

    def refresh(self) -> None:
        """Ask each command again whether it can be done now."""
        for entry in self._entries:
            _enable(entry)


def _enable(entry: Entry) -> None:
    command = entry.command
    if command.when is not None:
        entry.action.setEnabled(bool(command.when()))
    if command.on is not None:
        entry.action.setCheckable(True)
        entry.action.setChecked(bool(command.on()))


def _tip(command: Command, action: QAction) -> str:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{command.hint or command.name}（{keys}）" if keys else command.hint or command.name
