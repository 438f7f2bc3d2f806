"""评级报告: what was assessed, by whom, by which rules, item by item, and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence

from app import wording, wording_seal, wording_verdict
from app.core import rounds
from app.core.dossier import Dossier
from app.core.rollup import Kind
from app.core.scoring import ItemScore
from app.core.standard import Section
from app.reports import (
    content_basis,
    content_charts,
    content_checks,
    content_documents,
    content_evidence,
    content_findings,
    content_park,
    content_result,
)
from app.reports import content_text as text
from app.reports.blocks import (
    Align,
    Annex,
    AnnexList,
    Block,
    Column,
    Document,
    Paragraph,
    Row,
    Run,
    Signatures,
    Signed,
    Table,
    Title,
    Tone,
)

_MAIN = 2
"""As many measures of a section or a line as the advice names."""

_SEAL = "（评级单位盖章）"
_ANNEXES = ("“十有两禁”检查点逐项核查表", "评级图表")


def rating(dossier: Dossier) -> Document:
    """The grading report of one assessment, ready to be set as a paper."""
    name = f"{dossier.park.name}安全风险评级报告"
    checks = content_checks.found(dossier)
    body: list[Block] = [
        Title(f"{dossier.park.name}\n安全风险评级报告"),
        *text.banners(dossier),
        *text.chapters(1, _chapters(dossier)),
        AnnexList((*_ANNEXES, *([content_checks.TITLE] if checks else []))),
        Signed(_unit(dossier) or _SEAL, wording.official_day(dossier.today)),
        Annex(_ANNEXES[0], 1),
        content_result.checkpoints(dossier),
        Annex(_ANNEXES[1], 2),
        *content_charts.of_round(dossier),
        *([Annex(content_checks.TITLE, 3), *checks] if checks else []),
    ]
    return Document(
        title=name,
        author=_unit(dossier),
        date=dossier.today,
        blocks=tuple(body),
        subject=f"{text.round_name(dossier)}：{wording_verdict.conclusion(dossier.verdict)}",
        edition_line=text.edition_line(dossier),
    )


def _unit(dossier: Dossier) -> str:
    """Who graded: in a self-assessment the park itself, otherwise a unit that is not on file."""
    return text.fact(dossier.park.body) if dossier.assessment.kind is Kind.SELF else ""


def _chapters(dossier: Dossier) -> list[text.Part]:
    return [
        ("概况", content_park.overview(dossier)),
        ("评级依据", content_basis.grounds(dossier)),
        ("评级程序与组成员", _team(dossier)),
        ("逐项得分与说明", _items(dossier)),
        ("否决情形核对", content_result.vetoes(dossier)),
        ("得分与等级", [*content_result.score(dossier), *_consequence(dossier)]),
        ("“十有两禁”逐项核查", _ten_two(dossier)),
        ("主要问题与建议", _problems(dossier)),
        ("结论", _conclusion(dossier)),
    ]


def _team(dossier: Dossier) -> list[Block]:
    assessment = dossier.assessment
    step = {
        Kind.SELF: "本次为园区自评，由园区管理机构组织，对照标准逐项查阅资料、现场检查后评定。",
        Kind.EXPERT: "本次为专家评级，由评级组对照标准逐项查阅资料、现场检查，集体评议后评定。",
        Kind.REVIEW: "本次为复核，由复核组对自评和评审结果逐项核对，查阅资料、现场检查后评定。",
    }
    prose = (
        f"{step[assessment.kind]}评估年度为{assessment.year}年，"
        f"评估日期为{text.official_day(assessment.assessed_on)}，"
        f"评估状态为{wording.name(assessment.state)}"
        + (f"，确认日期为{text.official_day(assessment.confirmed_on)}" if assessment.confirmed_on else "")
        + "。组成员名单如下，评级结论经组成员本人签字后有效。"
    )
    written = rounds.read_note(assessment.note)[0].strip()
    note = [Paragraph(f"评估说明：{text.stopped(written)}")] if written else []
    return [Paragraph(prose), *note, _signatures(assessment.team), *_seals(dossier)]


def _seals(dossier: Dossier) -> list[Block]:
    """Who signed this round off in the program, or that nobody did."""
    if not dossier.seals:
        return [Paragraph("本轮评估未签章。")]
    return [Paragraph(f"本轮评估已由{wording_seal.on_paper(shown)}") for shown in dossier.seals]


def _signatures(team: str) -> Signatures:
    """A row to sign for each member; five empty ones where nobody is named."""
    columns = (
        Column("姓名", 1.4, Align.CENTRE),
        Column("单位", 3.4),
        Column("职称或职务", 1.6, Align.CENTRE),
        Column("签字", 1.8, Align.CENTRE),
        Column("日期", 1.4, Align.CENTRE),
    )
    rows = tuple(_member(line) for line in team.splitlines() if line.strip())
    return Signatures(columns, rows or (("",) * 5,) * 5)


def _member(line: str) -> tuple[str, ...]:
    """Name, unit and post as far as they are given, and two empty fields for the pen."""
    given = [part.strip() for part in line.replace("，", ",").split(",", 2)]
    return (*given, *("",) * (5 - len(given)))


def _items(dossier: Dossier) -> list[Block]:
    card = dossier.verdict.low.card
    rows: list[Row] = []
    for section in dossier.standard.sections:
        rows.append(_section_head(dossier, section))
        rows.extend(_item(dossier, scored) for scored in card.items if scored.item.section == section.id)
    columns = (
        Column("序号", 0.8, Align.CENTRE),
        Column("评估项目", 4.2),
        Column("满分", 0.8, Align.RIGHT),
        Column("得分", 1.0, Align.RIGHT),
        Column("评定和说明", 4.2),
        Column("依据\n状态", 1.05, Align.CENTRE),
    )
    answered = sum(scored.answered for scored in card.items)
    prose = (
        f"所用标准包共{len(card.items)}项，已评定{answered}项"
        f"（其中不适用{sum(not scored.applicable for scored in card.items)}项）。"
        "“依据状态”说明该项要求是否已与原文核对，不说明分值。"
    )
    return [Paragraph(prose), Table(columns, tuple(rows), "逐项得分与说明")]


def _section_head(dossier: Dossier, section: Section) -> Row:
    scored = next(one for one in dossier.verdict.low.card.sections if one.section.id == section.id)
    words = f"{section.title}（得{text.points(scored.got)}，适用项满分{text.points(scored.full)}）"
    if section.gate:
        met = {True: "满足", False: "不满足，本方面不得分", None: "未核对，暂按不满足计"}
        words += f"　前置条件：{section.gate.text}——{met[dossier.answers.gates.get(section.gate.id)]}"
    return Row(((Run(words, Tone.STRONG),),), across=True)


def _item(dossier: Dossier, scored: ItemScore) -> Row:
    item = scored.item
    got = wording.points(scored.got) if scored.applicable else "不适用"
    return Row(
        (
            str(item.number),
            text.said(item.text),
            wording.points(item.full),
            got if scored.answered else "—",
            _explained(dossier, scored),
            text.status(item.status),
        )
    )


def _explained(dossier: Dossier, scored: ItemScore) -> tuple[Run, ...]:
    item = scored.item
    given = text.said(wording_verdict.answer(item, dossier.answers.items.get(item.id)))
    if not scored.answered:
        least = text.points(scored.got)
        return (Run(f"{given}，暂按{least}计", Tone.WARNING),)
    remark = dossier.remarks.get(f"item/{item.id}")
    finding = remark.finding.strip() if remark else ""
    points, _, criterion = given.partition("：")
    # Where the assessors repeat the words of the level, once is enough.
    runs = [Run(points if criterion and criterion.rstrip("。") in text.said(finding) else given)]
    if finding:
        runs.append(Run(f"\n发现：{finding}"))
    if proof := content_evidence.of_answer(dossier, f"item/{item.id}"):
        runs.append(Run(f"\n佐证：{proof}"))
    return tuple(runs)


def _consequence(dossier: Dossier) -> list[Block]:
    """What the grade leads to by the edition, with how sure that is."""
    band = next(band for band in dossier.standard.bands if band.grade is dossier.verdict.grade)
    documents = "、".join(content_documents.cited(basis) for basis in band.basis)
    return [
        Paragraph(
            f"{text.graded(dossier, band.grade)}对应的管理要求："
            f"{text.said(band.consequence.rstrip('。'))}（依据{documents}，{wording.name(band.status)}）。"
        )
    ]


def _ten_two(dossier: Dossier) -> list[Block]:
    law = content_result.law(dossier)
    parts: Sequence[text.Part] = [
        ("“十有两禁”完成情况", content_result.ten_two(dossier)),
        ("法定要求核查", law),
    ]
    return [*text.chapters(2, parts), Paragraph("各检查点的核查情况见附件1。")]


def _problems(dossier: Dossier) -> list[Block]:
    return [
        Paragraph(
            f"{text.round_name(dossier)}发现：{content_findings.summary(dossier)}。逐项情况见上文各表和附件1。"
            f"{content_checks.mention(dossier, '附件3')}"
        ),
        *content_findings.problems(dossier),
        Paragraph("针对上述问题，提出以下建议："),
        *text.listed(_advice(dossier)),
    ]


def _advice(dossier: Dossier) -> list[str]:
    """What holds the grade whatever is won elsewhere; the usual measures by section and line; what is still open."""
    lost = content_findings.lost(dossier)
    said = [
        f"尽快消除否决情形{veto.id}；消除之前，等级不高于{text.graded(dossier, veto.effect)}。"
        for veto, _ in dossier.verdict.marks.triggered
    ]
    for section in dossier.standard.sections:
        if section.gate and dossier.answers.gates.get(section.gate.id) is False:
            said.append(f"尽快满足{wording.quoted(section.title)}的前置条件；满足之前，本方面不得分。")
        inside = sorted((one for one in lost if one.item.section == section.id), key=lambda one: -one.lost)
        measures = [f"{text.first_step(one.item.measure)}（第{one.item.number}项）" for one in inside[:_MAIN]]
        if measures:
            said.append(f"{content_findings.bare(section.title)}。{'；'.join(measures)}。")
    found = dossier.verdict.low.ten_two
    for result in found.open if found else ():
        points = content_findings.wanting(dossier, result.line)
        measures = [text.first_step(point.measure) for point in points[:_MAIN]]
        if measures:
            said.append(f"{result.line.title}。{'；'.join(measures)}。")
    found_nothing = dossier.verdict.reached and not dossier.verdict.marks.unmarked
    kept = "保持现有管理水平，按规定周期重新评估。"
    return said or [kept if found_nothing else "补充评定尚未作答和核查的内容，再提出整治建议。"]


def _conclusion(dossier: Dossier) -> list[Block]:
    found = dossier.verdict
    prose = (
        f"经{text.round_name(dossier)}，{dossier.park.name}百分制得分{wording.score(found.score)}分，"
        f"安全风险等级{'暂' if found.provisional else ''}为{text.graded(dossier, found.grade)}，"
    )
    end = text.stopped(text.said(wording_verdict.conclusion(found)))
    made: list[Block] = [Paragraph((Run(prose), Run(end, Tone.STRONG)))]
    if found.provisional:
        made.append(Paragraph(f"全部作答后，得分可能为{text.said(wording_verdict.possible(found))}。"))
    made.append(
        Paragraph(
            "本结论依据所列标准包得出。标准包中未核对原文的内容和项目约定的分值不是官方规定，"
            "正式等级以省级复核公布的结果为准。"
        )
    )
    return made
