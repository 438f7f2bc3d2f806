"""The ledger by hand: parks and what belongs to them are filed, mended, refused, deleted and brought back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from app.core.entries import Grade
from app.core.park import Enterprise, Park, Process, Settlement, Zone
from app.core.rollup import Kind
from app.services import assessments, parks, stores
from tests.ui import ledger_stage as stage
from ui.pages.parks_basic import Basic
from ui.pages.parks_grades import Grades
from ui.pages.parks_kinds import Enterprises, Settlements, Zones

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "filled.sqlite"
    with stores.open_store(path, stage.WHO) as store:
        stage.fill(store)
    return path


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "empty.sqlite"
    with stores.open_store(path, stage.WHO):
        return path


@pytest.fixture
def desk(qtbot, filled, tmp_path):
    with stage.opened(qtbot, filled, tmp_path, "parks") as desk:
        desk.session.select("p1")
        yield desk


def _tab(desk, kind):
    return desk.page.detail.show_tab(kind)


def test_only_the_tab_in_front_is_built_and_read(desk):
    assert set(desk.page.detail._built) == {Basic}


def test_a_park_is_added_by_keyboard_and_its_name_typed_over(desk, type_text):
    desk.press(Qt.Key.Key_N, CTRL)
    name = desk.window.focusWidget()
    type_text(name, "示例新港化工园区")
    desk.press(Qt.Key.Key_Return)
    assert parks.get(desk.store, desk.session.park).name == "示例新港化工园区"


def test_each_field_of_a_park_is_on_disk_when_it_is_left(desk):
    form = _tab(desk, Basic).form
    desk.enter(form, "planned_area", "12.50")
    desk.enter(form, "recognition_date", "2024.3.1")
    desk.enter(form, "hazards_1", "4")
    park = parks.get(desk.store, "p1")
    assert (park.planned_area, park.recognition_date, park.hazards_1) == (
        Decimal("12.50"),
        date(2024, 3, 1),
        4,
    )


def test_a_wrong_value_is_refused_beside_its_field_and_stays_to_be_mended(desk):
    form = _tab(desk, Basic).form
    desk.enter(form, "region_code", "4201")
    assert form.fault("region_code") == "行政区划代码应为 6 位数字"
    assert form.editor("region_code").text() == "4201"
    assert parks.get(desk.store, "p1").region_code == ""


def test_what_could_not_be_saved_is_said_when_another_park_is_chosen(desk):
    desk.enter(_tab(desk, Basic).form, "region_code", "4201")
    desk.page.table.select("p2")
    assert "没有保存——行政区划代码：行政区划代码应为 6 位数字" in desk.message


def test_the_park_is_found_by_pinyin_initials(desk):
    desk.page.table.search("sqhg")
    assert [line.park.name for line in desk.page.table.model.shown] == ["示例石桥化工集中区"]


def test_a_filter_that_hides_the_chosen_park_does_not_unchoose_it(desk):
    desk.page.table.search("石桥")
    assert desk.session.park == "p1"


def test_a_self_grade_stands_beside_an_open_review(desk):
    line = desk.page.table.row()
    assert line.review is None
    assert line.own.said == "A 高安全风险"


def test_zones_that_do_not_add_up_are_said_with_the_gap(desk):
    zones = _tab(desk, Zones)
    assert zones._told.text() == "片区合计 8.80 km²，规划面积 9.00 km²，相差 0.20 km²"
    assert zones._told.property("role") == "warn"


def test_the_warning_goes_when_the_last_zone_makes_up_the_gap(desk):
    zones = _tab(desk, Zones)
    zones.table.select("z2")
    desk.enter(zones.form, "area", "3.8")
    assert zones._told.text() == "片区合计 9.00 km²，与规划面积一致"


def test_a_new_zone_stands_at_the_end_with_the_cursor_in_its_name(desk, type_text):
    zones = _tab(desk, Zones)
    desk.press(Qt.Key.Key_N, CTRL | SHIFT)
    type_text(desk.window.focusWidget(), "3片区")
    desk.press(Qt.Key.Key_Return)
    last = parks.of_park(desk.store, Zone, "p1")[-1]
    assert (last.name, last.position) == ("3片区", 3)
    assert desk.page.detail.tabs.tabText(1) == "片区 3"
    assert zones.table.row().id == last.id


def test_a_wrong_check_digit_is_refused_with_the_right_one(desk):
    form = _tab(desk, Enterprises).form
    desk.enter(form, "credit_code", "91350100M000100Y44")
    assert form.fault("credit_code") == "校验位应为 3，请核对有无抄错"
    assert parks.of_park(desk.store, Enterprise, "p1")[0].credit_code == ""


def test_a_hazardous_process_is_filed_with_its_automation(desk):
    tab = _tab(desk, Enterprises)
    choice = tab.form.editor("process/氟化")
    choice.setCurrentIndex(choice.findData("改造中"))
    choice.activated.emit(choice.currentIndex())
    assert parks.of_park(desk.store, Enterprise, "p1")[0].processes == (Process("氟化", "改造中"),)
    assert "高危工艺未完成自动化改造 1 家" in tab._told.text()


def test_an_enterprise_is_offered_the_zones_of_its_own_park(desk):
    choice = _tab(desk, Enterprises).form.editor("zone_id")
    assert [choice.itemText(at) for at in range(choice.count())] == ["未定", "1片区", "2片区"]
    assert choice.currentText() == "1片区"


def test_an_empty_tab_says_what_to_do_and_its_button_does_it(desk):
    tab = _tab(desk, Settlements)
    tab.table._nothing._button.click()
    assert [each.name for each in parks.of_park(desk.store, Settlement, "p1")] == ["新居民点"]


def test_undo_brings_a_deleted_park_back_with_its_zones(desk):
    desk.page.table.view.setFocus()
    desk.press(Qt.Key.Key_Delete)
    assert [park.id for park in parks.listed(desk.store)] == ["p2"]
    assert desk.session.park == "p2"
    assert "按 Ctrl+Z 可以撤销" in desk.message
    desk.press(Qt.Key.Key_Z, CTRL)
    assert [zone.id for zone in parks.of_park(desk.store, Zone, "p1")] == ["z1", "z2"]


def test_several_zones_go_in_one_step_and_come_back_in_one(desk):
    zones = _tab(desk, Zones)
    zones.table.view.setFocus()
    zones.table.view.selectAll()
    desk.press(Qt.Key.Key_Delete)
    assert parks.of_park(desk.store, Zone, "p1") == ()
    assert desk.session.undo_name() == "删除片区 2 个"
    desk.press(Qt.Key.Key_Z, CTRL)
    assert len(parks.of_park(desk.store, Zone, "p1")) == 2


def test_delete_in_a_field_deletes_no_record(desk):
    form = _tab(desk, Zones).form
    form.focus("name")
    desk.press(Qt.Key.Key_Delete)
    assert len(parks.of_park(desk.store, Zone, "p1")) == 2
    assert len(parks.listed(desk.store)) == 2


def test_a_published_grade_without_its_document_is_not_filed(desk):
    grades = _tab(desk, Grades)
    grades.begin()
    grades.form.editor("grade").setCurrentIndex(3)
    desk.enter(grades.form, "decided_on", "2026-03-01")
    grades.file()
    assert grades.form.fault("document") == "请填写公布文件"
    assert parks.published(desk.store, "p1") == ()


def test_a_published_review_becomes_the_grade_of_the_park(desk):
    grades = _tab(desk, Grades)
    grades.begin()
    grades.form.editor("grade").setCurrentIndex(3)
    desk.enter(grades.form, "decided_on", "2026-03-01")
    desk.enter(grades.form, "document", "示例公告")
    grades.file()
    (filed,) = parks.published(desk.store, "p1")
    assert (filed.kind, filed.grade, filed.document) == (Kind.REVIEW, Grade.D, "示例公告")
    assert desk.page.table.row().review.said == "D 较低安全风险"
    assert desk.page.detail.badge.grade.name == "较低安全风险"


def test_a_round_opens_on_the_page_of_assessments(desk):
    grades = _tab(desk, Grades)
    grades.table.opened.emit(grades.table.row())
    assert desk.session.assessment == assessments.listed(desk.store, "p1")[0].id
    assert desk.window.key == "assessment"


def test_an_empty_ledger_offers_to_add_the_first_park(qtbot, empty, tmp_path):
    with stage.opened(qtbot, empty, tmp_path, "parks") as desk:
        assert "示例县" in desk.page._nothing._text.text()
        desk.page._nothing._button.click()
        assert [park.name for park in parks.listed(desk.store)] == ["新园区"]
        assert desk.page.detail.isVisible()


def test_a_park_added_elsewhere_is_there_when_the_page_is_shown_again(desk):
    desk.window.show_page("plan")
    desk.session.do(parks.add, Park(id="p3", name="示例北辰精细化工园"))
    desk.window.show_page("parks")
    assert [line.park.id for line in desk.page.table.model.rows if line.park.id == "p3"] == ["p3"]


def test_the_window_does_not_close_over_a_value_that_could_not_be_saved(desk):
    form = _tab(desk, Basic).form
    desk.enter(form, "planned_area", "很大")
    assert not desk.window.close()
    assert desk.message.startswith("有一栏没有保存")
    desk.enter(form, "planned_area", "9")
    assert desk.window.close()
