"""The experts of a round in words: what each part is called, and how far two of them agree."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from app import wording
from app.core import agreement
from app.core.agreement import Agreement, Pair

_NEVER = "无法计算"


def kappa(value: Fraction | None) -> str:
    """Cohen's kappa to two places, cut towards zero; in words where it cannot be said.

    >>> kappa(Fraction(2, 5)), kappa(Fraction(-1, 3)), kappa(None)
    ('0.40', '−0.33', '无法计算')
    """
    if value is None:
        return _NEVER
    hundredths = abs(value.numerator) * 100 // value.denominator
    sign = "−" if value < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02d}"


def share(found: Agreement) -> str:
    """The share of questions judged alike: '3/4（75.0%）'."""
    if found.share is None:
        return _NEVER
    return f"{found.same}/{found.both}（{wording.percent(found.share)}）"


def agreements(pairs: Sequence[Pair]) -> str:
    """How far the experts agree on the whole, with what the figures mean."""
    whole = [one.found for one in pairs if one.section is None and one.found.both]
    if not whole:
        return "还没有两位专家评定过同一项，一致性待算。"
    alike = agreement.mean(one.share for one in whole)
    beyond = agreement.mean(one.kappa for one in whole)
    head = "一致率" if len(whole) == 1 else f"{len(whole)} 组两两比较，平均一致率"
    said = f"{head} {wording.percent(alike or Fraction(0))}，Kappa {kappa(beyond)}。"
    why = "两人所选全部相同且只有一种时，Kappa 无法计算。" if beyond is None else ""
    return f"{said}Kappa 扣除了碰巧相同的部分：1 为完全一致，0 为与碰巧无异。{why}"
