"""Rounds in a list: no two of them read alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.core.dossier import Assessment
from app.core.rollup import Kind
from ui.widgets import round_choice

FIRST = Assessment(
    id="a1", park_id="p1", kind=Kind.SELF, year=2026, edition_checksum="", assessed_on=date(2026, 4, 20)
)


def test_rounds_of_one_year_that_read_alike_have_their_day():
    again = replace(FIRST, id="a2", assessed_on=date(2026, 10, 20))
    earlier = replace(FIRST, id="a3", year=2025, assessed_on=date(2025, 4, 20))
    assert [text for _id, text in round_choice.entries([again, FIRST, earlier])] == [
        "2026 自评　2026-10-20　编制中",
        "2026 自评　2026-04-20　编制中",
        "2025 自评　编制中",
    ]


def test_rounds_of_one_day_are_numbered_the_latest_highest():
    moved = replace(FIRST, id="a2")
    assert [text[-3:] for _id, text in round_choice.entries([moved, FIRST])] == ["（2）", "（1）"]
