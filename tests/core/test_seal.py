"""The entries of a seal: each fact stands in exactly one of them, and what a later release adds changes none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

import pytest

from app.core import seal
from app.core.rights import Role
from app.core.seal import Off, Parts, Row, Seal

HEAD: Row = {
    "id": "a",
    "park_id": "p",
    "kind": "expert",
    "year": 2026,
    "edition_checksum": "c",
    "ten_two_checksum": None,
    "state": "confirmed",
    "assessed_on": "2026-11-01",
    "submitted_on": "2026-11-02",
    "confirmed_on": "2026-11-03",
    "valid_until": None,
    "team": "张三",
    "note": "",
    "based_on": "b",
    "leader_id": "z",
    "grade": "C",
    "score": "80",
    "reaches_top": False,
    "result": "{}",
}
PARTS = Parts(
    head=HEAD,
    editions=(
        {"checksum": "c", "edition_id": "e", "title": "表", "version": "1", "content": "{}", "added_at": "x"},
    ),
    answers=(
        {
            "id": "n",
            "subject": "item/G01",
            "value": "1",
            "na_reason": "",
            "finding": "问题",
            "evidence": "见文件",
            "checked_on": None,
            "pending": False,
        },
    ),
    assignments=({"id": "i", "person_id": "z", "section_id": "S1"},),
    judgements=({"id": "j", "person_id": "z", "subject": "item/G01", "value": "0", "finding": ""},),
    opinions=(
        {
            "id": "o",
            "subject": "item/G01",
            "state": "accepted",
            "reason": "",
            "who": "李",
            "given_on": "2026-11-03",
        },
    ),
    evidence=(
        {
            "id": "e1",
            "sha256": "ff",
            "subject": "item/G01",
            "name": "批复.pdf",
            "size": 1,
            "media": "",
            "kind": "plan",
            "park_id": "p",
            "issued_on": None,
            "expires_on": None,
            "note": "",
            "added_by": "",
            "added_at": "",
            "role": "",
        },
    ),
)
_WHERE = {
    "answers": "answer/item/G01",
    "judgements": "judgement/z/item/G01",
    "opinions": "opinion/item/G01",
    "editions": "standard/c",
    "evidence": "evidence/ff@item/G01",
}


def facts() -> Iterator[tuple[str, str, str]]:
    """Part, column, and the entry that holds it."""
    for part, entry in _WHERE.items():
        for column in getattr(PARTS, part)[0]:
            if column not in {"id", "added_at", "subject", "person_id", "checksum", "sha256"}:
                yield part, column, "finding/item/G01" if (part, column) == ("answers", "finding") else entry


@pytest.mark.parametrize(("part", "column", "entry"), tuple(facts()))
def test_a_fact_that_is_changed_is_found_in_its_own_entry_alone(part: str, column: str, entry: str) -> None:
    changed = {**getattr(PARTS, part)[0], column: "改"}
    off = seal.compare(seal.entries(PARTS), seal.entries(replace(PARTS, **{part: (changed,)})))
    assert off == {entry: Off.CHANGED}


@pytest.mark.parametrize("column", [name for name in HEAD if name not in {"id", "state"}])
def test_a_changed_head_is_found_in_one_entry(column: str) -> None:
    off = seal.compare(seal.entries(PARTS), seal.entries(replace(PARTS, head={**HEAD, column: "改"})))
    assert list(off.values()) == [Off.CHANGED]
    assert set(off) <= {"head", "result", "confirmation"}


@pytest.mark.parametrize("part", ["answers", "assignments", "judgements", "opinions", "editions", "evidence"])
def test_what_is_taken_away_is_missing_and_what_is_put_there_is_added(part: str) -> None:
    less = seal.entries(replace(PARTS, **{part: ()}))
    assert set(seal.compare(seal.entries(PARTS), less).values()) == {Off.MISSING}
    assert set(seal.compare(less, seal.entries(PARTS)).values()) == {Off.ADDED}


def test_a_column_of_a_later_release_changes_no_old_seal() -> None:
    later = replace(
        PARTS,
        head={**HEAD, "weather": "晴"},
        answers=tuple({**row, "mood": 1} for row in PARTS.answers),
        editions=tuple({**row, "colour": "红"} for row in PARTS.editions),
    )
    assert seal.entries(later) == seal.entries(PARTS)


def test_the_order_of_rows_changes_nothing() -> None:
    two = (*PARTS.answers, {**PARTS.answers[0], "subject": "item/G02"})
    forward, backward = (
        seal.checksum(seal.entries(replace(PARTS, answers=rows))) for rows in (two, two[::-1])
    )
    assert forward == backward


def test_one_file_on_record_twice_for_one_question_hides_neither_record() -> None:
    twice = (*PARTS.evidence, {**PARTS.evidence[0], "id": "e2", "name": "附件.pdf"})
    off = seal.compare(seal.entries(PARTS), seal.entries(replace(PARTS, evidence=twice)))
    assert off == {"evidence/ff@item/G01": Off.CHANGED}


def test_a_seal_from_before_the_confirmation_leaves_the_reviewers_part_open() -> None:
    handed_in = seal.entries(replace(PARTS, head={**HEAD, "state": "submitted"}))
    assert seal.compare(handed_in, seal.entries(PARTS)) == {}
    team = replace(PARTS, head={**HEAD, "team": "他人"})
    assert seal.compare(handed_in, seal.entries(team)) == {"head": Off.CHANGED}


def test_what_is_signed_changes_with_everything_that_the_seal_says_of_itself() -> None:
    made = Seal(id="s", assessment_id="a", signer="张三", role=Role.EXPERT, checksum="c", sealed_at="t")
    said = ("assessment_id", "signer", "unit", "checksum", "sealed_at")
    others = [replace(made, **{name: "改"}) for name in said] + [replace(made, role=Role.REVIEWER)]
    assert len({seal.statement(each) for each in (made, *others)}) == len(others) + 1
    unsaid = {each.name for each in fields(Seal)} - {*said, "role"}
    assert all(seal.statement(replace(made, **{name: "改"})) == seal.statement(made) for name in unsaid)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a":1}', "null"])
def test_a_list_of_entries_that_is_none_is_not_read_as_one(text: str) -> None:
    assert seal.read(text) is None
