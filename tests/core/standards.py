"""Small standards for tests: the few words that matter to a rule, made into a whole edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from app.core.standard import (
    Band,
    Checkpoint,
    Edition,
    Item,
    Line,
    Link,
    Section,
    Standard,
    Target,
    TenTwoRule,
    Veto,
)

Table = Mapping[str, Any]

SOURCE = {
    "text": "检验规则用",
    "basis": [{"document": "检验用", "clause": "条款待核"}],
    "in_force": "待核",
    "status": "project",
}
MENDING = {
    "evidence": ["资料"],
    "method": ["查阅资料"],
    "measure": "按要求整改",
    "unit": "园区管委会",
    "days": 30,
    "cost": 2,
}
GRADES = (("A", "高安全风险"), ("B", "较高安全风险"), ("C", "一般安全风险"), ("D", "较低安全风险"))


def make(table: Table) -> Standard:
    """The standard that a case describes.

    ``items``: ``levels = [0, 1, 5]`` · ``full, deduct = {a = 1.5}, limits = {a = 3}, floor`` ·
    ``full, sum = {a = 0.5}, most = {a = 4}`` · ``share = [[0, 0], [50, 1]]``; ``section`` if not S1;
    ``cost`` and ``days`` of mending it.
    ``sections``: ``id``, ``gate = true`` (its id is the section's with -gate), ``minimum``.
    ``bands``: the three borders. ``vetoes``: ``id``, ``effect``, ``on``.
    ``lines``: ``id``, ``required``, ``optional`` (ids of checkpoints), ``kind``.
    ``links``: by item, the checkpoints that ask the same.
    """
    lines = tuple(table.get("lines", ()))
    return Standard(
        edition=_edition(),
        checksum="0" * 64,
        sections=tuple(_section(raw) for raw in table.get("sections", ({"id": "S1"},))),
        items=tuple(_item(number, raw) for number, raw in enumerate(table.get("items", ()), 1)),
        bands=bands(*table.get("bands", (60, 70, 85))),
        vetoes=tuple(_veto(raw) for raw in table.get("vetoes", ())),
        lines=tuple(_line(number, raw) for number, raw in enumerate(lines, 1)),
        checkpoints=tuple(point for raw in lines for point in _checkpoints(raw)),
        ten_two=rule(**table.get("ten_two", {})) if lines or "ten_two" in table else None,
        links=tuple(_link(item, points) for item, points in table.get("links", {}).items()),
    )


def levels(*points: Decimal | int, id: str = "P1", **more: Any) -> dict[str, Any]:  # noqa: A002
    """The table of a 选档 item."""
    return {"id": id, "levels": list(points), **more}


def rule(**more: Any) -> TenTwoRule:
    """The ten-two rule as the domain has it, but for what is named."""
    plain = {"basic_percent": 80, "needed_for": "D", "needed_state": "complete", "enabled": True}
    return TenTwoRule(**{**_sure(), **plain, **more})


def bands(b: Any, c: Any, d: Any) -> tuple[Band, ...]:
    """The four bands with these borders."""
    borders: list[Any] = [0, b, c, d, None]
    source = {"consequence": "检验用", "in_force": "待核", **_sure()}
    return tuple(
        Band(grade=grade, name=name, at_least=borders[place], below=borders[place + 1], **source)
        for place, (grade, name) in enumerate(GRADES)
    )


def target(percent: Any, by: Any) -> Target:
    """A dated target."""
    return Target(id="T1", percent=percent, by=by, **SOURCE)


def _sure() -> dict[str, Any]:
    return {"basis": SOURCE["basis"], "status": SOURCE["status"]}


def _edition() -> Edition:
    texts = dict.fromkeys(("title", "version", "publisher", "note"), "检验用")
    return Edition(id="law", points_status="project", **texts)


def _section(raw: Table) -> Section:
    gate = {**SOURCE, "id": f"{raw['id']}-gate"} if raw.get("gate") else None
    return Section(id=raw["id"], title=f"方面{raw['id']}", gate=gate, minimum=raw.get("minimum"))


def _item(number: int, raw: Table) -> Item:
    return Item(
        **SOURCE,
        **{**MENDING, **{key: raw[key] for key in ("cost", "days") if key in raw}},
        id=raw["id"],
        number=number,
        section=raw.get("section", "S1"),
        scoring=_scoring(raw),
    )


def _link(item: str, checkpoints: Iterable[str]) -> Link:
    return Link(item=item, checkpoints=tuple(checkpoints), **_sure())


def _scoring(raw: Table) -> dict[str, Any]:
    if "levels" in raw:
        found = [{"points": points, "criterion": "检验用"} for points in raw["levels"]]
        return {"kind": "levels", "levels": found}
    if "share" in raw:
        steps = [{"at_least": edge, "points": points, "criterion": "检验用"} for edge, points in raw["share"]]
        return {"kind": "share", "part": "已有", "whole": "应有", "steps": steps}
    if "sum" in raw:
        most = raw.get("most", {})
        parts = [{**each, "most": most.get(each["id"], 1)} for each in _each(raw["sum"])]
        return {"kind": "sum", "points": raw["full"], "parts": parts}
    limits = raw.get("limits", {})
    deductions = [{**each, "limit": limits.get(each["id"])} for each in _each(raw["deduct"])]
    return {
        "kind": "deductions",
        "points": raw["full"],
        "floor": raw.get("floor", 0),
        "deductions": deductions,
    }


def _each(points: Table) -> Iterable[dict[str, Any]]:
    return ({"id": key, "text": "检验用", "points": value} for key, value in points.items())


def _veto(raw: Table) -> Veto:
    on = raw.get("on", True)
    return Veto(**SOURCE, id=raw["id"], effect=raw.get("effect", "A"), enabled=on, reason="检验用")


def _line(number: int, raw: Table) -> Line:
    return Line(**SOURCE, id=raw["id"], kind=raw.get("kind", "have"), number=number, title=f"有{raw['id']}")


def _checkpoints(raw: Table) -> Iterable[Checkpoint]:
    for required, key in ((True, "required"), (False, "optional")):
        for point in raw.get(key, ()):
            yield Checkpoint(**SOURCE, **MENDING, id=point, line=raw["id"], required=required)
