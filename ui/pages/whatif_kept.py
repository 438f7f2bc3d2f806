"""Where there is no way to show: why D cannot be reached, or that it is reached and what keeps it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app import wording, wording_compare, wording_verdict, wording_whatif
from app.core.advice import Effect
from app.core.verdict import Verdict
from ui import theme
from ui.pages.whatif_solving import Solved
from ui.table import Column, Empty, TableView


class Kept(QWidget):
    """Sentences, and below them the items that keep D where it is reached."""

    def __init__(self) -> None:
        super().__init__()
        self.head, self.told = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self._found: Verdict | None = None
        self.table: TableView[Effect] = TableView(
            self._columns(),
            key=lambda effect: effect.item.id,
            place="whatif-kept",
            empty=Empty("没有哪一项单独降到最低会失去 D 级"),
            filtered=False,
        )
        theme.say(self.head, "strong")
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.setSpacing(theme.GRID)
        for part in (self.head, self.told):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        self._rest = QWidget()
        column.addWidget(self._rest, 1)

    def say(self, head: str, sentences: Sequence[str]) -> None:
        """Say why there is no way, one reason a line."""
        self.head.setText(head)
        self.told.setText("\n".join(sentences))
        self._turn(reached=False)

    def show_reached(self, solved: Solved) -> None:
        """Say that nothing is to be done, and what must not be lost."""
        found = solved.question.dossier.verdict
        self._found = found
        self.head.setText(wording_whatif.REACHED)
        best = solved.found.best
        lines = [f"{wording_verdict.margin_down(found)}。"]
        if best is not None and best.to_answer:
            lines.append(wording_whatif.whatever(len(best.to_answer)))
        lines.append(wording_whatif.ALSO)
        if solved.keeps:
            lines.append(wording_whatif.KEEPS)
        self.told.setText("\n".join(lines))
        self.table.load(solved.keeps)
        self._turn(reached=True)

    def _turn(self, *, reached: bool) -> None:
        self.table.setVisible(reached)
        self._rest.setVisible(not reached)

    def _columns(self) -> tuple[Column[Effect], ...]:
        return (
            Column("项", _name, width=360, tooltip=lambda effect: effect.item.text),
            Column("失去的得分", self._risk, text=wording.lacking, align="right", width=96, hint="百分制"),
            Column("降到最低后", self._after, width=220),
        )

    def _risk(self, effect: Effect) -> object:
        return effect.risk(self._found) if self._found else None

    def _after(self, effect: Effect) -> str:
        if self._found is None:
            return ""
        grade = wording_verdict.grade_in(self._found.standard, effect.worst_grade)
        return f"{wording.score(effect.worst_score)} 分，{grade}"


def _name(effect: Effect) -> str:
    return f"{wording_compare.mark(effect.item)}  {effect.item.text}"
