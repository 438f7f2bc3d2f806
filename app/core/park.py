"""What is on file about a park, and the checks that such facts allow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Recognition(StrEnum):
    """Whether the province has published the park as recognised; only those count for the targets."""

    RECOGNISED = "recognised"
    UNRECOGNISED = "unrecognised"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Park:
    """The file of one park; areas in km², degrees in decimal CGCS2000."""

    id: str
    code: str = ""
    name: str
    province: str = ""
    city: str = ""
    county: str = ""
    region_code: str = ""
    address: str = ""
    recognition_number: str = ""
    recognition_date: date | None = None
    recognition_batch: str = ""
    recognition_status: Recognition = Recognition.UNRECOGNISED
    body: str = ""
    body_level: str = ""
    safety_body: str = ""
    head: str = ""
    head_phone: str = ""
    safety_head: str = ""
    safety_head_phone: str = ""
    contact: str = ""
    contact_phone: str = ""
    planned_area: Decimal | None = None
    built_area: Decimal | None = None
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    leading_industries: str = ""
    key_processes: int | None = None
    key_chemicals: int | None = None
    hazards_1: int | None = None
    hazards_2: int | None = None
    hazards_3: int | None = None
    hazards_4: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A zone (片区) with its 四至; area in km²."""

    id: str
    park_id: str
    position: int = 0
    name: str = ""
    east: str = ""
    west: str = ""
    south: str = ""
    north: str = ""
    area: Decimal | None = None
    corners: str = ""
    """Corner coordinates (CGCS2000), one pair a line."""


class EnterpriseKind(StrEnum):
    """What an enterprise does in the park."""

    PRODUCTION = "化工生产"
    STORAGE = "储存"
    USE = "使用"
    SERVICE = "配套服务"
    OTHER = "非化工"


class EnterpriseState(StrEnum):
    """Whether it runs."""

    NORMAL = "正常"
    TRIAL = "试生产"
    STOPPED = "停产"
    BUILDING = "在建"


HAZARDOUS_PROCESSES = ("硝化", "过氧化", "重氮化", "氟化", "氯化")
"""五类高危工艺 (安委办〔2024〕1号 二（一）)."""

AUTOMATION_STATES = ("未改造", "改造中", "已完成", "不需改造")


@dataclass(frozen=True, slots=True)
class Process:
    """One of the five hazardous processes and how far its automation is."""

    process: str
    automation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enterprise:
    """一企一档; area in 公顷."""

    id: str
    park_id: str
    zone_id: str | None = None
    name: str
    credit_code: str = ""
    kind: EnterpriseKind = EnterpriseKind.PRODUCTION
    state: EnterpriseState = EnterpriseState.NORMAL
    staff: int | None = None
    area: Decimal | None = None
    labour_intensive: bool = False
    hazard_major: bool = False
    key_process: bool = False
    key_chemical: bool = False
    processes: tuple[Process, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A settlement (居民点) in or near the park, and how its moving goes."""

    id: str
    park_id: str
    name: str
    households: int | None = None
    people: int | None = None
    place: str = ""
    plan: str = ""
    progress: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class AreaCheck:
    """The zones' areas against the park's planned area, in km²."""

    zones: Decimal
    planned: Decimal | None
    unknown: int
    """Zones without an area."""

    @property
    def agrees(self) -> bool:
        """Whether every zone has an area and they add up to the planned area exactly."""
        return not self.unknown and self.planned == self.zones


def area_check(park: Park, zones: Iterable[Zone]) -> AreaCheck:
    """Add up the zones (domain.md §4 有3: 片区面积之和与总面积一致)."""
    areas = [zone.area for zone in zones]
    known = [area for area in areas if area is not None]
    return AreaCheck(sum(known, Decimal(0)), park.planned_area, len(areas) - len(known))


_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code_fault(code: str) -> str | None:
    """Why ``code`` is no unified social credit code (GB 32100), or None if it is one.

    >>> credit_code_fault("91350100M000100Y43")
    >>> credit_code_fault("91350100M000100Y44")
    '校验位应为 3，请核对有无抄错'
    """
    if len(code) != 18:
        return f"应为 18 位，现为 {len(code)} 位"
    wrong = [char for char in code if char not in _ALPHABET]
    if wrong:
        return f"不应出现“{wrong[0]}”（只用数字和除 I、O、S、V、Z 外的大写字母）"
    due = check_digit(code[:17])
    return None if code[17] == due else f"校验位应为 {due}，请核对有无抄错"


def check_digit(body: str) -> str:
    """The eighteenth character that belongs to the first seventeen of a credit code (GB 32100).

    >>> check_digit("91350100M000100Y4")
    '3'
    """
    total = sum(_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return _ALPHABET[-total % 31]
