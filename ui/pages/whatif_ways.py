"""The ways to grade D that were found: the best and the next best to choose from, and the works of the chosen one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from app import wording, wording_compare, wording_shortest
from app.core import whatif
from app.core.compare import End
from app.core.shortest import Way
from app.core.whatif import Work
from ui.pages import whatif_board
from ui.pages.whatif_board import Board
from ui.pages.whatif_solving import Solved
from ui.table import Column, Empty, TableView


class WayList(QListWidget):
    """The best first, each of the others with what it does otherwise; says ``picked`` with a way."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._ways: tuple[Way, ...] = ()
        self.setAccessibleName("路径")
        self.setWordWrap(True)
        self.setSpacing(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.currentRowChanged.connect(self._pick)

    @property
    def way(self) -> Way | None:
        """The way that is chosen."""
        at = self.currentRow()
        return self._ways[at] if 0 <= at < len(self._ways) else None

    def show_ways(self, solved: Solved) -> None:
        """Offer the ways of an answer; the best is chosen."""
        found = solved.found
        dossier = solved.question.dossier
        self.blockSignals(True)
        self.clear()
        self._ways = (found.best, *found.others) if found.best else ()
        for at, way in enumerate(self._ways):
            words = wording_shortest.way(way)
            if at == 0:
                text = f"最优　{words}"
            else:
                other = wording_shortest.difference(way, self._ways[0], dossier.standard, dossier.companion)
                text = f"备选{at}　{words}\n{other}"
            item = QListWidgetItem(text)
            item.setToolTip(text)
            self.addItem(item)
        self.setCurrentRow(0 if self._ways else -1)
        self.blockSignals(False)
        self._pick()

    def _pick(self, _at: int = 0) -> None:
        self.picked.emit(self.way)


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One work of a way."""

    number: int
    subject: str
    name: str
    text: str
    was: End
    now: End
    cost: Decimal | None
    days: int


class Works(TableView[WorkLine]):
    """The works of one way, numbered in the order of the paper."""

    def __init__(self) -> None:
        super().__init__(
            _COLUMNS,
            key=lambda line: line.subject,
            place="whatif-works",
            empty=Empty("不需要工程"),
            filtered=False,
        )

    def show_way(self, board: Board, solved: Solved, way: Way | None) -> None:
        """List what ``way`` changes."""
        self.load(_lines(board, solved, way) if way else ())


def _lines(board: Board, solved: Solved, way: Way) -> tuple[WorkLine, ...]:
    made = []
    for number, work in enumerate(_works(board, solved, way), 1):
        question = board.questions[work.subject]
        made.append(
            WorkLine(
                number=number,
                subject=work.subject,
                name=wording_compare.mark(question.entry),
                text=question.entry.text,
                was=whatif_board.end(question, work.was),
                now=whatif_board.end(question, work.now),
                cost=work.cost,
                days=work.choice.days if work.choice else 0,
            )
        )
    return tuple(made)


def _works(board: Board, solved: Solved, way: Way) -> tuple[Work, ...]:
    return whatif.works(board.questions, board.dossier.answers, way.changes, solved.prices)


def _money(value: Decimal | None) -> str:
    return "未知" if value is None else wording.grouped(value)


_COLUMNS = (
    Column[WorkLine]("序号", lambda line: line.number, align="right", width=36),
    Column[WorkLine](
        "项", lambda line: f"{line.name}  {line.text}", width=132, tooltip=lambda line: line.text
    ),
    Column[WorkLine](
        "从",
        lambda line: wording_compare.brief(line.was),
        width=64,
        tooltip=lambda line: wording_compare.answer(line.was),
    ),
    Column[WorkLine](
        "到",
        lambda line: wording_compare.brief(line.now),
        width=64,
        tooltip=lambda line: wording_compare.answer(line.now),
    ),
    Column[WorkLine]("万元", lambda line: line.cost, text=_money, align="right", width=60),
    Column[WorkLine]("天", lambda line: line.days, align="right", width=40),
)
