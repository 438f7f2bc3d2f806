"""Packages that were damaged anywhere: refused in plain words, or the same contents as before; never anything else."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.files import package_crypt
from tests.files import packages
from tests.files.packages import PASSWORD, Seen

KINDS = {
    "plain": {},
    "signed": {"signer": packages.signer},
    "locked": {"password": PASSWORD, "signer": packages.signer},
}
MANY = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
    database=None,
)


@pytest.fixture(autouse=True)
def _quick_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_crypt, "stretched", packages.quickly_stretched)
    monkeypatch.setattr(package_crypt, "CHUNK", 4096)


@pytest.fixture(params=KINDS)
def sound(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return packages.made(tmp_path, "sound", **KINDS[request.param])


def look(path: Path) -> Seen | None:
    """All that it hands out; None where it is refused as a person can understand."""
    try:
        return packages.seen(path, PASSWORD)
    except UserError as refused:
        told = refused
    assert told.remedy
    assert told.what.startswith(f"交换包“{path.name}”")
    return None


def refused_or_same(sound: Path, damaged: Iterator[bytes]) -> int:
    """How many were refused; fails where one was read as something else."""
    before = packages.seen(sound, PASSWORD)
    path = sound.with_name("damaged")
    count = 0
    for content in damaged:
        path.write_bytes(content)
        found = look(path)
        assert found in (None, before)
        count += found is None
    return count


def test_any_byte_may_be_flipped(sound: Path) -> None:
    """Its lowest bit, its highest or all of them, in turn: byte by byte, so no boundary is left out."""
    content = sound.read_bytes()

    def flipped() -> Iterator[bytes]:
        for at, byte in enumerate(content):
            yield content[:at] + bytes([byte ^ (0x01, 0x80, 0xFF)[at % 3]]) + content[at + 1 :]

    assert refused_or_same(sound, flipped()) > 0.8 * len(content)


def test_it_may_be_cut_anywhere(sound: Path) -> None:
    content = sound.read_bytes()
    assert refused_or_same(sound, (content[:at] for at in range(len(content)))) == len(content)


def test_bytes_may_be_lost_or_come_in_between(sound: Path) -> None:
    content = sound.read_bytes()
    places = range(0, len(content), 7)
    lost = (content[:at] + content[at + 1 :] for at in places)
    assert refused_or_same(sound, lost) == len(places)
    between = (content[:at] + b"PK" + content[at:] for at in (*places, len(content)))
    assert refused_or_same(sound, between) > 0.8 * len(places)


@given(data=st.data())
@MANY
def test_stretches_may_be_overwritten_moved_and_doubled(sound: Path, data: st.DataObject) -> None:
    content = sound.read_bytes()
    place = st.integers(0, len(content))
    start, end = sorted((data.draw(place), data.draw(place)))
    piece, other = content[start:end], data.draw(st.binary(max_size=30))
    at = data.draw(place)
    moved = content[:start] + content[end:]
    damaged = (
        content[:start] + other + content[start + len(other) :],
        content[:start] + other + content[end:],
        moved[:at] + piece + moved[at:],
        content[:at] + piece + content[at:],
        content[start:end],
        other,
    )
    refused_or_same(sound, iter(damaged))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(packages.FIRST),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value in a JSON value."""
    yield path
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield from places(inner, (*path, step))


def with_value(value: Any, path: tuple[Any, ...], other: Any) -> Any:
    """The JSON value with another one at a place."""
    if not path:
        return other
    copy = value.copy()
    copy[path[0]] = with_value(value[path[0]], path[1:], other)
    return copy


def as_promised(found: Seen) -> bool:
    """Whether records hold plain values by versions of their own lines, each of which somebody wrote."""
    rows = [row for table in found["records"].values() for row in table]
    values = [value for row in rows for held in row.held.values() for value in held.values()]
    lines = all(row.held.keys() | row.removed.keys() <= set(row.seen) for row in rows)
    told = {version for row in rows for version in row.seen} == found["versions"].keys()
    return lines and told and all(isinstance(value, str | int | None) for value in values)


@given(data=st.data())
@MANY
def test_any_value_may_be_another_in_a_package_that_is_whole(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """By whoever can make the hashes fit again: then it is refused, or handed out in the form that was promised."""
    folder = tmp_path_factory.getbasetemp() / "values"
    folder.mkdir(exist_ok=True)
    files = packages.unpacked(packages.made(folder, "sound"))
    name = data.draw(st.sampled_from([name for name in files if name.endswith(".json")]))
    value = json.loads(files[name])
    place = data.draw(st.sampled_from(list(places(value))))
    changed = with_value(value, place, data.draw(VALUES))
    try:
        content = packages.canonical(changed)
    except UnicodeEncodeError:  # half a sign, which only an escape can write
        content = json.dumps(changed).encode()
    if name == "manifest.json":
        files[name] = content
    else:
        files = packages.fitting(files | {name: content})
    found = look(packages.packed(folder / "changed", files))
    assert found is None or as_promised(found)


def test_parts_may_stand_in_any_order_with_any_date(tmp_path: Path) -> None:
    sound = packages.made(tmp_path, signer=packages.signer)
    files = packages.unpacked(sound)
    with zipfile.ZipFile(tmp_path / "turned", "w") as archive:
        for name in reversed(files):
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 23, 1, 2, 3)), files[name])
    assert look(tmp_path / "turned") == look(sound)
