"""One checkpoint on show: what is asked, its state and reason, what was found, and where it is from."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app import wording, wording_verdict
from app.core.answers import Check, CheckState
from app.core.dossier import Remark
from app.core.standard import Checkpoint, Line
from ui import theme
from ui.pages import ten_two_texts as texts
from ui.widgets import remark_fields, sureness
from ui.widgets.answer_area import CHOSEN
from ui.widgets.answer_choice import Choices, ChoiceText
from ui.widgets.answer_reason import ReasonLine
from ui.widgets.evidence_strip import EvidenceStrip
from ui.widgets.form import RecordForm
from ui.widgets.link_offer import LinkOffer
from ui.widgets.voices import Voices

_STATES = (CheckState.MET, CheckState.PARTIAL, CheckState.UNMET, CheckState.NOT_APPLICABLE)
_KEYS = ("1", "2", "3", "N")
_NOT_APPLICABLE = _STATES.index(CheckState.NOT_APPLICABLE)
_OUT = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


@dataclass(frozen=True, slots=True)
class Shown:
    """A checkpoint with all that the pane says about it."""

    assessment_id: str
    line: Line
    point: Checkpoint
    check: Check | None
    remark: Remark
    locked: bool
    word: str = CHOSEN
    """How it is chosen: 已选, or 待确认 where it was carried over."""
    again: bool = False
    """Whether the same state may be given once more, as a confirmation."""


class CheckPane(QScrollArea):
    """Says what was found at the checkpoint on show; each signal carries its id first."""

    answered = Signal(str, object)
    remarked = Signal(str, str, object)
    """Id, field of the remark, value."""
    left = Signal()
    """Done here: the cursor belongs to the matrix again."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: Shown | None = None
        self.waiting = False
        """Whether 不适用 was pressed and still lacks its reason."""
        self.voices = Voices()
        self.evidence: EvidenceStrip | None = None
        self._head, self._status = QLabel(wordWrap=True), QLabel()
        self._text, self._wanted, self._source = (QLabel(wordWrap=True) for _ in range(3))
        names = [wording.name(state) for state in _STATES]
        self.choices = Choices(
            [
                ChoiceText(key, name, _hint(state))
                for key, name, state in zip(_KEYS, names, _STATES, strict=True)
            ]
        )
        self.reason = ReasonLine()
        self.form, self.offer = RecordForm(remark_fields.FIELDS), LinkOffer()
        self._fields: tuple[QObject, ...] = ()
        self._lay_out()
        self._connect()

    def hold(self, strip: EvidenceStrip) -> None:
        """Keep the row of files below the fields, and let files be dropped anywhere here."""
        self.evidence = strip
        self._column.insertWidget(self._column.indexOf(self.form) + 1, strip)
        strip.take_drops_of(self)
        strip.left.connect(self.left)

    def show_point(self, shown: Shown) -> None:
        """Show a checkpoint, or the one on show as it stands now; what is being typed stays."""
        before = self.shown
        other = before is None or (before.point.id, before.locked) != (shown.point.id, shown.locked)
        self.shown = shown
        point = shown.point
        if other:
            self.waiting = False
            self.reason.line.setModified(False)
            required = "必备检查点" if point.required else "一般检查点"
            self._head.setText(f"{wording_verdict.line(shown.line)} › {point.id}　{required}")
            self._text.setText(point.text)
            self._wanted.setText(texts.wanted(point))
            self._source.setText("\n".join(texts.source(point)))
            sureness.tell(self._status, point.status)
            self.verticalScrollBar().setValue(0)
            self._lock(shown.locked)
        if not self.waiting:
            self._show_check()
        remark = shown.remark
        values = {"finding": remark.finding, "evidence": remark.evidence, "checked_on": remark.checked_on}
        self.form.load(values, record=(shown.assessment_id, point.id))

    def press(self, key: str) -> None:
        """The key of a choice; 0 is 不适用 as well."""
        if self.shown is not None and not self.shown.locked:
            self._press(_NOT_APPLICABLE if key == "0" else _KEYS.index(key))

    def settle(self) -> bool:
        """Say all that is typed; False where a reason is missing, which is then asked for."""
        if self.waiting and not self.reason.complete():
            self.reason.start()
            return False
        self.reason.say()
        return self.form.commit()

    def write(self, name: str) -> None:
        """Put the cursor into the finding or the evidence."""
        self.form.focus(name)
        self.ensureWidgetVisible(self.form.editor(name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Inside a field Enter and Esc belong to the field; Esc, and Enter in a single line, leave it."""
        if watched not in self._fields or not isinstance(event, QKeyEvent) or event.key() not in _OUT:
            return bool(super().eventFilter(watched, event))
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        leaves = event.key() == Qt.Key.Key_Escape or watched is self.form.editor("checked_on")
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.type() == QEvent.Type.KeyPress and (leaves or held):
            self.left.emit()
            return True
        return False

    def _lock(self, locked: bool) -> None:
        self.choices.lock(locked)
        self.reason.lock(locked)
        self.form.set_read_only(locked)

    def _press(self, at: int) -> None:
        shown, state = self.shown, _STATES[at]
        if shown is None:
            return
        same = shown.check is not None and shown.check.state is state
        if state is CheckState.NOT_APPLICABLE:
            self.waiting = not same
            self.choices.show_picked(at, "已选" if same else "待写理由")
            self.reason.ask("不适用的理由", shown.check.reason if shown.check and same else "", required=True)
            self.reason.start()
            return
        self.waiting = False
        self.reason.line.setModified(False)
        if same and not shown.again:
            self._show_check()
        else:
            self.answered.emit(shown.point.id, Check(state))
        self.left.emit()

    def _written(self, reason: str) -> None:
        if self.shown is not None:
            self.waiting = False
            self.answered.emit(self.shown.point.id, Check(CheckState.NOT_APPLICABLE, reason))

    def _abandon(self) -> None:
        self.waiting = False
        self.reason.line.setModified(False)
        self._show_check()
        self.left.emit()

    def _show_check(self) -> None:
        check = self.shown.check if self.shown else None
        word = self.shown.word if self.shown else CHOSEN
        self.choices.show_picked(_STATES.index(check.state) if check else None, word)
        if check is not None and check.state is CheckState.NOT_APPLICABLE:
            self.reason.ask("不适用的理由", check.reason, required=True)
        else:
            self.reason.hide()

    def _edited(self, name: str, value: object) -> None:
        if self.shown is not None:
            self.remarked.emit(self.shown.point.id, name, value)

    def _connect(self) -> None:
        self.choices.picked.connect(self._press)
        self.reason.written.connect(self._written)
        self.reason.confirmed.connect(self.left)
        self.reason.abandoned.connect(self._abandon)
        self.form.edited.connect(self._edited)
        self._fields = tuple(self.form.editor(field.name) for field in remark_fields.FIELDS)
        for editor in self._fields:
            editor.installEventFilter(self)

    def _lay_out(self) -> None:
        for label, role in (
            (self._head, "soft"),
            (self._text, "strong"),
            (self._wanted, "soft"),
            (self._source, "small"),
        ):
            theme.say(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._text, self._wanted, self._source):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QHBoxLayout()
        head.addWidget(self._head, 1)
        head.addWidget(self._status, alignment=Qt.AlignmentFlag.AlignTop)
        body = QWidget()
        body.setObjectName("scrolled")
        self._column = column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addLayout(head)
        for part in (
            self._text,
            self._wanted,
            self.voices,
            self.choices,
            self.reason,
            self.offer,
            self.form,
            self._source,
        ):
            column.addWidget(part)
        column.addStretch()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(body)


def _hint(state: CheckState) -> str:
    return "须写明理由" if state is CheckState.NOT_APPLICABLE else ""
