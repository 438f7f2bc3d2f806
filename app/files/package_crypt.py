"""The password of a package: the whole inner zip in chunks under AES-256-GCM, the key from the password by scrypt.

Each chunk's nonce is a random beginning, the chunk's number, and whether it is the last (the STREAM construction), and
each answers for the envelope too: a chunk that is cut, dropped, doubled, swapped or from another package is found.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import secrets
from typing import TYPE_CHECKING, Any

from app.core import passphrase as rules
from app.core.package import FORMAT, KIND_LOCKED, Envelope, Stretching
from app.errors import UserError
from app.files import package_faults as faults
from app.files import package_json

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 1024 * 1024
TAG = 16
_MEMORY = 2**29
"""What scrypt may take, in bytes: more than any envelope that is read can ask for."""


def check(password: str) -> None:
    """UserError where a new password will not do."""
    if fault := rules.fault(password):
        raise UserError(f"{fault}。", "请换一个口令；口令请另行告知收件人，不要写在文件名里。")


def new(password: str) -> tuple[Envelope, bytes]:
    """An envelope for one package only, and its key."""
    kdf = Stretching(n=131072, p=1, r=8, salt=secrets.token_hex(16))
    secret, told = stretched(password, kdf)
    envelope = Envelope(
        check=told,
        chunk=CHUNK,
        cipher="AES-256-GCM",
        format=FORMAT,
        kdf=kdf,
        kind="parkgrade-envelope",
        prefix=secrets.token_hex(7),
    )
    return envelope, secret


def stretched(password: str, kdf: Stretching) -> tuple[bytes, str]:
    """The key, and what the envelope keeps to tell this password from others; some tenths of a second."""
    typed = rules.plain(password).encode("utf-8", "surrogatepass")
    salt = bytes.fromhex(kdf.salt)
    made = hashlib.scrypt(typed, salt=salt, n=kdf.n, r=kdf.r, p=kdf.p, maxmem=_MEMORY, dklen=48)
    return made[:32], made[32:].hex()


def key(password: str, envelope: Envelope) -> bytes:
    """The key of an envelope; Locked where the password is not the one."""
    found, told = stretched(password, envelope.kdf)
    if not hmac.compare_digest(told, envelope.check):
        raise faults.password_wrong()
    return found


def read_envelope(content: bytes) -> Envelope:
    """The envelope of a package; Unfit where it is from a newer program, or asks for what none of ours would."""
    package_json.check_head("envelope.json", content, KIND_LOCKED)
    return package_json.parse(package_json.ENVELOPE, "envelope.json", content)


class _Chunks:
    """How chunks are numbered and bound to their envelope."""

    def __init__(self, envelope: Envelope, secret: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self.cipher: AESGCM = AESGCM(secret)
        self.size = envelope.chunk
        self.beside = package_json.dump(package_json.ENVELOPE, envelope)
        self._prefix = bytes.fromhex(envelope.prefix)

    def nonce(self, number: int, last: bool) -> bytes:
        return self._prefix + number.to_bytes(4, "big") + bytes([last])


class Sealing(io.RawIOBase):
    """Encrypts what is written to it; ``finish`` writes the last chunk, ``target`` stays open."""

    def __init__(self, target: Any, envelope: Envelope, secret: bytes) -> None:
        super().__init__()
        self._target = target
        self._chunks = _Chunks(envelope, secret)
        self._number = 0
        self._waiting = bytearray()

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Take more; a full chunk waits until it is known whether it is the last."""
        self._waiting += data
        size = self._chunks.size
        while len(self._waiting) > size:
            self._put(bytes(self._waiting[:size]), last=False)
            del self._waiting[:size]
        return len(data)

    def finish(self) -> None:
        """Write the last chunk."""
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, plain: bytes, *, last: bool) -> None:
        chunks = self._chunks
        sealed = chunks.cipher.encrypt(chunks.nonce(self._number, last), plain, chunks.beside)
        self._target.write(sealed)
        self._number += 1


class Unsealing(io.RawIOBase):
    """The inner zip, chunk by chunk as it is asked for; nothing of it is ever on disk in the clear."""

    def __init__(self, source: Any, region: tuple[int, int], envelope: Envelope, secret: bytes) -> None:
        super().__init__()
        self._source = source
        self._start, self._sealed = region
        self._chunks = _Chunks(envelope, secret)
        step = self._chunks.size + TAG
        self._count = max(-(-self._sealed // step), 1)
        self.size = self._sealed - self._count * TAG
        """Bytes in the clear."""
        self._at = 0
        # The last chunk before all else: it alone tells whether the end is there.
        self._held = (self._count - 1, self._unsealed(self._count - 1))

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go elsewhere; ValueError before the start."""
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        if origin + offset < 0:
            raise ValueError("before the start")
        self._at = origin + offset
        return self._at

    def readinto(self, target: Any) -> int:
        """As much as one chunk gives; Unfit where the chunk is not what was sealed."""
        if self._at >= self.size:
            return 0
        number, within = divmod(self._at, self._chunks.size)
        given = self._chunk(number)[within : within + len(target)]
        target[: len(given)] = given
        self._at += len(given)
        return len(given)

    def _chunk(self, number: int) -> bytes:
        if self._held[0] != number:
            self._held = (number, self._unsealed(number))
        return self._held[1]

    def _unsealed(self, number: int) -> bytes:
        from cryptography.exceptions import InvalidTag

        chunks = self._chunks
        step = chunks.size + TAG
        self._source.seek(self._start + number * step)
        sealed = self._source.read(min(step, self._sealed - number * step))
        try:
            return chunks.cipher.decrypt(
                chunks.nonce(number, number == self._count - 1), sealed, chunks.beside
            )
        except InvalidTag as fault:
            raise faults.damaged("密文") from fault
