"""What the 文件 menu offers beside the pages: other stores, backups, the sample county, one's name."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QFileDialog

from app.errors import UserError
from app.progress import Progress
from ui.commands import Command
from ui.main_window import MainWindow
from ui.session import Session
from ui.widgets.message import Message

if TYPE_CHECKING:
    from app.services.backup import Backup

_FILES = "园评数据文件 (*.sqlite)"


class Opener(Protocol):
    """What can open another store."""

    def open(self, path: Path) -> None:
        """Open the store at ``path``."""

    def open_sample(self) -> None:
        """Open the sample county."""


def shell_commands(shell: Opener, window: MainWindow, session: Session) -> tuple[Command, ...]:
    """The commands, in the order of the menu."""
    return (
        Command("打开数据文件…", partial(_open, shell, window), "Ctrl+O", icon="open", menu="文件"),
        Command("新建数据文件…", partial(_create, shell, window), menu="文件"),
        Command(
            "打开示例县", partial(_sample, shell, window), menu="文件", hint="全部虚构，不影响本单位的数据"
        ),
        Command("备份数据文件…", partial(_back_up, window, session), icon="export", menu="文件"),
        Command(
            "校验记录和签章",
            partial(_verify, window),
            icon="check",
            menu="文件",
            hint="逐条核对修订记录、签章和佐证文件",
        ),
        Command(
            "我的姓名…", partial(ask_name, window, session), menu="文件", split=True, hint="修订记录以此署名"
        ),
    )


def _open(shell: Opener, window: MainWindow) -> None:
    chosen, _ = QFileDialog.getOpenFileName(window, "打开数据文件", "", _FILES)
    if chosen:
        _switch(shell, window, Path(chosen))


def _create(shell: Opener, window: MainWindow) -> None:
    chosen, _ = QFileDialog.getSaveFileName(window, "新建数据文件", "园评.sqlite", _FILES)
    if chosen:
        path = Path(chosen)
        _switch(shell, window, path if path.suffix else path.with_suffix(".sqlite"))


def _sample(shell: Opener, window: MainWindow) -> None:
    try:
        shell.open_sample()
    except UserError as error:
        window.show_error(error)


def _switch(shell: Opener, window: MainWindow, path: Path) -> None:
    try:
        shell.open(path)
    except UserError as error:
        window.show_error(error)


def _back_up(window: MainWindow, session: Session) -> None:
    proposed = f"{session.name}-备份.sqlite"
    chosen, _ = QFileDialog.getSaveFileName(window, "备份数据文件", proposed, _FILES)
    if not chosen:
        return
    store = session.store

    def work(progress: Progress) -> Backup:
        from app.services import backup

        return backup.copy_to(store, Path(chosen), progress)

    window.tasks.run("备份数据文件", work, partial(_tell_backup, window))


def _tell_backup(window: MainWindow, made: Backup) -> None:
    files = f"和 {made.contents} 个佐证文件" if made.contents else ""
    if not made.flaws:
        window.say(Message(f"已备份数据文件{files}到 {made.path}", "备份经过核对，可以直接打开。"))
        return
    named = "、".join(flaw.evidence.name for flaw in made.flaws[:3])
    window.say(
        Message(
            f"已备份到 {made.path}，但有 {len(made.flaws)} 份佐证缺失或被改动过，没有备份：{named}",
            "请从更早的备份恢复，或重新加入原文件。",
            "warn",
        )
    )


def ask_name(window: MainWindow, session: Session) -> None:
    """Ask who is at work, and keep it."""
    from ui.dialogs.who import WhoDialog

    WhoDialog(session, window).open()


def _verify(window: MainWindow) -> None:
    """Check everything, on the page that lists what is wrong."""
    from ui.pages.history import HistoryPage

    window.show_page("history")
    page = window.page("history")
    if isinstance(page, HistoryPage):
        page.verify()
