"""方案的附件: the list of problems with all its columns, the leading group to fill in, and the charts."""

from __future__ import annotations

from app import wording
from app.core.dossier import Dossier
from app.core.plan import Measure
from app.reports import content_charts, content_evidence, content_measures
from app.reports import content_text as text
from app.reports.blocks import (
    Align,
    Annex,
    Block,
    Cell,
    Column,
    Paragraph,
    Row,
    Run,
    Table,
    Tone,
)

_TITLES = ("问题整改清单", "整治提升工作领导小组", "评估和进度图表")
_INDEX = "整改佐证目录"

_COLUMNS = (
    Column("序号", 0.85, Align.CENTRE),
    Column("项目\n/条款", 1.3),
    Column("存在问题", 2.75),
    Column("失分", 0.85, Align.RIGHT),
    Column("整改措施", 2.75),
    Column("整改目标", 2.3),
    Column("责任\n单位", 1.15),
    Column("责任人", 1.15),
    Column("配合\n单位", 1.1),
    Column("资金\n（万元）\n及来源", 1.5),
    Column("开始", 1.15, Align.CENTRE),
    Column("完成\n时限", 1.15, Align.CENTRE),
    Column("进展", 1.3),
    Column("验收\n结论", 0.85),
    Column("验收人\n/日期", 1.15),
    Column("佐证", 0.85),
)
"""Shares of the turned page in units of about 31 points."""


def titles(dossier: Dossier) -> tuple[str, ...]:
    """What the annexes are called; the index of evidence is there where there is any."""
    return (*_TITLES, _INDEX) if content_evidence.is_indexed(dossier) else _TITLES


def annexes(dossier: Dossier) -> list[Block]:
    """附件1 to 附件3, and 附件4 where measures have files, each on pages of its own."""
    index = [Annex(_INDEX, 4), content_evidence.index(dossier)]
    return [
        Annex(_TITLES[0], 1),
        _list(dossier),
        Annex(_TITLES[1], 2),
        *_group(dossier),
        Annex(_TITLES[2], 3),
        *content_charts.of_plan(dossier),
        *(index if content_evidence.is_indexed(dossier) else ()),
    ]


def _list(dossier: Dossier) -> Table:
    rows = tuple(_row(dossier, position, one) for position, one in enumerate(dossier.measures, 1))
    if not rows:
        rows = (Row((f"整改措施{wording.MISSING}",), across=True),)
    return Table(_COLUMNS, rows, landscape=True)


def _row(dossier: Dossier, position: int, measure: Measure) -> Row:
    cells: tuple[Cell, ...] = (
        str(position),
        content_measures.subject(dossier, measure).rstrip("）").replace("（", "\n"),
        content_measures.finding(dossier, measure),
        wording.points(measure.lost) if measure.lost is not None else "—",
        text.fact(measure.action),
        text.fact(measure.goal),
        text.fact(measure.unit),
        text.fact(measure.person),
        measure.supporting_unit.strip() or "—",
        _funds(measure),
        text.day(measure.start),
        text.day(measure.due),
        _progress(dossier, measure),
        measure.conclusion.strip(),
        "\n".join(part for part in (measure.verifier.strip(), _verified(measure)) if part),
        content_evidence.of_measure(dossier, measure),
    )
    return Row(cells)


def _funds(measure: Measure) -> str:
    amount = wording.MISSING if measure.funds is None else wording.number(measure.funds)
    return f"{amount}\n{text.fact(measure.fund_source)}" if measure.funds else amount


def _verified(measure: Measure) -> str:
    return wording.day(measure.verified_on) if measure.verified_on else ""


def _progress(dossier: Dossier, measure: Measure) -> tuple[Run, ...]:
    """The state, that it is overdue or was returned and why, and what was written about it."""
    runs = [Run(wording.name(measure.state))]
    if measure.overdue(dossier.today) and measure.due:
        runs.append(Run(f"\n逾期{(dossier.today - measure.due).days}天", Tone.WARNING))
    if measure.returned_reason.strip():
        runs.append(Run(f"\n曾退回：{measure.returned_reason.strip()}", Tone.WARNING))
    if measure.progress.strip():
        runs.append(Run(f"\n{measure.progress.strip()}"))
    return tuple(runs)


def _group(dossier: Dossier) -> list[Block]:
    """A form: who is known is filled in, the rest is left for the pen."""
    park = dossier.park
    known = (
        ("组长", park.head, "园区主要负责人", park.head_phone),
        ("副组长", park.safety_head, "园区分管安全负责人", park.safety_head_phone),
        ("联络员", park.contact, "经办人", park.contact_phone),
    )
    rows = [
        Row((role, name.strip(), f"{park.body.strip()}{post}", phone.strip()))
        for role, name, post, phone in known
    ]
    units = dict.fromkeys(measure.unit.strip() for measure in dossier.measures if measure.unit.strip())
    rows[2:2] = [Row(("成员", "", unit, "")) for unit in units] or [Row(("成员", "", "", ""))] * 3
    columns = (
        Column("职务", 1.2, Align.CENTRE),
        Column("姓名", 1.4, Align.CENTRE),
        Column("单位和职务", 3.6),
        Column("联系电话", 2.0, Align.CENTRE),
    )
    return [
        Table(columns, tuple(rows)),
        Paragraph(
            f"领导小组办公室设在{text.fact(park.safety_body)}，承担日常工作。表中空白由园区管理机构填写。"
        ),
    ]
