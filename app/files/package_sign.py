"""The signature of a package: over the manifest byte for byte, and so over the hash of every other part."""

from __future__ import annotations

from collections.abc import Callable

from app.core.package import SIGNATURE, Signature, statement
from app.files import keys, package_json
from app.files import package_faults as faults

Signer = Callable[[bytes], tuple[str, str]]
"""Takes what is to be signed; gives the public key and the signature, both in hex."""


def signed(manifest: bytes, signer: Signer) -> bytes:
    """What goes into ``signature.json``."""
    public_key, signature = signer(statement(manifest))
    said = Signature(public_key=public_key, signature=signature)
    return package_json.dump(package_json.SIGNATURE, said)


def checked(manifest: bytes, content: bytes) -> Signature:
    """What stands there; Unfit where the signature is not over this manifest."""
    said = package_json.parse(package_json.SIGNATURE, SIGNATURE, content)
    if not keys.verify(said.public_key, said.signature, statement(manifest)):
        raise faults.signature_broken()
    return said
