"""Grading a sheet: the verdict in JSON is exact, complete, and says what it rests on."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app import paths
from app.core import advice
from app.core.answers import Chosen
from app.errors import Faults, UserError
from app.files import packs
from app.services import grading, standards

GUIDE = "guide-2023-trial"
ALL_KINDS = Path(__file__).parents[1] / "editions" / "all-kinds"


def graded(
    folder: Path, standard: str, *rows: str, header: str = "item,level,points,counts,share,state"
) -> Any:
    sheet = folder / "answers.csv"
    sheet.write_text("\n".join([f"{header},na_reason,finding", *rows]), encoding="utf-8")
    found = grading.as_json(grading.grade(standard, sheet))
    return json.loads(json.dumps(found))


def best(standard: str) -> list[str]:
    """A row with full points for every item."""
    items = standards.find(standard).standard.items
    answers = {item.id: advice.best(item) for item in items}
    return [f"{key},{answer.level}" for key, answer in answers.items() if isinstance(answer, Chosen)]


def met(edition: str = "ten-two-2024") -> list[str]:
    return [f"{point.id},,,,,met" for point in standards.find(edition).standard.checkpoints]


def test_a_full_sheet_reaches_d_and_says_by_which_edition(tmp_path: Path) -> None:
    found = graded(tmp_path, GUIDE, *best(GUIDE), *met())
    assert (found["score"], found["score_shown"]) == ("100", "100.00")
    assert (found["grade"], found["grade_name"]) == ("D", "较低安全风险")
    assert (found["provisional"], found["reached"], found["conclusion"]) == (False, True, "reached")
    assert found["edition"] == GUIDE
    assert found["checksum"] == standards.find(GUIDE).standard.checksum
    assert found["unverified"] > 0
    assert f"{found['unverified']} 项未核对原文" in found["source"]
    assert found["ten_two"]["done"] is True
    assert found["ten_two_missing"] is None


def test_unanswered_items_make_it_provisional_with_an_exact_range(tmp_path: Path) -> None:
    found = graded(tmp_path, GUIDE, "G01,2")
    low, high = map(Fraction, found["range"]["score"])
    first = standards.find(GUIDE).standard.items[0]
    full = sum(item.full for item in standards.find(GUIDE).standard.items)
    assert (low, high) == (100 * first.full / full, Fraction(100))
    assert found["range"]["grade"] == ["A", "D"]
    assert found["provisional"] is True
    assert len(found["unanswered"]) == 33
    assert found["score"] == found["range"]["score"][0]


def test_the_reasons_follow_the_steps_of_grading_in_chinese(tmp_path: Path) -> None:
    found = graded(tmp_path, GUIDE, "G01,0,,,,,,没有认定文件")
    steps = list(dict.fromkeys(reason["step"] for reason in found["reasons"]))
    assert steps == ["item", "section", "total", "band", "veto", "ten_two"]
    first = found["reasons"][0]
    assert (first["cause"], first["subject"], first["got"]) == ("lost", "G01", "0")
    assert first["finding"] == "没有认定文件"
    assert all(reason["text"] for reason in found["reasons"])


def test_a_triggered_veto_lowers_the_grade_and_says_why(tmp_path: Path) -> None:
    veto = next(veto for veto in standards.find(GUIDE).standard.vetoes if veto.enabled)
    found = graded(tmp_path, GUIDE, *best(GUIDE), *met(), f"{veto.id},,,,,triggered,,2026 年查实")
    assert found["grade"] == veto.effect.value
    (told,) = found["vetoes"]
    assert told["id"] == veto.id
    assert (told["text"], told["reason"], told["effect"]) == (veto.text, veto.reason, veto.effect.value)
    assert told["found"] == "2026 年查实"


def test_a_veto_switched_off_is_named_with_its_reason(tmp_path: Path) -> None:
    veto = next(veto for veto in standards.find(GUIDE).standard.vetoes if veto.enabled)
    found = graded(tmp_path, GUIDE, f"{veto.id},,,,,off,本省未采用")
    assert {"id": veto.id, "found": "本省未采用"}.items() <= found["vetoes_off"][0].items()
    assert found["vetoes"] == []


def test_what_one_item_would_change_is_told_for_each(tmp_path: Path) -> None:
    *others, last = best(GUIDE)
    found = graded(tmp_path, GUIDE, *others, f"{last.split(',')[0]},0")
    assert len(found["effects"]) == 34
    lost = found["effects"][-1]
    assert (lost["item"], lost["best"]) == (last.split(",")[0], {"score": "100", "grade": "D"})
    assert lost["worst"] == {"score": found["score"], "grade": found["grade"]}


def test_the_vetoes_nobody_looked_at_are_named(tmp_path: Path) -> None:
    found = graded(tmp_path, GUIDE, "V1,,,,,clear", "V2,,,,,off,本省未采用")
    assert found["vetoes_unmarked"] == ["V3", "V4", "V5", "V6"]
    (told,) = [reason for reason in found["reasons"] if reason["cause"] == "no_veto"]
    assert (told["got"], told["full"]) == ("1", "5")


def test_a_score_just_below_the_line_is_exact_and_never_shown_higher(tmp_path: Path) -> None:
    # 84.995 of 100: one item worth 100 points, its level at 84.995.
    folder = shutil.copytree(ALL_KINDS, tmp_path / "fine")
    (folder / "3-lines.toml").unlink()
    items = (folder / "2-items.toml").read_text("utf-8").split("[[item]]")
    one = items[1].replace("points = 3, criterion", "points = 84.995, criterion")
    one = one.replace("points = 5, criterion", "points = 100, criterion")
    (folder / "2-items.toml").write_text(f"[[item]]{one}", "utf-8")
    face = (folder / "1-edition.toml").read_text("utf-8").split("[[section]]")
    bands = face[-1][face[-1].index("[[band]]") :]
    (folder / "1-edition.toml").write_text(
        f'{face[0]}[[section]]\nid = "K1"\ntitle = "一"\n\n{bands}', "utf-8"
    )
    found = graded(tmp_path, str(folder), "K01,2")
    assert (found["score"], found["score_shown"], found["grade"]) == ("84.995", "84.99", "C")
    up = {"grade": "D", "score": "0.005", "points": "0.005", "blocked_by": [], "section": None}
    assert found["margin"]["up"] == up


def test_a_score_without_an_end_is_given_as_a_fraction(tmp_path: Path) -> None:
    found = graded(tmp_path, GUIDE, *best(GUIDE)[:-1])
    assert found["score"] == "1650/17"
    assert Decimal(found["score_shown"]) == Decimal("97.05")


def test_an_item_that_does_not_apply_leaves_both_sides(tmp_path: Path) -> None:
    *others, last = best(GUIDE)
    found = graded(tmp_path, GUIDE, *others, f"{last.split(',')[0]},,,,,,园区没有这类设施")
    assert (found["score"], found["provisional"]) == ("100", False)
    assert found["reasons"][0]["note"] == "园区没有这类设施"


def test_every_kind_of_scoring_is_graded(tmp_path: Path) -> None:
    found = graded(
        tmp_path,
        str(ALL_KINDS),
        *("K01,3", "K02,,8", "K03,,0.5", "K04,,,power=2", "K05,,,0", "K06,,,,75%", "K07,,,team=2;drill=1"),
        *("K08,0", "K2-gate,,,,,是", "V1,,,,,clear"),
    )
    standard = packs.load(ALL_KINDS)
    raw = Fraction(found["score"]) * sum(item.full for item in standard.items) / 100
    assert raw == Fraction(5 + 8) + Fraction("0.5") + 7 + 5 + 1 + 4 + Fraction(
        standard.items[7].scoring.least
    )


def test_the_ten_two_lines_of_a_folder_are_found_beside_it(tmp_path: Path) -> None:
    for edition in (GUIDE, "ten-two-2024"):
        shutil.copytree(paths.standards() / edition, tmp_path / edition)
    lines = tmp_path / "ten-two-2024" / "lines.toml"
    lines.write_text(lines.read_text("utf-8").replace("规划体系", "规划体系（本省）"), "utf-8")
    found = graded(tmp_path, str(tmp_path / GUIDE), *met())
    assert found["ten_two"]["checksum"] != standards.find("ten-two-2024").standard.checksum
    assert "规划体系（本省）" in found["ten_two"]["lines"][0]["title"]


def test_a_missing_ten_two_edition_is_said_and_does_not_stop_grading(tmp_path: Path) -> None:
    folder = shutil.copytree(paths.standards() / GUIDE, tmp_path / "own")
    face = folder / "edition.toml"
    face.write_text(face.read_text("utf-8").replace('"ten-two-2024"', '"ten-two-2099"'), "utf-8")
    found = graded(tmp_path, str(folder), *best(GUIDE))
    assert (found["ten_two"], found["ten_two_missing"]) == (None, "ten-two-2099")
    assert (found["grade"], found["conclusion"], found["reached"]) == ("D", "ten_two_unknown", False)


@pytest.mark.parametrize("reference", ["no-such", "./nowhere", "ten-two-2024"])
def test_an_edition_that_cannot_grade_is_refused(tmp_path: Path, reference: str) -> None:
    with pytest.raises(UserError) as caught:
        graded(tmp_path, reference)
    assert caught.value.remedy


def test_a_fault_in_the_rules_stops_grading(tmp_path: Path) -> None:
    folder = shutil.copytree(ALL_KINDS, tmp_path / "broken")
    face = folder / "1-edition.toml"
    face.write_text(face.read_text("utf-8").replace("below = 70", "below = 69"), "utf-8")
    with pytest.raises(Faults):
        graded(tmp_path, str(folder), "K01,3")
