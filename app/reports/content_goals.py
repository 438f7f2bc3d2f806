"""整治目标: where the park is to be, by when, and what closing the measures of each year would give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app import wording, wording_verdict
from app.core import outcome
from app.core.dossier import Dossier
from app.core.entries import Grade
from app.core.park import Recognition
from app.core.plan import Measure, MeasureState
from app.core.standard import Band, LineKind, Target
from app.core.ten_two import TenTwo
from app.core.verdict import Conclusion
from app.reports import content_documents, content_result
from app.reports import content_text as text
from app.reports.blocks import Align, Block, Column, Paragraph, Row, Table


def goals(dossier: Dossier) -> list[Block]:
    """The overall goal, the dated targets of the founding text, and the goal of each year."""
    return text.led(
        [
            ("总体目标", [Paragraph(f"{_overall(dossier)}主要指标见下表。"), _figures(dossier)]),
            ("对照国家年度目标", _targets(dossier)),
            ("分年度目标", _years(dossier)),
        ]
    )


def _overall(dossier: Dossier) -> str:
    found = dossier.verdict
    top = text.graded(dossier, Grade.D)
    last = max((measure.due for measure in dossier.measures if measure.due), default=None)
    by = (
        "原定时限均已过，须重新核定时限，"
        if last and last < dossier.today
        else f"{text.official_day(last)}前"
    )
    done = "完成附件1所列全部问题整改销号，" if dossier.measures else ""
    if found.conclusion is Conclusion.REACHED and not found.provisional:
        return f"{by}{done}保持安全风险等级{top}，按规定周期重新评估。"
    veto = "消除否决情形，" if found.marks.triggered else ""
    return f"{by}{done}{veto}完成“十有两禁”各项任务，经重新评估和复核达到{top}。未达到D级前，原则上不得扩区。"


def _targets(dossier: Dossier) -> list[Block]:
    """The dated targets in their own words, and where this park stands; they bind the region, not one park."""
    if not dossier.judged.targets:
        return []
    counted = {
        Recognition.RECOGNISED: "本园区已公布认定，计入达标率的分母",
        Recognition.UNRECOGNISED: "本园区尚未公布认定，不计入达标率的分母",
        Recognition.CANCELLED: "本园区认定已取消，不计入达标率的分母",
    }
    return [
        Paragraph(
            f"{_quoted(dossier.judged.targets)}上述目标以区域内已公布认定的园区为整体，"
            f"{counted[dossier.park.recognition_status]}；{_standing(dossier)}"
        )
    ]


def _quoted(targets: Iterable[Target]) -> str:
    """The targets in their own words, each source named once."""
    found: dict[str, list[str]] = {}
    for target in targets:
        source = "、".join(content_documents.cited(basis) for basis in target.basis)
        found.setdefault(f"{source}（{wording.name(target.status)}）", []).append(target.text.rstrip("。"))
    return "".join(f"{source}提出：{'；'.join(texts)}。" for source, texts in found.items())


def _standing(dossier: Dossier) -> str:
    """Whether this park counts as at D, and for which targets there is still time."""
    if dossier.verdict.reached and not dossier.verdict.provisional:
        return "本次评估结果达到D级，经复核确认后计入达标的园区。"
    ahead = [target.by for target in dossier.judged.targets if target.by >= dossier.today]
    passed = len(dossier.judged.targets) - len(ahead)
    late = f"有{passed}个目标时限已过，" if passed else ""
    if ahead:
        return f"{late}本园区须在{text.official_day(min(ahead))}前达到D级，方可计入达标的园区。"
    return f"{late}本园区本次评估未计为达到D级，须加快整治、尽早达标。"


def _years(dossier: Dossier) -> list[Block]:
    """What the score would be if every measure due by the end of each year were closed and accepted."""
    this_year = dossier.today.year
    dues = sorted({max(measure.due.year, this_year) for measure in dossier.measures if measure.due})
    if not dues:
        return [Paragraph(f"待各项措施的完成时限确定后测算{wording.MISSING}。")]
    found = [_forecast(dossier, year) for year in dues]
    if len(found) == 1:
        return [Paragraph(_only(dossier, found[0]))]
    columns = (
        Column("年度", 1.0, Align.CENTRE),
        Column("到期措施\n（项）", 1.2, Align.RIGHT),
        Column("累计可\n挽回失分", 1.2, Align.RIGHT),
        Column("预期得分\n（百分制）", 1.3, Align.RIGHT),
        Column("得分对应等级", 2.0, Align.CENTRE),
    )
    earlier = any(measure.due and measure.due.year < this_year for measure in dossier.measures)
    prose = (
        "下表的预期得分，按到期措施全部销号、经重新评估得到相应项满分测算"
        f"{'，未作答项仍按最低档计' if dossier.verdict.provisional else ''}"
        f"{'，以前年度到期的措施计入第一行' if earlier else ''}；"
        "等级另须没有否决情形、“十有两禁”完成并经复核确认。"
    )
    return [Paragraph(prose), Table(columns, tuple(map(_row, found)), "分年度目标测算")]


@dataclass(frozen=True, slots=True)
class _Forecast:
    """What closing every measure due by the end of a year would give."""

    year: int
    due: int
    won: Fraction
    score: Fraction
    band: Band


def _forecast(dossier: Dossier, year: int) -> _Forecast:
    until = [measure for measure in dossier.measures if measure.due and measure.due.year <= year]
    since = year if year > dossier.today.year else 0
    due = sum(measure.due is not None and measure.due.year >= since for measure in until)
    won = _won(dossier, until)
    card = dossier.verdict.low.card
    expected = 100 * (card.got + won) / card.full
    return _Forecast(year, due, won, expected, outcome.band_of(dossier.standard, expected))


def _only(dossier: Dossier, found: _Forecast) -> str:
    return (
        f"{found.year}年到期措施{found.due}项；全部销号并经重新评估得到相应项满分的，"
        f"预期得分{wording.score(found.score)}分，按得分对应{text.graded(dossier, found.band.grade)}；"
        "等级另须没有否决情形、“十有两禁”完成并经复核确认。"
    )


def _row(found: _Forecast) -> Row:
    return Row(
        (
            f"{found.year}年",
            str(found.due),
            wording.points(found.won),
            wording.score(found.score),
            wording.grade(found.band.grade, found.band.name),
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
        Row(("百分制得分", f"{wording.score(found.score)}分", _goal_score(dossier))),
        Row(("否决情形", _vetoes(dossier), "0条")),
        *(Row(row) for row in _ten_two_figures(judged)),
    ]
    if dossier.measures:
        rows.append(Row(("问题整改", f"已销号{_closed(dossier)}项", f"{len(dossier.measures)}项全部销号")))
    return Table((Column("指标", 2.2), Column("现状", 2.0), Column("目标", 2.4)), tuple(rows), "主要指标")


def _vetoes(dossier: Dossier) -> str:
    unlooked = content_result.vetoes_unlooked(dossier)
    return f"{len(dossier.verdict.marks.triggered)}条" + (f"，另有{unlooked}条未核对" if unlooked else "")


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
