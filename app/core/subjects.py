"""A question by its subject, such as ``item/G01``: what it is called, where it stands, whether an answer fits it."""

from __future__ import annotations

from collections.abc import Iterable

from app.core import answers as forms
from app.core import asked
from app.core.answers import Check, Given, VetoMark
from app.core.standard import Standard
from app.errors import UserError


def fit(standard: Standard, companion: Standard | None, subject: str, given: Given | None) -> str:
    """Check that ``given`` can answer ``subject``; returns what the subject is called in an action's name."""
    side, _, key = subject.partition("/")
    judged = companion or standard
    known: Iterable[str] = {
        "item": standard.item,
        "gate": standard.gate,
        "veto": standard.veto,
        "check": judged.checkpoint,
    }.get(side, ())
    if key not in known:
        raise UserError(f"标准包里没有“{subject}”。", "请核对编号，或刷新页面。")
    if side == "item":
        item = standard.item[key]
        if isinstance(given, (Check, VetoMark, bool)):
            raise UserError(f"第 {item.number} 项的答案形式不对。", "请按该项的计分方式填写。")
        if given is not None:
            forms.fit(item, given)
        return f"第 {item.number} 项"
    _fit_mark(standard, judged, subject, given)
    return key


def fits(standard: Standard, companion: Standard | None, subject: str, given: Given) -> bool:
    """Whether ``given`` can answer ``subject``."""
    try:
        fit(standard, companion, subject, given)
    except UserError:
        return False
    return True


def section(standard: Standard, companion: Standard | None, subject: str) -> str:
    """Id of the section or line that a question stands in, or ``veto``; empty where it is not asked."""
    side, _, key = subject.partition("/")
    match side:
        case "item" if key in standard.item:
            return standard.item[key].section
        case "gate":
            return next((one.id for one in standard.sections if one.gate and one.gate.id == key), "")
        case "check" if key in (companion or standard).checkpoint:
            return (companion or standard).checkpoint[key].line
        case "veto" if key in standard.veto:
            return asked.VETOES
    return ""


def _fit_mark(standard: Standard, judged: Standard, subject: str, given: Given | None) -> None:
    side, _, key = subject.partition("/")
    match side, given:
        case _, None:
            pass
        case "gate", bool():
            pass
        case "check", Check():
            forms.fit_check(judged.checkpoint[key], given)
        case "veto", VetoMark():
            forms.fit_mark(standard.veto[key], given)
        case _:
            raise UserError(f"“{key}”的答案形式不对。", "请重新选择。")
