"""The form: each edit said once and exactly, each fault beside its field, nothing changed by accident."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from ui.widgets.field import Field, RefusedError
from ui.widgets.form import RecordForm

FIELDS = (
    Field("name", "园区名称", required=True),
    Field("area", "规划面积", "decimal", unit="km²", check=lambda v: "面积应大于 0" if v <= 0 else None),
    Field("day", "认定日期", "date"),
    Field("count", "人数", "int"),
    Field("state", "状态", "choice", choices=(("y", "已认定"), ("n", "未认定"))),
    Field("dense", "集中布置", "bool"),
    Field("note", "主导产业", "long"),
)
VALUES = {"name": "示例园区", "area": Decimal("12.50"), "day": date(2024, 3, 1), "count": 12, "state": "y"}


@pytest.fixture
def form(qtbot):
    """A form whose edits are saved at once, as a page does it."""
    form = RecordForm(FIELDS, columns=2)
    qtbot.addWidget(form)
    form.said = []
    kept = dict(VALUES)

    def save(name, value):
        form.said.append((name, value))
        kept[name] = value
        form.load(kept, record=1)

    form.edited.connect(save)
    form.load(kept, record=1)
    form.show()
    return form


@pytest.fixture
def fill(qtbot, type_text):
    """Replaces what stands in a field and presses Enter."""

    def enter(form, name, text):
        editor = form.editor(name)
        editor.setFocus()
        editor.selectAll()
        qtbot.keyClick(editor, Qt.Key.Key_Delete)
        if text:
            type_text(editor, text)
        qtbot.keyClick(editor, Qt.Key.Key_Return)

    return enter


def test_a_finished_edit_is_said_with_its_exact_value(form, fill):
    fill(form, "area", "1,234.50")
    assert form.said == [("area", Decimal("1234.50"))]


def test_enter_on_an_untouched_field_says_nothing(form, qtbot):
    qtbot.keyClick(form.editor("name"), Qt.Key.Key_Return)
    assert form.said == []


def test_typing_the_same_value_says_nothing(form, fill):
    fill(form, "count", "12")
    assert form.said == []


@pytest.mark.parametrize(
    "typed", ["2026-11-23", "2026/11/23", "2026年11月23日", "２０２６－１１－２３", "2026.11.23", "20261123"]
)
def test_a_date_is_understood_as_people_write_it(typed):
    assert FIELDS[2].parsed(typed) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("date", "2026-02-30"),
        ("date", "昨天"),
        ("date", "20261301"),
        ("int", "1.5"),
        ("decimal", "NaN"),
        ("decimal", "很多"),
        ("percent", "101"),
    ],
)
def test_what_is_no_value_is_refused_in_words(kind, typed):
    with pytest.raises(RefusedError, match=r"请|应"):
        Field("x", "x", kind).parsed(typed)


def test_a_date_can_be_cleared(form, fill):
    fill(form, "day", "")
    assert form.said == [("day", None)]


@pytest.mark.parametrize(
    ("name", "typed", "fault"),
    [("area", "-3", "面积应大于 0"), ("name", "", "请填写园区名称"), ("count", "多", "请填整数")],
)
def test_a_fault_stands_beside_its_field_and_nothing_is_said(form, name, typed, fault, fill):
    fill(form, name, typed)
    assert (form.fault(name), form.said) == (fault, [])


def test_a_fault_goes_when_the_value_is_mended(form, fill):
    fill(form, "area", "-3")
    fill(form, "area", "3")
    assert (form.fault("area"), form.said) == ("", [("area", Decimal(3))])


def test_unsaved_typing_survives_another_fields_save(form, type_text):
    form.editor("name").setFocus()
    type_text(form.editor("name"), "新")
    form.load({**VALUES, "count": 99}, record=1)
    assert (form.editor("name").text(), form.editor("count").text()) == ("示例园区新", "99")


def test_another_record_replaces_everything(form, type_text):
    type_text(form.editor("name"), "新")
    form.load({"name": "示例北原"}, record=2)
    assert form.editor("name").text() == "示例北原"


def test_an_edit_that_was_not_saved_says_so_and_is_said_again(qtbot, fill):
    form = RecordForm(FIELDS[:1])
    qtbot.addWidget(form)
    said = []
    form.edited.connect(lambda *edit: said.append(edit))
    form.load({"name": "甲"})
    for _ in range(2):
        fill(form, "name", "乙")
    assert (len(said), form.fault("name")) == (2, "没有保存，请改后再试")


def test_choosing_says_the_value_behind_the_text(form):
    choice = form.editor("state")
    choice.setCurrentIndex(choice.findText("未认定"))
    choice.activated.emit(choice.currentIndex())
    assert form.said == [("state", "n")]


def test_a_tick_is_said_at_once(form, qtbot):
    form.editor("dense").click()
    assert form.said == [("dense", True)]


def test_the_mouse_wheel_changes_no_choice(form):
    choice = form.editor("state")
    choice.setFocus()
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(choice, wheel)
    assert (choice.value(), form.said) == ("y", [])


def test_commit_says_what_is_still_being_typed(form, type_text):
    type_text(form.editor("note"), "精细化工")
    assert form.commit()
    assert form.said == [("note", "精细化工")]


def test_commit_reports_a_fault(form, type_text):
    form.editor("count").selectAll()
    type_text(form.editor("count"), "多")
    assert not form.commit()


def test_a_locked_form_takes_no_typing(form, qtbot):
    form.set_read_only(True)
    qtbot.keyClicks(form.editor("name"), "another")
    assert form.editor("name").text() == "示例园区"
