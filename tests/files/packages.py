"""A small package with a part of every kind, and ways to make one that the program would not write."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from app.core.merge import Record, Write, told
from app.core.package import Edition, Made, Stretching, Told
from app.errors import UserError
from app.files import package_read, package_write
from app.files.package_write import Contents

FIRST = "20260501T080000000000-0123456789ab"
SECOND = "20260502T080000000000-0123456789ab"
THIRD = "20260503T080000000000-ba9876543210"
PASSWORD = "安全生产人人有责"
MADE = Made(who="张三", unit="示例园区管委会", at="2026-11-23T01:02:03.000004+00:00", program="0.2.0")
FILES = {
    "edition.toml": '[edition]\r\nid = "示例"\n'.encode(),
    "items.toml": b"\xef\xbb\xbf# nothing\n",
}
EDITION = Edition(id="示例", title="示例标准包", version="1", checksum=hashlib.sha256(b"edition").hexdigest())


def records() -> dict[str, dict[str, Record]]:
    """A park that was changed, one that was removed, and an answer."""
    park = told(
        (
            Write(FIRST, {"name": '示例园区\u2028\x7f\\"\n', "area": 120, "closed": False, "note": None}),
            Write(SECOND, {"area": 2**53 - 1, "note": ""}),
        )
    )
    gone = told((Write(FIRST, {"name": "误建"}), Write(THIRD, None)))
    answer = told((Write(SECOND, {"value": "2", "finding": "台账不全"}),))
    return {"park": {"p1": park, "p2": gone}, "answer": {"r1/item/G01": answer}, "measure": {}}


def contents(folder: Path, **other: Any) -> Contents:
    """With a content of evidence that shrinks and one that does not, both in ``folder``."""
    evidence = {}
    folder.mkdir(parents=True, exist_ok=True)
    for content in (b"text " * 100, b"".join(hashlib.sha256(bytes([n])).digest() for n in range(20))):
        sha256 = hashlib.sha256(content).hexdigest()
        evidence[sha256] = folder / sha256
        evidence[sha256].write_bytes(content)
    told_of = {
        version: Told(who="张三", at="2026-05-01T08:00:00+00:00", action="修改园区")
        for version in (THIRD, SECOND, FIRST)
    }
    given = {
        "scope": ("示例园区",),
        "made": MADE,
        "records": records(),
        "versions": told_of,
        "editions": {EDITION: FILES},
        "evidence": evidence,
    }
    return Contents(**(given | other))


def signer(message: bytes) -> tuple[str, str]:
    """Signs with a key that anybody can make again."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    return private.public_key().public_bytes_raw().hex(), private.sign(message).hex()


def made(folder: Path, name: str = "a.parkgrade", **how: Any) -> Path:
    """A sound package; ``how`` its password and its signer."""
    path = folder / name
    package_write.write(path, contents(folder / "evidence"), **how)
    return path


def quickly_stretched(password: str, kdf: Stretching) -> tuple[bytes, str]:
    """In place of scrypt, where it is not scrypt that is tested."""
    made = hashlib.sha384(f"{password}{kdf.salt}".encode()).digest()
    return made[:32], made[32:].hex()


Files = dict[str, bytes]
Seen = dict[str, Any]


def seen(path: Path, password: str | None = None) -> Seen:
    """All that a package hands out."""
    with package_read.open_package(path, password) as package:
        return {
            "manifest": package.manifest,
            "signature": package.signature,
            "encrypted": package.encrypted,
            "versions": package.versions,
            "records": {table: package.records(table) for table in package.tables},
            "editions": [package.edition(each.checksum) for each in package.manifest.editions],
            "evidence": {sha256: package.content(sha256).read() for sha256 in package.evidence},
        }


def refused(path: Path, told: str = "", password: str | None = None) -> UserError:
    """What is said of a package: a sentence that names it, and a remedy; and nothing comes of it."""
    before = sorted(path.parent.iterdir())
    with pytest.raises(UserError, match=told) as fault:
        seen(path, password)
    assert path.name in fault.value.what
    assert fault.value.what.endswith("。")
    assert fault.value.remedy.endswith("。")
    assert sorted(path.parent.iterdir()) == before
    return fault.value


def unpacked(path: Path) -> Files:
    """The files in a package, as they stand in it."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, files: Files) -> Path:
    """A package of these files, whatever they are."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def canonical(value: Any) -> bytes:
    """JSON as a package wants it, written by other means than ours."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fitting(files: Files, **manifest: Any) -> Files:
    """The files with a manifest that fits them, unsigned; ``manifest`` what it shall say instead."""
    parts = {name: files[name] for name in sorted(files) if name not in ("manifest.json", "signature.json")}
    said = json.loads(files["manifest.json"])
    said["parts"] = [
        {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        for name, content in parts.items()
    ]
    return {"manifest.json": canonical(said | manifest)} | parts
