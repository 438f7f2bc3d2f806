"""Grading a sheet of answers without any store: an edition and a CSV in, the verdict and its JSON out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core import verdict as core
from app.core.verdict import Verdict
from app.errors import UserError
from app.files import answer_sheet
from app.services import standards

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Graded:
    """A verdict on a sheet, and what was found beside the answers, by subject such as ``item/G01``."""

    verdict: Verdict
    findings: Mapping[str, str]

    @property
    def ten_two_missing(self) -> str | None:
        """The id of the edition of 十有两禁 that this one asks for and nobody could find."""
        wanted = self.verdict.standard.edition.ten_two
        return None if self.verdict.companion or self.verdict.standard.lines else wanted


def grade(standard_ref: str, csv_path: Path) -> Graded:
    """Grade the sheet by the edition with this id or in this folder.

    The edition of 十有两禁 that it names is looked for beside the folder, then among the shipped ones; without
    one the lines stay unjudged. UserError or Faults where the edition or the sheet has a fault.
    """
    standard = standards.find(standard_ref).standard
    if not standard.items:
        raise UserError(
            f"标准包“{standard.edition.title}”没有评分项，不能单独评级。",
            "请用带评分项的标准包评级，十有两禁会随它一并核查；parkgrade standard list 列出现有的标准包。",
        )
    beside = None if standard_ref in standards.shipped() else Path(standard_ref).absolute().parent
    found = standards.companion(standard, beside)
    companion = found.standard if found else None
    sheet = answer_sheet.read(csv_path, standard, companion)
    return Graded(core.verdict(standard, sheet.answers, companion), sheet.findings)
