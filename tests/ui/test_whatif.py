"""推演 by hand: what a key does to score and grade, scenarios and their names, and the way into the plan."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.core import whatif_plan
from app.core.answers import Chosen, Counted, Reached
from app.services import estimates, plans
from tests.conftest import TODAY, WHO
from tests.ui import whatif_stage as stage
from tests.ui.whatif_stage import Desk
from ui.pages.whatif_lines import Show

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk(qtbot: Any, sample_file: Path, tmp_path: Path) -> Iterator[Desk]:
    with stage.opened(qtbot, sample_file, tmp_path) as desk:
        yield desk


def changed(desk: Desk) -> dict[str, object]:
    (scenario,) = desk.scenarios
    return dict(scenario.changes)


def cell(desk: Desk, subject: str, title: str) -> str:
    table = desk.page.sheet.table.model
    column = next(one for one in table.columns if one.title.startswith(title))
    return column.shown(next(line for line in table.rows if line.subject == subject))


def test_a_figure_key_changes_the_scenario_and_never_the_record(desk: Desk) -> None:
    before = desk.record()
    desk.at("item/G08")
    desk.press(Key.Key_4)
    assert changed(desk) == {"item/G08": Chosen(3)}
    assert (cell(desk, "item/G08", "现状"), cell(desk, "item/G08", "推演")) == ("1 分", "5 分")
    assert cell(desk, "item/G08", "得分变化") == "+4"
    assert desk.record() == before


def test_the_grade_moves_with_the_keys(desk: Desk) -> None:
    for subject, key in (("item/G03", Key.Key_3), ("item/G05", Key.Key_3), ("item/G08", Key.Key_4)):
        desk.at(subject)
        desk.press(key)
    assert desk.grades == ("C", "D")
    assert "+7.64 分" in desk.page.strip.takes.text()
    assert "投入 9,448 万元　工期 720 天　工程 3 项" in desk.page.strip.takes.text()


def test_the_cursor_stays_in_the_list_and_goes_on_with_the_arrow(desk: Desk) -> None:
    desk.at("item/G03")
    desk.press(Key.Key_3, Key.Key_Down, Key.Key_1)
    assert changed(desk) == {"item/G03": Chosen(2), "item/G04": Chosen(0)}


def test_backspace_gives_a_question_back_to_the_record_and_undo_takes_that_back(desk: Desk) -> None:
    desk.at("item/G08")
    desk.press(Key.Key_4, Key.Key_Backspace)
    assert changed(desk) == {}
    desk.press(Key.Key_Z, held=CTRL)
    assert changed(desk) == {"item/G08": Chosen(3)}
    assert cell(desk, "item/G08", "推演") == "5 分"


def test_the_first_change_makes_a_scenario_that_undo_takes_away(desk: Desk) -> None:
    desk.at("item/G08")
    desk.press(Key.Key_4)
    assert [one.name for one in desk.scenarios] == ["推演1"]
    desk.press(Key.Key_Z, held=CTRL)
    assert desk.scenarios == ()
    assert desk.grades == ("C", "C")


def test_a_checkpoint_and_a_veto_are_changed_like_an_item(desk: Desk) -> None:
    desk.at("check/Y03-7")
    desk.press(Key.Key_1)
    desk.at("veto/V1")
    desk.press(Key.Key_2, Key.Key_Return)
    assert (cell(desk, "check/Y03-7", "推演"), cell(desk, "veto/V1", "推演")) == ("满足", "存在此情形")
    assert desk.grades == ("C", "A")


def test_not_applicable_waits_for_its_reason(desk: Desk, type_text: Any) -> None:
    desk.at("item/G21")
    desk.press(Key.Key_N)
    assert desk.scenarios == ()
    type_text(desk.field(), "没有公共管廊")
    desk.press(Key.Key_Return)
    assert cell(desk, "item/G21", "推演") == "不适用"


def test_a_reason_that_is_half_written_does_not_go_to_another_scenario(desk: Desk, type_text: Any) -> None:
    desk.at("item/G08")
    desk.press(Key.Key_4)
    desk.page.bench.save("另一个", {})
    desk.at("item/G21")
    desk.press(Key.Key_N)
    first = next(one for one in desk.scenarios if one.name == "推演1")
    desk.page.bench.choose(first.id)
    type_text(desk.field(), "没有公共管廊")
    desk.press(Key.Key_Return)
    assert all("item/G21" not in one.changes for one in desk.scenarios)


def test_keys_of_the_sheet_do_nothing_on_another_tab(desk: Desk) -> None:
    desk.at("item/G08")
    desk.page.tabs.setCurrentWidget(desk.page.shortest)
    desk.page.shortest.take_focus()
    desk.press(Key.Key_1, Key.Key_4, Key.Key_B, Key.Key_Backspace)
    assert desk.scenarios == ()
    assert estimates.read(desk.store, desk.session.assessment or "") == {}


def test_the_badges_lead_to_the_reasons_of_record_and_scenario(desk: Desk) -> None:
    desk.at("item/G08")
    desk.press(Key.Key_4)
    desk.page.strip.before.click()
    reasons = desk.page._reasons
    assert reasons is not None
    assert "80.00" in reasons.text()
    desk.page.strip.after.click()
    assert "82.35" in reasons.text()
    reasons.close()


def test_the_filters_leave_what_is_changed_or_can_be_better(desk: Desk) -> None:
    desk.at("item/G01")
    desk.press(Key.Key_1)
    desk.press(Key.Key_3, held=ALT)
    assert [line.subject for line in desk.page.sheet.table.model.rows] == ["item/G01"]
    desk.press(Key.Key_2, held=ALT)
    subjects = {line.subject for line in desk.page.sheet.table.model.rows}
    assert {"item/G01", "item/G03", "check/Y03-7"} <= subjects
    assert "item/G02" not in subjects


def test_an_estimate_is_typed_over_the_one_of_the_standard(desk: Desk) -> None:
    desk.at("item/G03")
    desk.press(Key.Key_3, Key.Key_T)
    desk.type("123.5")
    desk.press(Key.Key_Return)
    assert cell(desk, "item/G03", "投入") == "123.5"
    assert "投入 123.5 万元" in desk.page.strip.takes.text()
    desk.press(Key.Key_G)
    desk.type("30")
    desk.press(Key.Key_Return)
    found = estimates.read(desk.store, desk.session.assessment or "")
    assert found["item/G03"].at == {"2": (Decimal("123.5"), 30)}


def test_a_cost_below_nothing_is_refused_beside_its_field(desk: Desk) -> None:
    desk.at("item/G03")
    desk.press(Key.Key_T)
    desk.type("-1")
    desk.press(Key.Key_Return)
    assert desk.page.sheet.pane.form.fault("cost") == "应大于或等于 0"
    assert estimates.read(desk.store, desk.session.assessment or "") == {}


def test_space_ticks_what_cannot_be_changed(desk: Desk) -> None:
    desk.at("item/G05")
    desk.press(Key.Key_Space)
    assert cell(desk, "item/G05", "不能改变") == "是"
    desk.press(Key.Key_B)
    assert cell(desk, "item/G05", "不能改变") == ""


def test_a_name_that_is_taken_is_refused_in_its_place(desk: Desk, type_text: Any) -> None:
    desk.at("item/G08")
    desk.press(Key.Key_4)
    desk.press(Key.Key_N, held=CTRL)
    type_text(desk.field(), "推演1")
    desk.press(Key.Key_Return)
    assert "已有名为“推演1”的推演方案" in desk.page.naming.reason._fault.text()
    assert len(desk.scenarios) == 1
    type_text(desk.field(), "先难后易")
    desk.press(Key.Key_Return)
    assert desk.page.naming.isHidden()
    assert {one.name for one in desk.scenarios} == {"推演1", "推演1先难后易"}


def test_a_copy_has_the_changes_and_a_name_of_its_own(desk: Desk) -> None:
    desk.at("item/G08")
    desk.press(Key.Key_4)
    desk.press(Key.Key_D, held=CTRL)
    desk.press(Key.Key_Return)
    assert [(one.name, len(one.changes)) for one in desk.scenarios] == [("推演1", 1), ("推演2", 1)]
    assert desk.page.scenarios.scenarios.currentText() == "推演2"


def test_a_scenario_is_renamed_and_deleted_and_comes_back(desk: Desk, type_text: Any) -> None:
    desk.at("item/G08")
    desk.press(Key.Key_4, Key.Key_F2)
    type_text(desk.field(), "先易后难")
    desk.press(Key.Key_Return)
    assert desk.scenarios[0].name == "先易后难"
    desk.page.bench.remove()
    assert desk.scenarios == ()
    desk.press(Key.Key_Z, held=CTRL)
    assert desk.page.scenarios.scenarios.currentText() == "先易后难"


def test_scenarios_stand_side_by_side_with_the_record_above(desk: Desk) -> None:
    desk.at("item/G08")
    desk.press(Key.Key_4)
    desk.page.tabs.setCurrentWidget(desk.page.compared)
    table = desk.page.compared.table.model
    shown = [[column.shown(row) for column in table.columns[:4]] for row in table.rows]
    assert shown == [
        ["现状", "C 一般安全风险", "80.00", ""],
        ["推演1", "C 一般安全风险", "82.35", "+2.35"],
    ]


def test_a_scenario_becomes_the_plan_after_a_preview_in_one_step(desk: Desk) -> None:
    plans.remove(desk.store, WHO, *(one.id for one in desk.measures))
    desk.page.refresh(None)
    desk.at("item/G08")
    desk.press(Key.Key_3)
    desk.at("check/Y03-7")
    desk.press(Key.Key_1)
    desk.press(Key.Key_P, held=CTRL)
    assert desk.measures == ()
    assert desk.page.preview.adopt_button.text() == "采纳 2 条"
    desk.press(Key.Key_Space)
    item, check = desk.measures
    scoring = desk.dossier.standard.item["G08"].scoring
    assert (item.subject, item.goal) == ("item/G08", scoring.levels[2].criterion)  # type: ignore[union-attr]
    assert (item.funds, (item.due - TODAY).days) == (Decimal(24), 60)  # type: ignore[operator]
    assert check.action
    assert desk.window.key == "plan"
    assert desk.said.startswith("已转为整改措施 2 条")
    desk.press(Key.Key_Z, held=CTRL)
    assert desk.measures == ()


def test_what_an_open_measure_covers_is_marked_and_skipped(desk: Desk) -> None:
    there = len(desk.measures)
    assert "item/G03" in {one.subject for one in desk.measures}
    desk.at("item/G03")
    desk.press(Key.Key_3)
    desk.page.propose()
    (shown,) = desk.page.preview.table.model.rows
    assert (shown.covered, whatif_plan.fresh((shown,))) == (True, ())
    assert not desk.page.preview.adopt_button.isEnabled()
    desk.press(Key.Key_Escape)
    assert desk.page.tabs.isVisible()
    assert len(desk.measures) == there


def test_what_is_carried_out_since_is_told_and_not_counted(desk: Desk) -> None:
    desk.at("item/G08")
    desk.press(Key.Key_4)
    board = desk.page.board
    assert board is not None
    answers = {**board.dossier.answers.items, "G08": Chosen(3)}
    done = stage.with_items(board.dossier, answers)
    desk.page.bench.load(done)
    assert "有 1 处改动已与现状一致" in desk.page.strip.said


def test_a_round_with_open_questions_is_tried_out_too(desk: Desk) -> None:
    desk.go("双溪")
    assert desk.page.strip.before.grade.provisional == "暂定"
    desk.page.sheet.choose(Show.ALL)
    key = desk.dossier.verdict.unanswered[0]
    desk.at(f"item/{key}")
    desk.press(Key.Key_2)
    assert changed(desk) == {f"item/{key}": Chosen(1)}


def test_counts_and_shares_are_typed_in_the_pane_and_enter_goes_on(qtbot: Any, tmp_path: Path) -> None:
    with stage.opened(qtbot, stage.every_kind(tmp_path), tmp_path, "示例") as desk:
        desk.at("item/K05")
        desk.type("12")
        desk.press(Key.Key_Return)
        assert desk.page.sheet.table.view.hasFocus()
        desk.at("item/K06")
        desk.type("3")
        desk.press(Key.Key_Tab)
        desk.type("4")
        desk.press(Key.Key_Return)
        row = desk.page.sheet.table.row()
        assert row is not None
        assert row.subject == "item/K07"
        given = changed(desk)
        assert given["item/K06"] == Reached(Fraction(3, 4))
        counted = given["item/K05"]
        assert isinstance(counted, Counted)
        assert list(counted.counts.values()) == [2]


def test_without_a_park_the_page_leads_to_the_ledger(qtbot: Any, tmp_path: Path) -> None:
    with stage.opened(qtbot, None, tmp_path) as desk:
        desk.page._nothing._button.click()
        assert desk.window.key == "parks"
