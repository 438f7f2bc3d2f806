"""What the loader refuses: one wrong thing in a sound edition, one fault with place and remedy."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import Fault, Faults
from app.files import packs

EDITIONS = Path(__file__).parents[1] / "editions"
SOUND = packs.contents(EDITIONS / "all-kinds")
CASES = tomllib.loads((EDITIONS / "refusals.toml").read_text("utf-8"))["case"]

LIVES = [
    (file, line) for file in sorted(SOUND) for line in SOUND[file].decode().splitlines() if " = " in line
]
JUNK = [
    "5",
    "-1",
    "0.25",
    "true",
    '""',
    '"QQQQ"',
    "[]",
    "[1]",
    "{}",
    "[{}]",
    "{ kind = 5 }",
    "2024-01-01",
    "inf",
]
# An English sentence, or a value in Python's writing rather than in the file's.
FOREIGN = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}|Infinity|NaN|None|Decimal|True|False|datetime")


def faults(files: dict[str, bytes]) -> tuple[Fault, ...]:
    with pytest.raises(Faults) as caught:
        packs.loads(files)
    return caught.value.faults


def changed(file: str, old: str, new: str) -> dict[str, bytes]:
    text = SOUND[file].decode()
    assert old in text, f"the sound edition no longer has {old!r}"
    return SOUND | {file: (text.replace(old, new, 1) if old else text + new).encode()}


@pytest.mark.parametrize("case", CASES, ids=[case["name"].replace(" ", "_") for case in CASES])
def test_one_wrong_thing_gives_one_fault_with_file_key_and_remedy(case: dict[str, str]) -> None:
    found = faults(changed(case["file"], case.get("old", ""), case["new"]))
    assert len(found) == 1, "\n".join(map(str, found))
    assert found[0].file == case["file"]
    assert case["key"] in found[0].key
    assert case["says"] in found[0].what
    assert found[0].remedy.endswith(("。", "？"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [("dayz = 1\ndays", "days"), ("mesure = 1\ndays", "measure"), ("in_fource = 1\ndays", "in_force")],
)
def test_an_unknown_key_is_answered_with_the_one_that_was_meant(written: str, meant: str) -> None:
    assert faults(changed("2-items.toml", "days", written))[0].remedy == f"是否想写 {meant}？"


def test_an_unknown_table_is_answered_with_the_one_that_was_meant() -> None:
    assert faults(changed("1-edition.toml", "[[veto]]", "[[vetos]]"))[0].remedy == "是否想写 veto？"


def test_a_wrong_value_is_answered_with_the_allowed_ones() -> None:
    wrong = changed("2-items.toml", 'method = ["查阅资料"]', 'method = ["电话"]')
    assert faults(wrong)[0].remedy == "只能是：查阅资料、现场检查。"


def test_a_file_with_far_too_many_entries_is_refused_without_looking_at_each() -> None:
    (found,) = faults({**SOUND, "9.toml": b"[[veto]]\n" * 100_000})
    assert (found.file, found.key) == ("9.toml", "veto")
    assert "选错文件" in found.remedy


def test_all_faults_of_all_files_are_told_at_once() -> None:
    items = SOUND["2-items.toml"].decode().replace('status = "project"\n', "", 1)
    items = items.replace("points = 5, criterion", "points = 0.5, criterion", 1).replace(
        "days = 90", "dais = 90", 1
    )
    face = SOUND["1-edition.toml"].decode().replace("below = 70", "below = 69").replace('"V2"', '"V1"')
    lines = SOUND["3-lines.toml"].decode().replace('line = "H1"', 'line = "H9"', 1)
    found = faults(
        {"1-edition.toml": face.encode(), "2-items.toml": items.encode(), "3-lines.toml": lines.encode()}
    )
    assert [(fault.file[0], fault.key) for fault in found] == [
        ("1", "veto[2]（V1）.id"),
        ("1", "band[2].below"),
        ("2", "item[1]（K01）.status"),
        ("2", "item[2]（K02）.days"),
        ("2", "item[2]（K02）.dais"),
        ("2", "item[1]（K01）.scoring.levels[4].points"),
        ("3", "checkpoint[1]（H1-1）.line"),
    ]


def test_a_file_that_cannot_be_read_hides_no_other_fault_and_invents_none() -> None:
    broken = SOUND | {"1-edition.toml": b"[edition", "3-lines.toml": SOUND["3-lines.toml"] + b'zz = "1"\n'}
    assert [fault.key for fault in faults(broken)] == ["文件末尾", "checkpoint[6]（L1-1）.zz"]


def test_bands_are_required_where_there_are_items() -> None:
    assert faults(without("band"))[0].what.startswith("有 [[item]] 而没有 [[band]]")


def test_a_rule_is_required_where_there_are_haves_or_bans() -> None:
    assert faults(without("ten_two"))[0].key == "ten_two"


def test_the_edition_table_is_required() -> None:
    assert faults(without("edition"))[0].what == "缺少 [edition]"


def test_an_edition_needs_something_to_judge() -> None:
    found = faults(without("section", "item", "line", "checkpoint", "ten_two", "band"))
    assert [fault.what for fault in found] == ["既没有 [[item]] 也没有 [[line]]，没有可评的内容"]


def test_an_edition_of_lines_alone_needs_no_bands() -> None:
    assert packs.loads(without("section", "item", "band")).lines


def without(*tables: str) -> dict[str, bytes]:
    """The sound edition without these tables and the ones inside them."""
    heads = "|".join(tables)
    table = re.compile(rf"^\[\[?({heads})[\].](.|\n)*?(?=^\[\[?(?!({heads})[\].])|\Z)", re.MULTILINE)
    return {file: table.sub("", content.decode()).encode() for file, content in SOUND.items()}


@given(st.sampled_from(LIVES), st.sampled_from(JUNK))
@settings(max_examples=200, deadline=None)
def test_whatever_is_written_is_taken_or_refused_in_chinese(live: tuple[str, str], junk: str) -> None:
    file, line = live
    try:
        packs.loads(changed(file, line, f"{line.split(' = ')[0]} = {junk}"))
    except Faults as refused:
        for fault in refused.faults:
            assert not FOREIGN.search(str(fault))
            assert fault.remedy
