"""Which two rounds are compared: a park and a round for each side, of whatever parks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from app.core.dossier import Assessment
from app.core.park import Park
from app.services import assessments
from ui import theme
from ui.session import Session
from ui.widgets import round_choice
from ui.widgets.pick import Pick


class SidePick(QWidget):
    """Says ``chosen`` when a person chose another park or round for this side."""

    chosen = Signal()

    def __init__(self, session: Session, name: str) -> None:
        super().__init__()
        self._session = session
        self._rounds: tuple[Assessment, ...] = ()
        self.parks, self.rounds = Pick(f"{name}园区"), Pick(f"{name}评估轮次")
        self.parks.of_width(10)
        self.rounds.of_width(9)
        label = QLabel(name)
        label.setBuddy(self.parks)
        theme.say(label, "soft")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(label)
        row.addWidget(self.parks, 3)
        row.addWidget(self.rounds, 2)
        self.parks.activated.connect(lambda _at: self._other_park())
        self.rounds.activated.connect(lambda _at: self.chosen.emit())

    @property
    def park(self) -> str | None:
        """Id of the park on this side."""
        found: str | None = self.parks.currentData()
        return found

    @property
    def round(self) -> str | None:
        """Id of the round on this side."""
        found: str | None = self.rounds.currentData()
        return found

    def offer(self, parks: Sequence[Park], park: str | None, chosen: str | None) -> None:
        """Show the parks, and the rounds of one of them, with one chosen; none where it is not there."""
        self._rounds = (self._session.ask(assessments.listed, park) or ()) if park else ()
        self.parks.offer([(each.id, each.name) for each in parks], park)
        self.rounds.offer(round_choice.entries(self._rounds), chosen)

    def _other_park(self) -> None:
        park = self.park
        self._rounds = (self._session.ask(assessments.listed, park) or ()) if park else ()
        first = self._rounds[0].id if self._rounds else None
        self.rounds.offer(round_choice.entries(self._rounds), first)
        self.chosen.emit()


class Sides(QWidget):
    """Both sides with the button that exchanges them; says ``chosen`` when either is another."""

    chosen = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._parks: tuple[Park, ...] = ()
        self.left, self.right = SidePick(session, "左"), SidePick(session, "右")
        self.turn = QToolButton()
        self.turn.setText("⇄")
        self.turn.setToolTip("左右对调")
        self.turn.setAccessibleName("左右对调")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self.left, 1)
        row.addWidget(self.turn)
        row.addWidget(self.right, 1)
        for side in (self.left, self.right):
            side.chosen.connect(self.chosen)
        self.turn.clicked.connect(lambda _on=False: self.exchange())

    @property
    def rounds(self) -> tuple[str, str] | None:
        """Ids of both rounds; None while one is missing."""
        left, right = self.left.round, self.right.round
        return (left, right) if left and right else None

    def offer(
        self,
        parks: Sequence[Park],
        left: tuple[str | None, str | None],
        right: tuple[str | None, str | None],
    ) -> None:
        """Show the parks on both sides; ``left`` and ``right`` are ids of a park and of a round."""
        self._parks = tuple(parks)
        self.left.offer(parks, *left)
        self.right.offer(parks, *right)

    def exchange(self) -> None:
        """Left becomes right."""
        left, right = (self.left.park, self.left.round), (self.right.park, self.right.round)
        self.offer(self._parks, right, left)
        self.chosen.emit()
