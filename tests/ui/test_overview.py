"""总览: its figures are those of the roll-up, on the basis that it names, and each row leads to its park."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app import wording
from app.core.rollup import Basis
from app.services import overview, standards, stores
from app.services.stores import Store
from tests.conftest import TODAY, WHO
from ui.pages import overview as page_module
from ui.pages import overview_texts as texts
from ui.pages.overview import OverviewPage
from ui.session import Session
from ui.tasks import Tasks


class Day(date):
    """The day on which the sample county was built."""

    @classmethod
    def today(cls) -> date:
        return TODAY


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "date", Day)


@pytest.fixture
def store(sample_file: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "示例县.sqlite"
    shutil.copy(sample_file, path)
    with stores.open_store(path, WHO) as opened:
        yield opened


def shown(qtbot: QtBot, store: Store) -> OverviewPage:
    page = OverviewPage(Session(store, WHO), Tasks())
    qtbot.addWidget(page)
    page.resize(1150, 600)
    page.show()
    return page


@pytest.fixture
def page(qtbot: QtBot, store: Store) -> OverviewPage:
    return shown(qtbot, store)


def tile(page: OverviewPage, title: str) -> str:
    found = next(tile for tile in page.tiles.tiles if title in tile.title.text())
    return f"{found.value.text()}｜{found.note.text()}"


@pytest.mark.parametrize("basis", list(Basis))
def test_the_tiles_show_what_the_roll_up_counts_on_each_basis(
    page: OverviewPage, store: Store, basis: Basis
) -> None:
    page.switch[basis].click()
    seen = overview.overview(store, basis, TODAY)
    assert tile(page, "已公布认定").startswith(f"{seen.now.recognised} 个")
    assert tile(page, "已评级").startswith(f"{seen.now.assessed} 个")
    assert tile(page, "达到 D 级").startswith(f"{seen.now.at_top} 个 {wording.percent(seen.now.share)}")
    assert tile(page, "“十有”").startswith(f"{seen.now.haves_basic} 个")
    assert tile(page, "逾期措施").startswith(f"{len(seen.late)} 条")


def test_a_target_says_how_many_parks_are_missing_and_that_its_day_is_past(page: OverviewPage) -> None:
    assert tile(page, "60% 目标") == "已达到｜须有 7 个，期限 2024-12-31 已过"
    assert tile(page, "90% 目标") == "还差 2 个｜须有 10 个，期限 2025-12-31 已过"


def test_the_basis_changes_the_figures_and_is_written_on_tiles_and_page(page: OverviewPage) -> None:
    before = tile(page, "达到 D 级")
    page.switch[Basis.SELF].click()
    assert tile(page, "达到 D 级（自评口径）") != before
    assert page.basis_note.text().startswith("自评口径")
    assert "自评口径" in page.charts.views["share"].toolTip()


def test_the_basis_is_remembered(qtbot: QtBot, page: OverviewPage, store: Store) -> None:
    page.count(Basis.SELF)
    again = shown(qtbot, store)
    assert again.basis is Basis.SELF
    assert again.switch[Basis.SELF].isChecked()
    assert tile(again, "达到 D 级") == tile(page, "达到 D 级")


def test_a_park_at_d_by_score_with_ten_two_open_is_named_and_not_counted(page: OverviewPage) -> None:
    (row,) = [row for row in page.tables.parks.model.rows if row.name == "示例白沙氟硅产业园"]
    assert (row.letter, row.conclusion) == ("D", "得分达到 D 级，十有两禁未完成，不计入达标率")
    assert row.to.park_id in {near.to.park_id for near in page.tables.nearest.model.rows}
    at_d = [row for row in page.tables.parks.model.rows if row.letter == "D"]
    assert tile(page, "达到 D 级").startswith(f"{len(at_d) - 1} 个")
    assert "十有两禁未完成 1 个，不计入" in tile(page, "达到 D 级")


def test_what_blocks_a_park_is_named_beside_its_missing_points(page: OverviewPage) -> None:
    (row,) = [row for row in page.tables.nearest.model.rows if row.name == "示例红山煤化工园"]
    assert row.grade == "A 高安全风险"
    assert row.blockers.startswith("否决情形 V4：")
    assert "项未达到要求（" in row.blockers


def test_the_nearest_park_comes_first_and_a_missing_point_is_never_rounded_down(page: OverviewPage) -> None:
    gaps = [row.gap for row in page.tables.nearest.model.rows]
    assert gaps == sorted(gaps, key=lambda gap: gap or 0)
    assert [texts.gap(gap) for gap in gaps] == ["得分已够", "5.00", "11.48"]


def test_no_expansion_is_said_where_parks_are_below_d(page: OverviewPage) -> None:
    page.tables.nearest.view.selectRow(1)
    note = page.tables.widget(0).note.text()  # type: ignore[attr-defined]
    assert "未达到 D 级，原则上不得扩区（安委办〔2024〕1号 二（七））" in note


def test_every_edition_of_the_counted_grades_is_named_with_what_nobody_verified(page: OverviewPage) -> None:
    for edition in standards.shipped().values():
        assert f"中 {edition.standard.unverified} " in page.edition()
        assert edition.standard.edition.title in page.edition_note.text()


def test_grades_from_several_editions_are_each_named_with_their_number(page: OverviewPage) -> None:
    assert page.seen is not None
    used = page.seen.used
    other = replace(used[0].standard, checksum="0" * 64)
    seen = replace(page.seen, used=(*used, overview.Used(other, 2)), published=1)
    lines = texts.editions(seen)
    assert len(lines) == len(used) + 2
    assert "00000000" in lines[-2]
    assert lines[-2].endswith("（2 个园区的结果）")
    assert lines[-1].startswith("另有 1 个园区")


def test_a_click_on_an_overdue_measure_leads_to_the_plan_of_its_park(
    qtbot: QtBot, page: OverviewPage
) -> None:
    page.tables.setCurrentIndex(2)
    table = page.tables.late
    row = table.model.shown[0]
    assert row.said == f"逾期 {(TODAY - row.due).days} 天"
    place = table.view.visualRect(table.model.index(0, 0)).center()
    with qtbot.waitSignal(page.wanted) as wanted:
        qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted.args == ["plan"]
    assert page.session.park == row.to.park_id


def test_enter_on_a_park_leads_to_the_round_that_its_grade_comes_from(
    qtbot: QtBot, page: OverviewPage
) -> None:
    table = page.tables.nearest
    row = table.model.shown[0]
    table.select(row.to.park_id)
    with qtbot.waitSignal(page.wanted) as wanted:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert wanted.args == ["assessment"]
    assert (page.session.park, page.session.assessment) == (row.to.park_id, row.to.assessment_id)
    assert row.to.assessment_id is not None


def test_the_region_is_renamed_in_its_place(qtbot: QtBot, page: OverviewPage, store: Store) -> None:
    page.rename()
    assert page.name_line.text() == "示例县"
    page.name_line.clear()
    page.name_line.insert("示例新区")
    qtbot.keyClick(page.name_line, Qt.Key.Key_Return)
    assert overview.region_name(store) == "示例新区"
    assert page.breadcrumb() == ("示例新区",)
    assert not page.name_line.isVisible()


def test_esc_leaves_the_region_its_name(qtbot: QtBot, page: OverviewPage, store: Store) -> None:
    page.rename()
    page.name_line.insert("别的名称")
    qtbot.keyClick(page.name_line, Qt.Key.Key_Escape)
    assert not page.name_line.isVisible()
    assert overview.region_name(store) == "示例县"


def test_an_empty_store_says_what_to_do_and_offers_it(qtbot: QtBot, tmp_path: Path) -> None:
    with stores.open_store(tmp_path / "空.sqlite", WHO) as store:
        page = shown(qtbot, store)
        (button,) = [one for one in page.findChildren(QPushButton) if one.isVisible()]
        with qtbot.waitSignal(page.wanted) as wanted:
            button.click()
    assert wanted.args == ["parks"]
    assert button.text() == "去“园区”页"


def test_the_three_charts_are_written_to_a_folder(qtbot: QtBot, page: OverviewPage, tmp_path: Path) -> None:
    with qtbot.waitSignal(page.said, timeout=30_000):
        page.export_to(tmp_path)
    assert len(list(tmp_path.glob("全县*.png"))) == 3


def test_a_large_region_is_rolled_up_in_the_background(
    qtbot: QtBot, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "_MANY", 3)
    page = shown(qtbot, store)
    assert page.tasks.busy
    qtbot.waitUntil(lambda: page.seen is not None)
    assert tile(page, "已公布认定").startswith("11 个")


_BUILD = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.services import stores
from ui import settings
from ui.pages.overview import OverviewPage
from ui.session import Session
from ui.tasks import Tasks
app = QApplication([])
settings.keep_in(Path(sys.argv[1]).with_suffix(".ini"))
page = OverviewPage(Session(stores.open_store(Path(sys.argv[1]), "x"), "x"), Tasks())
page.refresh(None)
print("matplotlib" in sys.modules)
"""


def test_opening_the_page_does_not_wait_for_the_charts_library(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _BUILD, str(tmp_path / "store.sqlite")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.strip() == "False", ran.stderr
