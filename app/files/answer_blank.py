"""A blank answer sheet: every question of an edition on a line, for filling in by hand."""

from __future__ import annotations

import csv
import io
from collections import Counter

from app import wording_compare, wording_edition
from app.core import edition_diff
from app.core.standard import Standard
from app.files import answer_rows

HEADER = ("item", answer_rows.TEXT, *answer_rows.COLUMNS[1:])


def write(standard: Standard, companion: Standard | None = None) -> bytes:
    """The sheet as CSV that Excel opens as it is; what is asked stands beside each id and is not read back."""
    asked = edition_diff.questions(standard, companion)
    often = Counter(question.id for question in asked.values())
    lines = io.StringIO()
    rows = csv.writer(lines, lineterminator="\r\n")
    rows.writerow(HEADER)
    for subject, question in asked.items():
        name = question.id if often[question.id] == 1 else subject
        told = f"{wording_compare.title(question)}　{wording_edition.body(question, standard)}"
        rows.writerow((name, told, *("" for _ in HEADER[2:])))
    return lines.getvalue().encode("utf-8-sig")
