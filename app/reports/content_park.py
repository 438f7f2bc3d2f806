"""概况: what is on file about a park, as both papers tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app import labels, wording
from app.core.dossier import Dossier
from app.core.park import AreaCheck, Enterprise, EnterpriseKind, Park, Recognition, area_check
from app.reports import content_text as text
from app.reports.blocks import Align, Block, Column, KeyTable, Paragraph, Row, Table

_PARTICULARS = (
    "name",
    "code",
    "region_code",
    "address",
    "recognition_status",
    "recognition_number",
    "recognition_date",
    "recognition_batch",
    "body",
    "body_level",
    "safety_body",
    "leading_industries",
    "planned_area",
    "built_area",
    "head",
    "head_phone",
    "safety_head",
    "safety_head_phone",
    "contact",
    "contact_phone",
)


def overview(dossier: Dossier, *, brief: bool = False) -> list[Block]:
    """The parts of the chapter 概况; ``brief`` prose leaves to the table what stands in it."""
    return text.led(
        [
            ("基本情况", _general(dossier.park, brief=brief)),
            ("片区和“四至”范围", _zones(dossier)),
            ("企业和重大危险源", _enterprises(dossier)),
            ("居民居住和劳动密集型企业", _people(dossier)),
        ]
    )


def place(park: Park) -> str:
    """Where the park is, from province to county."""
    return "".join(part.strip() for part in (park.province, park.city, park.county)) or wording.MISSING


def _general(park: Park, *, brief: bool) -> list[Block]:
    recognised = {
        Recognition.RECOGNISED: (
            f"经{text.fact(park.recognition_number)}认定公布"
            f"（认定日期：{text.official_day(park.recognition_date)}）"
        ),
        Recognition.UNRECOGNISED: "尚未经省级认定公布",
        Recognition.CANCELLED: "认定已被取消",
    }
    prose = (
        f"{park.name}位于{place(park)}，{recognised[park.recognition_status]}，"
        f"主导产业为{text.fact(park.leading_industries)}。"
    )
    if not brief:
        prose += (
            f"园区规划面积{text.written(park.planned_area, wording.km2)}，"
            f"建成面积{text.written(park.built_area, wording.km2)}。"
            f"园区管理机构为{text.fact(park.body)}，承担安全监管职责的机构为{text.fact(park.safety_body)}。"
        )
    if park.planned_area is not None and park.built_area is not None and park.built_area > park.planned_area:
        prose += "登记的建成面积大于规划面积，需核实更正。"
    pairs = tuple((labels.FIELDS[Park][key], _value(park, key)) for key in _PARTICULARS)
    return [Paragraph(prose), KeyTable(pairs, "园区基本情况")]


def _value(park: Park, key: str) -> str:
    match key:
        case "recognition_status":
            return wording.name(park.recognition_status)
        case "recognition_date":
            return text.day(park.recognition_date)
        case "planned_area" | "built_area":
            return text.written(getattr(park, key), wording.km2)
        case _:
            return text.fact(str(getattr(park, key)))


def _zones(dossier: Dossier) -> list[Block]:
    if not dossier.zones:
        return [Paragraph(f"台账中没有登记片区{wording.MISSING}。")]
    rows = tuple(
        Row(
            (
                text.fact(zone.name),
                *(text.fact(side) for side in (zone.east, zone.west, zone.south, zone.north)),
                text.number(zone.area),
            )
        )
        for zone in dossier.zones
    )
    sides = tuple(Column(f"{side}至", 2.0) for side in "东西南北")
    table = Table(
        (Column("片区", 1.4), *sides, Column("面积（km²）", 1.3, Align.RIGHT)), rows, "片区“四至”范围和面积"
    )
    checked = area_check(dossier.park, dossier.zones)
    return [Paragraph(f"园区共有{len(dossier.zones)}个片区。{_areas(checked)}"), table]


def _areas(checked: AreaCheck) -> str:
    if checked.unknown:
        return f"其中{checked.unknown}个片区的面积{wording.MISSING}，暂不能与规划面积核对。"
    total = text.written(checked.zones, wording.km2)
    if checked.planned is None:
        return f"片区面积合计{total}；园区规划面积{wording.MISSING}，暂不能核对。"
    planned = text.written(checked.planned, wording.km2)
    if checked.agrees:
        return f"片区面积合计{total}，与规划面积一致。"
    gap = text.written(abs(checked.zones - checked.planned), wording.km2)
    return f"片区面积合计{total}，与规划面积{planned}不一致，相差{gap}，需核实更正。"


def _enterprises(dossier: Dossier) -> list[Block]:
    park, every = dossier.park, dossier.enterprises
    hazards = [getattr(park, f"hazards_{level}") for level in (1, 2, 3, 4)]
    known = [count for count in hazards if count is not None]
    counted = "、".join(
        f"{level}级{text.number(count, '处')}" for level, count in zip("一二三四", hazards, strict=True)
    )
    total = f"，合计{sum(known)}处" if len(known) == 4 else ""
    sources = Paragraph(
        f"园区涉及重点监管危险化工工艺{text.number(park.key_processes, '种')}、"
        f"重点监管危险化学品{text.number(park.key_chemicals, '种')}；"
        f"危险化学品重大危险源：{counted}{total}。"
    )
    if not every:
        return [Paragraph(f"台账中没有登记企业{wording.MISSING}。"), sources]
    return [Paragraph(_enterprise_prose(every)), sources, *_processes(every)]


def _enterprise_prose(every: Sequence[Enterprise]) -> str:
    kinds = Counter(enterprise.kind for enterprise in every)
    parts = "、".join(f"{kind.value}企业{kinds[kind]}家" for kind in EnterpriseKind if kinds[kind])
    staff = [enterprise.staff for enterprise in every if enterprise.staff is not None]
    unknown = len(every) - len(staff)
    note = f"（另有{unknown}家未填从业人数）" if unknown else ""
    major = sum(enterprise.hazard_major for enterprise in every)
    return (
        f"园区现有企业{len(every)}家，其中{parts}；登记从业人员{sum(staff)}人{note}；"
        f"构成重大危险源的企业{major}家。"
    )


def _processes(every: Sequence[Enterprise]) -> list[Block]:
    """The five hazardous processes and how far their automation is (安委办〔2024〕1号 二（五）)."""
    found = [(enterprise, process) for enterprise in every for process in enterprise.processes]
    if not found:
        return []
    rows = tuple(
        Row((str(position), enterprise.name, process.process, process.automation))
        for position, (enterprise, process) in enumerate(found, 1)
    )
    columns = (
        Column("序号", 0.7, Align.CENTRE),
        Column("企业", 4.0),
        Column("高危工艺", 1.6),
        Column("全流程自动化改造", 2.2),
    )
    return [Table(columns, rows, "高危工艺企业和自动化改造情况")]


def _people(dossier: Dossier) -> list[Block]:
    dense = [enterprise for enterprise in dossier.enterprises if enterprise.labour_intensive]
    other = [enterprise for enterprise in dossier.enterprises if enterprise.kind is EnterpriseKind.OTHER]
    prose = (
        f"{_named('劳动密集型企业', dense)}；{_named('除配套服务企业外的非化工企业', other)}。"
        if dossier.enterprises
        else f"劳动密集型企业和非化工企业情况{wording.MISSING}。"
    )
    if not dossier.settlements:
        return [Paragraph(f"{prose}台账中没有登记居民点。")]
    counted = [place for place in dossier.settlements if None not in (place.households, place.people)]
    unknown = len(dossier.settlements) - len(counted)
    note = f"（另有{unknown}处未填户数或人数）" if unknown else ""
    head = (
        f"{prose}台账登记居民点{len(dossier.settlements)}处，"
        f"共{sum(place.households or 0 for place in counted)}户、"
        f"{sum(place.people or 0 for place in counted)}人{note}，搬迁情况见下表。"
    )
    return [Paragraph(head), _settlements(dossier)]


def _named(kind: str, found: Sequence[Enterprise]) -> str:
    names = "、".join(enterprise.name for enterprise in found)
    return f"{kind}{len(found)}家（{names}）" if found else f"台账中没有{kind}"


def _settlements(dossier: Dossier) -> Table:
    rows = tuple(
        Row(
            (
                text.fact(settlement.name),
                text.number(settlement.households),
                text.number(settlement.people),
                text.fact(settlement.place),
                text.fact(settlement.plan),
                text.fact(settlement.progress),
                text.day(settlement.due),
            )
        )
        for settlement in dossier.settlements
    )
    columns = (
        Column("居民点", 1.8),
        Column("户数", 0.8, Align.RIGHT),
        Column("人数", 0.8, Align.RIGHT),
        Column("位置", 1.6),
        Column("搬迁计划", 2.2),
        Column("进度", 1.8),
        Column("完成时限", 1.5, Align.CENTRE),
    )
    return Table(columns, rows, "居民点和搬迁情况")
