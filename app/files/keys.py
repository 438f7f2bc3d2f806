"""Key files: a person's Ed25519 key behind a passphrase, outside the store, and what is signed and checked with it.

A file is a few lines of text: what it is, the public key, a salt, and the private key as encrypted PKCS8 PEM. The
passphrase goes through scrypt first, since that of PKCS8 alone can be guessed quickly. It is named by its owner and
its key, so that a new key never takes the place of an old one.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.core import passphrase as rules
from app.core import seal
from app.errors import UserError, because

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SUFFIX = ".pem"
_FIRST = "ParkGrade key 1"
_FORM = re.compile(
    rf"{_FIRST}\npublic: (?P<public>[0-9a-f]{{64}})\nsalt: (?P<salt>[0-9a-f]{{32}})\n"
    r"(?P<pem>-----BEGIN ENCRYPTED PRIVATE KEY-----\n[A-Za-z0-9+/=\n]+-----END ENCRYPTED PRIVATE KEY-----\n)"
)
_LARGEST = 10_000
"""Bytes; a key file has a few hundred."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key file as it was read; what is inside ``pem`` is not known without the passphrase."""

    path: Path
    public_key: str
    salt: bytes
    pem: bytes


def path_of(folder: Path, owner: str, public_key: str) -> Path:
    """Where the file of this key lies, whether it is there or not."""
    return folder / f"{owner}-{seal.fingerprint(public_key)}{SUFFIX}"


def make(folder: Path, owner: str, passphrase: str) -> str:
    """Make a key and write its file; returns the public key in hex. UserError where passphrase or disk will not do."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    _check(passphrase)
    private = Ed25519PrivateKey.generate()
    public_key = _public(private)
    _write(path_of(folder, owner, public_key), _locked(private, passphrase))
    return public_key


def read(path: Path) -> KeyFile:
    """A key file; UserError where it is not there, cannot be read, or is none."""
    try:
        if path.stat().st_size > _LARGEST:
            raise _damaged(path)
        text = path.read_bytes().decode("ascii").replace("\r\n", "\n")
    except FileNotFoundError as fault:
        raise UserError(
            "这台电脑上没有您的密钥文件。", "请在“人员”页用“恢复密钥”从备份读回，或换新密钥。"
        ) from fault
    except OSError as fault:
        raise UserError(f"密钥文件读不出来：{because(fault)}。", "请检查文件权限后重试。") from fault
    except UnicodeDecodeError as fault:
        raise _damaged(path) from fault
    found = _FORM.fullmatch(text)
    if found is None:
        raise _damaged(path)
    return KeyFile(path, found["public"], bytes.fromhex(found["salt"]), found["pem"].encode())


def sign(path: Path, public_key: str, passphrase: str, message: bytes) -> str:
    """The signature over ``message``, in hex; UserError where file, key or passphrase is not the right one."""
    return _unlocked(read(path), public_key, passphrase).sign(message).hex()


def verify(public_key: str, signature: str, message: bytes) -> bool:
    """Whether ``signature`` over ``message`` is by the owner of ``public_key``."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        known = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        known.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def change(path: Path, public_key: str, old: str, new: str) -> None:
    """Put the same key behind another passphrase; the file is the old one until the new one is whole."""
    _check(new)
    _write(path, _locked(_unlocked(read(path), public_key, old), new))


def copy(path: Path, target: Path) -> None:
    """Copy a sound key file to ``target``, such as a USB stick."""
    read(path)
    _write(target, path.read_bytes())


def restore(source: Path, target: Path, public_key: str, passphrase: str) -> None:
    """Bring a key file back from a copy, once the passphrase has shown that it holds this key."""
    _unlocked(read(source), public_key, passphrase)
    _write(target, source.read_bytes())


def _check(passphrase: str) -> None:
    if fault := rules.fault(passphrase):
        raise UserError(f"{fault}。", "请换一个口令，便于记忆又不易猜到。")


def _public(private: Ed25519PrivateKey) -> str:
    return private.public_key().public_bytes_raw().hex()


def _locked(private: Ed25519PrivateKey, passphrase: str) -> bytes:
    from cryptography.hazmat.primitives import serialization

    salt = secrets.token_bytes(16)
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(_stretched(passphrase, salt)),
    )
    head = f"{_FIRST}\npublic: {_public(private)}\nsalt: {salt.hex()}\n"
    return head.encode() + pem


def _unlocked(file: KeyFile, public_key: str, passphrase: str) -> Ed25519PrivateKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if file.public_key != public_key:
        raise UserError(
            "这个密钥文件是别人的，或是已经换掉的旧密钥。", "请选用与“人员”页所列指纹一致的密钥文件。"
        )
    try:
        private = serialization.load_pem_private_key(file.pem, _stretched(passphrase, file.salt))
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        if "password" in str(fault).lower():
            raise UserError(
                "口令不对。",
                "请重新输入；口令无误而仍不对的，密钥文件已损坏，请从备份恢复。口令忘记的无法找回，只能换新密钥，原有签章不受影响。",
            ) from fault
        raise _damaged(file.path) from fault
    if not isinstance(private, Ed25519PrivateKey) or _public(private) != public_key:
        raise _damaged(file.path)
    return private


def _stretched(passphrase: str, salt: bytes) -> bytes:
    """About 0.1 s for each guess."""
    typed = rules.plain(passphrase).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(typed, salt=salt, n=2**15, r=8, p=1, maxmem=2**26).hex().encode()


def _damaged(path: Path) -> UserError:
    return UserError(
        f"“{path.name}”不是密钥文件，或已经损坏。", "请用“恢复密钥”从备份读回；没有备份的，请换新密钥。"
    )


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and for the owner's eyes only."""
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as fault:
        raise UserError(
            f"密钥文件没有写成：{because(fault)}。", f"请检查 {path.parent} 能否写入、磁盘有无空间，再重试。"
        ) from fault
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
