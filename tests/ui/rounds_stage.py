"""Three people over one park: who is on file, and how far a round is brought for a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.core.rights import Person, Role
from app.core.rollup import Kind
from app.services import assessments, division, people
from tests.ui import assessment_stage as stage
from tests.ui.assessment_stage import Desk

ENTER, EQUAL, A, R, U = (Qt.Key.Key_Return, Qt.Key.Key_Equal, Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_U)
ONE, TWO, THREE = Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3
COMMITTEE, REVIEWER, LEADER, FIRST, SECOND = "管委会李", "复核何", "组长周", "专家吴", "专家郑"
_STAFF = (
    ("r", REVIEWER, Role.REVIEWER),
    ("c", COMMITTEE, Role.COMMITTEE),
    ("l", LEADER, Role.EXPERT),
    ("a", FIRST, Role.EXPERT),
    ("b", SECOND, Role.EXPERT),
)


@contextmanager
def staffed(qtbot, folder: Path) -> Iterator[Desk]:
    """A self-assessment under way, and everybody on file; the committee is at the desk."""
    with stage.opened(qtbot, folder, "guide") as desk:
        for key, name, role in _STAFF:
            person = Person(id=key, name=name, role=role)
            (people.join if key == "r" else people.add)(desk.store, REVIEWER, person)
        desk.session.sign_as(COMMITTEE)
        yield desk


def submit(desk: Desk) -> Desk:
    """Three answers submitted; the reviewer is at the desk."""
    desk.press(TWO, ENTER, ONE, ENTER, THREE)
    desk.page.turns.finish_anyway()
    desk.session.sign_as(REVIEWER)
    return desk


def begin_beside(desk: Desk) -> Desk:
    """An expert's round beside what the committee submitted; the first expert is at the desk."""
    own = submit(desk).session.assessment
    head = assessments.fresh("p1", Kind.EXPERT, 2026, stage.TODAY, based_on=own)
    desk.session.sign_as(FIRST)
    desk.session.do(assessments.begin, head)
    desk.session.select("p1", head.id)
    desk.sheet.take_focus()
    return desk


def divide(desk: Desk) -> Desk:
    """Two experts at the first section, led by a third, who is at the desk."""
    section = begin_beside(desk).on_disk().standard.item["G01"].section
    division.lead(desk.store, REVIEWER, desk.session.assessment, "l")
    for person in ("a", "b"):
        division.assign(desk.store, LEADER, desk.session.assessment, person, section, on=True)
    desk.session.sign_as(LEADER)
    return desk


def give_back(desk: Desk, subject: str, reason: str) -> None:
    """Return one answer with a reason, by key."""
    desk.sheet.go(subject)
    desk.press(R)
    desk.type(reason)
    desk.press(ENTER)


def button(desk: Desk, text: str) -> QPushButton:
    """The button on the page that says so."""
    return next(one for one in desk.page.findChildren(QPushButton) if one.text() == text and one.isVisible())


def ten_two(desk: Desk, key: str):
    """The page of 十有两禁 at a checkpoint."""
    desk.window.show_page("ten_two")
    page = desk.window.page("ten_two")
    page.sheet.matrix.go(key)
    page.sheet.take_focus()
    return page
