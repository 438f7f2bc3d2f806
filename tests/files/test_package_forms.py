"""Packages whose zip is sound and whose parts say what no part may say: refused, each for itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.files import packages
from tests.files.packages import FIRST, SECOND, THIRD, Files, refused

HASH = "0" * 64


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The files of a sound, signed package."""
    return packages.unpacked(packages.made(tmp_path_factory.mktemp("sound"), signer=packages.signer))


MANIFESTS: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "another kind": ({"kind": "recipe"}, "其实不是"),
    "a newer form": ({"format": 2, "more": 1}, "由更新版本的程序生成"),
    "form nought": ({"format": 0}, "不合规定"),
    "form of letters": ({"format": "1"}, "不合规定"),
    "a member more": ({"more": 1}, "不合规定"),
    "a wrong count": ({"counts": {"answer": 1, "park": 3}}, "记录数"),
    "a table more": ({"counts": {"answer": 1, "park": 2, "person": 0}}, "记录数"),
    "a count below nought": ({"counts": {"answer": 1, "park": -2}}, "不合规定"),
    "a fraction of records": ({"counts": {"answer": 1, "park": 2.0}}, "不合规定"),
    "another base": ({"base": FIRST}, "最后的修改"),
    "no base": ({"base": None}, "最后的修改"),
    "no edition": ({"editions": []}, "标准包"),
    "no maker": ({"made": None}, "不合规定"),
    "endless names": ({"scope": ["x" * 3000]}, "不合规定"),
}


@pytest.mark.parametrize("case", MANIFESTS)
def test_a_manifest_that_is_wrong_is_refused(tmp_path: Path, sound: Files, case: str) -> None:
    said, told = MANIFESTS[case]
    refused(packages.packed(tmp_path / "a", packages.fitting(sound, **said)), told)


def row(**other: Any) -> Any:
    said = {"held": {FIRST: {"name": "甲"}}, "key": "p1", "removed": {}, "seen": [FIRST, SECOND, THIRD]}
    return said | other


def rows(*given: Any) -> bytes:
    return packages.canonical(list(given))


def test_the_cases_below_differ_from_a_sound_one_only_in_what_they_say(tmp_path: Path, sound: Files) -> None:
    files = packages.fitting(sound | {"records/park.json": rows(row())}, counts={"answer": 1, "park": 1})
    assert packages.seen(packages.packed(tmp_path / "a", files))["records"]["park"][0].key == "p1"


RECORDS: Mapping[str, bytes] = {
    "no JSON": b"[",
    "not UTF-8": rows(row(key="k")).replace(b"k", b"\xff", 1),
    "a byte order mark": b"\xef\xbb\xbf" + rows(row()),
    "no list": packages.canonical(row()),
    "a number for a record": rows(7),
    "deep nesting": b"[" * 100_000,
    "deep nesting in a value": b"".join(
        (rows(row()).partition('"甲"'.encode())[0], b"[" * 100_000, b"]" * 100_000, b"}}}]")
    ),
    "a list for a value": rows(row(held={FIRST: {"name": ["x"]}})),
    "a fraction": rows(row(held={FIRST: {"area": 1.5}})),
    "a whole fraction": rows(row(held={FIRST: {"area": 1.0}})),
    "a huge number": rows(row(held={FIRST: {"area": 10**400}})),
    "a number beyond all readers": rows(row(held={FIRST: {"area": 2**53}})),
    "no number": rows(row(held={FIRST: {"area": float("nan")}})),
    "endless": rows(row(held={FIRST: {"area": float("inf")}})),
    "endless text": rows(row(held={FIRST: {"note": "x" * 1_000_001}})),
    "half a sign": rows(row(key="k")).replace(b'"k"', b'"\\ud800"'),
    "a sign no store keeps": rows(row(held={FIRST: {"note": "a\0b"}})),
    "a sign no store keeps after a backslash": rows(row(held={FIRST: {"note": "a\\\0b"}})),
    "an escape that need not be": rows(row()).replace("甲".encode(), b"\\u7532"),
    "a space": rows(row()).replace(b":", b": ", 1),
    "a member twice": rows(row()).replace(b'"key":"p1"', b'"key":"p2","key":"p1"'),
    "a field twice": rows(row()).replace(b'"name":', '"name":"乙","name":'.encode()),
    "members in another order": rows(row()).replace(b'"key":"p1","removed":{}', b'"removed":{},"key":"p1"'),
    "a member more": rows(row(more=1)),
    "a member less": rows({key: value for key, value in row().items() if key != "removed"}),
    "no key": rows(row(key="")),
    "a number for a key": rows(row(key=1)),
    "an endless key": rows(row(key="k" * 201)),
    "a field without a name": rows(row(held={FIRST: {"": 1}})),
    "a field that is no column": rows(row(held={FIRST: {"name; drop table park": 1}})),
    "a version of another form": rows(row(held={"yesterday": {"name": "甲"}})),
    "a version with a line feed": rows(row(held={FIRST + "\n": {"name": "甲"}})),
    "no line": rows(row(seen=[])),
    "a line out of order": rows(row(seen=[SECOND, FIRST, THIRD])),
    "a line with a doubled version": rows(row(seen=[FIRST, FIRST, SECOND, THIRD])),
    "a value its line has not seen": rows(row(seen=[SECOND, THIRD])),
    "a removal its line has not seen": rows(row(seen=[FIRST, SECOND], removed={THIRD: [FIRST]})),
    "a removal of what its line has not seen": rows(row(seen=[FIRST, THIRD], removed={THIRD: [SECOND]})),
    "the same key twice": rows(row(), row()),
    "keys out of order": rows(row(key="p2"), row(key="p1")),
    "a version nobody told of": rows(row(seen=[FIRST, SECOND, THIRD, THIRD[:-1] + "f"])),
}


@pytest.mark.parametrize("case", RECORDS)
def test_records_of_a_wrong_form_are_refused(tmp_path: Path, sound: Files, case: str) -> None:
    many = 2 if case.startswith(("the same key", "keys")) else 1
    files = sound | {"records/park.json": RECORDS[case]}
    fitting = packages.fitting(files, counts={"answer": 1, "park": many}, base=max(FIRST, SECOND, THIRD))
    refused(packages.packed(tmp_path / "a", fitting), "不合规定")


@pytest.mark.parametrize(
    "files",
    [
        {"../x.toml": ""},
        {"x.exe": ""},
        {".hidden.toml": ""},
        {"a/b.toml": ""},
        {"x.toml": 1},
        [],
        {"x\n.toml": ""},
    ],
)
def test_an_edition_of_a_wrong_form_is_refused(tmp_path: Path, sound: Files, files: Any) -> None:
    name = next(each for each in sound if each.startswith("standards/"))
    fitting = packages.fitting(sound | {name: packages.canonical(files)})
    refused(packages.packed(tmp_path / "a", fitting), "不合规定")


def test_what_was_changed_after_signing_is_refused(tmp_path: Path, sound: Files) -> None:
    signature = {"signature.json": sound["signature.json"]}
    files = packages.fitting(sound | {"records/park.json": rows(row())}, counts={"answer": 1, "park": 1})
    assert packages.seen(packages.packed(tmp_path / "a", files))["signature"] is None
    refused(packages.packed(tmp_path / "b", files | signature), "签名无效")


@pytest.mark.parametrize(
    "said",
    [
        {"public_key": HASH, "signature": HASH + HASH},
        {"public_key": "x", "signature": "y"},
        {"public_key": HASH},
        [],
    ],
)
def test_a_signature_that_is_none_is_refused(tmp_path: Path, sound: Files, said: Any) -> None:
    files = sound | {"signature.json": packages.canonical(said)}
    refused(packages.packed(tmp_path / "a", files), "签名无效|不合规定")


def test_the_manifest_is_what_its_json_says(sound: Files) -> None:
    assert sound["manifest.json"] == packages.canonical(json.loads(sound["manifest.json"]))
