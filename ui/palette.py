"""The palette on Ctrl+K: every action that can be done now, found by typing a word or pinyin initials."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui import matching, theme
from ui.commands import Commands, Entry

_ACTION = Qt.ItemDataRole.UserRole
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CommandPalette(QFrame):
    """A popup over the window; ``open_over`` fills it anew each time."""

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._commands = commands
        self._entries: list[tuple[Entry, str]] = []
        self._query = QLineEdit(placeholderText="要做什么？输入词语或拼音首字母")
        self._query.setAccessibleName("查找操作")
        self._list = QListWidget()
        self._list.setAccessibleName("可用操作")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        column.addWidget(self._query)
        column.addWidget(self._list)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._query.textChanged.connect(self._fill)
        self._query.returnPressed.connect(self._run)
        self._list.itemClicked.connect(self._run)
        self._query.installEventFilter(self)

    def open_over(self, window: QWidget) -> None:
        """Show it below the window's head, with everything that can be done now."""
        own_first = sorted(self._commands.reachable(), key=lambda entry: entry.action.parent() is window)
        self._entries = [(entry, _searched(entry)) for entry in own_first]
        self._query.clear()
        self._fill("")
        self.resize(QSize(560, 420).boundedTo(window.size()))
        self.move(window.mapToGlobal(QPoint((window.width() - self.width()) // 2, 8 * theme.GRID)))
        self.show()
        self._query.setFocus()

    def names(self) -> tuple[str, ...]:
        """The names on offer, from top to bottom."""
        return tuple(self._action(at).text() for at in range(self._list.count()) if self._is_action(at))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Arrow keys in the line move through the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            self._list.event(event)
            return True
        return False

    def _fill(self, query: str) -> None:
        self._list.clear()
        for entry, searched in self._entries:
            if matching.found(query, searched):
                self._list.addItem(_item(entry))
        if not self._list.count():
            self._list.addItem(_nothing(query))
        self._list.setCurrentRow(0)

    def _run(self, *_item: object) -> None:
        at = self._list.currentRow()
        if at < 0 or not self._is_action(at):
            return
        action = self._action(at)
        self.close()
        action.trigger()

    def _is_action(self, at: int) -> bool:
        return bool(self._list.item(at).flags() & Qt.ItemFlag.ItemIsEnabled)

    def _action(self, at: int) -> QAction:
        action = self._list.item(at).data(_ACTION)
        assert isinstance(action, QAction)
        return action


def _searched(entry: Entry) -> str:
    return matching.haystack(entry.action.text(), entry.command.hint, entry.group)


def _nothing(query: str) -> QListWidgetItem:
    item = QListWidgetItem(f"没有与“{query}”相符的操作；这里只列当前能做的")
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _item(entry: Entry) -> QListWidgetItem:
    keys = f"    {entry.keys}" if entry.keys else ""
    item = QListWidgetItem(f"{entry.group} › {entry.action.text()}{keys}")
    item.setData(_ACTION, entry.action)
    item.setToolTip(entry.action.toolTip())
    item.setSizeHint(QSize(0, 4 * theme.GRID))
    return item
