"""What every page of the window is: a title, where one is, two or three main actions, and its freshness.

    class Parks(Page):
        title = "园区"
        def __init__(self, session, tasks): super().__init__(session, tasks); …build widgets…
        def refresh(self, change): self._table.load(self.session.ask(parks.listed) or ())
        def commands(self): return (Command("新增园区", self._add, "Ctrl+N", icon="add"),)

``refresh(None)`` comes when the page is first shown, when another park, assessment or person was chosen, and after
a write that was not allowed, so that no field shows what is not on file; ``refresh(change)`` after a write. A page
that is not on screen is marked stale and refreshed when shown.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ui.commands import Command
from ui.session import Session
from ui.tasks import Tasks
from ui.widgets.message import Message


class Page(QWidget):
    """One page; the window builds it when it is first shown."""

    title = ""
    """Shown as the page's head and in the cheat sheet."""

    header_changed = Signal()
    """Title, breadcrumb, edition or actions are others now."""
    said = Signal(object)
    """A ``Message`` for the line above the page."""
    wanted = Signal(str)
    """The key of another page to show, such as ``assessment``, or ``assessment:item/G01`` with a subject on it."""

    def __init__(self, session: Session, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.tasks = tasks
        self._stale = True
        session.changed.connect(self._changed)
        for moved in (session.selected, session.signed, session.refused):
            moved.connect(self._selected)

    def breadcrumb(self) -> tuple[str, ...]:
        """Where one is, from the county down; shown as 县 › 园区 › 2026 自评."""
        return ()

    def edition(self) -> str:
        """Edition and number of items not verified, when the page shows a grade; else empty."""
        return ""

    def commands(self) -> tuple[Command, ...]:
        """The two or three main actions, shown as buttons; the first is the most likely one."""
        return ()

    def more_commands(self) -> tuple[Command, ...]:
        """Everything else one can do here: reached by keys, the palette and, with ``menu``, the menus."""
        return ()

    def settle(self) -> bool:
        """Save what is typed; False where that cannot be, with the cursor in the field that has a fault."""
        return True

    def show_subject(self, subject: str) -> None:
        """Go to what another page wants to be seen here, such as ``item/G01``; most pages show no subjects."""

    def refresh(self, change: object | None) -> None:
        """Read again and show; ``change`` is the write that made it necessary, or None."""

    def say(self, what: str, remedy: str = "", *, kind: str = "info", action: Command | None = None) -> None:
        """Show a message above the page; ``kind`` is info, warn or error."""
        self.said.emit(Message(what, remedy, kind, action))

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up on what happened while the page was away."""
        super().showEvent(event)
        if self._stale:
            self._catch_up(None)

    def _changed(self, change: object) -> None:
        self._catch_up(change)

    def _selected(self) -> None:
        self._catch_up(None)

    def _catch_up(self, change: object | None) -> None:
        self._stale = not self.isVisible()
        if not self._stale:
            self.refresh(change)
            self.header_changed.emit()
