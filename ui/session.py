"""One person at work on one store: what is chosen, what changed last, and the one way to write.

Pages call ``session.do(answering.answer, assessment_id, item_id, level)``; the session adds the store
and the person, shows a user's error inline through ``failed``, and says ``changed`` once. Reading goes
through ``session.ask(parks.listed)``, which adds the store only. The session never looks into either.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from app.errors import NotAllowed, UserError

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Named(Protocol):
    """A step that can be undone or done again."""

    @property
    def action(self) -> str:
        """What the step is called, such as 作答 7."""


@dataclass(frozen=True, slots=True)
class History:
    """How steps are taken back; the window's start wires it to the service."""

    undo: Callable[[Any, str], object]
    redo: Callable[[Any, str], object]
    undoable: Callable[[Any], Named | None]
    redoable: Callable[[Any], Named | None]


NO_HISTORY = History(
    undo=lambda _store, _who: None,
    redo=lambda _store, _who: None,
    undoable=lambda _store: None,
    redoable=lambda _store: None,
)


class Session(QObject):
    """Store, person, chosen park and assessment; ``changed`` is the only message upward."""

    changed = Signal(object)
    """A write reached the disk; carries the frozen change that the service returned."""
    failed = Signal(object)
    """A UserError that the window shows inline."""
    attached = Signal()
    """The store is there."""
    selected = Signal()
    """Another park or assessment was chosen."""
    signed = Signal()
    """Somebody else is at work."""
    refused = Signal()
    """A write was not allowed: what stands in the fields is void, and what is on file is shown again."""

    def __init__(self, store: object, who: str, history: History = NO_HISTORY, *, name: str = "") -> None:
        super().__init__()
        self.store: Any = store
        self.who = who
        self.name = name
        self._history = history
        self._park: str | None = None
        self._assessment: str | None = None

    def sign_as(self, who: str) -> None:
        """Go on under another name; says ``signed`` only when it is another."""
        if who != self.who:
            self.who = who
            self.signed.emit()

    def attach(self, store: object, history: History) -> None:
        """Give the session its store, once the window is already on screen."""
        self.store, self._history = store, history
        self.attached.emit()

    @property
    def park(self) -> str | None:
        """Id of the chosen park."""
        return self._park

    @property
    def assessment(self) -> str | None:
        """Id of the chosen assessment of that park."""
        return self._assessment

    def select(self, park: str | None, assessment: str | None = None) -> None:
        """Choose a park and, of it, an assessment; says ``selected`` only when something is new."""
        if (park, assessment) == (self._park, self._assessment):
            return
        self._park, self._assessment = park, assessment
        self.selected.emit()

    def do(
        self,
        function: Callable[Concatenate[Any, str, Given], Result],
        *args: Given.args,
        **kwargs: Given.kwargs,
    ) -> Result | None:
        """Write through ``function(store, who, …)``; its change, or None when a user's error was shown."""
        try:
            return self.attempt(function, *args, **kwargs)
        except UserError as error:
            self.failed.emit(error)
            if isinstance(error, NotAllowed):
                self.refused.emit()
            return None

    def attempt(
        self,
        function: Callable[Concatenate[Any, str, Given], Result],
        *args: Given.args,
        **kwargs: Given.kwargs,
    ) -> Result:
        """The same for a dialog that shows a UserError itself, which is let through."""
        change = function(self.store, self.who, *args, **kwargs)
        if change is not None:
            self.changed.emit(change)
        return change

    def ask(
        self, function: Callable[Concatenate[Any, Given], Result], *args: Given.args, **kwargs: Given.kwargs
    ) -> Result | None:
        """Read through ``function(store, …)``; None when a user's error was shown."""
        try:
            return function(self.store, *args, **kwargs)
        except UserError as error:
            self.failed.emit(error)
            return None

    def undo(self) -> object | None:
        """Take the last step back."""
        return self.do(self._history.undo)

    def redo(self) -> object | None:
        """Do the step again that was taken back last."""
        return self.do(self._history.redo)

    def undo_name(self) -> str | None:
        """What would be taken back, or None."""
        return _name(self._history.undoable(self.store))

    def redo_name(self) -> str | None:
        """What would be done again, or None."""
        return _name(self._history.redoable(self.store))


def _name(step: Named | None) -> str | None:
    return step.action if step is not None else None
