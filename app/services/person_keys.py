"""密钥: each person's own key for seals; the public half on file, the private half in the user's data folder."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from app import paths
from app.core import seal
from app.core.rights import Person
from app.errors import NotAllowed, UserError
from app.files import keys
from app.services import people, stores
from app.services.stores import Change, Store
from models.people import Person as Row


class KeyState(StrEnum):
    """Where a person's key is."""

    NONE = "none"
    HERE = "here"
    AWAY = "away"
    """The public half is on file, but its key file is not on this machine."""
    BAD = "bad"
    """There is a file in its place, but it is damaged or another."""


def folder() -> Path:
    """Where this machine keeps key files; never beside a store, which travels."""
    return paths.user_data() / "keys"


def state(person: Person) -> KeyState:
    """Where this person's key is; costs no passphrase."""
    if not person.public_key:
        return KeyState.NONE
    path = _path(person)
    try:
        if not path.exists():
            return KeyState.AWAY
        return KeyState.HERE if keys.read(path).public_key == person.public_key else KeyState.BAD
    except (OSError, UserError):
        return KeyState.BAD


def make(store: Store, who: str, person_id: str, passphrase: str) -> Change | None:
    """Make a key for oneself, in the place of an earlier one; old seals keep the key that they were set with."""
    person = _oneself(people.get(store, person_id), who)
    with stores.begin(store, who, "更换密钥" if person.public_key else "设置密钥") as records:
        row = records.get_one(Row, person_id)
        row.public_key = keys.make(folder(), person_id, passphrase)
    return records.change


def change_passphrase(store: Store, who: str, person_id: str, old: str, new: str) -> None:
    """Put one's key behind another passphrase; nothing on file changes."""
    person = _oneself(people.get(store, person_id), who)
    keys.change(_path(person), _key(person), old, new)


def back_up(store: Store, person_id: str, target: Path) -> Path:
    """Copy a key file, which stays behind its passphrase, to a USB stick."""
    keys.copy(_path(people.get(store, person_id)), target)
    return target


def restore(store: Store, person_id: str, source: Path, passphrase: str) -> None:
    """Bring a key file back from a copy; UserError unless it is this person's and the passphrase opens it."""
    person = people.get(store, person_id)
    keys.restore(source, _path(person), _key(person), passphrase)


def sign(person: Person, passphrase: str, message: bytes) -> str:
    """This person's signature in hex."""
    return keys.sign(_path(person), _key(person), passphrase, message)


def file_name(person: Person) -> str:
    """What a copy of the key file is proposed to be called."""
    return f"园评密钥-{person.name}-{seal.fingerprint(person.public_key or '')}{keys.SUFFIX}"


def _path(person: Person) -> Path:
    return keys.path_of(folder(), person.id, _key(person))


def _key(person: Person) -> str:
    if not person.public_key:
        raise UserError(f"{person.name}还没有密钥。", "请先在“人员”页设置密钥。")
    return person.public_key


def _oneself(person: Person, who: str) -> Person:
    if person.name != who:
        raise NotAllowed(
            f"密钥由{person.name}本人设置，现在署名的是“{who}”。", "请先在状态栏点姓名，换成本人，再设置。"
        )
    return person
