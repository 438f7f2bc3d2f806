"""存在问题: what was lost and what is not done, each with what was found on site."""

from __future__ import annotations

from app import wording, wording_verdict
from app.core.answers import CheckState
from app.core.dossier import Dossier
from app.core.scoring import ItemScore
from app.core.standard import Checkpoint, Line, LineKind
from app.reports import content_text as text
from app.reports.blocks import Block, Heading, Paragraph

_WANTING = {state: wording.name(state) for state in (CheckState.PARTIAL, CheckState.UNMET)}


def problems(dossier: Dossier) -> list[Block]:
    """Every problem that the assessment found, under the heading of its kind."""
    made = text.chapters(
        2,
        [
            ("否决情形", text.listed(_vetoes(dossier))),
            ("方面前置条件", text.listed(_gates(dossier))),
            ("评估失分项", _items(dossier)),
            ("“十有两禁”未达到要求的事项", _lines(dossier, law=False)),
            ("法定要求未落实的事项", _lines(dossier, law=True)),
            ("尚未评定和核查的事项", text.listed(_open(dossier))),
        ],
    )
    return made or [Paragraph("本次评估没有发现失分项和未达到要求的事项。")]


def lost(dossier: Dossier) -> tuple[ItemScore, ...]:
    """The answered items that lost points."""
    return tuple(scored for scored in dossier.verdict.low.card.items if scored.answered and scored.lost)


def wanting(dossier: Dossier, line: Line) -> tuple[Checkpoint, ...]:
    """The checkpoints of a line that are not or only partly met."""
    checks = dossier.answers.checks
    return tuple(
        point
        for point in dossier.judged.points_of(line.id)
        if point.id in checks and checks[point.id].state in _WANTING
    )


def summary(dossier: Dossier) -> str:
    """The problems in one sentence of figures."""
    scored = lost(dossier)
    points = sum((one.lost for one in scored), start=dossier.verdict.score * 0)
    twelve = [line for line in dossier.judged.lines if line.kind is not LineKind.LAW]
    unmet = sum(len(wanting(dossier, line)) for line in twelve)
    said = [f"评估失分{len(scored)}项、共失{text.points(points)}", f"“十有两禁”未满足的检查点{unmet}个"]
    if dossier.verdict.marks.triggered:
        said.insert(0, f"存在否决情形{len(dossier.verdict.marks.triggered)}条")
    return "，".join(said)


def _vetoes(dossier: Dossier) -> list[str]:
    return [
        text.stopped(veto.text) + (f"核对情况：{text.stopped(found)}" if found else "")
        for veto, found in dossier.verdict.marks.triggered
    ]


def _gates(dossier: Dossier) -> list[str]:
    return [
        text.stopped(f"{wording.quoted(section.title)}的前置条件不满足，本方面不得分：{section.gate.text}")
        for section in dossier.standard.sections
        if section.gate and dossier.answers.gates.get(section.gate.id) is False
    ]


def _items(dossier: Dossier) -> list[Block]:
    """Items by section; sections stand as headings only where there are several."""
    scored = lost(dossier)
    made: list[Block] = []
    number = 0
    for section in dossier.standard.sections:
        inside = [one for one in scored if one.item.section == section.id]
        if inside:
            number += 1
            made.append(Heading(3, f"{number}.{_bare(section.title)}"))
            made.extend(text.listed((_item(dossier, one) for one in inside), level=4))
    return made


def _bare(title: str) -> str:
    """A section's title without a number of its own."""
    return title.split("、", 1)[-1]


def _item(dossier: Dossier, scored: ItemScore) -> str:
    item = scored.item
    remark = dossier.remarks.get(f"item/{item.id}")
    head = (
        f"第{item.number}项失{text.points(scored.lost)}"
        f"（满分{text.points(scored.full)}，得{text.points(scored.got)}）。"
    )
    found = f"现场发现：{text.stopped(remark.finding)}" if remark and remark.finding.strip() else ""
    given = text.stopped(wording_verdict.answer(item, dossier.answers.items.get(item.id)))
    return f"{head}要求：{text.stopped(item.text)}评定：{text.said(given)}{found}"


def _lines(dossier: Dossier, *, law: bool) -> list[Block]:
    sentences = []
    for line in dossier.judged.lines:
        points = wanting(dossier, line)
        if points and (line.kind is LineKind.LAW) is law:
            listed = "；".join(_point(dossier, point) for point in points)
            sentences.append(text.stopped(f"{line.title}：{listed}"))
    return text.listed(sentences)


def _point(dossier: Dossier, point: Checkpoint) -> str:
    check = dossier.answers.checks[point.id]
    remark = dossier.remarks.get(f"check/{point.id}")
    why = (remark.finding if remark else "") or check.reason
    said = f"{wording.quoted(point.text)}{_WANTING[check.state]}"
    return f"{said}（{why.strip().rstrip('。')}）" if why.strip() else said


def _open(dossier: Dossier) -> list[str]:
    made = []
    unanswered = [one.item for one in dossier.verdict.low.card.items if not one.answered]
    if unanswered:
        numbers = "、".join(str(item.number) for item in unanswered)
        made.append(f"评估第{numbers}项尚未作答，暂按最低档计分，须补充评定。")
    gates = [gate.text for gate in dossier.standard.gate.values() if gate.id not in dossier.answers.gates]
    made.extend(text.stopped(f"方面前置条件{wording.quoted(gate)}尚未核对") for gate in gates)
    found = dossier.verdict.low.ten_two
    if found and found.unanswered:
        made.append(f"“十有两禁”尚有{found.unanswered}个检查点未核查，按不满足计，须补充核查。")
    return made
