"""The window's start: opens the store, composes session, pages and frame once, and hands over to Qt."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app import paths
from app.errors import UserError
from app.services import history, stores
from ui import errors, settings, theme
from ui.main_window import MainWindow
from ui import catalogue
from ui.session import History, Session
from ui.shell_commands import shell_commands
from ui.tasks import Tasks

SAMPLE_NAME = "示例县.sqlite"


class Shell:
    """The program while it runs: at most one window on one store, and the way to another."""

    def __init__(self, app: QApplication) -> None:
        self.app = app
        self.window: MainWindow | None = None
        self.session: Session | None = None

    def open(self, path: Path) -> None:
        """Open the store at ``path`` in a window; the one that was open is closed only when that worked."""
        who = settings.read(settings.WHO) or _login()
        if self.session is not None and self.session.store.path == path.absolute():
            return
        store = stores.open_store(path, who)
        self._leave()
        session = Session(store, who, _HISTORY, name=path.stem)
        tasks = Tasks()
        window = MainWindow(session, tasks, catalogue.pages(session, tasks), about=_about(path))
        tasks.setParent(window)
        for command in shell_commands(self, window, session):
            window.add(command)
        errors.install(window.show_error, window.show_bug)
        self.window, self.session = window, session
        _restore_choice(session)
        window.say_place(catalogue.region(session), path.stem)
        session.changed.connect(lambda _change: window.say_place(catalogue.region(session), path.stem))
        window.open()

    def close(self) -> None:
        """Let go of the store."""
        if self.session is not None:
            self.session.store.close()
            self.session = None

    def _leave(self) -> None:
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
        self.close()


def open_window(store: Path | None, *, sample: bool = False) -> int:
    """Open the window on ``store``, the sample county, or the user's own store; returns the exit code."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("园评")
    theme.install(app)
    shell = Shell(app)
    path = store or (paths.user_data() / SAMPLE_NAME if sample else paths.default_store())
    try:
        if sample and not path.exists():
            _prepare(path)
        shell.open(path)
    except UserError as error:
        return _refuse(shell, error)
    if os.environ.get("PARKGRADE_BENCH"):
        QTimer.singleShot(0, lambda: _measured(app))
    try:
        return app.exec()
    finally:
        shell.close()


def _prepare(path: Path) -> None:
    """Build the sample county beside its place, so that a half-built one is never opened."""
    from app.services import sample
    from ui.dialogs.waiting import wait_for

    part = path.with_name(f"{path.stem}.building.sqlite")

    def work(progress: Any) -> None:
        part.unlink(missing_ok=True)
        with stores.open_store(part, sample.WHO) as store:
            sample.build(store, date.today(), progress)
        part.replace(path)
        part.with_name(f"{part.name}.lock").unlink(missing_ok=True)

    wait_for("正在准备示例县", work)


def _refuse(shell: Shell, error: UserError) -> int:
    """Say why the store cannot be opened, and offer another one."""
    if errors.headless():
        print(f"{error.what}{error.remedy}", file=sys.stderr)
        return 1
    from ui.dialogs.cannot_open import ask_for_another

    while True:
        chosen = ask_for_another(error)
        if chosen is None:
            return 1
        try:
            shell.open(chosen)
        except UserError as another:
            error = another
            continue
        try:
            return shell.app.exec()
        finally:
            shell.close()


def _restore_choice(session: Session) -> None:
    """Choose the park and round that were chosen last, where they still exist."""
    park, assessment = settings.read(settings.PARK), settings.read(settings.ASSESSMENT)
    session.select(*catalogue.existing(session, park, assessment))


def _measured(app: QApplication) -> None:
    app.processEvents()
    print("visible", flush=True)
    if os.environ["PARKGRADE_BENCH"] == "quit":
        app.quit()


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "未署名"


def _about(path: Path) -> str:
    from importlib import metadata

    return f"园评 ParkGrade {metadata.version('parkgrade')}；数据文件：{path}"


_HISTORY = History(history.undo, history.redo, history.undoable, history.redoable)


if __name__ == "__main__":
    sys.exit(open_window(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
