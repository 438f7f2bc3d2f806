"""The password of a package: what it costs to guess, and what becomes of chunks that are moved about."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from app.core.package import Envelope
from app.errors import UserError
from app.files import package_crypt, package_json
from tests.files import packages
from tests.files.packages import PASSWORD

STEP = 4096 + package_crypt.TAG


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of the cost that users have."""
    return packages.made(tmp_path_factory.mktemp("locked"), password=PASSWORD)


def sealed(content: bytes, chunk: int = 4096) -> tuple[bytes, Envelope, bytes]:
    """A payload, its envelope and its key."""
    kdf = package_crypt.Stretching(n=16384, p=1, r=8, salt="00" * 16)
    said = {"chunk": chunk, "cipher": "AES-256-GCM", "format": 1, "kdf": kdf, "prefix": "0123456789abcd"}
    envelope = Envelope(check="00" * 16, kind="parkgrade-envelope", **said)
    target = io.BytesIO()
    sealing = package_crypt.Sealing(target, envelope, b"k" * 32)
    for at in range(0, len(content), 1000):
        sealing.write(content[at : at + 1000])
    sealing.finish()
    return target.getvalue(), envelope, b"k" * 32


def unsealed(payload: bytes, envelope: Envelope, secret: bytes) -> bytes:
    return package_crypt.Unsealing(io.BytesIO(payload), (0, len(payload)), envelope, secret).readall()


@pytest.mark.parametrize("size", [0, 1, 4095, 4096, 4097, 8192, 20_000])
def test_what_was_sealed_comes_back(size: int) -> None:
    content = bytes(range(251)) * 80
    assert unsealed(*sealed(content[:size])) == content[:size]


def test_any_place_of_it_can_be_read_alone() -> None:
    content = bytes(range(251)) * 80
    payload, envelope, secret = sealed(content)
    source = io.BytesIO(b"xyz" + payload)
    reading = io.BufferedReader(package_crypt.Unsealing(source, (3, len(payload)), envelope, secret), 64)
    for at, length in [(19_000, 500), (0, 10), (4090, 20), (12_000, 5000)]:
        reading.seek(at)
        assert reading.read(length) == content[at : at + length]


MOVED: Mapping[str, Callable[[bytes], bytes]] = {
    "cut at a chunk": lambda payload: payload[: 2 * STEP],
    "cut within one": lambda payload: payload[:-1],
    "cut to a tag": lambda payload: payload[: 2 * STEP + 16],
    "cut to less than a tag": lambda payload: payload[: 2 * STEP + 3],
    "nothing": lambda payload: b"",
    "first dropped": lambda payload: payload[STEP:],
    "middle dropped": lambda payload: payload[:STEP] + payload[2 * STEP :],
    "swapped": lambda payload: payload[STEP : 2 * STEP] + payload[:STEP] + payload[2 * STEP :],
    "doubled": lambda payload: payload[:STEP] + payload,
    "lengthened": lambda payload: payload + b"\0",
    "last doubled": lambda payload: payload + payload[2 * STEP :],
}


@pytest.mark.parametrize("how", MOVED)
def test_chunks_that_were_moved_about_are_refused(how: str) -> None:
    payload, envelope, secret = sealed(bytes(10_000))
    with pytest.raises(UserError):
        unsealed(MOVED[how](payload), envelope, secret)


def test_a_chunk_is_good_for_its_own_envelope_alone() -> None:
    payload, envelope, secret = sealed(bytes(10_000))
    for other in ({"prefix": "0123456789abce"}, {"check": "11" * 16}):
        with pytest.raises(UserError, match="密文"):
            unsealed(payload, envelope.model_copy(update=other), secret)


def test_a_guess_costs_a_tenth_of_a_second_and_more(locked: Path) -> None:
    envelope = package_crypt.read_envelope(packages.unpacked(locked)["envelope.json"])
    start = time.perf_counter()
    with pytest.raises(UserError, match="口令不对"):
        package_crypt.key("another one", envelope)
    assert time.perf_counter() - start > 0.05
    assert 128 * envelope.kdf.n * envelope.kdf.r == 2**27


def test_a_password_is_the_same_however_its_figures_were_typed(tmp_path: Path) -> None:
    path = packages.made(tmp_path, password="ＡＢ123456")
    assert packages.seen(path, "AB１２３４５６")["encrypted"]


GREEDY: Mapping[str, dict[str, Any]] = {
    "memory": {"kdf": {"n": 2**30, "p": 1, "r": 8, "salt": "00" * 16}},
    "blocks": {"kdf": {"n": 2**17, "p": 1, "r": 2**20, "salt": "00" * 16}},
    "rounds": {"kdf": {"n": 2**17, "p": 10**9, "r": 8, "salt": "00" * 16}},
    "chunks": {"chunk": 2**40},
    "no chunks": {"chunk": 0},
    "another cipher": {"cipher": "none"},
    "more": {"more": 1},
}


@pytest.mark.parametrize("wish", GREEDY)
def test_an_envelope_that_asks_for_too_much_is_refused_at_once(
    locked: Path, tmp_path: Path, wish: str
) -> None:
    files = packages.unpacked(locked)
    said = json.loads(files["envelope.json"]) | GREEDY[wish]
    path = packages.packed(tmp_path / "a", files | {"envelope.json": packages.canonical(said)})
    with pytest.raises(UserError, match="不合规定"):
        packages.seen(path, PASSWORD)


def test_an_envelope_of_a_newer_program_says_so(locked: Path, tmp_path: Path) -> None:
    files = packages.unpacked(locked)
    said = json.loads(files["envelope.json"]) | {"format": 2, "cipher": "of the future"}
    path = packages.packed(tmp_path / "a", files | {"envelope.json": packages.canonical(said)})
    with pytest.raises(UserError, match="由更新版本的程序生成"):
        packages.seen(path, PASSWORD)


def test_a_payload_that_was_packed_again_is_refused(locked: Path, tmp_path: Path) -> None:
    path = packages.packed(tmp_path / "a", packages.unpacked(locked))
    with pytest.raises(UserError, match="payload"):
        packages.seen(path, PASSWORD)


def test_another_program_can_open_one_by_what_the_readme_says(locked: Path) -> None:
    import hashlib
    import zipfile

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    files = packages.unpacked(locked)
    said = json.loads(files["envelope.json"])
    kdf, size = said["kdf"], said["chunk"] + 16
    salt = bytes.fromhex(kdf["salt"])
    made = hashlib.scrypt(PASSWORD.encode(), salt=salt, n=kdf["n"], r=8, p=1, maxmem=2**28, dklen=48)
    assert made[32:].hex() == said["check"]
    chunks = [files["payload"][at : at + size] for at in range(0, len(files["payload"]), size)]
    plain = b""
    for number, chunk in enumerate(chunks):
        nonce = bytes.fromhex(said["prefix"]) + number.to_bytes(4, "big") + bytes([number == len(chunks) - 1])
        plain += AESGCM(made[:32]).decrypt(nonce, chunk, files["envelope.json"])
    with zipfile.ZipFile(io.BytesIO(plain)) as inner:
        assert inner.testzip() is None
        assert json.loads(inner.read("manifest.json"))["kind"] == "parkgrade-package"


def test_an_envelope_is_written_in_the_one_way() -> None:
    envelope = sealed(b"")[1]
    content = package_json.dump(package_json.ENVELOPE, envelope)
    assert content == packages.canonical(json.loads(content))
