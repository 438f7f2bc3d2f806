"""佐证 by hand: what lapses, what each file proves, the chosen one looked at, described, taken along and checked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.core.evidence import EvidenceKind, Side, Use
from app.files import evidence_files
from app.services import evidence, evidence_adding, evidence_settings, parks, rounds
from app.services.evidence_adding import Pasted
from tests.ui import evidence_stage as stage
from ui.dialogs.evidence_settings import EvidenceSettings
from ui.pages.evidence_rows import Filter

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot, tmp_path):
    with stage.opened(qtbot, tmp_path) as desk:
        yield desk


@pytest.fixture
def page(desk):
    return desk.page("evidence")


def _names(page) -> list[str]:
    return [line.one.name for line in page.table.model.shown]


def _cell(page, name: str, title: str) -> tuple[str, str | None]:
    column = next(each for each in page.table.model.columns if each.title == title)
    line = next(each for each in page.table.model.rows if each.one.name == name)
    return column.shown(line), column.colour(line) if column.colour else None


def _list(page, wanted: Filter) -> None:
    page.head.filters.setCurrentIndex(list(Filter).index(wanted))
    page.head.filters.activated.emit(page.head.filters.currentIndex())


def _look(desk, page, name: str) -> None:
    line = next(each for each in page.table.model.shown if each.one.name == name)
    page.table.select(line.one.id)
    desk.settle()


def _ends(desk, **days: int) -> None:
    for filed in evidence.listed(desk.store):
        one = filed.evidence
        if one.name.split(".")[0] in days:
            day = stage.TODAY + timedelta(days=days[one.name.split(".")[0]])
            desk.session.do(evidence_adding.edit, one.id, "expires_on", day)


def test_without_a_file_the_page_says_how_to_add_one(desk, page, monkeypatch, tmp_path) -> None:
    assert "把文件拖到这里" in page.table._nothing._text.text()
    stage.choose(monkeypatch, stage.written(tmp_path)["台账.csv"])
    page.table._nothing._button.click()
    desk.settle()
    assert _names(page) == ["台账.csv"]


def test_without_a_park_the_page_leads_to_the_ledger(desk, page) -> None:
    from app.core.park import Park

    desk.session.do(parks.remove, Park, "p1", "p2")
    page.table._nothing._button.click()
    assert desk.window.key == "parks"


def test_files_are_dropped_and_pasted_on_the_page(desk, page, tmp_path) -> None:
    files = stage.written(tmp_path)
    desk.drop(page, files["评估报告.pdf"])
    stage.copied(files=[files["台账.csv"]])
    page.table.view.setFocus()
    desk.paste()
    assert _names(page) == ["台账.csv", "评估报告.pdf"]


def test_what_lapses_is_told_in_words_and_colour_and_listed_by_its_day(desk, page) -> None:
    desk.filed("评估报告.pdf", "台账.csv", "现场.jpg")
    _ends(desk, 评估报告=-1, 台账=30, 现场=3)
    assert _cell(page, "评估报告.pdf", "状态") == ("已过期", "bad")
    assert _cell(page, "台账.csv", "状态") == ("30 天后到期", "warn")
    assert page.head.totals.text().endswith("90 天内到期 2，已过期 1")
    _list(page, Filter.SOON)
    assert _names(page) == ["现场.jpg", "台账.csv"]
    _list(page, Filter.LAPSED)
    assert _names(page) == ["评估报告.pdf"]


def test_a_report_lapses_three_years_after_its_issue(desk, page) -> None:
    (one,) = desk.filed("评估报告.pdf")
    assert one.kind is EvidenceKind.REPORT
    day = stage.TODAY - timedelta(days=3 * 366 + 1)
    desk.session.do(evidence_adding.edit, one.id, "issued_on", day)
    assert _cell(page, "评估报告.pdf", "状态") == ("已过期", "bad")


def test_all_parks_are_listed_together_with_their_names(desk, page) -> None:
    desk.filed("评估报告.pdf")
    taken = evidence_adding.take_in(desk.store, [Pasted("石桥.txt", b"text")]).taken
    desk.session.do(evidence_adding.add, "p2", taken, None)
    assert _names(page) == ["评估报告.pdf"]
    page.head.parks.setCurrentIndex(0)
    page.head.parks.activated.emit(0)
    assert _names(page) == ["石桥.txt", "评估报告.pdf"]
    assert _cell(page, "石桥.txt", "园区")[0] == "示例石桥化工集中区"
    assert not page.table.view.isColumnHidden(2)


def test_what_a_file_proves_is_listed_and_gone_to_by_enter(desk, page) -> None:
    (one,) = desk.filed("评估报告.pdf", use=Use(desk.round_id, "item/G07"))
    desk.session.do(evidence_adding.link, [one.id], Use(measure_id="m1", side=Side.AFTER))
    year = stage.TODAY.year
    said = f"{year} 自评 导则第7项；措施1整改后：围栏破损"
    assert _cell(page, "评估报告.pdf", "证明哪些项")[0] == said
    page.detail.proofs.setFocus()
    page.detail.proofs.setCurrentRow(0)
    desk.press(Qt.Key.Key_Return)
    assert desk.window.key == "assessment"
    assert desk.window.page("assessment").sheet.subject == "item/G07"


def test_delete_on_what_a_file_proves_lets_go_of_that_alone(desk, page) -> None:
    desk.filed("评估报告.pdf", use=Use(desk.round_id, "item/G07"))
    page.detail.proofs.setFocus()
    page.detail.proofs.setCurrentRow(0)
    desk.press(Qt.Key.Key_Delete)
    assert desk.proofs() == {}
    assert _names(page) == ["评估报告.pdf"]


def test_deleted_files_come_back_in_one_step(desk, page) -> None:
    desk.filed("评估报告.pdf", "台账.csv")
    page.table.view.setFocus()
    page.table.view.selectAll()
    desk.press(Qt.Key.Key_Delete)
    assert _names(page) == []
    desk.press(Qt.Key.Key_Z, CTRL)
    assert len(_names(page)) == 2
    assert evidence.verify(desk.store) == ()


def test_a_day_of_expiry_before_the_issue_is_refused_beside_its_field(desk, page) -> None:
    desk.filed("台账.csv")
    form = page.detail.form
    for name, day in (("issued_on", "2026-11-01"), ("expires_on", "2026-10-01")):
        form.editor(name).setText(day)
        form.editor(name).setModified(True)
        desk.qtbot.keyClick(form.editor(name), Qt.Key.Key_Return)
    assert form.fault("expires_on") == "有效期至早于出具日期"
    assert evidence.listed(desk.store)[0].evidence.expires_on is None


def test_what_a_finished_round_rests_on_cannot_be_changed_or_deleted(desk, page) -> None:
    desk.filed("评估报告.pdf", use=Use(desk.round_id, "item/G07"))
    desk.session.do(rounds.submit, desk.round_id, stage.TODAY)
    assert page.detail.form.editor("name").isReadOnly()
    page.table.view.setFocus()
    desk.press(Qt.Key.Key_Delete)
    assert "是已结束的评估所用的佐证，不能删除" in desk.message
    assert _names(page) == ["评估报告.pdf"]


def test_a_pdf_is_leafed_through(desk, page) -> None:
    desk.filed("评估报告.pdf")
    desk.settle()
    preview = page.preview
    assert preview._count.text() == "第 1 / 3 页"
    preview.after.click()
    desk.settle()
    assert preview._count.text() == "第 2 / 3 页"
    preview.turn(1)
    desk.settle()
    assert not preview.after.isEnabled()


def test_a_photo_fits_its_place_and_stands_at_its_own_size(desk, page) -> None:
    desk.filed("现场.jpg")
    desk.settle()
    room, shown = page.preview.picture.maximumViewportSize(), page.preview.picture.shown()
    assert shown.height() <= room.height()
    page.preview.whole.click()
    assert (page.preview.picture.shown().width(), page.preview.picture.shown().height()) == (480, 640)


def test_a_text_of_the_mainland_is_read(desk, page) -> None:
    desk.filed("台账.csv")
    desk.settle()
    assert page.preview.text.toPlainText() == "器材,数量\n灭火器,12\n"


def test_what_cannot_be_shown_says_what_it_is(desk, page) -> None:
    desk.filed("IMG.heic")
    desk.settle()
    assert "HEIC 图片不能在这里预览" in page.preview._facts._text.text()


def test_walking_fast_shows_the_last(desk, page) -> None:
    desk.filed("评估报告.pdf", "现场.jpg", "台账.csv")
    for name in ("评估报告.pdf", "现场.jpg", "台账.csv"):
        line = next(each for each in page.table.model.shown if each.one.name == name)
        page.table.select(line.one.id)
    desk.settle()
    assert page.preview.name.text() == "台账.csv"
    assert page.preview._stack.currentWidget() is page.preview.text


def test_a_lost_content_is_told_where_it_would_be_seen_and_by_the_check(desk, page) -> None:
    (one,) = desk.filed("评估报告.pdf")
    desk.settle()
    evidence_files.path_of(desk.store.path, one.sha256).unlink()
    desk.filed("台账.csv")
    _look(desk, page, "台账.csv")
    _look(desk, page, "评估报告.pdf")
    assert "找不到佐证“评估报告.pdf”的内容" in page.preview._facts._text.text()
    page.verify()
    desk.settle()
    assert "示例青江化工园区的佐证“评估报告.pdf”内容缺失" in desk.message


def test_sound_files_are_told_to_be_so(desk, page) -> None:
    desk.filed("评估报告.pdf")
    page.verify()
    desk.settle()
    assert desk.message == "全部佐证文件完好，与加入时一致"


def test_a_copy_is_opened_by_the_system_never_the_content_itself(desk, page, monkeypatch) -> None:
    (one,) = desk.filed("评估报告.pdf")
    given: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: given.append(Path(url.toLocalFile())) or True
    )
    desk.settle()
    page.preview.open_elsewhere()
    desk.settle()
    assert given[0].name == "评估报告.pdf"
    assert given[0].parent != evidence_files.path_of(desk.store.path, one.sha256).parent


def test_a_copy_is_saved_where_one_likes(desk, page, monkeypatch, tmp_path) -> None:
    desk.filed("评估报告.pdf")
    desk.settle()
    target = tmp_path / "另存.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    page.preview.save_as()
    desk.settle()
    assert target.read_bytes() == stage.FILES["评估报告.pdf"]


def test_clearing_keeps_what_undo_may_need(desk, page) -> None:
    desk.filed("评估报告.pdf")
    desk.settle()
    page.table.view.setFocus()
    desk.press(Qt.Key.Key_Delete)
    page.clear()
    desk.settle()
    assert desk.message.startswith("没有可以清理的文件")
    desk.press(Qt.Key.Key_Z, CTRL)
    assert evidence.verify(desk.store) == ()


def test_settings_are_saved_and_a_wrong_one_is_refused_in_the_box(desk, page) -> None:
    box = EvidenceSettings(desk.session, page)
    box.open()
    box._editors["notice"].setText("30")
    box._editors["longest"].setText("5")
    box.accept()
    assert box.fault.text().startswith("照片最长边（像素）：应在 640 到 20000 之间，或填 0 保留原大小")
    box._editors["longest"].setText("0")
    box.accept()
    assert evidence_settings.read(desk.store) == evidence_settings.Settings(longest=0, notice=30)


def test_another_page_leads_to_a_file(desk, page) -> None:
    first, _ = desk.filed("评估报告.pdf", "台账.csv")
    _list(page, Filter.LAPSED)
    page.show_subject(f"evidence/{first.id}")
    assert page.table.row().one.name == "评估报告.pdf"


def test_while_other_work_is_under_way_the_preview_waits_its_turn(desk, page) -> None:
    import threading

    go = threading.Event()
    desk.filed("台账.csv")
    desk.settle()
    desk.tasks.run("备份", lambda _progress: go.wait(5))
    desk.filed("评估报告.pdf")
    line = next(each for each in page.table.model.shown if each.one.name == "评估报告.pdf")
    page.table.select(line.one.id)
    go.set()
    desk.qtbot.waitUntil(lambda: page.preview._pages == 3)
