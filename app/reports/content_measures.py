"""整治任务、步骤、资金: the plan's measures put into prose and sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from app import wording, wording_plan
from app.core import plan
from app.core.dossier import Dossier
from app.core.plan import Measure, MeasureState, Totals
from app.core.standard import LineKind
from app.reports import content_text as text
from app.reports.blocks import Align, Block, Column, Paragraph, Row, Table

_MAIN, _UNITS = 3, 4
"""As many measures and units of a task as the body names; every one stands in annex 1."""

_FEW = 2
"""So few tasks need no table."""


def tasks(dossier: Dossier) -> list[Block]:
    """The tasks in figures, and for each what mainly is to be done; every measure stands in annex 1."""
    if not dossier.measures:
        return [Paragraph(f"附件1尚未列入整治措施{wording.MISSING}。")]
    groups = _groups(dossier)
    parts: list[text.Part] = [
        (title, [Paragraph(_task(dossier, inside))]) for title, inside in groups.items()
    ]
    table = [_tasks_table(groups, dossier.today)] if len(groups) > _FEW else []
    return [Paragraph(_tasks_prose(dossier)), *table, *text.led(parts)]


def _tasks_table(groups: Mapping[str, Sequence[Measure]], today: date) -> Table:
    every = [measure for inside in groups.values() for measure in inside]
    rows = [_task_row(title, inside, today) for title, inside in groups.items()]
    columns = (
        Column("整治任务", 2.8),
        *(Column(f"{title}\n（项）", 0.85, Align.RIGHT) for title in ("措施", "已销号", "逾期")),
        Column("资金\n（万元）", 1.1, Align.RIGHT),
        Column("最迟\n完成时限", 1.4, Align.CENTRE),
    )
    return Table(columns, (*rows, _task_row("合计", every, today)), "整治任务汇总")


def _task_row(title: str, inside: Sequence[Measure], today: date) -> Row:
    figures = plan.totals(inside, today)
    counts = (str(count) for count in (figures.count, figures.closed, figures.overdue))
    return Row((title, *counts, wording.number(figures.funds), text.day(figures.last_due)))


def _funds(measures: Iterable[Measure]) -> str:
    return wording.number(sum((measure.funds or Decimal(0) for measure in measures), Decimal(0)))


def _tasks_prose(dossier: Dossier) -> str:
    figures = plan.totals(dossier.measures, dossier.today)
    counts = "、".join(
        f"{wording.name(state)}{count}项"
        for state in MeasureState
        if (count := sum(measure.state is state for measure in dossier.measures))
    )
    late = f"，其中逾期{figures.overdue}项，由责任单位说明原因、限期完成" if figures.overdue else ""
    unnamed = sum(not (measure.unit.strip() and measure.person.strip()) for measure in dossier.measures)
    undated = sum(measure.due is None for measure in dossier.measures)
    gaps = [
        *([f"责任单位或责任人未落实{unnamed}项"] if unnamed else []),
        *([f"资金未落实{figures.unfunded}项"] if figures.unfunded else []),
        *([f"时限未落实{undated}项"] if undated else []),
    ]
    five = f"对照“五落实”要求，{'、'.join(gaps)}，须尽快补齐。" if gaps else ""
    return (
        f"本方案共安排整治措施{figures.count}项：{counts}{late}。{five}各项措施的目标、责任人和时限见附件1。"
    )


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


def _task(dossier: Dossier, inside: Sequence[Measure]) -> str:
    """What mainly is to be done, the heaviest first, and who answers for it."""
    pending = [measure for measure in inside if measure.state is not MeasureState.CLOSED]
    if not pending:
        return "各项措施均已销号，转入日常管理，防止问题反弹。"
    first = sorted(pending, key=lambda one: (-(one.lost or 0), -(one.funds or 0)))[:_MAIN]
    said = [_action(dossier, measure) for measure in pending if measure in first]
    more = f"；其余{len(pending) - len(said)}项见附件1" if len(pending) > len(said) else ""
    units = text.together((measure.unit.strip() for measure in pending), _UNITS) or wording.MISSING
    return f"{'；'.join(said)}{more}。责任单位：{units}。"


def _action(dossier: Dossier, measure: Measure) -> str:
    """Its first step; annex 1 has the rest."""
    action = text.first_step(measure.action) or f"整改措施{wording.MISSING}"
    mended = subject(dossier, measure).split("（", 1)[0].removeprefix("导则")
    return f"{action}（{mended}）"


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
    """The phases with their dates, and what falls due in each quarter still ahead."""
    dues = [measure.due for measure in dossier.measures if measure.due]
    last = max(dues, default=None)
    end = "" if last is None else f"（{text.official_day(last)}前）"
    if last and last < dossier.today:
        end = "（原定时限已过，须重新核定）"
    quarters = _quarters(dossier)
    if len(quarters) == 1:
        work = f"{_WORK}{len(dues)}项措施均在{next(iter(quarters))}。"
    else:
        work = f"{_WORK}各季度到期任务见下表。" if quarters else _WORK
    table = [_quarters_table(quarters)] if len(quarters) > 1 else []
    parts: list[text.Part] = [
        ("动员部署（方案印发后）", [Paragraph(_LAUNCH)]),
        (f"集中整治{end}", [Paragraph(work), *table]),
        ("验收销号（完成一项、验收一项）", [Paragraph(_ACCEPTANCE)]),
        ("巩固提升（长期坚持）", [Paragraph(_KEEPING)]),
    ]
    return text.led(parts)


_LAUNCH = "领导小组将附件1的措施逐项交办到责任单位和责任人，补齐尚未落实的资金和时限。"
_WORK = "各责任单位按附件1组织实施，按月报送进展；领导小组按季调度。"
_ACCEPTANCE = "全部措施销号后重新评估，达到目标的按程序申请复核。"
_KEEPING = "整改成果纳入园区日常管理；品种、数量、布局等条件发生变化的，重新开展整体性安全风险评估。"


def _quarters(dossier: Dossier) -> Mapping[str, list[Measure]]:
    """Measures by the quarter in which they fall due; what was due before today stands first and together."""
    found: dict[str, list[Measure]] = defaultdict(list)
    dated = [(measure.due, measure) for measure in dossier.measures if measure.due]
    for due, measure in sorted(dated, key=lambda pair: pair[0]):
        quarter = f"{due.year}年第{'一二三四'[(due.month - 1) // 3]}季度到期"
        found["此前已到期" if due < dossier.today else quarter].append(measure)
    return found


def _quarters_table(quarters: Mapping[str, Sequence[Measure]]) -> Table:
    rows = []
    for when, due in quarters.items():
        closed = sum(measure.state is MeasureState.CLOSED for measure in due)
        rows.append(Row((when, str(len(due)), str(closed), _funds(due))))
    columns = (
        Column("完成时限", 2.0, Align.CENTRE),
        Column("到期措施（项）", 1.4, Align.RIGHT),
        Column("其中已销号（项）", 1.5, Align.RIGHT),
        Column("资金（万元）", 1.4, Align.RIGHT),
    )
    return Table(columns, tuple(rows), "各季度到期任务")


def funding(dossier: Dossier, figures: Totals) -> list[Block]:
    """What the plan costs and where the money comes from."""
    if not figures.count:
        return [Paragraph(f"待整治措施确定后测算资金和来源{wording.MISSING}。")]
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
            f"估算资金合计{total}{missing}。{shares}"
            "未经修改的资金数为标准包所列估算值，不是批复数，以财政和责任单位最终核定为准。"
        )
    ]
