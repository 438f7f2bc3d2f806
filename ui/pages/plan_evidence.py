"""The files of a measure: how it was before, and how it is after, each in a row of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app import wording
from app.core.evidence import Evidence, Side, Use
from app.core.plan import Measure, MeasureState
from app.services import evidence
from ui import theme
from ui.commands import Command
from ui.pages.plan_lines import MeasureLine
from ui.session import Session
from ui.tasks import Tasks
from ui.widgets.evidence_chips import Chip
from ui.widgets.evidence_sources import Drops, Found
from ui.widgets.evidence_strip import EvidenceStrip

_SIDES = (Side.BEFORE, Side.AFTER)


class MeasureEvidence(QWidget):
    """What is dropped or pasted goes where the cursor is, else to the side that the measure's state asks for."""

    said = Signal(object)

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__()
        self._session = session
        self._measure: Measure | None = None
        self.sides = {side: EvidenceStrip(session, tasks, f"{wording.name(side)}佐证") for side in _SIDES}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        for strip in self.sides.values():
            column.addWidget(strip)
            strip.said.connect(self.said)

    def take_drops_of(self, place: QWidget) -> None:
        """Let files be dropped anywhere on ``place``; on one of the two rows they go there."""
        Drops(place, self._receive)
        for strip in self.sides.values():
            strip.take_drops_of(strip)  # asked first, since it was told last

    def commands(self) -> tuple[Command, ...]:
        """The keys that add files to the chosen measure."""
        return (
            Command(
                "添加整改佐证…",
                self._pick,
                "Shift+E",
                "未开始整改的加到整改前，其余加到整改后",
                when=self._there,
            ),
            Command("粘贴整改佐证", self._paste, "Ctrl+V", "剪贴板里的截图或文件", when=self._there),
        )

    def show_line(self, line: MeasureLine) -> None:
        """Show the files of a measure."""
        self._measure = measure = line.measure
        found = self._session.ask(evidence.of_measure, measure.id) or ()
        for side, strip in self.sides.items():
            chips = [Chip(one) for at, one in found if at is side]
            strip.show_files(measure.park_id, Use(measure_id=measure.id, side=side), chips, line.today)
        self.sides[Side.AFTER].say_gap(_gap(measure, found))

    def strip(self) -> EvidenceStrip:
        """Where files go that are meant for no row in particular."""
        cursor = QApplication.focusWidget()
        for strip in self.sides.values():
            if cursor is not None and strip.isAncestorOf(cursor):
                return strip
        unmended = self._measure is not None and self._measure.state is MeasureState.OPEN
        return self.sides[Side.BEFORE if unmended else Side.AFTER]

    def _receive(self, found: Sequence[Found]) -> None:
        self.strip().receive(found)

    def _pick(self) -> None:
        self.strip().pick()

    def _paste(self) -> None:
        self.strip().paste()

    def _there(self) -> bool:
        return self.isVisible() and self._measure is not None


def _gap(measure: Measure, found: Sequence[tuple[Side, Evidence]]) -> str:
    """That a measure which is done has nothing to show for it."""
    done = measure.state in (MeasureState.CHECKING, MeasureState.CLOSED)
    shown = measure.evidence.strip() or any(side is Side.AFTER for side, _ in found)
    return "还没有整改后的佐证" if done and not shown else ""
