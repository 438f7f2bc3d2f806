"""Packages written and read back: the same contents, whole under their name or not at all."""

from __future__ import annotations

import random
import sys
import tempfile
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.merge import Record
from app.core.package import statement
from app.errors import Stopped, UserError
from app.files import keys, package_crypt, package_read, package_write, package_zip
from app.files.package_faults import Locked
from tests.files import packages
from tests.files.packages import EDITION, FILES, PASSWORD
from tests.models.test_permissions import as_ordinary_user

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")

HOW = {
    "plain": {},
    "signed": {"signer": packages.signer},
    "locked": {"password": PASSWORD},
    "both": {"password": PASSWORD, "signer": packages.signer},
}


@pytest.fixture(autouse=True)
def _quick_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_crypt, "stretched", packages.quickly_stretched)


@pytest.mark.parametrize("how", HOW)
def test_what_is_read_is_what_was_written(tmp_path: Path, how: str) -> None:
    given = packages.contents(tmp_path / "evidence")
    manifest = package_write.write(tmp_path / "a.parkgrade", given, **HOW[how])
    with package_read.open_package(tmp_path / "a.parkgrade", HOW[how].get("password")) as package:
        read = {table: {row.key: row.record() for row in package.records(table)} for table in package.tables}
        assert read == {table: rows for table, rows in given.records.items() if rows}
        assert package.manifest == manifest
        assert package.manifest.counts == {"answer": 1, "park": 2}
        assert package.manifest.base == packages.THIRD
        assert package.versions == given.versions
        assert package.edition(EDITION.checksum) == FILES
        assert {each: package.content(each).read() for each in package.evidence} == {
            sha256: path.read_bytes() for sha256, path in given.evidence.items()
        }
        assert package.encrypted == ("password" in HOW[how])
        assert (package.signature is not None) == ("signer" in HOW[how])


def test_the_same_contents_give_the_same_bytes(tmp_path: Path) -> None:
    given = packages.contents(tmp_path / "evidence")
    turned = replace(
        given,
        records={table: dict(reversed(rows.items())) for table, rows in reversed(given.records.items())},
        versions=dict(sorted(given.versions.items())),
        editions={EDITION: dict(reversed(FILES.items()))},
        evidence=dict(reversed(given.evidence.items())),
    )
    for name, contents in {"a": given, "b": turned}.items():
        package_write.write(tmp_path / name, contents, signer=packages.signer)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_two_locked_packages_of_the_same_have_nothing_in_common(tmp_path: Path) -> None:
    one, other = (packages.made(tmp_path, name, password=PASSWORD).read_bytes() for name in "ab")
    assert one[400:-200] != other[400:-200]
    assert "示例园区".encode() not in one


def test_an_empty_package_is_a_package(tmp_path: Path) -> None:
    given = packages.contents(tmp_path, records={}, versions={}, editions={}, evidence={}, scope=())
    assert package_write.write(tmp_path / "a", given).base is None
    assert packages.seen(tmp_path / "a")["records"] == {}


def test_versions_that_stand_in_no_line_are_left_out(tmp_path: Path) -> None:
    given = packages.contents(tmp_path / "evidence")
    given = replace(given, records={"answer": given.records["answer"]})
    package_write.write(tmp_path / "a", given)
    assert list(packages.seen(tmp_path / "a")["versions"]) == [packages.SECOND]


def test_the_signature_is_over_the_manifest_as_it_stands(tmp_path: Path) -> None:
    path = packages.made(tmp_path, signer=packages.signer)
    said = packages.seen(path)["signature"]
    manifest = packages.unpacked(path)["manifest.json"]
    assert keys.verify(said.public_key, said.signature, statement(manifest))


def test_a_locked_package_is_many_chunks_that_are_never_in_memory_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package_crypt, "CHUNK", 65536)
    monkeypatch.setattr(package_zip, "PIECE", 65536)
    given = packages.contents(tmp_path / "evidence")
    content = random.Random(7).randbytes(10_000_000)
    sha256 = packages.hashlib.sha256(content).hexdigest()
    (tmp_path / "large").write_bytes(content)
    del content
    given = replace(given, evidence={**given.evidence, sha256: tmp_path / "large"})
    package_write.write(tmp_path / "warm", packages.contents(tmp_path / "evidence"), password=PASSWORD)
    tracemalloc.start()
    try:
        package_write.write(tmp_path / "a", given, password=PASSWORD)
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("password", ["", "1234567", "        ", "aaaaaaaa"])
def test_a_weak_password_is_refused_before_anything_is_written(tmp_path: Path, password: str) -> None:
    with pytest.raises(UserError, match="口令"):
        packages.made(tmp_path, password=password)
    assert not list(tmp_path.glob("a*"))


@pytest.mark.parametrize(
    ("password", "told"), [(None, "设有口令"), ("", "口令不对"), (PASSWORD + " ", "口令不对")]
)
def test_a_locked_package_asks_for_its_password(tmp_path: Path, password: str | None, told: str) -> None:
    path = packages.made(tmp_path, password=PASSWORD)
    with pytest.raises(Locked, match=told) as fault:
        packages.seen(path, password)
    assert fault.value.remedy


def test_a_password_that_nobody_set_is_no_hindrance(tmp_path: Path) -> None:
    assert not packages.seen(packages.made(tmp_path), PASSWORD)["encrypted"]


def _left(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("a.parkgrade*")}


def test_a_package_that_is_there_is_replaced_by_the_whole_new_one(tmp_path: Path) -> None:
    (tmp_path / "a.parkgrade").write_bytes(b"old")
    (tmp_path / "a.parkgrade.part").write_bytes(b"left by a power cut")
    packages.made(tmp_path)
    assert packages.seen(tmp_path / "a.parkgrade")["records"]
    assert list(_left(tmp_path)) == ["a.parkgrade"]


@pytest.mark.parametrize("how", HOW)
def test_wherever_it_is_stopped_the_old_package_stays(tmp_path: Path, how: str) -> None:
    (tmp_path / "a.parkgrade").write_bytes(b"old")
    told: list[float] = []
    given = packages.contents(tmp_path / "evidence")
    package_write.write(tmp_path / "b", given, progress=lambda done, what: told.append(done), **HOW[how])
    assert told == sorted(told)
    assert told[-1] == 1
    for at in range(len(told)):
        steps = iter(range(len(told)))

        def stop(done: float, what: str, at: int = at, steps: Iterator[int] = steps) -> None:
            if next(steps) == at:
                raise Stopped

        with pytest.raises(Stopped):
            package_write.write(tmp_path / "a.parkgrade", given, progress=stop, **HOW[how])
        assert _left(tmp_path) == {"a.parkgrade": b"old"}


@contextmanager
def _files_no_larger_than(size: int) -> Iterator[None]:
    """What the system refuses here, a full disk refuses with another number."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize("size", [0, 10, 500, 2000, 2600])
@pytest.mark.parametrize("how", ["signed", "both"])
def test_where_the_disk_is_full_nothing_is_left(tmp_path: Path, how: str, size: int) -> None:
    given = packages.contents(tmp_path / "evidence")
    with _files_no_larger_than(size), pytest.raises(UserError, match="没有写成") as told:
        package_write.write(tmp_path / "a.parkgrade", given, **HOW[how])
    assert told.value.remedy
    assert _left(tmp_path) == {}


def test_a_disk_that_does_not_keep_what_is_written_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.parkgrade").write_bytes(b"old")
    settle = package_write._settle

    def worn_out(file) -> None:
        file.seek(100)
        file.write(b"\0\0\0")
        settle(file)

    monkeypatch.setattr(package_write, "_settle", worn_out)
    with pytest.raises(UserError, match="核对不符"):
        packages.made(tmp_path)
    assert _left(tmp_path) == {"a.parkgrade": b"old"}


def test_a_folder_of_that_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.parkgrade").mkdir()
    with pytest.raises(UserError, match="没有写成"):
        packages.made(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
def test_a_folder_one_may_not_write_to_is_told() -> None:
    with tempfile.TemporaryDirectory() as folder:
        given = packages.contents(Path(folder), evidence={})
        Path(folder).chmod(0o555)
        assert as_ordinary_user(lambda: package_write.write(Path(folder, "a"), given)) == "UserError"


@pytest.mark.parametrize("change", ["gone", "changed", "longer", "shorter"])
def test_evidence_that_is_not_what_is_on_record_is_never_exported(tmp_path: Path, change: str) -> None:
    given = packages.contents(tmp_path / "evidence")
    path = min(given.evidence.values())
    content = path.read_bytes()
    path.unlink()
    if change != "gone":
        other = {"changed": b"T" + content[1:], "longer": content + b"x", "shorter": content[:-1]}
        path.write_bytes(other[change])
    with pytest.raises(UserError, match=path.name[:8]) as told:
        package_write.write(tmp_path / "a.parkgrade", given)
    assert "没有导出" in told.value.what
    assert _left(tmp_path) == {}


FIRST = packages.FIRST
UNWRITABLE = {
    "half a sign": {"name": {FIRST: "\ud800"}},
    "a sign no store keeps": {"name": {FIRST: "a\0b"}},
    "a number beyond all readers": {"area": {FIRST: 2**53}},
    "a fraction": {"area": {FIRST: 1.5}},
    "a field without a name": {"": {FIRST: 1}},
    "a version of another form": {"name": {"yesterday": "x"}},
}


@pytest.mark.parametrize("case", UNWRITABLE)
def test_a_record_that_fits_into_no_package_is_named(tmp_path: Path, case: str) -> None:
    record = Record(frozenset({FIRST}), UNWRITABLE[case])
    given = packages.contents(tmp_path / "evidence", records={"park": {"p1": record}})
    with pytest.raises(UserError, match="park"):
        package_write.write(tmp_path / "a.parkgrade", given)
    assert _left(tmp_path) == {}


def test_a_version_nobody_wrote_is_not_exported(tmp_path: Path) -> None:
    given = packages.contents(tmp_path / "evidence", versions={})
    with pytest.raises(UserError, match="来历不明"):
        package_write.write(tmp_path / "a.parkgrade", given)
