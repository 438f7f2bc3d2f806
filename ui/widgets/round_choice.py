"""Which park and which of its rounds a page is about: two lists that read the ledger and tell the session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app import wording, wording_round
from app.core.dossier import Assessment
from app.core.park import Park
from app.services import assessments, parks
from ui import settings, theme
from ui.session import Session
from ui.widgets.pick import Pick


class RoundChoice(QWidget):
    """``refresh`` reads again; a choice goes to the session, whose ``selected`` brings the next refresh."""

    chosen = Signal()
    """A person chose a park or a round; the session knows which."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._parks: tuple[Park, ...] = ()
        self._rounds: tuple[Assessment, ...] = ()
        self.parks, self.rounds = Pick("园区"), Pick("评估轮次")
        self.parks.of_width(12)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        for name, choice, share in (("园区", self.parks, 3), ("轮次", self.rounds, 2)):
            label = QLabel(name)
            label.setBuddy(choice)
            theme.say(label, "soft")
            row.addWidget(label)
            row.addWidget(choice, share)
        self.parks.activated.connect(lambda at: self._choose(self._parks[at].id, None))
        self.rounds.activated.connect(lambda at: self._choose(session.park, self._rounds[at].id))

    @property
    def park(self) -> Park | None:
        """The chosen park."""
        return next((park for park in self._parks if park.id == self._session.park), None)

    @property
    def round(self) -> Assessment | None:
        """The chosen round of that park."""
        return next((head for head in self._rounds if head.id == self._session.assessment), None)

    @property
    def every(self) -> tuple[Assessment, ...]:
        """All rounds of that park, the latest first."""
        return self._rounds

    def open(self, which: Pick) -> None:
        """Unfold one of the two lists, ready for the arrow keys."""
        which.setFocus(Qt.FocusReason.ShortcutFocusReason)
        which.showPopup()

    def refresh(self, *, ledger: bool = True) -> bool:
        """Read rounds, and parks where ``ledger``; False where the choice had to be made, which tells all anew."""
        if ledger or not self._parks:
            self._parks = self._session.ask(parks.listed) or ()
        park = _first([park.id for park in self._parks], self._session.park, settings.read(settings.PARK))
        self._rounds = (self._session.ask(assessments.listed, park) or ()) if park else ()
        heads = [head.id for head in self._rounds]
        chosen = _first(heads, self._session.assessment, settings.read(settings.ASSESSMENT))
        if (park, chosen) != (self._session.park, self._session.assessment):
            self._session.select(park, chosen)
            return False
        self.parks.offer([(each.id, each.name) for each in self._parks], park)
        self.rounds.offer(entries(self._rounds), chosen)
        return True

    def _choose(self, park: str | None, head: str | None) -> None:
        self._session.select(park, head)
        self.chosen.emit()


def entry(head: Assessment, *, dated: bool = False) -> str:
    """A round in a list: '2026 自评　编制中', with the day of assessment where ``dated``."""
    day = f"　{wording.day(head.assessed_on)}" if dated and head.assessed_on else ""
    return f"{wording_round.name(head)}{day}　{wording.name(head.state)}"


def entries(heads: Sequence[Assessment]) -> list[tuple[str, str]]:
    """Rounds for a list, by id; those that would read alike with their day, and with a number where that is alike."""
    alike = Counter(entry(head) for head in heads)
    dated = [entry(head, dated=alike[entry(head)] > 1) for head in heads]
    again = Counter(dated)
    found = []
    for at, (head, text) in enumerate(zip(heads, dated, strict=True)):
        number = f"（{dated[at:].count(text)}）" if again[text] > 1 else ""
        found.append((head.id, f"{text}{number}"))
    return found


def _first(known: Sequence[str], *wished: str | None) -> str | None:
    """The first wish that is known, else the first that there is."""
    return next((wish for wish in wished if wish in known), known[0] if known else None)
