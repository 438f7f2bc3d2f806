"""整治任务、步骤、资金: the plan's measures put into prose and sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from app import wording, wording_plan
from app.core import plan
from app.core.dossier import Dossier
from app.core.plan import Measure, MeasureState, Totals
from app.core.standard import LineKind
from app.reports import content_text as text
from app.reports.blocks import Align, Block, Column, Paragraph, Row, Table


def tasks(dossier: Dossier) -> list[Block]:
    """Every measure with who, when and how much, grouped by what it mends."""
    if not dossier.measures:
        return [Paragraph(f"整治措施：{wording.MISSING}")]
    groups = _groups(dossier)
    parts = [(title, text.listed(_task(dossier, one) for one in inside)) for title, inside in groups.items()]
    return [Paragraph(_tasks_prose(dossier)), *text.chapters(2, parts)]


def _tasks_prose(dossier: Dossier) -> str:
    figures = plan.totals(dossier.measures, dossier.today)
    counts = "、".join(
        f"{wording.name(state)}{sum(measure.state is state for measure in dossier.measures)}项"
        for state in MeasureState
    )
    late = f"，其中逾期{figures.overdue}项，须立即督办" if figures.overdue else ""
    unnamed = sum(not (measure.unit.strip() and measure.person.strip()) for measure in dossier.measures)
    undated = sum(measure.due is None for measure in dossier.measures)
    gaps = [
        *([f"责任单位或责任人未落实{unnamed}项"] if unnamed else []),
        *([f"资金未落实{figures.unfunded}项"] if figures.unfunded else []),
        *([f"时限未落实{undated}项"] if undated else []),
    ]
    five = f"对照“五落实”要求，{'、'.join(gaps)}，须尽快补齐。" if gaps else ""
    return f"本方案共安排整治措施{figures.count}项：{counts}{late}。{five}"


def _groups(dossier: Dossier) -> Mapping[str, list[Measure]]:
    """Measures by what they mend, in the order of the verdict's steps."""
    found: dict[str, list[Measure]] = defaultdict(list)
    for measure in dossier.measures:
        found[_group(dossier, measure)].append(measure)
    order = ["消除否决情形", *(section.title for section in dossier.standard.sections)]
    order += ["落实“十有”要求", "落实“两禁”要求", "落实法定要求", "其他整治任务"]
    bare = {title: title.split("、", 1)[-1] for title in order}
    return {bare[title]: found[title] for title in order if title in found}


def _group(dossier: Dossier, measure: Measure) -> str:
    kind, _, key = measure.subject.partition("/")
    if kind == "veto":
        return "消除否决情形"
    if kind == "item" and key in dossier.standard.item:
        wanted = dossier.standard.item[key].section
        return next(section.title for section in dossier.standard.sections if section.id == wanted)
    if kind == "gate":
        for section in dossier.standard.sections:
            if section.gate and section.gate.id == key:
                return section.title
    if kind == "check" and key in dossier.judged.checkpoint:
        wanted = dossier.judged.checkpoint[key].line
        line = next(line for line in dossier.judged.lines if line.id == wanted)
        titles = {LineKind.HAVE: "落实“十有”要求", LineKind.BAN: "落实“两禁”要求"}
        return titles.get(line.kind, "落实法定要求")
    return "其他整治任务"


def _task(dossier: Dossier, measure: Measure) -> str:
    who = f"责任单位：{text.fact(measure.unit)}，责任人：{text.fact(measure.person)}"
    if measure.supporting_unit.strip():
        who += f"，配合单位：{measure.supporting_unit.strip()}"
    late = "，已逾期" if measure.overdue(dossier.today) else ""
    return (
        f"{text.stopped(measure.action.strip() or f'整改措施{wording.MISSING}')}"
        f"针对问题：{text.stopped(finding(dossier, measure))}"
        f"{who}；资金：{text.written(measure.funds, wording.money)}；"
        f"完成时限：{text.official_day(measure.due)}（{wording.name(measure.state)}{late}）。"
    )


def finding(dossier: Dossier, measure: Measure) -> str:
    """What was found; where only the requirement itself is on file, that it is not met."""
    kind, _, key = measure.subject.partition("/")
    entries = {"item": dossier.standard.item, "check": dossier.judged.checkpoint}.get(kind, {})
    entry = entries.get(key)
    if entry is not None and measure.finding.strip() == entry.text:
        return f"未完全达到要求：{entry.text}"
    return text.fact(measure.finding)


def subject(dossier: Dossier, measure: Measure) -> str:
    """The item or clause that a measure mends, as the annex names it."""
    return wording_plan.subject(dossier.standard, dossier.judged, measure.subject)


def steps(dossier: Dossier) -> list[Block]:
    """The phases with their dates, and what falls due in each quarter."""
    starts = [measure.start for measure in dossier.measures if measure.start]
    dues = [measure.due for measure in dossier.measures if measure.due]
    start = text.official_day(min(starts, default=None))
    end = text.official_day(max(dues, default=None))
    parts: list[text.Part] = [
        (f"动员部署（{start}前）", [Paragraph(_LAUNCH)]),
        (f"集中整治（{start}至{end}）", [Paragraph(_WORK), *_quarters(dossier.measures)]),
        (f"验收销号（{end}前）", [Paragraph(_ACCEPTANCE)]),
        ("巩固提升（长期坚持）", [Paragraph(_KEEPING)]),
    ]
    return text.chapters(2, parts)


_LAUNCH = (
    "召开动员部署会议，成立领导小组，逐条分解任务，明确责任单位、责任人、资金和时限，"
    "对整改期间的风险逐项制定防范措施。"
)
_WORK = (
    "各责任单位按照附件1所列措施和时限组织实施，按月报送进展；领导小组定期调度，及时解决问题。"
    "各季度到期任务见下表。"
)
_ACCEPTANCE = "整改完成一项、验收一项、销号一项。全部销号后，组织重新评估，并按程序申请复核。"
_KEEPING = (
    "健全长效机制，将整改成果纳入园区日常管理，防止问题反弹；园区条件发生变化时重新开展整体性安全风险评估。"
)


def _quarters(measures: Sequence[Measure]) -> list[Block]:
    found: dict[tuple[int, int], list[Measure]] = defaultdict(list)
    for measure in measures:
        if measure.due:
            found[measure.due.year, (measure.due.month + 2) // 3].append(measure)
    if not found:
        return []
    rows = tuple(
        Row(
            (
                f"{year}年第{'一二三四'[quarter - 1]}季度",
                str(len(due)),
                str(sum(measure.state is MeasureState.CLOSED for measure in due)),
                wording.number(sum((measure.funds or Decimal(0) for measure in due), Decimal(0))),
            )
        )
        for (year, quarter), due in sorted(found.items())
    )
    columns = (
        Column("完成时限", 2.0, Align.CENTRE),
        Column("到期措施（项）", 1.4, Align.CENTRE),
        Column("其中已销号（项）", 1.5, Align.CENTRE),
        Column("资金（万元）", 1.4, Align.RIGHT),
    )
    return [Table(columns, rows, "各季度到期任务")]


def funding(dossier: Dossier, figures: Totals) -> list[Block]:
    """What the plan costs and where the money comes from."""
    total = wording.tight(wording.money(figures.funds))
    missing = f"，另有{figures.unfunded}项资金{wording.MISSING}" if figures.unfunded else ""
    by_source: dict[str, Decimal] = defaultdict(Decimal)
    for measure in dossier.measures:
        if measure.funds:
            by_source[text.fact(measure.fund_source)] += measure.funds
    sources = "；".join(
        f"{source}{wording.tight(wording.money(amount))}" for source, amount in by_source.items()
    )
    shares = f"按资金来源：{sources}。" if sources else ""
    return [
        Paragraph(
            f"本方案{figures.count}项措施估算资金合计{total}{missing}。{shares}"
            "未经修改的资金数为标准包所列估算值，不是批复数，以财政和责任单位最终核定为准。"
            "各责任单位应将整治资金纳入年度预算，专款专用。"
        )
    ]
