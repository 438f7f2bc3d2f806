"""The commands about editions as files: the workbook out and in, and a blank answer sheet."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

# All else is imported by the command that needs it, as in the other commands.
if TYPE_CHECKING:
    from app.services.edition_import import Proposal


def template(typed: Namespace) -> int:
    """Write an edition as an Excel workbook to be filled in."""
    from app import wording_edition
    from app.services import edition_import, standards

    standard = standards.find(typed.standard).standard
    written = edition_import.export(standard, typed.out.absolute())
    print(f"已写出 {written}（{wording_edition.edition(standard)}）。")
    return 0


def bring_in(typed: Namespace) -> int:
    """Make an edition from a workbook, or tell every fault in it by sheet and cell."""
    from app import wording_verdict
    from app.services import edition_import

    proposal = edition_import.read(typed.workbook)
    kept = edition_import.keep(proposal, typed.out)
    if not kept.fresh:
        where = f"已在 {kept.folder}" if kept.folder else "就是随程序提供的那一个"
        print(f"内容没有变化：这个标准包{where}，无需导入。")
        return 0
    print(f"已导入，放在 {kept.folder}。")
    print(wording_verdict.edition_line(proposal.standard))
    if kept.aside is not None:
        print(f"原来的版本移到 {kept.aside}。用着它的评估不受影响。")
    _compare(proposal)
    return 0


def sheet(typed: Namespace) -> int:
    """Write a blank answer sheet with every id."""
    from app.services import grading

    asked = grading.blank(typed.standard, typed.out.absolute())
    print(f"已写出 {typed.out.absolute()}（{asked} 条）。填好后用 parkgrade grade 评级。")
    return 0


def _compare(proposal: Proposal) -> None:
    from app import wording_edition

    beside = proposal.beside
    if beside is None:
        wanted = proposal.standard.edition.supersedes
        print(f"没有找到标准包 {wanted}，没有比较。" if wanted else "没有写替代哪个标准包，没有比较。")
        return
    print(*wording_edition.comparison(beside.old, beside.new, beside.differences, beside.rulings), sep="\n")
