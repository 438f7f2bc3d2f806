"""A sample park with all that its papers need, on the shipped editions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache

from app import paths
from app.core import plan
from app.core.answers import (
    Answer,
    Answers,
    Check,
    CheckState,
    Chosen,
    NotApplicable,
    VetoMark,
    VetoState,
)
from app.core.dossier import Assessment, AssessmentState, Dossier, Remark
from app.core.entries import Grade
from app.core.park import (
    Enterprise,
    EnterpriseKind,
    EnterpriseState,
    Park,
    Process,
    Recognition,
    Settlement,
    Zone,
)
from app.core.plan import Measure, MeasureState
from app.core.rollup import Graded, Kind, Standing
from app.core.standard import LineKind, LineState, Standard
from app.core.verdict import verdict
from app.files import packs

TODAY = date(2026, 11, 23)
RARE = "示例𬭩化工园区（堃片区）"


@cache
def guide() -> Standard:
    return packs.load(paths.standards() / "guide-2023-trial")


@cache
def ten_two() -> Standard:
    return packs.load(paths.standards() / "ten-two-2024")


def answers(
    *,
    weak: Sequence[int] = (5, 12, 21, 23, 27, 33),
    unanswered: Sequence[int] = (),
    not_applicable: Sequence[int] = (21,),
    veto: str = "",
    open_points: Sequence[str] = ("Y06-3", "Y08-4", "J02-1"),
) -> Answers:
    items: dict[str, Answer] = {}
    for item in guide().items:
        if item.number in unanswered:
            continue
        best = len(item.scoring.levels) - 1  # type: ignore[union-attr]
        items[item.id] = Chosen(max(0, best - 1) if item.number in weak else best)
        if item.number in not_applicable:
            items[item.id] = NotApplicable("园区没有公共管廊，各企业物料均由厂内管道输送")
    checks = {point.id: Check(CheckState.MET) for point in ten_two().checkpoints}
    states = (CheckState.UNMET, CheckState.PARTIAL)
    for place, point in enumerate(open_points):
        checks[point] = Check(states[place % 2], "现场核查时尚未建成")
    vetoes = {entry.id: VetoMark(VetoState.CLEAR) for entry in guide().vetoes}
    if veto:
        vetoes[veto] = VetoMark(VetoState.TRIGGERED, "2026 年 3 月发生一起事故，正在调查")
    return Answers(items=items, vetoes=vetoes, checks=checks)


def park(**changes: object) -> Park:
    facts = Park(
        id="p1",
        code="330000-01",
        name="示例滨江化工园区",
        province="示例省",
        city="示例市",
        county="示例县",
        region_code="330000",
        address="示例县滨江大道 1 号",
        recognition_number="示例政发〔2021〕9号",
        recognition_date=date(2021, 6, 30),
        recognition_batch="第二批",
        recognition_status=Recognition.RECOGNISED,
        body="示例滨江化工园区管理委员会",
        body_level="副县级",
        safety_body="园区应急管理局",
        head="张三",
        head_phone="0570-0000001",
        safety_head="李四",
        contact="王五",
        contact_phone="0570-0000003",
        planned_area=Decimal("12.50"),
        built_area=Decimal("8.3"),
        leading_industries="精细化工、化工新材料",
        key_processes=5,
        key_chemicals=11,
        hazards_1=2,
        hazards_2=1,
        hazards_3=4,
        hazards_4=6,
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


ZONES = (
    Zone(
        id="z1",
        park_id="p1",
        name="东片区",
        east="滨江路",
        west="示例河",
        south="纬一路",
        north="纬九路",
        area=Decimal("7.5"),
    ),
    Zone(id="z2", park_id="p1", name="西片区", east="示例河", west="山脚", south="纬二路", area=Decimal("5")),
)
ENTERPRISES = (
    Enterprise(
        id="e1",
        park_id="p1",
        name="示例硝化有限公司",
        staff=210,
        area=Decimal("8"),
        hazard_major=True,
        key_process=True,
        key_chemical=True,
        processes=(Process("硝化", "改造中"),),
    ),
    Enterprise(
        id="e2",
        park_id="p1",
        name="示例氯化股份有限公司",
        staff=95,
        state=EnterpriseState.TRIAL,
        key_process=True,
        processes=(Process("氯化", "已完成"),),
    ),
    Enterprise(
        id="e3", park_id="p1", name="示例仓储有限公司", kind=EnterpriseKind.STORAGE, hazard_major=True
    ),
    Enterprise(
        id="e4", park_id="p1", name="示例制衣厂", kind=EnterpriseKind.OTHER, staff=320, labour_intensive=True
    ),
)
SETTLEMENTS = (
    Settlement(
        id="s1",
        park_id="p1",
        name="示例村三组",
        households=18,
        people=61,
        place="西片区西南角",
        plan="2027 年 6 月前整组搬迁",
        progress="已签约 11 户",
        due=date(2027, 6, 30),
    ),
)


def measures(given: Dossier) -> tuple[Measure, ...]:
    """Drafted measures, moved on so that every state and an overdue one are there."""
    findings = {subject: remark.finding for subject, remark in given.remarks.items()}
    drafted = plan.drafts(given.verdict, given.answers, findings, "p1", date(2026, 3, 2))
    states = (MeasureState.CLOSED, MeasureState.DOING, MeasureState.CHECKING, MeasureState.OPEN)
    return tuple(
        replace(
            measure,
            id=f"m{place}",
            state=states[place % 4],
            person="赵六" if place % 3 else "",
            supporting_unit="县应急管理局",
            fund_source="园区财政" if place % 2 else "",
            progress="已完成设计，正在招标" if place % 4 == 1 else "",
            conclusion="验收合格" if place % 4 == 0 else "",
            verifier="县应急管理局" if place % 4 == 0 else "",
            verified_on=date(2026, 10, 8) if place % 4 == 0 else None,
            due=measure.due and measure.due + timedelta(days=10 * place),
        )
        for place, measure in enumerate(drafted)
    )


def dossier(given: Answers | None = None, *, kind: Kind = Kind.SELF, **facts: object) -> Dossier:
    """The sample park; ``facts`` change its file."""
    given = given or answers()
    found = verdict(guide(), given, ten_two())
    first = Dossier(
        park=park(**facts),
        zones=ZONES,
        enterprises=ENTERPRISES,
        settlements=SETTLEMENTS,
        assessment=Assessment(
            id="a1",
            park_id="p1",
            kind=kind,
            year=2026,
            state=AssessmentState.SUBMITTED,
            edition_checksum=guide().checksum,
            ten_two_checksum=ten_two().checksum,
            assessed_on=date(2026, 11, 20),
            team="钱七，示例市应急管理局\n孙八，示例大学化工学院\n周九",
        ),
        standard=guide(),
        companion=ten_two(),
        answers=given,
        remarks={
            f"item/{guide().items[4].id}": Remark(
                finding="东片区与示例镇建成区之间的缓冲带宽度不足，$x^2$ 处有 3 栋住宅",
                evidence="测绘图 1 份",
                checked_on=date(2026, 11, 18),
            )
        },
        verdict=found,
        measures=(),
        today=TODAY,
    )
    return replace(first, measures=measures(first))


def standings(*, top: int = 7, count: int = 12) -> tuple[Standing, ...]:
    """A county of parks, ``top`` of them at D by confirmed review, decided over three years."""
    lines = [line.id for line in ten_two().lines if line.kind is not LineKind.LAW]
    found = []
    for place in range(count):
        reached = place < top
        states = {
            line: LineState.COMPLETE
            if reached
            else (LineState.BASIC, LineState.INCOMPLETE, LineState.COMPLETE)[(place + step) % 3]
            for step, line in enumerate(lines)
        }
        last = Graded(
            kind=Kind.REVIEW,
            decided_on=date(2024, 3, 1) + timedelta(days=73 * place),
            grade=Grade.D if reached else (Grade.C, Grade.B, Grade.A)[place % 3],
            score=Fraction(88 if reached else 75),
            reached=reached,
            haves_basic=reached,
            points_to_top=None if reached else Fraction(place),
            lines=states,
        )
        found.append(
            Standing(f"p{place}", f"示例园区{place + 1}", Recognition.RECOGNISED, date(2021, 1, 1), (last,))
        )
    return tuple(found)
