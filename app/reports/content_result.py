"""得分与核查结果: score, grade, vetoes, 十有两禁 and the duties by law, as both papers show them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from app import wording, wording_verdict
from app.core.answers import CheckState, VetoState
from app.core.dossier import Dossier
from app.core.entries import Grade
from app.core.standard import Checkpoint, Line, LineState, Veto
from app.core.ten_two import LineResult
from app.reports import content_evidence
from app.reports import content_text as text
from app.reports.blocks import Align, Block, Cell, Column, Paragraph, Row, Run, Table, Tone


def score(dossier: Dossier) -> list[Block]:
    """Score, grade and margins in prose, and the sections in a table."""
    found = dossier.verdict
    card = found.low.card
    prose = (
        f"{text.round_name(dossier)}原始合计{text.points(card.got)}（适用项满分{text.points(card.full)}），"
        f"折合百分制{wording.score(found.score)}分，"
    )
    graded = f"等级{'暂' if found.provisional else ''}为{text.graded(dossier, found.grade)}"
    if found.low.band.grade is not found.grade:
        why = "存在否决情形" if found.marks.triggered else "有方面低于最低分"
        graded = f"按得分对应{text.graded(dossier, found.low.band.grade)}，因{why}，{graded}"
    left_out = sum(not item.applicable for item in card.items)
    note = f"有{left_out}项不适用，已从得分和满分中同时剔除，理由见逐项说明。" if left_out else ""
    capped = found.low.band.grade is not found.grade
    margins = [
        *([wording_verdict.margin_up(found)] if found.up and not capped else []),
        *([wording_verdict.margin_down(found)] if found.down and not capped else []),
    ]
    return [
        Paragraph((Run(prose), Run(graded, Tone.STRONG), Run(f"。{note}{_margins(margins)}"))),
        _sections(dossier),
    ]


def _margins(said: Sequence[str]) -> str:
    return text.stopped(text.said("；".join(said))) if said else ""


def _sections(dossier: Dossier) -> Table:
    """The sections and their sum; a column for notes only where there is one."""
    card = dossier.verdict.low.card
    cells = [(one.section.title, one.got, one.full) for one in card.sections]
    cells.append(("合计", card.got, card.full))
    notes = [*(_section_note(dossier, one.section.id) for one in card.sections), ""]
    noted = any(notes)
    rows = (
        Row((*_section_cells(*given), *((note,) if noted else ())))
        for given, note in zip(cells, notes, strict=True)
    )
    columns = (
        Column("方面", 3.2),
        *(Column(title, 0.9, Align.RIGHT) for title in ("满分", "得分", "失分")),
        Column("得分率", 1.1, Align.RIGHT),
        *((Column("说明", 2.4),) if noted else ()),
    )
    return Table(columns, tuple(rows), "各方面得分")


def _section_cells(title: str, got: Fraction, full: Fraction) -> tuple[str, ...]:
    rate = wording.percent(got / full) if full else "—"
    return title, wording.points(full), wording.points(got), wording.points(full - got), rate


def _section_note(dossier: Dossier, section_id: str) -> str:
    scored = next(one for one in dossier.verdict.low.card.sections if one.section.id == section_id)
    open_ = sum(
        not item.answered for item in dossier.verdict.low.card.items if item.item.section == section_id
    )
    gate = scored.section.gate
    notes = [
        *([f"{open_}项未作答，按最低档计"] if open_ else []),
        *(["前置条件不满足，不得分"] if gate and dossier.answers.gates.get(gate.id) is False else []),
        *(["前置条件未核对，暂不得分"] if gate and gate.id not in dossier.answers.gates else []),
        *([f"距方面最低分差{text.points(scored.short)}"] if scored.short else []),
    ]
    return "；".join(notes)


def vetoes(dossier: Dossier, *, brief: bool = False) -> list[Block]:
    """Every veto with what was found and why; a ``brief`` table has only those that hold."""
    standard = dossier.standard
    if not standard.vetoes:
        return [Paragraph("所用标准包没有规定否决情形。")]
    held = {veto.id for veto, _ in dossier.verdict.marks.triggered}
    rows = tuple(
        _veto_row(dossier, position, veto)
        for position, veto in enumerate(standard.vetoes, 1)
        if veto.id in held or not brief
    )
    if not rows:
        return [Paragraph(_veto_prose(dossier))]
    columns = (
        Column("序号", 0.75, Align.CENTRE),
        Column("否决情形", 3.6),
        Column("核对结果", 1.35, Align.CENTRE),
        Column("情况和理由", 3.0),
        Column("依据\n状态", 0.95, Align.CENTRE),
    )
    return [Paragraph(_veto_prose(dossier)), Table(columns, rows, "否决情形核对")]


def _veto_row(dossier: Dossier, position: int, veto: Veto) -> Row:
    held = {one.id: why for one, why in dossier.verdict.marks.triggered}
    off = {one.id: why for one, why in dossier.verdict.marks.off}
    mark = dossier.answers.vetoes.get(veto.id)
    state, what = Run("未核对", Tone.WARNING), ""
    if veto.id in held:
        what = f"{held[veto.id]}\n{veto.reason}".strip()
        state = Run(wording.name(VetoState.TRIGGERED), Tone.WARNING)
    elif veto.id in off:
        what = off[veto.id] or "标准包交付时即未启用"
        state = Run(wording.name(VetoState.OFF), Tone.MUTED)
    elif mark:
        what = mark.reason
        state = Run(wording.name(VetoState.CLEAR))
    return Row((str(position), text.said(veto.text), (state,), text.said(what), text.status(veto.status)))


def vetoes_unlooked(dossier: Dossier) -> int:
    """How many vetoes in force nobody has looked at."""
    looked = dossier.answers.vetoes
    return sum(veto.enabled and veto.id not in looked for veto in dossier.standard.vetoes)


def _veto_prose(dossier: Dossier) -> str:
    marks, total = dossier.verdict.marks, len(dossier.standard.vetoes)
    unlooked = vetoes_unlooked(dossier)
    said = [f"所用标准包列有否决情形{total}条"]
    if marks.triggered:
        lowest = min((veto.effect for veto, _ in marks.triggered), key=lambda grade: grade.rank)
        capped = "判定为" if lowest is Grade.A else "不得高于"
        said.append(f"核对发现存在{len(marks.triggered)}条，等级{capped}{text.graded(dossier, lowest)}")
    elif len(marks.off) + unlooked < total:
        said.append("已核对的没有发现存在否决情形" if unlooked else "核对未发现存在否决情形")
    if marks.off:
        why = "".join(f"（{veto.id}：{reason.rstrip('。')}）" for veto, reason in marks.off if reason)
        said.append(f"有{len(marks.off)}条未启用{why}")
    if unlooked:
        said.append(f"尚有{unlooked}条未核对，暂按不存在处理，须在正式评级前核对")
    return text.stopped("；".join(said))


def ten_two(dossier: Dossier, *, brief: bool = False) -> list[Block]:
    """The twelve lines in prose and as a table; a ``brief`` one tells only what is met, two lines in a row."""
    found = dossier.verdict.low.ten_two
    if found is None:
        return [Paragraph("所用标准包没有十有两禁的核查内容，十有两禁是否完成无法判定。")]
    if not found.looked_at:
        return [Paragraph("“十有两禁”各检查点尚未核查，是否完成无法判定，不计入达标率。")]
    done = len(found.lines) - len(found.open)
    named = "".join(wording.quoted(result.line.title) for result in found.open)
    open_ = "" if brief else f"：{named}"
    rule = found.rule
    prose = (
        f"“十有两禁”共{len(found.lines)}项、{sum(map(_points, found.lines))}个检查点，"
        f"{done}项达到“{wording.name(rule.needed_state)}”的要求"
        + (f"，尚未达到的有{len(found.open)}项{open_}。" if found.open else "。")
        + f"{'已' if found.haves_basic else '尚未'}基本完成“十有”建设任务。"
        + (f"另有{found.unanswered}个检查点未核查，按不满足计。" if found.unanswered else "")
    )
    note = (
        f"必备检查点全部满足为已完成；必备检查点没有不满足且满足率不低于{wording.percentage(rule.basic_percent)}"
        f"为基本完成；其余为未完成（{wording.name(rule.status)}）。"
    )
    table = _brief_table if brief else _lines_table
    return [Paragraph(prose), table(found.lines, "“十有两禁”对照", note)]


def law(dossier: Dossier, *, brief: bool = False) -> list[Block]:
    """The duties by law, looked at beside the twelve lines; in one sentence where ``brief``."""
    found = dossier.verdict.low.ten_two
    if found is None or not found.law:
        return []
    if brief:
        return [Paragraph(_law_prose(found.law))]
    prose = "下列法定要求单独核查，不计入“十有两禁”的完成情况；与法律正式文本不一致的，以法律正式文本为准。"
    return [Paragraph(prose), _lines_table(found.law, "法定要求核查", "")]


def _law_prose(lines: Sequence[LineResult]) -> str:
    head = f"法定要求{len(lines)}项单独核查，不计入“十有两禁”的完成情况，"
    open_ = [one for one in lines if one.state is LineState.INCOMPLETE]
    if not open_:
        return f"{head}核查未发现未落实的要求。"
    if not any(one.met or one.partial or one.unmet for one in lines):
        return f"{head}均未核查。"
    return f"{head}尚未落实{len(open_)}项：{''.join(wording.quoted(one.line.title) for one in open_)}。"


def _points(result: LineResult) -> int:
    return sum(_counts(result))


def _counts(result: LineResult) -> tuple[int, ...]:
    return result.met, result.partial, result.unmet, result.not_applicable, result.unanswered


def _lines_table(lines: Sequence[LineResult], caption: str, note: str) -> Table:
    rows = tuple(
        Row(
            (
                wording_verdict.line_mark(result.line),
                result.line.title,
                *(str(count) if count else "—" for count in _counts(result)),
                line_state(result),
            )
        )
        for result in lines
    )
    counts = ("满足", "部分\n满足", "不满足", "不适用", "未核查")
    columns = (
        Column("编号", 0.9, Align.CENTRE),
        Column("内容", 3.6),
        *(Column(title, 0.9, Align.RIGHT) for title in counts),
        Column("状态", 1.2, Align.CENTRE),
    )
    return Table(columns, rows, caption, note)


def _brief_table(lines: Sequence[LineResult], caption: str, note: str) -> Table:
    """Half of the lines on the left and half on the right."""
    half = (len(lines) + 1) // 2
    blank: tuple[Cell, ...] = ("", "", "", "")
    left, right = ([_brief(result) for result in part] for part in (lines[:half], lines[half:]))
    right += [blank] * (half - len(right))
    columns = (
        Column("编号", 0.8, Align.CENTRE),
        Column("内容", 2.5),
        Column("满足", 0.75, Align.RIGHT),
        Column("状态", 1.3, Align.CENTRE),
    )
    rows = tuple(Row((*one, *other)) for one, other in zip(left, right, strict=True))
    return Table(columns * 2, rows, caption, f"“满足”栏为满足的检查点数和适用的检查点数。{note}")


def _brief(result: LineResult) -> tuple[Cell, ...]:
    applicable = result.met + result.partial + result.unmet + result.unanswered
    mark, title = wording_verdict.line_mark(result.line), result.line.title
    return mark, title, f"{result.met}/{applicable}", line_state(result)


def line_state(result: LineResult) -> tuple[Run, ...]:
    """A line's state; one that nobody looked at is not called incomplete."""
    if not (result.met or result.partial or result.unmet or result.not_applicable):
        return (Run("未核查", Tone.WARNING),)
    done = result.state in (LineState.COMPLETE, LineState.NOT_APPLICABLE)
    return (Run(wording.name(result.state), Tone.PLAIN if done else Tone.STRONG),)


def checkpoints(dossier: Dossier) -> Table:
    """Every checkpoint with what was found, line by line."""
    rows: list[Row] = []
    for line in dossier.judged.lines:
        rows.append(Row((_line_head(line),), across=True))
        rows.extend(_check_row(dossier, point) for point in dossier.judged.points_of(line.id))
    columns = (
        Column("编号", 1.05, Align.CENTRE),
        Column("检查点", 4.4),
        Column("必备", 0.75, Align.CENTRE),
        Column("核查\n结果", 1.1, Align.CENTRE),
        Column("情况说明和佐证", 3.0),
        Column("依据\n状态", 1.0, Align.CENTRE),
    )
    return Table(columns, tuple(rows))


def _line_head(line: Line) -> tuple[Run, ...]:
    return (Run(wording_verdict.line(line), Tone.STRONG),)


def _check_row(dossier: Dossier, point: Checkpoint) -> Row:
    check = dossier.answers.checks.get(point.id)
    remark = dossier.remarks.get(f"check/{point.id}")
    state = (
        (Run("未核查", Tone.WARNING),)
        if check is None
        else (Run(wording.name(check.state), _tone(check.state)),)
    )
    said = [check.reason if check else ""]
    if remark:
        said.append(remark.finding.strip())
    if proof := content_evidence.of_answer(dossier, f"check/{point.id}"):
        said.append(f"佐证：{proof}")
    if remark and remark.checked_on:
        said.append(f"核查日期：{wording.day(remark.checked_on)}")
    return Row(
        (
            point.id,
            text.said(point.text),
            "是" if point.required else "否",
            state,
            "\n".join(part for part in said if part.strip()),
            text.status(point.status),
        )
    )


def _tone(state: CheckState) -> Tone:
    return Tone.WARNING if state is CheckState.UNMET else Tone.PLAIN
