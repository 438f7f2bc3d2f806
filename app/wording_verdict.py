"""How a verdict is put into words: its edition, conclusion, margins and reasons, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import assert_never

from app import wording
from app.core import entries, verdict
from app.core.answers import Answer, Chosen, Counted, NotApplicable, Reached
from app.core.entries import Deductions, Grade, Levels, Method, Share, Status, Sum
from app.core.reasons import Cause, Reason, Step
from app.core.rollup import Against, Basis, Rollup
from app.core.scoring import SectionScore
from app.core.standard import Item, Line, LineKind, Standard
from app.core.verdict import Conclusion, Margin, Verdict

_POINTS_STATUS = {
    Status.VERIFIED: "分值已核对原文",
    Status.UNVERIFIED: "分值待核对原文，不得作为官方分值",
    Status.PROJECT: "分值为项目约定，非官方分值",
}


def edition_line(standard: Standard) -> str:
    """Where a grade comes from and how much of it nobody has verified; goes wherever a grade goes."""
    return f"依据：{_edition(standard)}，校验和 {short(standard.checksum)}，{checked(standard)}"


def checked(standard: Standard) -> str:
    """How much of an edition nobody has verified, and whether its points are official."""
    points = f"；{_POINTS_STATUS[standard.edition.points_status]}" if standard.items else ""
    return f"{_unverified(standard)}{points}"


def edition_brief(standard: Standard) -> str:
    """The same where there is little room: title, version, and how much nobody has verified."""
    return f"{_edition(standard)}（{_unverified(standard)}）"


def edition_foot(standard: Standard) -> str:
    """The same at the foot of a page: with the checksum, and the unverified entries out of how many."""
    asked = len(standard.items) + len(standard.checkpoints)
    return (
        f"{_edition(standard)}，校验和 {short(standard.checksum)}，未核对原文 {standard.unverified}/{asked}"
    )


def _edition(standard: Standard) -> str:
    edition = standard.edition
    version = edition.version if edition.version.startswith("v") else f"v{edition.version}"
    return f"{edition.title} {version}"


def _unverified(standard: Standard) -> str:
    asked = [
        *([f"{len(standard.items)} 项"] if standard.items else []),
        *([f"{len(standard.checkpoints)} 个检查点"] if standard.checkpoints else []),
    ]
    return f"{'、'.join(asked)}中 {standard.unverified} {_unit(standard)}未核对原文"


def short(checksum: str) -> str:
    """As much of a checksum as tells editions apart at a glance."""
    return checksum[:8]


def _unit(standard: Standard) -> str:
    if standard.items and standard.checkpoints:
        return "处"
    return "项" if standard.items else "个"


def grade_of(found: Verdict) -> str:
    """The grade that counts, with its name: 'D 较低安全风险'."""
    return grade_in(found.standard, found.grade)


def grade_in(standard: Standard, grade: Grade) -> str:
    """A grade with the name that the edition gives it."""
    return wording.grade(grade, verdict.name_of(standard, grade))


def grade_prose(standard: Standard, grade: Grade) -> str:
    """A grade inside a sentence: 'D 级（较低安全风险）'."""
    return wording.grade_prose(grade, verdict.name_of(standard, grade))


def conclusion(found: Verdict) -> str:
    """What the verdict comes to, with the note that it is provisional where it is."""
    top = Grade.D.value
    match found.conclusion:
        case Conclusion.REACHED:
            text = f"达到 {top} 级"
        case Conclusion.TEN_TWO_OPEN:
            text = f"得分达到 {top} 级，十有两禁未完成，不计入达标率"
        case Conclusion.TEN_TWO_UNKNOWN:
            text = f"得分达到 {top} 级，十有两禁未核查，不计入达标率"
        case Conclusion.BELOW:
            text = f"未达到 {top} 级"
        case _:
            assert_never(found.conclusion)
    note = provisional(found)
    return f"{text}（{note}）" if note else text


def provisional(found: Verdict) -> str:
    """Why the result is not final; empty where it is."""
    return f"尚有 {len(found.unanswered)} 项未作答，结果为暂定" if found.provisional else ""


def possible(found: Verdict) -> str:
    """The range that the unanswered items leave open, each grade with its name."""
    low, high = found.low, found.high
    grades = dict.fromkeys((grade_prose(found.standard, low.grade), grade_prose(found.standard, high.grade)))
    return f"{wording.score_range(low.score, high.score)} 分，等级 {'至 '.join(grades)}"


def margin_up(found: Verdict) -> str:
    """How far the next better grade is."""
    if found.up is None:
        return "已是最高等级"
    target, blocked = f"{found.up.grade.value} 级", _blocked(found, found.up)
    if not found.up.score:
        return f"得分已够 {target}{blocked}"
    return (
        f"距 {target}还差 {wording.lacking(found.up.score)} 分（百分制），"
        f"折合原始分 {wording.points(found.up.points)} 分{blocked}"
    )


def margin_down(found: Verdict) -> str:
    """How much is to spare above the grade's lower end, or above the section minimum that is nearer."""
    if found.down is None:
        return "已是最低等级"
    if not found.down.section:
        return f"高出 {found.grade.value} 级底线 {wording.score(found.down.score)} 分"
    titles = {section.id: section.title for section in found.standard.sections}
    section, points = wording.quoted(titles[found.down.section]), wording.points(found.down.points)
    return f"{section}高出最低分 {points} 分（原始分），低于最低分时等级不高于 {found.down.grade.value} 级"


def _blocked(found: Verdict, margin: Margin) -> str:
    titles = {veto.id: veto.text.rstrip("。") for veto in found.standard.vetoes}
    for scored in found.low.card.sections:
        titles[scored.section.id] = f"{scored.section.title}{_held_down(found, scored)}"
    named = "".join(wording.quoted(titles[key]) for key in margin.blocked_by)
    return f"；另须先解决{named}" if named else ""


def _held_down(found: Verdict, scored: SectionScore) -> str:
    """Why a section keeps the grade down."""
    if scored.gate is False and scored.section.gate:
        return "前置条件尚未作答" if scored.section.gate.id in found.unanswered else "前置条件不满足"
    return "得分低于最低分"


def reason(given: Reason, standard: Standard) -> str:
    """One reason as a sentence; ``standard`` is the edition that was graded by."""
    note = f"：{given.note.rstrip('。')}" if given.note else ""
    match given.step:
        case Step.ITEM:
            return _item(given, standard, note)
        case Step.SECTION:
            return _section(given, standard, note)
        case Step.TOTAL:
            return f"原始合计 {_of_full(given)}，折合百分制 {_hundred(given)} 分"
        case Step.BAND:
            return f"百分制得分 {wording.score(given.got or Fraction(0))} 分，对应 {_grade(given, standard)}"
        case Step.VETO:
            return _veto(given, standard, note)
        case Step.TEN_TWO:
            return _ten_two(given)
        case _:
            assert_never(given.step)


def _item(given: Reason, standard: Standard, note: str) -> str:
    subject = f"第 {standard.item[given.subject].number} 项{wording.quoted(given.title)}"
    if given.cause is Cause.NOT_APPLICABLE:
        return f"{subject}不适用，不计入得分和满分{note}"
    if given.cause is Cause.UNANSWERED:
        return f"{subject}尚未作答，暂按最低 {_got(given)} 分计（满分 {_full(given)} 分）"
    return f"{subject}得 {_of_full(given)}，失 {_lost(given)} 分"


def _section(given: Reason, standard: Standard, note: str) -> str:
    subject = f"方面{wording.quoted(given.title)}"
    if given.cause is Cause.GATE_UNMET:
        return f"{subject}的前置条件不满足，本方面不得分{note}"
    if given.cause is Cause.GATE_UNANSWERED:
        return f"{subject}的前置条件尚未作答，本方面暂按不得分计{note}"
    if given.cause is Cause.BELOW_MINIMUM:
        return (
            f"{subject}得 {_got(given)} 分，低于最低 {_full(given)} 分，等级不高于 {_grade(given, standard)}"
        )
    return f"{subject}合计得 {_of_full(given)}"


def _veto(given: Reason, standard: Standard, note: str) -> str:
    title = given.title.rstrip("。")
    if given.cause is Cause.TRIGGERED:
        return f"存在否决情形，等级不高于 {_grade(given, standard)}。{title}{note}"
    if given.cause is Cause.SWITCHED_OFF:
        return f"否决情形{wording.quoted(title)}未启用{note or '（标准包交付时即未启用）'}"
    return f"{_looked_at(given)}，等级为 {_grade(given, standard)}"


def _looked_at(given: Reason) -> str:
    """How many of the vetoes in force were looked at, none of which holds."""
    if not given.full:
        return "没有启用的否决情形"
    if given.got == given.full:
        return f"否决情形 {_full(given)} 条均已核对，未发现存在"
    return f"否决情形 {_full(given)} 条，已核对 {_got(given)} 条，未发现存在，其余暂按不存在计"


def _ten_two(given: Reason) -> str:
    if given.cause is Cause.LINE_OPEN:
        return f"{wording.quoted(given.title)}{_state(given)}，适用检查点满足 {_got(given)}/{_full(given)}"
    if given.cause is Cause.TEN_TWO_DONE:
        return "十有两禁各项均已达到要求"
    if given.cause is Cause.TEN_TWO_OPEN:
        return f"十有两禁尚有未达到要求的项，不能认定为达到 {_letter(given)} 级"
    if given.cause is Cause.TEN_TWO_UNKNOWN:
        return f"十有两禁未核查，不能认定为达到 {_letter(given)} 级"
    if given.cause is Cause.TEN_TWO_OFF:
        return "本标准包未启用十有两禁完成要求，不影响等级认定"
    return "没有十有两禁的核查标准，不能判定十有两禁是否完成"


def _got(given: Reason) -> str:
    return wording.points(given.got or Fraction(0))


def _full(given: Reason) -> str:
    return wording.points(given.full or Fraction(0))


def _of_full(given: Reason) -> str:
    return f"{_got(given)} 分（满分 {_full(given)} 分）"


def _lost(given: Reason) -> str:
    return wording.points((given.full or Fraction(0)) - (given.got or Fraction(0)))


def _hundred(given: Reason) -> str:
    return wording.score(100 * (given.got or Fraction(0)) / given.full) if given.full else "0.00"


def _letter(given: Reason) -> str:
    return given.grade.value if given.grade else Grade.D.value


def _grade(given: Reason, standard: Standard) -> str:
    return grade_in(standard, given.grade) if given.grade else ""


def _state(given: Reason) -> str:
    return wording.name(given.state) if given.state else ""


def answer(item: Item, given: Answer | None) -> str:
    """What was answered on an item, with the words of the edition."""
    match item.scoring, given:
        case _, None:
            return wording.UNANSWERED
        case _, NotApplicable(why):
            return f"不适用：{why}"
        case Levels(levels=levels), Chosen(level):
            return f"{wording.points(levels[level].points)} 分：{levels[level].criterion}"
        case Deductions(deductions=reasons), Counted(counts):
            return _counted({entry.id: entry.text for entry in reasons}, counts, "没有扣分", "次")
        case Sum(parts=parts), Counted(counts):
            return _counted({entry.id: entry.text for entry in parts}, counts, "均没有", "个")
        case Share(), Reached(share):
            return f"{item.scoring.part}占{item.scoring.whole}的 {wording.percent(share)}"
        case _:
            return "答案与计分方式不符"


def _counted(texts: Mapping[str, str], counts: Mapping[str, int], none: str, unit: str) -> str:
    named = [f"{text}（{counts[key]} {unit}）" for key, text in texts.items() if counts.get(key)]
    return "；".join(named) or none


def scoring(item: Item) -> str:
    """How an item is scored, in one line."""
    rule = item.scoring
    match rule:
        case Levels(levels=levels):
            return f"选档（{'/'.join(wording.points(level.points) for level in levels)} 分）"
        case Deductions():
            return (
                f"按次扣分（满分 {wording.points(rule.full)} 分，扣至 {wording.points(rule.least)} 分为止）"
            )
        case Sum():
            return f"累加（最高 {wording.points(rule.full)} 分）"
        case Share():
            return f"按比例分段（最高 {wording.points(rule.full)} 分）"


def methods(found: tuple[Method, ...]) -> str:
    """How an entry is checked: '查阅资料、现场检查'."""
    return "、".join(method.value for method in found)


def basis(found: entries.Basis) -> str:
    """A document and the place in it."""
    return f"{found.document} {found.clause}"


_LINE_PREFIX = {LineKind.HAVE: "有", LineKind.BAN: "禁", LineKind.LAW: "法"}


def line(found: Line) -> str:
    """A line's short mark and title: '有3 “四至”范围'."""
    return f"{line_mark(found)} {found.title}"


def line_mark(found: Line) -> str:
    """A line's short mark: '有3', '禁1'."""
    return f"{_LINE_PREFIX[found.kind]}{found.number}"


def counted_on(found: Basis) -> str:
    """Whose grades a figure counts; goes on every chart and sum."""
    if found is Basis.REVIEW:
        return "复核口径（只计已确认的复核等级）"
    return "自评口径（按园区自评等级，不作为达标依据）"


def share_found(place: str, rolled: Rollup, against: Against | None) -> str:
    """The finding about a region's share at D, as a chart's title says it."""
    if not rolled.recognised:
        return f"{place}没有已公布认定的园区"
    head = f"{place} {rolled.recognised} 个园区，D 级 {rolled.at_top} 个（{wording.percent(rolled.share)}）"
    if against is None:
        return head
    line_ = wording.percentage(against.target.percent)
    tail = f"距 {line_} 目标还差 {against.missing} 个" if against.missing else f"已达到 {line_} 目标"
    return f"{head}，{tail}"
