"""The 体检: each check finds what its cases say and nothing else; the rules are whole and their faults are told."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app import paths, wording_checkup
from app.core import checkup
from app.core.checkup_rules import Found, Rule, Severity
from app.core.dossier import Assessment, Dossier, Remark
from app.core.evidence import Evidence, EvidenceKind, Side
from app.core.park import Enterprise, EnterpriseKind, Park, Recognition, Settlement, Zone
from app.core.plan import Measure, MeasureState
from app.core.rollup import Kind
from app.core.verdict import verdict
from app.errors import Faults
from app.files import checks
from app.services import standards
from tests.cases import reading

RULES = {rule.id: rule for rule in checks.load(paths.checkup())}
FILE = Path(__file__).parents[1] / "cases" / "checkup" / "checks.toml"
CASES: list[dict[str, Any]] = tomllib.loads(FILE.read_text("utf-8"))["case"]
TODAY = date(2026, 11, 23)
OF: Mapping[str, Callable[[Any], Any]] = {
    "area": Decimal,
    "planned_area": Decimal,
    "recognition_status": Recognition,
    "kind": EnterpriseKind,
}


def record(kind: Callable[..., Any], raw: Mapping[str, Any]) -> Any:
    return kind(**{"id": "x", "park_id": "p1", "name": "示例", **read(raw)})


def read(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {name: OF[name](value) if name in OF else value for name, value in raw.items()}


def dossier(case: Mapping[str, Any]) -> Dossier:
    guide, ten_two = (standards.shipped()[key].standard for key in ("guide-2023-trial", "ten-two-2024"))
    answers = reading.answers_of(case, guide, ten_two)
    park = {"id": "p1", "name": "示例园区", **case.get("park", {})}
    files = [(raw, evidence(raw)) for raw in case.get("evidence", ())]
    subjects = dict.fromkeys(raw["subject"] for raw, _ in files if "subject" in raw)
    measures = dict.fromkeys(raw["measure"] for raw, _ in files if "measure" in raw)
    return Dossier(
        park=Park(**read(park)),
        zones=tuple(record(Zone, raw) for raw in case.get("zones", ())),
        enterprises=tuple(record(Enterprise, raw) for raw in case.get("enterprises", ())),
        settlements=tuple(record(Settlement, raw) for raw in case.get("settlements", ())),
        assessment=Assessment(id="a1", park_id="p1", kind=Kind.SELF, year=2026, edition_checksum="0"),
        standard=guide,
        companion=ten_two,
        answers=answers,
        remarks={subject: Remark(**raw) for subject, raw in case.get("remarks", {}).items()},
        verdict=verdict(guide, answers, ten_two),
        measures=tuple(measure(raw) for raw in case.get("measures", ())),
        today=case.get("today", TODAY),
        evidence={key: tuple(file for raw, file in files if raw.get("subject") == key) for key in subjects},
        measure_evidence={
            key: tuple((Side(raw["side"]), file) for raw, file in files if raw.get("measure") == key)
            for key in measures
        },
    )


def measure(raw: Mapping[str, Any]) -> Measure:
    return Measure(**{"park_id": "p1", **raw, "state": MeasureState(raw.get("state", "open"))})


def evidence(raw: Mapping[str, Any]) -> Evidence:
    kept = {name: value for name, value in raw.items() if name not in {"subject", "measure", "side"}}
    kind = EvidenceKind(raw.get("kind", "other"))
    return Evidence(**{"park_id": "p1", "sha256": "0", "size": 1, **kept, "kind": kind})


@pytest.mark.parametrize("case", CASES, ids=[f"{case['check']} {case['name']}" for case in CASES])
def test_a_check_finds_what_the_case_says(case: dict[str, Any]) -> None:
    about = dossier(case)
    found = checkup.checkup(about, [RULES[case["check"]]])
    assert [one.subject for one in found] == case["finds"]
    if found:
        assert case["says"] in wording_checkup.detail(about, found[0])


def test_every_check_has_a_case_in_which_it_finds_something_and_one_in_which_it_does_not() -> None:
    for wanted in (True, False):
        assert {case["check"] for case in CASES if bool(case["finds"]) is wanted} == set(RULES)


def test_every_check_says_where_it_is_from_and_is_the_projects_own() -> None:
    assert all(rule.basis and rule.status.value == "project" for rule in RULES.values())


def test_the_subjects_that_checks_name_are_in_the_shipped_editions() -> None:
    guide, ten_two = (standards.shipped()[key].standard for key in ("guide-2023-trial", "ten-two-2024"))
    known = {f"item/{key}" for key in guide.item} | {f"check/{key}" for key in ten_two.checkpoint}
    named = {
        subject
        for rule in RULES.values()
        for name in ("full", "above_zero")
        for subject in rule.limits.get(name, ())
    }
    assert named
    assert named <= known


def test_an_edition_without_links_and_other_ids_is_checked_all_the_same() -> None:
    own = standards.find(str(Path(__file__).parents[1] / "editions" / "all-kinds")).standard
    answers = reading.answers_of({"items": "最好", "checks": "满足"}, own, own)
    case = {"settlements": [{"name": "示例一组", "households": 3}]}
    about = replace(
        dossier(case), standard=own, companion=None, answers=answers, verdict=verdict(own, answers)
    )
    assert {one.rule.id for one in checkup.checkup(about, RULES.values())} == {"T14"}


def test_places_and_checks_are_counted_apart() -> None:
    red, yellow = RULES["T01"], RULES["T14"]
    hits = checkup.Hit("item/G01")
    tally = checkup.tally([Found(red, hits), Found(yellow, hits), Found(yellow, hits)], RULES.values())
    assert (tally.red, tally.red_checks, tally.yellow, tally.yellow_checks) == (1, 1, 2, 1)
    assert tally.passed == len(RULES) - 2


SOUND = """
[[check]]
id = "X1"
title = "题"
text = "文"
detail = "细"
remedy = "办法"
severity = "red"
function = "areas_differ"
basis = [{ document = "项目约定", clause = "检验用" }]
status = "project"
"""


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ('function = "areas_differ"', 'function = "areas_difer"', "check[1]（X1）.function", "areas_difer"),
        ('severity = "red"', 'severity = "orange"', "check[1]（X1）.severity", "不是可用的值"),
        ('status = "project"', 'status = "project"\n[check.limits]\nyears = 3', "limits.years", "不认识的键"),
        ('function = "areas_differ"', 'function = "firms_but_claimed"', "limits.which", "应是列表"),
        ("[[check]]", "[[chek]]", "chek", "不认识的表"),
        ('title = "题"', "title = 题", "第 4 行", "值的写法"),
        ("", SOUND, "X1", "重复"),
    ],
)
def test_a_faulty_rule_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, key: str, says: str
) -> None:
    (tmp_path / "checks.toml").write_text(SOUND.replace(old, new, 1) if old else SOUND + new, "utf-8")
    with pytest.raises(Faults) as caught:
        checks.load(tmp_path)
    assert any(key in fault.key and says in fault.what for fault in caught.value.faults), str(caught.value)


def test_a_sound_rule_is_read(tmp_path: Path) -> None:
    (tmp_path / "checks.toml").write_text(SOUND, "utf-8")
    (rule,) = checks.load(tmp_path)
    assert isinstance(rule, Rule)
    assert rule.severity is Severity.RED
