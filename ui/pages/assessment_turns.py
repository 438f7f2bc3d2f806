"""What is done with the round on show as a whole: submitted, sent back, confirmed, opened again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from app import wording_round, wording_verdict
from app.core import rounds as ways
from app.core.dossier import Assessment, AssessmentState, Dossier, OpinionState
from app.core.rollup import Kind
from app.core.rounds import Turn
from app.services import checkup, opinions, rounds
from app.services.stores import Change
from ui import places
from ui.commands import Command
from ui.dialogs import sign
from ui.dialogs.team import TeamDialog
from ui.page import Page
from ui.pages.assessment_questions import Filter, Mark
from ui.pages.assessment_round import RoundBanner, turn_name
from ui.pages.assessment_sheet import Sheet


class Turns(QObject):
    """Between the page's buttons and the services; what comes of it is said above the page."""

    def __init__(self, page: Page, sheet: Sheet, banner: RoundBanner) -> None:
        super().__init__(page)
        self._page, self._sheet, self._banner = page, sheet, banner
        banner.given_back.connect(self._give_back)
        banner.seal_wanted.connect(self.sign)
        banner.rest_accepted.connect(self.accept_rest)
        banner.returned_wanted.connect(self.show_returned)
        sheet.desk.shown.connect(self._show_banner)
        sheet.head.team_wanted.connect(self.divide)

    def commands(self, head: Assessment) -> tuple[Command, ...]:
        """What one most likely does next with the round as a whole."""
        if head.state.open:
            return (Command(_finish_name(head), self.finish, icon="check", menu="编辑"),)
        back = Command("退回", self._banner.ask, icon="undo", menu="编辑")
        if head.state is AssessmentState.CONFIRMED:
            return (Command("签章", self.sign, icon="seal", menu="编辑"), replace(back, name="重新打开"))
        return (Command(turn_name(head, Turn.CONFIRM), self.confirm, icon="check", menu="编辑"), back)

    def more_commands(self, head: Assessment) -> tuple[Command, ...]:
        """What is done more rarely."""
        if ways.after(head.kind, head.state, Turn.SEND_BACK) is None:
            return (Command("分工", self.divide, menu="编辑"),) if head.kind is Kind.EXPERT else ()
        seal = (Command("签章", self.sign, menu="编辑"),) if head.kind is Kind.SELF else ()
        return (
            *seal,
            Command("全部认可其余", self.accept_rest, menu="编辑"),
        )

    def finish(self) -> None:
        """Submit or confirm; what is still returned comes first, and open questions are asked about inline."""
        dossier = self._sheet.dossier
        if dossier is None or not self._sheet.settle():
            return
        name = _finish_name(dossier.assessment)
        if _returned(dossier):
            self._refuse_returned(dossier, name)
        elif self._sheet.tree.first_of(Mark.DIFFERING):
            self._sheet.tree.choose_filter(Filter.DIFFERING)
            self._sheet.go(self._sheet.tree.first_of(Mark.DIFFERING))
            self._page.say(f"还有专家意见不一致的项，不能{name}。", "请组长逐项确定。", kind="warn")
        elif dossier.verdict.provisional and dossier.assessment.kind is Kind.SELF:
            lacking = wording_verdict.provisional(dossier.verdict)
            anyway = Command(f"仍然{name}", self.finish_anyway)
            self._page.say(f"{lacking}。", "未作答的按最低分计。按 U 逐项补齐。", kind="warn", action=anyway)
        else:
            self.finish_anyway()

    def finish_anyway(self) -> None:
        """Submit or confirm as it is."""
        dossier = self._sheet.dossier
        if dossier is not None:
            last = ways.last_turn(dossier.assessment.kind)
            self._end(rounds.confirm if last is Turn.CONFIRM else rounds.submit, last)

    def confirm(self) -> None:
        """Confirm what was submitted."""
        self._end(rounds.confirm, Turn.CONFIRM)

    def accept_rest(self) -> None:
        """Accept all on which nothing was said."""
        dossier = self._sheet.dossier
        if dossier is not None:
            self._page.session.do(opinions.accept_rest, dossier.assessment.id, date.today())

    def divide(self) -> None:
        """Divide the work among experts, and see how far they agree."""
        dossier = self._sheet.dossier
        if dossier is not None:
            TeamDialog(self._page.session, dossier.assessment.id, self._page).open()

    def sign(self) -> None:
        """Seal the round with one's key."""
        dossier = self._sheet.dossier
        if dossier is not None:
            dialog = sign.offer(self._page.session, dossier.assessment, self._page)
            if dialog is not None:
                sealed = f"已签章：{wording_round.name(dossier.assessment)}。"
                dialog.sealed.connect(lambda: self._page.say(sealed, "从现在起这一轮的内容不能再修改。"))

    def show_returned(self) -> None:
        """Show what was returned, and go to the first of it."""
        dossier = self._sheet.dossier
        if dossier is not None:
            tree = self._sheet.tree
            tree.choose_filter(Filter.RETURNED)
            if not self._sheet.go(tree.first_of(Mark.RETURNED)):
                for subject in _returned(dossier)[:1]:
                    self._page.wanted.emit(places.address(subject))

    def _end(self, service: Callable[[Any, str, str, date], Change | None], turn: Turn) -> None:
        dossier = self._sheet.dossier
        if dossier is None:
            return
        change = self._page.session.do(service, dossier.assessment.id, date.today())
        if change is not None:
            said = f"{wording_round.name(dossier.assessment)}：{wording_verdict.grade_of(dossier.verdict)}"
            self._tell(dossier.assessment, f"已{turn_name(dossier.assessment, turn)}。{said}。")
            self._sheet.take_focus()  # the button that was pressed is gone

    def _tell(self, head: Assessment, said: str) -> None:
        """Say what was done, and that papers will list what does not agree."""
        found = self._page.session.ask(checkup.of_round, head.id, date.today())
        if found is None or not found.tally.red:
            self._page.say(said)
            return
        look = Command("查看", partial(self._page.wanted.emit, "checkup:round"))
        self._page.say(said, f"还有 {found.tally.red} 处红色问题，将写入报告。", kind="warn", action=look)

    def _give_back(self, turn: Turn, reason: str) -> None:
        dossier = self._sheet.dossier
        if dossier is not None:
            service = rounds.reopen if turn is Turn.REOPEN else rounds.send_back
            if self._page.session.do(service, dossier.assessment.id, reason, date.today()) is not None:
                done = "重新打开" if turn is Turn.REOPEN else "退回"
                self._page.say(f"已{done}{wording_round.name(dossier.assessment)}。", "按 Ctrl+Z 可以撤销")
            self._sheet.take_focus()

    def _refuse_returned(self, dossier: Dossier, name: str) -> None:
        count = len(_returned(dossier))
        self.show_returned()
        said = f"退回的还有 {count} 项没有处理，不能{name}。"
        self._page.say(said, "请逐项重新作答、补充说明，或点“维持原答”。", kind="warn")

    def _show_banner(self) -> None:
        dossier = self._sheet.dossier
        if dossier is not None and dossier.assessment.state is not AssessmentState.DRAFT:
            self._banner.show_round(dossier)


def _finish_name(head: Assessment) -> str:
    return turn_name(head, ways.last_turn(head.kind))


def _returned(dossier: Dossier) -> tuple[str, ...]:
    """The subjects that stand returned."""
    every = sorted(dossier.opinions.items(), key=lambda each: each[0])
    return tuple(subject for subject, one in every if one.state is OpinionState.RETURNED)
