"""方案比较: all scenarios of a round side by side, with the record above them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app import wording, wording_verdict, wording_whatif
from app.core.verdict import Verdict
from app.core.whatif import Outcome, Scenario
from ui import theme
from ui.pages import whatif_board
from ui.pages.whatif_board import Board
from ui.table import Column, TableView


@dataclass(frozen=True, slots=True)
class Entry:
    """One scenario with what it comes to; the record where there is no scenario."""

    scenario: Scenario | None
    outcome: Outcome

    @property
    def found(self) -> Verdict:
        """Its verdict."""
        return self.outcome.after


class Scenarios(QWidget):
    """Says ``opened`` with the id of the scenario that a person wants to work on."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.table: TableView[Entry] = TableView(_COLUMNS, key=_key, place="whatif-scenarios")
        self.table.opened.connect(self._open)
        told = QLabel(f"{wording_whatif.SIDE_BY_SIDE}。按 Enter 打开选中的方案。", wordWrap=True)
        theme.say(told, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addWidget(self.table, 1)
        column.addWidget(told)

    def show_board(self, board: Board) -> None:
        """Reckon every scenario of the round anew."""
        dossier = board.dossier
        entries = [Entry(None, Outcome(dossier.verdict, dossier.verdict, ()))]
        for one in board.scenarios:
            found = whatif_board.of(dossier, (one,), one.id, board.estimates, board)
            entries.append(Entry(one, found.outcome))
        self.table.load(entries)
        if self.table.row() is None:
            self.table.select(board.scenario.id if board.scenario else "")

    def _open(self, entry: Entry | None) -> None:
        if entry is not None and entry.scenario is not None:
            self.opened.emit(entry.scenario.id)


def _key(entry: Entry) -> str:
    return entry.scenario.id if entry.scenario else ""


def _name(entry: Entry) -> str:
    return entry.scenario.name if entry.scenario else wording_whatif.RECORD


def _cost(entry: Entry) -> Decimal | None:
    return entry.outcome.cost if entry.outcome.works else None


def _plain(value: int) -> str:
    return str(value) if value else ""


def _gain(entry: Entry) -> Fraction | None:
    return entry.outcome.gain if entry.scenario else None


_COLUMNS = (
    Column[Entry]("方案", _name, width=130),
    Column[Entry](
        "等级",
        lambda entry: wording_verdict.grade_of(entry.found),
        width=132,
        sort_key=lambda entry: entry.found.grade.rank,
        colour=lambda entry: f"grade_{entry.found.grade.value.lower()}",
        mark=lambda entry: f"fill_{entry.found.grade.value.lower()}",
    ),
    Column[Entry]("得分", lambda entry: entry.found.score, text=wording.score, align="right", width=64),
    Column[Entry](
        "得分变化",
        lambda entry: wording_whatif.gained(entry.outcome) if entry.scenario else "",
        align="right",
        width=72,
        sort_key=_gain,
    ),
    Column[Entry]("投入（万元）", _cost, text=wording.amount, align="right", width=98),
    Column[Entry]("投入未知", lambda entry: entry.outcome.unpriced, text=_plain, align="right", width=70),
    Column[Entry]("工期（天）", lambda entry: entry.outcome.days, text=_plain, align="right", width=76),
    Column[Entry]("工程（项）", lambda entry: len(entry.outcome.works), text=_plain, align="right", width=76),
    Column[Entry]("结论", lambda entry: wording_verdict.conclusion(entry.found), width=260),
    Column[Entry](
        "备注", lambda entry: entry.scenario.note if entry.scenario else "", width=160, hidden=True
    ),
)
