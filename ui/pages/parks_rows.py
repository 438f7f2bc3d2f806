"""One line of the ledger: a park with the grades that count for it and how much is on file, and its columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app import wording, wording_park
from app.core import verdict
from app.core.park import Enterprise, Park, Settlement, Zone
from app.core.rollup import Basis, Graded, Standing
from app.core.standard import Standard
from app.services import overview, parks, standards
from app.services.stores import Store
from ui.table import Column

UNGRADED = "尚未评级"


@dataclass(frozen=True, slots=True)
class Result:
    """A result that counts, with its grade's Chinese name."""

    graded: Graded
    name: str

    @property
    def said(self) -> str:
        """Letter and name."""
        return wording.grade(self.graded.grade, self.name)


@dataclass(frozen=True, slots=True)
class ParkLine:
    """A park, its current results, and how much is on file about it."""

    park: Park
    review: Result | None
    own: Result | None
    zones: int
    enterprises: int
    settlements: int


def lines(store: Store, today: date) -> tuple[ParkLine, ...]:
    """Every park of the ledger."""
    edition = standards.grading()
    standings = {each.park_id: each for each in overview.standings(store)}
    zones, enterprises = parks.counts(store, Zone), parks.counts(store, Enterprise)
    settlements = parks.counts(store, Settlement)
    return tuple(
        ParkLine(
            park,
            _result(standings.get(park.id), Basis.REVIEW, today, edition),
            _result(standings.get(park.id), Basis.SELF, today, edition),
            zones.get(park.id, 0),
            enterprises.get(park.id, 0),
            settlements.get(park.id, 0),
        )
        for park in parks.listed(store)
    )


def _result(standing: Standing | None, basis: Basis, today: date, edition: Standard) -> Result | None:
    graded = standing.current(basis, today) if standing else None
    return Result(graded, verdict.name_of(edition, graded.grade)) if graded else None


def _said(result: Result | None) -> str:
    if result is None:
        return UNGRADED
    return f"{result.said}（未计入）" if result.graded.lines_open else result.said


def _tip(result: Result | None) -> str:
    if result is None:
        return UNGRADED
    graded = result.graded
    score = f"，得分 {wording.score(graded.score)}" if graded.score is not None else ""
    head = f"{wording.day(graded.decided_on)} {wording.name(graded.kind)}：{result.said}{score}"
    return f"{head}\n{wording_park.conclusion(graded)}\nA 为高安全风险，D 最好"


def _colour(result: Result | None) -> str:
    return f"grade_{result.graded.grade.value.lower()}" if result else "ink_soft"


def _mark(result: Result | None) -> str | None:
    return f"fill_{result.graded.grade.value.lower()}" if result else None


def _rank(result: Result | None) -> int | None:
    return result.graded.grade.rank if result else None


def _decided(result: Result | None) -> date | None:
    return result.graded.decided_on if result else None


def _area(value: Decimal | None) -> str:
    return "" if value is None else wording.number(value)


COLUMNS = (
    Column[ParkLine]("园区", lambda line: line.park.name, width=168),
    Column[ParkLine](
        "复核等级",
        lambda line: _said(line.review),
        width=196,
        sort_key=lambda line: _rank(line.review),
        colour=lambda line: _colour(line.review),
        mark=lambda line: _mark(line.review),
        tooltip=lambda line: _tip(line.review),
        hint="只有复核确认的等级计入达标率；A 高安全风险，D 最好",
    ),
    Column[ParkLine]("复核日期", lambda line: _decided(line.review), width=96),
    Column[ParkLine]("县（市、区）", lambda line: line.park.county, width=100),
    Column[ParkLine](
        "认定状态",
        lambda line: wording.name(line.park.recognition_status),
        width=96,
        tooltip=lambda line: _recognised(line.park),
    ),
    Column[ParkLine](
        "自评等级",
        lambda line: _said(line.own),
        width=196,
        sort_key=lambda line: _rank(line.own),
        colour=lambda line: _colour(line.own),
        mark=lambda line: _mark(line.own),
        tooltip=lambda line: _tip(line.own),
        hint="园区自己评的，不计入达标率；A 高安全风险，D 最好",
    ),
    Column[ParkLine](
        "规划面积（km²）", lambda line: line.park.planned_area, text=_area, align="right", width=122
    ),
    Column[ParkLine]("片区", lambda line: line.zones, align="right", width=56),
    Column[ParkLine]("企业", lambda line: line.enterprises, align="right", width=56),
    Column[ParkLine]("居民点", lambda line: line.settlements, align="right", width=66),
    Column[ParkLine]("园区编码", lambda line: line.park.code, width=90, hidden=True),
    Column[ParkLine]("认定日期", lambda line: line.park.recognition_date, width=96, hidden=True),
    Column[ParkLine]("认定批次", lambda line: line.park.recognition_batch, width=90, hidden=True),
    Column[ParkLine]("主导产业", lambda line: line.park.leading_industries, width=200, hidden=True),
    Column[ParkLine]("管理机构", lambda line: line.park.body, width=180, hidden=True),
    Column[ParkLine]("经办人", lambda line: line.park.contact, width=90, hidden=True),
    Column[ParkLine]("经办人电话", lambda line: line.park.contact_phone, width=120, hidden=True),
)


def _recognised(park: Park) -> str:
    told = (park.recognition_batch, park.recognition_number, park.recognition_date)
    details = "，".join(str(part) for part in told if part)
    return f"{wording.name(park.recognition_status)}{f'：{details}' if details else ''}"
