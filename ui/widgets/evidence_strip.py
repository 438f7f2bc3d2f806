"""The files that prove one thing, where it is answered: dropped, pasted or picked, looked at, and let go again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app import wording_evidence, wording_round
from app.core.dossier import Dossier
from app.core.evidence import Evidence, Use
from app.services import evidence, evidence_adding, evidence_settings
from ui import icons, theme
from ui.commands import Command
from ui.session import Session
from ui.tasks import Tasks
from ui.widgets.evidence_chips import Chip, Chips
from ui.widgets.evidence_choice import EvidenceChoice
from ui.widgets.evidence_sources import Drops, Found
from ui.widgets.evidence_taking import Taking
from ui.widgets.evidence_window import EvidenceWindow

_BESIDE = 400
"""Pixels of width from which the buttons stand beside the words."""
_HINT = "可拖入文件，或按 Ctrl+V 粘贴"


class EvidenceStrip(QWidget):
    """One row of files with the ways to add to it; hidden where a finished round has none."""

    said = Signal(object)
    """A ``Message`` on what came of adding."""
    left = Signal()
    """The cursor is wanted elsewhere."""

    def __init__(self, session: Session, tasks: Tasks, title: str = "佐证文件") -> None:
        super().__init__()
        self._session, self._tasks = session, tasks
        self._park, self._use = "", Use()
        self._files: tuple[Evidence, ...] = ()
        self._locked = True
        self.taking = Taking(session, tasks, self)
        self.chips = Chips(title)
        self.gap = QLabel()
        self._title, self._hint = QLabel(title), QLabel(_HINT)
        self.add, self.reuse = QPushButton("添加…"), QPushButton("选用已有…")
        self._window: EvidenceWindow | None = None
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._connect()

    def take_drops_of(self, place: QWidget) -> None:
        """Let files be dropped anywhere on ``place``."""
        Drops(place, self.receive)

    def commands(self) -> tuple[Command, ...]:
        """The keys that reach it from anywhere on the page."""
        return (
            Command("添加佐证文件…", self.pick, "Shift+E", "选取文件，作为本项的佐证", when=self.may_add),
            Command(
                "粘贴佐证",
                self.paste,
                "Ctrl+V",
                "剪贴板里的截图或文件；在文字框里仍粘贴文字",
                when=self.may_add,
            ),
            Command("看佐证文件", self.enter, "Ctrl+E", "方向键选择，Enter 预览，Delete 取消引用"),
        )

    def show_answer(self, dossier: Dossier, subject: str) -> None:
        """Show the files of one answer, and those of the round that it is made beside."""
        own = dossier.evidence.get(subject, ())
        chips = [Chip(one) for one in own]
        if dossier.beside is not None:
            origin = wording_round.name(dossier.beside.assessment)
            known = {one.id for one in own}
            others = dossier.beside.evidence.get(subject, ())
            chips += [Chip(one, origin) for one in others if one.id not in known]
        use = Use(dossier.assessment.id, subject)
        locked = not dossier.assessment.state.open
        self.show_files(dossier.park.id, use, chips, dossier.today, locked=locked)
        self.say_gap(wording_evidence.gap(dossier, subject))

    def show_files(
        self, park_id: str, use: Use, chips: Sequence[Chip], today: date, *, locked: bool = False
    ) -> None:
        """Show these files of a park as what proves ``use``; ``locked`` is for looking only."""
        self._park, self._use, self._locked = park_id, use, locked
        self._files = tuple(chip.evidence for chip in chips)
        wanted = self._session.ask(evidence_settings.read) or evidence_settings.Settings()
        self.chips.show_chips(chips, self._session.store.path, today, wanted.notice)
        self._hint.setVisible(not chips and not locked)
        for button in (self.add, self.reuse):
            button.setVisible(not locked)
        self.setVisible(bool(chips) or not locked)

    def say_gap(self, what: str) -> None:
        """Say quietly what is wrong with the proof."""
        self.gap.setText(what)
        self.gap.setVisible(bool(what))
        if what:
            self.show()

    def may_add(self) -> bool:
        """Whether something may be added now."""
        return self.isVisible() and not self._locked

    def pick(self) -> None:
        """Ask for files to add."""
        if self.may_add():
            self.receive(self.taking.pick(self.window()))

    def paste(self) -> None:
        """Add what was copied: a picture or files."""
        if self.may_add():
            self.receive(self.taking.on_clipboard())

    def receive(self, found: Sequence[Found]) -> None:
        """Add files or a picture."""
        if self.may_add():
            self.taking.take(found, self._park, self._use)

    def enter(self) -> None:
        """To the files by keyboard."""
        if self.chips.isVisible():
            self.chips.take_focus()

    def offer(self) -> None:
        """Offer the park's other files."""
        known = {one.id for one in self._files if self._is_own(one)}
        every = self._session.ask(evidence.of_park, self._park) or ()
        others = tuple(one for one in every if one.id not in known)
        EvidenceChoice(self, others, self._link).show_below(self.reuse)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons below the words where there is no room beside them."""
        super().resizeEvent(event)
        narrow = self.width() < _BESIDE
        self._head.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )

    def _link(self, chosen: Sequence[Evidence]) -> None:
        self._session.do(evidence_adding.link, [one.id for one in chosen], self._use)

    def _drop(self, chip: Chip) -> None:
        if not self._locked and not chip.origin:
            self._session.do(evidence_adding.unlink, chip.evidence.id, self._use)

    def _open(self, chip: Chip | None) -> None:
        if chip is None:
            return
        if self._window is None:
            self._window = EvidenceWindow(self._session, self._tasks, self)
            self._window.said.connect(self.said)
        self._window.show_one(chip.evidence, self._files)

    def _is_own(self, one: Evidence) -> bool:
        return any(each.evidence.id == one.id and not each.origin for each in self.chips.chips)

    def _connect(self) -> None:
        self.taking.said.connect(self.said)
        self.chips.opened.connect(self._open)
        self.chips.dropped.connect(self._drop)
        self.chips.left.connect(self.left)
        self.add.clicked.connect(lambda _on=False: self.pick())
        self.reuse.clicked.connect(lambda _on=False: self.offer())

    def _lay_out(self) -> None:
        theme.say(self._title, "soft")
        theme.say(self._hint, "small")
        theme.say(self.gap, "warn")
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.add.setIcon(icons.icon("add"))
        self.add.setToolTip("选取文件（Shift+E），也可拖入或粘贴")
        self.reuse.setToolTip("引用本园区已有的佐证文件，一个文件可以证明多项")
        words, buttons = QHBoxLayout(), QHBoxLayout()
        for line in (words, buttons, self._head):
            line.setSpacing(theme.GRID)
        words.addWidget(self._title)
        words.addWidget(self.gap)
        words.addWidget(self._hint, 1)
        words.addStretch()
        buttons.addStretch()
        for button in (self.reuse, self.add):
            buttons.addWidget(button)
        self._head.addLayout(words, 1)
        self._head.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        column.addLayout(self._head)
        column.addWidget(self.chips)
        self.gap.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
