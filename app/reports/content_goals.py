"""整治目标: where the park is to be, by when, and what closing the measures of each year would give."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from app import wording, wording_verdict
from app.core import outcome
from app.core.dossier import Dossier
from app.core.entries import Grade
from app.core.park import Recognition
from app.core.plan import Measure, MeasureState
from app.core.standard import LineKind, Target
from app.core.ten_two import TenTwo
from app.core.verdict import Conclusion
from app.reports import content_text as text
from app.reports.blocks import Align, Block, Column, Paragraph, Row, Table


def goals(dossier: Dossier) -> list[Block]:
    """The overall goal, the dated targets of the founding text, and the goal of each year."""
    return text.chapters(
        2,
        [
            ("总体目标", [Paragraph(_overall(dossier))]),
            ("对照国家年度目标", _targets(dossier)),
            ("分年度目标", _years(dossier)),
            ("主要指标", [_figures(dossier)]),
        ],
    )


def _overall(dossier: Dossier) -> str:
    found = dossier.verdict
    top = text.graded(dossier, Grade.D)
    last = max((measure.due for measure in dossier.measures if measure.due), default=None)
    by = f"{text.official_day(last)}前" if last else f"规定时限（{wording.MISSING}）内"
    if found.conclusion is Conclusion.REACHED and not found.provisional:
        return (
            f"{by}完成附件1所列全部问题整改销号，巩固“十有两禁”建设成果，"
            f"保持安全风险等级{top}，并按规定周期重新评估。"
        )
    return (
        f"{by}完成附件1所列全部问题整改销号，完成“十有两禁”各项任务，消除否决情形，"
        f"经重新评估和复核达到{top}。未达到D级前，原则上不得扩区。"
    )


def _targets(dossier: Dossier) -> list[Block]:
    """Each dated target in its own words; it binds the region, not one park."""
    if not dossier.judged.targets:
        return []
    counted = {
        Recognition.RECOGNISED: "本园区已公布认定，计入达标率的分母。",
        Recognition.UNRECOGNISED: "本园区尚未公布认定，不计入达标率的分母。",
        Recognition.CANCELLED: "本园区认定已取消，不计入达标率的分母。",
    }
    sentences = [_target(target, dossier) for target in dossier.judged.targets]
    return [
        Paragraph(f"下列目标以区域内已公布认定的园区为整体。{counted[dossier.park.recognition_status]}"),
        *text.listed(sentences),
    ]


def _target(target: Target, dossier: Dossier) -> str:
    source = "；".join(wording_verdict.basis(basis) for basis in target.basis)
    quoted = f"{text.stopped(target.text)}（{source}，{wording.name(target.status)}。）"
    if dossier.verdict.reached:
        return f"{quoted}本次评估结果达到D级，经复核确认后计入。"
    if target.by >= dossier.today:
        return f"{quoted}本园区须在{text.official_day(target.by)}前达到D级，方可计入。"
    return f"{quoted}该时限已过，本园区本次评估未计为达到D级，须加快整治、尽早达标。"


def _years(dossier: Dossier) -> list[Block]:
    """What the score would be if every measure due by the end of each year were closed and accepted."""
    dues = sorted({measure.due.year for measure in dossier.measures if measure.due})
    if not dues:
        return [Paragraph(f"各项措施的完成时限确定后，分年度目标为：{wording.MISSING}")]
    rows = tuple(_year(dossier, year) for year in dues)
    columns = (
        Column("年度", 1.0, Align.CENTRE),
        Column("当年到期措施（项）", 1.6, Align.CENTRE),
        Column("累计可挽回失分", 1.5, Align.RIGHT),
        Column("预期得分（百分制）", 1.7, Align.RIGHT),
        Column("得分对应等级", 2.0, Align.CENTRE),
    )
    note = (
        "预期得分按到期措施全部销号、并经重新评估得到相应项满分测算，未作答项仍按最低档计；"
        "等级另须没有否决情形、“十有两禁”完成并经复核确认。"
    )
    return [Table(columns, rows, "分年度目标测算", note)]


def _year(dossier: Dossier, year: int) -> Row:
    until = [measure for measure in dossier.measures if measure.due and measure.due.year <= year]
    due = sum(measure.due is not None and measure.due.year == year for measure in until)
    won = _won(dossier, until)
    card = dossier.verdict.low.card
    expected = 100 * (card.got + won) / card.full
    band = outcome.band_of(dossier.standard, expected)
    return Row(
        (
            f"{year}年",
            str(due),
            wording.points(won),
            wording.score(expected),
            wording.grade(band.grade, band.name),
        )
    )


def _won(dossier: Dossier, measures: Sequence[Measure]) -> Fraction:
    """Points won back; an item counts once however many measures mend it, and not behind a closed gate."""
    mended = {measure.subject for measure in measures}
    won = Fraction(0)
    for section in dossier.verdict.low.card.sections:
        gate = section.section.gate
        if section.gate is False and (gate is None or f"gate/{gate.id}" not in mended):
            continue
        inside = [
            scored for scored in dossier.verdict.low.card.items if scored.item.section == section.section.id
        ]
        after = sum(
            (scored.full if f"item/{scored.item.id}" in mended else scored.got for scored in inside),
            Fraction(0),
        )
        won += after - section.got
    return won


def _figures(dossier: Dossier) -> Table:
    found = dossier.verdict
    judged = found.low.ten_two
    rows = [
        Row(
            (
                "安全风险等级",
                wording_verdict.grade_of(found),
                wording_verdict.grade_in(found.standard, Grade.D),
            )
        ),
        Row(("百分制得分", wording.score(found.score), _goal_score(dossier))),
        Row(("否决情形", f"{len(found.marks.triggered)}条", "0条")),
        *(Row(row) for row in _ten_two_figures(judged)),
        Row(("问题整改", f"已销号{_closed(dossier)}项", f"{len(dossier.measures)}项全部销号")),
    ]
    return Table((Column("指标", 2.2), Column("现状", 2.0), Column("目标", 2.4)), tuple(rows), "主要指标")


def _ten_two_figures(judged: TenTwo | None) -> list[tuple[str, str, str]]:
    if judged is None or not judged.looked_at:
        return [("“十有两禁”", "未核查", "各项完成")]
    rows = []
    for kind, title in ((LineKind.HAVE, "“十有”"), (LineKind.BAN, "“两禁”")):
        every = [result for result in judged.lines if result.line.kind is kind]
        done = len(every) - sum(result.line.kind is kind for result in judged.open)
        rows.append((f"{title}达到要求的项数", f"{done}项", f"{len(every)}项"))
    return rows


def _goal_score(dossier: Dossier) -> str:
    top = next(band for band in dossier.standard.bands if band.grade is Grade.D)
    return f"{wording.number(top.at_least)}分及以上"


def _closed(dossier: Dossier) -> int:
    return sum(measure.state is MeasureState.CLOSED for measure in dossier.measures)
