"""片区、企业、居民点: how each is listed, filled in and summed up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app import wording, wording_park
from app.core import park as core
from app.core.park import Enterprise, Park, Process, Settlement, Zone
from app.services import parks
from ui.pages.parks_records import Records
from ui.session import Session
from ui.table import Column
from ui.widgets import record_fields
from ui.widgets.editors import Choice
from ui.widgets.field import Field

_PROCESS = "process/"
"""Stands before the name of a hazardous process to make the name of its field."""


def _number(value: Decimal | int | None) -> str:
    return "" if value is None else wording.number(value)


def _yes(value: bool) -> str:
    return "是" if value else ""


class Zones(Records[Zone]):
    """片区 with 四至, area and corners."""

    kind = Zone
    nothing = "还没有登记片区。逐个填写四至范围和面积，合计会与规划面积核对"

    def columns(self) -> Sequence[Column[Zone]]:
        """The columns of the table."""
        return (
            Column("序号", lambda zone: zone.position, align="right", width=52),
            Column("片区名称", lambda zone: zone.name, width=120),
            Column("面积（km²）", lambda zone: zone.area, text=_number, align="right", width=112),
            Column("东至", lambda zone: zone.east, width=110),
            Column("西至", lambda zone: zone.west, width=110),
            Column("南至", lambda zone: zone.south, width=110),
            Column("北至", lambda zone: zone.north, width=110),
        )

    def fields(self) -> Sequence[Field]:
        """The fields of the form."""
        names = ("name", "area", "east", "west", "south", "north")
        made = [record_fields.field(Zone, name) for name in names]
        made.append(record_fields.field(Zone, "corners", hint="每行一个点：经度，纬度"))
        return (*made, record_fields.field(Zone, "position"))

    def fresh(self, park_id: str, key: str) -> Zone:
        """A zone without a name, at the end."""
        return Zone(id=key, park_id=park_id)

    def summary(self, park: Park, records: Sequence[Zone]) -> tuple[str, str]:
        """The areas beside the planned one."""
        if not records:
            return "", "soft"
        check = core.area_check(park, records)
        return wording_park.area(check), "good" if check.agrees else "warn"


class Enterprises(Records[Enterprise]):
    """一企一档."""

    kind = Enterprise
    filtered = True
    nothing = "还没有登记企业"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self._zones: dict[str, str] = {}
        super().__init__(session, parent)

    def columns(self) -> Sequence[Column[Enterprise]]:
        """The columns of the table."""
        return (
            Column("企业名称", lambda each: each.name, width=190),
            Column("类型", lambda each: wording.name(each.kind), width=84),
            Column("状态", lambda each: wording.name(each.state), width=72),
            Column("所属片区", self._zone, width=90),
            Column("从业人数（人）", lambda each: each.staff, text=_number, align="right", width=112),
            Column("劳动密集型", lambda each: _yes(each.labour_intensive), width=90, colour=_intensive),
            Column("重大危险源", lambda each: _yes(each.hazard_major), width=90),
            Column("重点监管工艺", lambda each: _yes(each.key_process), width=104),
            Column("重点监管化学品", lambda each: _yes(each.key_chemical), width=118),
            Column("高危工艺", lambda each: wording_park.processes(each.processes), width=150),
            Column("统一社会信用代码", _code, width=180, colour=_wrong_code, tooltip=_code_tip),
            Column("厂区面积（公顷）", lambda each: each.area, text=_number, align="right", width=122),
        )

    def fields(self) -> Sequence[Field]:
        """The fields of the form."""
        sections = {
            "基本情况": ("name", "credit_code", "kind", "state", "staff", "area", "labour_intensive"),
            "两重点一重大": ("hazard_major", "key_process", "key_chemical"),
        }
        made = list(record_fields.in_sections(Enterprise, sections, wide=("name", "credit_code")))
        zone = record_fields.field(Enterprise, "zone_id", section="基本情况", choices=_NO_ZONES, unset="未定")
        made.insert(2, zone)
        choices = tuple((state, state) for state in core.AUTOMATION_STATES)
        made += [
            Field(f"{_PROCESS}{name}", name, "choice", choices, "不涉及", section="高危工艺及自动化改造")
            for name in core.HAZARDOUS_PROCESSES
        ]
        return (*made, record_fields.field(Enterprise, "note", section="其他"))

    def prepare(self, park: Park) -> None:
        """The zones to choose from."""
        zones = self.session.ask(parks.of_park, Zone, park.id) or ()
        self._zones = {zone.id: zone.name or f"片区 {zone.position}" for zone in zones}
        editor = self.form.editor("zone_id")
        if isinstance(editor, Choice):
            editor.propose(tuple(self._zones.items()))

    def fresh(self, park_id: str, key: str) -> Enterprise:
        """An enterprise that waits for its name."""
        return Enterprise(id=key, park_id=park_id, name="新企业")

    def summary(self, park: Park, records: Sequence[Enterprise]) -> tuple[str, str]:
        """How many, and what they still owe."""
        return wording_park.enterprises(records), "soft"

    def values(self, record: Enterprise) -> dict[str, Any]:
        """The record, with a field for each hazardous process."""
        chosen = {f"{_PROCESS}{each.process}": each.automation for each in record.processes}
        return record_fields.values(record) | chosen

    def column_of(self, record: Enterprise, name: str, value: Any) -> tuple[str, Any]:
        """The processes are one field on file."""
        if not name.startswith(_PROCESS):
            return name, value
        states = {each.process: each.automation for each in record.processes}
        states[name.removeprefix(_PROCESS)] = value
        order = dict.fromkeys((*core.HAZARDOUS_PROCESSES, *states))
        return "processes", tuple(Process(each, states[each]) for each in order if states.get(each))

    def _zone(self, each: Enterprise) -> str:
        return self._zones.get(each.zone_id or "", "")


class Settlements(Records[Settlement]):
    """居民点, and how their moving goes."""

    kind = Settlement
    nothing = "没有登记居民点。园区内如有居民居住，在这里逐处登记，并写明搬迁计划"

    def columns(self) -> Sequence[Column[Settlement]]:
        """The columns of the table."""
        return (
            Column("居民点名称", lambda each: each.name, width=150),
            Column("户数", lambda each: each.households, text=_number, align="right", width=64),
            Column("人数", lambda each: each.people, text=_number, align="right", width=64),
            Column("完成时限", lambda each: each.due, width=96),
            Column("搬迁进度", lambda each: each.progress, width=160),
            Column("位置", lambda each: each.place, width=160),
            Column("搬迁计划", lambda each: each.plan, width=200),
        )

    def fields(self) -> Sequence[Field]:
        """The fields of the form."""
        names = ("name", "place", "households", "people", "due", "plan", "progress")
        return tuple(record_fields.field(Settlement, name) for name in names)

    def fresh(self, park_id: str, key: str) -> Settlement:
        """A settlement that waits for its name."""
        return Settlement(id=key, park_id=park_id, name="新居民点")

    def summary(self, park: Park, records: Sequence[Settlement]) -> tuple[str, str]:
        """Places, households and people."""
        return wording_park.settlements(records), "soft"


_NO_ZONES = (("", ""),)
"""Makes the field a choice; what is offered comes with each park."""


def _intensive(each: Enterprise) -> str | None:
    return "warn" if each.labour_intensive else None


def _code(each: Enterprise) -> str:
    return f"{each.credit_code}（有误）" if _fault(each) else each.credit_code


def _wrong_code(each: Enterprise) -> str | None:
    return "bad" if _fault(each) else None


def _code_tip(each: Enterprise) -> str:
    return _fault(each) or each.credit_code


def _fault(each: Enterprise) -> str | None:
    return core.credit_code_fault(each.credit_code) if each.credit_code else None
