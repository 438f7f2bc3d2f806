"""Session, long work and errors: each write said once, each error in words, nothing ever lost in a thread."""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from app import paths
from app.errors import UserError
from ui import bugs, errors
from ui.session import History, Session
from ui.tasks import Tasks


@dataclass(frozen=True)
class Step:
    action: str


@pytest.fixture
def session(dressed):
    return Session("store", "王工")


@pytest.fixture
def tasks(dressed):
    tasks = Tasks()
    yield tasks
    tasks.stop()


def test_a_write_gets_store_person_and_arguments(session):
    seen = session.do(lambda store, who, item, level=0: (store, who, item, level), "7", level=2)
    assert seen == ("store", "王工", "7", 2)


def test_a_write_says_changed_once(session, qtbot):
    with qtbot.waitSignal(session.changed) as told:
        session.do(lambda _store, _who: "change")
    assert told.args == ["change"]


def test_a_users_error_is_told_and_changes_nothing(session, qtbot):
    def refuse(_store, _who):
        raise UserError("没有这个园区", "请重新选择")

    with qtbot.assertNotEmitted(session.changed), qtbot.waitSignal(session.failed) as told:
        assert session.do(refuse) is None
    assert told.args[0].what == "没有这个园区"


def test_a_fault_of_ours_is_not_taken_for_a_users_error(session):
    with pytest.raises(ZeroDivisionError):
        session.do(lambda _store, _who: 1 // 0)


def test_reading_does_not_say_changed(session, qtbot):
    with qtbot.assertNotEmitted(session.changed):
        assert session.ask(lambda store, key: (store, key), "k") == ("store", "k")


def test_choosing_the_same_park_again_says_nothing(session, qtbot):
    session.select("p1", "a1")
    with qtbot.assertNotEmitted(session.selected):
        session.select("p1", "a1")


def test_undo_goes_through_the_history_it_was_given(dressed, qtbot):
    history = History(
        lambda _s, who: f"undone by {who}", lambda *_: None, lambda _s: Step("作答 7"), lambda _s: None
    )
    session = Session(None, "王工", history)
    with qtbot.waitSignal(session.changed) as told:
        session.undo()
    assert (told.args, session.undo_name(), session.redo_name()) == (["undone by 王工"], "作答 7", None)


def test_work_runs_beside_the_window_and_its_result_comes_back_to_it(tasks, qtbot):
    threads = []

    def work(_progress):
        threads.append(threading.current_thread())
        return 42

    def done(result):
        threads.extend([threading.current_thread(), result])

    with qtbot.waitSignal(tasks.ended):
        assert tasks.run("计算", work, done)
    assert threads[0] is not threading.main_thread()
    assert threads[1:] == [threading.main_thread(), 42]


def test_a_second_job_is_refused_in_words_while_one_runs(tasks, qtbot):
    gate = threading.Event()
    tasks.run("导出", lambda _progress: gate.wait(5))
    with qtbot.waitSignal(tasks.failed) as told:
        assert not tasks.run("导入", lambda _progress: None)
    assert "正在导出" in told.args[0].what
    with qtbot.waitSignal(tasks.ended):
        gate.set()


def test_stopping_ends_the_work_at_its_next_report(tasks, qtbot):
    def work(progress):
        while True:
            progress(0.5, "写入")
            time.sleep(0.001)

    tasks.run("导出", work)
    with qtbot.waitSignal(tasks.stopped) as told:
        tasks.stop()
    assert told.args == ["导出"]


def test_a_users_error_in_long_work_reaches_whoever_asked(tasks, qtbot):
    def work(_progress):
        raise UserError("文件打不开", "请关闭后再试")

    caught = []
    with qtbot.waitSignal(tasks.ended):
        tasks.run("导入", work, failed=caught.append)
    assert [error.what for error in caught] == ["文件打不开"]


def test_a_fault_in_long_work_reaches_the_excepthook(tasks, qtbot, monkeypatch):
    caught = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_rest: caught.append(kind))
    with qtbot.waitSignal(tasks.ended):
        tasks.run("导入", lambda _progress: 1 // 0)
    assert caught == [ZeroDivisionError]


def test_without_a_screen_an_error_is_printed_and_shows_nothing(dressed, capsys, monkeypatch):
    shown, ended = [], []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    # Really leaving would end every event loop of the tests that follow.
    monkeypatch.setattr(errors, "QCoreApplication", SimpleNamespace(exit=ended.append))
    errors.install(shown.append, shown.append)
    error = UserError("没有这个园区", "请重新选择")
    sys.excepthook(UserError, error, None)
    assert (shown, ended, "没有这个园区" in capsys.readouterr().err) == ([], [1], True)


def test_with_a_screen_a_users_error_is_shown_and_a_fault_is_logged(dressed, monkeypatch):
    shown = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(errors, "headless", lambda: False)
    errors.install(lambda error: shown.append(error.what), shown.append)
    sys.excepthook(UserError, UserError("没有这个园区"), None)
    sys.excepthook(ValueError, ValueError("ours"), None)
    assert shown[0] == "没有这个园区"
    assert "ValueError: ours" in shown[1].log.read_text("utf-8")


def test_a_log_that_cannot_be_written_does_not_hide_the_error(monkeypatch):
    def full():
        raise OSError("disk full")

    monkeypatch.setattr(paths, "user_data", full)
    bug = bugs.record(ValueError("ours"))
    assert (bug.log, "ValueError: ours" in bug.details) == (None, True)
