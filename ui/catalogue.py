"""The pages of the window, in the order of the rail; each is loaded when it is first shown."""

from __future__ import annotations

from importlib import import_module

from app.errors import UserError
from ui import settings
from ui.main_window import PageSpec
from ui.page import Page
from ui.session import Session
from ui.tasks import Tasks

_PAGES = (
    ("overview", "overview", "总览", "OverviewPage"),
    ("parks", "parks", "园区", "ParksPage"),
    ("assessment", "assessment", "评估", "AssessmentPage"),
    ("ten_two", "ten_two", "十有两禁", "TenTwoPage"),
    ("evidence", "evidence", "佐证", "EvidencePage"),
    ("checkup", "checkup", "体检", "CheckupPage"),
    ("plan", "plan", "整治方案", "PlanPage"),
    ("whatif", "whatif", "推演", "WhatifPage"),
    ("compare", "compare", "对比", "ComparePage"),
    ("keying", "keying", "录入", "KeyingPage"),
    ("papers", "report", "报告", "PapersPage"),
    ("history", "history", "记录", "HistoryPage"),
    ("standards", "standards", "标准", "StandardsPage"),
    ("people", "people", "人员", "PeoplePage"),
)


def pages(session: Session, tasks: Tasks) -> tuple[PageSpec, ...]:
    """Every page before it exists."""

    def spec(key: str, icon: str, title: str, name: str) -> PageSpec:
        def build() -> Page:
            page: Page = getattr(import_module(f"ui.pages.{key}"), name)(session, tasks)
            return page

        return PageSpec(key, title, icon, build)

    return tuple(spec(*entry) for entry in _PAGES)


def region(session: Session) -> str:
    """The name of the region on screen."""
    from app.services import overview

    return session.ask(overview.region_name) or ""


def signature(session: Session) -> str:
    """Who is at work as the status line says it: the name, and as what where people are on file."""
    from app import wording
    from app.services import people

    person = session.ask(people.named, session.who)
    if person is not None:
        return f"{person.name}（{wording.name(person.role)}）"
    if session.ask(lambda store: people.listed(store, active=True)):
        return f"{session.who}（不在名单上，只能查看）"
    return session.who if settings.read(settings.WHO) else f"{session.who}（填写姓名）"


def existing(session: Session, park: str, assessment: str) -> tuple[str | None, str | None]:
    """The remembered park and round, as far as they are still in the store."""
    from app.services import assessments, parks

    try:
        parks.get(session.store, park)
    except UserError:
        return None, None
    rounds = {each.id for each in assessments.listed(session.store, park)}
    return park, assessment if assessment in rounds else None
