"""The whole program in one window: it opens the sample county, moves between stores, and writes papers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.core.park import Park
from app.errors import Stopped, UserError
from app.files import evidence_files
from app.services import assessments, history, parks, rounds, stores
from ui import settings
from ui.__main__ import Shell, sample_path
from ui.pages.history import HistoryPage
from ui.pages.papers import PapersPage
from ui.pages.standards import StandardsPage

PAGES = ("overview", "parks", "assessment", "ten_two", "plan", "papers", "history", "standards")


@pytest.fixture
def shell(dressed: QApplication, sample_file: Path, tmp_path: Path) -> Iterator[Shell]:
    path = tmp_path / "示例县.sqlite"
    shutil.copy(sample_file, path)
    shutil.copytree(evidence_files.folder_of(sample_file), evidence_files.folder_of(path))
    opened = Shell(dressed)
    opened.open(path)
    yield opened
    if opened.window is not None:
        opened.window.close()
    opened.close()


def page(shell: Shell, key: str) -> object:
    assert shell.window is not None
    shell.window.show_page(key)
    return shell.window.page(key)


def park_named(shell: Shell, part: str) -> str:
    return next(park.id for park in parks.listed(shell.session.store) if part in park.name)


@pytest.mark.parametrize("key", PAGES)
def test_every_page_opens_on_the_sample_county(shell: Shell, key: str) -> None:
    page(shell, key)
    assert shell.window is not None
    assert shell.window.key == key
    assert shell.window.message_bar.message is None


@pytest.mark.parametrize("key", PAGES)
def test_every_page_opens_on_an_empty_store(dressed: QApplication, tmp_path: Path, key: str) -> None:
    opened = Shell(dressed)
    opened.open(tmp_path / "empty.sqlite")
    try:
        page(opened, key)
        assert opened.window is not None
        assert opened.window.message_bar.message is None
    finally:
        opened.window.close()
        opened.close()


def test_the_frame_stands_before_the_store_is_open_and_is_then_filled(
    qtbot: QtBot, dressed: QApplication, sample_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "s.sqlite"
    shutil.copy(sample_file, path)
    opened = Shell(dressed)
    opened.start(path, sample=False)
    assert opened.window is not None
    assert opened.window.isVisible()
    assert opened.session is not None
    assert opened.session.store is None
    qtbot.waitUntil(lambda: opened.window.key == "overview")
    opened.window.close()
    opened.close()


def test_a_store_that_cannot_be_opened_leaves_the_present_one_open(shell: Shell, tmp_path: Path) -> None:
    wrong = tmp_path / "letter.sqlite"
    wrong.write_text("这不是数据文件" * 200)
    with pytest.raises(UserError):
        shell.open(wrong)
    assert shell.session is not None
    assert len(parks.listed(shell.session.store)) == 12


def test_another_store_takes_the_place_of_the_first_which_is_free_again(shell: Shell, tmp_path: Path) -> None:
    assert shell.session is not None
    first = shell.session.store.path
    shell.open(tmp_path / "new.sqlite")
    assert parks.listed(shell.session.store) == ()
    with stores.open_store(first, "另一个人") as reopened:
        assert len(parks.listed(reopened)) == 12


def test_the_sample_county_is_one_command_away_from_an_empty_store(
    dressed: QApplication, sample_file: Path, tmp_path: Path
) -> None:
    opened = Shell(dressed)
    opened.open(tmp_path / "empty.sqlite")
    sample_path().parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(sample_file, sample_path())
    entries = opened.window.commands.entries()
    next(entry.command for entry in entries if entry.command.name == "打开示例县").run()
    assert len(parks.listed(opened.session.store)) == 12
    opened.window.close()
    opened.close()


def test_park_and_page_are_there_again_after_a_restart(shell: Shell) -> None:
    assert shell.session is not None
    chosen = parks.listed(shell.session.store)[3].id
    page(shell, "standards")
    shell.session.select(chosen)
    path = shell.session.store.path
    shell.window.close()
    shell.close()
    again = Shell(shell.app)
    again.open(path)
    assert (again.session.park, again.window.key) == (chosen, "standards")
    again.window.close()
    again.close()


def test_undo_is_named_in_the_menu_and_takes_the_last_write_back(shell: Shell) -> None:
    session = shell.session
    session.do(parks.add, Park(id="new", name="示例新园"))
    assert session.undo_name() == "新增园区 示例新园"
    session.undo()
    assert all(park.id != "new" for park in parks.listed(session.store))
    assert session.redo_name() == "新增园区 示例新园"


def test_the_history_page_tells_a_write_field_by_field(shell: Shell) -> None:
    shell.session.do(parks.add, Park(id="new", name="示例新园"))
    history = page(shell, "history")
    assert isinstance(history, HistoryPage)
    latest = history.entries.model.rows[0]
    assert latest.action == "新增园区 示例新园"
    history.entries.select(latest.seq)
    told = {line.field: (line.before, line.after) for line in history.fields.model.rows}
    assert told["园区名称"] == ("—", "示例新园")


def test_the_history_page_says_whose_record_it_was_and_no_word_of_software(shell: Shell) -> None:
    park = parks.listed(shell.session.store)[0]
    head = assessments.listed(shell.session.store, park.id)[0]
    shell.session.do(rounds.reopen, head.id, "补充材料", date.today())
    history = page(shell, "history")
    assert isinstance(history, HistoryPage)
    history.entries.select_line(0)
    assert history.owner.text() == f"{park.name} {head.year} 复核"
    for entry in history.entries.model.rows:
        history.entries.select(entry.seq)
        assert not [line.field for line in history.fields.model.rows if line.field.isascii()]


def test_the_chain_is_verified_from_the_history_page(qtbot: QtBot, shell: Shell) -> None:
    history = page(shell, "history")
    next(command for command in history.commands() if "校验" in command.name).run()
    qtbot.waitUntil(lambda: shell.window.message_bar.message is not None, timeout=20_000)
    assert "完整" in shell.window.message_bar.message.what


def test_the_standards_page_says_how_sure_each_rule_is(shell: Shell) -> None:
    standards = page(shell, "standards")
    assert isinstance(standards, StandardsPage)
    rows = {entry.key: entry for entry in standards.entries.model.rows}
    assert rows["G01"].status == "verified"
    assert rows["G05"].status == "unverified"
    assert "非官方" in standards.note.text()


@pytest.mark.parametrize("name", ["导出整治方案", "导出评级报告"])
def test_a_paper_is_written_from_its_page(
    qtbot: QtBot, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    target = tmp_path / "paper.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    shell.session.select(park_named(shell, "东塘"))
    papers = page(shell, "papers")
    assert isinstance(papers, PapersPage)
    next(command for command in papers.commands() if command.name == name).run()
    qtbot.waitUntil(lambda: shell.window.message_bar.message is not None, timeout=20_000)
    assert shell.window.message_bar.message.kind == "info"
    assert "示例东塘农药化工园" in PdfReader(target).pages[0].extract_text().replace("\n", "")


def test_a_paper_that_cannot_be_written_is_said_inline_with_a_remedy(
    qtbot: QtBot, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "nowhere" / "paper.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    shell.session.select(park_named(shell, "东塘"))
    papers = page(shell, "papers")
    papers.commands()[0].run()
    qtbot.waitUntil(lambda: shell.window.message_bar.message is not None, timeout=20_000)
    message = shell.window.message_bar.message
    assert message.kind == "error"
    assert message.remedy


def test_a_backup_is_made_in_the_background_and_opens_like_the_store(
    qtbot: QtBot, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "备份.sqlite"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(kept), ""))
    entries = shell.window.commands.entries()
    with qtbot.waitSignal(shell.window.tasks.ended, timeout=20_000):
        next(entry.command for entry in entries if entry.command.name == "备份数据文件…").run()
    with stores.open_store(kept, "另一人") as copy:
        assert len(parks.listed(copy)) == 12


def test_the_check_of_the_chain_can_be_stopped(shell: Shell) -> None:
    def stop(_done: float, _what: str) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        history.verify(shell.session.store, stop)


def test_the_name_that_signs_is_remembered(shell: Shell) -> None:
    settings.write(settings.WHO, "王示例")
    path = shell.session.store.path
    shell.window.close()
    shell.close()
    again = Shell(shell.app)
    again.open(path)
    assert again.session.who == "王示例"
    again.window.close()
    again.close()
