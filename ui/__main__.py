"""The window's start: shows the frame, then opens the store, and composes session and pages once.

The frame needs Qt alone and is on screen first; what reads the store is loaded after that.
"""

from __future__ import annotations

import gc
import os
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app import paths
from app.errors import UserError
from ui import catalogue, errors, settings, theme
from ui.main_window import MainWindow
from ui.session import History, Session
from ui.shell_commands import ask_name, shell_commands
from ui.tasks import Tasks

SAMPLE_NAME = "示例县.sqlite"


class Shell:
    """The program while it runs: at most one window on one store, and the way to another."""

    def __init__(self, app: QApplication) -> None:
        self.app = app
        self.window: MainWindow | None = None
        self.session: Session | None = None
        self.code = 0

    def start(self, path: Path, *, sample: bool) -> None:
        """Show the frame now, and the store at ``path`` in it as soon as it is open."""
        self._frame(path)
        QTimer.singleShot(0, lambda: self._fill(path, sample=sample))

    def open(self, path: Path) -> None:
        """Open the store at ``path`` in a window; the one that was open is closed only when that worked."""
        from app.services import stores

        if self.session is not None and self.session.store and self.session.store.path == path.absolute():
            return
        if self.window is not None and self.window.tasks.busy:
            raise UserError(
                f"正在{self.window.tasks.busy}。", "请等它完成，或先在状态栏停止它，再换数据文件。"
            )
        store = stores.open_store(path, _who())
        self._leave()
        self._frame(path)
        self._attach(store, path)

    def open_sample(self) -> None:
        """Open the sample county, built first if it is not there yet."""
        path = sample_path()
        if not path.exists():
            _prepare(path)
        self.open(path)

    def close(self) -> None:
        """Let go of the store."""
        if self.session is not None and self.session.store is not None:
            self.session.store.close()
        self.session = None

    def _frame(self, path: Path) -> None:
        session = Session(None, _who(), name=path.stem)
        tasks = Tasks()
        self.window = MainWindow(session, tasks, catalogue.pages(session, tasks), about=lambda: _about(path))
        tasks.setParent(self.window)
        errors.install(self.window.show_error, self.window.show_bug)
        self.session = session
        self.window.setEnabled(False)
        self.window.show()

    def _fill(self, path: Path, *, sample: bool) -> None:
        _measured("visible", self.app)
        # What is loaded now stays to the end; looking for garbage among it would take a quarter of the time.
        gc.disable()
        try:
            self._open_first(path, sample=sample)
        finally:
            gc.freeze()
            gc.enable()
        _measured("ready", self.app)

    def _open_first(self, path: Path, *, sample: bool) -> None:
        from app.services import stores

        try:
            if sample and not path.exists():
                _prepare(path)
            self._attach(stores.open_store(path, _who()), path)
        except UserError as error:
            self._refuse(error)

    def _attach(self, store: Any, path: Path) -> None:
        from app.services import history

        window, session = self.window, self.session
        assert window is not None
        assert session is not None
        steps = History(history.undo, history.redo, history.undoable, history.redoable)
        session.attach(store, steps)
        for command in shell_commands(self, window, session):
            window.add(command)
        window.status.named.connect(partial(ask_name, window, session))
        session.select(
            *catalogue.existing(session, settings.read(settings.PARK), settings.read(settings.ASSESSMENT))
        )
        window.say_place(catalogue.region(session), path.stem)
        session.changed.connect(lambda change: self._name_place(change, path))
        session.signed.connect(self._name_person)
        self._name_person()
        window.setEnabled(True)
        window.open()

    def _name_place(self, change: Any, path: Path) -> None:
        """Say the region's name anew where the change may have touched it."""
        if self.window and self.session and any(row.table in ("setting", "park") for row in change.rows):
            self.window.say_place(catalogue.region(self.session), path.stem)
        if any(row.table == "person" for row in change.rows):
            self._name_person()

    def _name_person(self) -> None:
        """Say who is at work, and as what."""
        if self.window and self.session:
            self.window.status.say_who(catalogue.signature(self.session))

    def _refuse(self, error: UserError) -> None:
        """Say why the store cannot be opened, and offer another one."""
        from ui.dialogs.cannot_open import ask_for_another

        if errors.headless():
            print(f"{error.what}{error.remedy}", file=sys.stderr)
            self.code = 1
            self.app.exit(1)
            return
        chosen = ask_for_another(error)
        if chosen is None:
            self.code = 1
            self.app.exit(1)
            return
        try:
            self.open(chosen)
        except UserError as another:
            self._refuse(another)

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
    path = store or (sample_path() if sample else paths.default_store())
    shell.start(path, sample=sample)
    try:
        return app.exec() or shell.code
    finally:
        shell.close()


def sample_path() -> Path:
    """Where the sample county lies: beside the user's own store, never in it."""
    return paths.user_data() / SAMPLE_NAME


def _prepare(path: Path) -> None:
    """Build the sample county, with progress and a way to stop."""
    from app.services import sample
    from ui.dialogs.waiting import wait_for

    wait_for("正在准备示例县", lambda progress: sample.make(path, date.today(), progress))


def _measured(moment: str, app: QApplication) -> None:
    """Tell a measuring program, if there is one, that this moment has come (`make bench`)."""
    wanted = os.environ.get("PARKGRADE_BENCH")
    if not wanted:
        return
    app.processEvents()
    print(moment, flush=True)
    if moment == "ready" and wanted == "quit":
        app.exit(0)


def _who() -> str:
    """Who signs the revisions: the name that was given, else the login name."""
    import getpass

    given = settings.read(settings.WHO)
    if given:
        return given
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "未署名"


def _about(path: Path) -> str:
    from importlib import metadata

    return f"园评 ParkGrade {metadata.version('parkgrade')}；数据文件：{path}"


if __name__ == "__main__":
    sys.exit(open_window(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
