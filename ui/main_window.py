"""The frame: rail, head, message line, pages, status line and menus; pages are built when first shown.

pages = (PageSpec("overview", "总览", "overview", lambda: Overview(session, tasks)), …)
window = MainWindow(session, tasks, pages, about=lambda: "园评 0.2.0")
errors.install(window.show_error, window.show_bug)
window.add(Command("导入…", run, menu="文件"))
window.open()
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserError
from ui import settings, theme
from ui.bugs import Bug
from ui.commands import Command, Commands
from ui.menus import Menus
from ui.page import Page
from ui.palette import CommandPalette
from ui.session import Session
from ui.tasks import Tasks
from ui.widgets.header import Header
from ui.widgets.message import Message, MessageBar, of_error
from ui.widgets.rail import Rail
from ui.widgets.status import StatusLine

TITLE = "园评"
GROUP = "通用"
_FIRST_SIZE = QSize(1360, 688)
_LEAST = QSize(800, 460)
"""A 1366×768 screen at 150 % leaves 911×485."""
_NARROW = 1000
"""Below this width the page needs the room of the rail's words."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page before it exists: ``key`` names it for good, ``icon`` is a file in assets/icons."""

    key: str
    title: str
    icon: str
    factory: Callable[[], Page]


class MainWindow(QMainWindow):
    """Everything around the pages."""

    def __init__(
        self, session: Session, tasks: Tasks, pages: Sequence[PageSpec], *, about: Callable[[], str] = str
    ) -> None:
        super().__init__()
        self.session, self.tasks = session, tasks
        self.commands = Commands(self)
        self._specs = {spec.key: spec for spec in pages}
        self._pages: dict[str, Page] = {}
        self._key = ""
        self._narrow = False
        self._given_up = False
        self._about = about
        self.rail = Rail([(spec.key, spec.title, spec.icon) for spec in pages])
        self.header, self.message_bar, self.status = Header(), MessageBar(), StatusLine(tasks)
        self._stack = QStackedWidget()
        self._palette = CommandPalette(self.commands, self)
        self.menus = Menus(self.menuBar(), self.commands)
        self._lay_out()
        self._undo, self._redo = (self.add(command) for command in self._steps())
        for command in self._own_commands():
            self.add(command)
        self.menus.keep_last(self.add(Command("退出", self.close, "Ctrl+Q", menu="文件")))
        self._connect()
        self._restore()

    @property
    def key(self) -> str:
        """Key of the page on screen."""
        return self._key

    def add(self, command: Command) -> QAction:
        """Offer a command that is there on every page."""
        return self.commands.add(command, GROUP, self)

    def open(self) -> None:
        """Show the window with the page that was open last."""
        kept = settings.read(settings.PAGE)
        self.show()
        self.show_page(kept if kept in self._specs else next(iter(self._specs)))

    def page(self, key: str) -> Page:
        """The page ``key``, built now if it never was."""
        if key not in self._pages:
            page = self._specs[key].factory()
            self._pages[key] = page
            self._stack.addWidget(page)
            page.said.connect(self.say)
            page.wanted.connect(self.lead)
            page.header_changed.connect(self._show_head)
        return self._pages[key]

    def show_page(self, key: str) -> None:
        """Bring a page to the front."""
        self._settle()
        page = self.page(key)
        self._key = key
        self._stack.setCurrentWidget(page)
        self.rail.mark(key)
        settings.write(settings.PAGE, key)
        self._show_head()
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def lead(self, wanted: str) -> None:
        """Follow a page's wish: the key of a page and, behind a colon, the subject to show on it."""
        key, _, subject = wanted.partition(":")
        self.show_page(key)
        if subject:
            self.page(key).show_subject(subject)

    def say(self, message: Message) -> None:
        """Show a message above the page."""
        self.message_bar.say(message)

    def show_error(self, error: UserError) -> None:
        """Show what a person can mend."""
        self.say(of_error(error))

    def show_bug(self, bug: Bug) -> None:
        """Say calmly that the program failed, and offer the details."""
        details = Command("查看详情", lambda: self._open_bug(bug))
        self.say(Message("程序出现错误", "您的数据已保存，可以继续工作", "error", details))

    def say_place(self, region: str, store: str) -> None:
        """Name the region and the store that are open."""
        self.rail.say_place(region, store)
        self.setWindowTitle(f"{TITLE} · {region}" if region else TITLE)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is typed; what cannot be saved and work under way are asked about inline."""
        self._settle()
        if self.tasks.busy:
            event.ignore()
            stop = Command("停止并关闭", self._stop_and_close)
            self.say(Message(f"正在{self.tasks.busy}", "请等它完成，或停止后关闭", "warn", stop))
            return
        if not self._given_up and self._keeps_unsaved():
            event.ignore()
            give_up = Command("放弃并关闭", self._give_up)
            self.say(Message("有一栏没有保存", "请改正标红的一栏后再关闭", "warn", give_up))
            return
        self._keep()
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Tint the head's icons anew when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._key:
            self._show_head()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the rail while the window is narrow; a person may unfold it all the same."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.rail.fold(narrow or settings.read(settings.RAIL_FOLDED))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button with the keyboard, as Space does."""
        button = self.focusWidget()
        if event.key() in _ENTER and isinstance(button, QAbstractButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(0)
        for part in (self.header, self.message_bar):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.rail)
        upper.addLayout(column, 1)
        centre = QWidget()
        whole = QVBoxLayout(centre)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(upper, 1)
        whole.addWidget(self.status)
        self.setCentralWidget(centre)
        self.setMinimumSize(_LEAST)
        self.setWindowTitle(TITLE)

    def _steps(self) -> tuple[Command, Command]:
        return (
            Command("撤销", self._take_back, "Ctrl+Z", icon="undo", menu="编辑"),
            Command("重做", self._do_again, "Ctrl+Y", icon="redo", menu="编辑"),
        )

    def _own_commands(self) -> tuple[Command, ...]:
        places = [
            Command(f"转到{spec.title}", partial(self.show_page, spec.key), _figure(at), menu="查看")
            for at, spec in enumerate(self._specs.values(), 1)
        ]
        return (
            Command("查找操作…", lambda: self._palette.open_over(self), "Ctrl+K", menu="编辑", split=True),
            *places,
            Command("收起或展开左侧栏", self.rail.turn, "Ctrl+B", menu="查看", split=True),
            *(_theme_command(choice, name) for choice, name in theme.CHOICES.items()),
            Command("快捷键", self._open_cheat_sheet, "F1", menu="帮助"),
            Command("关于园评", lambda: self.say(Message(self._about() or TITLE)), menu="帮助"),
        )

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_page)
        self.rail.folded.connect(lambda folded: settings.write(settings.RAIL_FOLDED, folded))
        self.session.changed.connect(self._saved)
        self.session.attached.connect(self._name_steps)
        self.session.selected.connect(self._chosen)
        self.session.failed.connect(self.show_error)
        self.tasks.failed.connect(self.show_error)
        self.tasks.stopped.connect(
            lambda title: self.say(Message(f"已停止{title}", "没有留下做了一半的内容"))
        )

    def _restore(self) -> None:
        self.rail.fold(settings.read(settings.RAIL_FOLDED))
        self.status.say_who(self.session.who, given=bool(settings.read(settings.WHO)))
        self.rail.say_place("", self.session.name)
        self._name_steps()
        room = self.screen().availableSize()
        self.resize(_FIRST_SIZE.boundedTo(room))
        kept = settings.read(settings.GEOMETRY)
        if kept:
            self.restoreGeometry(QByteArray.fromHex(kept.encode()))

    def _keep(self) -> None:
        settings.write(settings.GEOMETRY, bytes(self.saveGeometry().toHex().data()).decode())
        settings.flush()

    def _show_head(self) -> None:
        page = self._pages.get(self._key)
        if page is None:
            return
        group = self._specs[self._key].title
        main = page.commands()
        actions = self.commands.replace((*main, *page.more_commands()), group, page)
        self.commands.refresh()
        self.header.show_page(page.title or group, page.breadcrumb())
        icons = [command.icon for command in main]
        self.header.show_actions(list(zip(actions, icons, strict=False)))
        self.status.say_edition(page.edition())

    def _saved(self, _change: object) -> None:
        self.status.say_saved()
        shown = self.message_bar.message
        if shown is not None and shown.kind == "error":
            self.message_bar.clear()
        self._name_steps()
        self.commands.refresh()

    def _chosen(self) -> None:
        settings.write(settings.PARK, self.session.park or "")
        settings.write(settings.ASSESSMENT, self.session.assessment or "")
        self.commands.refresh()

    def _name_steps(self) -> None:
        names = (self.session.undo_name(), self.session.redo_name())
        for action, verb, name in zip((self._undo, self._redo), ("撤销", "重做"), names, strict=True):
            action.setText(f"{verb}“{name}”" if name else verb)
            action.setEnabled(name is not None)

    def _take_back(self) -> None:
        self._settle()
        self.session.undo()

    def _do_again(self) -> None:
        self._settle()
        self.session.redo()

    def _settle(self) -> None:
        """Leave the field that is being typed into, which saves it, and come back to it."""
        field = self.focusWidget()
        if field is not None and self._stack.isAncestorOf(field):
            field.clearFocus()
            field.setFocus()

    def _keeps_unsaved(self) -> bool:
        """Whether a page holds typing that cannot be saved; the first that does is shown."""
        for key in sorted(self._pages, key=lambda one: one != self._key):
            if not self._pages[key].settle():
                if key != self._key:
                    self.show_page(key)
                return True
        return False

    def _give_up(self) -> None:
        self._given_up = True
        self.close()

    def _stop_and_close(self) -> None:
        self.tasks.ended.connect(lambda: QTimer.singleShot(0, self.close))
        self.tasks.stop()

    def _open_cheat_sheet(self) -> None:
        from ui.dialogs.cheat_sheet import CheatSheet

        CheatSheet(self.commands, self).show()

    def _open_bug(self, bug: Bug) -> None:
        from ui.dialogs.bug_report import BugReport

        BugReport(bug, self).show()


def _theme_command(choice: str, name: str) -> Command:
    return Command(
        f"外观：{name}",
        lambda: theme.choose(choice),
        menu="查看",
        on=lambda: theme.chosen() == choice,
        split=choice == "system",
    )


def _figure(at: int) -> str:
    """The key of the page at this place; there are ten figures, the pages after them are found by Ctrl+K.

    >>> _figure(1), _figure(10), _figure(11)
    ('Ctrl+1', 'Ctrl+0', '')
    """
    return f"Ctrl+{at % 10}" if at <= 10 else ""
