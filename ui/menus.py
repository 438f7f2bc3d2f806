"""The four menus, filled from the registry each time one opens."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from ui.commands import Commands, Entry

NAMES = {"文件": "文件(&F)", "编辑": "编辑(&E)", "查看": "查看(&V)", "帮助": "帮助(&H)"}


class Menus:
    """``last`` always stands at the end of its menu, such as 退出."""

    def __init__(self, bar: QMenuBar, commands: Commands) -> None:
        self._commands = commands
        self._last: QAction | None = None
        self._menus = {name: bar.addMenu(title) for name, title in NAMES.items()}
        for name, menu in self._menus.items():
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(lambda name=name: self.fill(name))
            self.fill(name)

    def keep_last(self, action: QAction) -> None:
        """Let ``action`` stand at the end of its menu."""
        self._last = action

    def fill(self, name: str) -> QMenu:
        """Put into the menu ``name`` what can be reached now."""
        menu = self._menus[name]
        menu.clear()
        self._commands.refresh()
        entries = [
            entry for entry in self._commands.entries() if entry.command.menu == name and entry.on_screen
        ]
        for entry in sorted(entries, key=self._is_last):
            if (entry.command.split or self._is_last(entry)) and not menu.isEmpty():
                menu.addSeparator()
            menu.addAction(entry.action)
        return menu

    def _is_last(self, entry: Entry) -> bool:
        return entry.action is self._last
