"""存在问题: what was lost and what is not done, each with what was found on site."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from app import wording, wording_verdict
from app.core.answers import CheckState, Chosen
from app.core.dossier import Dossier
from app.core.entries import Levels
from app.core.scoring import ItemScore
from app.core.standard import Checkpoint, Line, LineKind
from app.reports import content_text as text
from app.reports.blocks import Block, Paragraph

_MOST_ITEMS, _MOST_POINTS = 3, 2
"""As many of a section and of a line as are told in words; every one stands in the tables."""

_WANTING = {state: wording.name(state) for state in (CheckState.PARTIAL, CheckState.UNMET)}


def problems(dossier: Dossier) -> list[Block]:
    """The problems that the assessment found, under the heading of their kind, told in short."""
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
    points = _sum(scored)
    said = [
        f"评估失分{len(scored)}项、共失{text.points(points)}" if scored else "已评定的项目没有失分",
        _ten_two(dossier),
    ]
    if dossier.verdict.marks.triggered:
        said.insert(0, f"存在否决情形{len(dossier.verdict.marks.triggered)}条")
    return "，".join(said)


def _ten_two(dossier: Dossier) -> str:
    judged = dossier.verdict.low.ten_two
    if judged is None or not judged.looked_at:
        return "“十有两禁”尚未核查"
    twelve = [line for line in dossier.judged.lines if line.kind is not LineKind.LAW]
    unmet = sum(len(wanting(dossier, line)) for line in twelve)
    return f"“十有两禁”未满足的检查点{unmet}个" if unmet else "“十有两禁”没有未满足的检查点"


def _vetoes(dossier: Dossier) -> list[str]:
    return [
        text.stopped(text.said(veto.text)) + (f"核对情况：{text.stopped(found)}" if found else "")
        for veto, found in dossier.verdict.marks.triggered
    ]


def _gates(dossier: Dossier) -> list[str]:
    return [
        text.stopped(f"{wording.quoted(section.title)}的前置条件不满足，本方面不得分：{section.gate.text}")
        for section in dossier.standard.sections
        if section.gate and dossier.answers.gates.get(section.gate.id) is False
    ]


def _items(dossier: Dossier) -> list[Block]:
    """A paragraph for each section: the heaviest losses in words, the others by number."""
    scored = lost(dossier)
    sections = (
        (section, [one for one in scored if one.item.section == section.id])
        for section in dossier.standard.sections
    )
    return text.listed(
        _section(dossier, bare(section.title), inside) for section, inside in sections if inside
    )


def bare(title: str) -> str:
    """A section's title without a number of its own."""
    return title.split("、", 1)[-1]


def _section(dossier: Dossier, title: str, inside: Sequence[ItemScore]) -> str:
    heaviest = sorted(inside, key=lambda one: -one.lost)[:_MOST_ITEMS]
    said = [
        f"第{one.item.number}项失{text.points(one.lost)}，{found(dossier, one)}"
        for one in inside
        if one in heaviest
    ]
    others = [one for one in inside if one not in heaviest]
    if others:
        numbers = text.ranges([one.item.number for one in others])
        said.append(f"第{numbers}项另失{text.points(_sum(others))}")
    return text.stopped(f"{title}。{len(inside)}项失分，共失{text.points(_sum(inside))}：{'；'.join(said)}")


def _sum(scored: Iterable[ItemScore]) -> Fraction:
    return sum((one.lost for one in scored), Fraction(0))


def found(dossier: Dossier, scored: ItemScore) -> str:
    """What was found about an item: in the assessors' words, or else in those of the level chosen."""
    remark = dossier.remarks.get(f"item/{scored.item.id}")
    if remark and remark.finding.strip():
        return remark.finding.strip().rstrip("。")
    match scored.item.scoring, dossier.answers.items.get(scored.item.id):
        case Levels(levels=levels), Chosen(level):
            return text.said(levels[level].criterion).rstrip("。")
        case _, given:
            return text.said(wording_verdict.answer(scored.item, given)).rstrip("。")


def _lines(dossier: Dossier, *, law: bool) -> list[Block]:
    sentences = []
    for line in dossier.judged.lines:
        points = wanting(dossier, line)
        if points and (line.kind is LineKind.LAW) is law:
            shown = "；".join(_point(dossier, point) for point in _worst(dossier, points))
            more = f"；其余{len(points) - _MOST_POINTS}个检查点见附件1" if len(points) > _MOST_POINTS else ""
            title = wording_verdict.line(line).replace(" ", "")
            sentences.append(text.stopped(f"{title}：{shown}{more}"))
    return text.listed(sentences)


def _worst(dossier: Dossier, points: Sequence[Checkpoint]) -> list[Checkpoint]:
    """The required ones first, then those not met at all."""
    checks = dossier.answers.checks
    order = sorted(
        points, key=lambda point: (not point.required, checks[point.id].state is not CheckState.UNMET)
    )
    return [point for point in points if point in order[:_MOST_POINTS]]


def _point(dossier: Dossier, point: Checkpoint) -> str:
    check = dossier.answers.checks[point.id]
    remark = dossier.remarks.get(f"check/{point.id}")
    why = ((remark.finding if remark else "") or check.reason).strip().rstrip("。")
    state = _WANTING[check.state]
    return f"{wording.quoted(text.said(point.text))}{state}" + (f"，{why}" if why else "")


def _open(dossier: Dossier) -> list[str]:
    made = []
    unanswered = [one.item for one in dossier.verdict.low.card.items if not one.answered]
    if unanswered:
        numbers = text.ranges([item.number for item in unanswered])
        made.append(f"评估第{numbers}项尚未作答，暂按最低档计分，须补充评定。")
    gates = [gate.text for gate in dossier.standard.gate.values() if gate.id not in dossier.answers.gates]
    made.extend(text.stopped(f"方面前置条件{wording.quoted(gate)}尚未核对") for gate in gates)
    found = dossier.verdict.low.ten_two
    if found and found.unanswered:
        made.append(f"“十有两禁”尚有{found.unanswered}个检查点未核查，按不满足计，须补充核查。")
    return made
