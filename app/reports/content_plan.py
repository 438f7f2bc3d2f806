"""一园一策整治提升方案: the plan of one park in the outline that such plans have (domain.md §7)."""

from __future__ import annotations

from app import wording, wording_verdict
from app.core import plan as plans
from app.core.dossier import Dossier
from app.reports import (
    content_basis,
    content_checks,
    content_findings,
    content_goals,
    content_measures,
    content_park,
    content_plan_annexes,
    content_result,
)
from app.reports import content_text as text
from app.reports.blocks import AnnexList, Block, Document, Paragraph, Signed, Title


def plan(dossier: Dossier) -> Document:
    """The rectification plan that follows from one assessment, ready to be set as a paper."""
    body: list[Block] = [
        Title(f"{dossier.park.name}\n“一园一策”整治提升方案"),
        *text.banners(dossier),
        _preamble(dossier),
        *text.chapters(1, _chapters(dossier)),
        AnnexList(content_plan_annexes.titles(dossier)),
        Signed(text.fact(dossier.park.body), wording.official_day(dossier.today)),
        *content_plan_annexes.annexes(dossier),
    ]
    return Document(
        title=f"{dossier.park.name}“一园一策”整治提升方案",
        author=text.fact(dossier.park.body),
        date=dossier.today,
        blocks=tuple(body),
        subject=f"{text.round_name(dossier)}：{wording_verdict.conclusion(dossier.verdict)}",
        edition_line=text.edition_line(dossier),
    )


def _preamble(dossier: Dossier) -> Paragraph:
    return Paragraph(
        "为落实《化工和危险化学品安全生产治本攻坚三年行动方案（2024—2026年）》（安委办〔2024〕1号）"
        f"关于化工园区“十有两禁”和“一园一策”整治提升的要求，根据{text.round_name(dossier)}结果，制定本方案。"
    )


def _chapters(dossier: Dossier) -> list[text.Part]:
    return [
        ("园区概况", content_park.overview(dossier, brief=True)),
        ("编制依据", content_basis.grounds(dossier)),
        ("对标评估结果", _results(dossier)),
        ("存在问题", _problems(dossier)),
        ("整治目标", content_goals.goals(dossier)),
        ("整治任务与措施", content_measures.tasks(dossier)),
        ("实施步骤", content_measures.steps(dossier)),
        ("保障措施", _safeguards(dossier)),
    ]


def _results(dossier: Dossier) -> list[Block]:
    found, assessment = dossier.verdict, dossier.assessment
    team = "、".join(
        line.replace("，", ",").split(",")[0].strip() for line in assessment.team.splitlines() if line.strip()
    )
    if assessment.state.open:
        when = f"{text.round_name(dossier)}正在编制"
    else:
        state = wording.name(assessment.state)
        when = f"{text.round_name(dossier)}于{text.official_day(assessment.assessed_on)}完成（{state}）"
    about = Paragraph(
        f"{when}，评估人员：{text.fact(team)}。评估结论：{text.said(wording_verdict.conclusion(found))}。"
    )
    checks = content_checks.found(dossier, content_checks.TITLE)
    return text.led(
        [
            ("评估情况", [about]),
            ("得分与等级", content_result.score(dossier)),
            ("“十有两禁”对照", content_result.ten_two(dossier, brief=True)),
            ("否决情形核对", content_result.vetoes(dossier, brief=True)),
            ("法定要求核查", content_result.law(dossier, brief=True)),
            *([(content_checks.TITLE, checks)] if checks else []),
        ]
    )


def _problems(dossier: Dossier) -> list[Block]:
    return [
        Paragraph(f"{text.round_name(dossier)}发现：{content_findings.summary(dossier)}。逐项问题见附件1。"),
        *content_findings.problems(dossier),
    ]


def _safeguards(dossier: Dossier) -> list[Block]:
    """组织、资金、督导、应急: what carries the plan (安委办〔2024〕1号 三)."""
    figures = plans.totals(dossier.measures, dossier.today)
    lead = (
        f"成立整治提升工作领导小组（见附件2），由园区主要负责人{text.fact(dossier.park.head)}任组长，"
        f"分管安全负责人{text.fact(dossier.park.safety_head)}任副组长，办公室设在{text.fact(dossier.park.safety_body)}。"
    )
    return text.led(
        [
            ("组织领导", [Paragraph(lead)]),
            ("资金保障", content_measures.funding(dossier, figures)),
            ("督导销号", [Paragraph(_SUPERVISION)]),
            ("整治期间的风险防范", [Paragraph(_EMERGENCY)]),
        ]
    )


_SUPERVISION = (
    "问题整改按“待整改、整改中、待验收、已销号”办理：责任单位申请验收并提交佐证材料，"
    "验收单位现场核实，合格的予以销号，不合格的退回并写明原因；逾期的由领导小组办公室督办。"
    "重大风险防控项目的方案和验收，组织专家论证。"
)

_EMERGENCY = (
    "各项措施落实措施、责任、资金、时限、预案“五落实”。整改完成前存在安全风险的，"
    "责任单位制定防范措施和应急预案，必要时停产停用或限制作业。"
)
