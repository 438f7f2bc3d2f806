"""为什么: the reasons for a grade in order, each leading to its place, and what one item would change.

    dialog = WhyDialog(window)
    dialog.jumped.connect(page.show_subject)
    dialog.show_verdict(found, answers)      # again after each answer while it is open
    dialog.open_beside()

It never blocks the window. ``jumped`` carries ``item/G01``, ``gate/…``, ``veto/…``, ``branch/…`` (a section) or
``line/Y03`` (a line of 十有两禁).
"""

from __future__ import annotations

from html import escape
from itertools import groupby

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app import wording, wording_verdict
from app.core import advice
from app.core.advice import Effect
from app.core.answers import Answers
from app.core.reasons import Cause, Reason, Step
from app.core.standard import Standard
from app.core.verdict import Verdict
from ui import theme
from ui.table import Column, Empty, TableView
from ui.widgets import answer_grade
from ui.widgets.grade import GradeBadge

_PAUSE = 200
"""Milliseconds after the last answer before the effects are reckoned anew."""


class WhyDialog(QDialog):
    """Beside the window, as long as one likes; Esc or W closes it."""

    jumped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("为什么")
        self.setModal(False)
        self._found: Verdict | None = None
        self._answers = Answers()
        self._stale = True
        self.badge = GradeBadge("large")
        self._summary = QLabel(
            wordWrap=True, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.reasons = QTextBrowser(openLinks=False)
        self.reasons.document().setDefaultStyleSheet("a { text-decoration: none; }")
        self.reasons.setAccessibleName("理由，按逐项、方面、合计、等级、否决情形、十有两禁的顺序")
        self.effects: TableView[Effect] = TableView(
            self._columns(),
            key=lambda effect: effect.item.id,
            place="why/effects",
            empty=_NOTHING,
            filtered=False,
        )
        self._edition = QLabel(wordWrap=True)
        theme.say(self._edition, "small")
        self.tabs = QTabWidget()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._connect()

    def show_verdict(self, found: Verdict, answers: Answers) -> None:
        """Show the reasons for ``found``."""
        self._found, self._answers, self._stale = found, answers, True
        if not self.isVisible():
            return
        self._fill()
        self._pause.start()

    def open_beside(self) -> None:
        """Come to the front, with the cursor among the reasons."""
        self.show()
        self.raise_()
        self.activateWindow()
        self._turned()

    def text(self) -> str:
        """All of it as plain text."""
        if self._found is None:
            return ""
        lines = (*_summary(self._found), "", self.reasons.toPlainText(), "", self._edition.text())
        return "\n".join(lines)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was answered while it was closed."""
        super().showEvent(event)
        self._fill()
        self._reckon()

    def _fill(self) -> None:
        found = self._found
        if found is None:
            return
        self.badge.show_grade(answer_grade.of_verdict(found))
        self._summary.setText("\n".join(_summary(found)[1:]))
        self._edition.setText(answer_grade.editions(found))
        place = self.reasons.verticalScrollBar().value()
        self.reasons.setHtml(_html(found))
        self.reasons.verticalScrollBar().setValue(place)

    def _reckon(self) -> None:
        found = self._found
        if found is None or not self._stale or not self.isVisible() or self.tabs.currentIndex() != 1:
            return
        self._stale = False
        all_effects = advice.effects(found.standard, self._answers, found.companion)
        self.effects.load(sorted(all_effects, key=lambda effect: effect.gain(found), reverse=True))

    def _turned(self) -> None:
        self._reckon()
        (self.reasons if self.tabs.currentIndex() == 0 else self.effects.view).setFocus()

    def _columns(self) -> tuple[Column[Effect], ...]:
        return (
            Column("项", lambda effect: effect.item.number, align="right", width=44),
            Column("内容", lambda effect: effect.item.text, width=160),
            Column("现得分", self._now, align="right", width=64),
            Column("满分后", lambda effect: effect.best_score, wording.score, "right", 64),
            Column("增加", self._gain, wording.score, "right", 56),
            Column("满分后等级", lambda effect: self._grade(effect, best=True), width=128),
            Column("最低分后", lambda effect: effect.worst_score, wording.score, "right", 76),
            Column("减少", self._risk, wording.score, "right", 56),
            Column("最低分后等级", lambda effect: self._grade(effect, best=False), width=128),
        )

    def _now(self, effect: Effect) -> str:
        assert self._found is not None
        score = next(one for one in self._found.low.card.items if one.item.id == effect.item.id)
        got = wording.points(score.got) if score.answered else "—"
        return f"{got}/{wording.points(score.full)}"

    def _gain(self, effect: Effect) -> object:
        return effect.gain(self._found) if self._found else None

    def _risk(self, effect: Effect) -> object:
        return effect.risk(self._found) if self._found else None

    def _grade(self, effect: Effect, *, best: bool) -> str:
        letter = effect.best_grade if best else effect.worst_grade
        return wording_verdict.grade_in(self._found.standard, letter) if self._found else ""

    def _follow(self, link: QUrl) -> None:
        self._jump(link.toString().removeprefix("jump:"))

    def _jump(self, subject: str) -> None:
        self.close()
        self.jumped.emit(subject)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())

    def _connect(self) -> None:
        self._pause.timeout.connect(self._reckon)
        self.tabs.currentChanged.connect(lambda _at: self._turned())
        self.reasons.anchorClicked.connect(self._follow)
        self.effects.opened.connect(lambda effect: self._jump(f"item/{effect.item.id}"))
        QShortcut(QKeySequence("W"), self, self.close)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * theme.GRID)
        head.addWidget(self.badge)
        head.addWidget(self._summary, 1)
        self.tabs.addTab(self.reasons, "理由")
        self.tabs.addTab(self.effects, "改一项会怎样")
        copy, close = QPushButton("复制全部"), QPushButton("关闭")
        copy.clicked.connect(lambda _on=False: self._copy())
        close.clicked.connect(lambda _on=False: self.close())
        foot = QHBoxLayout()
        hint = QLabel("点击或按 Tab、Enter 转到所说的项；W 或 Esc 关闭")
        theme.say(hint, "small")
        foot.addWidget(hint, 1)
        for button in (copy, close):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        column.addWidget(self._edition)
        column.addLayout(foot)
        room = self.screen().availableSize() - QSize(40, 60)
        self.resize(QSize(820, 560).boundedTo(room))


_NOTHING = Empty("没有可以推算的项")


def target(reason: Reason, standard: Standard) -> str:
    """Where a reason leads; empty where it speaks of no single place."""
    if not reason.subject:
        return ""
    match reason.step:
        case Step.SECTION:
            return _section_target(reason, standard)
        case Step.TEN_TWO:
            return f"line/{reason.subject}"
        case _:
            return f"{reason.step.value}/{reason.subject}"


def _section_target(reason: Reason, standard: Standard) -> str:
    gated = reason.cause in (Cause.GATE_UNMET, Cause.GATE_UNANSWERED)
    gate = next((one.gate for one in standard.sections if one.id == reason.subject), None)
    return f"gate/{gate.id}" if gated and gate else f"branch/{reason.subject}"


def _summary(found: Verdict) -> tuple[str, ...]:
    return (
        f"{wording_verdict.grade_of(found)}　{wording.score(found.score)} 分",
        f"{wording_verdict.conclusion(found)}。",
        f"{wording_verdict.margin_up(found)}。",
        f"{wording_verdict.margin_down(found)}。",
    )


def _html(found: Verdict) -> str:
    parts = []
    for step, reasons in groupby(found.reasons, key=lambda reason: reason.step):
        parts.append(f"<h4>{wording.name(step)}</h4>")
        parts += [f"<p>{_linked(reason, found.standard)}</p>" for reason in reasons]
    return "".join(parts)


def _linked(reason: Reason, standard: Standard) -> str:
    words = escape(wording_verdict.reason(reason, standard))
    place = target(reason, standard)
    return f'<a href="jump:{escape(place)}">{words}</a>' if place else words
