"""体检 and linked answers through the window: offered, accepted, undone; each finding leads to its spot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from app.core.answers import Check, CheckState, Chosen, VetoMark, VetoState
from app.core.evidence import Evidence, EvidenceKind
from app.core.park import Enterprise, EnterpriseKind, Park, Recognition, Settlement, Zone
from app.core.plan import Measure
from app.core.rollup import Kind
from app.services import answering, assessments, dossiers, history, parks, plans, stores, values
from models import evidence as tables
from ui import catalogue
from ui.main_window import MainWindow
from ui.session import History, Session
from ui.tasks import Tasks

WHO, TODAY = "王工", date(2026, 11, 23)
_STEPS = History(history.undo, history.redo, history.undoable, history.redoable)


class Desk:
    """The whole window on one park with one self-assessment."""

    def __init__(self, qtbot, store, round_id: str) -> None:
        self.bot, self.store, self.round_id = qtbot, store, round_id
        self.session = Session(store, WHO, _STEPS, name="示例县")
        self.tasks = Tasks()
        self.session.select("p1", round_id)
        self.window = MainWindow(self.session, self.tasks, catalogue.pages(self.session, self.tasks))
        self.window.resize(1366, 720)

    def show(self, key: str):
        self.window.show()
        self.window.show_page(key)
        self.window.activateWindow()
        self.bot.waitUntil(self.window.isActiveWindow)
        return self.window.page(key)

    def press(self, *keys, held=Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.bot.keyClick(QApplication.focusWidget() or self.window, key, held)

    def give(self, subject: str, given) -> None:
        answering.answer(self.store, WHO, self.round_id, subject, given)

    def seen(self):
        return dossiers.gather(self.store, self.round_id, TODAY)

    def found(self) -> list[str]:
        return [one.rule.id for one in self.window.page("checkup").checked.found]


@pytest.fixture
def desk(qtbot, tmp_path) -> Iterator[Desk]:
    with stores.open_store(tmp_path / "desk.sqlite", WHO) as store:
        parks.add(store, WHO, Park(id="p1", name="示例沿江化工园区", county="示例县"))
        head = assessments.fresh("p1", Kind.SELF, 2026, TODAY)
        assessments.begin(store, WHO, head)
        desk = Desk(qtbot, store, head.id)
        yield desk
        desk.window.close()
        desk.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_an_answer_offers_itself_to_the_checkpoint_that_asks_the_same_and_l_accepts_it(desk) -> None:
    sheet = desk.show("assessment").sheet
    sheet.go("item/G04")
    assert sheet.pane.offer.isHidden()
    desk.press(Qt.Key.Key_3)
    assert sheet.pane.offer.text.text() == "十有两禁 Y02-1 问的是同一件事：记为“满足”，并带上佐证。"
    desk.press(Qt.Key.Key_L)
    assert desk.seen().answers.checks == {"Y02-1": Check(CheckState.MET)}
    assert sheet.pane.offer.isHidden()


def test_one_undo_takes_the_accepted_answer_back_and_it_is_offered_again(desk) -> None:
    sheet = desk.show("assessment").sheet
    sheet.go("item/G04")
    desk.press(Qt.Key.Key_3, Qt.Key.Key_L)
    desk.press(Qt.Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    assert desk.seen().answers.checks == {}
    sheet.go("item/G04")
    assert not sheet.pane.offer.isHidden()


def test_a_checkpoint_offers_itself_to_the_item_from_the_page_of_ten_two(desk) -> None:
    page = desk.show("ten_two")
    page.show_subject("check/Y02-1")
    desk.press(Qt.Key.Key_2)
    assert page.sheet.pane.offer.text.text() == "第 4 项问的是同一件事：记为 3 分，并带上佐证。"
    desk.press(Qt.Key.Key_L)
    assert desk.seen().answers.items == {"G04": Chosen(1)}


def test_answers_that_cannot_both_be_so_are_said_and_lead_to_the_other(desk) -> None:
    desk.give("check/Y02-1", Check(CheckState.UNMET))
    sheet = desk.show("assessment").sheet
    sheet.go("item/G04")
    desk.press(Qt.Key.Key_3)
    assert "与十有两禁 Y02-1（不满足）不一致" in sheet.pane.offer.text.text()
    assert sheet.pane.offer.offered == ()
    sheet.pane.offer.look.click()
    assert desk.window.key == "ten_two"
    assert desk.window.page("ten_two").sheet.current == "Y02-1"


def _ledger(desk) -> None:
    for record in (
        Zone(id="z1", park_id="p1", name="东片区"),
        Enterprise(id="e1", park_id="p1", name="示例家具厂", kind=EnterpriseKind.OTHER),
        Enterprise(id="e2", park_id="p1", name="示例化工"),
        Settlement(id="s1", park_id="p1", name="示例一组", households=3),
    ):
        parks.add(desk.store, WHO, record)
    parks.edit(desk.store, WHO, Park, "p1", "recognition_status", Recognition.RECOGNISED)
    plans.add(desk.store, WHO, Measure(id="m1", park_id="p1", action="补建围栏"))
    desk.give("item/G03", Chosen(2))
    desk.give("item/G18", Chosen(2))
    desk.give("check/J02-1", Check(CheckState.MET))
    desk.give("veto/V4", VetoMark(VetoState.TRIGGERED))


@pytest.mark.parametrize("subject", ["item/G03", "veto/V4"])
def test_a_finding_about_an_answer_leads_to_the_question(desk, subject: str) -> None:
    _ledger(desk)
    page = desk.show("checkup")
    page.show_subject(subject)
    desk.press(Qt.Key.Key_Return)
    assert desk.window.key == "assessment"
    assert desk.window.page("assessment").sheet.subject == subject


def test_a_finding_about_a_checkpoint_leads_to_the_checkpoint(desk) -> None:
    _ledger(desk)
    desk.show("checkup").show_subject("check/J02-1")
    desk.press(Qt.Key.Key_Return)
    assert (desk.window.key, desk.window.page("ten_two").sheet.current) == ("ten_two", "J02-1")


def test_a_finding_about_the_park_leads_into_the_field(desk) -> None:
    _ledger(desk)
    desk.show("checkup").show_subject("park/recognition_number")
    desk.press(Qt.Key.Key_Return)
    assert desk.window.key == "parks"
    basic = desk.window.page("parks").detail.tab
    assert basic.form.editor("recognition_number").hasFocus()


@pytest.mark.parametrize(
    ("at", "beside", "record"),
    [("zone/z1", False, "z1"), ("item/G18", True, "e1"), ("item/G03", True, "s1")],
)
def test_a_finding_leads_to_the_record_of_the_ledger(desk, at: str, beside: bool, record: str) -> None:
    _ledger(desk)
    page = desk.show("checkup")
    page.show_subject(at)
    held = Qt.KeyboardModifier.ShiftModifier if beside else Qt.KeyboardModifier.NoModifier
    desk.press(Qt.Key.Key_Return, held=held)
    assert desk.window.key == "parks"
    assert desk.window.page("parks").detail.tab.table.row().id == record


def test_a_finding_about_a_measure_leads_to_it_even_where_a_filter_hides_it(desk) -> None:
    _ledger(desk)
    plan = desk.show("plan")
    plan.head.late.click()
    desk.show("checkup").show_subject("measure/m1")
    desk.press(Qt.Key.Key_Return)
    assert (desk.window.key, plan.table.row().measure.id) == ("plan", "m1")


@pytest.mark.skipif(
    "evidence" not in {key for key, *_ in catalogue._PAGES}, reason="the page 佐证 is not there"
)
def test_a_finding_about_a_file_leads_to_the_file(desk) -> None:
    old = Evidence(
        id="v1",
        park_id="p1",
        sha256="0" * 64,
        name="旧报告.pdf",
        size=1,
        kind=EvidenceKind.REPORT,
        issued_on=date(2020, 1, 1),
    )
    with stores.begin(desk.store, WHO, "加入佐证") as records:
        records.add(tables.Evidence(**values.columns(old)))
        ends = {"evidence_id": "v1", "assessment_id": desk.round_id, "subject": "item/G07"}
        records.add(tables.EvidenceLink(id="l1", **ends))
    desk.show("checkup").show_subject("item/G07")
    desk.press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ShiftModifier)
    assert desk.window.key == "evidence"


def test_what_is_mended_is_gone_when_one_comes_back(desk) -> None:
    _ledger(desk)
    desk.show("checkup")
    assert "T09" in desk.found()
    desk.window.show_page("parks")
    desk.session.do(parks.remove, Enterprise, "e1")
    desk.window.show_page("checkup")
    assert "T09" not in desk.found()


def test_the_filter_leaves_what_holds_the_words(desk) -> None:
    _ledger(desk)
    page = desk.show("checkup")
    page.tree.search.setText("居民")
    shown = [line.text(0) for line in page.tree._above() if not line.isHidden()]
    assert [text.split("　")[1] for text in shown if text[0] in "红黄"] == ["台账有居民，而选了无居民居住"]


def test_a_round_without_anything_wrong_says_so(desk) -> None:
    page = desk.show("checkup")
    assert page.nothing.isVisible()
    assert "全部通过" in page.nothing._text.text()


def test_severity_is_told_in_words_and_signs(desk) -> None:
    _ledger(desk)
    page = desk.show("checkup")
    first = page.tree._above()[0]
    assert first.text(0).startswith("红色　")
    assert not first.icon(0).isNull()
    assert page.tally.text().startswith("红色 ")


def test_all_parks_are_listed_the_worst_first_and_lead_to_their_round(desk) -> None:
    _ledger(desk)
    parks.add(desk.store, WHO, Park(id="p2", name="示例北区", planned_area=Decimal(3)))
    page = desk.show("checkup")
    page.tabs.setCurrentIndex(1)
    rows = page.every.model.shown
    assert [row.park.id for row in rows] == ["p1", "p2"]
    assert rows[0].tally.red > 0
    assert rows[1].tally is None
    page.every.select("p1")
    desk.press(Qt.Key.Key_Return)
    assert page.tabs.currentIndex() == 0
    assert desk.session.assessment == desk.round_id


def test_a_round_with_red_checks_is_submitted_and_the_message_leads_to_them(desk) -> None:
    _ledger(desk)
    page = desk.show("assessment")
    page.turns.finish_anyway()
    message = desk.window.message_bar.message
    assert "还有 4 处红色问题，将写入报告" in message.remedy
    message.action.run()
    assert desk.window.key == "checkup"
