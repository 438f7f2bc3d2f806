"""Moving a round to another edition: what becomes of each question, seen before and ever after.

move_edition.begin(session, page)   # asks for the edition, shows the list, moves on 转用
move_edition.review(session, page)  # the same list of a round that was moved
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app import wording_edition, wording_round
from app.core.dossier import Dossier
from app.core.edition_diff import Fate
from app.core.standard import Standard
from app.errors import UserError
from app.services import moving, standards, stores
from app.services.moving import Moved
from ui import theme
from ui.commands import Command
from ui.session import Session
from ui.widgets.edition_changes import ChangeLine, EditionChanges
from ui.widgets.pick import Pick

Buttons = QDialogButtonBox.StandardButton


class MoveEdition(QDialog):
    """Shows what moving comes to; with ``editions`` it offers to move, without it only tells."""

    wanted = Signal(str)
    """The id of the edition to move to."""

    def __init__(
        self,
        preview: Callable[[str], Moved],
        editions: Sequence[Standard] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, sizeGripEnabled=True)
        self._preview = preview
        self.moved: Moved | None = None
        self.edition = Pick("转用的标准包")
        self.edition.offer(
            [(one.edition.id, wording_edition.edition(one)) for one in editions],
            editions[0].edition.id if editions else None,
        )
        self.summary, self.fault = QLabel(wordWrap=True), QLabel(wordWrap=True)
        theme.say(self.fault, "bad")
        self.changes = EditionChanges("move-edition", moved=True)
        self.buttons = QDialogButtonBox(Buttons.Ok | Buttons.Cancel if editions else Buttons.Close)
        self._lay_out(bool(editions))
        self.edition.activated.connect(lambda _at: self._look())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._look()

    def accept(self) -> None:
        """Say which edition is wanted, where it can be."""
        if self.moved is not None:
            self.wanted.emit(self.edition.currentData() or "")
            super().accept()

    def _look(self) -> None:
        try:
            self.moved = self._preview(self.edition.currentData() or "")
        except UserError as error:
            self.moved = None
            self.fault.setText(str(error))
        self.fault.setVisible(self.moved is None)
        self.summary.setVisible(self.moved is not None)
        self.changes.setVisible(self.moved is not None)
        ok = self.buttons.button(Buttons.Ok)
        if ok is not None:
            ok.setEnabled(self.moved is not None)
        if self.moved is not None:
            self._show(self.moved)

    def _show(self, moved: Moved) -> None:
        self.setWindowTitle(f"转用其他标准包 · {wording_round.name(moved.old)}")
        self.summary.setText("\n".join(summary(moved)))
        lines = [ChangeLine(one.difference, one.given, one.remark.finding, one.files) for one in moved.lines]
        rules = [wording_edition.ruling(one, moved.before, moved.after) for one in moved.rulings]
        self.changes.show_changes(moved.before, moved.after, lines, rules)

    def _lay_out(self, asking: bool) -> None:
        names = {Buttons.Ok: "转用", Buttons.Cancel: "取消", Buttons.Close: "关闭"}
        for which, name in names.items():
            button = self.buttons.button(which)
            if button is not None:
                button.setText(name)
                button.setIcon(QIcon())
        row = QHBoxLayout()
        label = QLabel("转用的标准包")
        label.setBuddy(self.edition)
        row.addWidget(label)
        row.addWidget(self.edition, 1)
        label.setVisible(asking)
        self.edition.setVisible(asking)
        column = QVBoxLayout(self)
        column.setSpacing(theme.GRID)
        column.addLayout(row)
        column.addWidget(self.summary)
        column.addWidget(self.fault)
        column.addWidget(self.changes, 1)
        column.addWidget(self.buttons)
        self.setWindowTitle("转用其他标准包")
        self.resize(QSize(980, 640).boundedTo(self.screen().availableSize() - QSize(40, 60)))


def summary(moved: Moved) -> tuple[str, ...]:
    """What moving comes to, in two lines."""
    counts = moved.counts
    lost = sum(
        one.given is not None and one.difference.fate in (Fate.LEVELS_CHANGED, Fate.RETIRED)
        for one in moved.lines
    )
    new_round = f"新的一轮沿用作答 {moved.carried} 条，预填待确认 {moved.to_confirm} 条"
    return (
        f"{wording_edition.counts(fate for fate in Fate for _ in range(counts.get(fate, 0)))}。",
        f"{new_round}，不带入 {lost} 条；原来的一轮不变，仍可查看。",
    )


def commands(
    session: Session, parent: QWidget, say: Callable[[str], object], dossier: Dossier
) -> tuple[Command, ...]:
    """Moving the round on show, and the list of how it came here where it was moved itself."""

    def told(moved: Moved) -> None:
        name = wording_edition.edition(moved.after)
        say(f"已转用“{name}”：沿用 {moved.carried} 条，待确认 {moved.to_confirm} 条。")

    move = Command("转用其他标准包…", partial(begin, session, parent, told), menu="编辑")
    old, new = dossier.beside, dossier.assessment
    if old is None or (old.assessment.kind, old.assessment.year) != (new.kind, new.year):
        return (move,)
    hint = "这一轮由另一个标准包转来：逐项的去向"
    return move, Command("转用清单…", partial(review, session, parent), hint=hint, menu="查看")


def begin(session: Session, parent: QWidget, done: Callable[[Moved], object]) -> MoveEdition | None:
    """Ask which edition the chosen round is moved to, and move it; ``done`` gets what it came to."""
    chosen = session.assessment
    if chosen is None:
        return None
    offered = [source.standard for source in standards.offered().values() if source.standard.items]

    def preview(edition: str) -> Moved:
        return moving.preview(session.store, chosen, edition)

    dialog = MoveEdition(preview, _foremost(offered, session, chosen), parent)

    def move(edition: str) -> None:
        new_id = stores.new_id()
        if session.do(moving.move, chosen, edition, date.today(), new_id=new_id) and dialog.moved:
            session.select(session.park, new_id)
            done(dialog.moved)

    dialog.wanted.connect(move)
    _open(dialog)
    return dialog


def review(session: Session, parent: QWidget) -> MoveEdition | None:
    """Show again how the chosen round came from another edition; None where it did not."""
    found = session.ask(moving.made, session.assessment) if session.assessment else None
    if found is None:
        return None
    dialog = MoveEdition(lambda _edition: found, parent=parent)
    _open(dialog)
    return dialog


def _foremost(offered: Sequence[Standard], session: Session, assessment_id: str) -> list[Standard]:
    """The editions that a round can be moved to; those that supersede its own first."""
    now = session.ask(moving.edition_of, assessment_id)
    if now is None:
        return list(offered)
    after = [one for one in offered if one.edition.supersedes == now.edition.id]
    others = [one for one in offered if one not in after and one.checksum != now.checksum]
    same = [one for one in offered if one.checksum == now.checksum]
    return [*after, *others, *same]


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
