"""达 D 最短路径 in the window: what is shown is what the core proves, and where there is no way it says why."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.core import options, shortest
from app.core.options import Estimate
from app.core.shortest import Aim, Found, Limits
from app.services import estimates
from tests.conftest import TODAY, WHO
from tests.ui import whatif_stage as stage
from tests.ui.whatif_stage import Desk
from ui.pages import whatif_solving

Key = Qt.Key


@pytest.fixture
def desk(qtbot: Any, sample_file: Path, tmp_path: Path) -> Iterator[Desk]:
    with stage.opened(qtbot, sample_file, tmp_path) as desk:
        desk.page.tabs.setCurrentWidget(desk.page.shortest)
        yield desk


def solved(desk: Desk, aim: Aim = Aim.CHEAPEST, limits: Limits = Limits()) -> Found:  # noqa: B008
    dossier = desk.dossier
    said = estimates.read(desk.store, dossier.assessment.id)
    place = (dossier.standard, dossier.companion, dossier.answers)
    return shortest.solve(*place, options.options(*place, said), aim=aim, limits=limits)


def enter(desk: Desk, editor: Any, text: str) -> None:
    editor.setFocus()
    editor.selectAll()
    desk.type(text)
    desk.press(Key.Key_Return)


def choose(desk: Desk, aim: Aim) -> None:
    pick = desk.page.shortest.bar.aims
    pick.setCurrentIndex(pick.findData(aim.value))
    pick.activated.emit(pick.currentIndex())


@pytest.mark.parametrize("aim", list(Aim))
def test_the_ways_shown_are_those_of_the_core(desk: Desk, aim: Aim) -> None:
    choose(desk, aim)
    found, tab = solved(desk, aim), desk.page.shortest
    assert found.best is not None
    assert (tab.ways.way, tab.ways.count()) == (found.best, 1 + len(found.others))
    assert [line.subject for line in tab.works.model.rows] == list(found.best.changes)
    assert sum(line.cost or 0 for line in tab.works.model.rows) == found.best.cost


def test_another_way_is_chosen_with_the_arrow_and_its_works_are_shown(desk: Desk) -> None:
    tab = desk.page.shortest
    tab.take_focus()
    desk.press(Key.Key_Down)
    other = solved(desk).others[0]
    assert tab.ways.way == other
    assert [line.subject for line in tab.works.model.rows] == list(other.changes)


def test_a_budget_that_is_too_small_is_named_with_what_it_would_take(desk: Desk) -> None:
    enter(desk, desk.page.shortest.bar.budget, "100")
    told = desk.page.shortest.kept.told.text()
    assert "预算" in told
    assert "100 万元" in told
    assert not desk.page.shortest.take_button.isEnabled()


def test_a_due_day_is_a_limit_in_days(desk: Desk) -> None:
    day = TODAY + timedelta(days=30)
    enter(desk, desk.page.shortest.bar.due, day.isoformat())
    assert desk.page.shortest.bar.limits == Limits(days=30)
    assert "30 天" in desk.page.shortest.kept.told.text()


@pytest.mark.parametrize(
    ("name", "typed", "fault"),
    [("budget", "-5", "预算上限"), ("due", "2020-01-01", "晚于今天"), ("budget", "x", "预算上限")],
)
def test_a_limit_that_cannot_be_is_refused_in_its_place(
    desk: Desk, name: str, typed: str, fault: str
) -> None:
    bar = desk.page.shortest.bar
    enter(desk, getattr(bar, name), typed)
    assert fault in bar.fault
    assert bar.limits == Limits()


def test_what_cannot_be_changed_is_left_alone(desk: Desk) -> None:
    best = solved(desk).best
    assert best is not None
    item = next(subject for subject in best.changes if subject.startswith("item/"))
    estimates.put(desk.store, WHO, desk.session.assessment or "", item, Estimate(cannot=True))
    desk.page.refresh(None)
    way = desk.page.shortest.ways.way
    assert way is not None
    assert item not in way.changes


def test_a_way_becomes_a_scenario_that_reaches_d_at_its_cost(desk: Desk) -> None:
    best, before = solved(desk).best, desk.record()
    assert best is not None
    desk.page.shortest.take_button.click()
    (made,) = desk.scenarios
    assert (made.name, dict(made.changes)) == ("达D 最省钱 1", dict(best.changes))
    board = desk.page.board
    assert board is not None
    assert board.outcome.after.reached
    assert (board.outcome.cost, board.outcome.days) == (best.cost, best.days)
    assert desk.record() == before


def test_where_d_is_reached_it_says_so_and_what_keeps_it(desk: Desk) -> None:
    desk.go("青江")
    kept = desk.page.shortest.kept
    assert kept.head.text() == "现状已达到 D 级，不需要工程"
    assert "高出 D 级底线" in kept.told.text()
    assert not desk.page.shortest.take_button.isEnabled()


def test_an_answer_that_comes_late_is_dropped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    tab, gate = desk.page.shortest, threading.Event()
    solve = whatif_solving.solve

    def slow(question: whatif_solving.Question) -> whatif_solving.Solved:
        gate.wait(5)
        return solve(question)

    shown: list[Aim] = []
    tab._solver.solved.connect(lambda answer: shown.append(answer.question.aim))
    tab._solver._quick = False
    monkeypatch.setattr(whatif_solving, "solve", slow)
    choose(desk, Aim.FASTEST)
    assert desk.tasks.busy
    choose(desk, Aim.FEWEST)
    gate.set()
    desk.qtbot.waitUntil(lambda: not desk.tasks.busy and bool(shown))
    assert shown == [Aim.FEWEST]
    assert tab.ways.way == solved(desk, Aim.FEWEST).best


def test_nothing_is_asked_again_when_only_the_scenario_changed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(desk.page.shortest._solver, "ask", asked.append)
    desk.page.tabs.setCurrentIndex(0)
    desk.at("item/G08")
    desk.press(Key.Key_4)
    desk.page.tabs.setCurrentWidget(desk.page.shortest)
    assert asked == []


def test_a_budget_of_nothing_is_a_budget(desk: Desk) -> None:
    enter(desk, desk.page.shortest.bar.budget, "0")
    assert desk.page.shortest.bar.limits == Limits(Decimal(0))
