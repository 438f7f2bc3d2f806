"""How the papers put facts, lists and chapters together, and what they say where a fact is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from app import wording, wording_verdict
from app.core.dossier import AssessmentState, Dossier
from app.core.entries import Grade, Status
from app.core.rollup import Kind
from app.reports import blocks
from app.reports.blocks import Block, Heading, Paragraph, Run, Tone

T = TypeVar("T")

Part = tuple[str, Sequence[Block]]
"""A heading without its number, and what stands below it."""


def chapters(level: int, parts: Iterable[Part]) -> list[Block]:
    """The parts under headings numbered at ``level``; a part with nothing in it is left out."""
    made: list[Block] = []
    filled = [(title, inside) for title, inside in parts if inside]
    for number, (title, inside) in enumerate(filled, 1):
        made.append(Heading(level, f"{blocks.numbered(level, number)}{title}"))
        made.extend(inside)
    return made


def led(parts: Iterable[Part]) -> list[Block]:
    """The parts as ``chapters`` of level 2, each heading at the beginning of its first paragraph."""
    made: list[Block] = []
    filled = [(title, inside) for title, inside in parts if inside]
    for number, (title, (first, *rest)) in enumerate(filled, 1):
        heading = f"{blocks.numbered(2, number)}{title}"
        if isinstance(first, Paragraph):
            lead = Run(f"{heading}。", Tone.LEAD)
            said = (Run(first.text),) if isinstance(first.text, str) else first.text
            made += [Paragraph((lead, *said)), *rest]
        else:
            made += [Heading(2, heading), first, *rest]
    return made


def listed(sentences: Iterable[str], level: int = 3) -> list[Block]:
    """Sentences as numbered paragraphs."""
    return [Paragraph(f"{blocks.numbered(level, n)}{text}") for n, text in enumerate(sentences, 1)]


def fact(text: str | None) -> str:
    """What was typed, or that it is missing."""
    return (text or "").strip() or wording.MISSING


def official_day(value: date | None) -> str:
    """A date in prose, or that it is missing."""
    return wording.official_day(value) if value else wording.MISSING


def day(value: date | None) -> str:
    """A date in a table, or that it is missing."""
    return wording.day(value) if value else wording.MISSING


def number(value: int | Decimal | None, unit: str = "") -> str:
    """A number with its unit, or that it is missing."""
    return wording.MISSING if value is None else f"{wording.number(value)}{unit}"


def written(value: T | None, how: Callable[[T], str]) -> str:
    """``value`` as ``how`` writes it for a paper, or that it is missing."""
    return wording.MISSING if value is None else wording.tight(how(value))


def said(text: str) -> str:
    """A sentence of wording as a paper sets it."""
    return wording.tight(text)


def points(value: Fraction) -> str:
    """Points in prose: 3分."""
    return f"{wording.points(value)}分"


def graded(dossier: Dossier, grade: Grade) -> str:
    """A grade with its name inside a sentence: D级（较低安全风险）."""
    return wording.tight(wording_verdict.grade_prose(dossier.standard, grade))


def status(value: Status) -> str:
    """How sure an entry is, on two lines for a narrow column."""
    name = wording.name(value)
    return f"{name[:-2]}\n{name[-2:]}"


def first_step(measure: str) -> str:
    """The beginning of a measure of several steps, for where only the main thing is told."""
    return said(measure.strip().split("；", 1)[0].rstrip("。"))


def stopped(text: str) -> str:
    """A sentence that ends with exactly one full stop."""
    return f"{text.rstrip().rstrip('。；')}。"


def round_name(dossier: Dossier) -> str:
    """Which round of assessment a paper rests on: 2026年自评."""
    return f"{dossier.assessment.year}年{wording.name(dossier.assessment.kind)}"


def edition_line(dossier: Dossier) -> str:
    """The small print of every page: a line for each edition that the paper rests on."""
    editions = (dossier.standard, *([dossier.companion] if dossier.companion else []))
    return "\n".join(wording_verdict.edition_foot(standard) for standard in editions)


def banners(dossier: Dossier) -> list[Block]:
    """What a reader must know before the first chapter: provisional, a draft, or not a confirmed review."""
    found, state = dossier.verdict, dossier.assessment.state
    said_first = []
    if found.provisional:
        said_first.append(
            f"【暂定】{wording_verdict.provisional(found)}，未作答项按最低档计入。"
            f"全部作答后，得分可能为{wording_verdict.possible(found)}。本文件不得作为正式评级结论使用。"
        )
    if state.open:
        said_first.append(f"【{wording.name(state)}】{round_name(dossier)}尚未提交，内容可能变动。")
    if dossier.assessment.kind is not Kind.REVIEW or state is not AssessmentState.CONFIRMED:
        said_first.append(
            f"【非正式等级】所列等级为{round_name(dossier)}结果，"
            "未经复核确认，不计入达标率；正式等级以省级复核公布的结果为准。"
        )
    return [Paragraph((Run(wording.tight(text), Tone.WARNING),), flush=True) for text in said_first]


def ranges(numbers: Sequence[int]) -> str:
    """Numbers in rising order, three or more in a row as a range.

    >>> ranges([3, 4, 22, 23, 24, 25]), ranges([7]), ranges([])
    ('3、4、22至25', '7', '')
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(
        f"{run[0]}至{run[-1]}" if len(run) > 2 else "、".join(str(number) for number in run) for run in runs
    )


def together(names: Iterable[str], most: int) -> str:
    """The first ``most`` names, and 等 where there are more.

    >>> together(["甲", "乙", "丙"], 2), together(["甲", "甲", "乙"], 2)
    ('甲、乙等', '甲、乙')
    """
    every = list(dict.fromkeys(name for name in names if name))
    return "、".join(every[:most]) + ("等" if len(every) > most else "")
