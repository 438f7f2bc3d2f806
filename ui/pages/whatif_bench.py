"""The hand on the scenarios of one round: each edit is saved, then shown, without reading the record again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from app.core import whatif
from app.core.answers import Given
from app.core.dossier import Dossier
from app.core.options import Estimate
from app.core.whatif import Changes, Scenario
from app.services import estimates, scenarios, stores
from ui import settings
from ui.pages import whatif_board
from ui.pages.whatif_board import Board
from ui.session import Session

STEM = "推演"
"""What scenarios are called that nobody named, with a number."""
_CHOSEN = settings.choice("whatif/scenario")


class Bench(QObject):
    """Says ``shown`` with the board after each edit, and ``noted`` with a word to the person."""

    shown = Signal(object)
    noted = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.board: Board | None = None
        self.saving = False
        """Whether the write under way is its own, which it shows without reading the round again."""
        self._chosen = settings.read(_CHOSEN)

    def load(self, dossier: Dossier | None) -> None:
        """Show a round as it stands now; None shows nothing."""
        if dossier is None:
            self.board = None
            return
        key = dossier.assessment.id
        found = self._session.ask(scenarios.listed, key) or ()
        said = self._session.ask(estimates.read, key) or {}
        self.board = whatif_board.of(dossier, found, self._chosen, said, self.board)
        self.shown.emit(self.board)

    @property
    def scenario(self) -> Scenario | None:
        """The scenario on show."""
        return self.board.scenario if self.board else None

    def attempt(self, given: Mapping[str, Given | None]) -> None:
        """Change what the scenario says; where there is none, the first change makes one."""
        changes = {subject: one for subject, one in given.items() if one is not None}
        if self.scenario is not None:
            self._write(scenarios.change, self.scenario.id, given)
        elif changes and self.board is not None:
            self.save(self.free_name(STEM), changes)

    def estimate(self, subject: str, estimate: Estimate) -> None:
        """Keep what a person says that a question takes."""
        if self.board is not None:
            self._write(estimates.put, self.board.round_id, subject, estimate)

    def save(self, name: str, changes: Changes, note: str = "") -> bool:
        """Keep a new scenario and show it; False where a fault was told."""
        board, before = self.board, self._chosen
        if board is None:
            return False
        made = Scenario(
            id=stores.new_id(), assessment_id=board.round_id, name=name, changes=changes, note=note
        )
        self._chosen = made.id
        if not self._write(scenarios.save, made):
            self._chosen = before
            return False
        settings.write(_CHOSEN, made.id)
        self.noted.emit(f"已新建推演方案“{name}”。", "现状不受影响；按 Ctrl+Z 可以撤销")
        return True

    def rename(self, name: str) -> bool:
        """Give the scenario on show another name."""
        return self.scenario is not None and self._write(scenarios.rename, self.scenario.id, name)

    def remark(self, note: str) -> bool:
        """Write the note of the scenario on show."""
        return self.scenario is not None and self._write(scenarios.remark, self.scenario.id, note)

    def clear(self) -> None:
        """Give all questions of the scenario back to the record."""
        if self.scenario is not None:
            self._write(scenarios.clear, self.scenario.id)

    def remove(self) -> None:
        """Delete the scenario on show; it can be undone instead of being asked about."""
        scenario = self.scenario
        if scenario is not None and self._write(scenarios.remove, scenario.id):
            self.noted.emit(f"已删除推演方案“{scenario.name}”。", "按 Ctrl+Z 可以撤销")

    def choose(self, key: str) -> None:
        """Work on another scenario."""
        self._chosen = key
        settings.write(_CHOSEN, key)
        if self.board is not None:
            self.load(self.board.dossier)

    def free_name(self, stem: str) -> str:
        """A name that the round does not have yet."""
        return whatif.free_name(stem, self.board.names if self.board else ())

    def has_scenario(self) -> bool:
        """Whether a scenario is on show."""
        return self.scenario is not None

    def has_changes(self) -> bool:
        """Whether the scenario on show says anything else than the record."""
        return self.scenario is not None and bool(self.scenario.changes)

    def has_works(self) -> bool:
        """Whether the scenario asks for any work."""
        return self.board is not None and bool(self.board.outcome.works)

    def _write(self, service: Callable[..., object], *given: object) -> bool:
        """Write, and show what is on disk now; a fault was told, and what stands is shown again."""
        self.saving = True
        try:
            done = self._session.do(service, *given) is not None
        finally:
            self.saving = False
        if self.board is not None:
            self.load(self.board.dossier)
        return done
