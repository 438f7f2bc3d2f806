"""一园一策整治提升方案: the plan of one park in the outline that such plans have (domain.md §7)."""

from __future__ import annotations

from app import wording, wording_verdict
from app.core import plan as plans
from app.core.dossier import Dossier
from app.reports import (
    content_basis,
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
        AnnexList(content_plan_annexes.TITLES),
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
        "推进化工园区安全提质工程的部署，围绕“十有两禁”工作主线，深入推进“一园一策”整治提升，"
        f"根据{text.round_name(dossier)}结果，结合{dossier.park.name}实际，制定本方案。"
    )


def _chapters(dossier: Dossier) -> list[text.Part]:
    return [
        ("园区概况", content_park.overview(dossier)),
        ("编制依据", _grounds(dossier)),
        ("对标评估结果", _results(dossier)),
        ("存在问题", _problems(dossier)),
        ("整治目标", content_goals.goals(dossier)),
        ("整治任务与措施", content_measures.tasks(dossier)),
        ("实施步骤", content_measures.steps(dossier)),
        ("保障措施", _safeguards(dossier)),
    ]


def _grounds(dossier: Dossier) -> list[Block]:
    return text.chapters(
        2,
        [
            ("法律法规、标准和文件", content_basis.documents(dossier)),
            ("评估所用标准包", content_basis.editions(dossier)),
        ],
    )


def _results(dossier: Dossier) -> list[Block]:
    found, assessment = dossier.verdict, dossier.assessment
    team = "、".join(
        line.replace("，", ",").split(",")[0].strip() for line in assessment.team.splitlines() if line.strip()
    )
    about = Paragraph(
        f"{text.round_name(dossier)}于{text.official_day(assessment.assessed_on)}完成，"
        f"评估人员：{text.fact(team)}，评估状态为{wording.name(assessment.state)}。"
        f"评估结论：{text.said(wording_verdict.conclusion(found))}。"
    )
    return text.chapters(
        2,
        [
            ("评估情况", [about]),
            ("得分与等级", content_result.score(dossier)),
            ("“十有两禁”对照", content_result.ten_two(dossier)),
            ("否决情形核对", content_result.vetoes(dossier)),
            ("法定要求核查", content_result.law(dossier)),
        ],
    )


def _problems(dossier: Dossier) -> list[Block]:
    return [
        Paragraph(f"本次评估发现：{content_findings.summary(dossier)}。逐项问题和整改安排见附件1。"),
        *content_findings.problems(dossier),
    ]


def _safeguards(dossier: Dossier) -> list[Block]:
    """组织、资金、督导、应急: what carries the plan (安委办〔2024〕1号 三)."""
    figures = plans.totals(dossier.measures, dossier.today)
    return text.chapters(
        2,
        [
            (
                "加强组织领导",
                [
                    Paragraph(
                        f"成立{dossier.park.name}整治提升工作领导小组（见附件2），由园区主要负责人"
                        f"{text.fact(dossier.park.head)}任组长，分管安全负责人"
                        f"{text.fact(dossier.park.safety_head)}任副组长，统筹协调整治工作，"
                        "定期听取进展情况汇报，研究解决整治中的重大问题。各责任单位明确专人负责，按月报送进展。"
                    )
                ],
            ),
            ("落实资金保障", content_measures.funding(dossier, figures)),
            ("强化技术支撑", [Paragraph(_EXPERTS)]),
            ("严格督导销号", [Paragraph(_SUPERVISION)]),
            ("做好整治期间应急准备", [Paragraph(_EMERGENCY)]),
        ],
    )


_EXPERTS = (
    "发挥专家作用，组织专家深入园区和企业，帮助解决整体性安全风险评估、本质安全改造、信息化平台建设和"
    "人员能力提升中的难题；对重大风险防控项目的方案和验收，组织专家论证把关。"
)

_SUPERVISION = (
    "实行台账管理，问题整改按“待整改、整改中、待验收、已销号”办理。整改完成后由责任单位提出验收申请，"
    "验收单位逐项核实佐证材料和现场情况，合格的予以销号；不合格的退回整改并写明原因。"
    "对逾期未完成的，由领导小组办公室督办；整改情况纳入年度安全生产工作考核。"
)

_EMERGENCY = (
    "落实措施、责任、资金、时限、预案“五落实”。整改期间存在安全风险的，责任单位应制定防范措施和应急预案，"
    "必要时停产停用或限制作业；园区应急、消防、医疗力量做好值守和救援准备。"
)
