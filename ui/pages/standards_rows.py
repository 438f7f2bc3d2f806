"""The lines of the page 标准: the editions at hand, and the rules of one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app import wording, wording_edition, wording_links
from app.core.entries import Mendable, Sourced, Status
from app.core.standard import Band, Standard, TenTwoRule
from app.services import standards
from app.services.standards import Own
from ui.table import Column

_Rule = Sourced | Band | TenTwoRule


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition that comes with the program, or one of the user's own, the faulty ones too."""

    key: str
    standard: Standard | None
    own: Own | None
    rounds: int = 0
    """How many rounds of the store rest on it."""

    @property
    def title(self) -> str:
        """Its title, or its folder where it cannot be read."""
        return self.standard.edition.title if self.standard else (self.own.folder.name if self.own else "")

    @property
    def source(self) -> str:
        """Where it comes from, and whether it can be used."""
        if self.own is None:
            return "随程序提供"
        return "自己的" if self.standard else "有错误，不能用"

    def checked(self, status: Status) -> int | None:
        """How many of its entries are so far checked."""
        return wording_edition.tally(self.standard).get(status, 0) if self.standard else None


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule as a line."""

    key: str
    kind: str
    text: str
    basis: str
    in_force: str
    status: Status
    measure: str = ""


def _edition(row: EditionRow, field: str) -> str:
    return str(getattr(row.standard.edition, field)) if row.standard else ""


_COLOURS = {Status.VERIFIED: "good", Status.UNVERIFIED: "warn", Status.PROJECT: "ink_soft"}
EDITIONS = (
    Column[EditionRow]("标准包", lambda row: row.title, width=230),
    Column[EditionRow]("版本", lambda row: _edition(row, "version"), width=70),
    Column[EditionRow](
        "来源", lambda row: row.source, width=110, colour=lambda row: None if row.standard else "bad"
    ),
    Column[EditionRow](
        "项和检查点", lambda row: row.standard.asked if row.standard else None, align="right", width=96
    ),
    Column[EditionRow]("已核对", lambda row: row.checked(Status.VERIFIED), align="right", width=70),
    Column[EditionRow]("待核对", lambda row: row.checked(Status.UNVERIFIED), align="right", width=70),
    Column[EditionRow]("项目约定", lambda row: row.checked(Status.PROJECT), align="right", width=84),
    Column[EditionRow]("在用轮次", lambda row: row.rounds or None, align="right", width=84),
    Column[EditionRow]("编号", lambda row: _edition(row, "id"), width=140),
    Column[EditionRow](
        "校验和", lambda row: row.standard.checksum[:8] if row.standard else "", width=90, hidden=True
    ),
)
ENTRIES = (
    Column[Entry]("编号", lambda e: e.key, width=80),
    Column[Entry]("类别", lambda e: e.kind, width=80),
    Column[Entry]("内容", lambda e: e.text, width=420),
    Column[Entry](
        "核对状态", lambda e: wording.name(e.status), width=100, colour=lambda e: _COLOURS[e.status]
    ),
    Column[Entry]("依据", lambda e: e.basis, width=320),
    Column[Entry]("施行日期", lambda e: e.in_force, width=100),
    Column[Entry]("常用措施", lambda e: e.measure, width=260, hidden=True),
)


def editions(used: Mapping[str, int]) -> tuple[EditionRow, ...]:
    """Everything at hand: the shipped ones first; ``used`` counts rounds by checksum."""
    ours = [
        EditionRow(source.standard.checksum, source.standard, None, used.get(source.standard.checksum, 0))
        for source in standards.shipped().values()
    ]
    return (*ours, *(_own(own, used) for own in standards.owned()))


def entries(standard: Standard) -> Iterator[Entry]:
    """Every rule of an edition, kind by kind."""
    for kind, found in _groups(standard):
        for entry in found:
            yield Entry(
                key=entry.grade.value if isinstance(entry, Band) else getattr(entry, "id", "判定"),
                kind=kind,
                text=_text(entry),
                basis="；".join(f"{basis.document} {basis.clause}" for basis in entry.basis),
                in_force="" if isinstance(entry, TenTwoRule) else wording.since(entry.in_force),
                status=entry.status,
                measure=entry.measure if isinstance(entry, Mendable) else "",
            )
    for link in standard.links:
        basis = "；".join(f"{one.document} {one.clause}" for one in link.basis)
        key = f"{link.item} {link.checkpoints[0]}"
        yield Entry(key, "关联", wording_links.link(standard, link), basis, "", link.status)


def _own(own: Own, used: Mapping[str, int]) -> EditionRow:
    if own.source is None:
        return EditionRow(str(own.folder), None, own)
    checksum = own.source.standard.checksum
    return EditionRow(checksum, own.source.standard, own, used.get(checksum, 0))


def _groups(standard: Standard) -> Iterator[tuple[str, tuple[_Rule, ...]]]:
    yield "评分项", standard.items
    yield "前置条件", tuple(standard.gate.values())
    yield "等级", standard.bands
    yield "否决情形", standard.vetoes
    yield "十有两禁", standard.lines
    yield "检查点", standard.checkpoints
    yield "判定规则", (standard.ten_two,) if standard.ten_two else ()
    yield "目标", standard.targets
    yield "任务", standard.tasks


def _text(entry: _Rule) -> str:
    match entry:
        case Band(name=name, consequence=consequence):
            return f"{name}：{consequence}"
        case TenTwoRule(basic_percent=percent):
            return f"必备检查点全部满足为已完成；无不满足且满足率不低于 {percent}% 为基本完成"
        case _:
            return str(getattr(entry, "text", ""))
