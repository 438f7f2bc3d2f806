"""How the papers put facts, lists and chapters together, and what they say where a fact is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from app import wording, wording_verdict
from app.core.dossier import AssessmentState, Dossier
from app.core.entries import Grade
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


def stopped(text: str) -> str:
    """A sentence that ends with exactly one full stop."""
    return f"{text.rstrip().rstrip('。；')}。"


def round_name(dossier: Dossier) -> str:
    """Which round of assessment a paper rests on: 2026年自评."""
    return f"{dossier.assessment.year}年{wording.name(dossier.assessment.kind)}"


def edition_line(dossier: Dossier) -> str:
    """The small print of every page: each edition that the paper rests on."""
    line = wording_verdict.edition_line(dossier.standard)
    if dossier.companion:
        line += f"；{wording_verdict.edition_line(dossier.companion).removeprefix('依据：')}"
    return line


def banners(dossier: Dossier) -> list[Block]:
    """What a reader must know before the first chapter: provisional, a draft, or not a confirmed review."""
    found, state = dossier.verdict, dossier.assessment.state
    said_first = []
    if found.provisional:
        said_first.append(
            f"【暂定】{wording_verdict.provisional(found)}，未作答项按最低档计入。"
            f"全部作答后，得分和等级的可能范围为{wording_verdict.possible(found)}。"
            "本文件不得作为正式评级结论使用。"
        )
    if state is AssessmentState.DRAFT:
        said_first.append(f"【编制中】{round_name(dossier)}尚未提交，内容可能变动。")
    if dossier.assessment.kind is not Kind.REVIEW or state is not AssessmentState.CONFIRMED:
        said_first.append(
            f"【非正式等级】所列等级为{round_name(dossier)}结果，"
            "未经复核确认，不计入达标率；正式等级以省级复核公布的结果为准。"
        )
    return [Paragraph((Run(wording.tight(text), Tone.WARNING),), flush=True) for text in said_first]
