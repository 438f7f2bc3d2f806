"""The plan by hand: measures from lost points, their way to 已销号, what is overdue, and the whole in one line."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from app.core.park import Park
from app.core.plan import Measure, MeasureState
from app.services import parks, plans, stores
from tests.ui import ledger_stage as stage

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LATE, LATER = stage.TODAY - timedelta(days=10), stage.TODAY + timedelta(days=30)


def _measures():
    state = MeasureState
    return (
        Measure(id="m1", park_id="p1", finding="无双电源", funds=Decimal("1200"), due=LATE),
        Measure(id="m2", park_id="p1", finding="四至不清", funds=Decimal("34"), due=LATER, state=state.DOING),
        Measure(id="m3", park_id="p1", finding="缺预案", due=LATER, state=state.CHECKING),
        Measure(id="m4", park_id="p1", finding="缺停车场", due=LATE, state=state.CLOSED, funds=Decimal(0)),
    )


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "filled.sqlite"
    with stores.open_store(path, stage.WHO) as store:
        stage.fill(store)
        plans.adopt(store, stage.WHO, _measures())
    return path


@pytest.fixture
def desk(qtbot, filled, tmp_path):
    with stage.opened(qtbot, filled, tmp_path, "plan") as desk:
        desk.session.select("p1")
        yield desk


def _state(desk, key):
    return next(each.state for each in plans.listed(desk.store, "p1") if each.id == key)


def _cell(desk, key, title):
    model = desk.page.table.model
    column = next(each for each in model.columns if each.title == title)
    line = next(each for each in model.rows if each.measure.id == key)
    return column.shown(line), column.colour(line)


def test_the_whole_plan_stands_in_one_line(desk):
    assert desk.page.head.totals.text() == "共 4 条，已销号 1，逾期 1，资金合计 1,234 万元，1 条未填资金"


def test_an_overdue_measure_says_so_in_words_and_in_red(desk):
    assert _cell(desk, "m1", "状态") == ("待整改 · 逾期 10 天", "bad")
    assert _cell(desk, "m1", "完成时限") == (LATE.isoformat(), "bad")


def test_a_closed_measure_is_never_overdue(desk):
    assert _cell(desk, "m4", "状态") == ("已销号", "good")


def test_the_overdue_filter_leaves_the_overdue_ones_and_their_numbers(desk):
    desk.press(Qt.Key.Key_L, CTRL)
    assert [(line.number, line.measure.id) for line in desk.page.table.model.rows] == [(1, "m1")]
    assert desk.page.head.totals.text().endswith("（当前显示 1 条）")


def test_the_state_filter_offers_all_that_is_not_closed(desk):
    states = desk.page.head.states
    states.setCurrentIndex(states.findText("未销号"))
    states.activated.emit(states.currentIndex())
    assert [line.measure.id for line in desk.page.table.model.rows] == ["m1", "m2", "m3"]


def test_a_measure_walks_on_by_keyboard(desk):
    desk.page.table.select("m1")
    desk.press(Qt.Key.Key_Right, ALT)
    assert _state(desk, "m1") is MeasureState.DOING
    assert desk.page.detail.step.text() == "申请验收"
    desk.press(Qt.Key.Key_Right, ALT)
    assert _state(desk, "m1") is MeasureState.CHECKING


def test_closing_without_a_verifier_is_refused_and_the_cursor_goes_there(desk):
    desk.page.table.select("m3")
    desk.page.detail.step.click()
    assert _state(desk, "m3") is MeasureState.CHECKING
    assert "销号须有验收人和验收日期" in desk.message
    assert desk.page.detail.form.fault("verifier") == "销号前请填写验收人"
    assert desk.page.detail.form.editor("verifier").hasFocus()


def test_closing_with_verifier_and_day_is_done(desk):
    desk.page.table.select("m3")
    desk.enter(desk.page.detail.form, "verifier", "李示例")
    desk.enter(desk.page.detail.form, "verified_on", "2026-11-20")
    desk.page.detail.step.click()
    assert _state(desk, "m3") is MeasureState.CLOSED


def test_a_measure_is_sent_back_with_its_reason(desk, type_text):
    desk.page.table.select("m3")
    desk.page.detail.back.click()
    type_text(desk.window.focusWidget(), "现场未完工")
    desk.press(Qt.Key.Key_Return)
    assert _state(desk, "m3") is MeasureState.DOING
    assert desk.page.detail._returned.text() == "曾退回：现场未完工"
    assert desk.page.detail.returning.isHidden()


def test_sending_back_without_a_reason_is_refused(desk):
    desk.page.table.select("m3")
    desk.page.detail.back.click()
    desk.press(Qt.Key.Key_Return)
    assert _state(desk, "m3") is MeasureState.CHECKING
    assert "请写明退回原因" in desk.message
    assert desk.page.detail.returning.reason.hasFocus()


def test_an_open_measure_cannot_be_sent_back(desk):
    desk.page.table.select("m1")
    assert desk.page.detail.back.isHidden()


def test_a_due_day_before_the_start_is_refused_beside_its_field(desk):
    desk.page.table.select("m2")
    form = desk.page.detail.form
    desk.enter(form, "start", "2026-11-01")
    desk.enter(form, "due", "2026-10-01")
    assert form.fault("due") == "完成时限早于开始时间"
    assert next(m.due for m in plans.listed(desk.store, "p1") if m.id == "m2") == LATER


def test_lost_points_become_measures_in_one_step_that_undo_takes_back(desk):
    desk.press(Qt.Key.Key_G, CTRL)
    proposals = desk.page.proposals
    assert [line.subject for line in proposals.table.model.rows] == ["导则第1项", "导则第2项"]
    assert proposals.table.model.rows[0].measure.finding == "认定文件缺页"
    proposals.adopt_button.click()
    added = plans.listed(desk.store, "p1")[4:]
    assert [each.subject for each in added] == ["item/G01", "item/G02"]
    assert desk.page.table.isVisible()
    desk.press(Qt.Key.Key_Z, CTRL)
    assert len(plans.listed(desk.store, "p1")) == 4


def test_only_the_ticked_measures_are_adopted(desk):
    desk.page.propose()
    desk.press(Qt.Key.Key_Space)
    assert desk.page.proposals.adopt_button.text() == "采纳勾选的 1 条"
    desk.page.proposals.adopt_button.click()
    assert [each.subject for each in plans.listed(desk.store, "p1")[4:]] == ["item/G02"]


def test_space_on_the_button_adopts_and_unticks_nothing(desk):
    desk.page.propose()
    button = desk.page.proposals.adopt_button
    button.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert desk.message.startswith("已采纳整改措施 2 条")


def test_what_the_plan_covers_is_not_proposed_again(desk):
    desk.page.propose()
    desk.page.proposals.adopt_button.click()
    desk.page.propose()
    assert desk.page.proposals.table.model.rows == ()
    assert not desk.page.proposals.adopt_button.isEnabled()


def test_leaving_the_proposals_writes_nothing(desk):
    desk.page.propose()
    desk.press(Qt.Key.Key_Escape)
    assert desk.page.table.isVisible()
    assert len(plans.listed(desk.store, "p1")) == 4


def test_a_park_without_a_round_is_told_where_to_begin(desk):
    desk.session.select("p2")
    desk.page.propose()
    assert "请先在“评估”页新建一轮评估" in desk.message


def test_a_measure_by_hand_starts_today_with_the_cursor_in_its_finding(desk):
    desk.press(Qt.Key.Key_N, CTRL)
    assert desk.page.detail.form.editor("finding").hasFocus()
    added = plans.listed(desk.store, "p1")[-1]
    assert (added.start, added.state) == (date(2026, 11, 23), MeasureState.OPEN)
    assert desk.page.table.row().subject == "自行提出"


def test_deleted_measures_come_back_in_one_step(desk):
    desk.page.table.view.setFocus()
    desk.page.table.view.selectAll()
    desk.press(Qt.Key.Key_Delete)
    assert plans.listed(desk.store, "p1") == ()
    desk.press(Qt.Key.Key_Z, CTRL)
    assert [each.id for each in plans.listed(desk.store, "p1")] == ["m1", "m2", "m3", "m4"]


def test_another_park_is_chosen_above_the_list(desk):
    choice = desk.page.head.parks
    choice.setCurrentIndex(choice.findText("示例石桥化工集中区"))
    choice.activated.emit(choice.currentIndex())
    assert desk.session.park == "p2"
    assert desk.page.table.model.rows == ()


def test_the_plan_is_printed_on_the_page_of_papers(desk):
    desk.press(Qt.Key.Key_P, CTRL)
    assert desk.window.key == "papers"


def test_the_gantt_says_in_words_what_it_shows(desk):
    desk.press(Qt.Key.Key_T, CTRL)
    assert desk.page.gantt.chart.accessibleName().startswith("整改措施进度：共 4 条，已销号 1，逾期 1")


def test_without_a_park_the_page_leads_to_the_ledger(desk):
    desk.session.do(parks.remove, Park, "p1", "p2")
    desk.page._nothing._button.click()
    assert desk.window.key == "parks"


def test_saving_a_text_with_ctrl_enter_does_not_move_the_measure_on(desk, type_text):
    desk.page.table.select("m1")
    finding = desk.page.detail.form.editor("finding")
    finding.setFocus()
    finding.selectAll()
    type_text(finding, "双电源未建成")
    desk.press(Qt.Key.Key_Return, CTRL)
    (first, *_) = plans.listed(desk.store, "p1")
    assert (first.finding, first.state) == ("双电源未建成", MeasureState.OPEN)
