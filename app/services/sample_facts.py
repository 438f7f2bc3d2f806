"""Invented facts of the sample parks: people, borders, enterprises, settlements."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from app.core.park import (
    AUTOMATION_STATES,
    HAZARDOUS_PROCESSES,
    Enterprise,
    EnterpriseKind,
    EnterpriseState,
    Park,
    Process,
    Settlement,
    Zone,
    check_digit,
)
from app.services import stores

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫"
_FIRMS = ("化工", "新材料", "精细化学", "气体", "助剂", "树脂", "储运", "环保", "检测服务", "包装")
_KINDS = (
    *(EnterpriseKind.PRODUCTION,) * 6,
    EnterpriseKind.STORAGE,
    EnterpriseKind.USE,
    EnterpriseKind.SERVICE,
    EnterpriseKind.OTHER,
)


def people(name: str, number: int) -> dict[str, Any]:
    """Who runs the park, and its figures."""
    return {
        "address": f"示例路 {number + 1} 号",
        "body": f"{name}管理委员会",
        "body_level": "正科级" if number % 3 else "副处级",
        "safety_body": "应急管理局（安全环保部）",
        "head": f"{_SURNAMES[number]}示例一",
        "head_phone": f"000-000001{number:02d}",
        "safety_head": f"{_SURNAMES[(number + 5) % 12]}示例二",
        "safety_head_phone": f"000-000002{number:02d}",
        "contact": f"{_SURNAMES[(number + 8) % 12]}示例三",
        "contact_phone": f"000-000003{number:02d}",
        "longitude": Decimal("112.50") + Decimal(number) / 20,
        "latitude": Decimal("30.20") + Decimal(number) / 25,
        "key_processes": 2 + number % 5,
        "key_chemicals": 6 + number % 7,
        "hazards_1": number % 3,
        "hazards_2": 1 + number % 2,
        "hazards_3": 2 + number % 4,
        "hazards_4": 3 + number % 5,
        "note": "示例数据，全部虚构。",
    }


def sides(number: int, position: int) -> dict[str, str]:
    """四至 and corners of a zone."""
    east, north = Decimal("112.50") + Decimal(number) / 20, Decimal("30.20") + Decimal(number) / 25
    step = Decimal("0.02") * position
    corners = ((east, north), (east + step, north), (east + step, north + step), (east, north + step))
    return {
        "east": f"示例大道{position}段",
        "west": "示例河堤",
        "south": f"示例{number + 1}路",
        "north": "示例铁路专用线",
        "corners": "\n".join(f"{x:.4f}, {y:.4f}" for x, y in corners),
    }


def enterprises(park: Park, zones: tuple[Zone, ...], number: int) -> tuple[Enterprise, ...]:
    """Six to ten enterprises; one in four parks still has a non-chemical, labour-intensive one."""
    short = park.name.removeprefix("示例")[:2]
    count = 6 + number % 4 + (number % 4 == 3)
    return tuple(_enterprise(park, zones, short, number, place) for place in range(count))


def _enterprise(park: Park, zones: tuple[Zone, ...], short: str, number: int, place: int) -> Enterprise:
    kind = _KINDS[place % 10]
    chemical = kind in {EnterpriseKind.PRODUCTION, EnterpriseKind.STORAGE}
    process = HAZARDOUS_PROCESSES[(number + place) % 5]
    state = AUTOMATION_STATES[(number + place) % 3]
    code = f"91{park.region_code}MA0{number:02d}{place:02d}X"[:17].ljust(17, "0")
    return Enterprise(
        id=stores.new_id(),
        park_id=park.id,
        zone_id=zones[place % len(zones)].id,
        name=f"示例{short}{_FIRMS[place]}有限公司",
        credit_code=code + check_digit(code),
        kind=kind,
        state=EnterpriseState.TRIAL if (number + place) % 9 == 8 else EnterpriseState.NORMAL,
        staff=60 + 35 * place + 10 * number,
        area=Decimal(20 + 7 * place) / 10,
        labour_intensive=kind is EnterpriseKind.OTHER,
        hazard_major=chemical and place % 2 == 0,
        key_process=chemical and place % 3 == 0,
        key_chemical=chemical,
        processes=(Process(process, state),) if chemical and place % 3 == 0 else (),
    )


def settlements(park: Park, number: int) -> tuple[Settlement, ...]:
    """Every third park still has a settlement inside."""
    if number % 3 != 2:
        return ()
    return (
        Settlement(
            id=stores.new_id(),
            park_id=park.id,
            name=f"示例{number + 1}组",
            households=8 + number,
            people=27 + 3 * number,
            place="园区西北角，规划边界内",
            plan="整体搬迁至示例安置小区",
            progress="已签协议过半",
            due=date(2026, 12, 31),
        ),
    )
